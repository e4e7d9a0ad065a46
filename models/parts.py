"""分段：一问里点名的不过五百个，再多就分几问。"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")

MOST = 500
"""Most rows that one statement names; SQLite takes only so many parameters."""


def parts(keys: Sequence[Key], most: int = MOST) -> Iterator[Sequence[Key]]:
    """Yield what is named part by part, as many at once as one statement may name."""
    for start in range(0, len(keys), most):
        yield keys[start : start + most]
