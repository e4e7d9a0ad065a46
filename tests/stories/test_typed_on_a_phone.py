"""手机上随手打的话：连着写的几项、顺口提到的措施、问着说的话，各归各的，不多记一笔。"""

import pytest

from tests.conftest import Stage

PERSON, OFFICE = "dengjianing", "kuangming"
"""责任人的三项，列出来是 1. 5-006、2. 5-002、3. 5-005。"""


async def told(stage: Stage, code: str) -> list[tuple[str, str]]:
    """一项上记的话，各算什么。"""
    rows = (await stage.show(code))["progress"]
    return [(one["kind"], one["text"]) for one in rows]  # type: ignore[attr-defined]


async def test_numbers_without_marks_between(stage: Stage) -> None:
    """“1…完了2…补了3还没动”连着写，三项各归各的。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "1方案改完了2账号清查完了3还没动")
    assert await told(stage, "5-006") == [("substantive", "方案改完了")]
    assert await told(stage, "5-002") == [("substantive", "账号清查完了")]
    assert [kind for kind, _ in await told(stage, "5-005")] == ["status_only"]


async def test_numbers_that_run_on_to_the_third(stage: Stage) -> None:
    """“1制度已印发2资金追回3收到”没有“了”，序号一直连到3，也各归各的。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "1制度已印发2资金追回3收到")
    assert await told(stage, "5-006") == [("substantive", "制度已印发")]
    assert await told(stage, "5-002") == [("substantive", "资金追回")]
    assert [kind for kind, _ in await told(stage, "5-005")] == ["receipt"]


async def test_a_run_does_not_begin_with_the_second(stage: Stage) -> None:
    """“2走访了学校3社区台账”，3是多少个，不是第三项。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, "2走访了学校3社区台账")
    assert await told(stage, "5-002") == [("substantive", "走访了学校3社区台账")]
    assert await told(stage, "5-005") == []


@pytest.mark.parametrize(
    "words",
    [
        "1补了2份签到表",
        "1约谈了2名干部",
        "1清查了2学校账号",
        "1补了2个人的党费3个人的还没补",
        "1去了2小学3中学检查",
        "1修订了2制度3流程",
        "1清查了2学校账号3移交",
        "1收回了6个账号2学校更新了公众号3学校停用",
        "1方案改了2稿了",
    ],
)
async def test_how_many_is_no_next_item(stage: Stage, words: str) -> None:
    """“补了2份”是多少，不是第二项。"""
    await stage.say(PERSON, "我的")
    await stage.say(PERSON, words)
    assert await told(stage, "5-006") == [("substantive", words[1:])]
    assert await told(stage, "5-002") == []


async def test_only_the_measure_that_is_done_is_marked(stage: Stage) -> None:
    """一句话里一条措施说做完了、另一条说刚开始，只标做完的那一条。"""
    await stage.say(PERSON, "5-002措施1做完了，措施2每月抽看从9月开始")
    measures = (await stage.show("5-002"))["measures"]
    assert [one["done"] for one in measures] == [True, False, False]  # type: ignore[attr-defined]


async def test_measures_that_share_their_claim_are_all_marked(stage: Stage) -> None:
    """“措施1，措施2都做完了”两条都标。"""
    await stage.say(PERSON, "5-002措施1，措施2都做完了")
    measures = (await stage.show("5-002"))["measures"]
    assert [one["done"] for one in measures] == [True, True, False]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "等局长签字了5-006就完成了",
        "5-006等局长签了字就办完了",
        "5-006 没交",
        "5-006材料还没交",
        "5-006 材料我也有一份",
        "5-006的材料一起发了，你看下",
    ],
)
async def test_what_tells_of_no_work_stops_no_clock(stage: Stage, words: str) -> None:
    """说的是等着、没交、材料有一份、发过了，没有说办了什么，不算实质进展。"""
    await stage.say(PERSON, words)
    assert [kind for kind, _ in await told(stage, "5-006")] == ["status_only"], words


async def test_a_question_at_the_end_takes_no_report_away(stage: Stage) -> None:
    """“已约谈3人，还要补照片是吧”，报的记下，问的另答。"""
    await stage.say(PERSON, "5-006 已约谈3人，还要补照片是吧")
    assert await told(stage, "5-006") == [("substantive", "已约谈3人")]


@pytest.mark.parametrize("words", ["到10月15号是吧，5-006", "5-006是10月15号到期对吧"])
async def test_a_question_at_the_end_is_only_answered(stage: Stage, words: str) -> None:
    """“是吧”“对吧”是问，只答，不记。"""
    assert (await stage.say(PERSON, words)).startswith("5-006：")
    assert await told(stage, "5-006") == []


async def test_a_day_that_is_missed_is_not_the_day_asked_for(stage: Stage) -> None:
    """“月底弄不完，能不能宽限几天”，月底不是要延到的日子，问延到哪天。"""
    answer = await stage.say(PERSON, "5-006可能月底弄不完 能不能宽限几天")
    assert answer.startswith("请确认日期：5-006"), answer
    assert (await stage.show("5-006"))["extensions"] == []


async def test_what_to_hand_in_is_no_question_about_what_is_closed(
    stage: Stage,
) -> None:
    """“销号要交啥材料”不答已销号清单，答自己的几项，逐项看得到缺什么。"""
    for words in ("销号要交啥材料", "销号需要什么材料"):
        assert (await stage.say(PERSON, words)).startswith("我的事项：3项"), words


@pytest.mark.parametrize(
    "words", ["延期要什么材料", "延期需要哪些手续", "申请延期要交什么材料"]
)
async def test_what_more_time_needs_is_no_request(stage: Stage, words: str) -> None:
    """问延期要什么材料，不当成申请，不问是哪一项。"""
    answer = await stage.say(PERSON, words)
    assert answer.startswith("没有读懂，未作任何改动"), answer
    assert "延期 5-023 到12月31日" in answer


async def test_more_time_is_called_off_by_its_code(stage: Stage) -> None:
    """申请等着时说“5-006不用延期了”，就取消这项申请；没有申请的，只当说明。"""
    await stage.say(PERSON, "5-006不用延期了")
    assert [kind for kind, _ in await told(stage, "5-006")] == ["status_only"]
    await stage.say(PERSON, "延期 5-006 到12月31日 因招标流程未完")
    await stage.say(PERSON, "确认")
    answer = await stage.say(PERSON, "5-006不用延期了")
    assert answer.startswith("已取消延期申请：5-006"), answer
    extensions = (await stage.show("5-006"))["extensions"]
    assert [one["status"] for one in extensions] == ["cancelled"]  # type: ignore[attr-defined]
    assert len(await told(stage, "5-006")) == 1


async def test_work_told_while_a_request_waits_is_progress(stage: Stage) -> None:
    """申请等着时报“方案已印发”，是实打实的进展，申请照旧等着。"""
    await stage.say(PERSON, "延期 5-006 到12月31日 因招标流程未完")
    await stage.say(PERSON, "确认")
    await stage.say(PERSON, "5-006 轮岗方案已印发")
    assert await told(stage, "5-006") == [("substantive", "轮岗方案已印发")]
    extensions = (await stage.show("5-006"))["extensions"]
    assert [one["status"] for one in extensions] == ["asked"]  # type: ignore[attr-defined]
