"""怎么督查的：没有命令词的一句话，是打过电话、去过现场、听过汇报，还是看过报告。"""

import re

from rules.vocabulary import Means
from rules.writing.text import fold

GONE = (
    r"(?:(?<![过失除撤])去(?![年电函向])|"
    r"(?<![收接得达听找拿看查遇等感做提直])到(?![位期账底目现今])|赴|前往)"
)
"""Somebody went to a place; 到位, 收到, 去年 only look like it."""

WAYS: tuple[tuple[Means, re.Pattern[str]], ...] = (
    (
        Means.VISIT,
        re.compile(
            r"现场(?:看|查|检查|核查|察看|核实|抽查|回访|督查|(?=[\s,;。:]))|实地|上门|入户|走访|登门|回访[了过]|"
            rf"{GONE}[^,;。]{{1,20}}?(?:看|查|检查|核查|察看|核实|抽查)[了过]|(?:去|到)[了过]?现场|"
            rf"{GONE}[了过]?[^,;。]{{1,20}}[,;]\s?(?:看|查|检查|核查|察看|核实|抽查)了|"
            rf"{GONE}[^,;。]{{1,20}}?回访(?=[\s,;。:]|$)|"
            r"(?<![过失除撤])去(?:看|查|检查|核查|察看|核实)[了过](?![^,;。]{0,16}(?:报告|材料|资料|汇报))"
        ),
    ),
    (
        Means.PHONE,
        re.compile(
            r"打[了过]?个?电话|电话(?:里|中)?(?:问|联系|了解|核实|沟通|询问|回访)|致电|通[了过]个?(?:电话|话)|去电"
        ),
    ),
    (Means.HEARING, re.compile(r"听取?[了过]?[^,;。]{0,10}汇报")),
    (Means.REVIEW, re.compile(r"(?:审阅|审核|看|审)[了过][^,;。]{0,10}报告")),
    (Means.INQUIRY, re.compile(r"发[了过]?督查函|函询[了过]")),
)
"""The order in which they count where several are told of."""

AHEAD = re.compile(
    r"(?:下周|下个?月|明天|后天|准备|打算|计划|拟|将|要|想|建议|请|应|需要?|没有?|未|尚未|还没)[^,;。]{0,8}"
    r"(?:去|到(?!位)|现场|实地|上门|入户|走访|电话|回访|听取|审阅)"
)
"""What somebody means to do, or has not done, is no check."""


def means_in(text: str) -> Means | None:
    """The means of a check that words tell of as done; None where they tell of none."""
    folded = fold(text)
    if AHEAD.search(folded):
        return None
    return next((means for means, words in WAYS if words.search(folded)), None)
