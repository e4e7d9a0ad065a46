"""写成字的：网页、脚本、RTF、文本表，打开以后会跑的不收。"""

from html import unescape

from bot.formats import declined, papers, remote
from rules.evidence.kinds import PAGE_SCRIPT, PROGRAM_NAMES, SCRIPT, is_mail, is_page

RICH = b"{\\rt"
HEAD = 4096
"""Bytes at the beginning of a text in which a script shows."""


def ensure_harmless(data: bytes, name: str) -> None:
    """Raise Refusal `file` for what is written in letters, and runs when it is opened."""
    if not is_mail(name):
        _ensure_text_is_harmless(_narrow(data), page=is_page(name))
    if data.startswith(RICH):
        _ensure_rich_is_harmless(data)


def _narrow(data: bytes) -> bytes:
    """A text in UTF-16 as its letters alone: a page or a script in it works, too."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.replace(b"\x00", b"")[2:]
    return data.removeprefix(b"\xef\xbb\xbf")


def _ensure_text_is_harmless(data: bytes, *, page: bool) -> None:
    if b"\x00" in data[:HEAD]:
        return
    head = data[:HEAD].decode("latin-1")
    script = SCRIPT.search(head)
    shown = page or papers.PAGE.search(head)
    if shown and (script or PAGE_SCRIPT.search(unescape(data.decode("latin-1")))):
        raise declined.refusal("executable", declined.SCRIPTED)
    if script:
        raise declined.program()
    if remote.CELL.search(data):
        raise declined.refusal("remote", declined.COMMANDED)


def _ensure_rich_is_harmless(data: bytes) -> None:
    if remote.RICH_FIELD.search(data):
        raise declined.refusal("remote", declined.COMMANDED)
    if remote.RICH_TEMPLATE.search(data):
        raise declined.refusal("remote", declined.FETCHES)
    if any(names_program(one) for one in remote.carried(data)):
        raise declined.program()


def names_program(data: bytes) -> bool:
    """Say whether a packed object is named like a program, or is one."""
    lower = data.lower()
    named = any(f"{name}\0".encode() in lower for name in PROGRAM_NAMES)
    return named or b"MZ\x90\x00" in data
