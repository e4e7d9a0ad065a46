"""只有等着的才进索引：欠条、没收完的来话；别的索引已经答得出的不再另立。"""

from alembic import op
from sqlalchemy import text

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

GONE = (
    ('ix_notice_status', 'notice'),
    ('ix_notice_release_after', 'notice'),
    ('ix_notice_mail_id', 'notice'),
    ('ix_inbox_state', 'inbox'),
    ('ix_responsibility_finding_id', 'responsibility'),
    ('ix_measure_responsibility_finding_id', 'measure_responsibility'),
    ('ix_journal_inbox_id', 'journal'),
)
OWED = "status = 'waiting' AND mail_id IS NULL"
PARTIAL = (
    ('ix_notice_owed', 'notice', ['release_after'], OWED),
    ('ix_notice_owed_person', 'notice', ['person_id', 'release_after'], OWED),
    ('ix_notice_mail_id', 'notice', ['mail_id'], 'mail_id IS NOT NULL'),
    ('ix_inbox_unfinished', 'inbox', ['id'], "state <> 'done'"),
    ('ix_journal_inbox_id', 'journal', ['inbox_id'], 'inbox_id IS NOT NULL'),
)


def upgrade() -> None:
    """Bring the schema one step further."""
    for name, table in GONE:
        op.drop_index(name, table)
    for name, table, columns, where in PARTIAL:
        op.create_index(
            name,
            table,
            columns,
            sqlite_where=text(where),
            postgresql_where=text(where),
        )
