"""只写到月的日期格：人看见“2026年12月”，表格软件存的是12月1日。"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

Place = tuple[int, int]
_STYLES = "xl/styles.xml"
_BUILT_IN = frozenset({"17", "27", "36", "50", "52", "57"})
"""Number formats without a code in the file that show a year and a month only."""

_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a format shows as it stands, and its colours, languages and conditions."""

_NO_MONTH = re.compile(r"\[[hms]+\]|[日号]", re.IGNORECASE)
"""Hours that go on counting, [h]:mm; a day that the format itself says, 月"1日"."""

_STYLED = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)


def styles(archive: ZipFile) -> frozenset[bytes]:
    """Return the styles of an xlsx file that show no day of a date."""
    if _STYLES not in archive.namelist():
        return frozenset()
    root = fromstring(archive.read(_STYLES))
    formats = {
        one.get("numFmtId", ""): one.get("formatCode", "")
        for one in root.iterfind("{*}numFmts/{*}numFmt")
    }
    months = of_month(formats)
    return frozenset(
        str(place).encode()
        for place, one in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
        if one.get("numFmtId") in months
    )


def of_month(formats: Mapping[str, str]) -> frozenset[str]:
    """Return which number formats show a month only, the built-in ones among them."""
    own = {number for number, code in formats.items() if _is_month(code)}
    return frozenset(own | (_BUILT_IN - formats.keys()))


def _is_month(code: str) -> bool:
    if _NO_MONTH.search(code):
        return False
    shown = _ASIDE.sub("", code).split(";", maxsplit=1)[0].lower()
    return "m" in shown and not set(shown) & set("dhs0#")


def places(xml: bytes, months: frozenset[bytes]) -> Iterator[Place]:
    """Yield (row, column), counted from 1, of the cells of a sheet in such a style."""
    if not any(b's="%b"' % style in xml for style in months):
        return
    for tag in _STYLED.findall(xml):
        style, place = _STYLE.search(tag), _PLACE.search(tag)
        if style and place and style.group(1) in months:
            yield int(place.group(2)), _column(place.group(1))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def as_shown(value: object) -> object:
    """Write a first of the month as a month, 2026年12月; other values stay."""
    if isinstance(value, int | float) and int(value) in _SERIALS:
        day: date = _EPOCH + timedelta(days=int(value))
    elif isinstance(value, date):
        day = value
    else:
        return value
    return f"{day.year}年{day.month}月" if day.day == 1 else value
