"""自己守的上限：平台超限不报错，只悄悄丢掉，所以一条也不能多发（wecom-protocol §2）。"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.vocabulary import Way

MEMBER: tuple[tuple[timedelta, int], ...] = (
    (timedelta(minutes=1), 30),
    (timedelta(hours=1), 1000),
)
"""To one member at most so many in any such span (WeCom, 发送应用消息, 频率限制)."""

ROBOT_UPLOADS: tuple[tuple[timedelta, int], ...] = MEMBER
"""A robot begins at most so many uploads in any such span (wecom-protocol §5.6)."""

APP_DAILY_PER_ACCOUNT = 200
"""Per day and app: the number of accounts times this (same page)."""


@dataclass(frozen=True)
class Span:
    """What one member got within one span: how many, and when the oldest."""

    count: int
    oldest: datetime | None


def member_free_at(spans: Sequence[Span], now: datetime) -> datetime:
    """When the next message to a member may leave; `spans` go with MEMBER."""
    waits = [
        span.oldest + length
        for span, (length, most) in zip(spans, MEMBER, strict=True)
        if span.count >= most and span.oldest is not None
    ]
    return max([now, *waits])


def room_today(way: Way, sent_today: int, accounts: int) -> int:
    """How many more messages may leave by a way today, for so many accounts.

    Only the app has a daily quota; the robot's limit is each conversation's.
    """
    if way is not Way.APP:
        return sys.maxsize
    return max(0, max(1, accounts) * APP_DAILY_PER_ACCOUNT - sent_today)
