"""是不是命令：一个命令词后面跟着什么才算命令，跟着什么只是一句汇报的开头。"""

import re
from collections.abc import Callable

from rules.speech import acting_heads, departures, file_words, late_grants
from rules.speech.command_spec import CommandSpec
from rules.speech.lists import UNIT_END
from rules.speech.measures import MEASURE
from rules.speech.more_time import EXTENDED_THING, HANDED
from rules.speech.phrases import SHARE, WHAT_TABLE
from rules.speech.questions import LOOKED_AT, TO_ME, asks
from rules.speech.targets import CODE, Target
from rules.speech.tone import Speech, classify
from rules.writing.text import NAME_LETTERS, tidy

WHO = rf"(?:[\u4e00-\u9fa5]{{1,12}}{UNIT_END}的?)?[{NAME_LETTERS}]{{2,4}}"
"""A name, with the unit before it where two share it: 教育局王磊."""

WHOLE_ONLY = frozenset({"confirm", "more", "help", "mine", "digest"})
CODE_ONLY = frozenset(
    {"supervise", "set_due", "deliver", "correct", "defer", "reopen", "withdraw"}
)
CODE_ONLY |= {"unsample", "dissatisfied", "satisfied", "undo", "receipt", "move"}
ALONE = CODE_ONLY - {"undo", "receipt", "move"}
"""What is a command even where nothing else is said: then we ask which finding."""

NOT_NOW = re.compile(r"(?:申请|报告)?(?:已|获|的|了|批)|\s*(?:不用|不需要?|不要|算)了")
HOW = re.compile(
    r"\s?(?:需?要|需|该|应该?|申请|手续)?(?:怎[么样]|如何|咋|找谁|走什么|"
    r"(?:交|报|补|提供|准备)?[些点]?(?:什么|啥|哪些)(?:材料|资料|手续|东西))"
)
"""延期怎么申请, 延期要什么材料 ask how it is done."""

PARTLY = re.compile(
    r"没|未|不(?:能|了|到|具备)|还[差缺需有]|尚|差|缺|(?:材料|资料|手续).{0,4}(?:准备|整理|补)|的话|再说"
)
"""Words beside 完成 or 销号 that take them back."""

LOOKS = frozenset({"progress", "set_due"})
"""Commands whose word behind a code, with nothing else, only looks: 5-006期限."""

ASKED_IF = re.compile(r"(?:过|了|完|好)*(?:没有?|吗|几次|多少次|[?])+")
"""5-006 回访过没有: whether it was, is no record of it."""

CORRECTED = re.compile(
    r"[\s:,]*(?:应该|应当|应)?(?:是|为)\s?[\d一二三四五六七八九十百]"
)
"""5-005 更正：是3人: another figure of the report, and no word of the book."""

SEPARATOR = re.compile(r"^(?:[\s,:;、。]|$)")

DECIDED = re.compile(
    r"(?:该|此|这)?[项个]?的?(?:延期|销号|改派|调整)(?:申请|请求)?(?:了|的)?"
)


def is_command(
    spec: CommandSpec,
    word: str,
    folded: str,
    rest: str,
    targets: tuple[Target, ...],
) -> bool:
    """Say whether a leading command word is meant as one (退回资金8600元 is not)."""
    named = targets[0].kind != "none"
    if spec.name in WHOLE_ONLY:
        return False
    if spec.name in LOOKS and named and not (tidy(rest) or CODE.search(folded)):
        return False
    if spec.name == "receipt" and _tells_more(rest):
        return False
    if spec.name in CODE_ONLY:
        if not named:
            return spec.name in ALONE and not tidy(rest)
        if spec.name == "correct" and CORRECTED.match(rest):
            return False
        asked = spec.name == "set_due" and asks(rest)
        return not (asked or ASKED_IF.fullmatch(rest.strip()))
    check = CHECKS.get(spec.name)
    if check is not None:
        return check(rest, named)
    return named or bool(SEPARATOR.match(rest))


def _tells_more(rest: str) -> bool:
    """收到，5-002今天已发通知: what is told behind 收到 is a report, and no receipt."""
    return bool(tidy(rest)) and classify(tidy(rest)) is not Speech.RECEIPT


def _progress(rest: str, named: bool) -> bool:
    if LOOKED_AT.fullmatch(tidy(rest)) or re.fullmatch(TO_ME, tidy(rest)):
        return False
    return (named or bool(SEPARATOR.match(rest))) and not asks(rest)


def _complete(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    if asks(rest):
        return False
    return (
        not bare
        or bare in ("了", "啦")
        or (bool(MEASURE.match(bare)) and not PARTLY.search(bare))
        or (named and classify(f"完成{rest}") is Speech.DONE)
    )


def _extend(rest: str, named: bool) -> bool:
    told = NOT_NOW.match(rest) or EXTENDED_THING.match(rest)
    return not (told or re.match(HANDED, rest) or HOW.match(rest))


def _submit(rest: str, named: bool) -> bool:
    if asks(rest) or PARTLY.search(rest):
        return False
    return not tidy(rest) or bool(named and SEPARATOR.match(rest))


def _decided(rest: str, named: bool) -> bool:
    """同意延期 decides; what somebody agreed elsewhere is told in other words."""
    return named or bool(SEPARATOR.match(rest) or DECIDED.fullmatch(tidy(rest)))


def _show(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    if bare.startswith("收"):
        return False
    if named:
        return bool(
            re.fullmatch(
                r"(?:这项|该项)?的?(?:情况|进展|进度|详情|明细|[期时]限|状态|要求|措施)?",
                bare,
            )
        )
    return bool(re.fullmatch(WHO, bare))


def _unit(rest: str, named: bool) -> bool:
    bare = tidy(rest)
    return not bare or bool(
        re.fullmatch(rf"[\u4e00-\u9fa5]{{1,20}}{UNIT_END}", bare)
        or (SEPARATOR.match(rest) and len(bare) <= 12)
    )


def _export(rest: str, named: bool) -> bool:
    return _unit(rest, named) or bool(WHAT_TABLE.fullmatch(tidy(rest)))


def _urge(rest: str, named: bool) -> bool:
    return named or bool(
        re.fullmatch(rf"[\u4e00-\u9fa5]{{1,20}}{UNIT_END}", tidy(rest))
    )


HELD = re.compile(r"(?:[\s,:;。到至因]|上报|报告|告知|由于|\d|$)")


ONLY = re.compile(r"(?:呈报|上报|报告|告知|发出|了|吧)*")


def _alone(rest: str, named: bool) -> bool:
    """放行 and 取消暂缓 with nothing else; 5-005 放行手续已补 is a report."""
    return bool(ONLY.fullmatch(tidy(rest)))


def _hold(rest: str, named: bool) -> bool:
    """暂缓 with its finding and then a day or a reason; 5-005 暂缓施工 is a report."""
    return bool(HELD.match(rest)) if named else not tidy(rest)


CANCELLED = re.compile(r"的?(?:延期|销[号账])?的?(?:申请|请求)?(?:了|吧|啊)?")


def _cancel(rest: str, named: bool) -> bool:
    """Only with its finding, and with nothing else: 取消了3个账号 is a report."""
    return named and bool(CANCELLED.fullmatch(tidy(rest)))


DEPUTY = re.compile(rf"[{NAME_LETTERS}]{{2,4}}?(?=\d{{1,2}}[月.日号])")


def _deputy(rest: str, named: bool) -> bool:
    """代办石海涛9月21日至25日 too; 代办手续已交 is a report."""
    return named or bool(SEPARATOR.match(rest) or DEPUTY.match(rest))


def _sample(rest: str, named: bool) -> bool:
    """Nothing beside its finding: 抽查3份凭证 says what somebody did."""
    return not tidy(rest)


CHECKS: dict[str, Callable[[str, bool], bool]] = {
    "progress": _progress,
    "complete": _complete,
    "extend": _extend,
    "submit": _submit,
    "sample": _sample,
    "sample_share": lambda rest, named: (
        not (named or tidy(rest)) or bool(SHARE.fullmatch(rest))
    ),
    "cancel": _cancel,
    "substitute": _deputy,
    "retire": departures.names_both,
    "reinstate": departures.names_one,
    "hold": _hold,
    "acting_head": acting_heads.is_command,
    "end_acting": acting_heads.is_end,
    "late_grant": late_grants.is_command,
    "release": _alone,
    "lift": _alone,
    "agree": _decided,
    "return_": _decided,
    "show": _show,
    "status": _unit,
    "overdue": _unit,
    "due_within": _unit,
    "unit_status": lambda rest, named: False,
    "export": _export,
    "urge": _urge,
    "files": file_words.is_list,
    "reject_file": file_words.names_files,
    "accept_file": file_words.names_files,
    "destroy": file_words.names_files,
    "acknowledged": lambda rest, named: True,
    "urged_on": lambda rest, named: True,
    "coordinate": lambda rest, named: True,
}
"""What must follow a word so that it is a command and not the beginning of a report."""
