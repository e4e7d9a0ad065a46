"""数字：阿拉伯的、全角的、汉字的，写法不同，数目一样。"""

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
NUMERAL = r"(?:\d{1,9}+|[零〇○一二两三四五六七八九十廿卅百]{1,9}+)"
"""A whole number as people write it, for use inside a pattern."""

MOST_ROUNDS = 99
"""A finding's code, as people type it, has room for two digits: 5-023, 12-001."""


def number(text: str) -> int | None:
    """Read a whole number up to 999: `15`, 十五, 二十, 廿三, 一百二十; else None."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text:
        return None
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return _spoken(text.replace("廿", "二十").replace("卅", "三十"))


def _spoken(text: str) -> int | None:
    total, digit = 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit


def is_round(code: str) -> bool:
    """Say whether a finding's code has room for a round."""
    return code.isascii() and code.isdigit() and 1 <= int(code) <= MOST_ROUNDS
