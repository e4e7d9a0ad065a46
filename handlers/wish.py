"""一个愿望：读懂了的一句话，落在哪一项上，确认过没有。"""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.context import Context
from handlers.reply import Reply
from models.ledger import Finding
from rules.errors import Refusal
from rules.speech.said import Said


@dataclass(frozen=True)
class Wish:
    """The typed command that every door ends in (design decision 1)."""

    said: Said
    bound: Finding | None = None
    confirmed: bool = False

    @property
    def finding(self) -> Finding:
        """Return the finding that the wish is about.

        Raises Refusal `which_item` where none was named.
        """
        if self.bound is None:
            raise Refusal("which_item")
        return self.bound


Handler = Callable[[Wish, Context], Reply]
