"""反馈意见读成清单：问题一条条、类别、建议；配不上的说出来，不猜（interface.md §2 draft）。"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rules.errors import Misconfigured
from rules.feedback.decimals import as_chinese
from rules.feedback.items import Feedback, Item, Paragraph
from rules.feedback.match import joined, matched
from rules.feedback.tables import read_tables
from rules.ledger.cells import derive_title, find_round

_NUMERAL = r"[零〇一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"^{_NUMERAL}、\s*")
_SECOND = re.compile(rf"^[（(]{_NUMERAL}[)）]\s*")
_THIRD = re.compile(
    r"^(\d{1,3})\s*(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d\s*年)|[)）])\s*"
)
_SUGGESTING = re.compile(r"^(?:整改|意见|工作)?建议[:：是]?\s*")
_UNIT = re.compile(
    r"(?:巡察|向|对)([\u4e00-\u9fa5（）]{2,30}?)(?:党组|党委|党工委|党总支|党支部)"
)
_PLACED = re.compile(r"巡察|关于|^对|^向")
_TITLE = re.compile(
    r"^(?!附件|\d|[（(]|根据|按照).{0,50}(?:反馈意见|情况的反馈)(?:书|稿|[（(].*[)）])?$"
)
_BARE_HEADING = re.compile(r"^[\u4e00-\u9fa5]{0,10}(?:问题|建议|整改意见)[:：]?$")
_BOTH = re.compile(
    r"(?:问题|不足)(?:和|及|与|以及|、)[\u4e00-\u9fa5]{0,4}(?:建议|意见)"
)
_ABOUT_MATTERS = re.compile(
    r"^(?!.*(?:发现|主要|[个几大]方面))(?:关于|在|聚焦)?([\u4e00-\u9fa5、“”]{2,40}方面)"
)
_ASIDE = re.compile(r"概况|评价|成效|成绩|(?:基本|总体|工作)情况|(?<!整改)要求$")
"""Sections that hold neither findings nor suggestions."""

_CLOSING = re.compile(
    r"^(?:(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
    r"|(?:中共)?[\u4e00-\u9fa5\d]{2,25}(?:巡察组|巡察办|巡察工作领导小组办公室)$"
    r"|附件?\d{0,2}[:：])"
)
"""Who signed, when, and what is enclosed: with them the section is over."""

SHORT_HEADING = 20
_INSIDE = re.compile(
    r"^(.+?[。；;，,])\s*[（(]?(?:整改|意见|工作)?建议[:：]\s*(.+?)[)）]?$", re.DOTALL
)
_NAMED = re.compile(r"^(?:存在)?问题[:：]\s*")
_LESSER = {
    "（1）": re.compile(r"^[（(]\d{1,3}[)）]\s*"),
    "①": re.compile(r"^[①-⑳]\s*"),
    "第一": re.compile(r"^第[一二三四五六七八九十]{1,3}[，,、]\s*"),
    "一是": re.compile(r"^[一二三四五六七八九十]{1,2}(?:是|要)"),
}
"""Signs that count details, or items where no greater sign does."""

_FIRSTLY = re.compile(r"(?:^|(?<=[。；;，,：:]))[一二三四五六七八九十]{1,2}(?:是|要)")


@dataclass
class _Reader:
    """Where we are in the document.

    `chapter` is what the section's own heading tells of its findings; `bare` says that
    the section opened without a number, so that 一、 stands below it; `sign` is the
    lesser sign that counts this section's items, '' where 1. or （一） does.
    """

    section: str = ""
    heading: str = ""
    chapter: str = ""
    bare: bool = False
    sign: str | None = None
    category: str = ""
    findings: list[Item] = field(default_factory=list)
    suggestions: list[Item] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def list_here(self) -> list[Item]:
        return self.findings if self.section == "findings" else self.suggestions

    def leave(self, line: str) -> None:
        """Note what nobody reads, with the heading that it stands under."""
        self.unread.append((self.heading, line))


def read_feedback(paragraphs: Sequence[Paragraph]) -> Feedback:
    """Read the numbered findings and suggestions of a feedback document.

    Headings 一、 open sections by their words (问题 or 建议), （一） name a category or,
    where nothing is numbered below it, an item; 1. is an item. 1.1 reads like （一）, and
    1.1.1 like 1. below it. （1）, ①, 第一， and 一是 count items where none of these does.
    A paragraph that begins with 建议 belongs to the finding above it. What is read as
    neither is remarked. Raises Misconfigured for feedback to several units.
    """
    tables = read_tables(paragraphs)
    _one_unit(tables.rest)
    lines = as_chinese([line for one in tables.rest for line in _lines(one)])
    reader = _Reader(findings=tables.findings, suggestions=tables.suggestions)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _take(reader, line, following)
    found = Feedback(
        title=next(filter(None, map(_title, tables.rest)), ""),
        unit=next((_unit(m) for m in map(_UNIT.search, lines[:8]) if m), ""),
        round=next((code for code in map(find_round, lines[:8]) if code), ""),
        remarks=(*tables.remarks, *_unread(reader.unread)),
    )
    return matched(found, reader.findings, reader.suggestions)


def _lines(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph or of a row's cells, each as it stands on the page."""
    cells = enumerate(paragraph.cells)
    own = [cell for place, cell in cells if place not in paragraph.covered]
    texts = [_numbered(paragraph), *own]
    return [line.strip() for text in texts for line in text.split("\n") if line.strip()]


def _title(paragraph: Paragraph) -> str:
    return " ".join((paragraph.text or "".join(paragraph.cells[:1])).split())


def _unit(found: re.Match[str]) -> str:
    return _PLACED.split(found.group(1))[-1].removeprefix("中共")


def _one_unit(paragraphs: Sequence[Paragraph]) -> None:
    """Refuse several documents in one: a finding would go to another's unit."""
    titles = [title for title in map(_title, paragraphs) if _TITLE.search(title)]
    units = dict.fromkeys(_unit(m) for m in map(_UNIT.search, titles) if m)
    if len(units) > 1:
        listed = "、".join(units)
        raise Misconfigured(f"文中有几个单位的反馈意见：{listed}，请一个单位一份再试。")


def _numbered(paragraph: Paragraph) -> str:
    """Give an automatically numbered paragraph the sign that people see before it."""
    text = paragraph.text.strip()
    if not text:
        return ""
    written = _FIRST.match(text) or _SECOND.match(text) or _THIRD.match(text)
    mark = paragraph.mark.replace(".", "、") if text[0].isdigit() else paragraph.mark
    return text if written else f"{mark}{text}"


def _unread(left: Sequence[tuple[str, str]]) -> list[str]:
    """Say what was not read: by heading, or by its first words where there is none."""
    counted = Counter(heading for heading, _ in left if heading)
    first = [derive_title(line) for heading, line in left if not heading]
    return [
        *(f"“{words}”没有读进草稿" for words in first),
        *(f"“{name}”之下有{count}段没有读进草稿" for name, count in counted.items()),
    ]


def _take(reader: _Reader, line: str, following: str) -> None:
    if _CLOSING.match(line):
        reader.section, reader.heading = "", line.split("：")[0]
    elif _opens(reader, line):
        _open(reader, line)
    elif not reader.section:
        if _sign(line) is not None and not _ASIDE.search(reader.heading):
            reader.leave(line)
    elif second := _SECOND.match(line) or _FIRST.match(line):
        _second(reader, line[second.end() :], following)
    elif third := _THIRD.match(line):
        _add(reader, line[third.end() :], "", int(third.group(1)))
    elif (sign := _sign(line)) is not None and reader.sign in (None, sign):
        _lesser(reader, line, sign)
    else:
        _continue(reader, line)


def _opens(reader: _Reader, line: str) -> bool:
    """Say whether a line begins a section; 一、 below a heading without number may not."""
    if not _FIRST.match(line):
        return bool(_BARE_HEADING.match(line))
    bare = _bare(line)
    return (
        not reader.bare
        or (reader.section == "findings" and _suggests(bare))
        or (len(bare) <= SHORT_HEADING and bool(_ASIDE.search(bare)))
    )


def _bare(line: str) -> str:
    """The words of a heading, without its number and what follows its sentence."""
    return _FIRST.sub("", line).split("。")[0].rstrip(":： ")


def _suggests(heading: str) -> bool:
    words = ("建议", "整改要求", "整改意见")
    return any(word in heading for word in words) and not _BOTH.search(heading)


def _open(reader: _Reader, line: str) -> None:
    bare = _bare(line)
    reader.heading, reader.sign = bare, None
    reader.bare = not _FIRST.match(line)
    special = _ABOUT_MATTERS.match(bare)
    reader.chapter = reader.category = special.group(1) if special else ""
    if _suggests(bare):
        reader.section = "suggestions"
    elif "问题" in bare or "不足" in bare:
        reader.section = "findings"
    else:
        reader.section = ""


def _sign(line: str) -> str | None:
    """Return the kind of number before a line; '' for the greater ones, else None."""
    if _SECOND.match(line) or _THIRD.match(line):
        return ""
    return next((kind for kind, one in _LESSER.items() if one.match(line)), None)


def _second(reader: _Reader, text: str, following: str) -> None:
    if _THIRD.match(following):
        reader.category = text.rstrip("。：: ")
        return
    reader.category = reader.chapter
    _add(reader, text, "")


def _lesser(reader: _Reader, line: str, sign: str) -> None:
    pieces = _FIRSTLY.split(line) if sign == "一是" else [_LESSER[sign].sub("", line)]
    for piece in filter(None, map(str.strip, pieces)):
        _add(reader, piece, sign)


def _add(reader: _Reader, text: str, sign: str, written: int = 0) -> None:
    items = reader.list_here()
    said, suggestion = text.strip(), ""
    if reader.section == "findings":
        said, suggestion = _parted(_NAMED.sub("", said))
    items.append(Item(len(items) + 1, reader.category, said, suggestion, written))
    reader.sign = sign


def _continue(reader: _Reader, line: str) -> None:
    items = reader.list_here()
    if reader.sign is None or not items:
        if not line.endswith(("：", ":")):
            reader.leave(line)
        return
    last = items[-1]
    if reader.section == "findings" and _SUGGESTING.match(line):
        words = _SUGGESTING.sub("", line)
        items[-1] = replace(last, suggestion=joined(last.suggestion, words))
    elif last.suggestion:
        items[-1] = replace(last, suggestion=joined(last.suggestion, line))
    else:
        said, words = _parted(line) if reader.section == "findings" else (line, "")
        items[-1] = replace(last, text=joined(last.text, said), suggestion=words)


def _parted(text: str) -> tuple[str, str]:
    """Part a finding from the suggestion that its paragraph ends with."""
    inside = _INSIDE.match(text)
    return (inside.group(1).strip(), inside.group(2)) if inside else (text, "")
