"""小数编号的反馈意见：1.1、1.1.1 换成中文编号的样子，往下照一种读法读。"""

import re
from collections.abc import Sequence

_DECIMAL = re.compile(
    r"^(\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d.．]*\d)(?:[.．、]|(?=\D|$))\s*"
)
_AMOUNT = re.compile(r"^(?:[万亿千百元%％‰倍个名人份项次件吨米度]|平方|公[里斤顷])")
_CHAPTER = re.compile(r"^(\d{1,2})(?:[.．、]|(?=\s))\s*(?=\D)")
_SECTIONS = ("问题", "不足", "建议", "整改要求", "整改意见")


def as_chinese(lines: Sequence[str]) -> list[str]:
    """Give lines that are numbered 1, 1.1, 1.1.1 the signs 一、 （一） and 1. instead.

    A number counts only where it is the first or follows its forerunner: 1.5亿元 does
    not. What has numbers below itself is a heading; other lines are left as they are.
    """
    numbers = _numbers(lines)
    if not any(numbers):
        return list(lines)
    following = [*_next(numbers), ""]
    return [
        _line(line, number, following[place + 1])
        for place, (line, number) in enumerate(zip(lines, numbers, strict=True))
    ]


def _numbers(lines: Sequence[str]) -> list[str]:
    """The decimal number before each line, with full stops; '' without."""
    seen: set[str] = set()
    found = []
    for line in lines:
        number = _number(line)
        parent, _, last = number.rpartition(".")
        counts = last == "1" or f"{parent}.{int(last or 0) - 1}" in seen
        found.append(number if number and counts else "")
        seen.add(found[-1])
    return found


def _number(line: str) -> str:
    match = _DECIMAL.match(line)
    if match is None or _AMOUNT.match(line[match.end(1) :]):
        return ""
    return match.group(1).replace("．", ".")


def _next(numbers: Sequence[str]) -> list[str]:
    """For each place, the first number from there on."""
    found, coming = [], ""
    for number in reversed(numbers):
        coming = number or coming
        found.append(coming)
    return found[::-1]


def _line(line: str, number: str, following: str) -> str:
    if number:
        text = _DECIMAL.sub("", line)
        heads = following.startswith(f"{number}.")
        level = number.count(".")
        return (
            f"（一）{text}"
            if heads or level == 1
            else f"{number.split('.')[-1]}、{text}"
        )
    chapter = _CHAPTER.match(line)
    if chapter and following == f"{chapter.group(1)}.1":
        text = line[chapter.end() :]
        if any(word in text for word in _SECTIONS):
            return f"一、{text}"
    return line
