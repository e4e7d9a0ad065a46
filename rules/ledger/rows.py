"""读台账：一张表变成一项项问题；读不准的不收，说清哪一行哪一栏、该怎样写。"""

from collections.abc import Iterable
from datetime import date

from rules.calendar.workdays import Calendar
from rules.ledger.blocks import Blocks, find_blocks, layered
from rules.ledger.cells import NumberRead, derive_title
from rules.ledger.columns_whole import prefix, without_real_days, written_once
from rules.ledger.draft import Draft, Reading
from rules.ledger.finding import number_of, read_finding
from rules.ledger.header_again import other_header
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.numbering import begins_anew, settle
from rules.ledger.one_order import in_one_order
from rules.ledger.parts import without_strays
from rules.ledger.people import Directory
from rules.ledger.place import (
    agrees,
    names_unit,
    placed,
    round_elsewhere,
    rounds_in,
    rounds_named,
    sections,
    shortened,
)
from rules.ledger.sheet import Sheet, is_blank, text_of
from rules.ledger.sheet_remarks import (
    MOST_NAMED,
    helpers,
    hidden,
    limits_elsewhere,
    lone_limits,
    noted,
    once_written,
    other_round,
    people_elsewhere,
    prefixed,
    renumbered,
    shared,
    struck,
    undated,
    without_limits,
    without_measures,
    without_people,
)
from rules.ledger.values import (
    FindingRow,
    Ledger,
    MeasureRow,
    PersonRef,
    Refused,
    Warned,
)

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
    if missing or _is_filled(sheet, layout, layout.beside):
        return Ledger(refused=missing or [_second_table(sheet, layout)])
    sheet = in_one_order(sheet, layout)
    sheet = sheet.with_dittos(layout.header_rows[-1], layout.repeatable)
    filled = sheet.filled()
    blocks = find_blocks(sheet, filled, layout)
    if not blocks.blocks:
        return _empty(sheet, layout, blocks)
    common = (directory, calendar, round_code, feedback_on, file_name)
    reading = _reading(sheet, filled, layout, blocks, *common)
    if isinstance(reading, Refused):
        return _stopped(blocks, reading)
    blocks, strays = without_strays(reading, blocks)
    ledger = _read_blocks(reading, blocks)
    ledger.refused.extend(strays)
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
    layout = without_real_days(filled, layout, blocks)
    layout, title_unit = placed(sheet, layout, directory, file_name)
    above, once = _above(sheet, filled, layout, directory, blocks, title_unit)
    said = round_code or layout.round_from_title
    code = said or round_elsewhere(sheet, filled, layout, blocks, file_name)
    if code is None:
        return _missing_round(sheet, layout)
    named = rounds_named(filled, layout, blocks)
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
        layered=layered(filled, layout, blocks, rounds={code, *named}),
        prefix=prefix(filled, layout, blocks),
        once=once,
        per_measure=any(block.last > block.first for block in blocks.blocks),
    )


def _above(
    sheet: Sheet,
    filled: Sheet,
    layout: Layout,
    directory: Directory,
    blocks: Blocks,
    title_unit: str | None,
) -> tuple[tuple[tuple[int, str], ...], bool]:
    """The units that hold for the rows below them; True where each is written once."""
    once = not layout.unit_from_title and written_once(filled, layout, blocks)
    above = sections(sheet, layout, directory, blocks, once=once)
    return ((), False) if once and not agrees(above, title_unit) else (above, once)


def _empty(sheet: Sheet, layout: Layout, blocks: Blocks) -> Ledger:
    empty = Warned(sheet.name, layout.header_rows[-1], "empty_sheet", "没有问题。")
    return Ledger(warnings=[empty], ignored_rows=list(blocks.ignored_rows))


def _stopped(blocks: Blocks, refused: Refused) -> Ledger:
    """Nothing is read of a sheet that doesn't say what holds for all its rows."""
    return Ledger(refused=[refused], ignored_rows=list(blocks.ignored_rows))


def _shortened(reading: Reading, blocks: Blocks) -> list[Warned]:
    common = (reading.sheet, reading.layout, reading.directory, blocks)
    return shortened(*common, reading.title_unit)


def _read_blocks(reading: Reading, blocks: Blocks) -> Ledger:
    ledger = Ledger(
        ignored_rows=list(blocks.ignored_rows),
        warnings=[
            *without_limits(reading.layout),
            *lone_limits(reading.layout),
            *limits_elsewhere(reading.layout),
            *without_people(reading.layout),
            *without_measures(reading.layout),
            *helpers(reading.layout),
            *people_elsewhere(reading, blocks),
            *shared(reading.layout),
            *renumbered(reading),
            *other_round(reading),
            *prefixed(reading),
            *once_written(reading),
            *hidden(reading.sheet, reading.layout, blocks),
            *struck(reading.sheet, blocks),
            *noted(reading.sheet, blocks),
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
    ledger.warnings.extend(undated(reading.layout, ledger.findings))
    return ledger


def _missing_column(sheet: Sheet, layout: Layout, name: str) -> Refused:
    header = ("missing_column", hint("missing_column", left=layout.unread))
    return Refused(sheet.name, layout.header_rows[-1], layout.word(name), "", *header)


def _is_filled(sheet: Sheet, layout: Layout, columns: Iterable[int]) -> bool:
    """Say whether anything stands in these columns: a form left empty loses nothing."""
    below = range(layout.header_rows[-1] + 1, sheet.height + 1)
    return any(
        not is_blank(sheet.value(row, column)) for column in columns for row in below
    )


def _second_table(sheet: Sheet, layout: Layout) -> Refused:
    header, words = layout.header_rows[-1], "、".join(layout.beside.values())
    place = (sheet.name, header, layout.word("text"), words)
    return Refused(*place, "second_table", hint("second_table"))


def _missing_unit(sheet: Sheet, layout: Layout) -> Refused:
    header, reason = layout.header_rows[-1], "unit_not_said"
    left = "、".join(layout.unread[:MOST_NAMED])
    instead = hint(reason) + (f"没有认出的栏有：{left}。" if left else "")
    return Refused(sheet.name, header, layout.word("unit"), "", reason, instead)


def _missing_round(sheet: Sheet, layout: Layout) -> Refused:
    row = layout.titles[0] if layout.titles else (layout.header_rows[0], "")
    reason, instead = "missing_round", hint("missing_round")
    return Refused(
        sheet.name, row[0], layout.word("round"), text_of(row[1]), reason, instead
    )
