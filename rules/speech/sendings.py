"""问发送和等候：将要发什么、发过哪些提醒、谁那里等着决定；只认整句的问话。"""

import re

from rules.calendar import spans
from rules.speech.said import Said
from rules.writing.text import NAME_LETTERS, fold, tidy

LONGEST = 40

POLITE = (
    r"(?:请问?|麻烦|帮我|帮忙|给我|我想?(?:看一?下|看看|知道)|看一?下|看看|"
    r"查一?下|查|列一?下|发我|[\s,:])*"
)
END = r"(?:了|的|吗|呢|啊|吧|列一?下|发我|看看|谢谢|[?\s,。!])*"
WHAT = (
    r"(?:什么|啥|哪些|哪几[个项位条家]|谁|多少|几[个项位条家人])"
    r"(?:人|同志|单位|提醒|消息|通知|催办|事项|问题|项|东西|内容)?"
)
WHOM = r"(?:谁|哪些人|哪几个人|哪几位|哪些同志|哪些单位|哪几家)"
NEWS = r"(?:提醒|通知|消息|催办|推送)"
SENDS = r"(?:发出?|提醒|催办?|通知|告知|推送|发送)"

NEXT = r"明[天早日]|下一?个?工作日|下一?[次批回]|接下来|下周一"
WHEN = rf"(?:{NEXT}|今[天日](?=还|要|将))"
WILL = r"(?:还|都|又|系统|机器人|我们|要|会|将要?|该|准备|计划|打算|得|需要?)*"
PLANNED = re.compile(
    rf"{POLITE}(?:(?:{WHEN}的?)?拟发的?(?:提醒|通知|消息)?的?(?:清单|名单|内容)?(?:有|是)*(?:{WHAT})?"
    rf"|{WHEN}{WILL}{SENDS}(?:给|到)?{WHAT}"
    rf"|{WHEN}{WILL}(?:给|向){WHOM}{SENDS}{NEWS}?"
    rf"|{WHEN}{WILL}有?(?:哪些|什么){NEWS}(?:要发)?"
    rf"|{WHEN}的?{NEWS}(?:有|是|发给|给)*(?:{WHAT}|清单|名单|内容)){END}"
)
"""拟发清单, 明天要发什么, 下一次提醒哪些: 拟 and no more is none."""

PAST = spans.PAST_WORDS
DID = r"(?:都|已经?|一共|总共|共|系统|机器人|我们|又)*"
DONE = r"(?:了|过)"
REMINDED = re.compile(
    rf"{POLITE}(?:(?:{PAST}的?)?{DID}(?:催办?|提醒|通知|督促|告知){DONE}{WHAT}"
    rf"|(?:{PAST}的?)?{DID}发{DONE}(?:哪些|什么|多少|几[条次个]){NEWS}"
    rf"|(?:{PAST}的?)?{DID}(?:给|向){WHOM}发{DONE}{NEWS}"
    rf"|{PAST}的?(?:催办|提醒)(?:了|过)?(?:有|是|记录|情况)*(?:{WHAT}|名单|清单|记录)"
    rf"|{PAST}有?{WHOM}被?(?:催|提醒)(?:到|过|了)+){END}"
)
"""今天催了谁, 昨天发了哪些提醒."""

NAME = rf"(?P<name>[{NAME_LETTERS}]{{2,8}}?)"
DECIDES = r"(?:决定|拍板|签批|审签|签字|签|审批|审定|审核|审阅|批准|批|审|同意|核验|定|点头|处理)"
THINGS = r"(?:申请|事项|问题|件|项|事)"
AWAITED = re.compile(
    rf"{POLITE}(?:现在|目前|还)*(?:(?:有)?(?:哪些|哪几[项个件]|什么|几[项个件]){THINGS}?(?:还|是|都)*)?"
    rf"(?:在|要|需要?)*等(?:着)?{NAME}(?:同志)?(?:那边|那里|来|去|最后)*{DECIDES}(?P<asks>"
    rf"(?:的|了)*{THINGS}?(?:还|都|现在|目前)*(?:有|是)*(?:哪些|哪几[项个件]|什么|几[项个件]|多少)?{THINGS}?){END}"
)
"""等钟主任决定的有哪些, 哪些在等梁书记签."""

SPAN = re.compile(PAST)
ASKS = re.compile(r"哪|什么|几[项个件]|多少|有|的[?\s]*$|[?]")
IS_TODAY = re.compile(r"今[天日](?=还|要|将)")
TODAY, NEXT_DAY, LATELY = "今天", "下一个工作日", "最近"


def asked(text: str) -> Said | None:
    """What is asked about what will be sent, or was; None for other words.

    `value` is the day, or the span that has passed, by its usual name.
    """
    folded = tidy(fold(text))
    if not 0 < len(folded) <= LONGEST:
        return None
    if PLANNED.fullmatch(folded):
        return Said("planned", value=TODAY if IS_TODAY.search(folded) else NEXT_DAY)
    if not REMINDED.fullmatch(folded):
        return None
    span = SPAN.search(folded)
    return Said("reminded_in", value=spans.past_named(span.group()) if span else LATELY)


def awaited(text: str) -> str:
    """Whose decision is waited for, as it was said (钟主任); "" for other words."""
    folded = tidy(fold(text))
    if not 0 < len(folded) <= LONGEST:
        return ""
    found = AWAITED.fullmatch(folded)
    asks = found is not None and ASKS.search(folded)
    return found["name"] if found is not None and asks else ""
