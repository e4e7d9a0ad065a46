"""放行：到了工作时间，把欠着的再看一遍，作废的作废，其余打成一条发出（decisions.md 7）。"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from handlers import people, turns
from handlers.context import Context
from handlers.ladder import patrol
from handlers.notices import composing, digest, issuing
from handlers.notices.bubble import is_ladder
from models import findings, locks, organisation, owing, petitions, post_office
from models.ledger import Extension, Finding
from models.mailbox import Notice
from models.organisation import Person
from rules.telling.holding import ABOVE
from rules.vocabulary import ExtensionStatus, NoticeStatus, Role, Status

RETIRED = "已离任"
FAREWELL = "office-retired"
"""The one step that somebody who has left is still told: that it is so."""

CLOCK_ALARM = "office-clock"
"""That our clock is wrong: who releases it goes by a clock that is believed again."""

CLOCK_IS_RIGHT = "钟已校准"
OUT_OF_OFFICE = "已不任该职"
WAITS = "已申请销号，等签字或核验"
EXTENSION_OVER = "延期申请已有结果"
AGREED_ALREADY = "延期申请已同意"
OTHERS_TURN = "延期申请等的是别人"
ENDED = (Status.CLOSED, Status.WITHDRAWN)
RANK = (
    Role.RESPONSIBLE_PERSON,
    Role.LIAISON,
    Role.RESPONSIBLE_LEADER,
    Role.PRINCIPAL,
    Role.OFFICE,
)

RECEIVERS = 50
"""Most people whose notices are released at once, so that a callback never waits long
(decisions.md 5)."""

LOOKS = 300
"""Most findings that are looked at at once before something is said of them."""

NO_STEPS = ("news-", "request-", "office-", "digest")
"""How the notices begin that stand beside the ladder: they take no step with them."""

LATER = timedelta(hours=1)
"""How long somebody's notices wait of which one could not be written."""


def release(ctx: Context, only: int | None = None) -> bool:
    """Turn notices whose hour has come into mail; true where more may be owed.

    Those of at most RECEIVERS people leave at once; with `only` this one person's.
    Outside working hours nothing leaves. Each notice is looked at a second time: what
    has become moot is kept as 不再发 with its reason.
    """
    if ctx.told is not None:
        return _release_alarms(ctx, ctx.told)
    if not post_office.is_anything_due(ctx.session, ctx.now):
        return False
    if not ctx.policy.hours.is_open(ctx.now, ctx.calendar):
        return False
    locks.hold(ctx.session, [locks.RELEASE])
    if only is None and _look_first(ctx):
        return True
    waiting = owing.owed(ctx.session, ctx.now, RECEIVERS, only)
    about = {row.finding_id for row in waiting if row.finding_id is not None}
    held = findings.many(ctx.session, sorted(about))
    receivers = organisation.people(ctx.session, {row.person_id for row in waiting})
    live = [
        (receivers[person_id], _second_look(ctx, receivers[person_id], list(group)))
        for person_id, group in groupby(waiting, key=lambda notice: notice.person_id)
    ]
    composing.send(ctx, live)
    del held  # kept until here, so that each finding is read once
    return len(receivers) == RECEIVERS


def _release_alarms(ctx: Context, told: datetime) -> bool:
    """Turn only alarms into mail, where it is working time by the clock of others.

    The rest is judged by days, and ours may be the wrong one.
    """
    waiting = owing.alarms(ctx.session, ctx.now)
    if not waiting or not ctx.policy.hours.is_open(told, ctx.calendar):
        return False
    locks.hold(ctx.session, [locks.RELEASE])
    waiting = owing.alarms(ctx.session, ctx.now)
    receivers = organisation.people(ctx.session, {row.person_id for row in waiting})
    composing.send(
        ctx,
        [
            (receivers[person_id], list(group))
            for person_id, group in groupby(waiting, key=lambda row: row.person_id)
        ],
    )
    return False


def _look_first(ctx: Context) -> bool:
    """Look at what is handed over, or was owed before today, and has a step today.

    Both are said in one bubble, of two steps the newest (domain.md §5).
    """
    seen = owing.steps_unseen(ctx.session, ctx.now, ctx.today, NO_STEPS, LOOKS)
    if seen:
        patrol.patrol(ctx, seen)
    return bool(seen)


def whose(ctx: Context) -> list[int]:
    """The row ids of people whose notices may be released now."""
    if not ctx.policy.hours.is_open(ctx.now, ctx.calendar):
        return []
    return owing.whose_are_due(ctx.session, ctx.now)


def put_off(ctx: Context, person_id: int) -> None:
    """Let somebody's notices wait: one cannot be written, and must stop nobody else."""
    owing.put_off(ctx.session, person_id, ctx.now, ctx.now + LATER)


def _second_look(
    ctx: Context, person: Person, notices: Sequence[Notice]
) -> list[Notice]:
    live: list[Notice] = []
    for notice in notices:
        gone = not person.active and notice.step != FAREWELL
        reason = RETIRED if gone else moot(ctx, notice) or _worded(ctx, person, notice)
        if reason:
            withdraw(notice, reason)
            _let_come_again(notice, reason)
        else:
            live.append(notice)
    return _one_line_each(live)


def _worded(ctx: Context, person: Person, notice: Notice) -> str:
    """Let a digest say what is true as it leaves; why not, where it is not to leave."""
    return issuing.write(ctx, person, notice) if notice.step == digest.STEP else ""


def withdraw(notice: Notice, reason: str) -> None:
    """Keep a notice that will not be sent, with the reason."""
    notice.status = NoticeStatus.WITHDRAWN
    notice.reason = reason


def _let_come_again(notice: Notice, reason: str) -> None:
    """A step to the principal or above that met a request for closure is not used up.

    It may have been held for weeks; where the request is returned, it is due anew. And
    a clock that was right for a while may be wrong again on the same day.
    """
    if reason == CLOCK_IS_RIGHT or (reason == WAITS and notice.role in ABOVE):
        notice.key = f"moot-{notice.id}:{notice.key}"


def moot(ctx: Context, notice: Notice) -> str:
    """Why a notice need not be sent any more; empty where it must."""
    if notice.finding_id is None:
        return CLOCK_IS_RIGHT if notice.step == CLOCK_ALARM else ""
    finding = findings.by_id(ctx.session, notice.finding_id)
    if notice.cycle != finding.cycle:
        return "已进入新的整改周期"
    for prefix, check in CHECKS:
        if notice.step.startswith(prefix):
            return check(ctx, notice, finding)
    return _ladder(ctx, notice, finding)


def _never(ctx: Context, notice: Notice, finding: Finding) -> str:
    return ""


def _endorse(ctx: Context, notice: Notice, finding: Finding) -> str:
    if finding.status != Status.SUBMITTED:
        return "已不待签字"
    signers = {person.key for person in people.signers(ctx, finding)}
    return "" if notice.person_id in signers else OUT_OF_OFFICE


def _accept(ctx: Context, notice: Notice, finding: Finding) -> str:
    if finding.status != Status.ENDORSED:
        return "已不待核验"
    return _others_turn(ctx, notice, finding.checked_by)


def _agree(ctx: Context, notice: Notice, finding: Finding) -> str:
    pending = _asked_of(ctx, notice, finding)
    if pending is None:
        return EXTENSION_OVER
    return "" if pending.status == ExtensionStatus.ASKED else AGREED_ALREADY


def _second(ctx: Context, notice: Notice, finding: Finding) -> str:
    pending = _asked_of(ctx, notice, finding)
    if pending is None:
        return EXTENSION_OVER
    if pending.status != ExtensionStatus.AT_PRINCIPAL:
        return AGREED_ALREADY
    signers = {person.key for person in people.signers(ctx, finding)}
    return "" if notice.person_id in signers else OUT_OF_OFFICE


def _grant(ctx: Context, notice: Notice, finding: Finding) -> str:
    pending = _asked_of(ctx, notice, finding)
    if pending is None:
        return EXTENSION_OVER
    if turns.stage(ctx, finding, pending) is not ExtensionStatus.AGREED:
        return OTHERS_TURN
    return _others_turn(ctx, notice, pending.checked_by)


def _asked_of(ctx: Context, notice: Notice, finding: Finding) -> Extension | None:
    pending = petitions.pending_extension(ctx.session, finding.key)
    same = pending is not None and pending.id == notice.facts.get("extension")
    return pending if same else None


def _others_turn(ctx: Context, notice: Notice, checked_by: int | None) -> str:
    """Whoever checks in the office is asked nothing once somebody has checked."""
    if checked_by is None:
        return ""
    deciding = {person.key for person in people.deciders(ctx, checked_by)}
    return "" if notice.person_id in deciding else "已审核"


def _proposal(ctx: Context, notice: Notice, finding: Finding) -> str:
    waiting = {row.id for row in petitions.open_proposals(ctx.session)}
    return "" if notice.facts.get("proposal") in waiting else "已有决定"


def _delivered(ctx: Context, notice: Notice, finding: Finding) -> str:
    return "已办结" if finding.status in ENDED else ""


def _ladder(ctx: Context, notice: Notice, finding: Finding) -> str:
    if finding.status in ENDED:
        return "已办结"
    if notice.step == "urge":
        return ""
    waits = finding.status in (Status.SUBMITTED, Status.ENDORSED)
    if waits and notice.step != finding.status:  # these steps bear the status's word
        return WAITS
    if notice.due_on != finding.due_on:
        return "期限已变"
    return "" if _in_office(ctx, notice, finding) else OUT_OF_OFFICE


def _in_office(ctx: Context, notice: Notice, finding: Finding) -> bool:
    """Say whether who was to be told before a hold of weeks still holds the post."""
    if finding.held_until is None or notice.role not in ABOVE:
        return True
    holders = people.in_role(ctx, finding, Role(notice.role))
    return notice.person_id in {person.key for person in holders}


CHECKS: tuple[tuple[str, Callable[[Context, Notice, Finding], str]], ...] = (
    ("news-", _never),
    ("request-endorse", _endorse),
    ("request-accept", _accept),
    ("request-agree-extension", _agree),
    ("request-second-extension", _second),
    ("request-grant-extension", _grant),
    ("request-decide", _proposal),
    ("delivered", _delivered),
)
"""What makes which notice moot, by how its step begins."""


def _one_line_each(notices: list[Notice]) -> list[Notice]:
    """One line a finding and push: the newest step, in the highest role."""
    best: dict[int, Notice] = {}
    kept: list[Notice] = []
    for notice in notices:
        if notice.finding_id is None or not is_ladder(notice):
            kept.append(notice)
            continue
        other = best.get(notice.finding_id)
        if other is None or _rank(notice) >= _rank(other):
            best[notice.finding_id] = notice
            if other is not None:
                withdraw(other, "同一人同一项只说一次")
        else:
            withdraw(notice, "同一人同一项只说一次")
    return kept + list(best.values())


def _rank(notice: Notice) -> tuple[int, str, int]:
    role = Role(notice.role) if notice.role else Role.RESPONSIBLE_PERSON
    rank = RANK.index(role) if role in RANK else len(RANK)
    fires = notice.fires_on.isoformat() if notice.fires_on else ""
    return (rank, fires, notice.id or 0)
