"""看批注：哪些行的格子旁边有人写了批注，读值的库不读它。"""

import posixpath
import re
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

_NOTES = re.compile(r"/(?:comments|threadedComment)$")
"""How the kinds of relation end that lead to notes."""

_PLACE = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment)\b[^>]*?\bref=\"[A-Z]+(\d+)\""
)
MOST_BYTES = 8 * 1024 * 1024
"""Notes that are larger are not looked into."""


def rows(archive: ZipFile, member: str) -> frozenset[int]:
    """Return the rows of a sheet with a cell that somebody noted something beside."""
    members = frozenset(archive.namelist())
    folder, name = posixpath.split(member)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in members:
        return frozenset()
    found: set[int] = set()
    for one in fromstring(archive.read(relations)):
        if not _NOTES.search(one.get("Type", "")):
            continue
        target = one.get("Target", "")
        path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        if path in members and archive.getinfo(path).file_size <= MOST_BYTES:
            found.update(int(row) for row in _PLACE.findall(archive.read(path)))
    return frozenset(found)
