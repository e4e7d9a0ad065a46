"""同意的时候还说了什么：只是说明和客气的算同意，带条件、带保留的要问清。"""

import re

from rules.speech.subjects import ANY, subjects_in
from rules.writing.text import fold, tidy

SUBJECT = (
    r"(?:(?:该|此|这|其|以上|上述)[项个]?|[项个])?的?"
    rf"(?:{ANY}|申请|请求|提请|意见|建议|"
    r"上报|报送|呈报|报批|办理|办结|通过|签字|按程序|按规定|依程序|[的了吧啊])*"
)
"""What was asked for, and what becomes of it."""

PLAIN = re.compile(
    rf"{SUBJECT}"
    r"|(?:(?:经)?(?:核实|核查|审核|了解),?)?(?:情况|内容|材料|资料|凭证)?(?:均|都)?(?:属实|真实|齐全|完整|无误)"
    r"|(?:无|没有?)(?:不同|其他|别的)?(?:异议|意见|问题)"
    r"|(?:已|经)?(?:阅|审|核|审核|核验|审阅)(?:通过|过)?了?"
    r"|好的?|可以|行|谢谢|多谢|辛苦了?"
    r"|请?(?:抓紧|尽快|按时|按期|认真|继续)(?:办理|办结|办好|推进|落实|整改|上报|报送)?"
    r"|已?经(?:[我本]?单位|[我本]?[局区])?(?:党[组委]|支部|班子|领导小组)?会?(?:集体)?"
    r"(?:研究|讨论|审议|商量)(?:决定|通过|后)?"
    r"|请(?:巡察办|办公室|主要负责人)(?:审核|审批|核验|审定|办理)"
)
"""What stands beside 同意 and takes nothing of it back."""


BATCH = "批量"
"""The `value` of a consent to several requests at once, and how it is marked."""

REST = "其余"
"""Its `value` where some are left out; `text` holds their codes, a space between."""

MOST = 10
"""Requests that are agreed to at once (domain.md §2)."""

_EVERY = r"(?:都|全都|全部|全|均|一律|一并|批量|统统)"
OF_ALL = re.compile(
    r"(?:(?:以上|上述|上面|等我办|待办)的?(?:[几\d一二三四五六七八九十]*[项个条件])?"
    r"|这(?:些|[几\d一二三四五六七八九十]+[项个条件]))?(?:申请)?的?"
    rf"{_EVERY}(?:予以|给予)?(?:同意|批准|准许|签字|通过)(?:了|吧|销[号账]|延期|申请|啊|[\s。!])*"
    r"|(?:同意|批准)(?:以上|上述)?(?:全部|所有|这些)(?:的)?(?:销[号账]|延期)?(?:申请|事项)?(?:了|吧|[\s。!])*"
)
"""以上都同意, 全部同意延期: a consent to everything that waits."""


MAYBE = re.compile(
    r"(?:好[的嘞滴]?|可以|行|没问题|没意见|对的?|是的?|准了?|中|成|妥|ok|okay|批了?)(?:吧|了|啊|哈|[,。!\s])*",
    re.IGNORECASE,
)
"""What may be meant as a consent, and is none: a signature says 同意."""


def may_agree(text: str) -> bool:
    """Say whether a short yes may be meant for a request that waits."""
    return bool(MAYBE.fullmatch(fold(tidy(text))))


def is_of_all(text: str) -> bool:
    """Say whether a whole message agrees to all that waits, and says nothing else."""
    return bool(OF_ALL.fullmatch(fold(tidy(text))))


def is_plain(text: str, label: str) -> bool:
    """Say whether the words beside 同意 leave it whole.

    但要补原件 or 5-005再看看 may take it back, so whatever is not known to be
    harmless is asked about; so is what names another request than the one that waits,
    which is called `label`.
    """
    words = fold(tidy(text))
    if any(one not in label for one in subjects_in(words)):
        return False
    clauses = re.split(r"[\s,;:。、!]+", words)
    return all(PLAIN.fullmatch(clause) for clause in clauses)
