"""预演：把日子往前推，同一个规则说将告诉谁、何时、为何；什么也不改（domain.md §5）。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from handlers.context import Context
from handlers.ladder import patrol
from handlers.notices import composing, digest, releasing
from handlers.notices.bubble import is_rung
from models import clock_room, findings, organisation, post_office
from models.ledger import Finding
from models.mailbox import Notice
from models.organisation import Person
from rules.telling import escalation
from rules.telling.receivers import RELEASE, UPCOMING
from rules.vocabulary import NoticeStatus
from templates.render import render

HORIZON = 400
"""Days within which a finding's coming notices are listed."""


PROVISIONAL = "（放假安排未公布，日子暂定）"

MADE_LATER = ("request-", "news-", "office-", "digest")
"""Steps that are no rungs: their words are made when they leave."""


@dataclass(frozen=True)
class Planned:
    """Something that will be said, if nothing changes."""

    at: datetime
    to: str
    name: str
    step: str
    code: str
    why: str
    role: str = ""
    text: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    provisional: bool = False
    """Whether its day lies in a year whose holidays are not published yet."""


def coming(ctx: Context, finding: Finding) -> list[Planned]:
    """The notices that one finding will cause, as things stand."""
    if finding.status not in findings.OPEN_VALUES:
        return []
    return _marked(_first_nudge_only(_walk(ctx, [finding], ctx.today, HORIZON)))


def _marked(entries: list[Planned]) -> list[Planned]:
    """Say of every day that is provisional that it is so (domain.md §4)."""
    return [
        replace(entry, why=entry.why + PROVISIONAL) if entry.provisional else entry
        for entry in entries
    ]


def _first_nudge_only(entries: list[Planned]) -> list[Planned]:
    """Keep only the next nudge for silence: the later ones only if it lasts."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if entry.step == "stalled":
            if entry.to in seen:
                continue
            seen.add(entry.to)
        kept.append(entry)
    return kept


def plan(ctx: Context, start: date, days: int, *, texts: bool = True) -> list[Planned]:
    """Everything that will be said from `start` on within `days` days.

    What waits already comes first, as it would leave on a day of these; the rest is
    the patrol's own rule with the date moved forward (domain.md §5). With `texts` each
    entry carries the words as they would be sent then.
    """
    until = start + timedelta(days=days)
    waiting = [one for one in _waiting(ctx, start) if start <= one.at.date() < until]
    walked = _walk(ctx, findings.all_open(ctx.session), start, days)
    coming = _folded(waiting, walked)
    entries = [*_lasting(waiting, coming), *coming, *_digests(ctx, start, days)]
    return _marked(_worded(ctx, entries) if texts else entries)


def _folded(waiting: list[Planned], walked: list[Planned]) -> list[Planned]:
    """What is said takes the step of its day with it; the newest alone speaks."""
    said = {
        (one.to, one.code, one.at.date()): one.at
        for one in waiting
        if one.step == "delivered" or is_rung(one.step)
    }
    newest: dict[tuple[datetime, str, str, str], Planned] = {}
    for one in walked:
        at = said.get((one.to, one.code, one.at.date()), one.at)
        listed = one.step if one.step.startswith((UPCOMING, RELEASE)) else ""
        newest[at, one.to, one.code, listed] = replace(one, at=at)
    return list(newest.values())


def _lasting(waiting: list[Planned], coming: list[Planned]) -> list[Planned]:
    """What waits and will be said: of two steps on a finding only the newer one is."""
    newer = {(one.at, one.to, one.code) for one in coming if is_rung(one.step)}
    return [
        one
        for one in waiting
        if not is_rung(one.step) or (one.at, one.to, one.code) not in newer
    ]


def _digests(ctx: Context, start: date, days: int) -> list[Planned]:
    """Who gets a digest on which day; its figures are those of the day that it leaves."""
    slots = _digest_slots(ctx, start, days)
    receivers = digest.receivers(ctx) if slots else []
    return [
        Planned(
            at=_local(ctx, at),
            to=person.userid,
            name=person.name,
            step="digest",
            code="",
            why=digest.WHY,
            text=render("digest_ahead"),
            provisional=ctx.calendar.is_provisional(at.date()),
        )
        for at in slots
        for person in receivers
    ]


def _digest_slots(ctx: Context, start: date, days: int) -> list[datetime]:
    """When digests leave that have not run; one of today that is past leaves now."""
    slots = [
        slot
        for number in range(days)
        for slot in ctx.policy.timetable.on(
            "digest", start + timedelta(days=number), ctx.calendar
        )
    ]
    coming = [
        max(slot, ctx.now) if ctx.policy.hours.local_date(slot) == ctx.today else slot
        for slot in slots
        if not clock_room.has_run(ctx.session, "digest", slot)
    ]
    return [ctx.policy.hours.next_open(at, ctx.calendar) for at in coming]


def _waiting(ctx: Context, start: date) -> list[Planned]:
    """What waits, with the moment at which it leaves; the past is played from `start`."""
    hours = ctx.policy.hours
    since = min(ctx.now, datetime.combine(start, time(), hours.zone))
    result = []
    for row in post_office.waiting_notices(ctx.session):
        if releasing.moot(ctx, row):
            continue
        person = organisation.person(ctx.session, row.person_id)
        code = ""
        if row.finding_id is not None:
            code = findings.by_id(ctx.session, row.finding_id).code
        result.append(
            Planned(
                at=_local(
                    ctx, hours.next_open(max(row.release_after, since), ctx.calendar)
                ),
                to=person.userid,
                name=person.name,
                step=row.step,
                code=code,
                why=row.why,
                role=row.role,
                text=render("digest_ahead") if row.step == digest.STEP else "",
                facts=row.facts,
            )
        )
    return result


def _walk(
    ctx: Context, rows: Sequence[Finding], start: date, days: int
) -> list[Planned]:
    survey = patrol.Survey(ctx, sorted(row.key for row in rows))
    names = {
        person.userid: person.name for person in organisation.everybody(ctx.session)
    }
    until = start + timedelta(days=days)
    first = _first_look(ctx, start)
    result = []
    for row in survey.rows:
        foreseen = escalation.plan(
            survey.steps(row),
            survey.facts(row),
            survey.known(row),
            first,
            until,
            ctx.calendar,
        )
        result += [
            Planned(
                at=_morning(ctx, day),
                to=due.receiver,
                name=names.get(due.receiver, ""),
                step=due.step,
                code=row.code,
                why=due.why,
                role=due.role.value,
                facts=patrol.facts_of(row.code, due),
                provisional=ctx.calendar.is_provisional(day),
            )
            for day, due in foreseen
        ]
    return sorted(result, key=lambda entry: (entry.at, entry.to, entry.code))


def _first_look(ctx: Context, start: date) -> date:
    """The first day whose patrol is still to come; the past is played as it was."""
    ran = clock_room.has_run(ctx.session, "patrol", ctx.morning(ctx.today))
    return start + timedelta(days=1) if start == ctx.today and ran else start


def _morning(ctx: Context, day: date) -> datetime:
    """When what the patrol of a day owes is said: at its slot, or from now on.

    A rehearsal from a day in the past plays that day as it would have been.
    """
    at = ctx.morning(day)
    if day != ctx.today:
        return at
    late = max(at, _local(ctx, ctx.now))
    return _local(ctx, ctx.policy.hours.next_open(late, ctx.calendar))


def _local(ctx: Context, at: datetime) -> datetime:
    return at.astimezone(ctx.policy.hours.zone)


def _worded(ctx: Context, entries: list[Planned]) -> list[Planned]:
    """Give each entry the words of the bubble that it would stand in."""
    groups: dict[tuple[datetime, str], list[Planned]] = {}
    for entry in entries:
        groups.setdefault((entry.at, entry.to), []).append(entry)
    worded, told = [], set()
    for (at, userid), group in sorted(groups.items(), key=itemgetter(0)):
        person = organisation.find_person(ctx.session, userid)
        first = person is not None and not person.greeted and userid not in told
        then = replace(ctx, now=at)
        text = _text(then, person, group, first=first) if person else ""
        if text:
            told.add(userid)
        worded += [replace(entry, text=entry.text or text) for entry in group]
    return sorted(worded, key=lambda entry: (entry.at, entry.to, entry.code))


def _text(ctx: Context, person: Person, group: list[Planned], *, first: bool) -> str:
    notices = [notice for entry in group if (notice := _as_notice(ctx, person, entry))]
    with ctx.session.no_autoflush:
        texts = composing.texts(ctx, person, notices, first=first)
    return "\n\n".join(texts)


def _as_notice(ctx: Context, person: Person, entry: Planned) -> Notice | None:
    """A notice that is never added to the session: only to find its words."""
    finding = findings.by_code(ctx.session, entry.code) if entry.code else None
    if finding is None:
        return None
    listed = entry.step.startswith((UPCOMING, RELEASE))
    if not listed and entry.step.startswith(MADE_LATER):
        return None
    return Notice(
        key="",
        person_id=person.key,
        finding_id=finding.id,
        cycle=finding.cycle,
        step=entry.step,
        role=entry.role,
        status=NoticeStatus.COMING.value,
        why=entry.why,
        created_at=ctx.now,
        release_after=ctx.now,
        facts=dict(entry.facts),
    )


def as_json(entry: Planned) -> dict[str, str]:
    """The promised shape of `plan --json` (decisions.md 34)."""
    return {
        "at": entry.at.isoformat(),
        "to": entry.to,
        "step": entry.step,
        "code": entry.code,
        "why": entry.why,
        "text": entry.text,
    }
