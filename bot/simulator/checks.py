"""挑剔：平台会拒的，这里也拒，错误码一样（wecom-protocol §2、§7）。"""

import re
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

KINDS = frozenset(
    {
        "text",
        "markdown",
        "template_card",
        "textcard",
        "image",
        "file",
        "voice",
        "video",
    }
)
CARDS = (
    "text_notice",
    "news_notice",
    "button_interaction",
    "vote_interaction",
    "multiple_interaction",
)
INTERACTIVE = CARDS[2:]
PER_MINUTE, PER_HOUR = 30, 1000
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


def message_error(
    body: dict[str, Any],
    agent_id: int,
    task_ids: set[str],
    kinds: Collection[str] = KINDS,
) -> int:
    """Return the error code that the platform would answer, 0 for a good message.

    An older platform knows fewer `kinds` (protocol §6).
    """
    if body.get("agentid") != agent_id:
        return 40056
    kind = str(body.get("msgtype"))
    if kind not in kinds:
        return 40008
    content = body.get(kind)
    if not isinstance(content, dict):
        return 44004
    if kind in ("text", "markdown"):
        return _text_error(content)
    if kind == "template_card":
        return card_error(content, task_ids)
    if kind == "textcard":
        return _link_card_error(content)
    return 0 if content.get("media_id") else 40007


def _text_error(content: dict[str, Any]) -> int:
    text = content.get("content")
    return 0 if isinstance(text, str) and text else 44004


def _link_card_error(card: dict[str, Any]) -> int:
    if not card.get("title") or not card.get("description"):
        return 41016
    return 0 if str(card.get("url", "")).startswith("http") else 40058


def card_error(card: dict[str, Any], task_ids: set[str]) -> int:
    """Return the error code for a card, 0 for a good one."""
    if card.get("card_type") not in CARDS:
        return 40058
    title = (card.get("main_title") or {}).get("title")
    if not title and not card.get("sub_title_text"):
        return 41016
    if card["card_type"] in INTERACTIVE:
        return _interactive_error(card, task_ids)
    return 0


def _interactive_error(card: dict[str, Any], task_ids: set[str]) -> int:
    task_id = card.get("task_id")
    if not isinstance(task_id, str) or not TASK_ID.fullmatch(task_id):
        return 40058
    if task_id in task_ids:
        return 42015
    buttons = card.get("button_list") or []
    if card["card_type"] == "button_interaction" and not _buttons(buttons):
        return 40058
    rows = card.get("horizontal_content_list") or []
    if len(rows) > 6 or any(not row.get("keyname") for row in rows):
        return 40058
    return 0


def _buttons(buttons: list[dict[str, Any]]) -> bool:
    keys = [button.get("key") for button in buttons]
    if not 1 <= len(buttons) <= 6 or len(set(keys)) != len(keys):
        return False
    return all(key and len(key.encode()) <= 1024 for key in keys)


def is_over(times: deque[datetime], now: datetime) -> bool:
    """Say whether one more at `now` is over 30 a minute or 1,000 an hour."""
    while times and now - times[0] >= timedelta(hours=1):
        times.popleft()
    minute = sum(1 for at in times if now - at < timedelta(minutes=1))
    return minute >= PER_MINUTE or len(times) >= PER_HOUR
