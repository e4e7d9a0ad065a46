"""交的材料收到了吗：答得出哪几份、归在哪一项、审到哪一步；只答，不记。"""

from tests.conftest import Stage

PERSON, LEADER, OFFICE = "dengjianing", "ouyangruoxi", "kuangming"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


async def hand_in(stage: Stage, name: str, code: str) -> None:
    """邓佳宁交一份材料，归到一项。"""
    await stage.send_file(PERSON, name, JPEG + name.encode())
    await stage.say(PERSON, f"归到{code}")


async def reports(stage: Stage) -> int:
    """台账里一共记了几条话。"""
    codes = ("5-002", "5-005", "5-006")
    shown = [await stage.show(code) for code in codes]
    return sum(len(one["progress"]) for one in shown)  # type: ignore[arg-type]


async def test_who_handed_in_asks_whether_it_came(stage: Stage) -> None:
    """名下几项的人怎么问都行，答最近几份：新的在前，哪一项的，审了没有。"""
    await hand_in(stage, "签到表.jpg", "5-005")
    await hand_in(stage, "清单.jpg", "5-002")
    for words in (
        "我交的材料收到了吗",
        "图片收到没有",
        "我发的文件收到了吗",
        "刚发的照片你们看到没",
        "收到我的材料了吗？",
        "材料传上去了吗",
        "我昨天交的签到表有没有收到",
        "收到了吗",
        "收到没",
        "照片收到了没，没收到我再发",
    ):
        answer = await stage.say(PERSON, words)
        assert answer.startswith("已收到您交的材料：2份"), words
        assert answer.index("5-002 清单.jpg") < answer.index("5-005 签到表.jpg")
        assert answer.count("待审核") == 2
    assert await reports(stage) == 0


async def test_what_was_judged_is_said(stage: Stage) -> None:
    """审过的说审得怎样，不合格的带着原因。"""
    await hand_in(stage, "签到表.jpg", "5-005")
    await hand_in(stage, "清单.jpg", "5-005")
    await stage.say(OFFICE, "佐证不合格 5-005 1 看不清签字")
    await stage.say(OFFICE, "佐证合格 5-005 2")
    answer = await stage.say(PERSON, "我交的材料收到了吗")
    assert "5-005 签到表.jpg" in answer
    assert "不合格，不计入：看不清签字" in answer
    assert "合格，已计入" in answer


async def test_of_one_finding_only_its_own(stage: Stage) -> None:
    """带了编号的只答这一项；责任领导问得到别人交的，看得见是谁交的。"""
    await hand_in(stage, "签到表.jpg", "5-005")
    await hand_in(stage, "清单.jpg", "5-002")
    answer = await stage.say(PERSON, "5-005的材料收到了吗")
    assert answer.startswith("已收到材料：5-005 共1份")
    assert "清单" not in answer
    behind = await stage.say(PERSON, "材料收到了吗 5-005")
    assert behind.startswith("已收到材料：5-005 共1份")
    seen = await stage.say(LEADER, "5-005材料收到没有")
    assert "签到表.jpg" in seen
    assert "邓佳宁" in seen
    assert "尚未收到材料" in await stage.say(PERSON, "5-006 材料收到了吗")
    other = await stage.say("xiongjianjun", "5-005材料收到没有")
    assert "签到表" not in other


async def test_files_that_belong_nowhere_yet_are_not_put_by_the_question(
    stage: Stage,
) -> None:
    """还没说归哪一项就问收到没有，答收到了、还没归；问话不当成答哪一项。"""
    await stage.send_file(PERSON, "签到表.jpg", JPEG)
    answer = await stage.say(PERSON, "图片收到没有")
    assert "尚未归到具体事项" in answer
    answer = await stage.say(PERSON, "5-005图片收到了吗")
    assert "您发来的1份尚未归到具体事项，属于这一项的，请回复：归到5-005" in answer
    assert (await stage.show("5-005"))["evidence"] == []
    assert "已收材料：5-005" in await stage.say(PERSON, "5-005")
    assert await reports(stage) == 0


async def test_nothing_handed_in_is_said(stage: Stage) -> None:
    """一份也没交过的，说没有收到，并说往哪里交。"""
    answer = await stage.say(PERSON, "我交的材料收到了吗")
    assert answer.startswith("尚未收到您交的材料")
    assert "直接发到这里" in answer


async def test_who_hands_nothing_in_is_asked_for_nothing(stage: Stage) -> None:
    """责任领导、主要负责人自己不交材料，问收到没有，答他的事项，不叫他发照片。"""
    for userid in (LEADER, "liangzhenbang"):
        answer = await stage.say(userid, "材料收到了吗")
        assert answer.startswith("我的事项"), answer


async def test_bare_words_of_the_office_are_about_its_notices(stage: Stage) -> None:
    """巡察办只问“收到了吗”，问的是发出去的提醒。"""
    assert (await stage.say(OFFICE, "收到了吗")).startswith("还没联系上的")


async def test_what_is_no_longer_theirs_is_not_shown(stage: Stage) -> None:
    """事项改派给了别人，交过的材料审得怎样就不再告诉他。"""
    await hand_in(stage, "签到表.jpg", "5-005")
    await stage.say(OFFICE, "改派 5-005 邓佳宁给石海涛")
    await stage.say(OFFICE, "确认")
    people = (await stage.show("5-005"))["people"]
    assert "dengjianing" not in [one["userid"] for one in people]  # type: ignore[attr-defined]
    assert "5-005" not in await stage.say(PERSON, "我交的材料收到了吗")


async def test_to_see_something_is_not_to_have_it(stage: Stage) -> None:
    """“看到了吗”没有说材料，照原来的答；带编号的看这一项。"""
    assert (await stage.say(PERSON, "5-005看到了吗")).startswith("5-005：")
    assert "尚未收到" not in await stage.say(PERSON, "看到了吗")
