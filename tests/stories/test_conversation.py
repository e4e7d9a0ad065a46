"""聊天里的归属、重发、撤销、陌生人。"""

from pathlib import Path

from handlers.reply import Asking, Reply
from handlers.talk import queueing
from models.mailbox import Question
from tests.conftest import APP, staged

PERSON, LEADER = "dengjianing", "suxiaotong"


async def test_plain_words_of_several_findings_are_asked(directory: Path) -> None:
    """名下不止一项又没写编号，只问一句，不写任何一项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
        assert asked.startswith("请确认是哪一项")
        assert "目前尚未记入" in asked
        for code in ("5-002", "5-005", "5-006"):
            assert (await stage.show(code))["progress"] == []
        kept = await stage.say(PERSON, "2")
        assert kept.startswith("已记入：5-002")
        report = (await stage.show("5-002"))["progress"][0]
        assert report["text"] == "已召开专题会研究，形成纪要1份"


async def test_a_code_in_passing_picks_and_a_question_does_not(
    directory: Path,
) -> None:
    """问着是哪一项，先反问到期日只答不记；再说“是5-005的”，原话才记上。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "已召开专题会研究，形成纪要1份")
        await stage.say(PERSON, "5-002什么时候到期")
        assert (await stage.show("5-002"))["progress"] == []
        kept = await stage.say(PERSON, "是5-005的")
        assert kept.startswith("已记入：5-005")
        (report,) = (await stage.show("5-005"))["progress"]
        assert report["text"] == "已召开专题会研究，形成纪要1份"


async def test_a_round_by_its_name(directory: Path) -> None:
    """巡察办问第五轮的情况，汉字数字都读得出是哪一轮。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say("zhongyi", "帮助")
        said = await stage.say("zhongyi", "第五轮情况")
        assert said.startswith("第5轮在办")
        assert "共45项" in said
        assert await stage.say("zhongyi", "状态 第5轮") == said


async def test_number_means_the_last_list(directory: Path) -> None:
    """序号按刚收到的列表算，一条消息里说几项就记几项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "我的")
        answer = await stage.say(PERSON, "1已约谈2人 2账号已全部收回 3收到")
        assert "已记入：5-006" in answer
        assert "已记入：5-002" in answer
        assert (await stage.show("5-006"))["progress"][0]["text"] == "已约谈2人"
        assert (await stage.show("5-002"))["progress"][0]["text"] == "账号已全部收回"


async def test_quoting_a_finding_binds_to_it(directory: Path) -> None:
    """引用了哪一项的话回复，就记在哪一项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        answer = await stage.say(
            PERSON, "这个材料已报纪检组审核", quote="5-002 意识形态阵地管理有盲区"
        )
        assert answer.startswith("已记入：5-002")


async def test_numbered_paragraphs_under_a_quote_are_one_report(
    directory: Path,
) -> None:
    """引用一项写的 1、2、，是这一项的一条进展，不写到列表第1项上。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "我的")
        done = await stage.say(
            PERSON,
            "1、已开会研究 2、已修订制度",
            quote="5-002 意识形态阵地管理有盲区",
        )
        assert done.startswith("已记入：5-002")
        assert "已开会研究 2、已修订制度" in done
        assert "5-005" not in done


async def test_retry_gets_the_same_answer(directory: Path) -> None:
    """平台重投同一条消息，得到同样的答复，只记一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        words = "进展 5-005 已补收4人党费"
        first = await stage.simulator.say(PERSON, words, msgid="7001")
        again = await stage.simulator.say(PERSON, words, msgid="7001")
        assert first is not None
        assert again is not None
        assert first.text == again.text
        assert len((await stage.show("5-005"))["progress"]) == 1


async def test_undo_takes_back_the_last_entry(directory: Path) -> None:
    """十分钟内撤销上一条，原记录留在流水里，不再计入。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 追回资金3万元")
        undone = await stage.say(PERSON, "撤销")
        assert undone.startswith("已撤销：5-005")
        shown = await stage.show("5-005")
        assert shown["progress"] == []
        assert shown["status"] == "delivered"
        assert (await stage.say(PERSON, "撤销")).startswith("没有可以撤销的记录")


async def test_a_press_that_comes_again_gets_the_card_again(directory: Path) -> None:
    """按了按钮，答复没到，平台再来：答的还是变好的卡片，不是它不收的文字；只办一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.say(PERSON, "确认")
        (asked,) = [one for one in stage.phone(LEADER) if one.card]
        pressed = {
            "MsgType": "event",
            "Event": "template_card_event",
            "EventKey": "同意 5-006",
            "TaskId": asked.task_id,
            "ResponseCode": "once",
        }
        first = await stage.simulator.deliver(LEADER, pressed)
        done = (await stage.show("5-006"))["journal_length"]
        again = await stage.simulator.deliver(LEADER, pressed)
        assert first is not None
        assert again is not None
        assert (again.kind, again.card) == (first.kind, first.card)
        assert again.kind == "card"
        assert (await stage.show("5-006"))["journal_length"] == done


async def test_moved_to_the_right_finding(directory: Path) -> None:
    """归错了项，回复归到哪一项就改记到哪一项。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 移交清单已签字")
        moved = await stage.say(PERSON, "归到5-002")
        assert moved.startswith("已归到：5-002")
        assert (await stage.show("5-005"))["progress"] == []
        assert (await stage.show("5-002"))["progress"][0]["text"] == "移交清单已签字"


async def test_not_that_but_this_moves_only_what_stands_there(
    directory: Path,
) -> None:
    """说“不是甲，是乙”，上一条在甲才改到乙；不在甲，什么也不动。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.say(PERSON, "进展 5-005 轮岗方案已报党组")
        await stage.say(PERSON, "不是5-002，是5-006")
        assert (await stage.show("5-006"))["progress"] == []
        assert len((await stage.show("5-005"))["progress"]) == 1
        await stage.say(PERSON, "不是5-005，是5-006")
        assert len((await stage.show("5-006"))["progress"]) == 1
        assert (await stage.show("5-005"))["progress"] == []


async def test_stranger_hears_one_sentence_a_day(directory: Path) -> None:
    """不在花名册里的人一天听到一句话，巡察办一天知道一次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        stage.simulator.add_member("newcomer", "新来的")
        first = await stage.say("newcomer", "你好，我是新来的")
        assert first.startswith("您好，您的账号尚未登记")
        assert await stage.say("newcomer", "在吗") == ""
        told = [words for words in stage.heard("feisiyuan") if "未登记账号" in words]
        assert len(told) == 1
        assert "新来的" not in told[0]


async def test_a_stranger_is_one_in_whatever_case(directory: Path) -> None:
    """没登记的账号这次大写、下次小写，还是同一个人：一天一句，巡察办知道一次。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        answers = []
        for userid in ("nobody1", "NOBODY1", "Nobody1"):
            stage.simulator.add_member(userid, "新来的")
            answers.append(await stage.say(userid, "你好"))
        assert answers[0].startswith("您好，您的账号尚未登记")
        assert answers[1:] == ["", ""]
        told = [words for words in stage.heard("feisiyuan") if "未登记账号" in words]
        assert len(told) == 1


async def test_what_the_platform_says_itself_is_nobodys_word(directory: Path) -> None:
    """通讯录变动、授权变动是平台自己说的；没登记的人只是打开会话：不答，也不报巡察办。"""
    events = [("sys", "change_contact"), ("sys", "open_approval_change")]
    events += [("newcomer", "subscribe"), ("newcomer", "enter_agent")]
    async with staged(directory, "2026-09-14 09:00", doors=("app",)) as stage:
        for userid, event in events:
            fields = {"MsgType": "event", "Event": event}
            assert await stage.simulator.deliver(userid, fields) is None
        await stage.settle()
        assert not any("未登记账号" in words for words in stage.heard("feisiyuan"))
        stage.simulator.add_member("newcomer", "新来的")
        first = await stage.say("newcomer", "你好")
        assert first.startswith("您好，您的账号尚未登记")


async def test_late_extension_is_refused_with_the_rule(directory: Path) -> None:
    """到期以后申请延期不受理，说清规矩和现在能做什么，什么也不改。"""
    async with staged(
        directory, "2026-10-21 09:00", imported="2026-09-14 09:00"
    ) as stage:
        refused = await stage.say(PERSON, "延期 5-006 到12月15日 因方案未批")
        assert refused.startswith("延期申请未受理：5-006")
        assert "延期须在到期前提出" in refused
        assert (await stage.show("5-006"))["extensions"] == []


async def test_an_extension_counts_from_when_it_was_asked_for(directory: Path) -> None:
    """到期当天夜里申请、过了零点才确认，算当天申请的，记的也是当天。"""
    async with staged(
        directory, "2026-10-15 23:50", imported="2026-09-14 09:00"
    ) as stage:
        await stage.say(PERSON, "延期 5-006 到12月15日 因方案未批")
        await stage.wait(seconds=20 * 60)
        said = await stage.say(PERSON, "确认")
        assert said.startswith("已提交延期申请：5-006")
        (asked,) = (await stage.show("5-006"))["extensions"]  # type: ignore[misc]
        assert asked["asked_at"].startswith("2026-10-15T23:50")


async def test_others_finding_is_not_written_on(directory: Path) -> None:
    """别的单位的问题，不能写也看不到。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        refused = await stage.say(PERSON, "进展 5-020 已整改")
        assert refused.startswith("不能办理：5-020")
        assert (await stage.show("5-020"))["progress"] == []


async def test_file_before_words_joins_them(directory: Path) -> None:
    """先发照片后说话，两分钟内的照片归到话里说的那一项。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        jpeg = b"\xff\xd8\xff\xe0" + b"x" * 32
        await stage.simulator.send_file(PERSON, "image", jpeg, "现场.jpg")
        await stage.house.arrivals.settle()
        kept = await stage.say(PERSON, "5-002 账号已全部收回")
        assert "现场.jpg" in kept or "材料" in kept
        assert len((await stage.show("5-002"))["evidence"]) == 1


async def test_empty_file_is_refused_and_not_kept(directory: Path) -> None:
    """程序文件不收，说清是哪一份、为什么，什么也不存。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        await stage.send_file(PERSON, "说明.jpg", b"MZ" + b"\x00" * 64)
        assert any("未收：说明.jpg，程序" in words for words in stage.heard(PERSON))
        assert not list((directory / "evidence").rglob("*"))


def test_questions_of_one_message_wait_in_line() -> None:
    """一条消息引出几个问题，先问一个，答完接着问下一个，哪个都不丢。"""
    replies = [
        Reply(f"请确认：{code}", asking=Asking("confirm", {"code": code}))
        for code in ("5-005", "5-006")
    ]
    asking, texts = queueing.in_line(replies)
    assert asking is not None
    assert asking.payload["code"] == "5-005"
    assert texts == ["请确认：5-005", "另有1件也要请您确认，办完上面这件接着问。"]
    answered = Question(
        person_id=1, kind="confirm", payload=asking.payload, state="answered"
    )
    following = queueing.after(answered, Reply("已提交"))
    assert following.text == "已提交\n请确认：5-006"
    assert following.asking == replies[1].asking


async def test_the_same_refusal_is_said_once(directory: Path) -> None:
    """一条消息里几处都不能办，理由一样的只说一遍。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        words = await stage.say("zhongyi", "5-006 完成 5-006 没完成")
        assert words.startswith("不能办理：5-006")
        assert words.count("不能办理：5-006") == 1
