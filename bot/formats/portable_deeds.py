"""PDF 会做什么：一打开就跑的脚本、去开别的程序的按钮；批注里钉着的文件。"""

import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from rules.evidence.kinds import PROGRAM_NAMES

SPELT = re.compile(rb"#([0-9A-Fa-f]{2})")
RUNS = re.compile(rb"/S\s*/(?:Launch|JavaScript)\b")
MOST_STEPS = 20
"""Deeds that may follow one another."""
OPENED = ("/OpenAction", "/AA")
DOCUMENTS = re.compile(
    r"\.(?:pdf|ofd|docx?|xlsx?|pptx?|wps|et|dps|txt|csv|rtf|jpe?g|png|gif|bmp|tiff?"
    r"|heic|webp|mp[34]|mov|avi|m4a|wav|amr|zip|rar|7z)$",
    re.IGNORECASE,
)
"""What office programs make a button open when a document links to its annexes."""


def says_so(data: bytes) -> bool:
    """Say whether the bytes of a PDF that cannot be read speak of running something."""
    return bool(
        RUNS.search(SPELT.sub(lambda one: bytes.fromhex(one[1].decode()), data))
    )


def of_file(reader: PdfReader) -> bool:
    """Say whether opening a PDF runs a script or another program."""
    root = _plain(reader.root_object)  # looked for where the file does not name it
    names = _plain(root.get("/Names")) if root else None
    scripts = _plain(names.get("/JavaScript")) if names else None
    held = scripts is not None and any(scripts.get(key) for key in ("/Names", "/Kids"))
    return held or _does(root, OPENED, scripts=True)


def of_page(page: PageObject, notes: list[DictionaryObject]) -> bool:
    """Say whether showing a page runs a script, or a note on it another program.

    A field of a form may count with a script, a link may open an annex: that is
    everyday work.
    """
    started = (_does(note, ("/A", "/AA"), scripts=False) for note in notes)
    return _does(page, ("/AA",), scripts=True) or any(started)


def pinned(note: DictionaryObject) -> tuple[str, object] | None:
    """Return name and stream of a file that is pinned to a page by a note."""
    about = _plain(note.get("/FS"))
    held = _plain(about.get("/EF")) if about else None
    if about is None or not held:
        return None
    stream = held.get("/UF") or held.get("/F")
    name = str(about.get("/UF") or about.get("/F") or "")
    return (name, stream.get_object()) if isinstance(stream, PdfObject) else None


def _does(
    holder: DictionaryObject | None, keys: tuple[str, ...], *, scripts: bool
) -> bool:
    return holder is not None and any(
        _is_grave(deed, scripts=scripts)
        for key in keys
        for first in _begun(holder.get(key))
        for deed in _chain(first)
    )


def _is_grave(deed: DictionaryObject, *, scripts: bool) -> bool:
    """Say whether a deed runs something; `scripts`: without anybody's click."""
    if deed.get("/S") == "/Launch":
        return scripts or not _opens_document(deed)
    return scripts and deed.get("/S") == "/JavaScript"


def _opens_document(deed: DictionaryObject) -> bool:
    """Say whether a click opens a document, and no system is told how to."""
    about = _plain(deed.get("/F"))
    name = str((about.get("/UF") or about.get("/F")) if about else deed.get("/F"))
    told = deed.keys() & {"/Win", "/Mac", "/Unix"}
    runs = any(ending in name.lower() for ending in PROGRAM_NAMES)
    return not told and not runs and bool(DOCUMENTS.search(name))


def _begun(value: object) -> Iterator[DictionaryObject]:
    """One deed, or of `/AA` one for each occasion."""
    deed = _plain(value)
    if deed is None:
        return
    yield deed
    yield from filter(None, map(_plain, deed.values()))


def _chain(deed: DictionaryObject | None) -> Iterator[DictionaryObject]:
    for _ in range(MOST_STEPS):
        if deed is None:
            return
        yield deed
        following = deed.get("/Next")
        after = following.get_object() if isinstance(following, PdfObject) else None
        deed = _plain(after[0] if isinstance(after, list) and after else after)


def _plain(value: object) -> DictionaryObject | None:
    found = value.get_object() if isinstance(value, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else None
