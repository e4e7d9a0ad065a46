"""规矩：把配置读成动作认得的样子：上班时间、阶梯、路、定时的钟点。"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.clock import Clock
from bot.config import Settings, links_base, ways_of
from handlers.context import Context, Policy
from handlers.ladder.almanac import calendar_of
from rules.calendar.hours import WorkingHours
from rules.calendar.slots import Timetable
from rules.calendar.workdays import Calendar, statutory_calendar
from rules.telling import ladder


def policy_of(settings: Settings, *, rehearsal: bool = False) -> Policy:
    """Return what the configuration says about how we work."""
    calendar = settings.calendar
    return Policy(
        hours=WorkingHours(
            zone=ZoneInfo(calendar.timezone),
            before=calendar.quiet_before,
            after=calendar.quiet_after,
            lunch=calendar.quiet_lunch,
        ),
        ladder=ladder_of(settings),
        calendar=configured_calendar(settings),
        timetable=timetable_of(settings),
        titled=settings.wording.findings == "title",
        rehearsal=rehearsal,
        agent_id=settings.wecom.agent_id,
        ways=ways_of(settings),
        max_bytes=settings.files.max_bytes,
        preset=settings.deadlines.preset,
        public_url=links_base(settings),
        link_key=settings.server.secret_key.reveal().encode(),
    )


def configured_calendar(settings: Settings) -> Calendar:
    """The published days, with those that the configuration adds."""
    calendar = settings.calendar
    return statutory_calendar().with_days(
        off=frozenset(calendar.extra_holidays),
        work=frozenset(calendar.extra_workdays),
    )


def ladder_of(settings: Settings) -> tuple[ladder.Step, ...]:
    """The configured ladder, or the built-in one where none is given."""
    if not settings.escalation:
        return ladder.built_in()
    return ladder.load_ladder([step.model_dump() for step in settings.escalation])


def timetable_of(settings: Settings) -> Timetable:
    """When the clock knocks."""
    schedule = settings.schedule
    return Timetable(
        zone=ZoneInfo(settings.calendar.timezone),
        patrol=schedule.patrol,
        digest_weekday=schedule.digest[0],
        digest=schedule.digest[1],
    )


def _believed() -> None:
    """Nobody stands beside the clock."""


def context_maker(
    policy: Policy,
    clock: Clock,
    door: str = "clock",
    doubted: Callable[[], datetime | None] = _believed,
) -> Callable[[Session], Context]:
    """Return what makes a handler's context inside a transaction.

    `doubted` says what time others have, where the clock cannot be believed.
    """

    def make(session: Session) -> Context:
        return Context(
            session=session,
            now=clock.now(),
            policy=policy,
            calendar=calendar_of(session, policy.calendar),
            door=door,
            told=doubted(),
        )

    return make
