"""再次延期：主要负责人谁、何时同意，凭领导小组哪份文件批准。"""

import sqlalchemy as sa
from alembic import op

import models.instants

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('extension') as batch:
        batch.add_column(
            sa.Column('document', sa.String(), nullable=False, server_default='')
        )
        batch.add_column(sa.Column('endorsed_by', sa.Integer(), nullable=True))
        batch.add_column(sa.Column(
                'endorsed_at', models.instants.Instant(timezone=True), nullable=True
            ))
        batch.create_foreign_key(
            'fk_extension_endorsed_by', 'person', ['endorsed_by'], ['id']
        )
