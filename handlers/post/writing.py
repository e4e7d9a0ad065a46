"""写：一句话按它要走的路、平台认得的样式写成请求，存下来一字不改（decisions.md 7）。"""

import json
from collections.abc import Callable, Mapping
from html import escape

from handlers.context import Context
from handlers.post import apart
from handlers.post.parcel import ENCLOSING
from models import channels
from models.mailbox import Mail
from models.organisation import Somebody
from rules.post import ways
from rules.post.ways import CardLimits
from rules.vocabulary import Form, Way
from rules.writing.markdown import plain_markdown
from templates.render import clip

DUPLICATE_CHECK_SECONDS = 14400
"""How long WeCom drops a second copy of the same request (decisions.md 10)."""

Body = dict[str, object]
Card = Mapping[str, object]


def way_to(ctx: Context, person: Somebody | None) -> Way:
    """By which way somebody is spoken to now: back where they have just written."""
    own = person is None or (ctx.actor is not None and person.id == ctx.actor.id)
    return ways.choose(ctx.policy.ways, ctx.came_by if own else "")


def text_request(ctx: Context, way: Way, userid: str, text: str) -> str:
    """The request that brings plain words to somebody."""
    return _request(ctx, way, userid, TEXTS[way](text))


def file_request(ctx: Context, way: Way, userid: str, table: Body) -> str:
    """The request that brings a table; it becomes a file when it is sent."""
    return _request(ctx, way, userid, {"table": table})


def card_request(ctx: Context, way: Way, userid: str, card: Card, text: str) -> str:
    """The request that brings a card, or the same words in a form that can be shown.

    A card must fit the way's fields without losing words; both say the same.
    """
    fitting = _fitted(card, ways.CARD_LIMITS[way])
    form = _form(ctx, way) if fitting is not None else Form.TEXT
    return _request(ctx, way, userid, _content(way, form, fitting or card, text))


def _content(way: Way, form: Form, card: Card, text: str) -> Body:
    if form is Form.CARD:
        return {"msgtype": form.value, form.value: card}
    linked = _linked(card) if form is Form.LINK_CARD else None
    return linked or TEXTS[way](text)


def rewrite(ctx: Context, row: Mail) -> str | None:
    """Write a card in the next plainer form, which the way keeps from now on.

    None where the refused message was no card: then there is nothing plainer.
    """
    way, body = Way(row.way), json.loads(row.request)
    if body.get("msgtype") not in ways.PLAINER[way]:
        return None
    form = ways.PLAINER[way][Form(body["msgtype"])]
    channels.channel(ctx.session, way).form = form.value
    card = body.get("template_card", {})

    def write(mark: str) -> str:
        marked = apart.marked_card(card, mark)
        content = _content(way, form, marked, mark + row.text)
        return _request(ctx, way, row.userid, content)

    return apart.rewritten(ctx, row, write)


def from_this_app(ctx: Context, row: Mail) -> str | None:
    """Write a mail of the app that was set up before; None where it is of this one.

    Refused for ever, it would make its way rest for everybody at each try.
    """
    body = json.loads(row.request)
    if body.get("agentid") in (None, ctx.policy.agent_id):
        return None
    return json.dumps({**body, "agentid": ctx.policy.agent_id}, ensure_ascii=False)


def moved(ctx: Context, row: Mail, way: Way) -> str | None:
    """Write the same for another way; None for an uploaded file."""
    body = json.loads(row.request)
    return apart.rewritten(ctx, row, lambda mark: _moved(ctx, row, way, body, mark))


def _moved(ctx: Context, row: Mail, way: Way, body: Body, mark: str) -> str | None:
    table, card = body.get("table"), body.get("template_card")
    if isinstance(table, dict):
        return file_request(ctx, way, row.userid, table)
    if row.kind in (ENCLOSING, "update_card"):
        return None
    text = mark + row.text
    if isinstance(card, dict):
        marked = apart.marked_card(card, mark)
        return card_request(ctx, way, row.userid, marked, text)
    return text_request(ctx, way, row.userid, text)


def keeps_card(request: str) -> bool:
    """Say whether a request brings a card that can be pressed."""
    return bool(request) and "template_card" in json.loads(request)


def on_card(request: str) -> str:
    """What the card of a request shows, line by line; "" of anything else."""
    card = json.loads(request).get("template_card") if request else None
    if not isinstance(card, Mapping):
        return ""
    title = card.get("main_title")
    return "\n".join(_lines(card, title if isinstance(title, Mapping) else {}))


def _form(ctx: Context, way: Way) -> Form:
    row = channels.seen_channel(ctx.session, way)
    return Form(row.form) if row is not None else Form.CARD


def _linked(card: Card) -> Body | None:
    """The card's words as a textcard that opens its page; None where they don't fit."""
    title, action = card.get("main_title"), card.get("card_action")
    if not isinstance(title, Mapping) or not isinstance(action, Mapping):
        return None
    words = "<br>".join(escape(line, quote=False) for line in _lines(card, title))
    if not action.get("url") or len(words.encode()) > ways.LINK_CARD_BYTES:
        return None
    linked = {"title": title["title"], "description": words, "url": action["url"]}
    return {"msgtype": "textcard", "textcard": linked}


def _lines(card: Card, title: Card) -> list[str]:
    """What a card shows, line by line; its buttons as the words that they say."""
    rows, buttons = card.get("horizontal_content_list"), card.get("button_list")
    lines = [str(title.get("desc", "")), str(card.get("sub_title_text", ""))]
    if isinstance(rows, list):
        lines += [f"{row['keyname']}：{row['value']}" for row in rows]
    if isinstance(buttons, list):
        lines.append("可回复：" + "；".join(str(one["key"]) for one in buttons))
    return [line for line in lines if line]


def _request(ctx: Context, way: Way, userid: str, content: Body) -> str:
    body = ENVELOPES[way](ctx, userid, content)
    return json.dumps(body, ensure_ascii=False, default=str)


def _app_text(text: str) -> Body:
    return {"msgtype": "text", "text": {"content": text}, "safe": 1}


def _robot_text(text: str) -> Body:
    """The robot knows no plain text, only Markdown."""
    return {"msgtype": "markdown", "markdown": {"content": plain_markdown(text)}}


def _to_app(ctx: Context, userid: str, content: Body) -> Body:
    """The body of message/send."""
    return {
        "touser": userid,
        "agentid": ctx.policy.agent_id,
        **content,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": DUPLICATE_CHECK_SECONDS,
    }


def _to_robot(ctx: Context, userid: str, content: Body) -> Body:
    """The body of aibot_send_msg."""
    return {"chatid": userid, "chat_type": ways.SINGLE, **content}


TEXTS: dict[Way, Callable[[str], Body]] = {
    Way.APP: _app_text,
    Way.ROBOT: _robot_text,
}
ENVELOPES: dict[Way, Callable[[Context, str, Body], Body]] = {
    Way.APP: _to_app,
    Way.ROBOT: _to_robot,
}
"""How a message is written and addressed by each way."""


def _fitted(card: Card, limits: CardLimits) -> Card | None:
    """The card cut to what a way shows; None where its note would lose words."""
    if len(str(card.get("sub_title_text", ""))) > limits.note:
        return None
    return {**card, **_clipped(card, limits)}


def _clipped(card: Card, limits: CardLimits) -> Body:
    title, rows = card.get("main_title"), card.get("horizontal_content_list")
    clipped: Body = {}
    if isinstance(title, Mapping):
        clipped["main_title"] = {
            "title": clip(title["title"], limits.title),
            "desc": clip(title.get("desc", ""), limits.description),
        }
    if isinstance(rows, list):
        clipped["horizontal_content_list"] = [
            {**row, "value": clip(row["value"], limits.value)} for row in rows
        ]
    return clipped
