"""眼前的：说话的人名下有哪几项，刚收到哪张列表，引用了谁的话。"""

from datetime import timedelta

from handlers import people
from handlers.context import Context
from handlers.reading import book
from models import findings, post_office
from models.ledger import Finding
from models.outlines import Outline
from rules.speech import binding
from rules.speech.binding import AskItem, Scene
from rules.speech.reading import codes_in
from rules.speech.said import Said
from rules.vocabulary import Role

LISTS_LIVE = timedelta(days=1)
"""How long a number still means the last list (rules/binding has the finer rule)."""

REPORTED = frozenset({"progress", "blocked", "complete", "caption"})
"""What tells of the work, whatever it may be about."""


def scene(ctx: Context, quote: str) -> Scene:
    """What the actor has before their eyes: own findings, lists, the quoted text."""
    rounds = findings.round_codes(ctx.session)
    own = own_of(ctx)
    since = ctx.now - LISTS_LIVE
    lists = post_office.recent_lists(ctx.session, ctx.person.key, since)
    shown = tuple(
        binding.Shown(
            at=row.at,
            kind=row.kind,
            items=tuple((number, code) for number, code in enumerate(row.codes, 1)),
        )
        for row in lists
        if row.at is not None and row.codes
    )
    return Scene(
        own=tuple(row.code for row in own),
        shown=shown,
        quoted=codes_in(quote, rounds),
        card=None,
    )


def spoken_of(ctx: Context) -> Finding | None:
    """The one finding that the actor's last message and its answer were about.

    It is never written on without asking: what was just looked at may be another.
    """
    rounds = findings.round_codes(ctx.session)
    since = ctx.now - binding.COMPETING
    entries = post_office.entries_of_inbox(ctx.session, ctx.person.userid, since)
    before = [one for one in entries if one.id != ctx.inbox_id and one.mail_id]
    if not before:
        return None
    mail = post_office.mail(ctx.session, before[0].mail_id or 0)
    heading = mail.text.partition("\n")[0]
    codes = {*codes_in(before[0].text, rounds), *codes_in(heading, rounds)}
    return book.find(ctx, codes.pop()) if len(codes) == 1 else None


def other_than_said(
    said: Said, finding: Finding | None, ctx: Context
) -> AskItem | None:
    """Which of the actor's own a report is about whose code may be none (10-13已开会).

    To refuse it as an unknown code would lose what was reported.
    """
    known = finding is not None and people.may_see(ctx, ctx.person, finding)
    if known or not said.target.unsure or said.led or said.command not in REPORTED:
        return None
    own = scene(ctx, "").own
    return AskItem((said,), own) if own else None


def own_of(ctx: Context) -> list[Outline]:
    """The open findings that the actor reports on, else those they answer for."""
    own = people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_PERSON])
    return own or people.of_people(ctx, ctx.person, [Role.RESPONSIBLE_LEADER])
