"""问句：问的是一项、一个单位、一个人，还是一种灯；问了只答，不记。"""

import re

from rules.said import Said
from rules.targets import Target

UNIT_END = (
    r"(?:局|办|委|街道|镇|乡|集团|公司|中心|学校|医院|院|站|所|大队|会|部|处|党组|党委)"
)
QUESTION = re.compile(
    r"[?？]|什么时候|啥时候|几天|哪天|多久|几号到期|怎么样了|什么情况|是什么|哪些|吗$|呢$|多少天|几号$|能不能|可不可以|可否|到期的?$"
    r"|(?:如何|怎么样|怎样了?|咋样了?|到哪(?:一?步)?了|什么进度|啥进度|啥情况)$"
    r"|是谁|谁负责的?$|(?:差|缺|补|交|提供|准备|需要|要)(?:些|点)?(?:什么|啥)|^(?:为什么|为啥|怎么|咋)"
)
LOOKED_AT = re.compile(
    r"的?(?:查看?|看看|看一?下|查一?下)?的?(?:整改)?(?:详细)?(?:详情|情况|状态|明细|进展情况|进度情况)"
)
"""Words beside a code that only ask to see it: 5-006 详情."""

ASKS_FOR_TIME = re.compile(
    r"(?:能不能|可不可以|可否|能否|可以|能)(?:再|申请|帮忙)*(?:多?给|延|缓|推迟|顺延|宽限)"
)
"""Polite requests look like questions: 能不能延到月底 wants a later date."""
ABOUT_PERSON = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·㛃]{2,4}?)(?:(?:负责的?|名下的?|手上的?)(?:还差|还有|有)?(?:几项|哪些|多少项?|事项)?|的事项)"
)
BY_COUNT = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·㛃]{2,4}?)(?:还差|还有|还剩|有)(?:几|多少)项"
)
UNIT_STATE = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})的?(?:整改|完成)?"
    r"(?:情况|状态|进展|进度|(?:完成|办结|销号)了?(?:几|多少)项)(?:怎么样|如何|怎样)?"
)
ABOUT_UNIT = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})(?:的)?(?:还差|还有|还剩|有)(?:几|多少|哪些)项?.{{0,8}}"
)
NARROW = re.compile(
    r"(?P<word>[红黄绿蓝灰]灯|第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})轮)的?(?:整改|巡察)?(?:事项|问题)?"
    r"(?:有哪些|还差几项|有几项|还有几项|情况|状态|进展情况|进度)?(?:怎么样|如何|怎样)?"
)
OF_UNIT = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})的?"
    r"(?:(?P<late>逾期|超期)|(?:本周|这周)(?:要|快)?到期)(?:的|了|事项|清单|有哪些|有几项|几项|情况)*"
)
"""教育局逾期的有哪些: what a unit has that is late, or due this week."""

NAME_OF_UNIT = re.compile(rf"[\u4e00-\u9fa5]{{2,14}}{UNIT_END}")


def question_about_many(folded: str) -> Said | None:
    """教育局还差几项, 王磊负责的还差几项: about a unit or a person."""
    bare = re.sub(r"^(?:请问|查一下|看一下|查看|查询|看看|查|看)\s*", "", folded)
    narrow = NARROW.fullmatch(bare)
    if narrow:
        return Said("unit_status", unit=narrow.group("word"), text=folded)
    of_unit = OF_UNIT.fullmatch(bare)
    if of_unit:
        command = "overdue" if of_unit.group("late") else "due_this_week"
        return Said(command, unit=of_unit.group("unit"), text=folded)
    person = ABOUT_PERSON.fullmatch(bare)
    if person:
        return Said("person_status", person=person.group("name"), text=folded)
    unit = ABOUT_UNIT.fullmatch(bare) or UNIT_STATE.fullmatch(bare)
    if unit is None and (counted := BY_COUNT.fullmatch(bare)):
        return Said("person_status", person=counted.group("name"), text=folded)
    if unit:
        return Said("unit_status", unit=unit.group("unit"), text=folded)
    if NAME_OF_UNIT.fullmatch(bare) and not re.search(
        r"[已报送交了在到由请给]|^状态|^导出|^催", bare
    ):
        return Said("unit_status", unit=bare, text=folded)
    return None


def question_about_one(folded: str, target: Target) -> Said | None:
    """A question about one finding shows it; nothing is recorded (decisions.md 21)."""
    asks = QUESTION.search(folded) or LOOKED_AT.fullmatch(folded)
    if len(folded) > 40 or not asks or ASKS_FOR_TIME.search(folded):
        return None
    return Said("show", target) if target.kind != "none" else Said("chat", target)
