"""暂缓：巡察办把往上告知的一步缓到哪一天，为什么。"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('finding') as batch:
        batch.add_column(sa.Column('held_until', sa.Date(), nullable=True))
        batch.add_column(
            sa.Column('held_reason', sa.String(), nullable=False, server_default='')
        )
