"""审材料：逐份看、逐份定，疑点摆在审的人眼前（domain.md §9）。"""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.context import Context
from models import evidence_room
from models.evidence_room import Place
from models.ledger import Evidence, Finding
from rules.evidence import files as likeness
from rules.evidence.files import Flag


@dataclass(frozen=True)
class Mark:
    """One thing to look at, and the other file that it is about."""

    flag: Flag
    code: str = ""
    number: int = 0
    name: str = ""


def marks(ctx: Context, finding: Finding) -> dict[int, list[Mark]]:
    """What a reviewer should know of a finding's files, by row id.

    Within one finding the later of two like files is marked, between two findings
    both are. Empty for files that nothing is to be said of.
    """
    rows = evidence_room.of_finding(ctx.session, finding, every=True)
    if not rows:
        return {}
    others = evidence_room.alike(ctx.session, rows)
    pictured = any(row.picture_hash for row in rows)
    pictures = evidence_room.pictures(ctx.session) if pictured else []
    found = {
        row.key: [*_twins(finding, row, others, pictures), *_alone(finding, row)]
        for row in rows
    }
    return {key: kept for key, kept in found.items() if kept}


def _twins(
    finding: Finding, row: Evidence, others: list[Place], pictures: list[Place]
) -> Iterable[Mark]:
    for flag, place in _first_of_each(finding, row, others, pictures):
        yield Mark(flag, place.code, place.number, place.name)


def _first_of_each(
    finding: Finding, row: Evidence, others: list[Place], pictures: list[Place]
) -> Iterable[tuple[Flag, Place]]:
    """The surest likeness to each other finding (and to this one), the oldest file."""
    candidates = [
        place
        for place in [*others, *pictures]
        if place.evidence_id != row.id
        and (place.evidence_id < row.key or place.finding_id != finding.id)
    ]
    said: set[str] = set()
    for flag in (Flag.DUPLICATE, Flag.SAME_DOCUMENT, Flag.NEAR_DUPLICATE):
        for place in candidates:
            if place.code not in said and _is(flag, row, place):
                said.add(place.code)
                yield flag, place


def _is(flag: Flag, row: Evidence, place: Place) -> bool:
    if flag is Flag.DUPLICATE:
        return place.sha256 == row.sha256
    if flag is Flag.SAME_DOCUMENT:
        return bool(row.words_hash) and place.words_hash == row.words_hash
    return likeness.is_near(row.picture_hash, place.picture_hash)


def _alone(finding: Finding, row: Evidence) -> Iterable[Mark]:
    if row.unread and row.destroyed_at is None:
        yield Mark(Flag.UNREAD)
    if likeness.is_early(row.taken_on, finding.feedback_on, finding.delivered_on):
        yield Mark(Flag.TAKEN_BEFORE)


def counted(rows: Iterable[Evidence]) -> int:
    """How many of a finding's files count for the gate."""
    return likeness.count(
        likeness.Counted(
            sha256=row.sha256,
            name=row.name,
            source=row.source,
            accepted=row.verdict != "returned" and row.destroyed_at is None,
        )
        for row in rows
    )
