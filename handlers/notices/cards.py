"""卡片：一条一件的事配按钮；按钮说的就是能打的字，按完卡片自己变成回答。"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.post import mail, writing
from handlers.reply import Reply
from models import findings, post_office
from models.ledger import Finding
from models.mailbox import Mail
from rules.errors import Refusal
from rules.post.ways import CARD_LIMITS
from rules.vocabulary import MailStatus, Way
from templates.render import card, clip, refusal

LIMITS = CARD_LIMITS[Way.APP]
"""The most that any way shows; a narrower one is cut when the card is written."""

STAYS = frozenset(
    {"show", "list", "help", "confirm", "ask_item", "ask_date", "status", "chat"}
)
"""Outcomes after which the card keeps its buttons: nothing was decided yet."""

SIGNED = ("同意", "退回")


@dataclass(frozen=True)
class Button:
    """A button and the words that it says for whoever presses it."""

    text: str
    says: str
    style: int = 2


def build(
    ctx: Context,
    name: str,
    title: str,
    description: str,
    note: str,
    rows: Sequence[tuple[str, str]],
    buttons: Sequence[Button],
) -> dict[str, object]:
    """Return a button_interaction card; `name` makes its task id, unique for ever."""
    marked = f"【演练】{title}" if ctx.policy.rehearsal else title
    return card(
        "action",
        title=clip(marked, LIMITS.title),
        description=clip(description, LIMITS.description),
        note=clip(note, LIMITS.note),
        rows=[(key[:5], clip(value, LIMITS.value)) for key, value in rows if value][:6],
        buttons=buttons,
        task_id=name,
        url=_page(ctx, description),
    )


def _page(ctx: Context, description: str) -> str:
    """The page of the finding whose code the description begins with; maybe none."""
    code = description.split(" ")[0]
    return f"{ctx.policy.public_url}/h5/finding/{code}" if ctx.policy.public_url else ""


def closed(sent: Mail | None, reply: Reply) -> dict[str, object] | None:
    """The pressed card as its own answer, or None where the answer needs a bubble."""
    if sent is None or reply.asking is not None or reply.outcome in STAYS:
        return None
    if not writing.keeps_card(sent.request):
        return None
    lines = reply.text.splitlines()
    room = CARD_LIMITS[Way(sent.way)].note
    if len(reply.text) > room or reply.outcome.startswith("refused"):
        return None
    original = json.loads(sent.request)["template_card"]
    return {
        **original,
        "sub_title_text": "\n".join(lines),
        "replace_text": clip(lines[0].split("：")[0], 10),
    }


def stale(ctx: Context, sent: Mail | None, words: str) -> Reply | None:
    """Refuse a signature on a card whose finding has changed since it was sent."""
    if sent is None or sent.id is None or not words.startswith(SIGNED):
        return None
    for notice in post_office.notices_of_mail(ctx.session, sent.id):
        if notice.finding_id is None:
            continue
        finding = findings.by_id(ctx.session, notice.finding_id)
        if notice.facts.get("version") not in (None, finding.version):
            error = Refusal("stale", code=finding.code)
            text = refusal(error.reason, error.facts, ctx.today)
            return Reply(text, outcome="refused:stale", codes=(finding.code,))
    return None


def refresh(ctx: Context, finding: Finding, steps: Collection[str], done: str) -> None:
    """Turn the cards of everybody who was asked the same into 已办 (one use).

    `steps` are the requests that nobody has to answer any more. The card that was
    pressed becomes the answer itself; whoever typed the answer has a card left.
    """
    for notice in post_office.notices_on(ctx.session, finding.key):
        if notice.step not in steps or notice.mail_id is None:
            continue
        sent = post_office.mail(ctx.session, notice.mail_id)
        pressed = ctx.door == "card" and sent.userid == ctx.person.userid
        used = sent.code_used_at is not None
        if pressed or used or not sent.response_code or sent.status != MailStatus.SENT:
            continue
        sent.code_used_at = ctx.now
        _refresh(ctx, sent, done)


def _refresh(ctx: Context, sent: Mail, done: str) -> None:
    body = {
        "userids": [sent.userid],
        "agentid": ctx.policy.agent_id,
        "response_code": sent.response_code,
        "button": {"replace_name": clip(done, 10)},
    }
    mail.refresh(ctx, sent, json.dumps(body, ensure_ascii=False), done)
