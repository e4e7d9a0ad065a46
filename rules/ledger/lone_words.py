"""单看说不准的栏名：负责人、牵头人是谁，完成日期是不是时限，要看旁边有什么栏。"""

from rules.ledger.header_words import (
    DAY_OF_END,
    HEAD_OF_SOMETHING,
    LEADING,
    PARTY,
    RESULTS,
)

Cells = list[tuple[str, str]]
"""Of each column the word of the header, and the one above it."""


def with_lone_words(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Add the columns whose words are told by what stands beside them."""
    for add in (_with_party, _with_head, _with_lead, _with_day_of_end, _with_content):
        columns = add(cells, columns)
    return columns


def _with_party(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Take 党组织 for the unit where 责任单位 stands beside it."""
    found = [c for c, cell in enumerate(cells, 1) if PARTY.fullmatch(cell[0])]
    beside = columns.get("unit_or_department", 0)
    if len(found) != 1 or "unit" in columns or beside in (0, found[0]):
        return columns
    return {**columns, "unit": found[0]}


def _with_head(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Take a lone 负责人 for the person where a leader or an office stands beside it."""
    heads = [c for c, cell in enumerate(cells, 1) if cell[0] == HEAD_OF_SOMETHING]
    taken = columns.keys() & {"person", "measure_person", "co_person", "principal"}
    beside = columns.keys() & {"leader", "department"}
    if len(heads) != 1 or taken or not beside:
        return columns
    return {**columns, "person": heads[0]}


def _with_lead(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Take a lone 牵头人 for the leader beside a person, for the person otherwise."""
    leads = [c for c, cell in enumerate(cells, 1) if LEADING.fullmatch(cell[0])]
    free = [name for name in ("leader", "person") if name not in columns]
    if len(leads) != 1 or not free or leads[0] in columns.values():
        return columns
    return {**columns, ("person" if len(free) == 2 else free[0]): leads[0]}


def _with_day_of_end(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Take a lone 完成日期 for the limit; behind what was done it may be the real day."""
    days = [c for c, cell in enumerate(cells, 1) if DAY_OF_END.fullmatch(cell[0])]
    told = [columns[name] for name in ("status", "progress") if name in columns]
    told += [c for c, cell in enumerate(cells, 1) if RESULTS.search(cell[0])]
    if len(days) != 1 or "due" in columns or any(one < days[0] for one in told):
        return columns
    return {**columns, "due": days[0]}


def _with_content(cells: Cells, columns: dict[str, int]) -> dict[str, int]:
    """Take 整改内容 for the problem beside measures, for the measures beside a problem."""
    found = [c for c, cell in enumerate(cells, 1) if cell[0] == "整改内容"]
    said = columns.keys() & {"text", "title", "manifestation"}
    free = [*([] if said else ["text"]), *([] if "measure" in columns else ["measure"])]
    return {**columns, free[0]: found[0]} if len(found) == len(free) == 1 else columns
