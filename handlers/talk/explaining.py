"""为什么告知：哪天按哪一步说的、下一步在哪天，每一条推送都说得出来（domain.md §5）。"""

from collections.abc import Iterable, Sequence
from datetime import date

from handlers import people
from handlers.context import Context
from handlers.notices import planning
from handlers.reading import book
from handlers.reply import Listing, Reply
from handlers.talk import confirming
from handlers.wish import Wish
from models import findings, post_office
from models.ledger import Finding
from models.mailbox import Notice
from rules.telling.receivers import RELEASE, UPCOMING
from rules.vocabulary import Action, NoticeStatus, Role
from templates.render import render

SHOWN = 6
"""Days on which somebody was told that are listed, the newest ones."""

OF_THE_OFFICE = (UPCOMING, RELEASE)
"""What the office looks at before others are told, or not: nobody else's matter."""

Whom = tuple[str, str]
"""In which role somebody was told, and their name."""

Told = tuple[date, str, str]
"""On which day whom, and by which rule."""


def why(wish: Wish, ctx: Context) -> Reply:
    """Say why the actor was told: of one finding, or of all in the last push.

    Whoever sees the whole book hears of everybody who was told of a finding.
    """
    if wish.bound is not None:
        return _of_one(ctx, wish.bound)
    about = _last_told(ctx)
    if not about:
        return confirming.not_understood(wish, ctx)
    seen = [one for one in about if people.may_see(ctx, ctx.person, one[0])]
    if len(seen) > 1:
        return _of_many(ctx, seen)
    finding, _ = (seen or about)[0]
    return _of_one(ctx, finding)


def _last_told(ctx: Context) -> list[tuple[Finding, Notice]]:
    """What the last push was about, maybe what the actor may see no longer."""
    rows = post_office.last_told(ctx.session, ctx.person.key)
    by_id = {row.finding_id: row for row in rows if row.finding_id is not None}
    return [(findings.by_id(ctx.session, key), row) for key, row in by_id.items()]


def _of_one(ctx: Context, finding: Finding) -> Reply:
    people.ensure_sees(ctx, finding)
    everybody = people.sees_all(ctx, ctx.person)
    shut = () if people.may(ctx, finding, Action.RELEASE) else OF_THE_OFFICE
    rows = [
        row
        for row in post_office.notices_on(ctx.session, finding.key)
        if row.person_id == ctx.person.key
        or (everybody and not row.step.startswith(shut))
    ]
    told = _told(ctx, rows)
    text = render(
        "why",
        today=ctx.today,
        item=book.brief(ctx, finding),
        told=told[-SHOWN:],
        earlier=max(len(told) - SHOWN, 0),
        coming=_next(ctx, finding, shut),
    )
    return Reply(text, outcome="why", codes=(finding.code,))


def _told(ctx: Context, rows: Iterable[Notice]) -> list[Told]:
    """What was said, oldest first; what several heard for one reason is one line."""
    found: dict[tuple[date, str], list[Whom]] = {}
    for row in rows:
        if row.status == NoticeStatus.SENT and row.sent_at is not None and row.why:
            on = ctx.policy.hours.local_date(row.sent_at)
            whom = row.role, people.load(ctx, row.person_id).name
            found.setdefault((on, row.why), []).append(whom)
    return [(on, _named(whom), reason) for (on, reason), whom in found.items()]


def _next(ctx: Context, finding: Finding, shut: tuple[str, ...]) -> Told | None:
    """The next day on which somebody is told, if nothing changes; `shut` steps aside."""
    coming = planning.coming(ctx, finding)
    ahead = [one for one in coming if not one.step.startswith(shut)]
    if not ahead:
        return None
    first = ahead[0]
    same = [one for one in ahead if (one.at, one.why) == (first.at, first.why)]
    return first.at.date(), _named((one.role, one.name) for one in same), first.why


def _named(told: Iterable[Whom]) -> str:
    """责任人邓佳宁、石海涛，责任领导苏晓彤."""
    names: dict[str, list[str]] = {}
    for role, name in dict.fromkeys(told):
        names.setdefault(role, []).append(name)
    return "，".join(_label(role) + "、".join(each) for role, each in names.items())


def _label(role: str) -> str:
    return Role(role).label if role else ""


def _of_many(ctx: Context, rows: Sequence[tuple[Finding, Notice]]) -> Reply:
    """A line of reasons for each finding of the last push."""
    codes = tuple(finding.code for finding, _ in rows)
    shown = rows[:SHOWN]
    text = render(
        "why_many",
        today=ctx.today,
        lines_of=[(one.code, _title(ctx, one), row.why) for one, row in shown],
        role=_common(row for _, row in rows),
        total=len(rows),
    )
    listing = Listing(codes[:SHOWN], codes[SHOWN:], heading="为什么告知您")
    return Reply(text, listing=listing, outcome="why", codes=codes)


def _title(ctx: Context, finding: Finding) -> str:
    return book.brief(ctx, finding).title


def _common(rows: Iterable[Notice]) -> str:
    """The role in which all of it was said, if it was one."""
    roles = {row.role for row in rows}
    return _label(roles.pop()) if len(roles) == 1 else ""
