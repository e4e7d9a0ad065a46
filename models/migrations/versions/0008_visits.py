"""回访要件：谁同去；带回来的照片归在回访记录上；轮次的抽查比例和种子。"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('supervision') as batch:
        batch.add_column(sa.Column('companion_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(
            'fk_supervision_companion', 'person', ['companion_id'], ['id']
        )
    with op.batch_alter_table('round') as batch:
        batch.add_column(
            sa.Column('sample_share', sa.Integer(), nullable=False, server_default='0')
        )
        batch.add_column(
            sa.Column('sample_seed', sa.String(), nullable=False, server_default='')
        )
    with op.batch_alter_table('evidence') as batch:
        batch.add_column(sa.Column('supervision_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(
            'fk_evidence_supervision', 'supervision', ['supervision_id'], ['id']
        )
