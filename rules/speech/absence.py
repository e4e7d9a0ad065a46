"""请人代办：一句话里由谁代、从哪天到哪天。"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from rules.calendar import dates
from rules.calendar.dates import Reading
from rules.calendar.workdays import Calendar
from rules.speech.said import Said
from rules.writing.text import NAME_LETTERS, fold, tidy

WHEN = r"(?:[\d年月日号到至~\-\s]{1,40}|[下本这]个?[周月]|[今明后]天)?"
"""Days between the name and the word: 叶红霞12月10日至15日代我办."""

ERRAND = r"(?![送交递签领取拿报参出开汇填发说问])"
"""What is done once for somebody is no absence: 材料由叶红霞代我送到了."""

NOBODY = (
    r"委托|全部|已经|正在|统一|集中|网上|现场|窗口|免费|上门|帮忙|开始|之前|以前|起|全程|[为便]民|[实推]行|帮办|"
    r"专[人班员]|单位|部门|同事|党员|村民|居民|群众|干部|"
    rf"[{NAME_LETTERS}]{{0,2}}(?:街道|社区|中心|大厅|[村局办科镇乡]里|[村局科](?=代办))"
)
"""Words before 代办 that are no name: 10月20日统一代办, 社区代办."""

DEPUTY = re.compile(
    rf"(?:(?:由|请|让|委托(?=.{{2,5}}代办\s?[从自]?\d{{1,2}}月))(?P<name>[{NAME_LETTERS}]{{2,3}}?)(?:同志)?{WHEN}(?:代办|(?:代我|替我){ERRAND})"
    rf"|(?:^|[日号周月天,\s])(?![由请让])(?P<other>[{NAME_LETTERS}]{{2,3}}){WHEN}"
    rf"(?:代我|替我)(?=[办处]|$|[一二两三几半\d]{{1,2}}[天周])"
    rf"|(?<=[日号])(?!{NOBODY})(?P<deputy>[{NAME_LETTERS}]{{2,3}})代办(?=$|[,;。\s吧]))"
)
UNTIL = re.compile(r"(?:到|至|直到)\s?$")
ENDS = re.compile(r".*(?:前|底|末|内)$")
"""How a reading ends that only says until when: 月底, 20日前."""

ENDED = r"(?:取消|结束|停止|解除|撤销)"
REVOKED = re.compile(
    rf"{ENDED}(?P<name>[{NAME_LETTERS}]{{2,4}}?)的?代办|代办(?:先|就|现在)?(?:{ENDED}|不用|不需要)(?:了|吧)?"
)
SPANS = frozenset({"days", "weeks", "months", "workdays"})
"""Readings that say how long, not from which day to which: 三天."""

BETWEEN = re.compile(
    r"(?:从|自|由|到|至|起|止|为止|开始|结束|期间|就|是|请|吧|之?前|[~\-\s,;。])*"
)
"""What may stand around days that are all that is said: 从9月15号到9月20号."""

AND_ON = re.compile(r"\s?(?:为?止|之?前|以前|回来)")
TO_SUNDAY = timedelta(days=6)


def deputy_in(said: Said, folded: str, now: datetime, calendar: Calendar) -> Said:
    """Turn a sentence that names a deputy into a substitution; others stay."""
    named = DEPUTY.search(folded)
    if named is None:
        return said
    person = next(filter(None, named.group("name", "other", "deputy")))
    return replace(with_days(said, now, calendar), command="substitute", person=person)


def revoked(text: str) -> Said | None:
    """取消石海涛的代办, 代办取消: that somebody acts no longer; None for other words."""
    found = REVOKED.fullmatch(tidy(fold(text)))
    name = (found.group("name") or "") if found else ""
    return Said("revoke_substitute", person=name) if found else None


def with_days(said: Said, now: datetime, calendar: Calendar) -> Said:
    """Read from which day (`due`) to which (`until`) somebody is away.

    One week is all of it, what is left of it where it runs; one day is that day,
    unless the words only say until when: then `until` stays open.
    How long is no days: 三天 leaves both open.
    """
    found = [
        one for one in dates.find(said.text, now, calendar) if one.rule not in SPANS
    ]
    if len(found) != 1:
        return replace(said, due=found[0] if found else None, until=_last(found))
    only = found[0]
    if only.rule == "week" and only.on:
        first = max(only.on - TO_SUNDAY, now.astimezone(dates.ZONE).date())
        return replace(said, due=replace(only, on=first), until=only)
    return replace(said, due=only, until=None if _until(said.text, only) else only)


def days_alone(text: str, now: datetime, calendar: Calendar) -> bool:
    """Say whether a message is nothing but days or how long: the answer to from when."""
    found = dates.find(text, now, calendar)
    rest = list(fold(text))
    for one in found:
        rest[slice(*one.span)] = " " * (one.span[1] - one.span[0])
    return bool(found) and bool(BETWEEN.fullmatch("".join(rest)))


def _last(found: list[Reading]) -> Reading | None:
    return found[-1] if found else None


def _until(text: str, only: Reading) -> bool:
    start, end = only.span
    before, after = UNTIL.search(text[:start]), AND_ON.match(text, end)
    return bool(before or after or ENDS.match(only.text))
