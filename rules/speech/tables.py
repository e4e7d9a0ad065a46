"""要表、要各单位的数：把教育局的台账发给我、各单位情况、哪个单位最慢。"""

import re

from rules.speech.lists import UNIT_END
from rules.speech.said import Said
from rules.writing.text import fold, tidy

UNIT = rf"(?P<{{name}}>[\u4e00-\u9fa5]{{{{1,14}}}}?{UNIT_END})"
LEAD = r"(?:请|麻烦|帮我|帮忙|给我|我要|我想要?|想要|要|来|发|导|拿|把|将|一份|一下|[\s,:])*"
TABLE = r"(?:整改|问题|全部|总|最新)*(?:台[账帐]|明细表|清单|表格|表|excel|Excel|EXCEL)"
SEND = (
    r"(?:也|都|再)?(?:发|导出?|传|拿|给)(?:一?[份下张])?(?:来|到)?(?:给?我|过来|出来|这里|这儿)?"
    r"(?:一?[份下张]|看看|看一下)?"
)
END = r"(?:吧|啊|谢谢|[\s,。!])*"

EVERYBODY = r"(?:所有|全部|各)(?:单位|部门|局|街道)"
WHOLE = re.compile(rf"全部|{EVERYBODY}")
"""What ends like a unit's name and is none: all that the reader may count."""

SENT = re.compile(rf"{LEAD}{UNIT.format(name='unit')}的?{TABLE}{SEND}{END}", re.I)
ALL_SENT = re.compile(
    rf"{LEAD}(?:(?:{EVERYBODY}的?)?{TABLE}{SEND}|{EVERYBODY}的?{TABLE}){END}", re.I
)
"""把台账发给我: without a unit, whatever the reader may count."""

WANTED = re.compile(
    r"(?:请|麻烦|帮我|帮忙|[\s,:])*(?:给我|我要|我想要|想要|要|来|发|导出?|发给?我)+(?:一?[份下张])?"
    rf"{UNIT.format(name='unit')}的?{TABLE}{END}",
    re.I,
)

ALL_WANTED = re.compile(
    r"(?:请|麻烦|帮我|帮忙|[\s,:])*(?:(?:给我|我要|我想要|想要|要|来|发给?我|给)(?:一?[份张个])|(?:给我|发给?我)(?:发|来)?)"
    rf"(?:(?:{EVERYBODY}|全区|全部|完整|整个?)的?)?{TABLE}{END}",
    re.I,
)
"""给我一份台账, 来份台账: without a unit, and without how it is to be sent."""

EVERY = r"(?:各(?:个)?|分|所有|全部|每个)(?:单位|部门|局|家)的?"
BY_UNIT = re.compile(
    r"(?:请|看看?|查一?下|看一?下|给我|帮我|按|[\s,:])*(?:"
    rf"{EVERY}(?:整改|完成|办理|销号|逾期)*(?:情况|进度|进展|排名|排序|统计|对比|汇总|数据|状态)+(?:怎么样|如何|怎样)?"
    r"|(?:按)?单位(?:整改)?(?:排名|排序|排个?[名队序]|统计|对比|汇总)"
    r"|排个?[名队序](?:看看|一下)?|(?:整改)?(?:进度|完成率?|销号率)?排名(?:情况)?"
    r"|(?:哪|那)个?(?:家|些|几家|几个)?(?:单位|部门|局)(?:整改|进度|完成|做得?|办得?|逾期|销号)*(?:得)?"
    r"(?:最|比较|更)?(?:慢|差|落后|靠后|拖后腿|严重|快|好|靠前|多|少|不好|滞后)的?"
    r"|(?:谁|哪家)(?:整改|进度|完成|办|做)*得?最(?:慢|差|落后|快|好)"
    r")(?:吗|呢|啊|[?\s。])*"
)
"""各单位情况, 哪个单位最慢, 排个名."""

LONGEST = 30


def asked(text: str) -> Said | None:
    """Return the wish for a table or for the counts by unit; None for other words."""
    folded = tidy(fold(text))
    if len(folded) > LONGEST:
        return None
    if BY_UNIT.fullmatch(folded):
        return Said("by_unit", text=folded)
    if ALL_SENT.fullmatch(folded) or ALL_WANTED.fullmatch(folded):
        return Said("export")
    found = SENT.fullmatch(folded) or WANTED.fullmatch(folded)
    if found is None:
        return None
    unit = found.group("unit")
    return Said("export", unit="" if WHOLE.fullmatch(unit) else unit)
