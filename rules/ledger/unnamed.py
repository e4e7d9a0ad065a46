"""名字没写全的：写了“等”的、只写职务的，看得出指谁才认，都要说一声。"""

import re
from collections.abc import Mapping

from rules.ledger.cells import plain
from rules.ledger.written_names import ONLY_POST

_OTHERS = re.compile(
    r"(?:等(?:有关|相关)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})?[名位个]?"
    r"(?:同志|人员|干部|人)?"
    r"|[及和与](?:其他|其余|相关|有关|各|全体|班子)[\u4e00-\u9fa5]{0,12})$"
)
_TITLES = re.compile(r"[、，,;；/\s]+|兼(?:任)?")

AND_OTHERS, BY_POST = "and_others", "by_post"
"""How somebody was found: others stand unnamed beside them, or only a post was written."""


def before_others(written: str) -> str:
    """Return the words before 等, 等3人 or 及有关股室负责人; '' where there is none."""
    found = _OTHERS.search(plain(written))
    return plain(written)[: found.start()] if found else ""


def post_in(written: str, unit: str) -> str:
    """Return the post that words only say, without its unit's name; '' for other words."""
    post = plain(written).removeprefix(plain(unit))
    return post if ONLY_POST.match(post) else ""


def holders(
    post: str,
    people: Mapping[str, tuple[str, ...]],
    titles: Mapping[str, tuple[str, ...]],
) -> list[tuple[str, str]]:
    """Return (userid, name) of whoever of a unit has a post among their titles."""
    return [
        (userid, name)
        for name, userids in people.items()
        for userid in userids
        if post and any(_holds(title, post) for title in titles.get(userid, ()))
    ]


def _holds(title: str, post: str) -> bool:
    return post in (plain(title), *_TITLES.split(plain(title)))


def sentence(reason: str, written: str, name: str) -> str:
    """Say who was taken for words that don't name everybody, to be looked at."""
    if reason == BY_POST:
        return f"“{written}”只写了职务，按花名册登记为{name}，请核对。"
    return f"“{written}”只登记了{name}，没有写出姓名的没有登记，请补上或核对。"
