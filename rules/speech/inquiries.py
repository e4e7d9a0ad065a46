"""打听：一句话里问的是谁、哪一轮、哪一步、哪段日子，怎么说、先后怎么排都一样。

A message is one where every word of it belongs to a question about the state of
things, but for one name; in doubt it is none, and read as it always was.
"""

import re
from dataclasses import replace

from rules.calendar import spans
from rules.speech import inquiry_words as words
from rules.speech import received
from rules.speech.questions import FOUND_OUT
from rules.speech.said import Said
from rules.writing.numerals import number
from rules.writing.patterns import run
from rules.writing.text import fold, tidy

LONGEST = 40
TITLED = r"[\u3400-\u9fff]{1,3}(?:书记|[副局科股部站镇院校组处]长|主任|董事长|总)"
NAME = rf"(?P<name>{TITLED}|[\u3400-\u9fff·]{{2,14}}?)"

WHOLE = re.compile(
    rf"{run(words.ANY, 'before')}(?:{NAME})??(?:同志)?{run(words.ANY, 'behind')}"
)
LONG = re.compile(words.LONG)
ASKS, NAMES_A_LIST = re.compile(words.ASKS), re.compile(words.NAMES_A_LIST)
OTHERWISE, WHETHER = re.compile(words.OTHERWISE), re.compile(words.WHETHER)
SPAN, PAST_SPAN = re.compile(spans.WORDS), re.compile(spans.PAST_WORDS)
ROUND = re.compile(words.ROUND)
STATES = tuple((name, re.compile(pattern)) for name, pattern in words.STATES)
BY_UNIT, MOST = re.compile(words.BY_UNIT), re.compile(words.MOST)
MINE, OWN = re.compile(words.MINE), re.compile(words.OWN)
DECIDE = re.compile(words.DECIDE)
REQUEST, PERSONS = re.compile(words.REQUEST), re.compile(words.PERSONS)
TOTAL, UNREACHED = re.compile(words.TOTAL), re.compile(words.UNREACHED)
DUE = re.compile(r"到期|期限|要交|要报")

SUBJECT = re.compile(
    r"情况|状[态况]|进[展度]|问题|事项|整改|汇总|统计|几[项个件]|多少|清单"
)
"""What makes a question of all that there is: 在吗 asks nothing."""

OVERDUE, SOON, QUIET = "逾期", "快到期", "久无进展"
CLOSED, OPEN, CHANGED = "已销号", "未销号", "有变化"
LATELY = "最近"
TO_DECIDE = "待决定"
TWO_WEEKS = 14


def asked(text: str, *, counts: bool) -> Said | None:
    """Return what a message asks about the state of things; None for other words.

    `counts`: the asker is one who counts, and may name a list without a word that asks.
    `unit` is a name as it was said: a unit's, somebody's, or words of a title; whose it
    is is not known here. `numbers` are days where it is said how long.
    """
    folded = tidy(fold(text))
    if not 0 < len(folded) <= LONGEST or OTHERWISE.search(folded):
        return None
    if received.asked(folded, bare=not counts):
        return None
    bare = words.unmannered(folded)
    mark = ASKS.search(bare) or ASKS.search(fold(text))
    if not (mark or (counts and NAMES_A_LIST.match(folded))):
        return None
    found = WHOLE.fullmatch(bare)
    if found is None or (mark and FOUND_OUT.search(bare[: mark.start()])):
        return None
    made = _about(f"{found['before']}|{found['behind']}", found["name"] or "")
    if made and made.value == SOON and spans.OTHER_TIME.search(found["name"] or ""):
        return None
    return None if made is None else _placed(made, found, tidy(text))


def _placed(made: Said, found: re.Match[str], text: str) -> Said:
    """The question with the name and the round that stand in it."""
    name = found["name"] or ""
    round_ = ROUND.search(found.group())
    beside = round_.group() if round_ else ""
    return replace(made, unit=name or beside, field=beside if name else "", text=text)


def _about(said: str, name: str) -> Said | None:
    """Which question it is, whosever name stands in it."""
    if UNREACHED.search(said):
        return Said("unmet")
    if MINE.search(said) and not name:
        return Said("mine", value=TO_DECIDE if DECIDE.search(said) else "")
    state = next((one for one, pattern in STATES if pattern.search(said)), "")
    if MOST.search(said) and PERSONS.search(said) and not BY_UNIT.search(said):
        return Said("by_unit" if "倒数" in said else "overdue")
    if BY_UNIT.search(said) and not name:
        plain = MOST.search(said) or state in ("", CLOSED, OVERDUE, OPEN)
        return Said("by_unit", value="" if plain else state)
    return _in_time(said, state) or _listed(said, state, name)


def _in_time(said: str, state: str) -> Said | None:
    """What is asked of a span of days: due, closed, reported, changed in it."""
    past, ahead = PAST_SPAN.search(said), SPAN.search(said)
    if ahead and DUE.search(said) and state in ("", OPEN):
        return Said("due_within", value=spans.named(ahead.group()))
    if state == SOON or (DUE.search(said) and state == ""):
        near = all(day <= TWO_WEEKS for day in _days(said))
        return Said("in_state", value=SOON) if near else None
    if past and state in words.HAPPENED:
        return Said(words.HAPPENED[state], value=spans.past_named(past.group()))
    return Said("changed_in", value=LATELY) if state == CHANGED else None


def _listed(said: str, state: str, name: str) -> Said | None:
    """What is asked of a step, or of all that there is."""
    own = OWN.search(said) and not name
    if state == OVERDUE:
        return Said("overdue", numbers=_days(said))
    if state == QUIET:
        return Said("in_state", value=QUIET, numbers=_days(said))
    if name and (state == OPEN or WHETHER.search(said)):
        return Said("unit_status")
    if own and (state == "" or (state == CLOSED and REQUEST.search(said))):
        return Said("mine")
    if TOTAL.search(said) and state in ("", OPEN, CLOSED):
        return Said("status")
    if state:
        return Said("in_state", value=state)
    if name:
        return Said("unit_status")
    return Said("status") if SUBJECT.search(said) else None


def _days(said: str) -> tuple[int, ...]:
    """How many days are meant: 半个月, 两周, 10个工作日; () where it is not said."""
    found = LONG.search(said)
    if found is None:
        return ()
    half = found["count"] == "半"
    count = 0.5 if half else float(number(found["count"]) or 0)
    each = next(days for unit, days in words.DAYS if found["unit"].startswith(unit))
    return (round(count * each),)
