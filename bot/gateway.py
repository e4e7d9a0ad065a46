"""出站的通道：把一行请求发出去，说清结局；今天是企业微信，以后可以不止一个。"""

from typing import Protocol

from rules.post.outcomes import Outcome


class NoLine(Exception):
    """The platform was not reached: nothing was asked of it."""


class Gateway(Protocol):
    """Whoever can carry a message out and bring a file in."""

    @property
    def is_open(self) -> bool:
        """Say whether this process can send by it now."""
        ...

    async def ready(self, request: str) -> str | Outcome:
        """Upload the file of a request; return the request that names it, to be sent."""
        ...

    async def send(self, kind: str, request: str) -> Outcome:
        """Send one stored request body byte for byte; the network never raises."""
        ...

    async def fetch(self, media_id: str, limit: int) -> tuple[bytes, str]:
        """Return a media file's content (at most `limit` bytes) and its name.

        Raises NoLine where the platform was not reached.
        """
        ...
