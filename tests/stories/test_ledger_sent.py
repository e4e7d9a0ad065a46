"""聊天里发来的台账：先读回，确认了才导入。"""

import asyncio
import io
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

import xlsxwriter

from bot import intake
from bot.formats import workbook
from bot.lane import WORKERS
from handlers.incoming import Incoming
from handlers.ledger.registering import Options
from handlers.talk import conversation
from models import locks
from models.database import begin
from tests.conftest import Stage, staged

PERSON, OFFICE, COLLEAGUE = "dengjianing", "feisiyuan", "kuangming"
BOTH = ("app", "robot")


def previews(stage: Stage) -> list[str]:
    """What the office was asked to confirm; a table of remarks may stand behind it."""
    heard = stage.heard(OFFICE, "robot")
    return [words for words in heard if words.startswith("台账预读")]


async def test_ledger_sent_by_the_office_is_imported_after_confirmation(
    directory: Path,
) -> None:
    """巡察办在聊天里发来台账，先读回，确认了才导入；别人发来的表格只是材料。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    ledger = (ledgers / "台账-集团.xlsx").read_bytes()
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        await stage.say(PERSON, "进展 5-005 已整改")
        await stage.hand(PERSON, "台账.xlsx", ledger)
        assert len((await stage.show("5-005"))["evidence"]) == 1  # type: ignore[arg-type]
        await stage.hand(OFFICE, "集团.xlsx", ledger)
        preview = previews(stage)[-1]
        assert preview.startswith("台账预读：集团.xlsx")
        assert "新增问题7项" in preview
        assert len(await stage.codes()) == before
        assert (await stage.say(OFFICE, "确认")).startswith("正在导入：集团.xlsx")
        assert stage.heard(OFFICE)[-1].startswith("已导入台账：新增问题7项")
        assert len(await stage.codes()) == before + 7
        await stage.hand(OFFICE, "集团.xlsx", ledger)
        again = previews(stage)[-1]
        assert "新增问题0项，未变7项" in again
        assert "都已登记过，不用再导" in again
        assert "确认" not in again


async def test_a_ledger_that_two_confirm_at_once_is_imported_once(
    directory: Path,
) -> None:
    """两位巡察办的人各发来同一份台账，同时确认：导一次，后一位听到的是没有重复。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    ledger = (ledgers / "台账-集团.xlsx").read_bytes()
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        for userid in (OFFICE, COLLEAGUE):
            await stage.hand(userid, "集团.xlsx", ledger)
        await asyncio.gather(
            *(stage.simulator.say(one, "确认") for one in (OFFICE, COLLEAGUE))
        )
        await stage.settle()
        assert len(await stage.codes()) == before + 7
        said = sorted(stage.heard(one)[-1] for one in (OFFICE, COLLEAGUE))
        assert said[0].startswith("已导入台账：新增问题7项")
        assert said[1] == "没有再导：表里的7项都已登记过，没有重复。"


def one_of_each_lane(stage: Stage) -> Collection[str]:
    """People whose messages are worked by different writers, all that there are."""
    members = stage.simulator.phones.members
    return {hash(one) % WORKERS: one for one in members}.values()


async def test_whoever_writes_waits_for_no_import(directory: Path) -> None:
    """别处正在导入，聊天里确认的等着，谁来说话都照答；导完了接着导，只导一次。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    ledger = (ledgers / "台账-集团.xlsx").read_bytes()
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        await stage.hand(OFFICE, "集团.xlsx", ledger)
        if locks.shared(stage.house.engine):
            with begin(stage.house.engine) as elsewhere:
                locks.hold(elsewhere, [locks.LEDGER])
                await stage.simulator.say(OFFICE, "确认")
                for userid in one_of_each_lane(stage):
                    assert await stage.simulator.say(userid, "我的")
                assert len(await stage.codes()) == before
        else:
            await stage.simulator.say(OFFICE, "确认")
        await stage.settle()
        assert len(await stage.codes()) == before + 7


async def test_whoever_writes_waits_for_no_preview(directory: Path) -> None:
    """别处正在导入同一份，刚发来的先不预读，谁来说话都照答；那边没导成，再预读。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    ledger = (ledgers / "台账-集团.xlsx").read_bytes()
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        house = stage.house
        sent = asyncio.create_task(asyncio.sleep(0))
        if locks.shared(house.engine):
            with begin(house.engine) as elsewhere:
                context = house.context(elsewhere)
                intake.take(context, workbook.read(ledger), Options(), dry=False)
                sent = asyncio.create_task(stage.hand(OFFICE, "集团.xlsx", ledger))
                kept = house.arrivals._files.path(sha256(ledger).hexdigest())
                async with asyncio.timeout(30):
                    for last in (False, False, True):
                        while not (last or kept.exists()):
                            await asyncio.to_thread(kept.exists)
                        for userid in one_of_each_lane(stage):
                            assert await stage.simulator.say(userid, "我的")
                assert previews(stage) == []
                elsewhere.rollback()
        else:
            await stage.hand(OFFICE, "集团.xlsx", ledger)
        await sent
        await stage.settle()
        (preview,) = previews(stage)
        assert "新增问题7项" in preview


async def test_a_roster_alone_speaks_of_people_only(directory: Path) -> None:
    """只发来花名册的，读回只说人员，不说问题几项，也不说要交办。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    roster = (ledgers / "花名册.xlsx").read_bytes()
    async with staged(
        directory, "2026-09-14 09:00", workbooks=("花名册.xlsx",), doors=BOTH
    ) as stage:
        await stage.hand(OFFICE, "花名册.xlsx", roster)
        preview = stage.heard(OFFICE, "robot")[-1]
        assert "人员69人" in preview
        assert "问题" not in preview
        assert "交办" not in preview


async def test_a_confirmed_ledger_survives_a_crash(directory: Path) -> None:
    """确认记下了，进程没来得及导入就没了：别的进程接着导，只导一次，只说一遍。"""
    ledgers = Path(__file__).parent.parent / "data" / "ledgers"
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = len(await stage.codes())
        ledger = (ledgers / "台账-集团.xlsx").read_bytes()
        await stage.hand(OFFICE, "集团.xlsx", ledger)
        now = stage.clock.now()
        said = Incoming("confirmed", "wecom", OFFICE, "text", now, "确认")
        house = stage.house
        heard = await house.lane.run(
            lambda s: conversation.hear(said, house.context(s))
        )
        assert heard.take
        await stage.wait(seconds=299)
        assert len(await stage.codes()) == before
        await stage.wait(seconds=2)
        await stage.settle()
        await stage.wait(seconds=600)
        assert len(await stage.codes()) == before + 7
        told = [one for one in stage.heard(OFFICE) if one.startswith("已导入台账")]
        assert len(told) == 1


async def test_ledger_with_mistakes_is_not_offered(directory: Path) -> None:
    """发来的台账有读不准的，逐处说清，不问确认，什么也没写。"""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["轮次", "序号", "被巡察单位", "具体问题", "责任人"])
        sheet.write_row(1, 0, ["第五轮", 901, "没有的单位", "问题", "没有的人"])
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        before = await stage.codes()
        await stage.hand(OFFICE, "错.xlsx", stream.getvalue())
        preview = stage.heard(OFFICE, "robot")[-1]
        assert "读不准，没有写入" in preview
        assert "第2行" in preview
        assert (await stage.say(OFFICE, "确认")).startswith("现在没有等您确认的事")
        assert await stage.codes() == before


async def test_a_ledger_sent_again_is_compared_with_the_book(directory: Path) -> None:
    """再发来的台账少了一项、另一项写着已完成：预读里点出来，两项都没有动。"""
    rows = [
        [
            number,
            "青河街道",
            f"第{number}项问题的正文",
            "办",
            "安大勇",
            "12月底前",
            state,
        ]
        for number, state in ((901, "整改中"), (902, "整改中"), (901, "已完成"))
    ]
    header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "时限", "状态"]

    def sheet(*chosen: list[object]) -> bytes:
        """A ledger of some rows."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            page = book.add_worksheet("台账")
            page.write(0, 0, "第五轮巡察整改台账，反馈日期：2026年4月10日")
            for number, row in enumerate([header, *chosen], 1):
                page.write_row(number, 0, row)
        return stream.getvalue()

    async with staged(
        directory, "2026-09-14 09:00", workbooks=("花名册.xlsx",), doors=BOTH
    ) as stage:
        await stage.hand(OFFICE, "台账.xlsx", sheet(*rows[:2]))
        await stage.say(OFFICE, "确认")
        await stage.hand(OFFICE, "台账.xlsx", sheet(rows[2]))
        preview = stage.heard(OFFICE, "robot")[-1]
        assert "还有1项在册未办结、这份表里没有：5-902。都没有改动" in preview
        assert "表里写着办完、这里还没有的1项：5-901。状态不随表改" in preview
        assert (await stage.show("5-901"))["status"] == "delivered"
        assert (await stage.show("5-902"))["status"] == "delivered"


async def test_a_ledger_in_text_is_previewed_too(directory: Path) -> None:
    """发来的是逗号分开的文本：一样先读回再导；一段话的文本只是材料。"""
    lines = [
        "轮次,序号,被巡察单位,具体问题,整改措施,责任人,整改时限",
        "第五轮,901,青河街道,账实有差异,盘点,安大勇,2026年12月31日",
    ]
    async with staged(
        directory, "2026-09-14 09:00", workbooks=("花名册.xlsx",), doors=BOTH
    ) as stage:
        await stage.hand(OFFICE, "台账.csv", "\n".join(lines).encode("gb18030"))
        assert "新增问题1项" in previews(stage)[-1]
        await stage.say(OFFICE, "确认")
        assert await stage.codes() == ["5-901"]
        await stage.hand(OFFICE, "说明.txt", "情况说明，已整改。".encode())
        assert len(previews(stage)) == 1


async def test_a_text_that_cannot_be_parted_is_said(directory: Path) -> None:
    """巡察办发来有台账表头、分不清格子的文本：说一句为什么没读；平常的文字不说。"""
    lines = [
        "轮次,序号,单位,具体问题,整改措施,责任人,整改时限",
        "第五轮,901,青河街道,账目未公示,长期挂账,公示,安大勇,2026年12月31日",
    ]
    async with staged(directory, "2026-09-14 09:00", doors=BOTH) as stage:
        await stage.hand(OFFICE, "台账.csv", "\n".join(lines).encode())
        said = [
            one for one in stage.heard(OFFICE, "robot") if one.startswith("没有当台账")
        ]
        assert len(said) == 1
        assert "第2行有8格，表头只有7格" in said[0]
        assert "另存为 .xlsx" in said[0]
        plain = "今天去了三处,看了台账,记了笔记\n又去了一处,看了账,问了人,拍了照\n"
        await stage.hand(OFFICE, "笔记.txt", plain.encode())
        assert sum("没有当台账" in one for one in stage.heard(OFFICE, "robot")) == 1
