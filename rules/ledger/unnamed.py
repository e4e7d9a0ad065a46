"""名字没写全的：写了“等”的、只写职务的，看得出指谁才认，都要说一声。"""

import re
from collections.abc import Iterable, Mapping

from rules.ledger.cells import plain
from rules.ledger.written_names import ONLY_POST

_TITLES = re.compile(r"[、，,;；/\s]+|兼(?:任)?")

AND_OTHERS, BY_POST = "and_others", "by_post"
"""How somebody was found: others stand unnamed beside them, or only a post was written."""


def post_in(written: str, unit: str) -> str:
    """Return the post that words only say, without its unit's name; '' for other words."""
    post = plain(written).removeprefix(plain(unit))
    return post if ONLY_POST.match(post) else ""


def holders(
    post: str, posted: Mapping[tuple[str, str], Iterable[str]]
) -> list[tuple[str, str]]:
    """Return (userid, name) of whoever of a unit has a post among their titles there."""
    return [
        who
        for who, titles in posted.items()
        if post and any(_holds(title, post) for title in titles)
    ]


def _holds(title: str, post: str) -> bool:
    return post in (plain(title), *_TITLES.split(plain(title)))


def remark(reason: str, written: str, name: str) -> tuple[str, str]:
    """Say who was taken for words that don't name everybody: why, and to be looked at.

    Somebody of another unit may have others behind them, too.
    """
    if reason == BY_POST:
        return BY_POST, f"“{written}”只写了职务，按花名册登记为{name}，请核对。"
    said = f"“{written}”只登记了{name}，没有写出姓名的没有登记，请补上或核对。"
    return AND_OTHERS, said


_HANDOVER = re.compile(
    r"(?:^|[、,;/)(])原(?:任|责任人|负责人|经办人|责任领导|分管领导)?:"
    r"|(?:^|[、,;/)(])原(?:责任人|经办人|责任领导).{1,30}现(?:责任人|经办人|责任领导)"
    r"|已(?:经)?(?:调离|调走|调出|离任|退休|离职|免职)"
    r"|[(](?:原|现|原任|原分管|原责任人|现责任人|调离|离任|退休)[)]"
)
"""What says in half width that a matter went from one to another."""


def says_handover(written: str) -> bool:
    """Say whether a cell speaks of who had a matter before."""
    return bool(_HANDOVER.search(plain(written)))
