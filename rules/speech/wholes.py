"""整句：一条消息从头到尾就是一个短命令、一句问话；怎么客气、怎么口语都一样。"""

import re
from functools import lru_cache

from rules.calendar import spans
from rules.speech import pointing, questions, states
from rules.speech.corrections import LAST
from rules.speech.said import Said
from rules.writing.text import fold, squeeze, tidy

POLITE = re.compile(
    r"^(?:请问|请求|请|麻烦|帮我|帮忙|劳烦|我要|我想|我们要|想|要|申请|请求|现在|现(?!场)|这个|该项|此项|本项|把|对|将|关于|[\s,:])+"
)

FOR_ALL = re.compile(r"^(?:以上|上述|这几?项)?(?:都|均|全部|全)+(?=已督促|已?知悉)")
"""都已督促，本周五前补齐: what answers a whole list is said of all of it."""

LOOK = r"(?:查一?下|看一?下|查查|看看|查看|查询|查|看)?"
TAKE_BACK = r"[撤撒][销消]|撤回|收回"
NOW = r"(?:目前|现在|当前|全部|全区|总体|整体|总的|到今天)?的?"
HOW = r"(?:如何|怎么样了?|怎样了?|咋样了?)?"
UNMET = (
    r"(?:没有?|未|尚未)(?:被)?(?:激活|开通|注册|登录|联系[上到]|打开|用)(?:过)?(?:账号|系统|机器人|企业微信|销账)?了?"
    r"|(?:没有?|未能?|收不)(?:送达|收到|到)(?:提醒|消息|通知)了?"
)
"""Whom no message has reached yet."""

WHOLE: tuple[tuple[str, str], ...] = (
    (
        "help",
        r"帮助|使用帮助|help|[?]|菜单|功能"
        r"|(?:我是|我们?|刚|新|才|来|到|接手|接替|上任|任|的|联络员|经办人|责任人|同志|[,。\s])*"
        r"(?:这个?|你们?|咱们?)?(?:系统|机器人|东西|销账)?(?:该|要|应该|到底)?怎么(?:使?用|操作|弄)(?:法|的|啊|呀|呢)?",
    ),
    (
        "mine",
        rf"{LOOK}我(?:负责|名下|手上|手头|还剩|手里)?的(?:事项|任务|问题|待办|台账)?"
        r"(?:清单|列表|情况|有哪些|还有哪些|有几项|还有几项)?"
        r"|(?:今[天日]|现在|目前|这会儿|接下来|本周|这周|我)*(?:还|都)?(?:该|要|得|应该?|需要?)(?:办理?|做|干|处理)"
        r"(?:点|些|的)?(?:啥|什么|哪些)(?:事情?|事项|工作|活)?(?:了|呢|啊)?"
        r"|待办|我(?:负责的?|承担的?)?(?:事项|任务|问题|整改)*(?:还|都)?(?:有|剩|差|欠)(?:下)?(?:几项|几个|哪些|什么|多少项?).*"
        r"|(?:还|有|哪些|什么|几项|事项|申请|是)*(?:等着?|待|要|需要?)我(?:来|去)?"
        r"(?:办理?|审[批核定]?|批|签字?|核验?|决定|定|处理)的?(?:事项|申请|有|哪些|几项|什么|吗)*"
        r"|我还有(?:几项|哪些|什么).*|我有(?:几项|哪些|什么).*|我手[上头里].*|我名下.*",
    ),
    ("more", r"更多|下一页|继续"),
    ("confirm", r"确认(?:提交|无误|申请|延期|销号)?|确定|是的?,?确认|对,?确认"),
    (
        "cancel",
        r"(?:还是|那|就|先|也|[,\s])*(?:算了[,\s]*)?(?:还是|那|就|先|也)*(?:不(?:催|销[号账]?)|(?:暂时?)?不(?:[用需]要?|必)?再?(?:延期?|提交?|申请))(?:了|吧|啊)+|"
        r"(?:还是|那|就|要不)+算了吧?|算了[,\s]*先?不(?:提|要|延期?|催|销[号账]?|申请|提交)(?:了|吧)*|"
        r"取消|不了|算了|不用了|先?不(?:提|要|延|延期|申请|提交|销号)了?|取消吧|不对|(?:先|暂|暂时)?不确认了?|不提交|取消(?:这次|本次)?(?:销号|延期)(?:申请)?",
    ),
    (
        "undo",
        rf"(?:{LAST})?[发写填报打记说]错了?|"
        rf"(?:{LAST})?[发写填报打记说搞]错了?[\s,。]*(?:请)?(?:作废|不算数?|别记|不要记|删[了掉]|忽略)(?:了|吧|啊)*|"
        rf"(?:{LAST})?[发传]错了?[\s,。]*(?:不是|不该是)[这那一]*[张份](?:的|啊|吧)*|"
        rf"(?:我的?|把|将)?(?:延期|销[号账])的?申请(?:我|先|想|要|请|能)*(?:{TAKE_BACK}|取消)(?:一下|了|吧|啊)*|"
        rf"(?:{LAST})(?:都)?(?:作废|不算数?|不作数|无效)(?:了|啊|哈|吧)?|"
        rf"(?:{LAST}|不好意思|抱歉|对不起|不对|错了|[发写填报打记说搞]错[群人]?了|[\s,。])*(?:{TAKE_BACK}|取消(?={LAST}))(?:{LAST}|一下|吧|[\s,。])*",
    ),
    (
        "overdue",
        r"(?:目前|现在|当前)?(?:有没有|有哪些|哪些|还有哪些|查|谁|有谁|哪些单位|哪个单位)?(?:已经?)?(?:逾期|超期|过期)(?:未办)?"
        r"(?:未完成|没完成|未整改)?(?:事项|问题|名单|的|了|清单|有哪些|有几项|有多少|几项|多少项?|情况|没有)*",
    ),
    (
        "due_within",
        rf"{spans.WORDS}(?:有?哪些|有什么|有[几多]少?项|内)?(?:要|快)?到期(?:的|事项|问题|清单|有哪些|有几项)*",
    ),
    (
        "sampled",
        r"(?:在抽查之列|列入抽查|被?抽查)(?:的|事项|问题)*(?:有哪些|有几项|有多少项?|清单|名单)",
    ),
    (
        "complained_of",
        r"群众(?:不满意|有反映)(?:的|事项|问题)*(?:有哪些|有几项|有多少项?|清单|名单)",
    ),
    (
        "status",
        rf"(?:总体)?(?:状态|情况|进度情况|总体情况)|{NOW}(?:整改)?(?:状态|情况|进度情况|进展情况){HOW}"
        rf"|(?:目前|现在|当前|全部|全区|总体|整体)的?(?:整改)?(?:进度|进展){HOW}"
        rf"|{NOW}{questions.RATE}"
        r"|(?:已经?)?(?:销号|办结|完成|整改)了?(?:几|多少)[项个条]|(?:情况)?汇总(?:一下|情况|表)?"
        r"|(?:目前|现在|当前|总共|一共)?(?:还有|还剩|还差|一?共有?|总共有?)(?:几|多少)[项个条]?(?:问题|事项)?"
        r"(?:没有?|未)?(?:整改|销号?|完成|办结|办完)?(?:了|的|完)?"
        r"|(?:我们|本)(?:单位|局|街道|集团)?(?:一共|还)?(?:有|剩|差)(?:几|多少)[项个条].{0,4}",
    ),
    (
        "unmet",
        r"(?:目前|现在|还|都|有)*(?:谁|哪些(?:人|同志|单位)?|哪几个人?)(?:还|都|也|是|的)*"
        rf"(?:{UNMET})的?"
        rf"|(?:还|都|尚|目前)*(?:{UNMET})的?(?:人员?|同志|账号|单位|名单|清单|有哪些|有谁|是谁|[有几多]少?[个名]?人?)+",
    ),
    ("digest", r"(?:看|发|要|给我|来)?(?:一下|一份)?(?:本周|这周)?的?周报"),
)
LOOKED = re.compile(rf"^{LOOK}(?:一?下)?(?:我们)?")
"""看看状态, 查一下逾期: what is looked at."""

DECIDED = frozenset({"confirm", "cancel", "undo"})
"""What a question mark takes back: 确认？ confirms nothing."""

WHOLE_PATTERNS = [(name, re.compile(pattern, re.I)) for name, pattern in WHOLE]


FIRST = re.compile(r"(?P<head>[^,，。;；\n]{1,30})[,，。;；\n]")
FIRST_WORDS = re.compile(r"(?P<head>[^,，。;；\s]{1,30})[,，。;；\s]")
WORDED = re.compile(r"[\u4e00-\u9fa5]{2}")
NO_MORE = re.compile(r"算了|取消|不(?!对)")
REQUEST = re.compile(r"申请")


def called_off(text: str) -> tuple[str, str] | None:
    """Part words that drop what was asked from what is said behind them.

    先不销了，还有一份没补: what was read back is dropped, and more is said.
    """
    head, rest, said = _first(FIRST, text)
    dropped = said is not None and said.command == "cancel" and NO_MORE.search(head)
    more = dropped and WORDED.search(rest) and whole(rest) is None
    return (head, rest) if more else None


def taken_back(text: str) -> tuple[Said, str] | None:
    """Part a request that is taken back (延期申请撤回) from what is said behind it."""
    head, rest, said = _first(FIRST_WORDS, text)
    back = said is not None and said.command == "undo" and REQUEST.search(head)
    return (said, rest) if said is not None and back else None


def _first(parting: re.Pattern[str], text: str) -> tuple[str, str, Said | None]:
    """The first words of a message, what follows them, and what they say as a whole."""
    found = parting.match(text)
    rest = text[found.end() :].strip(" ,，。;；\n") if found else ""
    if found is None or not rest:
        return "", "", None
    return found["head"], rest, whole(found["head"])


@lru_cache(maxsize=256)
def whole(text: str) -> Said | None:
    """A message that is nothing but one short command or question."""
    folded = tidy(fold(text))
    if len(folded) > 30 or not folded:
        return Said("help", text=text) if text.strip() in ("?", "？") else None
    bare = POLITE.sub("", squeeze(folded))
    seen = LOOKED.sub("", bare)
    asked = text.rstrip().endswith(("?", "？"))
    for name, pattern in WHOLE_PATTERNS:
        if asked and name in DECIDED:
            continue
        ways = (bare, folded) if name in DECIDED else (bare, folded, seen)
        if any(pattern.fullmatch(way) for way in ways):
            span = spans.named(folded) if name == "due_within" else ""
            return Said(name, text=tidy(text), value=span)
    listed = states.asked_for(folded) or states.asked_for(bare)
    listed = listed or pointing.asked(folded)
    return listed or questions.question_about_many(folded)
