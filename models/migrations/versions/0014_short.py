"""单位简称：花名册上写着的，聊天、台账里照它也认得。"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('unit') as batch:
        batch.add_column(
            sa.Column('short', sa.String(), nullable=False, server_default='')
        )
