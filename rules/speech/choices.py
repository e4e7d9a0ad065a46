"""选哪个：问着几个里头是哪个，答“二”“最后一个”“三个都是”“都不是”，听得懂的才算。"""

import re

from rules.writing.numerals import number
from rules.writing.text import fold, tidy

NONE_OF_THEM: tuple[int, ...] = ()
LONGEST = 16
"""Characters of an answer that only picks."""

COUNT = r"[两二三四五六七八九十\d]{1,2}"
KIND = r"(?:个|项|条|件|位)"
LEAD = r"(?:就|应该|应当|我)?(?:是|选|选择|要|填)?"
END = r"(?:都|全)?(?:的|那一?[个项条件]|吧|呀|啊|哈|了)*"

ALL = re.compile(
    rf"(?:以上|上面|这|这里)?(?:的)?(?:全部|所有|全|(?P<count>{COUNT}))?{KIND}?(?:的)?"
    rf"(?:(?:全都|都|均|全)(?:是|对|算|选|要|有|适用|归|记)?|全是|全选)(?:的|了|吧|啊)*|全部|所有"
)
NONE = re.compile(
    r"(?:以上|上面|这些?|这[两三四五几][个项])?(?:都不是|全不是|均不是|都不对|一[个项]都?不是|没有一[个项]是|不是这[些几][个项]?|"
    r"哪[个项]都不是|都不属于|没有我要的|都没有)(?:的|啊|呀|吧|了)*"
)
FIRST = re.compile(
    rf"{LEAD}(?:头|最前|最上面|第)?一{KIND}?{END}|{LEAD}[最首]前一?{KIND}{END}"
)
LAST = re.compile(
    rf"{LEAD}(?:最后|最末|最下面|末尾)的?一?{KIND}?{END}|{LEAD}末{KIND}{END}"
)
FROM_END = re.compile(rf"{LEAD}倒数第?(?P<place>{COUNT}|一){KIND}?{END}")
MIDDLE = re.compile(rf"{LEAD}(?:中间|当中)(?:的|那)*一?{KIND}?{END}")
ONE = re.compile(rf"{LEAD}第?(?P<place>[一二三四五六七八九十]|\d{{1,2}}){KIND}?{END}")
_PLACE = rf"第?(?:[一二三四五六七八九十]|\d{{1,2}}){KIND}?(?:的)?"
NOT_THAT = re.compile(
    rf"不是{_PLACE}[,;。\s]*(?:而|应该|应当)*是?(?P<behind>{_PLACE}){END}"
    rf"|{LEAD}(?P<before>{_PLACE})[,;。\s]*(?:而|并)?不是{_PLACE}{END}"
)
"""不是3，是2; 是2不是3: the one that is meant stands beside one that is not."""

RUN = re.compile(
    rf"{LEAD}(?P<end>前|后|最后)面?(?P<count>{COUNT}){KIND}?(?:都是|都)?{END}"
)


def chosen(text: str, count: int) -> tuple[int, ...] | None:
    """Which of `count` choices a short answer picks; () for none of them.

    None where it is no pick, or picks what is not there.
    """
    plain = tidy(fold(text))
    if not plain or len(plain) > LONGEST:
        return None
    if NONE.fullmatch(plain):
        return NONE_OF_THEM
    picked = _picked(plain, count)
    return picked if picked and all(1 <= one <= count for one in picked) else None


def is_pick(plain: str) -> bool:
    """Say whether words only pick from choices, and so report nothing."""
    if len(plain) > LONGEST or plain.isascii():
        return False
    patterns = (ALL, NONE, FIRST, LAST, FROM_END, MIDDLE, RUN)
    return any(one.fullmatch(plain) for one in patterns)


EVERY = re.compile(
    r"(?:都|均|全部?)(?:已经?|也)?(?:整改)?(?:完|办|弄|搞|做|整|落实|到位)"
)
"""都完成了: said of several, of which all may be meant."""

YES_OR_NO = re.compile(
    r"(?:是的?|对的?|好的?|嗯|行|可以|不是|不对|没错|确认|ok)(?:了|吧|啊|哈)*",
    re.IGNORECASE,
)


def says_no_more(plain: str) -> bool:
    """Say whether words are a yes or a no, where it was asked which one is meant."""
    return bool(YES_OR_NO.fullmatch(plain))


def _picked(plain: str, count: int) -> tuple[int, ...]:
    every = ALL.fullmatch(plain)
    if every:
        said = number(every.group("count") or "") or count
        return tuple(range(1, count + 1)) if said == count else (0,)
    run = RUN.fullmatch(plain)
    if run:
        many = number(run.group("count")) or 0
        first = 1 if run.group("end") == "前" else count - many + 1
        return tuple(range(first, first + many))
    if FIRST.fullmatch(plain):
        return (1,)
    if LAST.fullmatch(plain):
        return (count,)
    if MIDDLE.fullmatch(plain):
        return ((count + 1) // 2,) if count % 2 and count > 1 else ()
    back = FROM_END.fullmatch(plain)
    if back:
        return (count + 1 - (number(back.group("place")) or 0),)
    beside = NOT_THAT.fullmatch(plain)
    if beside:
        meant = ONE.fullmatch(beside["behind"] or beside["before"])
        return (number(meant.group("place")) or 0,) if meant else ()
    one = ONE.fullmatch(plain)
    return (number(one.group("place")) or 0,) if one else ()
