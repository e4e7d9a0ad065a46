"""命令的样子：叫什么、哪些说法、谁能说、举一个例子。"""

from dataclasses import dataclass

from rules.vocabulary import OFFICE_ROLES, Means, Role

PERSON = frozenset({Role.RESPONSIBLE_PERSON})
LEADERS = frozenset(
    {Role.RESPONSIBLE_LEADER, Role.PRINCIPAL, Role.DISTRICT_LEADER, Role.LEADING_GROUP}
)
OFFICE = OFFICE_ROLES
CHECKERS = OFFICE | {Role.TEAM}
DECIDERS = OFFICE | {Role.RESPONSIBLE_LEADER, Role.PRINCIPAL}
COUNTERS = OFFICE | {
    Role.LEADING_GROUP,
    Role.PRINCIPAL,
    Role.DISTRICT_LEADER,
    Role.LIAISON,
    Role.UNIT_DISCIPLINE,
}
DIGESTED = OFFICE | {Role.LEADING_GROUP, Role.PRINCIPAL, Role.RESPONSIBLE_LEADER}
"""Who is sent the weekly digest, and may ask for it."""

MEANS = {
    **dict.fromkeys(("电话", "电话了解", "电话回访", "电话督查"), Means.PHONE),
    **dict.fromkeys(("督查函", "函询"), Means.INQUIRY),
    "听取汇报": Means.HEARING,
    "审阅报告": Means.REVIEW,
    **dict.fromkeys(("回访", "现场回访", "实地回访", "上门回访"), Means.VISIT),
    **dict.fromkeys(("现场督查", "实地督查"), Means.VISIT),
}
"""How a check is called → which of the five means it was (督查五法, domain.md §1)."""


LOOKS = (
    "查",
    "查看",
    "看",
    "查一下",
    "看一下",
    "查查",
    "看一哈",
    "看哈",
    "确认一下",
    "核对一下",
    "查下",
    "看下",
    "看看",
    "看一眼",
    "看一看",
    "查一查",
    "查询",
    "查询一下",
    "查看下",
    "查看一下",
    "给我看",
    "给我看看",
    "给我看下",
    "给我看一下",
    "给我查",
)
"""How people ask to see something."""


@dataclass(frozen=True)
class CommandSpec:
    """One thing that can be said: its stable name, its words, who may, how.

    `who` None means everybody on the roster.
    """

    name: str
    words: tuple[str, ...]
    who: frozenset[Role] | None
    help: str
    example: str
    needs_code: bool = False
