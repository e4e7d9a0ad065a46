"""只说得出单位和一个词：那个轮岗的怎么样了，一项就给一项，几项就列出来，谁的就给谁看。"""

import pytest

from tests.conftest import Stage

OFFICE, PERSON, LEADER = "kuangming", "dengjianing", "suxiaotong"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("教育局那个轮岗的怎么样了", "5-006"),
        ("教育局轮岗的事进展如何", "5-006"),
        ("教育局那个食堂的怎么样了", "5-008"),
        ("青河街道信访那个现在什么情况", "5-053"),
        ("请问住建局公租房那一项办到哪一步了", "5-020"),
        ("教育局党费的事办完了没有", "5-005"),
        ("校服采购的问题怎么样了？", "5-003"),
    ],
)
async def test_the_office_asks_by_unit_and_word(
    stage: Stage, words: str, code: str
) -> None:
    """说单位和标题或原文里的一个词，只有一项对得上，就答这一项。"""
    answer = await stage.say(OFFICE, words)
    assert answer.startswith(f"{code}："), answer


async def test_several_are_listed(stage: Stage) -> None:
    """几项都说到这个词，列出来挑，不猜。"""
    answer = await stage.say(OFFICE, "食堂的怎么样了")
    assert answer.startswith("说到“食堂”的事项：2项"), answer
    assert "5-008" in answer
    assert "5-052" in answer


async def test_others_see_only_what_is_theirs(stage: Stage) -> None:
    """责任人问得到自己的，问不到别的单位的；问了只看，什么也不记。"""
    assert (await stage.say(PERSON, "轮岗那个怎么样了")).startswith("5-006：")
    assert "5-053" not in await stage.say(PERSON, "青河街道信访那个怎么样了")
    assert (await stage.show("5-006"))["progress"] == []


async def test_a_step_or_a_name_is_no_such_word(stage: Stage) -> None:
    """问哪一步、哪个人的，还照原来的答。"""
    late = await stage.say(OFFICE, "教育局逾期的怎么样了")
    assert "说到" not in late.partition("\n")[0]
    assert (await stage.say(OFFICE, "教育局怎么样了")).startswith("区教育局在办")
    assert (await stage.say(OFFICE, "邓佳宁的怎么样了")).startswith("邓佳宁的事项")


async def test_the_only_unit_of_its_kind_is_no_word(stage: Stage) -> None:
    """街道只有一个，问“街道怎么样了”是问这个单位，不是问写着街道的几项。"""
    for userid in (OFFICE, "xiongjianjun"):
        answer = await stage.say(userid, "街道怎么样了")
        assert answer.startswith("青河街道在办（共8项"), answer
