"""第几条措施：一句话里点了哪几条，不点就是全部。"""

import re

from rules.writing.numerals import number

MEASURE = re.compile(
    r"措施\s?(?P<list>[\d一二三四五六七八九十]+(?:\s?[、,和]\s?[\d一二三四五六七八九十]+)*)|"
    r"第\s?(?P<one>[\d一二三四五六七八九十]+)\s?(?:条(?:措施)?|[项个](?:整改)?措施)"
)


def measures_in(folded: str) -> tuple[int, ...]:
    """措施2, 措施1、3, 第2条措施: which measures are named; empty means all."""
    numbers: list[int] = []
    for match in MEASURE.finditer(folded):
        said = match.group("list") or match.group("one")
        for piece in re.split(r"[、,和\s]+", said):
            value = number(piece)
            if value and value not in numbers:
                numbers.append(value)
    return tuple(numbers)
