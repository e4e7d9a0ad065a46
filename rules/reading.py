"""读懂：把一条消息读成一串命令；逐条对规矩，不猜，也从不因为哪句话而出错。"""

import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from rules import more_time, phrases, questions
from rules.commands import COMMANDS, CommandSpec
from rules.parts import Part, split
from rules.said import Said
from rules.speech import Speech, classify
from rules.targets import CODE, NONE, Target, code_at, code_of, codes_in, numbers_at
from rules.text import fold, join_spaced, tidy
from rules.vocabulary import ReportKind
from rules.workdays import Calendar

__all__ = ["Said", "Target", "codes_in", "file_only", "read"]

POLITE = re.compile(
    r"^(?:请问|请求|请|麻烦|帮我|帮忙|劳烦|我要|我想|我们要|想|要|申请|请求|现|现在|这个|该项|此项|本项|把|对|将|关于|[\s,:])+"
)
SHARED = frozenset({"progress", "extend", "supervise"})
"""Commands whose word stands for every finding that follows it."""

LONGEST = 20000
"""Characters that are read for commands; a longer text is a report as it stands."""

LAST_WORDS = r"(?:刚才|刚刚|前面|上面|上|这)(?:那|一|发|报|写)?(?:的)?(?:一?条|句|个)?(?:消息|进展|内容)?的?"
TAKE_BACK = r"撤销|撤消|撤回|收回"
CLOSE_IT = re.compile(
    r"(?:现|特|已?完成|[,\s])*(?:请求?|申请|建议)(?:对|将|把)?(?:本项)?(?:给予|予以|予|进行|办理)*销[号账](?:处理)?"
)
"""A request for closure in the words of a letter: 请予销号."""

WHOLE: tuple[tuple[str, str], ...] = (
    ("help", r"帮助|使用帮助|怎么用|help|[?]|菜单|功能"),
    (
        "mine",
        r"(?:查|看)?(?:一下|看)?我的(?:事项|任务|问题|待办|清单)*(?:有哪些|还有哪些|有几项)?|待办|"
        r"我(?:负责的?|承担的?)?(?:事项|任务|问题|整改)*(?:还|都)?(?:有|剩|差|欠)(?:下)?(?:几项|几个|哪些|什么|多少项?).*|"
        r"我手上.*|我名下.*",
    ),
    ("more", r"更多|下一页|继续"),
    ("confirm", r"确认|确定|是的?,?确认|对,?确认"),
    ("cancel", r"取消|不了|算了|不用了|先不提了?|取消吧"),
    (
        "undo",
        rf"(?:{LAST_WORDS})?[发写填报打记]错了?|(?:{LAST_WORDS})(?:作废|不算|无效)|"
        rf"(?:{LAST_WORDS}|不对|错了|[发写填报打记搞]错了|[\s,。])*(?:{TAKE_BACK})(?:{LAST_WORDS}|一下|吧|[\s,。])*",
    ),
    (
        "overdue",
        r"(?:目前|现在|当前)?(?:有哪些|哪些|查|谁|有谁|哪些单位|哪个单位)?(?:已经?)?(?:逾期|超期|过期)(?:未办|未完成)?"
        r"(?:事项|问题|的|了|清单|名单|有哪些|情况|有几项)*",
    ),
    (
        "due_this_week",
        r"(?:本周|这周|这个?星期)(?:有?哪些|有什么|内)?(?:要|快)?到期(?:的|事项|问题|清单|有哪些)*",
    ),
    ("status", r"(?:总体)?(?:状态|情况|进度情况|总体情况)"),
    ("digest", r"(?:看)?(?:本周)?周报"),
)
DECIDED = frozenset({"confirm", "cancel", "undo"})
"""What a question mark takes back: 确认？ confirms nothing."""

WHOLE_PATTERNS = [(name, re.compile(pattern, re.I)) for name, pattern in WHOLE]


def read(
    text: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    """Return what a message says, one entry a part, in the order of the words.

    `rounds` are the codes of the rounds that exist. Never raises, whatever the text.
    """
    if len(text) > LONGEST:
        return [_free(text, fold(text), NONE)]
    text = join_spaced(text)
    alone = whole(text)
    if alone is not None:
        return [alone]
    folded = fold(text)
    led = _divided(text, folded, now, calendar, rounds)
    led = led or _commanded(text, folded, NONE, now, calendar, rounds)
    if led:
        return more_time.share_reason(led)
    said: list[Said] = []
    for part in split(text, rounds):
        said += _part(part, now, calendar, rounds)
    return more_time.share_reason(said)


def file_only() -> Said:
    """What a file without words says: bind me."""
    return Said("progress")


def report(
    code: str, text: str, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> Said:
    """What a progress form says: the same as 进展 before the same words in chat."""
    parts = read(f"进展 {code} {text}", now, calendar, rounds)
    made = parts[0]
    if len(parts) > 1 or made.command != "progress" or made.target.code != code:
        kind = ReportKind.SUBSTANTIVE
        return Said("progress", Target("code", code), text, report=kind)
    return replace(made, text=text.strip())


@lru_cache(maxsize=256)
def whole(text: str) -> Said | None:
    """A message that is nothing but one short command or question."""
    folded = tidy(fold(text))
    if len(folded) > 30 or not folded:
        return Said("help", text=text) if text.strip() in ("?", "？") else None
    bare = POLITE.sub("", folded)
    asked = text.rstrip().endswith(("?", "？"))
    for name, pattern in WHOLE_PATTERNS:
        if asked and name in DECIDED:
            continue
        if pattern.fullmatch(bare) or pattern.fullmatch(folded):
            return Said(name, text=tidy(text))
    return questions.question_about_many(folded)


def _divided(
    text: str,
    folded: str,
    now: datetime,
    calendar: Calendar,
    rounds: frozenset[str],
) -> list[Said]:
    """One command word before several findings (进展 5-005 …；5-006 …): each its own."""
    lead = POLITE.match(folded)
    start = lead.end() if lead else 0
    spec, word = _command_at(folded, start)
    if spec is None or spec.name not in SHARED:
        return []
    parts = split(text[start + len(word) :], rounds)
    if len({part.targets for part in parts}) < 2 or not all(
        part.folded for part in parts
    ):
        return []
    result: list[Said] = []
    for part in parts:
        if spec.name == "progress":
            result += _part(part, now, calendar, rounds)
            continue
        for target in part.targets:
            made = Said(spec.name, target, part.text)
            filled = phrases.fill(made, word, part.folded, now, calendar)
            result += [] if filled is None else [filled]
    return result


def _part(
    part: Part, now: datetime, calendar: Calendar, rounds: frozenset[str]
) -> list[Said]:
    if not part.folded:
        return _bare(part)
    result: list[Said] = []
    targets = part.targets
    if targets == (NONE,):
        if (put := _put_right(part, rounds)) is not None:
            return [put]
        targets = (_mentioned(part.folded, rounds),)
    for target in targets:
        led = _commanded(part.text, part.folded, target, now, calendar, rounds)
        if led:
            result += led
            continue
        free = _free(part.text, part.folded, target)
        result.append(more_time.extension_in(free, part.folded, now, calendar))
    return result


def _put_right(part: Part, rounds: frozenset[str]) -> Said | None:
    """不是5-003，是5-005 and nothing else moves what was just said."""
    codes = codes_in(part.folded, rounds)
    rest = CODE.sub("", part.folded)
    if len(codes) == 1 and re.fullmatch(
        r"(?:不是|并非)\s?,?\s?(?:而|应该?)?是\s?的?[。!,]?", rest
    ):
        return Said("move", Target("code", codes[0]), part.text)
    return None


def _mentioned(folded: str, rounds: frozenset[str]) -> Target:
    """A code in the middle of a sentence; several leave it open which is meant."""
    codes = codes_in(folded, rounds)
    if len(codes) == 1:
        return Target("code", codes[0])
    return Target("several", "|".join(codes)) if codes else NONE


def _bare(part: Part) -> list[Said]:
    """Only numbers or codes: a choice, or a look at the finding."""
    if all(target.kind == "number" for target in part.targets):
        numbers = tuple(target.number or 0 for target in part.targets)
        return [Said("choose", part.targets[0], part.text, numbers=numbers)]
    if part.targets == (NONE,):
        return [_free(part.text or "?", part.folded, NONE)]
    return [Said("show", target, part.text) for target in part.targets]


def _commanded(
    text: str,
    folded: str,
    target: Target,
    now: datetime,
    calendar: Calendar,
    rounds: frozenset[str],
) -> list[Said]:
    """A part that begins with a command word, its target before or after it."""
    lead = POLITE.match(folded)
    start = lead.end() if lead else 0
    spec, word = _command_at(folded, start)
    if spec is None:
        return []
    position = start + len(word)
    targets, position = _targets_after(folded, position, target, rounds, spec)
    rest, kept = folded[position:], text[position:] if len(text) == len(folded) else ""
    rest, kept = _align(rest, kept, text)
    if not phrases.is_command(spec, word, folded, rest, targets):
        return []
    made = Said(spec.name, targets[0], tidy(kept))
    filled = phrases.fill(made, word, tidy(rest), now, calendar)
    return [] if filled is None else [replace(filled, target=one) for one in targets]


def _align(rest: str, kept: str, text: str) -> tuple[str, str]:
    return (rest, kept) if kept or not rest else (rest, text[-len(rest) :])


def _command_at(folded: str, start: int) -> tuple[CommandSpec | None, str]:
    """The longest command word right here."""
    found: tuple[CommandSpec | None, str] = (None, "")
    for spec in COMMANDS:
        for word in spec.words:
            if folded.startswith(word, start) and len(word) > len(found[1]):
                found = (spec, word)
    return found


def _targets_after(
    folded: str,
    position: int,
    target: Target,
    rounds: frozenset[str],
    spec: CommandSpec,
) -> tuple[tuple[Target, ...], int]:
    """The codes (or one number) that follow a command word."""
    found: list[Target] = []
    while True:
        gap = re.compile(r"[\s:,、和与及]*").match(folded, position)
        begin = gap.end() if gap else position
        code = code_at(folded, begin, rounds)
        if code is None:
            break
        found.append(Target("code", code_of(code)))
        position = code.end()
    if found:
        return tuple(found), position
    if target.kind == "none" and spec.needs_code:
        numbers = numbers_at(folded, begin)
        if numbers is not None:
            return tuple(numbers[0]), numbers[1]
    return (target,), position


def _free(text: str, folded: str, target: Target) -> Said:
    """A sentence without a command word."""
    question = questions.question_about_one(folded, target)
    if question is not None:
        return replace(question, text=text)
    heard = CODE.sub("本项", folded)
    if CLOSE_IT.fullmatch(tidy(heard)):
        return Said("submit", target)
    speech = classify(heard if heard != folded else text)
    made = Said(SPOKEN[speech], target, text, report=REPORTS.get(speech))
    return replace(made, measures=phrases.measures_in(folded))


SPOKEN = {
    Speech.SUBSTANTIVE: "progress",
    Speech.STATUS_ONLY: "progress",
    Speech.BLOCKED: "blocked",
    Speech.RECEIPT: "receipt",
    Speech.DONE: "complete",
    Speech.CAPTION: "caption",
    Speech.CHAT: "chat",
}
REPORTS = {
    Speech.SUBSTANTIVE: ReportKind.SUBSTANTIVE,
    Speech.STATUS_ONLY: ReportKind.STATUS_ONLY,
    Speech.BLOCKED: ReportKind.BLOCKED,
    Speech.RECEIPT: ReportKind.RECEIPT,
}
