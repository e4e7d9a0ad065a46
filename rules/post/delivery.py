"""发不出去怎么办：平台的错误码查表，再试、放弃、还是请人看（decisions.md 10、12）。"""

from dataclasses import dataclass

from rules.post.outcomes import NotSent, Outcome, Rejected, Sent, Uncertain

MOST_ATTEMPTS = 12
FIRST_WAIT, LONGEST_WAIT = 5, 1800
"""Seconds before the second attempt, and at most between two."""

UNREACHED_WAIT = 300
"""Seconds at most between two attempts to reach a platform that is not there."""

JITTER = 0.25
"""Up to this share is taken off a wait, so that what failed together parts again."""

PROBE_EVERY = 300
"""Seconds after which a channel that an administrator must mend is tried again."""


@dataclass(frozen=True)
class TryLater:
    """Send again after so many seconds."""

    after: int


@dataclass(frozen=True)
class Pause:
    """The whole channel rests so many seconds, and the mail keeps its place.

    `alarm` where an administrator must act: the reason then says what to do.
    """

    after: int
    reason: str
    alarm: bool = False


@dataclass(frozen=True)
class GiveUp:
    """Sending this mail again is no use; it is kept for a person to look at."""

    reason: str


@dataclass(frozen=True)
class Undeliverable:
    """This person cannot be reached."""

    reason: str


@dataclass(frozen=True)
class SayAnew:
    """The platform has been out of reach for long: what is owed is read once more.

    An administrator must act: the reason says what to do.
    """

    reason: str


Decision = TryLater | Pause | GiveUp | Undeliverable | SayAnew

NEVER_WROTE = "还没有给机器人发过消息"
"""A robot may speak only to who has written to it (protocol §5.4)."""

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
    93006: NEVER_WROTE,
}
WAITS = {
    45009: (60, "接口调用超过平台的频率"),
    45033: (30, "并发超过平台的上限"),
    40014: (60, "平台不认刚取的令牌"),
    41001: (60, "平台不认刚取的令牌"),
    42001: (60, "平台不认刚取的令牌"),
}
"""Seconds for which the platform blocks after a rate limit, and what it is.

A stale token comes here only where the one fetched in its place was refused too: that
is no matter of one mail, and to go on would fetch a token for every mail.
"""

ALARMS = {
    60020: "出口IP不在可信IP之列，请管理员在后台添加",
    301002: "应用无权限，请管理员核对应用权限",
    40001: "Secret 不对，请管理员核对配置",
    40013: "企业ID不对，请管理员核对配置",
    2000002: "企业ID不对，请管理员核对配置",
    40091: "Secret 不对，请管理员核对配置",
    40056: "AgentId 不对，请管理员核对配置",
    48002: "接口无权限，请管理员核对应用权限",
    48004: "应用授权已失效，请管理员核对应用权限",
    50003: "应用已停用，请管理员在后台启用",
}

EXPIRED = {40007: "文件在平台上只留三天，已过期，请再导出一次"}
"""What was uploaded and cannot be named any more."""

UNKNOWN_FORM = frozenset({40008})
"""The platform knows no message of this type: it is written plainer (rules/post/ways.py)."""

OTHER_APP = frozenset({40056, 301002})
"""The app of this message is not the one whose token it came with: it is written for
that one, where it was for another."""

BUSY = -1
"""The platform is busy. Its page asks to try again and does not say that nothing was
done: what the app sends again byte for byte is dropped where it was."""

AGAIN = frozenset({BUSY, 846601, 846602})
"""What the robot's platform says may be tried again (protocol §5.9). It drops no copies,
so it is believed: to doubt it would be to send nothing again."""


def decide(outcome: Outcome, attempts: int, seed: int = 0) -> Decision:
    """Say what to do after a send that did not succeed; `attempts` counts from 1.

    `seed` (the mail's number) decides the jitter, so that a wait can be told again.
    """
    if isinstance(outcome, Sent):
        raise TypeError("a sent mail needs no decision")
    if isinstance(outcome, Rejected):
        return _rejected(outcome.code, attempts, seed)
    if isinstance(outcome, NotSent) and not outcome.reached:
        return _unreached(attempts, seed)
    return _later(attempts, seed)


def _unreached(attempts: int, seed: int) -> Decision:
    """A line that is down is nobody's mail's fault: none is given up for it."""
    if attempts >= MOST_ATTEMPTS:
        return SayAnew("长时间连不上平台，请管理员查看网络")
    return TryLater(min(wait(attempts, seed), UNREACHED_WAIT))


def _rejected(code: int, attempts: int, seed: int) -> Decision:
    if code in UNREACHABLE:
        return Undeliverable(UNREACHABLE[code])
    if code in WAITS:
        return Pause(*WAITS[code])
    if code in ALARMS:
        return Pause(PROBE_EVERY, f"错误码{code}，{ALARMS[code]}", alarm=True)
    if code in AGAIN:
        return _later(attempts, seed)
    return GiveUp(EXPIRED.get(code, f"平台拒收，错误码{code}"))


def _later(attempts: int, seed: int) -> Decision:
    """Wait twice as long each time; after many hours a person must look."""
    if attempts >= MOST_ATTEMPTS:
        return GiveUp("多次发送未成功，请管理员查看网络")
    return TryLater(wait(attempts, seed))


def wait(attempts: int, seed: int) -> int:
    """Seconds before the next attempt: 5, 10, 20 … 1,800, less up to a quarter."""
    full: int = min(FIRST_WAIT << (attempts - 1), LONGEST_WAIT)
    share = (seed * 2654435761 + attempts * 40503) % 1000 / 1000
    return max(1, int(full * (1 - JITTER * share) + 0.5))


def describe(outcome: Outcome) -> str:
    """One word for the outbox: the code, or what happened on the way."""
    if isinstance(outcome, Rejected):
        return str(outcome.code)
    if isinstance(outcome, NotSent):
        return "not_sent"
    if isinstance(outcome, Uncertain):
        return str(outcome.code or "uncertain")
    return ""
