"""一条消息从哪条路出去，这条路上平台认得哪种样式。"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('mail') as batch:
        batch.add_column(
            sa.Column('way', sa.String(), nullable=False, server_default='app')
        )
    with op.batch_alter_table('channel') as batch:
        batch.add_column(
            sa.Column(
                'form', sa.String(), nullable=False, server_default='template_card'
            )
        )
