"""机器人的门：没有公网地址也办得成；两扇门都开着，一个人还是一个人。"""

from pathlib import Path

from tests.conftest import Stage, staged

PERSON, LEADER, PRINCIPAL = "dengjianing", "ouyangruoxi", "liangzhenbang"
OFFICE, HEAD = "feisiyuan", "zhongyi"
DATA = Path(__file__).parent.parent / "data" / "evidence"
BOTH = ("app", "robot")
ONLY = ("robot",)


async def evidence(stage: Stage, code: str) -> list[str]:
    """The names of the files under a finding."""
    shown = await stage.show(code)
    return [one["name"] for one in shown["evidence"]]  # type: ignore[attr-defined]


async def asked_to_close(stage: Stage) -> None:
    """Report, mark done, hand over a picture and ask for closure, all to the robot."""
    await stage.tell(PERSON, "进展 5-005 已补收4人党费")
    await stage.tell(PERSON, "完成 5-005")
    await stage.hand(PERSON, "凭证.png", (DATA / "scan.png").read_bytes(), "image")
    await stage.tell(PERSON, "销号 5-005")
    await stage.tell(PERSON, "确认")


async def test_a_word_file_comes_by_the_robot(directory: Path) -> None:
    """提醒走应用，材料走机器人：Word 直接发给机器人，归到刚报过的那一项。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.hand(PERSON, "制度汇编.docx", (DATA / "policy.docx").read_bytes())
        assert await evidence(stage, "5-005") == ["制度汇编.docx"]
        assert "5-005" in stage.heard(PERSON, "robot")[-1]


async def test_two_identities_are_one_person(directory: Path) -> None:
    """应用里看到的编号，到机器人里照样算数；大小写不同的账号是同一个人。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        listed = await stage.say(PERSON, "我的")
        first = next(line for line in listed.splitlines() if line.startswith("1. "))
        answer = await stage.tell(PERSON.upper(), "1 已修订采购办法，正在公示")
        assert first.split()[1] in answer
        assert "已记入" in answer


async def test_answers_go_back_the_way_they_came(directory: Path) -> None:
    """在哪边问就在哪边答，另一边一个字也没有。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        before = len(stage.heard(PERSON))
        assert "5-005" in await stage.tell(PERSON, "我的")
        assert len(stage.heard(PERSON)) == before
        assert len(stage.heard(PERSON, "robot")) == 1


async def test_a_whole_life_by_the_robot_alone(directory: Path) -> None:
    """只有机器人：交办、进展、材料、申请销号、签字、核验，全在机器人里办完。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        for userid in (PERSON, LEADER, PRINCIPAL, OFFICE):
            await stage.tell(userid, "你好")
        await asked_to_close(stage)
        assert any("请您审签" in words for words in stage.heard(PRINCIPAL, "robot"))
        await stage.tell(PRINCIPAL, "同意 5-005")
        await stage.tell(OFFICE, "同意 5-005")
        assert (await stage.show("5-005"))["status"] == "closed"


async def test_who_never_wrote_is_named_and_told_later(directory: Path) -> None:
    """没给机器人发过消息的人点名告诉巡察办，附上邀请的话；本人一开口，欠他的马上补上。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(OFFICE, "你好")
        await stage.settle()
        told = [words for words in stage.heard(OFFICE, "robot") if "尚未开通" in words]
        assert any("邓佳宁" in words for words in told)
        assert any("发送“你好”即可开通" in words for words in told)
        assert stage.heard(PERSON, "robot") == []
        await stage.tell(PERSON, "你好")
        heard = stage.heard(PERSON, "robot")
        assert sum("巡察整改交办" in words for words in heard) == 1


async def test_a_card_that_could_not_be_shown_comes_later(directory: Path) -> None:
    """没给机器人发过消息的领导，一开口，等他定的那张卡片也补上，按得动。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        await stage.tell(PERSON, "延期 5-006 到11月30日 因招标流程未完")
        await stage.tell(PERSON, "确认")
        await stage.settle()
        assert stage.phone("suxiaotong", "robot") == []
        await stage.tell("suxiaotong", "你好")
        await stage.settle()
        cards = [one for one in stage.phone("suxiaotong", "robot") if one.card]
        assert len(cards) == 1
        await stage.tell("suxiaotong", "同意 5-006")
        assert (await stage.show("5-006"))["extensions"][0]["status"] == "agreed"  # type: ignore[index]


async def test_a_group_gets_no_figures(directory: Path) -> None:
    """群里问状态、报进展：只答一句请私聊，什么也不记，什么也不露。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        stage.simulator.robot.add_group("wr1", OFFICE, PERSON)
        for userid, text in ((OFFICE, "状态"), (PERSON, "进展 5-005 已补收4人党费")):
            answer = await stage.tell(userid, text, chat="wr1")
            assert answer.startswith("请私聊查看")
            assert "5-005" not in answer
        assert (await stage.show("5-005"))["progress"] == []


async def test_the_same_message_twice_is_worked_once(directory: Path) -> None:
    """平台把同一条递来两次：办一次，答一次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        robot = stage.simulator.robot
        asked = await robot.say(PERSON, "进展 5-005 已补收4人党费")
        await robot.answered(asked)
        await stage.settle()
        await robot.again(asked)
        await stage.arrived()
        await stage.settle()
        assert len((await stage.show("5-005"))["progress"]) == 1  # type: ignore[arg-type]
        assert len(stage.heard(PERSON, "robot")) == 1


async def test_words_with_pictures_in_one_message(directory: Path) -> None:
    """图文一条发来：字记成进展，图归到同一项。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        picture = (DATA / "photo_after.jpg").read_bytes()
        asked = await stage.simulator.robot.say_mixed(
            PERSON, "进展 5-005 签到表已补齐", picture
        )
        await stage.simulator.robot.answered(asked)
        await stage.arrived()
        await stage.wait(seconds=31)
        shown = await stage.show("5-005")
        assert len(shown["progress"]) == 1  # type: ignore[arg-type]
        assert len(shown["evidence"]) == 1  # type: ignore[arg-type]


async def test_a_pressed_button_signs(directory: Path) -> None:
    """机器人里的卡片按“同意”就是签字，卡片自己变成回答。"""
    async with staged(directory, "2026-09-14 09:00", doors=ONLY) as stage:
        for userid in (PERSON, LEADER, PRINCIPAL, OFFICE):
            await stage.tell(userid, "你好")
        await asked_to_close(stage)
        card = next(one for one in stage.phone(PRINCIPAL, "robot") if one.card)
        robot = stage.simulator.robot
        pressed = await robot.press(PRINCIPAL, card.task_id, "同意 5-005")
        assert pressed is not None
        await robot.answered(pressed)
        assert (await stage.show("5-005"))["status"] == "endorsed"
        assert "5-005" in card.card["sub_title_text"]  # type: ignore[index]
        assert card.replaced


async def test_a_table_is_sent_by_the_robot(directory: Path) -> None:
    """在机器人里要导出，表格从机器人里来。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.settle()
        await stage.tell(OFFICE, "导出 区教育局")
        names = [one.name for one in stage.phone(OFFICE, "robot") if one.kind == "file"]
        assert len(names) == 1
        assert names[0].endswith(".xlsx")
