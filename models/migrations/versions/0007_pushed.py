"""刚对一个人说过什么，只翻他自己的、自己送出去的那些，不翻回调里的答复。"""

from alembic import op
from sqlalchemy import text

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

PUSHED = text("request <> ''")


def upgrade() -> None:
    """Bring the schema one step further."""
    op.create_index(
        'ix_mail_pushed',
        'mail',
        ['userid', 'created_at'],
        sqlite_where=PUSHED,
        postgresql_where=PUSHED,
    )
