"""读一项问题：几行格子变成编号、单位、措施、责任人、时限。"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from rules.calendar.limit_words import BLANK
from rules.ledger import unnamed
from rules.ledger.cells import (
    NumberRead,
    code_of,
    evidence_count,
    plain,
    read_number,
    read_round,
)
from rules.ledger.draft import Draft
from rules.ledger.duties import (
    HELPERS,
    PEOPLE_FIELDS,
    duty_columns,
    is_done,
    with_duties,
)
from rules.ledger.finding_unit import read_unit
from rules.ledger.measures import read_measures
from rules.ledger.people import NOBODY
from rules.ledger.shared_cells import LEADER, is_shared
from rules.ledger.sheet import LAYERED, Broken, is_blank, text_of
from rules.ledger.values import FindingRow, PersonRef
from rules.vocabulary import Clock, Role

_ERROR = re.compile(r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$")


def read_finding(draft: Draft, number: NumberRead) -> FindingRow | None:
    """Read a block; None if anything in it was refused (see `draft.refused`)."""
    if _refuse_broken(draft):
        return None
    _check_number(draft, number)
    unit = read_unit(draft)
    if is_blank(draft.cell("text")):
        draft.refuse(draft.block.first, "text", "", "missing_text")
    people = _read_people(draft, unit) if unit else {}
    feedback_on = _read_feedback(draft)
    measures, due, due_text = read_measures(draft, feedback_on)
    if draft.refused or unit is None or due is None:
        return None
    if due.on and feedback_on and due.on < feedback_on:
        draft.warn("due", "before_feedback", f"时限{due.on}早于反馈日期，请核对。")
    duties = duty_columns(draft, measures)
    status, progress = _read_state(draft, duties)
    return FindingRow(
        **_numbers(draft, number),
        **_words(draft),
        unit=unit,
        measures=tuple(with_duties(draft, unit, measures, duties)),
        people=tuple(dict.fromkeys(chain.from_iterable(people.values()))),
        due=due,
        due_text=due_text,
        status_text=status,
        feedback_on=feedback_on,
        by_measure=_by_measure(people, duties),
        progress=progress,
    )


def _numbers(draft: Draft, number: NumberRead) -> dict[str, Any]:
    """Return where a finding stands in the workbook, and how it is numbered."""
    return {
        "sheet": draft.reading.sheet.name,
        "row": draft.block.first,
        "last_row": draft.block.last,
        "number": number.number,
        "code": code_of(draft.round, number.number) if number.number else None,
        "own_number": text_of(draft.cell("number")).strip(),
        "round": draft.round,
    }


def _words(draft: Draft) -> dict[str, Any]:
    """Return what is taken from a finding's cells as it is written."""
    return {
        "category": draft.text("category") or _category(draft),
        "title": draft.text("title"),
        "text": _read_text(draft),
        "department": _read_departments(draft),
        "evidence_required": evidence_count(draft.text("evidence") or ""),
        "cells": draft.others(),
    }


def _read_state(draft: Draft, duties: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the state of a finding and its progress; 已完成 as progress is a state."""
    progress = _read_progress(draft)
    if not draft.has("status") and is_done(progress):
        return progress, ""
    return ("" if "status" in duties.values() else draft.text("status")), progress


def _read_progress(draft: Draft) -> str:
    """Return what was done so far, the words of several rows one below another."""
    texts = (text_of(value).strip() for _, value in draft.below("progress"))
    return "\n".join(dict.fromkeys(text for text in texts if text not in BLANK))


def _category(draft: Draft) -> str | None:
    """Return what the heading row above says, unless it only names a unit."""
    words = draft.block.heading
    return None if not words or draft.reading.unit(words) else words


def number_of(draft: Draft) -> NumberRead:
    """Read the number of a block; a layout without numbers has none to miss.

    Where all are layered, 1.1 and 1.2, they are kept as they are and none is a code.
    """
    if not draft.has("number") or draft.reading.layered:
        return NumberRead(None, None, "")
    prefix = draft.reading.prefix
    if prefix:
        return read_number(plain(draft.cell("number")).removeprefix(prefix))
    return read_number(draft.cell("number"))


def _refuse_broken(draft: Draft) -> bool:
    rows = range(draft.block.first, draft.block.last + 1)
    if draft.reading.suspect_rows.isdisjoint(rows):
        return False
    for name in draft.reading.layout.columns:
        for row, value in draft.below(name):
            if isinstance(value, Broken):
                draft.refuse(row, name, value, value.reason)
            elif isinstance(value, str) and _ERROR.match(value.strip()):
                draft.refuse(row, name, value, "cell_error")
    return bool(draft.refused)


def _check_number(draft: Draft, number: NumberRead) -> None:
    row, cell, expected = draft.block.first, draft.cell("number"), draft.round
    if number.reason:
        dated = isinstance(cell, date | datetime)
        layered = bool(LAYERED.match(text_of(cell).strip()))
        facts = {"dated": dated, "layered": layered}
        draft.refuse(row, "number", cell, number.reason, **facts)
    if number.round and number.round != expected:
        draft.refuse(row, "number", cell, "wrong_round", round=expected)
    written = draft.cell("round")
    if not is_blank(written) and read_round(written) != expected:
        draft.refuse(row, "round", written, "wrong_round", round=expected)


def _read_people(draft: Draft, unit: str) -> dict[str, list[PersonRef]]:
    """Read everybody who is named, on the finding or on a measure, by column."""
    people: dict[str, list[PersonRef]] = {}
    for name, role in PEOPLE_FIELDS.items():
        for column in (name, f"measure_{name}")[: 1 + draft.reading.duties]:
            people[column] = _people_of_column(draft, unit, column, role)
        nobody = not people[name] and not people.get(f"measure_{name}")
        if nobody and _is_said_for(draft, name) and _says_nobody(draft, name):
            draft.warn(name, "no_person", f"“{draft.reading.layout.word(name)}”为空。")
    for name, role in HELPERS.items():
        if draft.has(name):
            people[name] = _people_of_column(draft, unit, name, role)
    return people


def _is_said_for(draft: Draft, name: str) -> bool:
    """Say whether a field has a column; one over leaders and persons speaks once."""
    shared = name == LEADER and is_shared(draft.reading.layout.columns)
    return draft.has(name) and not shared


def _says_nobody(draft: Draft, name: str) -> bool:
    return all(plain(value) in NOBODY for _, value in draft.below(name))


def _people_of_column(
    draft: Draft, unit: str, name: str, role: Role
) -> list[PersonRef]:
    refs: list[PersonRef] = []
    for row, value in draft.below(name):
        written = draft.said_of(name, text_of(value))
        if _changed_hands(draft, unit, written):
            draft.refuse(row, name, written, "changed_hands")
            continue
        known = draft.reading.refs(unit, written, role)
        if known is None:
            known = tuple(_people_of_cell(draft, unit, row, name, written, role))
        refs.extend(known)
    return refs


def _changed_hands(draft: Draft, unit: str, written: str) -> bool:
    """Say whether a cell names who had it beside who has it: 原：王磊 现：邓佳宁."""
    said = unnamed.says_handover(written)
    return said and len(draft.reading.people(unit, written)) > 1


def _by_measure(
    people: Mapping[str, list[PersonRef]], duties: Mapping[str, str]
) -> frozenset[PersonRef]:
    """Return whoever is named only in columns that speak of measures one by one."""
    if not duties:
        return frozenset()
    alone = set(duties.values())
    named = chain.from_iterable(people[name] for name in alone & people.keys())
    others = (refs for name, refs in people.items() if name not in alone)
    return frozenset(named) - frozenset(chain.from_iterable(others))


def _people_of_cell(
    draft: Draft, unit: str, row: int, name: str, written: str, role: Role
) -> Iterable[PersonRef]:
    """Say what stands against people of a cell, and return the others."""
    for match in draft.reading.people(unit, written):
        if match.userid is None:
            shown = match.written or match.name
            directory = draft.reading.directory
            facts = {
                "choices": match.choices,
                "titles": directory.titles,
                "like": directory.people_like(unit, match.name),
                "post": unnamed.post_in(shown, unit),
            }
            draft.refuse(row, name, shown, match.reason, **facts)
            continue
        if match.reason == "other_unit":
            where = "、".join(dict.fromkeys(unit for unit, _ in match.choices))
            draft.warn(
                name,
                match.reason,
                f"{match.name}不在{unit}，按{where}的{match.name}登记。",
            )
        if match.written:
            draft.warn(name, *unnamed.remark(match.reason, match.written, match.name))
        yield PersonRef(match.name, match.userid, role)


def _read_text(draft: Draft) -> str:
    """Return the words of a finding; several manifestations stand one below another."""
    return "\n".join(dict.fromkeys(text_of(value) for _, value in draft.below("text")))


def _read_departments(draft: Draft) -> str | None:
    if not draft.has("department"):
        return None
    cells = (text_of(value).strip() for _, value in draft.below("department"))
    return "、".join(dict.fromkeys(cells))


def _read_feedback(draft: Draft) -> date | None:
    """Return the day of feedback: its cell, else the title, else what was given."""
    written = draft.cell("feedback_on")
    if is_blank(written):
        return draft.reading.feedback_on
    due = draft.reading.limit(written, None)
    if due is None or due.clock is not Clock.DATED:
        draft.refuse(draft.block.first, "feedback_on", written, "bad_date")
        return None
    return due.on
