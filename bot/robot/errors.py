"""长连接上的三种不成：没有发出，发了没有回音，平台说不行。"""

STALE = frozenset({846605, 846608})
"""The req_id or its stream is over: say it by a push instead (protocol §5.9)."""

INVALID_REQUEST = 846605
NOT_SUBSCRIBED = 846609
BAD_CREDENTIALS = 853000


class NotSent(Exception):
    """The request certainly never had an effect."""


class Uncertain(Exception):
    """The request was written and no answer came back."""


class RobotError(Exception):
    """The platform answered with an error code; its errmsg is not kept."""

    def __init__(self, code: int) -> None:
        """Take the errcode."""
        super().__init__(f"errcode {code}")
        self.code = code

    @property
    def is_stale(self) -> bool:
        """Say whether a push can still do what this reply could not."""
        return self.code in STALE
