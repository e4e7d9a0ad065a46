"""被动答复的纸：文字和卡片更新写成平台要的 XML。"""

import re
from collections.abc import Iterable

NAMES = {
    "keyname": "KeyName",
    "userid": "UserId",
    "appid": "AppId",
    "pagepath": "PagePath",
    "checkbox": "CheckBox",
}
"""JSON names that run two words together; the others have underscores."""

UNWRITABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and the carriage return, which it would rewrite."""


def passive_text(to: str, sender: str, created: int, content: str) -> bytes:
    """Return the plain XML of a passive text answer."""
    head = _head(to, sender, created, "text")
    return f"<xml>{head}<Content>{_cdata(content)}</Content></xml>".encode()


def passive_update_card(
    to: str, sender: str, created: int, card: dict[str, object]
) -> bytes:
    """Return the plain XML that turns the pressed card into `card` (protocol §1.5).

    Names become CamelCase, list entries repeated elements; `task_id` is not sent.
    """
    head = _head(to, sender, created, "update_template_card")
    shown = {key: value for key, value in card.items() if key != "task_id"}
    body = "".join(_elements(shown.items()))
    return f"<xml>{head}<TemplateCard>{body}</TemplateCard></xml>".encode()


def _head(to: str, sender: str, created: int, kind: str) -> str:
    return (
        f"<ToUserName>{_cdata(to)}</ToUserName>"
        f"<FromUserName>{_cdata(sender)}</FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType>{_cdata(kind)}</MsgType>"
    )


def _elements(items: Iterable[tuple[str, object]]) -> Iterable[str]:
    for name, value in items:
        tag = NAMES.get(name) or "".join(part.title() for part in name.split("_"))
        for entry in value if isinstance(value, list) else [value]:
            yield f"<{tag}>{_content(entry)}</{tag}>"


def _content(value: object) -> str:
    if isinstance(value, dict):
        return "".join(_elements(value.items()))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return _cdata(str(value))


def _cdata(text: str) -> str:
    """Wrap text so that nothing in it can end the wrapping; control characters go."""
    clean = UNWRITABLE.sub("", text)
    return f"<![CDATA[{clean.replace(']]>', ']]]]><![CDATA[>')}]]>"
