"""一次发送的结局：值，不是异常；凭它决定再发、不再发、还是请人看（decisions.md 10）。"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The platform took it; `unreachable` where it named the receiver invalid."""

    msgid: str = ""
    response_code: str = ""
    unreachable: bool = False


@dataclass(frozen=True)
class Rejected:
    """The platform answered with an error code."""

    code: int


@dataclass(frozen=True)
class NotSent:
    """It certainly never arrived: no connection, or refused before it was read.

    `reached` where the platform was there all the same: a file did not go up.
    """

    reached: bool = False


@dataclass(frozen=True)
class Uncertain:
    """Its fate is unknown: no answer came back, or one that says nothing of it.

    `code` where the platform gave one.
    """

    code: int = 0


Outcome = Sent | Rejected | NotSent | Uncertain
