"""动作的回话：说什么、列了哪些编号、还要问什么。"""

from dataclasses import dataclass, field

from models.ledger import Finding


@dataclass(frozen=True)
class Listing:
    """A numbered list in an answer: `1` will mean the first code."""

    codes: tuple[str, ...]
    rest: tuple[str, ...] = ()
    kind: str = "list"
    heading: str = ""


@dataclass(frozen=True)
class Asking:
    """A question that waits for one short answer (decisions.md 21)."""

    kind: str
    payload: dict[str, object]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """What is said back to whoever just wrote; rendered text, ready to send.

    `take` is the hash of a kept ledger that is to be imported after the answer.
    """

    text: str
    listing: Listing | None = None
    asking: Asking | None = None
    outcome: str = ""
    take: str = ""
    codes: tuple[str, ...] = field(default=())


def to_confirm(text: str, finding: Finding, **said: object) -> Reply:
    """Read a deed on a finding back: it is done on 确认, unless the finding has changed.

    `said` is what else must be known then.
    """
    payload = {"code": finding.code, "version": finding.version, **said}
    asking = Asking("confirm", payload)
    return Reply(text, asking=asking, outcome="confirm", codes=(finding.code,))
