"""量用的台账：要多少项有多少项，几项到期。"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session

from models import organisation
from models.ledger import Finding, Round
from models.staffing import Staffing
from rules.vocabulary import Clock, Role, Status

START = datetime(2026, 10, 16, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = START.date()
PEOPLE = 200
"""People among whom the findings are spread."""

OWN = {
    "id": "n",
    "number": "n",
    "code": "printf('5-%07d', n)",
    "due_on": "CASE WHEN :due < 0 THEN date(:today, '+' || (1 + n % 300) || ' days')"
    " WHEN n % :every = 0 THEN :today ELSE date(:today, '+200 days') END",
    "next_look_on": "CASE WHEN :due < 0 OR n % :every = 0 THEN :today"
    " ELSE date(:today, '+30 days') END",
}
"""What each finding has of its own; the rest is the pattern's."""

NUMBERS = """
    WITH RECURSIVE numbers(n) AS
        (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
"""


def fill(session: Session, count: int, due: int | None = None) -> None:
    """Write so many open findings; `due` of them (or all) are to be looked at today.

    Limits lie up to ten months ahead; those that are due have a reminder's day today.
    """
    staffing = Staffing(session)
    people = [
        staffing.put_person(f"p{number}", f"人{number}").key for number in range(PEOPLE)
    ]
    every = count if due is None else max(1, count // max(due, 1))
    facts = {
        "count": count,
        "every": every,
        "due": -1 if due is None else due,
        "today": TODAY.isoformat(),
        "first": people[0],
        "people": PEOPLE,
        "role": Role.RESPONSIBLE_PERSON.value,
    }
    pattern = _pattern(session)
    for statement in (_findings(), NAMED):
        session.connection().execute(text(statement), facts)
    session.delete(pattern)


def _pattern(session: Session) -> Finding:
    """A finding like all others, until they are there."""
    round_ = Round(code="5", name="第5轮", preset="2017")
    unit = organisation.put_unit(session, "区教育局")
    session.add(round_)
    session.flush()
    pattern = Finding(
        id=0,
        round_id=round_.key,
        unit_id=unit.key,
        code="pattern",
        number=0,
        title="标题",
        text="正文",
        clock=Clock.DATED.value,
        status=Status.RECTIFYING.value,
        delivered_on=TODAY - timedelta(days=30),
    )
    session.add(pattern)
    session.flush()
    return pattern


def _findings() -> str:
    """One statement for all: a million rows take seconds."""
    rest = [name for name in Finding.model_fields if name not in OWN]
    names = ", ".join([*OWN, *rest])
    values = ", ".join([*OWN.values(), *(f"pattern.{name}" for name in rest)])
    return (
        f"INSERT INTO finding ({names}) {NUMBERS}"  # noqa: S608 - our own names
        f" SELECT {values} FROM numbers, finding AS pattern WHERE pattern.id = 0"
    )


NAMED = f"""
    INSERT INTO responsibility (finding_id, person_id, role, position) {NUMBERS}
    SELECT n, :first + n / :every % :people, :role, 0 FROM numbers
"""  # noqa: S608 - nothing from outside
