"""问收到没有：自己交的材料、照片到了没有，怎么说都是问，不是报进展。"""

import re

from rules.speech.targets import CODE
from rules.writing.patterns import run
from rules.writing.text import fold, tidy

LONGEST = 40
POLITE = r"(?:请问|您好|你好|领导|主任|老师|想问一?下|问一?下|麻烦|看一?下|对了|[,\s])*"
FILES = (
    r"(?:(?:佐证|证明|相关|整改)*材料|资料|文件|照片|图片|附件|凭证|截图|佐证|"
    r"报告|纪要|签到表|清单|回单|视频|扫描件|表|图)"
)
SENT = r"(?:上?传|发|上?交|报|送|提交)(?:上去|过去|上来|过来|来|给[你您]们?)?(?:了|的)?"
WHOSE = run(
    r"本项的?|第\s?[\d一二三四五六七八九十]{1,2}[项个条]的?|我们?|俺|本人|刚才|刚刚?|昨[天日]|前天|今[天早日]|[上下]午|早上|上周[一二三四五六日]?|"
    rf"上次|之前|前面|那|这|几?[张份个些]|给[你您]们?|{SENT}|的|[,\s]",
    "whose",
)
YOU = r"(?:[你您]们?|巡察办|那边|这边|系统|都|已经?)*"
GOT = r"(?:收到|收着|接到|接收|看到|看见|收)"
WENT = r"(?:(?:上?传|发|上?交|报|送)(?:上去|过去|成功|到位|到|好)|成功)"
WHETHER = r"(?:有没有|是否|是不是)"
ASKED = r"(?:了|过|着)?(?:没有?|吗|么)"
AGAIN = (
    r"[,?。\s]*(?:要是|如果)?(?:没有?|未)(?:收到|看到)(?:的话)?(?:我们?)?(?:就|再)*"
    r"[发传交补](?:一[次遍份]|上)?"
)
END = rf"(?:啊|呀|呢|哈|的|本项|[?,。!\s])*(?:{AGAIN})?(?:吧|啊|哈|[,。!\s])*"

HAVE_YOU_MINE = re.compile(
    rf"{POLITE}{WHOSE}(?:{FILES}(?:都|也|全)?|(?<=[发交传送报提]的)|(?<=[发交传送报]了的))"
    rf"[,\s]*{YOU}(?:{WHETHER}{YOU}(?:{GOT}|{WENT})(?:了|过)?(?:没有?|吗|么)?|(?:{GOT}|{WENT}){ASKED}){END}"
)
"""我交的材料收到了吗, 我刚发的你们看到没, 材料有没有收到."""

RECEIVED_MINE = re.compile(
    rf"{POLITE}{YOU}{WHETHER}?{GOT}(?:了|过)?{WHOSE}{FILES}{ASKED}{END}"
)
"""收到我的材料了吗."""

RECEIVED = re.compile(
    rf"{POLITE}(?:本项)?{YOU}{WHETHER}?(?:收到|收着|接到){ASKED}{END}"
)
"""收到了吗, without a word of what."""


def asked(text: str, *, bare: bool = True) -> bool:
    """Say whether words only ask if the asker's files have come; `bare`: without a
    word of what, which from whoever sends notices is about these."""
    plain = tidy(CODE.sub("本项", fold(text)))
    if len(plain) > LONGEST:
        return False
    ways = (HAVE_YOU_MINE, RECEIVED_MINE, *([RECEIVED] if bare else []))
    return any(one.fullmatch(plain) for one in ways)
