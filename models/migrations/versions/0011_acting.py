"""主持工作：主要负责人空缺时，谁凭哪份文件主持；签字带着文件。"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    for table in ('post', 'signature'):
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column('document', sa.String(), nullable=False, server_default='')
            )
