"""台账时限一格的写法：哪些话没有日子，哪些只说办完了，怎样写全了再读。"""

import re

TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?$")

AT_ONCE = frozenset(
    {
        *(
            "即时整改",
            "即查即改",
            "边查边改",
            "边督边改",
            "即时",
            "即时完成",
            "即时办理",
        ),
        *(
            "立即完成",
            "马上完成",
            "当即整改",
            "当场整改",
            "当场完成",
            "现场整改",
            "即改",
            "立改",
        ),
    }
)
"""Words of a ledger that mean 立行立改; in chat they are part of a sentence."""

BROKEN_WORD = re.compile(r"(?<=[\u4e00-\u9fa5])\s+(?=[\u4e00-\u9fa5])")
"""A narrow column breaks words: 立行 over 立改."""

RANGE = re.compile(
    r"(?:(20\d\d)[./年])?(\d{1,2})[./月](\d{1,2})[日号]?"
    r"\s*[-－—–~～至到]{1,2}\s*(?:(\d{1,2})[./月])?(\d{1,2})[日号]?(?:前|以前|之前)?"
)

BEGUN = re.compile(
    r"(20\d\d)年(\d{1,2})月(?:\d{1,2}[日号])?起?\s*[-－—–~～至到]{1,2}\s*(?=(\d{1,2})月)"
)
"""The beginning of a range that says its year, before an end that says none."""

_FOLLOWING = re.compile(
    r"(20\d\d)(年(?:半年|[^年,，;；。]){0,10}?[-－—–~～至到]{1,2}\s?)[次翌]年"
)
"""The end of a range in the year after the one that its beginning says."""

_FINISHED = "(?:完成|整改|办结|销号|落实|整改到位|整改完成|完成整改|整改完毕|到位)"
_PERIOD = r"(?:(?:巡察|集中|本轮)?(?:集中)?整改期(?:间|内|限内)?)"

OPEN = re.compile(
    r"(?:尽快|尽早|尽速|及时|适时|近期|抓紧)(?:完成|办理|整改|落实|推进)?"
    r"|待定|未定|暂未确定|无(?:明确)?(?:时限|期限)|(?:时间|时限|期限)待定"
    r"|待[\u4e00-\u9fa5]{0,6}(?:明确|确定|研究)后?(?:再定|确定)?"
    r"|(?:另行|待)通知|另行(?:确定|明确|规定)|视(?:情|情况)(?:而定|确定|推进)?"
    r"|[按根依](?!.*[年月日季周天前内])[照据]?(?:上级|规定|有关|相关|要求|计划|进度|方案)[\u4e00-\u9fa5]{0,8}"
    rf"|(?:已经?)?{_FINISHED}|(?:未|尚未|基本|部分)完成|(?:正在)?(?:整改|推进|办理|进行)中?"
    rf"|[√✓☑×✗]|TBD|tbd|N/A|n/a|不适用|{_PERIOD}(?:完成|整改到位)?"
    r"|(?:分|按)阶段(?:推进|完成|实施|整改)?|阶段性(?:完成|推进)|(?:按|依)?序时(?:进度)?(?:推进|完成)?"
    r"|全年|全程|全过程|(?:贯穿|坚持)(?:全年|始终|全程|全过程|整改全过程)"
    r"|(?:20\d\d年(?:\d{1,2}月)?起[,，]?)?(?:每|按)(?:半年|学期|季度|[年季月周旬])(?:(?!20\d\d)[^,，;；。]){0,10}|(?:不定期|定期)[\u4e00-\u9fa5]{0,6}"
)
"""Words of a ledger that plainly set no day: 尽快, 待定, 已完成, 每季度末, 集中整改期内."""

DONE_ON = re.compile(
    r"已(?:经|于|在)*\s*\d[^前内底末]{0,14}(?:完成|整改|办结|到位|销号)"
    r"|(?:^|(?<=[，,；;、（(\s]))[\d年月日号./-]+已经?(?:完成|整改|办结|到位|销号)"
    r"|^已经?(?:完成|整改|办结|到位|销号)[(（,，:：\s]*于?\d"
)
"""已于5月10日完成 says when it was done, not until when it must be; a day with （已完成）
behind it is the limit."""

_FEAST = "(?:国庆|春节|元旦|中秋|端午|清明|劳动|五一|十一|[暑寒]假|学期末|开学)节?"
_STRETCH = "[\\d一二两三四五六七八九十半几个多年月日号天周旬季学期度份上中下底初末今明本的至到~～./-]"
_MOMENT = (
    rf"(?:{_STRETCH}{{0,20}}(?:[年月日号天周旬底初末]|月份|[季年]度|学期|[年月]中"
    rf"|\d[./-]\d{{1,2}}|{_FEAST}))"
)
VAGUE = re.compile(
    rf"{_MOMENT}前?(?:左右|上下(?![半联协贯一结游级])|前后(?![一二两三几共])"
    r"|[(（](?:大约|大概|左右)[)）])"
    rf"|{_STRETCH}{{0,8}}(?:大约|大概|大致|(?<![预节签合条公契])约)[在于为需到]?{_MOMENT}"
)
"""10月左右, 国庆前后, 约9月: which day is meant nobody knows.

The day is part of it: 9月底前完成90%左右 and 9月底前（约3个月） say a clear one beside.
"""

BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        *("－", "－－", "–", "―", "――", "─", "──"),
        "/",
        "／",
        "∕",
        "╱",
        "\\",
        "…",
        "……",
        "...",
        "......",
        "无",
        "暂无",
    }
)

UNCLEAR_MONTHS = re.compile(
    r"(?:1[0-2]|[1-9])\s?[-－—–]{1,2}\s?(?:1[0-2]|[1-9])月份?(?:内|前)?(?:完成)?"
)
"""3-6月 may be the months of a year or how many there are; with a year it is clear."""

_TO_END = re.compile(
    r"^(1[0-2]|[1-9])\s?[-－—–~～]{1,2}\s?(?=(?:1[0-2]|[1-9])月份?[底末])"
)
"""5-9月底 ends with a month of the year."""

_QUOTES = re.compile('[“”"「」『』‘’]')
_SPAN = re.compile(
    r"^(?:短期|中期|近期|限期|限时|阶段性?)(?:整改)?[(（]([^()（）]+)[)）]$"
)
"""短期（2026年9月）: what kind of limit, and the limit."""

_BARE_YEAR = re.compile(
    r"(20\d\d)(?=[上下]半年)|(?<=[\d本今当])(年)度(?=[内底末前]?(?:完成)?$)"
)
_QUARTER = re.compile(r"(?:(20\d\d)年?)?第?(?<![A-Za-z])[Qq]([1-4])(?:季度)?")
_STOPPED = re.compile(
    r"(20\d\d)\s?([、,，。])\s?(\d{1,2})\s?\2\s?(\d{1,2})[日号]?(前|以前|之前)?"
)
"""2026、9、30 and 2026。9。30 are typed with a stop that looks like a point."""

_COMPACT_MONTH = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(?=[底末前]?$)")
_COUNTED = re.compile(
    r"((?:反馈|收到|接到|交办)[^，,；;。]{0,8}后的?"
    r"[\d一二两三四五六七八九十半]+个?半?(?:月|工作日|自然日|天|日|周|年))"
    r"(?=(?:完成|办结|整改到位)?$)"
)
"""收到反馈意见后三个月 says the same with 内 and without."""

_SINCE = re.compile(
    r"自?(?:20\d\d年?)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:起|开始|启动)"
)
_RECURRING = re.compile(r"[每按][^，,；;。（）()]*")
_DAY = re.compile(
    r"20\d\d|\d{1,2}\s?[月日号]|\d[./]\d|[一二三四五六七八九十元]月|[年月][初底末]"
)
_WHOLE_DAY = re.compile(
    r"\s*(20\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}[日号]))[，,；;、（）()\s]*$"
)
_PARTS = re.compile(r"[，,；;、/／|（）()\s]+")
_LABEL = re.compile(r"^[\u4e00-\u9fa5]{1,4}[:：]")
_MAY_MOVE = re.compile(r"(?:可|可以|允许|最多|最长)(?:适当|再|申请)?(?:延|顺延|宽限)")
_OTHER = re.compile(
    r"[前内底末止]?\s*(?:或者?是?|还是|要么|/)\s*(?:20\d\d|明年|次年|年[初底]|\d{1,2}月)"
)


def without_done(text: str) -> str | None:
    """Return what a cell says beside the day on which something was done.

    None where it says no such day, or a limit too: 6月底前完成，已于5月办结.
    """
    if re.search("[前内底末]", text) or not DONE_ON.search(text):
        return None
    return DONE_ON.sub("", text)


def before_done(rest: str) -> str:
    """Return the whole day that stands before 5月20日已完成; "" where that is unclear.

    A day behind it, or with words of its own, may be any other.
    """
    found = _WHOLE_DAY.match(rest)
    return found[1] if found else ""


def written_out(text: str) -> str:
    """Return a cell in the words that the grammar of dates reads."""
    words = BEGUN.sub(_with_year, TIME_OF_DAY.sub("", _QUOTES.sub("", text)))
    words = _FOLLOWING.sub(_year_after, words)
    words = _BARE_YEAR.sub(_whole_year, _SPAN.sub(r"\1", words))
    stopped = _STOPPED.fullmatch(words)
    if stopped:
        return "-".join(stopped.group(1, 3, 4)) + (stopped[5] or "")
    words = _TO_END.sub(r"\1月至", words)
    words = _QUARTER.sub(_whole_quarter, words)
    words = _COMPACT_MONTH.sub(r"\1年\2月", words) if words[:6].isdigit() else words
    return _COUNTED.sub(r"\1内", words)


def names_day(words: str) -> bool:
    """Say whether words name a day, a month or a year that sets a limit.

    What recurs (每年12月底) and what only begins (2026年6月起) sets none.
    """
    return bool(_DAY.search(_SINCE.sub("", _RECURRING.sub("", words))))


def may_move(words: str) -> bool:
    """Say whether a limit may be moved under some condition: 特殊情况可延至9月30日."""
    return bool(_MAY_MOVE.search(words))


def another_day(behind: str) -> bool:
    """Say whether another day follows as a choice: 2026年底或2027年初."""
    return bool(_OTHER.match(behind))


def parts_of(words: str) -> list[str]:
    """Part a cell at its stops and brackets, without labels: 短期：6月底；长期：…."""
    return [_LABEL.sub("", part) for part in _PARTS.split(words) if part]


def _whole_year(found: re.Match[str]) -> str:
    """2026下半年 with its 年; 2026年度 is all of that year."""
    return f"{found[1]}年" if found[1] else "年内"


def _whole_quarter(found: re.Match[str]) -> str:
    """2026Q2 in our words; the end of Q2-Q4 says no year of its own."""
    year = f"{found[1]}年" if found[1] else ""
    return f"{year}第{found[2]}季度"


def _with_year(begun: re.Match[str]) -> str:
    """The beginning of a range with the year of its end: the same, or the next one."""
    year, month, later = map(int, begun.groups())
    return f"{begun[0]}{year + (later < month)}年"


def _year_after(range_: re.Match[str]) -> str:
    """2027年下半年至次年3月 with the year that 次年 is."""
    return f"{range_[1]}{range_[2]}{int(range_[1]) + 1}年"


def range_end(words: str) -> str:
    """Write the end of a range in full: 2026.4.15-6.30 is 2026年6月30日.

    A range that would run backwards stays as it is.
    """
    found = RANGE.fullmatch(words)
    if not found:
        return words
    year, month, day, later, last = found.groups()
    later = later or month
    if (int(later), int(last)) <= (int(month), int(day)):
        return words
    return f"{year}年{later}月{last}日" if year else f"{later}月{last}日"
