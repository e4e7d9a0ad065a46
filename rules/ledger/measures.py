"""读措施和时限：一格一条或一格几条，时限各有各的或大家一个。"""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from rules.calendar.limit_words import UNCLEAR_MONTHS
from rules.deadlines import Due, latest
from rules.ledger.cells import plain, split_measures
from rules.ledger.draft import Draft
from rules.ledger.duties import is_done
from rules.ledger.measure_limits import limit_in
from rules.ledger.sheet import is_blank, text_of
from rules.ledger.values import MeasureRow
from rules.vocabulary import Clock

ANY_DAY = date(2026, 1, 1)
"""To see whether a limit makes sense as soon as there is a day to count from."""

_BARS = re.compile(r"[|｜]")
_BEFORE_DAY = re.compile(
    r"(?:^|(?<=[；;。，,\s]))(\d{1,2})[.．](?=20\d\d[年.]|\d{1,2}月)", re.MULTILINE
)
"""1.2026年6月底 is number 1 and a year, 2.5月底 number 2 and a month; 1.5 a figure."""

_GOES_ON = re.compile(r"[并且及，,（(]")
_DONE = re.compile(
    r"已(?:经|于|在)?[^，,；;（）()]{0,12}(?:完成|办结|到位|整改|销号)(?!\d)"
)
_STOPS = re.compile(r"[、；;/，,]")


def read_measures(
    draft: Draft, feedback_on: date | None
) -> tuple[list[MeasureRow], Due | None, str]:
    """Read measures and time limits: (measures, the finding's limit, as written)."""
    measures = [
        MeasureRow(text, row)
        for row, value in draft.below("measure")
        for text in split_measures(text_of(value))
    ]
    if draft.has("measure") and not measures:
        draft.warn("measure", "no_measure", "没有整改措施。")
    if draft.reading.combined:
        return _in_text(draft, measures, feedback_on)
    if draft.has("measure_due"):
        limits = _limits(draft, "measure_due", feedback_on)
        measures = _with_limits(measures, limits)
        due = _read_limit(draft, "due", draft.block.first, feedback_on)
        return measures, due, due.text if due else ""
    if draft.reading.per_measure and not _has_several(draft, feedback_on):
        limits = _limits(draft, "due", feedback_on)
        texts = dict.fromkeys(due.text for due in limits.values() if due.text)
        due = latest(list(limits.values())) if limits else None
        return _with_limits(measures, limits), due, "；".join(texts)
    return _one_cell(draft, measures, feedback_on)


def _in_text(
    draft: Draft, measures: list[MeasureRow], feedback_on: date | None
) -> tuple[list[MeasureRow], Due | None, str]:
    """Read the limits that stand in the measures' own words, where no column has any."""
    read = partial(draft.reading.limit, feedback_on=feedback_on)
    dues = [limit_in(one.text, read) for one in measures]
    missing = dues.count(None)
    if missing:
        text = f"{len(dues)}条措施里有{missing}条没有读出时限，请核对。"
        draft.warn("measure", "no_limit_in_text", text)
    whole = [
        replace(one, due=due, due_text=due.text) if due else one
        for one, due in zip(measures, dues, strict=True)
    ]
    texts = dict.fromkeys(due.text for due in dues if due)
    return whole, latest(due for due in dues if due), "；".join(texts)


def _limits(draft: Draft, name: str, feedback_on: date | None) -> dict[int, Due]:
    """Read the limit of each row; a merged cell counts for all of its rows."""
    limits: dict[int, Due] = {}
    column = draft.reading.layout.columns[name] if draft.has(name) else 0
    for row in range(draft.block.first, draft.block.last + 1):
        inherited = row > draft.block.first and is_blank(
            draft.reading.sheet.value(row, column)
        )
        if inherited and draft.cell(name, row) == draft.cell(name, row - 1):
            if row - 1 in limits:
                limits[row] = limits[row - 1]
            continue
        due = _read_limit(draft, name, row, feedback_on)
        if due is not None:
            limits[row] = due
    return limits


def _with_limits(
    measures: list[MeasureRow], limits: dict[int, Due]
) -> list[MeasureRow]:
    return [
        replace(m, due=limits[m.row], due_text=limits[m.row].text)
        if m.row in limits
        else m
        for m in measures
    ]


def _read_limit(
    draft: Draft, name: str, row: int, feedback_on: date | None
) -> Due | None:
    written = draft.cell(name, row)
    due = draft.reading.limit(written, feedback_on)
    if due is None:
        counted = feedback_on is None and draft.reading.limit(written, ANY_DAY)
        months = bool(UNCLEAR_MONTHS.fullmatch(plain(written)))
        reason = "no_feedback" if counted and not months else "bad_date"
        draft.refuse(row, name, written, reason, months=months)
    elif _is_open(due):
        text = f"“{due.text.strip()}”没有写明哪一天，没有登记成期限，请补定。"
        draft.warn(name, "no_day", text)
    elif _DONE.search(due.text) and not is_done(draft.text("status")):
        text = f"“{due.text.strip()}”里写着已经办完，只登记了期限；办完的请写在完成情况一栏。"
        draft.warn(name, "done_in_limit", text)
    return due


def _is_open(due: Due) -> bool:
    """Say whether a limit has words but no day: 尽快, 待定."""
    return due.clock is Clock.UNSET and bool(due.text.strip())


def _one_cell(
    draft: Draft, measures: list[MeasureRow], feedback_on: date | None
) -> tuple[list[MeasureRow], Due | None, str]:
    """Read one limit for all; several in a cell go to the measures one by one."""
    written = draft.cell("due")
    text = text_of(written).strip()
    like = (written, feedback_on)
    if like not in draft.reading.several:
        draft.reading.several[like] = _several(draft, written, text, feedback_on)
    dues = draft.reading.several[like]
    if not dues:
        due = _read_limit(draft, "due", draft.block.first, feedback_on)
        own = _line_by_line(draft, text, len(measures), feedback_on) if due else []
        return _paired(measures, own), due, due.text if due else ""
    if any(map(_is_open, dues)):
        draft.warn("due", "no_day", f"“{text}”里有的没有写明哪一天，请核对。")
    if len(measures) > 1 and len(dues) != len(measures):
        counted = f"{len(measures)}条措施写了{len(dues)}个时限，分不到各条"
        draft.warn("due", "limits_apart", f"{counted}，按最迟的登记，请核对。")
    return _paired(measures, dues), latest(dues), text


def _paired(measures: list[MeasureRow], dues: list[Due]) -> list[MeasureRow]:
    """Give each measure its own limit, where there are as many."""
    if len(dues) != len(measures):
        return measures
    pairs = zip(measures, dues, strict=True)
    return [replace(m, due=due, due_text=due.text) for m, due in pairs]


def _line_by_line(
    draft: Draft, text: str, count: int, feedback_on: date | None
) -> list[Due]:
    """Read the limits of a cell that makes sense as a whole and has a line a measure.

    立行立改 over 5月底前 over 长期坚持; a line that goes on with 并 is none of its own.
    """
    lines = split_measures(_BEFORE_DAY.sub(r"\1、", text))
    if count < 2 or len(lines) != count or any(map(_GOES_ON.match, lines)):
        return []
    read = [draft.reading.limit(line, feedback_on) for line in lines]
    dues = [due for due in read if due is not None and not _is_open(due)]
    return dues if len(dues) == count else []


def _has_several(draft: Draft, feedback_on: date | None) -> bool:
    """Say whether a finding of one row has several limits in its one cell."""
    if draft.block.last > draft.block.first:
        return False
    written = draft.cell("due")
    return bool(_several(draft, written, text_of(written).strip(), feedback_on))


def _several(
    draft: Draft, written: object, text: str, feedback_on: date | None
) -> list[Due]:
    """Read the limits of a cell with several; [] where it is one, or not readable.

    `|` always parts; numbering, lines and stops only what makes no sense as a whole.
    """
    parts = [part.strip() for part in _BARS.split(text) if part.strip()]
    if len(parts) < 2:
        if draft.reading.limit(written, feedback_on) is not None:
            return []
        parts = split_measures(_BEFORE_DAY.sub(r"\1、", text))
    if len(parts) < 2:
        parts = [part.strip() for part in _STOPS.split(text) if part.strip()]
    read = [draft.reading.limit(part, feedback_on) for part in parts]
    dues = [due for due in read if due is not None]
    return dues if len(parts) > 1 and len(dues) == len(parts) else []
