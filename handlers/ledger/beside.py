"""写在哪一格：单条措施的人和办理情况、协办配合的人，各回各的栏。"""

from collections.abc import Mapping, Sequence

from models.findings import Named
from models.ledger import Finding, Measure
from rules.ledger.duties import HELPERS, PEOPLE_FIELDS, is_done

DONE, UNDONE = "已完成", "未完成"


def places(
    columns: dict[str, int], measures: list[Measure], shares: dict[int, list[Named]]
) -> dict[str, int]:
    """Where people and state of single measures stand: field → column.

    In the measures' own column; without one in the finding's, row by row.
    """
    roles = {one.role for named in shares.values() for one in named}
    said = [name for name, role in PEOPLE_FIELDS.items() if role in roles]
    done = "measure_status" in columns and any(one.done_at for one in measures)
    if done or any(one.status_text for one in measures):
        said.append("status")
    where = {name: columns.get(f"measure_{name}", columns.get(name)) for name in said}
    return {name: column for name, column in where.items() if column is not None}


def beside(named: list[Named], places: dict[str, int]) -> list[Named]:
    """Who stands beside the finding: not those who stand beside a measure."""
    apart = {PEOPLE_FIELDS[name] for name in places.keys() & PEOPLE_FIELDS.keys()}
    return [one for one in named if not (one.by_measure and one.role in apart)]


def state(measure: Measure) -> str:
    """The state of a measure: the ledger's words as long as they are true."""
    if measure.done_at is not None:
        return measure.status_text if is_done(measure.status_text) else DONE
    return UNDONE if is_done(measure.status_text) else measure.status_text


def newest(kept: Sequence[str], told: str) -> list[str]:
    """What a column of progress says now, row by row: as imported, or the newest."""
    lines = (text.strip() for text in kept)
    same = "\n".join(dict.fromkeys(line for line in lines if line)) == told
    return list(kept) if same or not told else [told]


def helping(
    named: Sequence[Named],
    cells: Mapping[str, Sequence[str]],
    columns: Mapping[str, int],
) -> dict[str, list[Named]]:
    """Who stands in a column of helpers (协办人), as far as still named: field → people.

    `cells`: what these columns said when they were imported.
    """
    found: dict[str, list[Named]] = {}
    for name in HELPERS.keys() & columns.keys():
        words = "\n".join(cells.get(str(columns[name]), ()))
        found[name] = [
            one
            for one in named
            if one.role is HELPERS[name]
            and one.person.name in "".join(words.split(" "))
        ]
    return found


def cells(row: Finding, columns: dict[str, int]) -> dict[str, list[str]]:
    """The columns that are kept as they stood, that of progress with the newest."""
    kept = dict(row.cells or {})
    if "progress" in columns:
        place = str(columns["progress"])
        kept[place] = newest(kept.get(place, []), row.last_report_text)
    return kept
