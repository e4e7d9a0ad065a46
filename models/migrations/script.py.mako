"""${message}。"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.instants
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step further."""
    ${upgrades if upgrades else "pass"}
