"""临时变卦：读回时说不提了、先问问领导，提了以后又不要了；不提的不提，另说的不丢。"""

from pathlib import Path

import pytest

from tests.conftest import APP, Stage, staged

PERSON, LEADER, OTHER = "dengjianing", "suxiaotong", "shihaitao"
START = "2026-09-14 09:00"
ASKED = "延期 5-006 到11月30日 因招标流程未完"
PHOTO = Path(__file__).parent.parent / "data" / "evidence" / "photo_after.jpg"


async def _texts(stage: Stage, code: str) -> list[str]:
    """一项记下的原话。"""
    return [one["text"] for one in (await stage.show(code))["progress"]]  # type: ignore[attr-defined,index]


@pytest.mark.parametrize("words", ["还是算了，不延了", "那就不延了吧", "不用延期了"])
async def test_a_read_back_is_dropped_in_free_words(
    directory: Path, words: str
) -> None:
    """读回以后说“还是算了，不延了”，就是取消，不记成进展，再确认也没有可确认的。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        assert (await stage.say(PERSON, words)).startswith("已取消")
        await stage.say(PERSON, "确认")
        assert (await stage.show("5-006"))["extensions"] == []
        assert await _texts(stage, "5-006") == []


async def test_what_is_said_behind_the_dropping_is_kept(directory: Path) -> None:
    """“算了不延了，5-006方案已印发”，前半句取消，后半句照记。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        both = await stage.say(PERSON, "算了不延了，5-006方案已印发")
        assert both.startswith("已取消")
        assert "已记入：5-006" in both
        assert await _texts(stage, "5-006") == ["方案已印发"]


async def test_another_day_keeps_the_reason(directory: Path) -> None:
    """读回以后说“不是，是12月20日”，只换日子，原来的原因还在。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        again = await stage.say(PERSON, "不是，是12月20日")
        assert "申请延到：12月20日" in again
        assert "招标流程未完" in again


async def test_to_ask_somebody_first_is_no_report(directory: Path) -> None:
    """读回以后说“等一下我问问领导”，什么也不记，说清还没有提交。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        waits = await stage.say(PERSON, "等一下我问问领导")
        assert waits.startswith("尚未提交：5-006")
        assert await _texts(stage, "5-006") == []


@pytest.mark.parametrize("words", ["取消延期", "不用延了"])
async def test_the_only_request_needs_no_code(directory: Path, words: str) -> None:
    """只提了一项延期，说“取消延期”不写编号，就取消那一项。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        await stage.say(PERSON, "确认")
        assert (await stage.say(PERSON, words)).startswith("已取消延期申请：5-006")


async def test_of_two_requests_the_code_is_asked(directory: Path) -> None:
    """提了两项延期，“取消延期”不写编号，一项也不取消，教写编号。"""
    async with staged(directory, START) as stage:
        for code in ("5-006", "5-005"):
            if code == "5-005":
                await stage.say("feisiyuan", "期限 5-005 10月31日")
                await stage.say("feisiyuan", "确认")
            await stage.say(PERSON, f"延期 {code} 到11月30日 因招标流程未完")
            await stage.say(PERSON, "确认")
        taught = await stage.say(PERSON, "取消延期")
        assert taught.startswith("请写明编号")
        shown = [(await stage.show(code))["extensions"] for code in ("5-006", "5-005")]
        assert "cancelled" not in str(shown)


@pytest.mark.parametrize("words", ["撤销", "取消", "延期申请撤回吧，不需要了"])
async def test_how_a_request_is_taken_back_is_taught(
    directory: Path, words: str
) -> None:
    """提交以后说“撤销”“取消”，不说没有申请，教的那一句带着那一项的编号。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        await stage.say(PERSON, "确认")
        assert "取消延期 5-006" in await stage.say(PERSON, words)


@pytest.mark.parametrize("words", ["好", "对", "不是"])
async def test_yes_does_not_say_which(directory: Path, words: str) -> None:
    """问着是哪一项，答“好”“不是”，再问一遍同一句话，不当成签收。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
        again = await stage.say(PERSON, words)
        assert again.startswith("请确认是哪一项")
        assert "已召开专题会研究" in again


async def test_files_counted_in_a_question_are_asked_once(directory: Path) -> None:
    """照片后面的一句话问了归哪项、数了照片，三十秒后不再问同样的一遍。"""
    async with staged(directory, START, doors=APP) as stage:
        await stage.simulator.send_file(PERSON, "image", PHOTO.read_bytes(), "a.jpg")
        await stage.house.arrivals.settle()
        asked = await stage.say(PERSON, "第一张是5-005的，第二张是5-002的")
        assert "文件1份" in asked
        await stage.wait(seconds=31)
        assert stage.heard(PERSON).count(asked) == 1


async def test_a_report_before_a_question_is_kept(directory: Path) -> None:
    """“清单已建立，请问什么时候到期”，前半句照记，后半句照答。"""
    async with staged(directory, START) as stage:
        both = await stage.say(PERSON, "5-006 制度已印发各科室，请问什么时候到期")
        assert both.startswith("已记入：5-006")
        assert "到期" in both.split("记错了")[1]
        assert await _texts(stage, "5-006") == ["制度已印发各科室"]


async def test_a_number_beside_another_quote_is_asked(directory: Path) -> None:
    """引用着一项、写的却是列表里另一项的序号，问是哪一项，不写。"""
    async with staged(directory, START) as stage:
        assert "2. 5-002" in await stage.say(PERSON, "我的")
        quote = "5-006 中层干部轮岗长期不动"
        asked = await stage.say(PERSON, "2完成", quote=quote)
        assert asked.startswith("请确认是哪一项")
        assert await _texts(stage, "5-002") == []


async def test_an_answer_that_names_one_is_of_no_other(directory: Path) -> None:
    """领导看着几项，说“已督促邓佳宁，5-006明天报”，只记在这一项上。"""
    async with staged(directory, START) as stage:
        await stage.say(LEADER, "我的")
        done = await stage.say(LEADER, "已督促邓佳宁，5-006明天报")
        assert done.startswith("已记录：已督促 5-006\n")


@pytest.mark.parametrize("words", ["取消，5-006方案已印发", "不用了，5-006方案已印发"])
async def test_a_plain_cancel_before_a_report_drops_what_was_read_back(
    directory: Path, words: str
) -> None:
    """“取消，5-006方案已印发”，读回的取消，后半句只记后半句。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        assert (await stage.say(PERSON, words)).startswith("已取消")
        await stage.say(PERSON, "确认")
        assert (await stage.show("5-006"))["extensions"] == []
        assert await _texts(stage, "5-006") == ["方案已印发"]


async def test_a_report_behind_a_request_taken_back_is_kept(directory: Path) -> None:
    """“延期申请撤回，5-006制度已印发3份”，教怎么取消延期，制度照记。"""
    async with staged(directory, START) as stage:
        await stage.say(PERSON, ASKED)
        await stage.say(PERSON, "确认")
        both = await stage.say(PERSON, "延期申请撤回，5-006制度已印发3份")
        assert "取消延期 5-006" in both
        assert await _texts(stage, "5-006") == ["制度已印发3份"]


async def test_more_time_asked_behind_a_report_is_read_back(directory: Path) -> None:
    """“5-006 制度已印发。延期到12月1日可以吗”，前半句照记，后半句读回。"""
    async with staged(directory, START) as stage:
        both = await stage.say(PERSON, "5-006 制度已印发。延期到12月1日可以吗")
        assert both.startswith("已记入：5-006")
        assert "申请延到：12月1日" in both


async def test_the_question_is_answered_with_what_was_told(directory: Path) -> None:
    """“5-006 已轮岗12人。可以销号了吗”，记下以后给看的是这一项，不是全部。"""
    async with staged(directory, START) as stage:
        both = await stage.say(PERSON, "5-006 已轮岗12人。可以销号了吗")
        assert "5-006：整改中" in both
        assert "5-002 " not in both


async def test_numbered_paragraphs_name_no_finding(directory: Path) -> None:
    """领导答“已督促。1.已约谈 2.周五前补齐”，一二是做法，不是列表里的两项。"""
    async with staged(directory, START) as stage:
        await stage.say(LEADER, "我的")
        done = await stage.say(LEADER, "已督促。1.已约谈邓佳宁 2.周五前补齐")
        assert done.count("已记录") == 1
        assert "5-004" in done.splitlines()[0]


async def test_reminders_are_not_called_off(directory: Path) -> None:
    """“不用催了”答的是提醒照常，不说没有等确认的事。"""
    async with staged(directory, START) as stage:
        assert "不能单独停发" in await stage.say(PERSON, "不用催了")
