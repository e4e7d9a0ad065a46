"""建议里写明的问题序号：第1、2项，问题3和问题4，第5至6个，前两个。"""

import re

from rules.ledger.cells import plain, read_integer

_NUMBER = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_AGAIN = r"[个项条]?(?:问题)?(?:、|,|和|及|与|至|到|-|—|–|~)+第?(?:问题)?"
_LIST = rf"{_NUMBER}(?:{_AGAIN}{_NUMBER})*"
_ABOUT = r"(?:针对|对照|对应|关于|就)(?:上述|反馈|发现)?的?"
_NAMED = re.compile(
    rf"第({_LIST})[个项条]?的?问题"
    rf"|{_ABOUT}第({_LIST})[个项条]"
    rf"|{_ABOUT}问题({_LIST})(?![\d是个项条件类处])"
    r"|(?<!发现)(?<!存在)问题(\d{1,3}(?:(?:、|和|及)(?:问题)?\d{1,3})*)(?![\d.个项条件类处宗起人万元%])"
)
_FIRST_ONES = re.compile(r"(?<!以)前([两二三四五六七八九十]{1,2}|\d{1,2})[个项条]问题")
_PIECE = re.compile(rf"({_NUMBER})|(至|到|[-—–~])")
_WIDEST = 100
"""How many findings a range may hold; a wider one is no range of findings."""


def named_numbers(text: str) -> list[int]:
    """Read which findings a suggestion names, each once, in the order named.

    Ranges stand for all that they hold. Nothing named gives an empty list.
    """
    said = plain(text)
    found = [
        number
        for match in _NAMED.finditer(said)
        for number in _read(next(filter(None, match.groups())))
    ]
    for match in _FIRST_ONES.finditer(said):
        count = read_integer(match.group(1).replace("两", "二")) or 0
        found += range(1, count + 1)
    return list(dict.fromkeys(found))


def _read(listed: str) -> list[int]:
    found: list[int] = []
    through = False
    for written, dash in _PIECE.findall(listed):
        number = read_integer(written)
        if number is not None and through and 0 < number - found[-1] <= _WIDEST:
            found += range(found[-1] + 1, number + 1)
        elif number is not None:
            found.append(number)
        through = bool(dash)
    return found
