"""读一项问题：几行格子变成编号、单位、措施、责任人、时限。"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain

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
from rules.ledger.measures import read_measures
from rules.ledger.people import NOBODY
from rules.ledger.place import short_words
from rules.ledger.sheet import LAYERED, Broken, is_blank, text_of
from rules.ledger.values import FindingRow, PersonRef
from rules.vocabulary import Clock, Role

_PARTS = re.compile(r"[、，,；;\n\s|]+|(?=配合|协办|协助)")
_LEADS = re.compile(
    r"^(?:牵头|主责|主办|责任)(?:单位|部门)?:|[(](?:牵头|主责|主办)(?:单位)?[)]$"
    r"|^由(?=.+(?:牵头|主责|主办)$)|(?<=..)(?:牵头|主责|主办)$"
)
"""What says in half width which of several units leads."""

_HELPED = re.compile(r"[(](?:配合|协办|协助)(?:(?:单位|部门):?|:)[^()]+[)]$")
"""A bracket that names who helps; （配合） says that the unit before it only helps."""

_ERROR = re.compile(r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)$")


def read_finding(draft: Draft, number: NumberRead) -> FindingRow | None:
    """Read a block; None if anything in it was refused (see `draft.refused`)."""
    if _refuse_broken(draft):
        return None
    _check_number(draft, number)
    unit = _read_unit(draft)
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
    progress = _read_progress(draft)
    claimed = not draft.has("status") and is_done(progress)
    status = "" if "status" in duties.values() else draft.text("status")
    code = code_of(draft.round, number.number) if number.number else None
    return FindingRow(
        sheet=draft.reading.sheet.name,
        row=draft.block.first,
        last_row=draft.block.last,
        number=number.number,
        code=code,
        own_number=text_of(draft.cell("number")).strip(),
        round=draft.round,
        unit=unit,
        category=draft.text("category") or _category(draft),
        title=draft.text("title"),
        text=_read_text(draft),
        measures=tuple(with_duties(draft, unit, measures, duties)),
        people=tuple(dict.fromkeys(chain.from_iterable(people.values()))),
        department=_read_departments(draft),
        due=due,
        due_text=due_text,
        status_text=progress if claimed else status,
        feedback_on=feedback_on,
        evidence_required=evidence_count(draft.text("evidence") or ""),
        cells=draft.others(),
        by_measure=_by_measure(people, duties),
        progress="" if claimed else progress,
    )


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


def _read_unit(draft: Draft) -> str | None:
    reading, written = draft.reading, draft.cell("unit")
    labelled = reading.layout.unit_from_title or ""
    if is_blank(written):
        known = labelled or not draft.has("unit")
        given = draft.section_unit or reading.title_unit
        unit, written = given if known else None, labelled
    else:
        unit = reading.unit(written) or _read_lead(draft, text_of(written))
    return unit or _read_short(draft, written)


def _read_short(draft: Draft, written: object) -> str | None:
    """Return the one unit that a short name means, and say so; refuse any other."""
    directory, short = draft.reading.directory, text_of(written).strip()
    found = draft.reading.meant(short)
    if len(found) == 1:
        draft.warn("unit", "short_unit", short_words(short, found[0]))
        return found[0]
    like = found or directory.units_like(written)
    named = [one for one in _PARTS.split(short) if one and _said_unit(draft, one)]
    draft.refuse(
        draft.block.first,
        "unit",
        written,
        "unknown_unit",
        like=like,
        several=len(named) > 1,
    )
    return None


def _read_lead(draft: Draft, written: str) -> str | None:
    """Return the one unit of several that leads: 牵头：…，配合：… or …（牵头）、…."""
    leads = [
        unit
        for part in _PARTS.split(written)
        if _LEADS.search(plain(part))
        and (unit := _said_unit(draft, _LEADS.sub("", plain(part))))
    ]
    leads = leads or list(filter(None, [_helped(draft, written)]))
    if len(leads) != 1:
        return None
    text = f"按牵头的{leads[0]}登记，“{written.strip()}”里的其他单位没有登记。"
    draft.warn("unit", "lead_unit", text)
    return leads[0]


def _helped(draft: Draft, written: str) -> str | None:
    """Return the unit before a bracket that only says who helps: …（配合：…）."""
    alone, helpers = _HELPED.subn("", plain(written))
    return _said_unit(draft, alone) if helpers else None


def _said_unit(draft: Draft, words: str) -> str | None:
    """Return the unit of some words, by its name or by the one short name for it."""
    meant = draft.reading.meant(words)
    return draft.reading.unit(words) or (meant[0] if len(meant) == 1 else None)


def _read_people(draft: Draft, unit: str) -> dict[str, list[PersonRef]]:
    """Read everybody who is named, on the finding or on a measure, by column."""
    people: dict[str, list[PersonRef]] = {}
    for name, role in PEOPLE_FIELDS.items():
        for column in (name, f"measure_{name}")[: 1 + draft.reading.duties]:
            people[column] = _people_of_column(draft, unit, column, role)
        nobody = not people[name] and not people.get(f"measure_{name}")
        if nobody and draft.has(name) and _says_nobody(draft, name):
            draft.warn(name, "no_person", f"“{draft.reading.layout.word(name)}”为空。")
    for name, role in HELPERS.items():
        if draft.has(name):
            people[name] = _people_of_column(draft, unit, name, role)
    return people


def _says_nobody(draft: Draft, name: str) -> bool:
    return all(plain(value) in NOBODY for _, value in draft.below(name))


def _people_of_column(
    draft: Draft, unit: str, name: str, role: Role
) -> list[PersonRef]:
    refs: list[PersonRef] = []
    for row, value in draft.below(name):
        written = draft.said_of(name, text_of(value))
        known = draft.reading.refs(unit, written, role)
        if known is None:
            known = tuple(_people_of_cell(draft, unit, row, name, written, role))
        refs.extend(known)
    return refs


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
        if match.reason in (unnamed.AND_OTHERS, unnamed.BY_POST):
            said = unnamed.sentence(match.reason, match.written, match.name)
            draft.warn(name, match.reason, said)
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
