"""等着发的邮件各有一个小索引：取下一批不必翻遍积压。"""

from alembic import op
from sqlalchemy import text

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

WAITING = "coalesce(status, '') IN ('ready', 'sending')"
URGENT = "kind NOT IN ('notice', 'digest')"


def upgrade() -> None:
    """Bring the schema one step further."""
    for name, where in (
        ('ix_mail_waiting', WAITING),
        ('ix_mail_urgent', f'{WAITING} AND {URGENT}'),
    ):
        op.create_index(
            name,
            'mail',
            ['id'],
            sqlite_where=text(where),
            postgresql_where=text(where),
        )
