"""读一格：编号、轮次、一条条措施、佐证要求，以及从正文取短标题。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from rules.ledger.sheet import text_of

TITLE_LENGTH = 20
"""How many characters a derived title may have."""

_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True))
_TENS = {"十": 10, "百": 100}
_NUMERAL = "[0-9零〇一二三四五六七八九十百]+"
_ROUND = re.compile(rf"第({_NUMERAL})轮")
_CODE = re.compile(rf"^第?({_NUMERAL})(?:轮|[-‐‑–—_－])第?(\d+)[号项]?$")
_NUMBER = re.compile(
    r"^(?:问题|编号|(?i:no)\.?)?第?[(（]?(\d+)[)）]?[号项条个]?(?:问题)?[、.#]?$"
)
WHOLE = re.compile(r"^(\d+)[.．]0$")
"""A whole number as another program writes it: 15.0."""

_WORDED_NUMBER = re.compile(
    r"^第?[(（]?([零〇一二三四五六七八九十百]+)[)）]?[号项条]?、?$"
)
_SIGNS = "①-⑳⑴-⒇⒈-⒛㈠-㈩"
_WHOLE_THINGS = (
    "[所名家份次件项户宗台处座条人位起笔场批套辆张类门间栋幢村镇乡]|支部|社区"
    "|个(?:小区|学校|工程|标段|基层|(?![百半多月点亿小工学课标基]))"
)
"""What is counted by whole numbers only: 2.5所 is number 2 and 5所, 2.5万 a figure."""

_UNITS = "[万亿%％元倍亩吨米]|个百分点|平方|公里"
_AFTER_POINT = (
    rf"(?!\d)|(?=[1-9]\d{{0,3}}[余多]?(?:{_WHOLE_THINGS}))"
    rf"|(?=(?:19|20)\d\d年)|(?=\d+[.．]\d+(?:{_UNITS}))"
)
"""Behind the point of a numbering: no figure, or one that it can't be a part of."""

_NUMBERING = re.compile(
    r"(?:(?P<bracket>[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])"
    rf"|(?P<sign>[{_SIGNS}])"
    rf"|(?P<digit>\d{{1,2}}(?:[、)）]|[.．](?:{_AFTER_POINT})))"
    r"|(?P<worded>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<label>(?:整改)?措施(?:\d{1,2}|[一二三四五六七八九十]{1,3})[：:])"
    r"|(?P<bullet>[•●■◆▪]|-(?=[ \t])))[ \t\u3000]*"
)
_POINTED = re.compile(r"^([ \t\u3000]*)(\d{1,2})[.．]", re.MULTILINE)
_BLANKS = " \t\u3000"
_APART = f"{_BLANKS}，,"
_STOPS = "\n|｜；;。"
_CLOSED = "（(#"
_STYLES = ("{}、{}", "（{}）{}", "{}.{}", "{1}")
_COUNTED = re.compile(r"(\d+)\s*(?:份|张|个|件|类|项)")
_LINES = re.compile(r"[\n|｜]")
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]|——|--")
LARGEST_NUMBER = 99_999


@dataclass(frozen=True, slots=True)
class NumberRead:
    """What a number cell says; `reason` is '' or missing_number, bad_number."""

    number: int | None
    round: str | None
    reason: str


def plain(value: object) -> str:
    """Write a cell in half width, without space or invisible signs: to compare words."""
    text = text_of(value)
    return _plain_short(text) if len(text) <= SHORT else _plain(text)


SHORT = 40
"""Cells up to so many characters repeat (names, units, dates) and are remembered."""


def _plain(text: str) -> str:
    return visible(unicodedata.normalize("NFKC", text))


def visible(text: str) -> str:
    """Leave space and invisible signs out."""
    bare = "".join(text.split())
    return bare if bare.isprintable() else "".join(filter(str.isprintable, bare))


_plain_short = lru_cache(maxsize=8192)(_plain)


def read_integer(text: str) -> int | None:
    """Read digits or a Chinese numeral below one thousand; None if it is neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            return None
    return total + digit if text else None


def find_round(text: str) -> str | None:
    """Find 第五轮 in a title and return the round's code, `5`."""
    found = _ROUND.search(plain(text))
    number = read_integer(found.group(1)) if found else None
    return str(number) if number else None


def read_round(value: object) -> str:
    """Read a round cell (第五轮, 5, 五) as the round's code; as written if unclear."""
    return _round_of(plain(value))


@lru_cache(maxsize=1024)
def _round_of(text: str) -> str:
    found = find_round(text)
    if found:
        return found
    number = read_integer(text.removeprefix("第").removesuffix("轮"))
    return str(number) if number else text


def read_number(value: object) -> NumberRead:
    """Read a number cell: 23, '023', 第23号, 5-023, 5轮23号, 二十三."""
    if isinstance(value, bool | date | datetime):
        return NumberRead(None, None, "bad_number")
    if isinstance(value, float) and value.is_integer():
        return _checked(int(value), None)
    text = plain(value)
    if not text:
        return NumberRead(None, None, "missing_number")
    coded = _CODE.match(text)
    if coded:
        return _checked(read_integer(coded.group(2)), read_round(coded.group(1)))
    for pattern in (_NUMBER, WHOLE, _WORDED_NUMBER):
        found = pattern.match(text)
        if found:
            return _checked(read_integer(found.group(1)), None)
    return NumberRead(None, None, "bad_number")


def _checked(number: int | None, round_code: str | None) -> NumberRead:
    if number is None or not 1 <= number <= LARGEST_NUMBER:
        return NumberRead(None, round_code, "bad_number")
    return NumberRead(number, round_code, "")


def code_of(round_code: str, number: int) -> str:
    """Write a finding's code, `5-023` (interface.md §5)."""
    return f"{round_code}-{number:03d}"


_ENDS = "；; \t\n\u3000|｜"
"""What stands between two numbered measures and belongs to neither."""


def split_measures(text: str) -> list[str]:
    """Split a cell into its measures and drop their leading numbering.

    Numbering (1、 （1） ① 一、) at the start of a line or after a stop begins a new
    one, and so does the next number of the same kind within a line; without any
    numbering each line or part between `|` is one measure.
    """
    text = _told_by_order(text)
    starts = _starts(text)
    if starts:
        bounds = [0, *starts, len(text)] if starts[0] else [*starts, len(text)]
        pieces = [text[start:end].rstrip(_ENDS) for start, end in pairwise(bounds)]
    else:
        pieces = _LINES.split(text)
    return [measure for measure in map(_without_numbering, pieces) if measure]


def _told_by_order(text: str) -> str:
    """Write 2.412亩 as 2、412亩 where the lines count 1., 2., 3. without a gap.

    The last of them must be clear by itself or stand after a stop: a narrow column may
    have broken 共计2.5万元.
    """
    lines = list(_POINTED.finditer(text))
    counted = [int(one[2]) for one in lines] == list(range(1, len(lines) + 1))
    if len(lines) < 2 or not counted or not _is_sure(text, lines[-1]):
        return text
    return _POINTED.sub(r"\1\2、", text)


def _is_sure(text: str, line: re.Match[str]) -> bool:
    before = text[: line.start()].rstrip()
    clear = _NUMBERING.match(text, line.start(2))
    return clear is not None or before[-1:] in tuple("；;。")


def _starts(text: str) -> list[int]:
    """Return where numbering begins a measure."""
    starts: list[int] = []
    expected: tuple[str, int] = ("", 0)
    for found in _NUMBERING.finditer(text):
        kind, value = _numeral(found.lastgroup, found.group())
        before = text[: found.start()]
        bare = before.rstrip(_BLANKS)
        apart = kind[0] in _CLOSED or before[-1:] in _APART
        goes_on = apart and (kind, value) == expected
        if goes_on or not bare or bare[-1] in _STOPS:
            starts.append(found.start())
            expected = (kind, value + 1)
    return starts


@lru_cache(maxsize=1024)
def _numeral(group: str | None, numbering: str) -> tuple[str, int]:
    """Return a numbering's look, without its number （） ① 、 . and what it counts."""
    return _kind(group, numbering.strip(_BLANKS)), _value(numbering)


def _kind(group: str | None, bare: str) -> str:
    if group == "sign":
        return "#"
    return bare[0] + bare[-1] if group == "bracket" else f"1{bare[-1]}"


def join_measures(measures: Sequence[str], first: int = 1) -> str:
    """Write measures into one cell so that they are read as the same again.

    `first` is the number of the first one; the usual numbering is 1、.
    """
    usual, *others = (_numbered(measures, first, style) for style in _STYLES)
    for written in (usual, *others):
        if split_measures(written) == list(measures):
            return written
    return usual


def _numbered(measures: Sequence[str], first: int, style: str) -> str:
    lines = (style.format(*pair) for pair in enumerate(measures, first))
    return "\n".join(lines)


def _value(numbering: str) -> int:
    """Return the number that a numbering stands for; 0 for a bullet."""
    bare = unicodedata.normalize("NFKC", numbering).strip(" ()、.\t")
    return read_integer(bare) or 0


def _without_numbering(piece: str) -> str:
    bare = piece.strip(" \t\n\u3000|｜")
    numbered = _NUMBERING.match(bare)
    return bare[numbered.end() :] if numbered else bare


@lru_cache(maxsize=1024)
def evidence_count(text: str) -> int:
    """Read how many pieces of evidence are asked for; one if nothing is said.

    Counted kinds add up (验收单1份、照片3张), listed kinds count one each
    (decisions.md 27).
    """
    kinds = [kind for kind in re.split(r"[、，,；;\n]+", plain(text)) if kind]
    total = 0
    for kind in kinds:
        counted = _COUNTED.search(kind)
        total += int(counted.group(1)) if counted else 1
    return max(total, 1)


def derive_title(text: str) -> str:
    """Take a short title of at most twenty characters from a finding's first clause."""
    clause = ""
    for piece in _CLAUSE_END.split(text.strip()):
        clause = _without_numbering(piece)
        if len(clause) > 3:
            break
    if len(clause) <= TITLE_LENGTH:
        return clause
    return clause[: TITLE_LENGTH - 1] + "…"
