"""没读完的材料：太大太密，读不完、比不了的，记下来给审的人看。"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('evidence') as batch:
        batch.add_column(
            sa.Column('unread', sa.Boolean(), nullable=False, server_default=sa.false())
        )
