"""编号怎样算数：重号的拒收，各从 1 编起的、一格并了几项的另给编号（decisions.md 29）。"""

from collections import Counter
from dataclasses import replace

from rules.ledger.cells import NumberRead, code_of
from rules.ledger.draft import Draft
from rules.ledger.sheet import text_of
from rules.ledger.values import FindingRow


def begins_anew(rows: list[FindingRow]) -> bool:
    """Say whether units, or parts by category, number from 1 each."""
    return _by_unit(rows) or _by_part(rows)


def settle(
    draft: Draft,
    number: NumberRead,
    finding: FindingRow | None,
    used: dict[tuple[str, int], int],
    by_unit: bool,
) -> FindingRow | None:
    """Refuse a number that stands twice, or free it where units number from 1 each."""
    if number.number is None:
        return finding
    if any(one.reason == "wrong_round" for one in draft.refused):
        return finding
    earlier = used.setdefault((draft.round, number.number), draft.block.first)
    if earlier == draft.block.first:
        return finding
    if by_unit or draft.merged_number:
        draft.warn("number", "number_taken", _taken(draft, number.number, earlier))
        own = "" if draft.merged_number else text_of(draft.cell("number")).strip()
        if finding is None:
            return None
        return replace(finding, number=None, code=None, own_number=own)
    draft.refuse(
        draft.block.first,
        "number",
        draft.cell("number"),
        "duplicate_number",
        code=code_of(draft.round, number.number),
        where=f"第{earlier}行",
    )
    return None


def _taken(draft: Draft, number: int, earlier: int) -> str:
    if draft.merged_number:
        return (
            f"编号{number}一格合并了第{earlier}行和这一行，问题不同，这一行另给编号；"
            "是同一项的，请把问题写在同一格里。"
        )
    return f"编号{number}在第{earlier}行已经用过，将另给编号，原编号保留。"


def _by_part(findings: list[FindingRow]) -> bool:
    """Say whether the parts of a sheet, by category, number 1, 2, 3 from 1 each."""
    parts: dict[tuple[str, str | None], list[int]] = {}
    for finding in findings:
        part = parts.setdefault((finding.unit, finding.category), [])
        part.append(finding.number or 0)
    runs = (
        sorted(numbers) == [*range(1, len(numbers) + 1)] for numbers in parts.values()
    )
    return len(parts) > 1 and all(runs)


def _by_unit(findings: list[FindingRow]) -> bool:
    """Say whether several units number from 1 each (decisions.md 29)."""
    units = {finding.unit for finding in findings}
    first = {finding.unit for finding in findings if finding.number == 1}
    pairs = Counter((finding.unit, finding.number) for finding in findings)
    return len(units) > 1 and units == first and max(pairs.values()) == 1
