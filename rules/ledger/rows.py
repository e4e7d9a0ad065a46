"""读台账：一张表变成一项项问题；读不准的不收，说清哪一行哪一栏、该怎样写。"""

import re
from datetime import date

from rules.calendar.workdays import Calendar
from rules.ledger.blocks import Blocks, find_blocks, layered, other_header
from rules.ledger.cells import (
    NumberRead,
    derive_title,
)
from rules.ledger.draft import Draft, Reading
from rules.ledger.finding import number_of, read_finding
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.measure_limits import combined
from rules.ledger.numbering import begins_anew, settle
from rules.ledger.people import Directory
from rules.ledger.place import (
    names_unit,
    placed,
    round_elsewhere,
    rounds_in,
    sections,
    shortened,
)
from rules.ledger.sheet import Sheet, text_of
from rules.ledger.values import (
    FindingRow,
    Ledger,
    MeasureRow,
    PersonRef,
    Refused,
    Warned,
)
from rules.vocabulary import Clock

__all__ = [
    "Directory",
    "FindingRow",
    "Ledger",
    "MeasureRow",
    "PersonRef",
    "Refused",
    "Warned",
    "derive_title",
    "read_ledger",
]

MOST_NAMED = 20
"""Columns that one sentence names; a sheet may have hundreds."""

_ONLY_KEPT = (
    (
        "helping_units",
        re.compile(r"(?:协助|配合|协办|协同)(?:责任)?(?:单位|部门|科室|股室)"),
        "写在里面的单位看不到这些事项。",
    ),
    (
        "people_left",
        re.compile(r"(?:责任人|领导|负责人|经办人|承办人)(?:姓名)?$"),
        "写在里面的人没有登记；要登记的，请并到责任人或责任领导一栏。",
    ),
)
"""Reason, header and sentence of columns that are kept and name units or people."""


def read_ledger(
    sheet: Sheet,
    layout: Layout,
    directory: Directory,
    calendar: Calendar,
    round_code: str | None = None,
    feedback_on: date | None = None,
    file_name: str = "",
) -> Ledger:
    """Read one ledger sheet, in any of the layouts of practice.md §6.

    `round_code` wins over the round in the title, that over the rows' own column; the
    names of sheet and file count last, for the unit too.
    `feedback_on` counts where neither a row nor the title says it. Names are looked
    up in `directory`. Nothing is guessed: an item with anything unreadable is refused
    as a whole, with sheet, row, column, reason and what to write.
    """
    missing = [_missing_column(sheet, layout, name) for name in layout.missing]
    if missing:
        return Ledger(refused=missing)
    sheet = sheet.with_dittos(layout.header_rows[-1], _repeatable(layout))
    filled = sheet.filled()
    blocks = find_blocks(sheet, filled, layout)
    if not blocks.blocks:
        return _empty(sheet, layout, blocks)
    common = (directory, calendar, round_code, feedback_on, file_name)
    reading = _reading(sheet, filled, layout, blocks, *common)
    if isinstance(reading, Refused):
        return _stopped(blocks, reading)
    ledger = _read_blocks(reading, blocks)
    if blocks.other_header:
        ledger.refused.append(other_header(sheet, reading.layout, blocks.other_header))
    return ledger


def _reading(
    sheet: Sheet,
    filled: Sheet,
    layout: Layout,
    blocks: Blocks,
    directory: Directory,
    calendar: Calendar,
    round_code: str | None,
    feedback_on: date | None,
    file_name: str,
) -> Reading | Refused:
    """What holds for all rows of a sheet, or which of it the sheet doesn't say."""
    layout, title_unit = placed(sheet, layout, directory, file_name)
    above = sections(sheet, layout, directory, blocks)
    said = round_code or layout.round_from_title
    code = said or round_elsewhere(sheet, filled, layout, blocks, file_name)
    if code is None:
        return _missing_round(sheet, layout)
    if title_unit is None and not above and not names_unit(layout):
        return _missing_unit(sheet, layout)
    return Reading(
        sheet,
        filled,
        layout,
        directory,
        calendar,
        round=code,
        feedback_on=layout.feedback_from_title or feedback_on,
        title_unit=title_unit,
        sections=above,
        rounds=frozenset() if said else rounds_in(filled, layout, blocks),
        layered=layered(filled, layout, blocks),
        per_measure=any(block.last > block.first for block in blocks.blocks),
    )


def _repeatable(layout: Layout) -> list[int]:
    """Return the columns in which 同上 means what stands above."""
    own = {"number", "text", "title", "measure", "evidence"}
    return [column for name, column in layout.columns.items() if name not in own]


def _empty(sheet: Sheet, layout: Layout, blocks: Blocks) -> Ledger:
    empty = Warned(sheet.name, layout.header_rows[-1], "empty_sheet", "没有问题。")
    return Ledger(warnings=[empty], ignored_rows=list(blocks.ignored_rows))


def _stopped(blocks: Blocks, refused: Refused) -> Ledger:
    """Nothing is read of a sheet that doesn't say what holds for all its rows."""
    return Ledger(refused=[refused], ignored_rows=list(blocks.ignored_rows))


def _without_limits(layout: Layout) -> list[Warned]:
    """A sheet whose column of limits isn't there, or wasn't recognised, says so."""
    if combined(layout.words.get("measure", "")):
        return []
    text = "没有认出写时限的栏，各项时限都空着。"
    return _without(layout, ("due", "measure_due"), "no_due_column", text)


def _without_people(layout: Layout) -> list[Warned]:
    """A sheet whose column of people isn't there, or wasn't recognised, says so."""
    fields = ("person", "measure_person", "co_person")
    text = "没有认出写责任人的栏，各项都没有责任人。"
    return _without(layout, fields, "no_person_column", text)


def _without_measures(layout: Layout) -> list[Warned]:
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


def _helpers(layout: Layout) -> list[Warned]:
    """Units and people in columns that are only kept: the sheet's reader should know."""
    row, left = layout.header_rows[-1], layout.unread
    return [
        Warned(layout.sheet, row, reason, f"“{'、'.join(words)}”栏只原样留存，{text}")
        for reason, pattern, text in _ONLY_KEPT
        if (words := [word for word in left if pattern.search(word)])
    ]


def _renumbered(reading: Reading) -> list[Warned]:
    """Layered numbers are kept as the sheet's own; the codes follow the rows."""
    if not reading.layered:
        return []
    layout, text = (
        reading.layout,
        "编号是 1.1 这样分层写的，另按行次给编号，原编号保留。",
    )
    row, word = layout.header_rows[-1], layout.word("number")
    return [Warned(layout.sheet, row, "layered_numbers", text, word)]


def _hidden(sheet: Sheet, layout: Layout, blocks: Blocks) -> list[Warned]:
    """Hidden rows and columns are read like any other, and said."""
    rows = [
        row
        for block in blocks.blocks
        for row in range(block.first, block.last + 1)
        if row in sheet.hidden_rows
    ]
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


def _shortened(reading: Reading, blocks: Blocks) -> list[Warned]:
    common = (reading.sheet, reading.layout, reading.directory, blocks)
    return shortened(*common, reading.title_unit)


def _read_blocks(reading: Reading, blocks: Blocks) -> Ledger:
    ledger = Ledger(
        ignored_rows=list(blocks.ignored_rows),
        warnings=[
            *_without_limits(reading.layout),
            *_without_people(reading.layout),
            *_without_measures(reading.layout),
            *_helpers(reading.layout),
            *_renumbered(reading),
            *_hidden(reading.sheet, reading.layout, blocks),
            *_shortened(reading, blocks),
        ],
    )
    drafts: list[tuple[Draft, NumberRead, FindingRow | None]] = []
    for block in blocks.blocks:
        draft = Draft(reading, block)
        number = number_of(draft)
        drafts.append((draft, number, read_finding(draft, number)))
    rows = [row for _, _, row in drafts if row]
    by_unit = begins_anew(rows)
    used: dict[tuple[str, int], int] = {}
    for draft, number, finding in drafts:
        kept = settle(draft, number, finding, used, by_unit)
        ledger.refused.extend(draft.refused)
        if kept:
            ledger.findings.append(kept)
            ledger.warnings.extend(draft.warnings)
    ledger.warnings.extend(_undated(reading.layout, ledger.findings))
    return ledger


def _undated(layout: Layout, findings: list[FindingRow]) -> list[Warned]:
    """Name the rows whose limit is blank, once for the sheet."""
    rows = [f.row for f in findings if f.due.clock is Clock.UNSET and not f.due_text]
    if not rows or not layout.columns.keys() & {"due", "measure_due"}:
        return []
    text = f"第{_numbers(rows)}行没有写时限{_count(rows)}，登记为未定，请补定。"
    return [Warned(layout.sheet, rows[0], "no_due", text, layout.word("due"))]


def _count(rows: list[int]) -> str:
    """How many, where the numbers alone don't say it."""
    return f"（共{len(rows)}行）" if len(rows) > 1 else ""


def _numbers(rows: list[int]) -> str:
    """3、5, of many the first ten."""
    return "、".join(map(str, rows[:10])) + ("等" if len(rows) > 10 else "")


def _missing_column(sheet: Sheet, layout: Layout, name: str) -> Refused:
    header = ("missing_column", hint("missing_column", left=layout.unread))
    return Refused(sheet.name, layout.header_rows[-1], layout.word(name), "", *header)


def _missing_unit(sheet: Sheet, layout: Layout) -> Refused:
    header, reason = layout.header_rows[-1], "unit_not_said"
    return Refused(sheet.name, header, layout.word("unit"), "", reason, hint(reason))


def _missing_round(sheet: Sheet, layout: Layout) -> Refused:
    row = layout.titles[0] if layout.titles else (layout.header_rows[0], "")
    reason, instead = "missing_round", hint("missing_round")
    return Refused(
        sheet.name, row[0], layout.word("round"), text_of(row[1]), reason, instead
    )
