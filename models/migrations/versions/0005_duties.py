"""措施各有各的责任人和办理情况。"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    with op.batch_alter_table('measure') as batch:
        batch.add_column(
            sa.Column('status_text', sa.String(), nullable=False, server_default='')
        )
    with op.batch_alter_table('responsibility') as batch:
        batch.add_column(
            sa.Column(
                'by_measure', sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
    op.create_table(
        'measure_responsibility',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('finding_id', sa.Integer(), nullable=False),
        sa.Column('measure', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['finding_id'], ['finding.id']),
        sa.ForeignKeyConstraint(['person_id'], ['person.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('finding_id', 'measure', 'person_id', 'role'),
    )
    for name in ('finding_id', 'person_id'):
        op.create_index(
            f'ix_measure_responsibility_{name}', 'measure_responsibility', [name]
        )
