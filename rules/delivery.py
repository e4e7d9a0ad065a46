"""发不出去怎么办：平台的错误码查表，再试、放弃、还是请人看（decisions.md 10、12）。"""

from dataclasses import dataclass

from rules.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain

MOST_ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = 5, 1800
"""Seconds before the second attempt, and at most between two."""


@dataclass(frozen=True)
class TryLater:
    """Send again after so many seconds."""

    after: int


@dataclass(frozen=True)
class GiveUp:
    """Sending again is no use; `alarm` where an administrator must act."""

    reason: str
    alarm: bool = False


@dataclass(frozen=True)
class Undeliverable:
    """This person cannot be reached."""

    reason: str


Decision = TryLater | GiveUp | Undeliverable

UNREACHABLE = {
    81013: "账号不在可见范围",
    60111: "账号不存在",
    40003: "账号不存在",
    40031: "账号不存在",
    46004: "账号不存在",
    301021: "账号不存在",
    50002: "账号不在可见范围",
    60011: "账号不在可见范围",
    82001: "账号不在可见范围",
}
WAITS = {45009: 60, 45033: 30}
"""Seconds to stay away after a rate limit."""

REFRESH = frozenset({40014, 42001, 41001})
"""The token is stale: the client has fetched a new one already; try again soon."""

ALARMS = {
    60020: "出口IP不在可信IP之列，请管理员在后台添加",
    301002: "应用无权限，请管理员核对应用权限",
    40001: "Secret 不对，请管理员核对配置",
    40013: "企业ID不对，请管理员核对配置",
    40056: "AgentId 不对，请管理员核对配置",
    48002: "接口无权限，请管理员核对应用权限",
    50003: "应用已停用，请管理员在后台启用",
}
DELIVERED_ALREADY = frozenset({42015})
"""The card's task id exists: an earlier attempt of unknown fate has arrived."""

AGAIN = frozenset({-1})


def decide(outcome: Outcome, attempts: int) -> Decision:
    """Say what to do after a send that did not succeed; `attempts` counts from 1."""
    if isinstance(outcome, Sent):
        raise TypeError("a sent mail needs no decision")
    if isinstance(outcome, Rejected):
        return _rejected(outcome.code, attempts)
    return _later(attempts)


def _rejected(code: int, attempts: int) -> Decision:
    if code in UNREACHABLE:
        return Undeliverable(UNREACHABLE[code])
    if code in WAITS:
        return TryLater(WAITS[code])
    if code in ALARMS:
        return GiveUp(ALARMS[code], alarm=True)
    if code in REFRESH or code in AGAIN or 500 <= code < 600:
        return _later(attempts)
    return GiveUp(f"平台拒收，错误码{code}")


def _later(attempts: int) -> Decision:
    """Wait twice as long each time; after many hours a person must look."""
    if attempts >= MOST_ATTEMPTS:
        return GiveUp("多次发送未成功，请管理员查看网络", alarm=True)
    return TryLater(min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT))


def describe(outcome: Outcome) -> str:
    """One word for the outbox: the code, or what happened on the way."""
    if isinstance(outcome, Rejected):
        return str(outcome.code)
    if isinstance(outcome, NotSent):
        return "not_sent"
    return "uncertain" if isinstance(outcome, Uncertain) else ""
