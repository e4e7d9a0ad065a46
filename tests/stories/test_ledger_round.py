"""发来的台账没有写明轮次：问一句，说了再预读，确认了按那一轮导入。"""

import io
from pathlib import Path

import xlsxwriter

from handlers.incoming import Incoming
from handlers.talk import conversation
from tests.conftest import staged
from tests.stories.test_ledger_sent import BOTH, OFFICE, previews


def without_round() -> bytes:
    """A ledger that nowhere says of which round it is."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("台账")
        header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "整改时限"]
        first = [901, "青河街道", "社区账目未公示", "公示", "安大勇", "2026年12月31日"]
        for number, row in enumerate([header, first]):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


async def test_the_round_is_said_in_chat(directory: Path) -> None:
    """台账里没有写明轮次的，问一句；回了第几轮再预读，确认了按那一轮导入。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        await stage.hand(OFFICE, "台账.xlsx", without_round())
        asked = stage.heard(OFFICE, "robot")[-1]
        assert "没有写明是第几轮" in asked
        assert "--" not in asked
        assert "还不知道是第几轮" in await stage.say(OFFICE, "确认")
        assert (await stage.say(OFFICE, "第五轮")).startswith("正在按第5轮预读")
        preview = stage.heard(OFFICE)[-1]
        assert "新增问题1项，未变0项，编号5-901" in preview
        assert len(await stage.codes()) == before
        await stage.say(OFFICE, "确认")
        assert stage.heard(OFFICE)[-1].startswith("已导入台账：新增问题1项")
        assert "5-901" in await stage.codes()


async def test_the_round_may_be_a_bare_number(directory: Path) -> None:
    """问是第几轮，只回一个数字、写“轮次 6”也算；改主意的回取消。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        for words in ("5", "轮次 5"):
            await stage.hand(OFFICE, "台账.xlsx", without_round())
            assert (await stage.say(OFFICE, words)).startswith("正在按第5轮预读")
        await stage.say(OFFICE, "取消")
        assert len(await stage.codes()) == before


async def test_a_round_that_no_code_has_room_for(directory: Path) -> None:
    """回的轮次编不出编号的（第100轮、第零轮），再问一句，不预读。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "台账.xlsx", without_round())
        for words in ("第100轮", "0"):
            assert "还不知道是第几轮" in await stage.say(OFFICE, words)
        assert (await stage.say(OFFICE, "第六轮")).startswith("正在按第6轮预读")
        assert "还不知道是第几轮" in await stage.say(OFFICE, "第100轮")


async def test_a_round_that_was_said_survives_a_crash(directory: Path) -> None:
    """说了轮次、确认了，没来得及导入进程就没了，其间又导了另一份：接着导的仍按说过的轮次。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        await stage.hand(OFFICE, "甲.xlsx", without_round())
        await stage.say(OFFICE, "第五轮")
        said = Incoming("confirmed", "wecom", OFFICE, "text", stage.clock.now(), "确认")
        house = stage.house
        await house.lane.run(lambda s: conversation.hear(said, house.context(s)))
        ledgers = Path(__file__).parent.parent / "data" / "ledgers"
        await stage.hand(OFFICE, "乙.xlsx", (ledgers / "台账-集团.xlsx").read_bytes())
        await stage.say(OFFICE, "确认")
        assert len(await stage.codes()) == before + 7
        await stage.wait(seconds=301)
        await stage.settle()
        assert "5-901" in await stage.codes()


async def test_the_name_of_a_file_says_its_round(directory: Path) -> None:
    """表里没有写轮次、文件名写着第五轮的，就按第五轮预读、导入。"""
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "第五轮台账.xlsx", without_round())
        assert "编号5-901" in previews(stage)[-1]
        await stage.say(OFFICE, "确认")
        assert "5-901" in await stage.codes()
