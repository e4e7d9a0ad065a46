"""问逾期、问到期的清单：单位、轮次、人名怎么排都认得；说自己的，不当成问。"""

import pytest

from rules.speech.wholes import whole
from tests.rules.speech.words import said_of

ASKED = """
我们单位逾期的有哪些|overdue|||
我单位本周到期的|due_within|||本周
我们局待核验的有哪些|in_state|||待核验
第五轮教育局逾期的|overdue|教育局|第五轮|
教育局第五轮逾期的|overdue|教育局|第五轮|
第五轮逾期的有哪些|overdue|第五轮||
第五轮教育局待核验的|in_state|教育局|第五轮|待核验
教育局逾期几项|overdue|教育局||
10月底前到期的|due_within|||10月底前
教育局月底前到期的有哪些|due_within|教育局||本月底前
第五轮全部逾期的|overdue|第五轮||
全部逾期的|overdue|||
年底前到期的|due_within|||年底前
今天该办啥|mine|||
市档案局（市地方志办公室）|unit_status|市档案局(市地方志办公室)||
市档案局（市地方志办公室）逾期的有哪些|overdue|市档案局(市地方志办公室)||
开发区管委会（综合保税区）还差几项|unit_status|开发区管委会(综合保税区)||
第五轮市档案局（市地方志办公室）待核验的|in_state|市档案局(市地方志办公室)|第五轮|待核验
""".strip()


@pytest.mark.parametrize("line", ASKED.splitlines())
def test_whose_list_is_asked_for(line: str) -> None:
    """本单位的不用写名字；单位和轮次谁先说都记着；说到哪天以前也认得。"""
    words, command, unit, round_, value = line.split("|")
    said = whole(words)
    assert said is not None
    assert (said.command, said.unit, said.field) == (command, unit, round_)
    assert said.value == value


@pytest.mark.parametrize("words", ["邓佳宁逾期几项", "邓佳宁的逾期事项"])
def test_what_somebody_has_that_is_late(words: str) -> None:
    """问一个人逾期几项，只问逾期的。"""
    said = whole(words)
    assert said is not None
    assert (said.command, said.person, said.value) == (
        "person_status",
        "邓佳宁",
        "overdue",
    )


@pytest.mark.parametrize(
    "words",
    ["合同逾期的已整改", "我们局待核验", "张三逾期未还", "5-006 我们已清理逾期的3户"],
)
def test_what_is_told_is_no_question(words: str) -> None:
    """说自己办到哪一步、办了什么的，照旧是进展。"""
    assert said_of(words).command == "progress"
