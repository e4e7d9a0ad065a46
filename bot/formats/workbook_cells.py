"""看读表的库看不见的：坏格子、隐藏的行和列、散落得多远。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from bot.formats import workbook_months, workbook_notes, workbook_struck
from rules.ledger.sheet import Broken

Place = tuple[int, int]
_CELL = re.compile(r"^([A-Z]+)(\d+)$")
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Seen:
    """What one sheet's XML says that the reader of values does not.

    Rows and columns count from 1; `area` is how many cells its used range spans.
    `months` are the cells that show of a date its year and month only, `struck_rows`
    the rows with words that are struck through, `noted_rows` those with a note beside.
    """

    broken: dict[Place, Broken]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    area: int
    months: frozenset[Place] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    noted_rows: frozenset[int] = frozenset()


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Where a sheet ends; a place beyond is a mistake or an attack."""

NOTHING = Seen({}, frozenset(), frozenset(), 0)


def look(content: bytes) -> dict[str, Seen]:
    """Look into the sheets of an xlsx file's bytes, by sheet name.

    Nothing is found in a file that is zipped but not laid out like an xlsx.
    """
    with ZipFile(BytesIO(content)) as archive:
        members = frozenset(archive.namelist())
        if not {_WORKBOOK, _RELATIONS} <= members:
            return {}
        styles = workbook_months.styles(archive)
        struck = workbook_struck.find(archive)
        return {
            name: replace(
                _seen(archive.read(member), styles, struck),
                noted_rows=workbook_notes.rows(archive, member),
            )
            for name, member in _sheet_members(archive)
            if member in members
        }


def _seen(xml: bytes, styles: frozenset[bytes], struck: workbook_struck.Struck) -> Seen:
    return Seen(
        broken=_broken_in(xml),
        hidden_rows=_rows_in(xml),
        hidden_columns=_columns_in(xml),
        area=_area(xml),
        months=frozenset(workbook_months.places(xml, styles)),
        struck_rows=workbook_struck.rows(xml, struck),
    )


_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_WIDTHS = ((rb'r="[A-Za-z]{3,}\d', 16384), (rb'r="[A-Za-z]{2}\d', 702), (rb"", 26))
_HEIGHTS = ((rb'r="[A-Za-z]{0,3}\d{6}', LAST_ROW), (rb'r="[A-Za-z]{0,3}\d{5}', 99_999))
"""Sought throughout the file: a pattern that begins with plain bytes is found fast."""
_ODD = (b"r='", b"r =", b"r= ")
"""How a place is written that these patterns would not see."""
_PLACE = rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']"
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?" + _PLACE + rb"(?:[^>]*[^/>])?>")
_ANYWHERE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br\s*=)[^>]*[^/>])?>")
"""A filled cell that does not say where it stands: in its row, then."""
FEW_CELLS = 10_000_000
"""A range that spans fewer cells is not counted exactly."""


def _rows_in(xml: bytes) -> frozenset[int]:
    """Return the rows that are hidden or filtered out."""
    if b"hidden=" not in xml:
        return frozenset()
    tags = (found.group() for found in _ROW.finditer(xml))
    numbers = (_ROW_NUMBER.search(tag) for tag in tags if _HIDDEN.search(tag))
    return frozenset(int(number.group(1)) for number in numbers if number)


def _columns_in(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for found in _COLUMNS.finditer(xml, 0, max(xml.find(b"sheetData"), 0)):
        if _HIDDEN.search(found.group()):
            span = {key: int(number) for key, number in _SPAN.findall(found.group())}
            last = min(span.get(b"max", 0), LAST_COLUMN)
            hidden |= set(range(span.get(b"min", 1), last + 1))
    return frozenset(hidden)


def _area(xml: bytes) -> int:
    """Return how many cells the used range spans, at most; exactly where it is huge."""
    height = next((most for far, most in _HEIGHTS if re.search(far, xml)), 9_999)
    width = next(width for letters, width in _WIDTHS if re.search(letters, xml))
    if height * width < FEW_CELLS and not any(odd in xml for odd in _ODD):
        return height * width
    places = [(_column(a.decode()), int(b)) for a, b in _FILLED.findall(xml)]
    rows = [row for _, row in places]
    if _ANYWHERE.search(xml):
        rows += [int(number) for number in _ROW_NUMBER.findall(xml)]
    last, bottom = (
        max((column for column, _ in places), default=1),
        max(rows, default=0),
    )
    beyond = last > LAST_COLUMN or bottom > LAST_ROW
    return LAST_COLUMN * LAST_ROW if beyond else last * bottom


def _sheet_members(archive: ZipFile) -> Iterator[tuple[str, str]]:
    relations = fromstring(archive.read(_RELATIONS))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for element in fromstring(archive.read(_WORKBOOK)).iter():
        if _local(element) != "sheet":
            continue
        relation = next((element.get(key) for key in _RELATION if element.get(key)), "")
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield element.get("name", ""), path


def _broken_in(xml: bytes) -> dict[Place, Broken]:
    """Return the broken cells; most ledgers have neither formulas nor errors."""
    if not (b"<f>" in xml or b"<f " in xml or b't="e"' in xml):
        return {}
    return dict(_broken(BytesIO(xml)))


def _broken(stream: IO[bytes]) -> Iterator[tuple[Place, Broken]]:
    for _, element in iterparse(stream):
        if _local(element) == "c":
            broken = _of_cell(element)
            place = _CELL.match(element.get("r", ""))
            if broken and place and _on_sheet(place):
                yield (int(place.group(2)), _column(place.group(1))), broken
        if _local(element) == "row":
            element.clear()


def _on_sheet(place: re.Match[str]) -> bool:
    column, row = _column(place.group(1)), int(place.group(2))
    return 1 <= row <= LAST_ROW and column <= LAST_COLUMN


def _of_cell(cell: Element) -> Broken | None:
    parts = {_local(child): child.text or "" for child in cell}
    kind, value = cell.get("t", "n"), parts.get("v", "")
    if kind == "e":
        return Broken("cell_error", value or "#ERROR!")
    if "f" in parts and not value and kind != "str":
        return Broken("formula_without_value", f"={parts['f']}")
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
