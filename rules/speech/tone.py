"""听话听音：一句没有命令词的话，是进展、是完成、是收到、是受阻，还是闲话（decisions.md 24）。"""

import re
from enum import StrEnum

from rules.speech import asides, hearsay, obstacles, pending, standstill
from rules.speech.choices import is_pick
from rules.writing.patterns import run
from rules.writing.text import fold, tidy


class Speech(StrEnum):
    """What a free sentence is."""

    SUBSTANTIVE = "substantive"
    STATUS_ONLY = "status_only"
    RECEIPT = "receipt"
    BLOCKED = "blocked"
    DONE = "done"
    CAPTION = "caption"
    CHAT = "chat"


WORK = r"(?:办理?|推进|推动|落实|处理|整改|研究|弄|做|搞|跟进|开展)"
STEADILY = (
    r"(?<![已经])(?:抓紧|积极|持续|稳步|有序|全力|加快|加紧|继续|认真|"
    r"按照?(?:方案|计划|要求|序时进度|时间节点))"
)
ACK = (
    r"确认|收[到倒]|好的|好嘞|好滴|好哒|遵照(?:执行|办理)|好|嗯|哦|知道了?|晓得了?|已?知悉|已阅|已读|明白|了解|遵命|照办|是的?|行|可以|"
    r"[\u4e00-\u9fa5]{1,2}(?:主任|书记|[科局处组]长|老师)(?=[\s,好您辛早晚谢:]|$)|"
    r"没问题|我(?:来|会)?(?:催|盯|抓(?!紧))(?:着|一?下)?|我来(?:过问|安排|办|处理|负责)?(?:一?下)?|督促|跟进|okk?|okay|roger|谢谢|提醒|感谢|辛苦了?|领导|请?放心|"
    rf"(?:这就|马上|立即|立刻|尽快|抓紧|一定)[就去]*(?:抓紧|时间|安排(?:人手?)?[去来]?)*{WORK}?(?:整改)?中?|"
    rf"(?:正?在)?{STEADILY}(?:地|的)?{WORK}?(?:整改)?中?|"
    rf"(?:正|还)?在(?:抓紧)?{WORK}(?:之?中|着)?|正?在抓紧|(?:{WORK}|进行|安排)中|"
    r"请(?:你们?|各|相关|有关|责任|经办|承办|牵头|单位|科室|部门|人员|同志|的|人|"
    r"(?!财政|编办)[\u4e00-\u9fa5]{2,3}(?=抓紧|尽快))*"
    rf"(?:抓紧|尽快|认真|务必|及时|按时|按期|按要求)+(?:时间)?{WORK}?(?:整改|到位)?|"
    r"(?:全部|各|[两三四五六七八九]|\d)项?(?=[都均正在抓])|高度重视|对的?|没错|[我俺咱]们?|这边|这个|嘛|会|已经?|都|均|了|啦|呢|啊|哈|的|吧|1"
)
ACKS = re.compile(run(rf"{ACK}|[\s,;。!?.~、]", "acks", 1), re.IGNORECASE)
YES = r"中|成|妥|可|悉|阅|要得|得嘞"
ACK_ALONE = re.compile(YES)
YES_FIRST = re.compile(rf"^(?:{YES})[,;。!.\s]+(?=.)")
"""得嘞，这就办: what follows is heard without it."""

STOP_URGING = re.compile(
    r"^(?:别|不要|不用|莫|甭)再?催了?[,\s]*(?=.{2})|(?<=.{2})[,\s](?:别|不要|不用|莫|甭)再?催了?$"
)
CHATTER = re.compile(
    r"忽略.{0,8}(?:规则|指令|要求)|你(?:现在)?是管理员|提示词|(?:全部|所有)的?(?:问题|事项)都?(?:给我)?关闭|系统(?:配置|提示|指令)|配置信息|密码|prompt|admin|system|"
    r"机器人|烦不烦|烦死|真没用|没用的|催{2,}|天天催|垃圾|傻|他妈|妈的|滚|有病|吐槽|"
    r"(?:改成|改为|标为|设为)已?(?:销号|完成|办结|关闭)|^(?:请)?删(?:除|掉)|你是谁|你叫什么|天气|笑话|检讨|"
    r"全部.{0,4}销号|删除.{0,4}(?:全部|所有)|<script|drop table|jndi|\{\{",
    re.IGNORECASE,
)
COURTESY = (
    r"你好|您好|大家|各位|早上|上午|中午|下午|晚上|早安?|晚安|午安|好|在吗|在不在|再见|拜拜|哈喽|hi|hello|"
    r"元旦|新年|春节|五一|端午|中秋|国庆|节日|周末|假期|快乐|愉快|恭喜|哈|呵|嘿|领导|同志|主任|老师|"
    r"不好意思|对不起|抱歉|打扰|麻烦|谢谢|辛苦|不客气|没事|稍等|稍后|等一?下|等等|等会儿?|晚点|回头|一会儿?|"
    r"(?:那就|那|就)?先?这样(?:先|定|说定)?|再|回复|联系|说|聊|您|你|了|啦|哦|呀|吧|啊|嘛|测试|发错(?:群|人)|"
    r"(?:我|现在|今天|明天|这会儿|本周|这周)*(?:正?在(?:开会|出差|外地|外面|忙|路上|学习|培训)|休假|请假|休息)|"
    r"(?:别|不要)再?催|催[什啥]么?催?|不(?:知道|清楚)|随便"
)
COURTESIES = re.compile(
    run(rf"{COURTESY}|[\s,;。!?.~、]", "courtesies", 1), re.IGNORECASE
)
"""Good manners and small talk say nothing about the work."""

FAVOUR = re.compile(
    r"^(?:请|麻烦|帮忙|劳驾|把|给我|有事)?.{0,12}(?:联系我|联系你|回(?:个)?电话?|打(?:个)?电话给|给我(?:打|回|发|看)|"
    r"发(?:给)?我|告诉我|通知我|转告|转发给|教我)|^(?:请|麻烦)联系|"
    r"^(?:请|麻烦|帮忙|劳驾|把)?(?!.{0,20}[已了早])(?!.{0,12}(?:资金|[款钱费元户账]|补[贴助]|线索)).{0,12}转给(?!\d)|"
    r"^(?:我的?)?(?:联系)?(?:电话|手机|方式|微信|号码)+(?:是|为|[:\s])*[\d\- ]+$|"
    r"^先?(?:不要|别|不用|不必)(?:撤销|撤回|取消|[把将].{2,14}标记)|^(?:以后|今后)都?(?:自动|直接)|^(?:假装|就当)"
)
"""A favour asked of us or of others, a telephone number: nothing to record."""

SAME = re.compile(
    r"(?:情况|进展)?(?:也|都|均)?是?(?:同上|如上|同前|一样|同样|一致|相同)(?:的|了|情况)?|也是(?:这样|如此|的)?"
)
"""What says of one finding what was said of the one before it."""

THANKED = re.compile(
    r"(?:您|你们?|大家|领导|老师|同志们?|各位|真是|[,\s])*辛苦(?:了|啦|您|[,\s!])*"
)
WORDED = re.compile(r"[\u4e00-\u9fa5]{2,}")
UNDONE = re.compile(
    r"(?:还|尚|仍|暂)?(?:没[有得]?|木有|莫得|冇|冒得?|未|尚未|不能|无法|难以|没能|未能)(?:有|全部|全|完全|能|按期)?"
    r"(?:办|完|弄|整(?![理体合齐])|落实|到位|做|搞|改|解决|开始|启动|动(?!用))|完不成|(?:完成|办|做|弄|整改)不(?:了|完|成)|"
    r"不到位|没完成|未完成|(?:还|^)没有?(?:呢|啊)?$|不算.{0,4}(?:完成|办结)|离.{0,4}(?:完成|办结|销号).{0,4}[还差]"
)
PARTIAL = re.compile(
    r"基本(?:完成|办结|到位)|^部分|部分(?:完成|办结)|个别|大部分|多数|一半|过半|初步|阶段|主体|大体|差不多|"
    r"(?<!\d)\d+(?:\.\d+)?\s*[%％]|百分之|[一二三四五六七八九]分之|近[一二三四五六七八九十]成|[一二三四五六七八九]成|"
    r"(?:还|尚|仍)(?:差|缺|欠|需|有)|完成了?(?:第|前)[一二三四五\d]|"
    r"[就只仅单](?:差|剩|缺|欠|等)|剩下|剩余|除了|除.{1,12}外|"
    r"(?:不过|但是?|可是|只是|然而)[^,。]{0,20}[没未差缺待还需]|"
    r"如果|假如|要是|倘若|只要|一旦|[等待][^,。]{1,12}[后了]|"
    r"待(?:验收|审计|审核|审批|批复|签字|盖章|公示|评审|付款|支付|拨付)"
)
FUTURE = re.compile(
    r"预计|计划|打算|准备|争取|力争|确保|将(?:于|在)|拟(?:于|在)|下一步|"
    r"(?:下周|明天|后天|月底|年底|本周|(?<!上)周[一二三四五六日]|下月).{0,6}(?:完成|办结|办完|整改到位)|"
    r"(?:前|内|底)(?:可以?|能|应|必)?(?:全部)?(?:完成|办结|办完|整改到位)"
)
AHEAD = (
    r"肯定|准能|必定|快要?|就快|马上|即将|很快|尽快|尽量|一定|保证|确保|争取|力争|预计|估计|计划|打算|准备|拟|将|要|"
    r"能|可以?|应该?|会|明天|明日|明儿个?|后天|下周[一二三四五六日]?|下个?月|前|底|末|内"
)
AT_LAST = (
    r"完成|办结|办完|办好|弄完|搞定|到位|报送|上报|提交|[给发报交传送](?:给)?[你您]们?"
)
PROMISE = re.compile(
    rf"(?=.*(?:{AHEAD}))(?=.*(?:{AT_LAST}))"
    + run(
        rf"{AHEAD}|{AT_LAST}|"
        r"嗯|哦|好的?|收到|知道了?|晓得了?|明白|材料|资料|情况|我们?|局里|按时|按期|如期|任务|整改|工作|本项|今天|本周|这周|周[一二三四五六日]|本月|月|年|于|在|到|左右|之|以|就|再|都|全部|"
        r"\d{1,4}(?:年|月|日|号)|[把这那][个项]?|了|的|吧|啊|哈|[\s,;。!、]|"
        r"[还就只]?差一?(?:丢丢|点点?儿?|点儿|些)",
        "promise",
        1,
    ),
    re.DOTALL,
)
"""Nothing but a promise of the end (快完成了, 争取月底前办完): kept, no progress yet."""

TIME = (
    r"(?:(?:昨[天日]|前天)(?:上午|中午|下午|晚上)?|(?:今[天日])(?=.*[了已])|刚刚?|上周[一二三四五六日]?|上星期|上个?月|日前|近日|目前|现在|现|早|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|初|中旬|底)|\d{1,2}[日号]|月初|年初)"
)
ENDED = (
    r"(?:整改完[成城]|整改完毕|整改到位|整改好|整改完|完[成城]|办结|办完|办好|办妥|"
    r"落实到位|落实完|搞定|搞掂|搞好|整好|完事|办理完毕|整完|改完|搞完|做完|做好|处理完毕|处理完|弄完|弄好|"
    r"(?:整|弄|办|搞|做|干|收拾|处理)(?:得)?(?:利索|利落|妥当|妥帖|停当)|干完|忙完|收尾|了结|完活|齐活)"
)
FINISHED = (
    run(
        r"[已己以]经?|也|都|均|全部?|现已|业已|早已|按时|如期|按要求|按期|按方案|于|就|才|便|标记[为成]?|"
        rf"{TIME}",
        "before",
    )
    + ENDED
)
HEARSAY = re.compile(
    r"听说|据说|听[^,;。]{1,6}[说讲]|据[^,;。]{1,8}(?:反映|介绍|称|说)|"
    r"(?:(?<![解听小])说|称|讲|反映|回复|告知|表示)(?:是|[,:\s])*(?:均|都)?(?:已|整改|完成)|"
    r"(?:好像|可能|大概|估计|似乎|也许|应该|应当|貌似)[^,;。]{0,6}(?:已|都|完|办|整改)"
)
"""What others say, or what may be, claims nothing: 对方说已整改到位."""

IN_TIME = re.compile(rf"(?<![已经均都部])(?:按时|如期|按期|按计划){ENDED}(?![了啦])")
"""按期完成 without 已 or 了 may as well be a promise."""

SUBJECT = (
    r"(?:"
    + run(
        r"该|此|本|这|那|个|的|上述|以上|所有|全部|各|整改(?![完到好])|验收|巡察|反馈|相关|有关|[我本](?:局|单位|街道|镇|乡|办|委|院|校|公司|集团)|我们?|局里|把|将|"
        r"问题|事项|事情|事儿?|活儿?|工作|任务|措施|编号|项|件|条",
        "subject",
    )
    + r"|的?第\s?[\d一二三四五六七八九十]+\s?[条项个](?:整改)?(?:措施)?|"
    r"的?措施\s?[\d一二三四五六七八九十、,和\s]+|[^,;。!\n]{0,20}(?:问题|事项|号|[一二三四五六七八九十\d]项))"
)
MEASURES = (
    r"措施[\d一二三四五六七八九十]+(?:[、,和及][\d一二三四五六七八九十]+)*[、,和及]?"
)
DONE_OBJECT = rf"(?:{MEASURES}|整改|验收|任务|全部|措施|工作|销号|该项|此项|本项|这项)"
CLAUSE = r"(?:了|啦|鸟|咯|喽|咧|勒|嘞|晒|哈|的)*"
DONE = re.compile(
    rf"(?:^|[\s,;。!、:]){SUBJECT}\s?{FINISHED}{CLAUSE}(?:{DONE_OBJECT}{CLAUSE})*"
    r"(?=$|[\s,;。!、.])|"
    r"(?:^|[\s,;。!、])[^\d,;。!\n]{0,20}[已都均](?:经|全部)*(?:整改到位|整改完毕|整改完成)(?:了|啦)?(?=$|[\s,;。!、.])|"
    r"(?:^|[\s,;。!、])(?:[该此本]|这个?)?(?:问题|事项|项)?(?:均|都|全部)?已(?:经)?整改(?:了|啦)?(?=$|[\s,;。!])|"
    r"^(?:all\s|finding\s|本项\s?|it'?s\s)*(?:is\s|has\sbeen\s)?(?:done|finished|completed)$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"^的?(?:这是|附上?|补交?|补充|上传|(?:上面|刚才|这[些几]?|以上)(?:张|份|个)?的?)?.{0,14}"
    r"(?P<what>材料|凭证|照片|图片|附件|文件|证明|清单|截图|扫描件|回单|(?:会议)?纪要|通知|方案|说明|签到表|佐证)"
    r"(?:如下|见附件|在此|请查收|请审核)?$"
)
SENT = re.compile(
    r"(?:请|敬请)?(?:您|领导)?(?:查收|审核|审阅|查阅|核验|验收)|(?:详|请)?见(?:附件|附图|上图|照片|图片)|如[上下]?图(?:所示)?|"
    r"(?:相关|有关|整改|佐证|证明)*(?:材料|图片|照片|文件|佐证|附件|凭证|纪要)(?:都|就)?在(?:这里|这儿|此|上面)|"
    r"的?(?:相关|有关|整改|佐证|证明)*(?:材料|图片|照片|文件|佐证|附件|凭证)"
    r"(?:都|均|已经?|一起|一并|全)*(?:上?传|发送?|提交|补)(?:上来|过来|过去|给[您你]们?|好|完|过)?(?:了|啦)?"
    r"(?:[,\s]*(?:请|麻烦)?(?:[您你]们?|领导)?(?:帮忙?)?(?:看一?[下看]|过目|审一?下|收一?下|把关)(?:吧|哈|啊)?)?|"
    r"(?:的|这个?|那个?)*(?:材料|图片|照片|文件|佐证|附件|凭证|签到表|纪要|清单|复印件|原件)?(?:我们?|我这边|这边|我这里?|我手[上里头])"
    r"(?:也|还|都|另外)*(?:有|留|存)(?:了|着|有)*(?:[一两几\d]+[份张个套])?(?:的|呢|啊)?|"
    r"(?:都|也|全部?|已经?|刚)*(?:上?报|交|发|送|提交)(?:上去|上来|过去|过来)?(?:了|啦)+"
)
"""That files were sent is no progress of its own."""

NOT_MINE = re.compile(
    r"不归我|不是我(?:负责|的)|找错人|我们?只是配合|我(?:已经?)?调[到往任]|我(?:已经?)?(?:调走|调离|换岗|退休|离职)|不由我"
    r"|^(?:这个?|这项|该项|此项)?(?:不归|不是|不属于?)(?:我们?|本人|我局|我单位|本单位)(?:的|管|负责|的事|的问题|职责)*$"
    r"|^(?:我们?不是责任人|应该?(?:由|是).{2,8}(?:负责|牵头|的事))$"
)
"""Whose it is, is no report on how it stands."""

VERBED = re.compile(
    r"已|了|正在|完成|通过|审议|审定|形成|印发|开展|召开|整改|还|差|缺|尚|欠|没|未|需|要"
)


LONGEST_CLAIM = 60
"""Characters in which somebody says that a thing is done; more is a report."""

SHORT = 40
"""Characters that courtesies, favours and promises have at most."""


def classify(text: str) -> Speech:
    """Say what a free sentence is; never raises, whatever it holds."""
    folded = fold(text)
    plain = tidy(folded)
    if not plain:
        return Speech.RECEIPT if text.strip() else Speech.CHAT
    answered = YES_FIRST.sub("", STOP_URGING.sub("", plain))
    if THANKED.fullmatch(plain):
        return Speech.CHAT
    if ACKS.fullmatch(answered) or ACK_ALONE.fullmatch(plain):
        return Speech.RECEIPT
    if CHATTER.search(plain) or (len(plain) <= SHORT and _idle(plain)):
        return Speech.CHAT
    if len(plain) <= SHORT and standstill.is_all(plain):
        return Speech.STATUS_ONLY
    if not WORDED.search(plain.replace("本项", "")):
        return Speech.DONE if DONE.fullmatch(plain) else Speech.CHAT
    return _about_work(plain)


def is_not_mine(text: str) -> bool:
    """Say whether words tell that a finding is not, or no longer, the speaker's."""
    return bool(NOT_MINE.search(tidy(fold(text))))


def _idle(plain: str) -> bool:
    return is_courtesy(plain) or bool(
        FAVOUR.search(plain)
        or SAME.fullmatch(plain)
        or asides.TROUBLE.fullmatch(plain)
        or asides.MISSENT.fullmatch(plain)
        or is_pick(plain)
        or asides.grumbles(plain)
    )


def is_courtesy(plain: str) -> bool:
    """Say whether words are good manners and nothing else (在吗, 辛苦了)."""
    return bool(COURTESIES.fullmatch(plain) or THANKED.fullmatch(plain))


def _is_promise(plain: str) -> bool:
    return len(plain) <= SHORT and bool(PROMISE.fullmatch(plain))


def _about_work(plain: str) -> Speech:
    if SENT.fullmatch(plain):
        return Speech.CAPTION
    if obstacles.stands(plain):
        return Speech.BLOCKED
    if pending.tells_nothing_done(plain) or hearsay.is_all(plain):
        return Speech.STATUS_ONLY
    if len(plain) <= SHORT and standstill.begins(plain):
        return Speech.STATUS_ONLY
    if UNDONE.search(plain):
        return Speech.STATUS_ONLY if len(plain) <= 8 else Speech.SUBSTANTIVE
    if asides.is_only_a_share(plain) or NOT_MINE.search(plain) or _is_promise(plain):
        return Speech.STATUS_ONLY
    if PARTIAL.search(plain) or FUTURE.search(plain):
        return Speech.SUBSTANTIVE
    if len(plain) <= LONGEST_CLAIM and DONE.search(plain):
        unsure = HEARSAY.search(plain) or IN_TIME.search(plain)
        return Speech.SUBSTANTIVE if unsure else Speech.DONE
    caption = CAPTION.match(plain)
    if caption and not VERBED.search(plain[: caption.start("what")]):
        return Speech.CAPTION
    return Speech.SUBSTANTIVE
