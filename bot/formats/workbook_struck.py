"""划了删除线的格子：人看见是作废的，读表的库看不出来。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_MARK = b"strike"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*[^/>])>(.*?)</(?:\w+:)?row>", re.DOTALL)
_NUMBER = re.compile(rb'\br="(\d+)"')
_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*[^/>])>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)",
    re.DOTALL,
)
"""A row, a cell that is filled; what closes itself holds nothing."""

_STYLE = re.compile(rb'\bs="(\d+)"')
_SHARED = re.compile(rb'\bt="s"')


@dataclass(frozen=True)
class Struck:
    """What of a workbook is struck through: styles, and texts in part or whole."""

    styles: frozenset[bytes]
    texts: frozenset[bytes]


def find(archive: ZipFile) -> Struck:
    """Look for what is struck through; most workbooks have nothing of the kind."""
    return Struck(frozenset(_styles(_part(archive, _STYLES))), _texts(archive))


def _part(archive: ZipFile, name: str) -> bytes:
    xml = archive.read(name) if name in archive.namelist() else b""
    return xml if _MARK in xml else b""


def _styles(xml: bytes) -> Iterator[bytes]:
    if not xml:
        return
    root = fromstring(xml)
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    for place, one in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        font = int(one.get("fontId", "0"))
        if font < len(fonts) and fonts[font]:
            yield str(place).encode()


def _texts(archive: ZipFile) -> frozenset[bytes]:
    """Return the numbers of the shared texts that are struck, some of their signs."""
    xml, struck, place = _part(archive, _STRINGS), set(), 0
    for _, element in iterparse(BytesIO(xml)) if xml else ():
        if _local(element) != "si":
            continue
        if any(map(_is_struck, element.iter())):
            struck.add(str(place).encode())
        place += 1
        element.clear()
    return frozenset(struck)


def _is_struck(font: Element) -> bool:
    marks = (child for child in font if _local(child) == _MARK.decode())
    return any(mark.get("val", "1") not in ("0", "false") for mark in marks)


def rows(xml: bytes, struck: Struck) -> frozenset[int]:
    """Return the rows of a sheet in which something that is filled is struck."""
    if not struck.texts and not struck.styles:
        return frozenset()
    marked = (about for about, cells in _ROW.findall(xml) if _is_marked(cells, struck))
    numbers = map(_NUMBER.search, marked)
    return frozenset(int(number.group(1)) for number in numbers if number)


def _is_marked(cells: bytes, struck: Struck) -> bool:
    for about, value in _CELL.findall(cells):
        style = _STYLE.search(about)
        if style and style.group(1) in struck.styles:
            return True
        if value in struck.texts and _SHARED.search(about):
            return True
    return False


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
