"""读日期之前：全角、长短横写成一样的，长短不变，读到的位置才对得上。"""

import re

FULL_WIDTH = {ord("０") + n: ord("0") + n for n in range(10)}
SAME_LENGTH = FULL_WIDTH | str.maketrans("－—–﹣／．：，　～〜", "----/.:, 至至")
RANGE = re.compile(
    r"(?<=[日号月年份底末旬初度])\s?-{1,2}\s?"
    r"(?=\d|第?[一二三四]季度|[上中下]旬|[月年]底|[一二三四五六七八九十]{1,2}月|[今明]年)"
    r"|(?:(?<=[./]\d)|(?<=[./]\d\d))-{1,2}(?=20\d\d)"
    r"|(?:(?<=月\d)|(?<=月\d\d))-{1,2}(?=\d{1,2}[日号]|月底)"
)
"""A dash between two dates says from and to, not minus."""
NEXT_YEAR = re.compile(r"(?<![0-9月年])(?:次|翌)年(?=[^起])")
"""次年6月底 is next year's where nothing before it says a year or month to count from."""

COUNTS_FROM = re.compile(r"[0-9月年季]|以后|之后|后$")


def fold(text: str) -> str:
    """Return the text in one writing, of exactly the same length."""
    folded = _next_year_named(text.translate(SAME_LENGTH))
    return RANGE.sub(_to, folded)


def _to(dash: re.Match[str]) -> str:
    """Write a dash, 破折号 too, as 至 in as many characters."""
    return dash.group().replace("--", "至 ").replace("-", "至")


def _next_year_named(text: str) -> str:
    """Write 明年 for 次年 where it can be counted from nothing but today."""
    said = NEXT_YEAR.search(text)
    if said is None or COUNTS_FROM.search(text[: said.start()]):
        return text
    return f"{text[: said.start()]}明年{text[said.end() :]}"
