"""密级标志：怎样才算标着密级，说到秘密、列举密级的不算（decisions.md 31）。"""

import re

_GAP = r"[\s\u200b-\u200d\u2060\ufeff]*"
_BLANK = r"[ \t\u3000\xa0]"
_LEVEL = rf"(?:[绝絕]{_GAP}密|[机機]{_GAP}密|[秘祕]{_GAP}密)"
_TERM = r"(?:\d{1,3}|[一二三五十]{1,3})\s*年|长\s*期"
_WHOLE = rf"{_LEVEL}(?:级|件)?(?:\s*(?:{_TERM}))?"
_STAR = "[★☆⭐✩✭✮✯✰]"
_LIKE_STAR = "[*＊∗﹡※●•·・]"
_ASKED = "(?:密\\s*级|保密级别|保密等级)"
_CALLED = rf"{_ASKED}\s*[:：]\s*"
_SAYS = rf"(?:{_CALLED}|{_ASKED}{_BLANK}+)?"
_URGENT = "(?:特急|加急|急件|平急|特提)"
_WARNING = (
    "(?:请?注意保[管密存]|(?:严禁|不得|请勿|禁止)(?:外传|复制|复印|扩散|转发|拍照))"
)
_OPEN, _SHUT = "（(【\\[〔〖［{", "）)】\\]〕〗］}"
_PAPER = "(?:文件|材料|资料)"
_HANDLED = (
    "(?:管理|保管|清退|清理|清查|登记|销毁|制度|规定|办法|自查|检查|培训|学习|教育"
    "|传阅|借阅|交接|移交|台账|目录|数量|份数|合计|泄露|泄密|丢失)"
)
"""What is done with secret papers: words about them, no mark on this one."""

_COUNTED = r"(?:\d{1,6}|[一二两三四五六七八九十]{1,3})\s?"
_TABLED = (
    rf"(?:{_COUNTED}(?:[份件个本套]|$)|共{_COUNTED}份|[（(]?份(?!号)|[无否是]$|是否|未(?!经)"
    rf"|由|传递|应当|[^\n]{{0,6}}(?:柜|档案室|机要室)|名称|非涉密|{_LEVEL}{_PAPER}|[^\n]{{0,6}}{_HANDLED})"
)
"""What stands below 机密文件 where it only heads a column or begins a sentence."""

_SHOWN = "(?:照片|存放|摆放|整改[前后]|定密|解密|指南)"
"""What a name says of papers that are spoken of, besides how they are handled."""

_THIS = (
    "(?<![将把])(?<!建议)(?:本|此)(?:文件|材料|资料|方案|报告|通知|纪要|名单|件|文|表)"
)
_CHOICE = rf"[/、或□☐]|{_LEVEL}|公开|内部"

_MARK = re.compile(
    rf"(?<![“‘「『]){_LEVEL}{_GAP}(?:级{_GAP})?{_STAR}|★\s*{_LEVEL}"
    rf"|{_LEVEL}\s*{_LIKE_STAR}\s*(?:{_TERM}|启用前)"
    rf"|{_CALLED}{_LEVEL}级?(?={_BLANK}+(?!{_BLANK}|{_CHOICE})|[，,。；;]|$)"
    rf"|密级[定]?为{_LEVEL}级?(?=[，,。；;]|$)"
    rf"|(?:^{_BLANK}*|{_THIS}(?:密级)?(?:已|被)?)(?:确?定|核定|标)(?:密级?)?为{_LEVEL}"
    rf"(?:级|件)?{_PAPER}?(?=[，,。；;！!）)]|$)"
    rf"|{_THIS}(?:属于?|系|为){_LEVEL}(?:级|件)?{_PAPER}?(?=[，,。；;！!）)]|$)"
    rf"|[{_OPEN}]密级[{_SHUT}]{_BLANK}*{_LEVEL}|密级{_BLANK}*[{_OPEN}]{_LEVEL}级?[{_SHUT}]"
    rf"|^{_BLANK}*{_SAYS}(?:{_WHOLE}[*＊]?(?:[ \t\u3000\xa0·]+{_URGENT})?"
    rf"|{_LEVEL}(?:级|件|文件|材料|资料)?(?:{_BLANK}|[，,!！·])\s*{_WARNING}[!！。]?"
    rf"|{_LEVEL}[（(]内部[）)]"
    rf"|{_LEVEL}{_PAPER}(?={_BLANK}*$(?!\s{{0,9}}{_TABLED}))"
    rf"|[{_OPEN}]{_WHOLE}\s*[{_SHUT}]){_BLANK}*$",
    re.MULTILINE,
)
"""A level with ★, after 密级：, or alone on its line; 密级：秘密 / 机密 is a choice."""

_FIGURE = rf"\d{{1,4}}{_BLANK}{{0,9}}\n\s{{0,99}}"
_LINE = (
    rf"{_BLANK}{{0,9}}(?:(?!{_BLANK})[^\n]{{1,12}}年[^\n]{{0,4}}\n\s{{0,99}}"
    rf"|(?:{_FIGURE}){{1,3}})?"
)
_TOLD = rf"(?:级|件)?{_PAPER}?(?:{_BLANK}{{1,9}}\d{{1,4}}{_BLANK}{{0,2}}年?)?"
_LISTED = [
    re.compile(
        rf"^{_BLANK}{{0,9}}"
        + rf"{_TOLD}{_BLANK}{{0,9}}\n\s{{0,99}}{_LINE}".join(levels)
        + rf"{_TOLD}$",
        re.MULTILINE,
    )
    for levels in (("绝密", "机密", "秘密"), ("秘密", "机密", "绝密"))
] + [
    re.compile(
        rf"^{_BLANK}{{0,9}}(?P<one>{_LEVEL}){_PAPER}{_BLANK}{{0,9}}\n"
        rf"\s{{0,9}}(?!(?P=one)){_LEVEL}{_PAPER}{_BLANK}{{0,9}}$",
        re.MULTILINE,
    )
]
"""All three levels under one another, beside them at most for how many years or how
many there are, or papers of two: a list of what levels there are. A document has one.
"""

_SPOKEN = re.compile(
    r"^([^\n]{0,30}(?:涉密|载体|类别|(?:检|自)查项目|微信|互联网|不得[在通])[^\n]{0,30}\n)"
    rf"\s{{0,9}}{_LEVEL}{_PAPER}{_BLANK}{{0,9}}$",
    re.MULTILINE,
)
"""机密文件 on the line below words about such papers, as a cell or a sentence's end."""

_APART = r"\s_\-—－:：.+"
_NAMED = re.compile(
    rf"(?:^|[{_APART}{_OPEN}])(?:{_CALLED})?"
    rf"(?:{_WHOLE}(?:[{_APART}{_SHUT}，,]|$)|{_LEVEL}级?\s*\d{{1,3}}\s*年"
    rf"|{_LEVEL}(?:级|件)?的?(?:{_PAPER}|(?:会议|调查|谈话|核查|审查|情况)?"
    rf"(?:方案|名单|报告|通知|纪要|记录|笔录|批复|请示|函件?|电报))"
    rf"(?=[\d{_APART}{_OPEN}{_SHUT}]|$)(?!.*(?:{_HANDLED}|{_SHOWN})))"
)
"""A level that stands by itself in a name, or right before what paper it is:
【秘密】名单, 名单-机密, 机密方案; 机密文件管理制度 is about such papers.
"""


def is_secret(words: str) -> bool:
    """Say whether the words of a file carry a mark of secrecy."""
    for listed in _LISTED:
        words = listed.sub("", words)
    return bool(_MARK.search(_SPOKEN.sub(r"\1", words)))


def is_marked(path: str) -> bool:
    """Say whether a name carries a mark of secrecy, or a folder on the way to it."""
    parts = re.split(r"[/\\]", path)
    parts[-1] = parts[-1].rpartition(".")[0] or parts[-1]
    return any(_MARK.search(part) or _NAMED.search(part) for part in parts)
