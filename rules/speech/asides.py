"""题外话：抱怨催得多、说系统打不开、只说不延期、说该谁管该不该销；都不是进展。"""

import re

from rules.speech import posts, rulings
from rules.writing.patterns import run

SHORT = 40
"""Characters of a sentence that is nothing but an aside."""

POLITE = r"(?:请|麻烦|拜托|本项|[这该那]一?[项个]|我们?|先|暂时?|目前|现在|以后|今后|就|都|也|[,\s])*"
DONT = (
    r"(?:不要?|别|勿|莫|甭|不用|不必|不急着?|不忙)"
    r"(?:再|老|总|一直|天天|急着|忙着|着急|给|把|将|先|向|对|我们?|本项)*"
)
PARTICLES = r"(?:了|啦|吧|啊|哈|呢|嘛|好吗|谢谢|[,!。\s])*"
KEPT = "kept_open"
"""The answer to who wants a finding not to be closed."""

KEPT_OPEN = re.compile(
    rf"{POLITE}{DONT}(?:的)?(?:申请|办理?)?销(?:[号账]|(?=[了吧啊]))(?:申请|本项)*{PARTICLES}"
)
"""先不销号: an instruction about the book, and nothing of the work."""

UNREMINDED = re.compile(
    rf"{POLITE}{DONT}(?:催促?办?|提醒|发(?:提醒|消息|通知|短信|(?=了)))(?:我们?|本项|单位)*{PARTICLES}"
)
"""先别催了, 不要提醒我了."""

GRUMBLE = re.compile(
    r"一天(?:到晚)?[^,;。]{0,4}[发催报问][^,;。]{0,3}[遍次回条]|干不干活|"
    r"还让不让|(?:这个?)?(?:期限|时限|时间|要求)[^,;。]{0,4}(?:不合理|没道理|太离谱)|谁定的|瞎折腾|折腾人|没完没了|有完没完|催命"
)
WORKED = re.compile(r"已|完成|印发|整改|退[回还]|追回|约谈|召开|修订")
"""What says something about the work beside the grumble stays a report."""

IN_TIME = (
    r"[,;。\s]*(?:我们?|本项|这项)*(?:能够?|可以?|会|保证|争取|一定)*"
    r"(?:按时|按期|如期|(?:(?:本|这个?|下个?)?[月周年]|\d{1,2}月|\d{1,2}[日号])(?:初|中旬|底|末|内)?(?:之?前|以前)?)"
    r"(?:就|一定|肯定)?(?:能够?|可以?|会)?(?:完成|办[结完好]|弄[完好])"
)
NO_EXTENSION = re.compile(
    rf"(?:我们?|本项|这项|这个|目前|暂时|[,\s])*(?:不再?|无需|不用|不必|不需要|不想|不打算)(?:再)?(?:申请)?延期?(?:了|的|啦)?(?:{IN_TIME})?"
)
"""不延期了，能按时完成: no request, and no work either."""

TROUBLE = re.compile(
    r"(?:这个?|你们的?|咱们的?)?(?:系统|网页|链接|页面|网址|小程序|机器人|图片|文件|照片|附件|视频|按钮)?(?:都|又|怎么|总是|一直)*"
    r"(?:打不开|登不上|登录不[了上]|进不去|发不[了出]去?|传不[了上]去?|点不[了开]|没反应|闪退)(?:了|啊|呢|呀)*"
)
"""Trouble with the telephone or with us, not with the work."""

UNMARKED = re.compile(r".{0,12}标记[为成]?(?:未|没|不).{0,8}")
"""措施1标记未完成: what the book is to say, not what was done."""

FILES = r"(?:材料|文件|佐证|照片|图片|附件|凭证|截图|图|纪要|资料|视频|表)"
MISSENT = re.compile(
    rf"(?:(?:这|那|刚才|刚刚|上面|前面|刚发的?|我)(?:那|这)?(?:几?[份张个件条])?的?)*{FILES}?"
    r"(?:(?:[发传交]|上传)(?:错|重|多|漏)(?:了|啦)*|不要了|不算数?|作废)(?:了|啊|吧)*"
    rf"|(?:这|那|刚才|上面)(?:那|这)?(?:几?[份张个件])?{FILES}?(?:不是|不属于)本项的?"
)
"""Something is wrong with a file: no progress, and not said what is to be done."""

SHARE = re.compile(
    run(
        r"本项|的|我们?|目前|现在|截至|总体|整体|整改|完成|办结|办理|办|做|落实|推进|工作|任务|问题|事项|"
        r"率|进度|度|进展|比例|已经?|也|都|到|达到?|有|为|是|了|大概|大约|差不多|约|近|[,;。:\s]",
        "share",
    )
    + r"(?:\d{1,3}(?:\.\d+)?\s*[%％]|百分之[\d一二三四五六七八九十百零点]+|[一二三四五六七八九]成)"
    r"(?:以上|左右|多)?(?:了|吧|啊|哈)*"
)
"""整改率100%, 完成了八成: how much of it, and nothing of what was done."""


def answered(plain: str) -> str:
    """What a sentence wants of us that nobody may grant, as the word of its answer.

    先不销号, 不要提醒我了: "" for all others. `plain` has each code as 本项.
    """
    if len(plain) > SHORT:
        return ""
    if KEPT_OPEN.fullmatch(plain):
        return KEPT
    return "reminded" if UNREMINDED.fullmatch(plain) else ""


def grumbles(plain: str) -> bool:
    """Say whether words only complain."""
    about = len(plain) <= SHORT and GRUMBLE.search(plain)
    return bool(about and not WORKED.search(plain))


def needs_no_time(plain: str) -> bool:
    """Say whether words only tell that no more time is asked for."""
    return len(plain) <= SHORT and bool(NO_EXTENSION.fullmatch(plain))


def is_of_the_book(plain: str) -> bool:
    """Say whether words only tell what is to be decided, or whose it ought to be.

    可以销号, 责任人写错了，应该是石海涛: said by those who don't decide it, it tells
    nothing of the work.
    """
    if UNMARKED.fullmatch(plain):
        return True
    ruling = rulings.ruled(plain)
    return bool(ruling and not ruling.words) or posts.corrected(plain) is not None


def is_only_a_share(plain: str) -> bool:
    """Say whether words only tell how much of the work is done."""
    return len(plain) <= SHORT and bool(SHARE.fullmatch(plain))
