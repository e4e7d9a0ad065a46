"""预演和真的：往后六十天，预演说的每一天每一条，和那天真发出的一条不差（domain.md §5）。"""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from handlers.notices import planning
from models.ledger import Finding
from models.mailbox import Mail, Notice
from models.organisation import Person
from rules.vocabulary import NoticeStatus
from tests.conftest import Stage, staged

BEGIN, DAYS = date(2026, 9, 14), 60
"""Over 中秋 and 国庆, from the first reminders to what is proposed to be released."""

Told = Counter[tuple[date, str, str, str, str]]
"""On which day which step was told about what to whom and why, and how often."""


async def rehearsed(stage: Stage) -> Told:
    """What the rehearsal says on the first day of all sixty."""
    entries = await stage.house.lane.run(
        lambda s: planning.plan(stage.house.context(s), BEGIN, DAYS, texts=False)
    )
    return Counter(
        (one.at.date(), one.step, one.code, one.to, one.why) for one in entries
    )


async def told(stage: Stage) -> Told:
    """What has really left in them."""

    def read(session: Session) -> Told:
        """在一笔里读出发出的每一条，哪天发的。"""
        zone = ZoneInfo("Asia/Shanghai")
        codes = dict(session.exec(select(Finding.id, Finding.code)).all())
        people = dict(session.exec(select(Person.id, Person.userid)).all())
        rows = session.exec(
            select(Notice, Mail.created_at)
            .join(Mail, col(Mail.id) == col(Notice.mail_id))
            .where(Notice.status == NoticeStatus.SENT)
        )
        return Counter(
            (
                at.astimezone(zone).date(),
                one.step,
                codes.get(one.finding_id, ""),
                people[one.person_id],
                one.why,
            )
            for one, at in rows
        )

    return await stage.house.lane.run(read)


async def test_sixty_days_are_told_as_they_were_rehearsed(directory: Path) -> None:
    """没有人动手的六十天：哪天、告诉谁、哪一步、为什么，预演和真发的一样，周报也在内。"""
    async with staged(
        directory, f"{BEGIN} 07:00", imported="2026-09-11 16:00"
    ) as stage:
        foreseen = await rehearsed(stage)
        for number in range(DAYS):
            await stage.go(f"{BEGIN + timedelta(days=number)} 08:55")
        really = await told(stage)
        assert really - foreseen == Counter()
        assert foreseen - really == Counter()
        steps = {step for _, step, *_ in foreseen}
        assert {"delivered", "digest", "stalled", "overdue-15"} <= steps
