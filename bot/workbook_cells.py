"""找坏格子：显示错误的、有公式却没有结果的；读表的库把它们都当作空格。"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from rules.ledger_sheet import Broken

Place = tuple[int, int]
_CELL = re.compile(r"^([A-Z]+)(\d+)$")
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def broken_cells(content: bytes) -> dict[str, dict[Place, Broken]]:
    """Return, by sheet name, the broken cells of an xlsx file's bytes.

    Places are (row, column) counted from 1. Sheets without any are left out; so is
    everything in a file that is zipped but not laid out like an xlsx.
    """
    found: dict[str, dict[Place, Broken]] = {}
    with ZipFile(BytesIO(content)) as archive:
        members = frozenset(archive.namelist())
        if not {_WORKBOOK, _RELATIONS} <= members:
            return found
        for name, member in _sheet_members(archive):
            if member in members and _may_be_broken(archive, member):
                with archive.open(member) as stream:
                    cells = dict(_broken(stream))
                if cells:
                    found[name] = cells
    return found


_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')


def hidden_rows(content: bytes) -> dict[str, frozenset[int]]:
    """Return, by sheet name, the rows of an xlsx file that are hidden or filtered out."""
    found: dict[str, frozenset[int]] = {}
    with ZipFile(BytesIO(content)) as archive:
        members = frozenset(archive.namelist())
        if not {_WORKBOOK, _RELATIONS} <= members:
            return found
        for name, member in _sheet_members(archive):
            rows = _hidden(archive.read(member)) if member in members else None
            if rows:
                found[name] = rows
    return found


def _hidden(xml: bytes) -> frozenset[int]:
    if b"hidden=" not in xml:
        return frozenset()
    tags = (found.group() for found in _ROW.finditer(xml))
    numbers = (_ROW_NUMBER.search(tag) for tag in tags if _HIDDEN.search(tag))
    return frozenset(int(number.group(1)) for number in numbers if number)


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


def _may_be_broken(archive: ZipFile, member: str) -> bool:
    """Look for formulas and errors first: most ledgers have none and are left alone."""
    content = archive.read(member)
    return b"<f>" in content or b"<f " in content or b't="e"' in content


def _broken(stream: IO[bytes]) -> Iterator[tuple[Place, Broken]]:
    for _, element in iterparse(stream):
        if _local(element) == "c":
            broken = _of_cell(element)
            place = _CELL.match(element.get("r", ""))
            if broken and place:
                yield (int(place.group(2)), _column(place.group(1))), broken
        if _local(element) == "row":
            element.clear()


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
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
