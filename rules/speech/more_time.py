"""要时间：一句话里的新日期和理由，没有命令词也读得出来。"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from rules.calendar import dates
from rules.calendar.dates import Kind, Reading
from rules.calendar.workdays import Calendar
from rules.speech import prolonging
from rules.speech.said import Said
from rules.speech.targets import CODE
from rules.speech.tone import is_courtesy
from rules.writing.text import fold, reason_in, tidy

POLITELY = "politely"
"""The field of a request that is put as a question: others than who may ask only ask."""

LOOKS = frozenset({"show", "look", "chat"})
"""As what a question is read; what tells of work is no request."""

SPAN = r"[一二两三四五六七八九十半几\d]+个?(?:月|天|周|星期|工作日|日|年)"
MOVED = r"(?:期限|时限)[^,;。]{0,6}?[改调推放挪]到"
LATER = (
    rf"{MOVED}|延期|延其|廷期|[严沿]期|演期(?!的)|延长|延到|延至|延后|延一延|推迟|往后推|顺延|展期|宽限|缓到|缓至|"
    rf"[延缓](?={SPAN})"
)
EXTENSION = re.compile(rf"{LATER}|再给|多给")
LENGTH_FIRST = re.compile(rf"\s*{SPAN}[\s,:]*(?={CODE.pattern})")
"""延期半个月 5-005: which finding it is stands behind how much longer."""

EXTENDED_THING = re.compile(
    r"(?:交付|付款|支付|还款|缴|开工|竣工|完工|投产|交房|拨付|发放|使用|验收)"
)
"""What others put off (延期交付的违约金) is no request for more time."""

HANDED = (
    r"的?(?:申请|审批|报告|手续|材料|请示|[表书函件])+(?:我们?|都|也|均|刚刚?|昨天|今天|[上下]午)*"
    r"(?:已|正在?|在走|交|报(?!告)|递|送|上[报交]|批[了下准]|签[了过字]|盖[了章]|办[好完了]|补|齐)"
)
"""延期手续已交, 延期报告正在走流程: papers are told of, no time is asked for."""

NO_EXTENSION = re.compile(
    r"(?:不|别|无需|不用|不再|没有|未)(?:[需要想]+|申请)?延期|(?:上次|上回|前次)[^,;。]{0,8}延期|延期[^,;。]{0,12}(?:已|获)批|"
    r"(?:如果|假如|要是|倘若|万一)[^。;]{0,20}(?:不了|不成|不完|没|未)[^。;]{0,20}(?:就|再|只能|只好)[^。;]{0,6}延期|"
    r"延期(?:申请|报告)?(?:已|获|的)|"
    rf"延期{HANDED}|已(?:经)?(?:获批)?延期|"
    r"没同意|不同意"
)
OTHERS = re.compile(
    r"(?:会议|评审会|论证会|听证会|专题会|党[组委]会|公告|培训|活动|开庭|项目|工程|工期|合同|施工|建设|协议|租期|租约|租赁|质保|保修|服务|贷款|借款|缴款|还款|付款|缴费|公示|报名|招标|开标)"
    rf"(?:期限?|时间)*(?:已经?)?(?:需要?|要|将)?(?:{LATER})|延期{EXTENDED_THING.pattern}"
)
"""Something else that is put off: 合同延期, 缴款期限延长到11月30日."""

EXTENSION_WORDS = re.compile(
    r"(?:再)?(?:申请|要求|想|需要?|能不能|能否|可否)?(?:[延严沿]期|延长|延到|延至|延后|推迟|顺延|宽限|再给|多给)"
)
MAY_I = re.compile(
    r"能不能|能否|可否|可不可以|是否可以|可以.{0,20}吗|行不行|行吗|好不好"
)
"""A polite request for more time: 能不能延到11月底？ with its date."""

PUT_BACK = (
    rf"{LATER}|(?:晚|迟|拖|[延缓推])个?(?:{SPAN}|些(?:天|时间)|一?段时间|一[延缓推拖下])|"
    r"晚(?:一?[些点])(?!.{0,4}(?:电话|联系|[说打来聊]|开会|见))"
)
BEGGED = re.compile(
    rf"(?:能不能|能否|可否|可不可以|是否可以|是不是可以)(?!不)[^,;。!?]{{0,10}}?(?:{PUT_BACK})|"
    rf"(?:{PUT_BACK})[^,;。!?]{{0,6}}(?:行不行|行吗|好不好|好吗|可以吗|可不可以|能不能行)"
)
"""能不能晚几天, 缓一缓行不行: more time, and no day for it."""

BECAUSE = re.compile(
    r"(?:因为|由于|因(?!为))(?P<why>.+?)(?=[,;。!\n]|,?(?:申请|需|想|要)?延期|特此|$)",
    re.S,
)
LONG_AGO = {"昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
EMPTY = re.compile(
    rf"(?:想|要|再|多)*[延缓]?{SPAN}(?:左右|吧|可以吗|行吗)?|"
    r"不对|[说写打]错了|因为?|由于|(?:原因|理由)[是为:：]*|[到至]|[到至延]?[到至]?\d{1,2}月\d{1,2}[日号]?[前底]?|\d{1,2}-\d{1,3}|到?(?:一下|一段时间|适当时候|几天)|到上.{1,4}"
)
AIMED = re.compile(r"(?:到|至|延期|延|于|在|再给|给)[:\s]*$")
PUT_OFF = re.compile(r"(?:延期|延长|延后|推迟|顺延|[延缓])\s?(?:到|至)?[:\s]*$")
"""Before the new date; before two different ones it is asked which."""

TAKEN_BACK = re.compile(r"(?:不对|[说写打]错了)[,;。\s]*(?:应该|应当|改)?[是到至]?\s?$")
"""到12月15日，不对，12月25日: two days were said, and it is asked which."""

MISSED = re.compile(
    r"(?:之?前|内|左右|可能|恐怕|估计|怕是?|肯定|应该|是|都|也|就|[,\s])*"
    r"(?:完成|办|弄|做|搞|干|整改|交|报)?(?:不(?:完|了|成|上|出来)|不能(?:完成|办[完结]))"
)
"""月底弄不完，能不能宽限几天: the day that will be missed is not the one asked for."""

YEARLESS = frozenset({"month_day", "bare_pair"})
"""Rules of the date grammar that read a day without its year."""

A_YEAR = timedelta(days=365)
JUST_PAST = timedelta(days=60)
BEHIND = re.compile(r"(?:以前|之前|前)?(?P<why>(?:等|待|缺)[^\s,;。!?]{2,})")
"""A reason that follows its date without a mark: 延期到11月30日等审计."""

CLAUSE = re.compile(r"[^\s,;。!?]+")


def extension_in(said: Said, folded: str, now: datetime, calendar: Calendar) -> Said:
    """Turn a free sentence that asks for more time into a request for an extension."""
    polite = bool(MAY_I.search(folded))
    begged = None if NO_EXTENSION.search(folded) else _begged(said, folded)
    if said.command in ("show", "chat", "receipt") and not polite:
        return said
    if NO_EXTENSION.search(folded) or not EXTENSION.search(OTHERS.sub("", folded)):
        return begged or said
    asked = extension(replace(said, report=None, measures=()), said.text, now, calendar)
    wanted = re.search(LATER, folded)
    if asked.due is None and (polite or not wanted):
        return begged or said
    due = prolonging.prolonged(asked.due, said.text)
    return replace(asked, due=due, command="extend")


def _begged(said: Said, folded: str) -> Said | None:
    """A polite request for more time without its day, with what else is said as reason.

    How long from which day nobody said in 晚两天: the day is asked for.
    """
    own = OTHERS.sub("", folded)
    found = BEGGED.search(own)
    if said.command not in LOOKS or found is None or "已" in own[: found.start()]:
        return None
    clauses = [
        said.text[slice(*one.span())] for one in CLAUSE.finditer(fold(said.text))
    ]
    besides = [
        one
        for one in clauses
        if not (BEGGED.search(fold(one)) or is_courtesy(fold(one)))
    ]
    return replace(
        said,
        command="extend",
        report=None,
        measures=(),
        reason=reason_in("，".join(besides)),
        field=POLITELY,
    )


def extension(said: Said, text: str, now: datetime, calendar: Calendar) -> Said:
    """Find the new date and the reason in the words of a request."""
    folded = fold(text)
    due = _new_date(folded, now, calendar) or _behind_code(folded, now, calendar)
    return replace(said, due=due, reason=_reason(text, folded, due))


def _behind_code(folded: str, now: datetime, calendar: Calendar) -> Reading | None:
    """再给5-006半个月: what the code stands before is read without it."""
    bare = CODE.sub("", folded)
    due = None if bare == folded else _new_date(bare, now, calendar)
    return replace(due, span=(0, 0)) if due else None


def hold(said: Said, text: str, now: datetime, calendar: Calendar) -> Said:
    """Find the day and the reason in the words that put off a step (暂缓).

    A day that only stands in the reason (因10月20日已说明) is none to hold it to.
    """
    asked = extension(said, text, now, calendar)
    folded, due = fold(text), asked.due
    because = BECAUSE.search(folded)
    aimed = due is not None and _stands(AIMED, folded, due)
    if due is not None and because and due.span[0] > because.start() and not aimed:
        asked = replace(asked, due=None)
    if due is None:
        return asked
    reason = asked.reason or tidy(text[due.span[1] :])
    reason = re.sub(rf"[,，。;；\s]*[到至]?{re.escape(due.text)}$", "", reason)
    return replace(asked, reason=reason_in(reason).strip("()（）"))


def share_reason(said: list[Said]) -> list[Said]:
    """1延期到11月底 2延期到12月底 因人手不足: the reason at the end is for both."""
    result: list[Said] = []
    reason = ""
    for one in reversed(said):
        if one.command not in ("extend", "hold"):
            reason = ""
        elif not one.reason:
            one = replace(one, reason=reason)
        reason = one.reason
        result.insert(0, one)
    return result


def _new_date(folded: str, now: datetime, calendar: Calendar) -> Reading | None:
    """The one day that is asked for; a day just past is not silently next year's."""
    due = _named_date(folded, now, calendar)
    if due is None or due.on is None or due.rule not in YEARLESS:
        return due
    meant = due.on - A_YEAR
    if meant < now.astimezone(dates.ZONE).date() <= meant + JUST_PAST:
        return replace(due, kind=Kind.AMBIGUOUS, on=None, alternatives=(meant, due.on))
    return due


def _named_date(folded: str, now: datetime, calendar: Calendar) -> Reading | None:
    found = dates.find(folded, now, calendar)
    if found and all(MISSED.match(folded, day.span[1]) for day in found):
        return None
    if dates.either(folded, found):
        return dates.read(folded, now, calendar)
    asked = dict.fromkeys(
        one.on
        for one in found
        if _stands(PUT_OFF, folded, one) or _stands(TAKEN_BACK, folded, one)
    )
    days = tuple(on for on in asked if on is not None)
    if len(days) > 1:
        return replace(found[-1], kind=Kind.AMBIGUOUS, on=None, alternatives=days)
    aimed = [entry for entry in found if _stands(AIMED, folded, entry)]
    if aimed:
        return _one_of(folded, aimed[-1])
    past = re.search(r"(?:到|至)\s?(大前天|前天|昨天|昨日|上周|上个?月)", folded)
    if past:
        day = now.astimezone(dates.ZONE).date() - timedelta(
            LONG_AGO.get(past.group(1), 7)
        )
        span = past.span(1)
        return Reading(Kind.DATE, day, text=past.group(1), span=span, rule="past")
    if len(found) == 1:
        return found[0]
    read = dates.read(folded, now, calendar)
    return read if read.kind is Kind.AMBIGUOUS else None


def _stands(words: re.Pattern[str], folded: str, day: Reading) -> bool:
    """Say whether a date stands right behind some words."""
    return bool(words.search(folded[max(0, day.span[0] - 12) : day.span[0]]))


def _one_of(folded: str, due: Reading) -> Reading:
    """11月或12月 leaves it open."""
    if re.match(r"\s?(?:或|还是)", folded[due.span[1] :]):
        return replace(due, kind=Kind.AMBIGUOUS, on=None)
    return due


def _reason(text: str, folded: str, due: Reading | None) -> str:
    because = BECAUSE.search(folded)
    if because:
        return tidy(text[because.start("why") : because.end("why")])
    start, end = due.span if due else (-1, -1)
    kept = [
        text[match.start() : match.end()]
        for match in CLAUSE.finditer(folded)
        if not EXTENSION_WORDS.search(match.group())
        and not (match.start() < end and start < match.end())
        and not EMPTY.fullmatch(match.group())
    ]
    behind = BEHIND.match(folded, end) if due and not kept else None
    return text[slice(*behind.span("why"))] if behind else "，".join(kept)
