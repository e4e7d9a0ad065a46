"""错误之树。

XiaozhangError
├── Refusal             拒绝：向当事人说清缘由和可做之事，不算系统错误
├── NotAdmitted         网页的门没有开：一句话说清为什么、怎么办
└── Misconfigured       配置、数据库或环境不对：一句话写到标准错误
    └── UnknownName     命令里写的名字没有：退出状态 2
"""


class XiaozhangError(Exception):
    """Everything that this product raises on purpose."""


class Refusal(XiaozhangError):
    """A wish that is not granted; nothing of it is written.

    `reason` is a stable word (for example `unknown_code`, `not_yours`, `after_due`)
    and names the sentence in `templates/chat/refusals.jinja`; `facts` fill it.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        """Take the stable reason word and whatever its sentence needs."""
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


class NotAdmitted(XiaozhangError):
    """A page that is not shown: one Chinese sentence for the person at the door.

    `status` is the HTTP status that goes with it.
    """

    def __init__(self, sentence: str, status: int = 403) -> None:
        """Take the sentence and the status."""
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Misconfigured(XiaozhangError):
    """What is wrong, where, and what to do, in one sentence for standard error."""


class UnknownName(Misconfigured):
    """A job, a round or a code that is not there: status 2 (decisions.md 34)."""
