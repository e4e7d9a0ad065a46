"""照抄的话：我们说过的话发回来，不记；引着我们的话另说的，按另说的办。"""

from datetime import timedelta

from handlers.context import Context
from handlers.post import writing
from handlers.reply import Reply
from handlers.talk import seeing
from models import findings, told
from rules.speech import echoes
from rules.speech.reading import codes_in
from templates.render import render

REMEMBERED = timedelta(days=7)
"""How far back our words are compared with what somebody sends."""


def apart(ctx: Context, text: str) -> tuple[str, str]:
    """What somebody says, and which words of ours they quote before it by hand.

    A bubble is about what its heading names, where it names anything.
    """
    inside, rest = echoes.apart(text)
    if not (inside and rest) or not _is_ours(ctx, inside):
        return text, ""
    heading = inside.partition("\n")[0]
    named = codes_in(heading, findings.round_codes(ctx.session))
    return rest, heading if named else inside


def heard(ctx: Context, text: str) -> Reply | None:
    """The answer to our own words sent back; None where anything else is said."""
    inside, rest = echoes.apart(text)
    whole = inside if inside and not rest else text
    if not _is_ours(ctx, whole):
        return None
    own = seeing.own_of(ctx)
    code = own[0].code if own else ""
    return Reply(render("echo", code=code), outcome="echo")


def _is_ours(ctx: Context, words: str) -> bool:
    """Only what sounds like us is looked for in what was said."""
    if echoes.is_ours(words, ()):
        return True
    if not echoes.sounds_like_us(words):
        return False
    rows = told.since(ctx.session, ctx.person.userid, ctx.now - REMEMBERED)
    said = [f"{text}\n{writing.on_card(request)}" for text, request in rows]
    return echoes.is_ours(words, said)
