"""一张表整个要说的话：缺哪些栏，哪些只留存，哪些行栏是隐藏的，哪些行没有时限。"""

import re
from collections.abc import Iterable

from rules.ledger.blocks import Blocks
from rules.ledger.cells import plain
from rules.ledger.columns_whole import is_day_of_end
from rules.ledger.draft import Reading
from rules.ledger.layout import Layout
from rules.ledger.measure_limits import combined
from rules.ledger.shared_cells import PERSON, is_shared
from rules.ledger.sheet import Sheet
from rules.ledger.values import FindingRow, Warned
from rules.vocabulary import Clock

MOST_NAMED = 20
"""Columns that one sentence names; a sheet may have hundreds."""

_FURTHER_LIMIT = re.compile(
    r"^(?!是否|超|有无|无|合同|任职|处分).*"
    r"(?:[时期]限(?:要求)?|(?:延期|调整|变更)后的?(?:完成|整改|办结)?(?:时间|日期)?|延期[至到])"
    r"(?:[(（].*)?$"
)
"""Headers over limits that may hold instead of the one that was read."""

MOST_LOOKED_AT = 50
"""Rows in which a column's people are looked for."""

_ONLY_KEPT = (
    (
        "helping_units",
        re.compile(r"(?:协助|配合|协办|协同)(?:责任)?(?:单位|部门|科室|股室)"),
        "写在里面的单位看不到这些事项。",
    ),
    (
        "district_leaders",
        re.compile(
            r"(?<![社校园院片小厂景])(?<!责任)[区县市旗州]级?(?:党政|班子)?(?:责任|牵头|分管|包案|包抓|包保|包联|挂[联钩点]|联系)?领导(?:干部)?(?:姓名)?$"
            r"|(?:分管|联系|包案|包抓)副?[区县市旗州]长$"
        ),
        "写在里面的人没有登记：区县领导是分管单位的，请在花名册里按“分管区领导”登记。",
    ),
    (
        "people_left",
        re.compile(r"(?:责任人|领导|负责人|经办人|承办人)(?:姓名)?$"),
        "写在里面的人没有登记；要登记的，请并到责任人或责任领导一栏。",
    ),
)
"""Reason, header and sentence of columns that are kept and name units or people."""


def without_limits(layout: Layout) -> list[Warned]:
    """A sheet whose column of limits isn't there, or wasn't recognised, says so."""
    if combined(layout.words.get("measure", "")):
        return []
    text = "没有认出写时限的栏，各项时限都空着。"
    return _without(layout, ("due", "measure_due"), "no_due_column", text)


def lone_limits(layout: Layout) -> list[Warned]:
    """完成日期 was taken for the limit: look whether it is not the real day."""
    word = layout.words.get("due", "")
    if not is_day_of_end(layout):
        return []
    text = f"没有别的时限栏，“{word}”按完成时限登记，请核对。"
    return [Warned(layout.sheet, layout.header_rows[-1], "day_of_end", text, word)]


def limits_elsewhere(layout: Layout) -> list[Warned]:
    """Limits in a further column, 完成时限（调整后）, are kept only: which one holds?"""
    words = [word for word in layout.unread if _FURTHER_LIMIT.search(word)]
    read = layout.words.get("due") or layout.words.get("measure_due")
    if not words or not read:
        return []
    text = (
        f"时限按“{read}”登记，“{'、'.join(words[:MOST_NAMED])}”栏只原样留存；"
        f"延过期、调整过的，请把现在的时限写在“{read}”一栏。"
    )
    row = layout.header_rows[-1]
    return [Warned(layout.sheet, row, "further_limits", text, words[0])]


def without_people(layout: Layout) -> list[Warned]:
    """A sheet whose column of people isn't there, or wasn't recognised, says so."""
    fields = ("person", "measure_person", "co_person")
    text = "没有认出写责任人的栏，各项都没有责任人。"
    return _without(layout, fields, "no_person_column", text)


def without_measures(layout: Layout) -> list[Warned]:
    """A sheet without a column of measures, or with several numbered ones, says so."""
    text = "没有认出写整改措施的栏，各项都没有措施。"
    return _without(layout, ("measure",), "no_measure_column", text)


def _without(
    layout: Layout, fields: tuple[str, ...], reason: str, text: str
) -> list[Warned]:
    """Say that none of some columns is there, and which ones were not recognised."""
    if layout.columns.keys() & set(fields):
        return []
    left = "、".join(layout.unread[:MOST_NAMED])
    words = f"没有认出的栏有：{left}。" if left else ""
    row, word = layout.header_rows[-1], layout.word(fields[0])
    return [Warned(layout.sheet, row, reason, f"{text}{words}", word)]


def helpers(layout: Layout) -> list[Warned]:
    """Units and people in columns that are only kept: the sheet's reader should know."""
    row, left = layout.header_rows[-1], layout.unread
    return [
        Warned(layout.sheet, row, reason, f"“{'、'.join(words)}”栏只原样留存，{text}")
        for reason, pattern, text in _ONLY_KEPT
        if (words := [word for word in left if pattern is _kept_by(word)])
    ]


def _kept_by(word: str) -> re.Pattern[str] | None:
    """Return the first pattern that knows a header: its sentence is said, no other."""
    found = (pattern for _, pattern, _ in _ONLY_KEPT if pattern.search(word))
    return next(found, None)


def people_elsewhere(reading: Reading, blocks: Blocks) -> list[Warned]:
    """Columns that are only kept, whatever they are called, and name people we know."""
    layout, sheet = reading.layout, reading.sheet
    known = {
        plain(name) for named in reading.directory.people.values() for name in named
    }
    rows = [block.first for block in blocks.blocks[:MOST_LOOKED_AT]]
    words = [
        layout.shown(column)
        for column in layout.others
        if not _kept_by(layout.shown(column))
        and any(plain(sheet.value(row, column)) in known for row in rows)
    ]
    if not words:
        return []
    text = (
        f"“{'、'.join(words[:MOST_NAMED])}”栏写着花名册里的人，只原样留存，没有登记；"
        "要登记的，请并到责任人或责任领导一栏。"
    )
    return [Warned(sheet.name, layout.header_rows[-1], "people_left", text)]


def shared(layout: Layout) -> list[Warned]:
    """Leaders and persons in one column are told apart by their order: look at it."""
    if not is_shared(layout.columns):
        return []
    word = layout.word(PERSON)
    text = (
        f"“{word}”一栏写着两种人：标着称呼的照称呼，没标的按栏名的次序，"
        "只有一位的是责任人，请核对。"
    )
    row = layout.header_rows[-1]
    return [Warned(layout.sheet, row, "shared_column", text, word)]


def renumbered(reading: Reading) -> list[Warned]:
    """Layered numbers are kept as the sheet's own; the codes follow the rows."""
    if not reading.layered:
        return []
    layout, text = (
        reading.layout,
        "编号是 1.1、1-1 这样分层写的，另按行次给编号，原编号保留。",
    )
    row, word = layout.header_rows[-1], layout.word("number")
    return [Warned(layout.sheet, row, "layered_numbers", text, word)]


def other_round(reading: Reading) -> list[Warned]:
    """The title names another round than the one that the import was told: said."""
    layout = reading.layout
    if layout.round_from_title in (None, reading.round):
        return []
    text = (
        f"标题写的是第{layout.round_from_title}轮，照这次写明的第{reading.round}轮登记，"
        "请核对。"
    )
    row = layout.titles[0][0] if layout.titles else layout.header_rows[0]
    return [Warned(layout.sheet, row, "other_round", text, layout.word("round"))]


def prefixed(reading: Reading) -> list[Warned]:
    """Letters before every number are left out, and that is said."""
    if not reading.prefix:
        return []
    layout = reading.layout
    text = f"编号前都写着“{reading.prefix}”，按后面的数字登记，原编号保留。"
    row, word = layout.header_rows[-1], layout.word("number")
    return [Warned(layout.sheet, row, "prefixed_numbers", text, word)]


def once_written(reading: Reading) -> list[Warned]:
    """A unit that is written once for several rows holds for those below it."""
    if not reading.once:
        return []
    layout = reading.layout
    word = layout.word("unit")
    text = f"“{word}”只写在每段的第一行，下面空着的按上面的单位登记，请核对。"
    return [Warned(layout.sheet, layout.header_rows[-1], "unit_once", text, word)]


def struck(sheet: Sheet, blocks: Blocks) -> list[Warned]:
    """Rows with words that are struck through are read like any other, and said."""
    rows = _rows_of(blocks, sheet.struck_rows)
    if not rows:
        return []
    text = f"第{_numbers(rows)}行有划了删除线的字{_count(rows)}，已照常读取；作废的请删去再导。"
    return [Warned(sheet.name, rows[0], "struck_rows", text)]


def noted(sheet: Sheet, blocks: Blocks) -> list[Warned]:
    """Rows with a note beside a cell: what it says is not read, and that is said."""
    rows = _rows_of(blocks, sheet.noted_rows)
    if not rows:
        return []
    text = f"第{_numbers(rows)}行有批注{_count(rows)}，批注没有读取；改了内容的请写进格子再导。"
    return [Warned(sheet.name, rows[0], "noted_rows", text)]


def _rows_of(blocks: Blocks, marked: frozenset[int]) -> list[int]:
    """Return the marked rows that belong to findings."""
    if not marked:
        return []
    return [
        row
        for block in blocks.blocks
        for row in range(block.first, block.last + 1)
        if row in marked
    ]


def hidden(sheet: Sheet, layout: Layout, blocks: Blocks) -> list[Warned]:
    """Hidden rows and columns are read like any other, and said."""
    rows = _rows_of(blocks, sheet.hidden_rows)
    hidden = sheet.hidden_columns.intersection(layout.columns.values())
    words = [layout.shown(column) for column in sorted(hidden)]
    warned: list[Warned] = []
    if rows:
        text = f"第{_numbers(rows)}行是隐藏的{_count(rows)}，已照常读取。"
        warned.append(Warned(sheet.name, rows[0], "hidden_rows", text))
    if words:
        text = f"“{'、'.join(words)}”栏是隐藏的，已照常读取。"
        row = layout.header_rows[-1]
        warned.append(Warned(sheet.name, row, "hidden_columns", text))
    return warned


def undated(layout: Layout, findings: list[FindingRow]) -> list[Warned]:
    """Name the rows whose limit is blank, once for the sheet."""
    rows = [f.row for f in findings if f.due.clock is Clock.UNSET and not f.due_text]
    if not rows or not layout.columns.keys() & {"due", "measure_due"}:
        return []
    text = f"第{_numbers(rows)}行没有写时限{_count(rows)}，登记为未定，请补定。"
    return [Warned(layout.sheet, rows[0], "no_due", text, layout.word("due"))]


def repeated(findings: Iterable[FindingRow]) -> list[Warned]:
    """Name each finding of a unit that says the same as one above it."""
    first: dict[tuple[str, str, str], FindingRow] = {}
    warned: list[Warned] = []
    for one in findings:
        key = (one.round, one.unit, plain(f"{one.title or ''}{one.text}"))
        earlier = first.setdefault(key, one)
        if earlier is not one:
            where = "" if earlier.sheet == one.sheet else f"表“{earlier.sheet}”"
            text = (
                f"和{where}第{earlier.row}行写的是同样的问题，已照常登记成两项；"
                "是同一项的，请删去一行。"
            )
            warned.append(Warned(one.sheet, one.row, "same_text", text, "具体问题"))
    return warned


def _count(rows: list[int]) -> str:
    """How many, where the numbers alone don't say it."""
    return f"（共{len(rows)}行）" if len(rows) > 1 else ""


def _numbers(rows: list[int]) -> str:
    """3、5, of many the first ten."""
    return "、".join(map(str, rows[:10])) + ("等" if len(rows) > 10 else "")


def left_alone(sheet: Sheet, layout: Layout) -> Warned:
    """Say of a sheet that is not read why that is."""
    if sheet.hidden:
        text = f"“{sheet.name}”是隐藏的表，没有读取；需要登记的请先取消隐藏。"
        return Warned(sheet.name, 0, "hidden_sheet", text)
    if layout.kind == "statistics":
        counted = "、".join(list(layout.columns)[:3])
        text = f"“{sheet.name}”是统计表（{counted}…），没有导入：数字由系统按台账算。"
        return Warned(sheet.name, 0, "statistics_sheet", text)
    text = f"“{sheet.name}”的表头既不像花名册也不像台账，没有读取。"
    return Warned(sheet.name, 0, "unrecognised_sheet", text)
