"""问句：问的是一项、一个单位、一个人，还是一种灯；问了只答，不记。"""

import re

from rules.said import Said
from rules.targets import Target

UNIT_END = (
    r"(?:局|办|委|街道|镇|乡|集团|公司|中心|学校|医院|院|站|所|大队|会|部|处|党组|党委)"
)
QUESTION = re.compile(
    r"[?？]|什么时候|啥时候|几天|哪天|多久|几号到期|怎么样了|什么情况|是什么|哪些|吗$|呢$|多少天|几号$|能不能|可不可以|可否|到期的?$"
)
ABOUT_PERSON = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·㛃]{2,4}?)(?:负责的?|名下的?|手上的?)(?:还差|还有|有)?(?:几项|哪些|多少项?)?"
)
BY_COUNT = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·㛃]{2,4}?)(?:还差|还有|还剩|有)(?:几|多少)项"
)
UNIT_STATE = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})的?(?:整改|完成)?"
    r"(?:情况|进展|进度|(?:完成|办结|销号)了?(?:几|多少)项)(?:怎么样|如何|怎样)?"
)
ABOUT_UNIT = re.compile(
    rf"(?P<unit>[\u4e00-\u9fa5]{{1,20}}?{UNIT_END})(?:的)?(?:还差|还有|还剩|有)(?:几|多少|哪些)项?.{{0,8}}"
)
NARROW = re.compile(
    r"(?P<word>[红黄绿蓝灰]灯|第\d{1,2}轮)(?:的)?(?:事项|问题)?(?:有哪些|还差几项|有几项)?"
)
NAME_OF_UNIT = re.compile(rf"[\u4e00-\u9fa5]{{2,14}}{UNIT_END}")


def question_about_many(folded: str) -> Said | None:
    """教育局还差几项, 王磊负责的还差几项: about a unit or a person."""
    bare = re.sub(r"^(?:请问|查一下|查|看看|看)\s*", "", folded)
    narrow = NARROW.fullmatch(bare)
    if narrow:
        return Said("unit_status", unit=narrow.group("word"), text=folded)
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
    if len(folded) > 40 or not QUESTION.search(folded):
        return None
    return Said("show", target) if target.kind != "none" else Said("chat", target)
