"""收到没有：交的材料到了哪几份，归在哪一项，审到哪一步；只答，什么也不动。"""

from handlers import people
from handlers.context import Context
from handlers.reading import telling
from handlers.reply import Reply
from handlers.talk import queries
from handlers.wish import Wish
from models import evidence_room, findings, post_office
from models.ledger import Evidence, Finding
from rules.vocabulary import Action, Role
from templates.render import render

SHOWN = 5
"""Files in one bubble, the newest first (voice.md 12)."""


def received(wish: Wish, ctx: Context) -> Reply:
    """Say which files of the actor have come, or which a named finding has."""
    finding = wish.bound
    if finding is not None:
        people.ensure_sees(ctx, finding)
        rows = evidence_room.of_finding(ctx.session, finding)
        return _told(ctx, rows[::-1], finding)
    rows = _seen(ctx, evidence_room.sent_by(ctx.session, ctx.person.key))
    mine = people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_PERSON])
    return _told(ctx, rows, None) if rows or mine else queries.look(wish, ctx)


def _seen(ctx: Context, rows: list[Evidence]) -> list[Evidence]:
    """Those that belong nowhere yet, or to what the actor may still see."""
    keys = {row.finding_id for row in rows if row.finding_id is not None}
    told = findings.many(ctx.session, list(keys))
    seen = {one.id for one in told if people.may_see(ctx, ctx.person, one)}
    return [row for row in rows if row.finding_id is None or row.finding_id in seen]


def _told(ctx: Context, rows: list[Evidence], finding: Finding | None) -> Reply:
    """The newest of these files, each with its finding and what became of it."""
    shown = rows[:SHOWN]
    keys = {row.finding_id for row in shown if row.finding_id is not None}
    codes = {key: findings.by_id(ctx.session, key).code for key in keys}
    text = render(
        "received",
        today=ctx.today,
        code=finding.code if finding else "",
        total=len(rows),
        waiting=len(_waiting(ctx)) if finding else 0,
        files=[
            {
                "row": row,
                "code": codes.get(row.finding_id or 0, ""),
                "sender": _sender(ctx, row),
            }
            for row in shown
        ],
        receiving=post_office.receiving(ctx.session, ctx.person.userid),
        hand_in=_hand_in(ctx, finding),
    )
    return Reply(text, outcome="received", codes=tuple(sorted(codes.values())))


def _waiting(ctx: Context) -> list[Evidence]:
    """Files of the actor that belong nowhere yet, and may be what is asked about."""
    return evidence_room.unbound(ctx.session, ctx.person.key)


def _sender(ctx: Context, row: Evidence) -> str:
    """Who sent a file, where it was not the actor."""
    if row.person_id == ctx.person.key:
        return ""
    return people.load(ctx, row.person_id).name


def _hand_in(ctx: Context, finding: Finding | None) -> str:
    """Where files are handed in, for whoever may do so."""
    if finding is not None and not people.may(ctx, finding, Action.ATTACH):
        return ""
    return telling.hand_in(ctx, ctx.person, finding.code if finding else "")
