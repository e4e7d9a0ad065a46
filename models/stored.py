"""存着的行：有行号的，拿来就用；还没写进库的，没有行号可用。"""

from sqlmodel import Field, SQLModel


class Stored(SQLModel):
    """A row that is known by its id once it is written."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def key(self) -> int:
        """Return the id of a row that is written."""
        assert self.id is not None  # noqa: S101 - written rows have one
        return self.id
