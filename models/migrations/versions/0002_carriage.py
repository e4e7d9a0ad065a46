"""运送的队列：PgQueuer 的表，只在 PostgreSQL 上。"""

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    if op.get_bind().dialect.name == 'postgresql':
        # Imported only now: SQLite has no queue to install.
        from models.job_queue import install_script

        op.get_bind().exec_driver_sql(install_script())
