"""秤：一天下来，人看到的和库里写的一件一件对；还欠着什么，也看得出来。"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, select

from bot.simulator.phones import Phones
from handlers.clock import jobs
from models.clockwork import JobRun
from models.database import open_database, reading
from models.ledger import Finding, Progress
from models.mailbox import Inbox, Mail, Notice
from models.organisation import Person
from rules.calendar.slots import Timetable
from rules.calendar.workdays import statutory_calendar
from rules.vocabulary import MailStatus, NoticeStatus
from tests.conftest import ZONE

UNDONE = (MailStatus.READY.value, MailStatus.SENDING.value, MailStatus.PASSIVE.value)
BAD = (
    MailStatus.FAILED.value,
    MailStatus.UNCERTAIN.value,
    MailStatus.UNDELIVERABLE.value,
)


@dataclass
class Result:
    """What a run left: said and kept, on the phones and in the database."""

    kept: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    notices: set[tuple[str, str, str]] = field(default_factory=set)
    unsent: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    kills: int = 0


def pending(url: str, now: datetime) -> list[str]:
    """What is still to be said or done by now."""
    engine = open_database(url)
    try:
        with reading(engine) as session:
            mails = session.exec(select(Mail).where(Mail.status.in_(UNDONE)))  # type: ignore[attr-defined]
            notices = session.exec(
                select(Notice)
                .where(Notice.status == NoticeStatus.WAITING.value)
                .where(Notice.release_after <= now)
            )
            return [
                *(f"{m.userid} {m.status} {m.last_error}" for m in mails),
                *(f"{n.step} {n.key}" for n in notices),
                *_jobs_to_run(session, now),
            ]
    finally:
        engine.dispose()


def _jobs_to_run(session: Session, now: datetime) -> list[str]:
    """The jobs of this day without their row.

    A house that is stopped before its first digest owes none on the day after.
    """
    table = Timetable(ZONE)
    ran = {(row.name, row.slot) for row in session.exec(select(JobRun))}
    slots = {name: table.latest(name, now, statutory_calendar()) for name in jobs.NAMES}
    return [
        f"{name} has not run"
        for name, slot in slots.items()
        if slot
        and slot.date() == now.astimezone(ZONE).date()
        and (name, slot) not in ran
    ]


def weigh(url: str, phones: Phones, result: Result) -> Result:
    """Compare what people see with what the database says."""
    engine = open_database(url)
    with reading(engine) as session:
        result.kept.update(
            text.split("第", 1)[-1] for text in session.exec(select(Progress.text))
        )
        result.unsent = list(
            session.exec(select(Mail.last_error).where(Mail.status.in_(BAD)))  # type: ignore[attr-defined]
        )
        result.notices = _told(session)
        sent = list(
            session.exec(select(Mail).where(Mail.status == MailStatus.SENT.value))
        )
        heard = len(list(session.exec(select(Inbox.id))))
    engine.dispose()
    _compare(phones, sent, result)
    assert heard == sum(result.kept.values())
    return result


def _told(session: Session) -> set[tuple[str, str, str]]:
    """Which step reached whom about which finding."""
    sent = session.exec(
        select(Notice.step, Finding.code, Person.userid)
        .join(Person, Person.id == Notice.person_id)  # type: ignore[arg-type]
        .join(Finding, Finding.id == Notice.finding_id, isouter=True)  # type: ignore[arg-type]
        .where(Notice.status == NoticeStatus.SENT.value)
    )
    return {(step, code or "", who) for step, code, who in sent}


def _compare(phones: Phones, sent: list[Mail], result: Result) -> None:
    """What stands on the phones too often, and what is missing there."""
    out = [one for one in phones.bubbles if one.direction == "out"]
    texts = [row for row in sent if row.kind != "update_card" and not row.task_id]
    both: list[tuple[Counter[object], Counter[object]]] = [
        (
            Counter((one.userid, one.text) for one in out if one.card is None),
            Counter((row.userid, row.text) for row in texts),
        ),
        (
            Counter(one.task_id for one in out if one.card is not None),
            Counter(row.task_id for row in sent if row.task_id),
        ),
    ]
    for there, said in both:
        result.doubled += [str(key) for key in (there - said).elements()]
        result.missing += [str(key) for key in (said - there).elements()]
