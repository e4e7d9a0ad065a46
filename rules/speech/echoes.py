"""照抄：机器人自己说过的话，原样发回来、夹在引号里发回来，都不是报告。"""

import re
from collections.abc import Iterable

from rules.speech.leading import led
from rules.speech.targets import CODE
from rules.speech.wholes import whole
from rules.writing.text import fold, tidy

LONGEST = 4000
"""Characters of a message that is compared; no bubble of ours is longer."""

SHORTEST = 6
"""Characters of a line of ours below which anybody may have found them alone."""

QUOTED = re.compile(
    r"\s*[「『“\"](?P<inside>[^」』]{2,4000})[」』”\"](?P<rest>.*)", re.S
)
PARTED = re.compile(r"[\n。；;]+")
CUT_OFF = re.compile(r"(?:…|\.{3})+$")
DASHES = re.compile(r"^\s*[-—–_ ]{3,}\s*$", re.M)

OF_OURS = re.compile(
    r"(?:已记入(?:受阻情况)?|已作为情况说明记入|已提交(?:销号|延期)申请|已知道您收到|归好了|未作改动|尚未改动|尚未办理|不能办理|"
    rf"请确认)[:\s]+{CODE.pattern}(?:\s?申请(?:延期|销号))?"
    r"|请确认是哪一项|请写明编号|记错了,请在10分钟内回复.撤销.?"
    r"|归错了项,请回复.归到.*|目前尚未(?:记入|提交|改动)|没有读懂,未作任何改动"
    r"|期限不变:.*还有\d+个工作日|期限不变:立行立改|请回复序号,例如.*|其他说法请回复:帮助"
)
"""What nobody else says, as it stands at the head or the foot of our bubbles."""

LIKE_US = re.compile(
    r"请回复|请您|您好|已记入|未作|尚缺|尚未|期限|到期|逾期|提醒|措施完成情况|上次报告|巡察|灯|[“”]|例如"
)
"""Words of which one stands in nearly every sentence of ours."""

PLACE = re.compile(rf"(?:\d{{1,2}}[.、\s]\s?)?{CODE.pattern}")
"""A line of a list, or a code: who sends it back may choose by it."""

TEACHES = re.compile(r"请回复|回复示例|例如")


def apart(text: str) -> tuple[str, str]:
    """What stands in quotation marks at the beginning, and what is said behind it."""
    found = QUOTED.match(text)
    if found is None or len(text) > LONGEST:
        return "", text
    return found["inside"], DASHES.sub("", found["rest"]).strip()


def sounds_like_us(text: str) -> bool:
    """Say whether it is worth looking for the words in what was said to somebody."""
    return bool(LIKE_US.search(text))


def is_ours(text: str, said: Iterable[str]) -> bool:
    """Say whether words are nothing but words of ours, `said` being what somebody got.

    What we gave as an example is meant to be sent back, and a line of a list chooses.
    """
    if len(text) > LONGEST:
        return False
    parts = _parts(text)
    if not parts or all(_is_an_example(one) for one in parts):
        return False
    left = [one for one in parts if not OF_OURS.fullmatch(one)]
    if not left:
        return True
    known = {one for before in said for one in _parts(before)}
    return all(_is_known(one, known) for one in left)


def _is_known(part: str, known: set[str]) -> bool:
    begun = CUT_OFF.sub("", part)
    if begun != part:
        return any(one.startswith(begun) for one in known)
    return part in known


def _is_an_example(part: str) -> bool:
    if OF_OURS.fullmatch(part):
        return False
    if len(part) < SHORTEST or PLACE.match(part):
        return True
    commands = led(part)[0] is not None or whole(part) is not None
    return commands and not TEACHES.search(part)


def _parts(text: str) -> list[str]:
    """The lines and sentences of a text, each in one writing."""
    parts = (tidy(fold(one)) for one in PARTED.split(text))
    return [one for one in parts if one]
