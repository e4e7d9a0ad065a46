"""人走了、人回来了：一句话里谁离任、由谁接；只认整句，多一句少一句都不算。"""

import re
from dataclasses import replace
from datetime import datetime

from rules.calendar.workdays import Calendar
from rules.speech.lists import UNIT_END
from rules.speech.said import Said
from rules.vocabulary import OFFICE_ROLES, Role
from rules.writing.text import ASKED, NAME_LETTERS, fold, join_spaced, tidy

KEPT_BY_ROSTER = OFFICE_ROLES
"""Posts that no sentence in chat gives to anybody: only the roster makes an officer."""

WAYS = {
    Role.RESPONSIBLE_PERSON: "改派 {code} {name}给姓名",
    Role.RESPONSIBLE_LEADER: "更正 {code} 责任领导 姓名",
}
"""How somebody in a role is relieved of one finding."""

CHAIRS = (
    ("巡察办负责人", frozenset({Role.OFFICE_HEAD}), frozenset[Role]()),
    ("巡察办工作人员", frozenset({Role.OFFICE}), frozenset({Role.OFFICE_HEAD})),
)
"""Of whom one must stay, where there is one: what they are called, their roles, and
the roles whose holders do not count as these."""

NAME = (
    rf"(?:(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END}的?)?[{NAME_LETTERS}]{{2,4}}?"
    r"|[A-Za-z0-9][A-Za-z0-9_.@-]{1,63})"
)
"""A name, with the unit before it where two share it, or an account."""

GONE = (
    r"(?:(?:已经?|现已?|刚刚?|因|由于)?"
    r"(?:退休|离任|离职|离岗|辞职|转岗|换岗|轮岗|调走|调离|调动|借调"
    r"|调(?:到|往|任|去)[^,;。]{2,12}?)了?)"
)
"""Why somebody is not there any more, as something that has happened."""

HIS = r"(?:(?:他|她|其)?的?(?:全部|所有|手上的?)?(?:工作|事项|任务|岗位|职务)(?:都|全部)?)"
TAKES = r"(?:来|去)?(?:接手|接任|接替|接管|承接|接着办|接|负责)"
HEIR = (
    rf"{HIS}?(?:移?交给|交由|转给|给|由|让|请)\s?(?P<to>{NAME})(?:同志)?"
    rf"(?:\s?{TAKES}(?:{HIS}|他|她)?了?)?"
    rf"|(?P<taker>{NAME})(?:同志)?\s?(?:已经?)?{TAKES}(?:{HIS}|他|她)?了?"
)
BREAK = r"[\s,;。]*"
LEAVER = rf"(?P<who>{NAME})(?:同志)?"

NAMED = re.compile(rf"[\s:,]*{LEAVER}(?:[\s,]*{GONE})?{BREAK}(?:{HEIR})?")
"""Behind 离任: who, and who takes over."""

TOLD = re.compile(rf"{LEAVER}\s?{GONE}{BREAK}(?:{HEIR})?")
"""张三调走了，李四接手: the same without the word in front."""

_HELP = r"(?:请|麻烦|烦请)?(?:您|你)?(?:帮我|帮忙|帮)?"
_WORD = r"(?P<word>离任|复任)(?:手续|登记)?(?:一下|了|吧)?"
_DO = r"(?:办理|办|登记|做)(?:一下|个)?"
ASKED_FOR = re.compile(
    rf"{_HELP}(?:给|为|替|把|将)?\s?{LEAVER}的?\s?{_DO}\s?{_WORD}{BREAK}(?:{HEIR})?"
)
"""请帮我给张三办离任，由李四接."""

ASKED_OF = re.compile(rf"{_HELP}{_DO}\s?{LEAVER}的?\s?{_WORD}{BREAK}(?:{HEIR})?")
"""办理张三的离任手续."""

BACK = re.compile(rf"[\s:,]*{LEAVER}")
WORD, WORD_BACK = "离任", "复任"
_COMMANDS = {WORD: "retire", WORD_BACK: "reinstate"}
LED = re.compile(rf"(?:{WORD}|{WORD_BACK})(?=[\s:,]|$)")


def fill(made: Said, word: str, rest: str, now: datetime, calendar: Calendar) -> Said:
    """Take who leaves and who takes over out of what stands behind 离任."""
    return _people(made, NAMED.fullmatch(rest))


def fill_back(
    made: Said, word: str, rest: str, now: datetime, calendar: Calendar
) -> Said:
    """Take who comes back out of what stands behind 复任."""
    return _people(made, BACK.fullmatch(rest))


def way(role: Role, code: str, name: str) -> str:
    """What to say so that somebody else has one finding: 改派 5-023 张三给姓名."""
    return WAYS[role].format(code=code, name=name)


def leaving(name: str, *, taken: bool) -> str:
    """What the office says of somebody who has left; `taken`: there is work to take."""
    return f"{WORD} {name}，由姓名接" if taken else f"{WORD} {name}"


def _people(made: Said, found: re.Match[str] | None) -> Said:
    if found is None:
        return made
    said = found.groupdict()
    heir = said.get("to") or said.get("taker") or ""
    return replace(made, person=said["who"], to_person=heir)


def names_both(rest: str, named: bool) -> bool:
    """Whether this is more than a report that begins so: 离任审计已完成 is one.

    Without a successor the word stands apart from the name.
    """
    if named:
        return False
    bare = tidy(rest)
    found = NAMED.fullmatch(bare)
    apart = rest != rest.lstrip(" :,")
    return not bare or (found is not None and (apart or bool(_people_of(found))))


def names_one(rest: str, named: bool) -> bool:
    """复任 alone, or with one name."""
    bare = tidy(rest)
    return not named and (not bare or bool(BACK.fullmatch(bare)))


def _people_of(found: re.Match[str]) -> str:
    return found.group("to") or found.group("taker") or ""


def told(text: str) -> Said | None:
    """What a message of the office says of somebody who left; None for other words.

    Whatever begins with the word is meant so, even where nobody can be read in it.
    """
    folded = tidy(fold(join_spaced(text)))
    if ASKED.search(text):
        return None
    for pattern in (ASKED_FOR, ASKED_OF):
        found = pattern.fullmatch(folded)
        if found is not None:
            return _people(Said(_COMMANDS[found["word"]], text=tidy(text)), found)
    found = TOLD.fullmatch(folded)
    if found is not None:
        return _people(Said("retire", text=tidy(text)), found)
    led = LED.match(folded)
    if led is None:
        return None
    back = led.group() == WORD_BACK
    rest, behind = folded[led.end() :], BACK if back else NAMED
    made = Said(_COMMANDS[led.group()], text=tidy(text))
    return _people(made, behind.fullmatch(tidy(rest)))
