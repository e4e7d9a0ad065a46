"""一个人近来收了几条，只翻往外送过的，不翻回调里的答复。"""

from alembic import op
from sqlalchemy import text

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

TRIED = text('last_try_at IS NOT NULL')


def upgrade() -> None:
    """Bring the schema one step further."""
    op.drop_index('ix_mail_budget', 'mail')
    op.create_index(
        'ix_mail_budget',
        'mail',
        ['userid', 'last_try_at'],
        sqlite_where=TRIED,
        postgresql_where=TRIED,
    )
