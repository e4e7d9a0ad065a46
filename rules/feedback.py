"""反馈意见读成清单：问题一条条、类别、建议；配不上的说出来，不猜（interface.md §2 draft）。"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from rules.header_words import LEDGER_HEADERS
from rules.ledger_cells import derive_title, find_round, plain, read_integer

_NUMERAL = r"[零〇一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"^{_NUMERAL}、\s*")
_SECOND = re.compile(rf"^[（(]{_NUMERAL}[)）]\s*")
_THIRD = re.compile(r"^(\d{1,3})\s*(?:[、.．](?!\d)|[)）])\s*")
_SUGGESTING = re.compile(r"^(?:整改|意见|工作)?建议[:：是]?\s*")
_ABOUT = re.compile(
    r"(?:针对|对照|对应|关于|就)?(?:上述|反馈|发现)?(?:的)?(?:第\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[个项条]?问题|问题\s*(\d{1,3}))"
)
_UNIT = re.compile(
    r"(?:巡察|向|对)([\u4e00-\u9fa5（）]{2,30}?)(?:党组|党委|党工委|党总支|党支部)"
)
_PLACED = re.compile(r"巡察|关于|^对|^向")
_BARE_HEADING = re.compile(r"^[\u4e00-\u9fa5]{0,10}(?:问题|建议|整改意见)[:：]?$")
_FIRSTLY = re.compile(r"(?:^|(?<=[。；;，,：:]))[一二三四五六七八九十]{1,2}(?:是|要)")
_COMMON = re.compile(
    r"贯彻落实|工作落实|责任落实|制度落实|整改落实|落实到位|党的领导|党的建设|从严治党|"
    r"政治站位|主体责任|监督管理|规章制度|长效机制|领导班子|有关规定|工作机制|组织领导"
)
"""Words that stand in every document and tell nothing about a finding."""

SHARED = 4
"""How many characters in a row a suggestion must share with one finding alone."""

LIKE = 0.5
"""How alike two first clauses must be for a suggestion to belong to a finding."""


TABLE_WORDS = {
    "text": (*LEDGER_HEADERS["text"], *LEDGER_HEADERS["title"]),
    "category": LEDGER_HEADERS["category"],
    "suggestion": ("整改建议", "意见建议", "工作建议", "整改意见", "建议", "意见"),
}
"""What a table's column holds → the words that say so."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `mark` is what its automatic numbering looks like, '' without.

    `cells` are the cells of a table's row; its `text` is blank then.
    """

    text: str
    mark: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One finding or suggestion: its number in the document, heading and words."""

    number: int
    category: str
    text: str
    suggestion: str = ""


@dataclass(frozen=True)
class Feedback:
    """What a feedback document says, and what in it does not match."""

    title: str = ""
    unit: str = ""
    round: str = ""
    findings: tuple[Item, ...] = ()
    suggestions: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass
class _Reader:
    """Where we are in the document."""

    section: str = ""
    category: str = ""
    findings: list[Item] = field(default_factory=list)
    suggestions: list[Item] = field(default_factory=list)
    current: str = ""

    def list_here(self) -> list[Item]:
        return self.findings if self.section == "findings" else self.suggestions


def read_feedback(paragraphs: Sequence[Paragraph]) -> Feedback:
    """Read the numbered findings and suggestions of a feedback document.

    Headings 一、 open sections by their words (问题 or 建议), （一） name a category or,
    where nothing is numbered below it, an item; 1. is an item. A paragraph that begins
    with 建议 belongs to the finding above it.
    """
    tabled = _tabled([one.cells for one in paragraphs if one.cells])
    lines = [line for one in paragraphs for line in _lines(one, bool(tabled))]
    reader = _Reader(findings=tabled)
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _take(reader, line, following)
    found = Feedback(
        title=lines[0] if lines else "",
        unit=next((_unit(m) for m in map(_UNIT.search, lines[:8]) if m), ""),
        round=next((code for code in map(find_round, lines[:8]) if code), ""),
    )
    return _matched(found, reader.findings, reader.suggestions)


def _lines(paragraph: Paragraph, tabled: bool) -> list[str]:
    """The lines of a paragraph; those of a table only where it is no list itself."""
    if paragraph.text.strip():
        return [_numbered(paragraph)]
    cells = () if tabled else paragraph.cells
    return [line.strip() for cell in cells for line in cell.split("\n") if line.strip()]


def _unit(found: re.Match[str]) -> str:
    return _PLACED.split(found.group(1))[-1]


def _tabled(rows: Sequence[Sequence[str]]) -> list[Item]:
    """Read findings from a table whose header names them, with their suggestions."""
    columns: dict[str, int] = {}
    items: list[Item] = []
    for cells in rows:
        header = _columns(cells)
        if "text" in header:
            columns = header
        elif columns:
            told = {
                name: cells[place].strip() if place < len(cells) else ""
                for name, place in columns.items()
            }
            if told["text"]:
                category, words = told.get("category", ""), told.get("suggestion", "")
                items.append(Item(len(items) + 1, category, told["text"], words))
    return items


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return which cell of a header row is what; the surest word for each."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(map(plain, cells)):
        for name, words in TABLE_WORDS.items():
            if cell in words:
                sure = (words.index(cell), place)
                found[name] = min(found.get(name, sure), sure)
    return {name: place for name, (_, place) in found.items()}


def _numbered(paragraph: Paragraph) -> str:
    """Give an automatically numbered paragraph the sign that people see before it."""
    text = paragraph.text.strip()
    written = _FIRST.match(text) or _SECOND.match(text) or _THIRD.match(text)
    return text if written else f"{paragraph.mark}{text}"


def _take(reader: _Reader, line: str, following: str) -> None:
    if _FIRST.match(line) or _BARE_HEADING.match(line):
        _open(reader, _FIRST.sub("", line))
    elif not reader.section:
        return
    elif _SECOND.match(line):
        _second(reader, _SECOND.sub("", line), following)
    elif _THIRD.match(line):
        _add(reader, _THIRD.sub("", line))
    else:
        _continue(reader, line)


def _open(reader: _Reader, heading: str) -> None:
    bare = heading.split("。")[0]
    reader.category = ""
    if "建议" in bare or "整改要求" in bare or "整改意见" in bare:
        reader.section = "suggestions"
    elif "问题" in bare or "不足" in bare:
        reader.section = "findings"
    else:
        reader.section = ""


def _second(reader: _Reader, text: str, following: str) -> None:
    heads = bool(_THIRD.match(following)) or (
        reader.section == "findings" and len(text) <= 30 and _THIRD.match(following)
    )
    if heads:
        reader.category = text.rstrip("。：: ")
        return
    _add(reader, text)


def _add(reader: _Reader, text: str) -> None:
    items = reader.list_here()
    items.append(Item(len(items) + 1, reader.category, text.strip()))


def _continue(reader: _Reader, line: str) -> None:
    items = reader.list_here()
    if _FIRSTLY.match(line) and not (items and reader.section == "findings"):
        for piece in filter(None, map(str.strip, _FIRSTLY.split(line))):
            _add(reader, piece)
        return
    if not items:
        return
    last = items[-1]
    if reader.section == "findings" and _SUGGESTING.match(line):
        words = _SUGGESTING.sub("", line)
        items[-1] = replace(last, suggestion=_joined(last.suggestion, words))
    elif last.suggestion:
        items[-1] = replace(last, suggestion=_joined(last.suggestion, line))
    else:
        items[-1] = replace(last, text=_joined(last.text, line))


def _joined(first: str, second: str) -> str:
    return f"{first}\n{second}" if first else second


def _matched(
    found: Feedback, findings: list[Item], suggestions: list[Item]
) -> Feedback:
    """Give each finding its suggestion; say what is left over on either side."""
    remarks: list[str] = []
    for suggestion in suggestions:
        places = _meant(suggestion, findings)
        if not places:
            words = derive_title(suggestion.text)
            remarks.append(f"建议{suggestion.number}“{words}”没有对应的问题")
        for place in places:
            words = _joined(findings[place].suggestion, suggestion.text)
            findings[place] = replace(findings[place], suggestion=words)
    for item in findings:
        if not item.suggestion:
            words = derive_title(item.text)
            remarks.append(f"问题{item.number}“{words}”没有对应的建议")
    if not findings:
        remarks.append("没有读到问题：问题应在“一、……问题”之下，逐条写成 1. 2. 3.")
    return replace(
        found,
        findings=tuple(findings),
        suggestions=tuple(suggestions),
        remarks=tuple(remarks),
    )


def _meant(suggestion: Item, findings: list[Item]) -> list[int]:
    """Which findings a suggestion is about: named by number, by heading, or alike."""
    named = [
        read_integer(one or other) for one, other in _ABOUT.findall(suggestion.text)
    ]
    places = [n - 1 for n in named if n is not None and 0 < n <= len(findings)]
    if named:
        return list(dict.fromkeys(places))
    if suggestion.category:
        same = [
            place
            for place, item in enumerate(findings)
            if item.category and _alike(item.category, suggestion.category)
        ]
        if same:
            return same
    return _closest(suggestion, findings)


def _closest(suggestion: Item, findings: list[Item]) -> list[int]:
    """The findings whose heading or first clause the suggestion's first clause echoes."""
    clause = derive_title(suggestion.text)
    by_heading = [
        place
        for place, item in enumerate(findings)
        if item.category and _alike(item.category, clause)
    ]
    if by_heading:
        return by_heading
    scored = [
        (_likeness(derive_title(item.text), clause), place)
        for place, item in enumerate(findings)
    ]
    best = max(scored, default=(0.0, 0))
    return [best[1]] if best[0] >= LIKE else _sharing(suggestion, findings)


def _sharing(suggestion: Item, findings: list[Item]) -> list[int]:
    """The one finding that shares telling words with a suggestion; else nothing."""
    said = _COMMON.sub(" ", plain(suggestion.text))
    texts = [_COMMON.sub(" ", plain(item.text)) for item in findings]
    runs = [
        (run, place)
        for place, text in enumerate(texts)
        if len(run := _run(said, text)) >= SHARED
        and sum(run in other for other in texts) == 1
    ]
    longest = max((len(run) for run, _ in runs), default=0)
    places = [place for run, place in runs if len(run) == longest]
    return places if len(places) == 1 else []


def _run(one: str, other: str) -> str:
    """The longest run of characters in both, without blanks."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return max(one[match.a : match.a + match.size].split(), key=len, default="")


def _alike(one: str, other: str) -> bool:
    return _likeness(one, other) >= LIKE


def _likeness(one: str, other: str) -> float:
    first, second = plain(one), plain(other)
    return SequenceMatcher(None, first, second).ratio() if first and second else 0.0
