"""量用的台账：要多少项有多少项，几项到期。"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session

from models import organisation
from models.ledger import Finding, Responsibility, Round
from rules.vocabulary import Clock, Role, Status

START = datetime(2026, 10, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CHUNK = 20_000
PEOPLE = 200
"""People among whom the findings are spread."""


def fill(session: Session, count: int, due: int | None = None) -> None:
    """Write so many open findings; `due` of them (or all) are to be looked at today.

    Limits lie up to ten months ahead; those that are due have a reminder's day today.
    """
    unit = organisation.put_unit(session, "区教育局")
    round_ = Round(code="5", name="第5轮", preset="2017")
    session.add(round_)
    session.flush()
    people = [
        organisation.put_person(session, f"p{number}", f"人{number}", "", "").key
        for number in range(PEOPLE)
    ]
    every = count if due is None else max(1, count // max(due, 1))
    connection = session.connection()
    for start in range(1, count + 1, CHUNK):
        numbers = range(start, min(start + CHUNK, count + 1))
        connection.execute(
            insert(Finding),
            [
                _finding(number, round_.id or 0, unit.id or 0, due, every)
                for number in numbers
            ],
        )
        connection.execute(
            insert(Responsibility),
            [
                {
                    "finding_id": number,
                    "person_id": people[number // every % PEOPLE],
                    "role": Role.RESPONSIBLE_PERSON.value,
                    "position": 0,
                }
                for number in numbers
            ],
        )


def _finding(
    number: int, round_id: int, unit_id: int, due: int | None, every: int
) -> dict[str, object]:
    today = START.date()
    looked = due is None or number % every == 0
    limit = today + timedelta(days=1 + number % 300) if due is None else _limit(looked)
    return {
        "id": number,
        "round_id": round_id,
        "unit_id": unit_id,
        "code": f"5-{number:07d}",
        "number": number,
        "own_number": "",
        "category": "",
        "title": "标题",
        "text": "正文",
        "text_principal": "",
        "department": "",
        "due_text": "",
        "then_long_term": False,
        "cycle": 1,
        "version": 1,
        "last_report_text": "",
        "blocked": "",
        "returns": 0,
        "return_reason": "",
        "to_verify": False,
        "sampled": False,
        "dissatisfied": "",
        "evidence_required": 1,
        "long_term_cause": "",
        "source": "",
        "revision": 1,
        "clock": Clock.DATED.value,
        "due_on": limit,
        "status": Status.RECTIFYING.value,
        "delivered_on": today - timedelta(days=30),
        "next_look_on": today if looked else today + timedelta(days=30),
    }


def _limit(looked: bool) -> date:
    """Due today where a reminder is wanted today; far away otherwise."""
    return START.date() if looked else START.date() + timedelta(days=200)
