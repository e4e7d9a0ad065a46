"""几列：只取用得着的几列，不取整行。"""

from typing import Any

import sqlalchemy


def columns(*wanted: Any) -> "sqlalchemy.Select[Any]":
    """Select bare columns; SQLModel's own select knows at most four of them."""
    return sqlalchemy.select(*wanted)
