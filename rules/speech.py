"""听话听音：一句没有命令词的话，是进展、是完成、是收到、是受阻，还是闲话（decisions.md 24）。"""

import re
from enum import StrEnum

from rules.text import fold, tidy


class Speech(StrEnum):
    """What a free sentence is."""

    SUBSTANTIVE = "substantive"
    STATUS_ONLY = "status_only"
    RECEIPT = "receipt"
    BLOCKED = "blocked"
    DONE = "done"
    CAPTION = "caption"
    CHAT = "chat"


ACK = (
    r"确认|收到|好的|好嘞|好滴|好|嗯+|哦+|知道了?|已?知悉|已阅|明白|了解|遵命|是的?|行|可以|没问题|"
    r"ok|okay|谢谢|提醒|感谢|辛苦了?|领导|马上(?:落实|办理?|去办)?|立即(?:落实|办理)|"
    r"抓紧(?:办理?|落实|推进)?|正?(?:在|抓紧)+(?:办理?|推进|落实|处理|整改|研究)中?|还在(?:办|推进|整改)|"
    r"办理中|推进中|整改中|落实中|我们?|会|已|都|均|了|呢|啊|哈|的|吧|尽快(?:办理?|落实)?|1"
)
ACKS = re.compile(rf"(?:{ACK}|[\s,;。!?.~、])+", re.IGNORECASE)
CHATTER = re.compile(
    r"忽略.{0,8}(?:规则|指令|要求)|系统(?:配置|提示|指令)|配置信息|密码|prompt|admin|system|"
    r"机器人|烦不烦|烦死|真没用|没用的|催{2,}|天天催|垃圾|傻|他妈|妈的|滚|有病|吐槽|"
    r"(?:改成|改为|标为|设为)已?(?:销号|完成|办结|关闭)|^(?:请)?删(?:除|掉)|你是谁|你叫什么|天气|笑话|检讨|"
    r"全部.{0,4}销号|删除.{0,4}(?:全部|所有)|<script|drop table|jndi|\{\{",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:你好|您好|早上好|下午好|晚上好|在吗|在不在|再见|哈喽|hi|hello)+[\s,。!?.]*",
    re.I,
)
WORDED = re.compile(r"[\u4e00-\u9fa5]{2,}")
BLOCKED = re.compile(
    r"受阻|卡在|推不动|无法推进|推进不了|难以推进|推进困难|需.{1,12}(?:配合|批复)才能"
)
UNDONE = re.compile(
    r"(?:还|尚|仍|暂)?(?:没有?|未|尚未|不能|无法|难以|没能|未能)(?:有|全部|全|完全|能|按期)?"
    r"(?:办|完|整改|落实|到位|做|搞|弄|销|结束)|完不成|(?:完成|办|做|整改)不(?:了|完|成)|不到位|没完成|未完成"
)
PARTIAL = re.compile(
    r"基本(?:完成|办结|到位)|部分(?:完成|办结)|大部分|多数|一半|过半|初步|阶段|"
    r"(?<!\d)\d+(?:\.\d+)?\s*[%％]|百分之|[一二三四五六七八九]分之|近[一二三四五六七八九十]成|[一二三四五六七八九]成|"
    r"(?:还|尚|仍)(?:差|缺|欠|需|有)|完成了?(?:第|前)[一二三四五\d]"
)
NEARLY = re.compile(
    r"(?:已经?)?(?:快要?|即将|马上就?要?|差不多|就要|眼看就?要?)(?:全部)?"
    r"(?:完成|办完|办好|弄完|弄好|搞完|搞好|办结|做完|整改完|整改到位|好|完|结束)?(?:了|啦)?"
)
"""快完成了 says how it stands and nothing that was done (decisions.md 24)."""

ONLY_SHARE = re.compile(
    r"^(?:已经?)?(?:完成|办了|做了)?了?(?:约|近)?[\d.]+\s*[%％]了?$"
)
FUTURE = re.compile(
    r"预计|计划|打算|准备|争取|力争|确保|将(?:于|在)|拟(?:于|在)|下一步|"
    r"(?:下周|明天|后天|月底|年底|本周|周[一二三四五六日]|下月).{0,6}(?:完成|办结|办完|整改到位)|"
    r"(?:前|内|底)(?:可以?|能|应|必)?(?:全部)?(?:完成|办结|办完|整改到位)"
)
FINISHED = (
    r"(?:已经?|都|均|全部|现已|业已|按时|如期|按要求|按期|按方案)*(?:完成|办结|办完|办好|办妥|整改完毕|整改到位|整改完成|"
    r"整改好|整改完|落实到位|落实完|搞定|搞好|搞完|做完|做好|处理完毕|处理完|弄完|弄好|办理完毕|整完|改完)"
)
MEASURE = (
    r"措施[\d一二三四五六七八九十]+(?:[、,和及][\d一二三四五六七八九十]+)*[、,和及]?"
)
DONE_OBJECT = rf"(?:{MEASURE}|整改|验收|任务|全部|措施|工作|销号|该项|此项|本项|这项)"
CLAUSE = r"(?:了|啦|鸟|咯|喽|哈|的)*"
DONE = re.compile(
    rf"(?:^|[\s,;。!、:]|问题|事项|事情|工作|任务|项|均|都|全部|已|号|条措施|措施[\d一二三四五六七八九十]+|[今昨]天|[今昨]日|现在|目前|刚刚|刚才|上周)\s*{FINISHED}{CLAUSE}(?:{DONE_OBJECT}{CLAUSE})*"
    r"(?=$|[\s,;。!、.])|(?:^|[\s,;。!、])(?:问题)?(?:均|都|全部)?已(?:经)?整改(?:了|啦)?(?=$|[\s,;。!])"
)
CAPTION = re.compile(
    r"^的?(?:这是|附上?|补交?|补充|上传|(?:上面|刚才|这[些几]?|以上)(?:张|份|个)?的?)?.{0,14}"
    r"(?P<what>材料|凭证|照片|图片|附件|文件|证明|清单|截图|扫描件|回单|(?:会议)?纪要|通知|方案|说明|签到表|佐证)"
    r"(?:如下|见附件|在此|请查收|请审核)?$"
)
SENT = re.compile(
    r"(?:相关|有关|整改|佐证|证明)*(?:材料|图片|照片|文件|佐证|附件|凭证)"
    r"(?:都|均|已经?)*(?:上?传|发送?|提交|补)(?:上来|过来|好|完|过)?(?:了|啦)?"
)
"""That files were sent is no progress of its own."""

DISPUTE = re.compile(
    r"(?:这个?|这项|该项|此项)?(?:不归|不是|不属于?)(?:我们?|本人|我局|我单位|本单位)(?:的|管|负责|的事|的问题|职责)*"
    r"|我们?不是责任人|应该?(?:由|是).{2,8}(?:负责|牵头|的事)"
)
"""Whose it is, is no report on how it stands."""

VERBED = re.compile(
    r"已|了|正在|完成|形成|印发|开展|召开|整改|还|差|缺|尚|欠|没|未|需|要"
)


LONGEST_CLAIM = 60
"""Characters in which somebody says that a thing is done; more is a report."""


def classify(text: str) -> Speech:
    """Say what a free sentence is; never raises, whatever it holds."""
    folded = fold(text)
    plain = tidy(folded)
    if not plain:
        return Speech.RECEIPT if text.strip() else Speech.CHAT
    if ACKS.fullmatch(plain):
        return Speech.RECEIPT
    if CHATTER.search(plain) or GREETING.fullmatch(plain):
        return Speech.CHAT
    if not WORDED.search(plain):
        return Speech.CHAT
    return _about_work(plain)


def _about_work(plain: str) -> Speech:
    if SENT.fullmatch(plain):
        return Speech.CAPTION
    if DISPUTE.fullmatch(plain):
        return Speech.STATUS_ONLY
    if BLOCKED.search(plain):
        return Speech.BLOCKED
    if UNDONE.search(plain):
        return Speech.STATUS_ONLY if len(plain) <= 8 else Speech.SUBSTANTIVE
    if ONLY_SHARE.fullmatch(plain) or NEARLY.fullmatch(plain):
        return Speech.STATUS_ONLY
    if PARTIAL.search(plain) or FUTURE.search(plain):
        return Speech.SUBSTANTIVE
    if len(plain) <= LONGEST_CLAIM and DONE.search(plain):
        return Speech.DONE
    caption = CAPTION.match(plain)
    if caption and not VERBED.search(plain[: caption.start("what")]):
        return Speech.CAPTION
    return Speech.SUBSTANTIVE
