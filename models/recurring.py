"""又见的：同一个单位、同一段话，早先一轮里已经有过。"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.columns import columns
from models.ledger import Finding, Round
from rules.vocabulary import Status

UNTOLD = (Status.RECORDED.value, Status.WITHDRAWN.value)
"""What a unit never was told of, and what was struck off: neither comes back."""


class Earlier(NamedTuple):
    """A finding of an earlier round, and what says who may see it."""

    key: int
    code: str
    unit_id: int
    delivered_on: date | None


def alike_before(session: Session, rows: Sequence[Finding]) -> dict[int, list[Earlier]]:
    """What had the very words of these findings (row ids) in earlier rounds, newest
    first, in the same unit.

    Rounds follow each other by their numbers. Only these findings' units are read, and
    nothing where there was no round before theirs.
    """
    numbers = _numbers(session)
    later = [row for row in rows if row.round_id in numbers]
    newest = max((numbers[row.round_id] for row in later), default=0)
    rounds = [key for key, number in numbers.items() if number < newest]
    told = _told(session, rounds, {row.unit_id for row in later}, numbers)
    found: dict[int, list[Earlier]] = {}
    for row in later:
        alike = told.get((row.unit_id, _bare(row.text)), ())
        before = [one for number, one in alike if number < numbers[row.round_id]]
        if before:
            found[row.key] = before
    return found


def _numbers(session: Session) -> dict[int, int]:
    """The rounds (row ids) that are numbered, with their numbers."""
    rows = session.exec(select(Round.id, Round.code))
    return {key: int(code) for key, code in rows if key and code.isdecimal()}


def _told(
    session: Session,
    rounds: Collection[int],
    units: Collection[int],
    numbers: Mapping[int, int],
) -> dict[tuple[int, str], list[tuple[int, Earlier]]]:
    """What some units were told in some rounds, by unit and words, newest first."""
    if not rounds or not units:
        return {}
    statement = (
        columns(
            Finding.round_id,
            Finding.text,
            Finding.id,
            Finding.code,
            Finding.unit_id,
            Finding.delivered_on,
        )
        .where(col(Finding.round_id).in_(rounds))
        .where(col(Finding.unit_id).in_(units))
        .where(col(Finding.status).not_in(UNTOLD))
        .order_by(col(Finding.number))
    )
    read = session.connection().execute(statement).all()
    told: dict[tuple[int, str], list[tuple[int, Earlier]]] = {}
    for round_id, text, *known in sorted(read, key=lambda row: -numbers[row.round_id]):
        one = Earlier(*known)
        told.setdefault((one.unit_id, _bare(text)), []).append((numbers[round_id], one))
    return told


def _bare(text: str) -> str:
    """Words without the blanks that a table puts between them."""
    return "".join(text.split())
