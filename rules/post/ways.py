"""路：一句话从自建应用还是从智能机器人出去；一张表，一条规则。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rules.vocabulary import Form, Way

BACK = {"wecom": Way.APP, "robot": Way.ROBOT}
"""By which way somebody is answered who came in by a door."""

UPLOADS_LIVE = timedelta(days=3)
"""How long the platform keeps what was uploaded to it (wecom-protocol §1.6)."""

MEDIA_LIVES = {"wecom": UPLOADS_LIVE, "robot": timedelta(minutes=5)}
"""How long the platform keeps a file for a door (wecom-protocol §1.6, §5.5)."""

SINGLE = 1
"""`chat_type` of a conversation with one person (aibot_send_msg)."""


@dataclass(frozen=True)
class CardLimits:
    """Characters that the fields of a card hold."""

    title: int
    description: int
    note: int
    value: int


CARD_LIMITS = {
    Way.APP: CardLimits(36, 44, 160, 30),
    Way.ROBOT: CardLimits(26, 30, 112, 26),
}
"""Of message/send (wecom-protocol §2.3) and of the robot (§5.3)."""

PLAINER = {
    Way.APP: {Form.CARD: Form.LINK_CARD, Form.LINK_CARD: Form.TEXT},
    Way.ROBOT: {Form.CARD: Form.TEXT},
}
"""What is sent instead of a form that a platform does not know."""

LINK_CARD_BYTES = 512
"""Bytes of a textcard's description; more would be cut (message/send)."""


def choose(ways: Sequence[Way], came_by: str) -> Way:
    """Back where the receiver has just written, else by the first that is set up."""
    back = BACK.get(came_by, ways[0])
    return back if back in ways else ways[0]


def files_go(ways: Sequence[Way], way: Way, *, pages: bool) -> str:
    """Where somebody who reads a message by `way` hands in a Word, PDF or Excel file.

    The app's conversation brings pictures, voice and video only (wecom-protocol §1.6).
    """
    if way is Way.ROBOT:
        return "here"
    if Way.ROBOT in ways:
        return "robot"
    return "page" if pages else "photos"
