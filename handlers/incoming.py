"""进来的一条：不管从哪扇门来，到这里都是同一个样子。"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Incoming:
    """One message or event; `key` is its identity, by which a retry is known."""

    key: str
    channel: str
    userid: str
    kind: str
    created_at: datetime
    text: str = ""
    media_id: str = ""
    file_name: str = ""
    event: str = ""
    event_key: str = ""
    task_id: str = ""
    response_code: str = ""
    card_type: str = ""
    selected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    quote: str = ""
    report_on: str = ""
    """The code of the finding whose progress form was filled in."""
    chat: str = ""
    """The group that it was said in; empty between two."""
    reply_to: str = ""
    """What an answer on the same line must name (the robot's req_id)."""
