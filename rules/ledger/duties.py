"""读每条措施自己的责任人和办理情况：措施有自己的栏，或一行一条措施各写各的。"""

import re
from collections.abc import Mapping
from dataclasses import replace

from rules.ledger.draft import Draft
from rules.ledger.shared_cells import is_shared
from rules.ledger.sheet import is_blank, text_of
from rules.ledger.values import MeasureRow, PersonRef
from rules.vocabulary import Role

PEOPLE_FIELDS = {
    "leader": Role.RESPONSIBLE_LEADER,
    "person": Role.RESPONSIBLE_PERSON,
    "principal": Role.PRINCIPAL,
}
"""Field of a finding → the role in which its cell names people."""

HELPERS = {
    "co_leader": Role.RESPONSIBLE_LEADER,
    "co_person": Role.RESPONSIBLE_PERSON,
}
"""The same for columns of those who help (协办人): named behind the others."""

CLAIMED = "已完成，待核验"
"""What an export says of a claim that the office has not verified yet."""

AWAITED = frozenset(
    {"待核验", "待主要负责人签字", "待签字", "已签字", "主要负责人已签字", "已申请销号"}
)
"""States between the claim and the end; a signature is never read from a table."""

DONE_WORDS = AWAITED | {
    "已完成",
    "完成",
    "已整改",
    "整改到位",
    "已销号",
    "已办结",
    CLAIMED,
}
"""Words that claim that something is done; they close nothing (decisions.md 29)."""

_DONE = re.compile(
    r"(?:已(?:经)?(?:全部)?(?:完成|整改|办结|销号|落实)(?:整改|到位|完成|完毕)?"
    r"|(?:整改|完成)(?:整改|完成|完毕)|完成?100%|100%|[√✓☑]|是)"
    r"(?:[,，]?并?(?:长期|持续)坚持)?"
)
"""The same as it is usually put; 是 stands below 是否完成."""

KEPT_APART = {"已核减": "核减", "持续整改": "转长期", "长期整改": "转长期"}
"""Words for what only the office may decide, and what it says to decide it."""


def is_done(words: str | None) -> bool:
    """Say whether the words of a status cell claim that the work is done."""
    said = (words or "").strip().strip("。")
    return said in DONE_WORDS or _DONE.fullmatch(said) is not None


def says_closed(words: str | None) -> bool:
    """Say whether a status cell says 已销号: more than that the work is done."""
    return "已销号" in (words or "")


def decided_apart(words: str | None) -> str:
    """What the office says for a state that no ledger brings about; "" for others."""
    return KEPT_APART.get((words or "").strip(), "")


def duty_columns(draft: Draft, measures: list[MeasureRow]) -> dict[str, str]:
    """Return which columns speak of measures one by one: field → its column's name.

    These stand below the measures' own heading (`measure_person`); without such a
    column, the finding's own one is meant where measures stand in rows and a later
    one has a cell of its own in it.
    """
    if draft.block.last == draft.block.first and not draft.reading.duties:
        return {}
    spans = _spans(draft, measures)
    found: dict[str, str] = {}
    for name in (*PEOPLE_FIELDS, "status"):
        if spans and draft.has(f"measure_{name}"):
            found[name] = f"measure_{name}"
        elif not is_shared(draft.reading.layout.columns) and _by_row(
            draft, name, spans
        ):
            found[name] = name
    return found


def with_duties(
    draft: Draft, unit: str, measures: list[MeasureRow], columns: Mapping[str, str]
) -> list[MeasureRow]:
    """Give each measure the people and the state that are written for it alone.

    `columns` as from `duty_columns`. Whoever can't be found is left out here: reading
    the people of the finding refuses them.
    """
    if not columns:
        return measures
    spans = _spans(draft, measures)
    return [
        replace(
            measure,
            people=_people(draft, unit, columns, spans[measure.row]),
            status_text="；".join(_texts(draft, columns, "status", spans[measure.row])),
        )
        for measure in measures
    ]


def _spans(draft: Draft, measures: list[MeasureRow]) -> dict[int, range]:
    """The rows of each measure, by the row where it begins; the first ones from above."""
    starts = list(dict.fromkeys(measure.row for measure in measures))
    borders = [draft.block.first, *starts[1:], draft.block.last + 1]
    return {row: range(*borders[i : i + 2]) for i, row in enumerate(starts)}


def _by_row(draft: Draft, name: str, spans: Mapping[int, range]) -> bool:
    column = draft.reading.layout.columns.get(name)
    if column is None or len(spans) < 2:
        return False
    value, later = draft.reading.sheet.value, list(spans.values())[1:]
    return any(not is_blank(value(row, column)) for rows in later for row in rows)


def _texts(
    draft: Draft, columns: Mapping[str, str], name: str, rows: range
) -> list[str]:
    """The different texts of a field in some rows; a merged cell counts for all."""
    if name not in columns:
        return []
    cells = (text_of(draft.cell(columns[name], row)).strip() for row in rows)
    return list(dict.fromkeys(filter(None, cells)))


def _people(
    draft: Draft, unit: str, columns: Mapping[str, str], rows: range
) -> tuple[PersonRef, ...]:
    found = {
        PersonRef(match.name, match.userid, role): None
        for name, role in PEOPLE_FIELDS.items()
        for text in _texts(draft, columns, name, rows)
        for match in draft.reading.people(unit, text)
        if match.userid is not None
    }
    return tuple(found)
