"""只写编号的设定：一项问题走完一生，谁的手机上都没有它的名称、原文和措施。"""

import json
from pathlib import Path

import pytest
import xlsxwriter

from bot.config import Settings, Wording, demo_settings
from handlers.notices import planning
from tests.conftest import Stage, staged
from tests.stories.test_life import PICTURE

PERSON, SECOND, LEADER, PRINCIPAL = (
    "dengjianing",
    "wanglei_jy",
    "ouyangruoxi",
    "liangzhenbang",
)
OFFICE, CHECKER = "feisiyuan", "kuangming"
OWN = ("虚列培训开支", "以培训名义虚列开支三笔", "逐笔追回虚列款项", "培训结算改为双审")
"""Title, text and measures of the finding that is looked at."""


def settings(directory: Path, public_url: str = "") -> Settings:
    """The embedded defaults, with codes only."""
    usual = demo_settings(directory, 0)
    server = usual.server.model_copy(update={"public_url": public_url})
    changed = {"wording": Wording(findings="code"), "server": server}
    return usual.model_copy(update=changed)


def ledger(path: Path) -> str:
    """A finding with a title, a text and two measures with a person each."""
    title, text, first, second = OWN
    header = ["序号", "被巡察单位", "问题名称", "具体问题", "整改措施"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, [*header, "责任领导", "责任人", "整改时限"])
        named = ["欧阳若溪", "邓佳宁", "2026年10月16日"]
        sheet.write_row(1, 0, [1, "区教育局", title, text, first, *named])
        sheet.write_row(2, 0, ["", "", "", "", second, "", "王磊（wanglei_jy）", ""])
        more = [2, "区教育局", "另一件", "另一件事的内容", "另一条措施"]
        sheet.write_row(3, 0, [*more, "欧阳若溪", "邓佳宁", "2026年10月16日"])
    return str(path)


def shown_anywhere(stage: Stage) -> str:
    """Everything that stands on any phone, cards with all their parts."""
    said = [one for one in stage.simulator.phones.bubbles if one.direction == "out"]
    cards = [json.dumps(one.card, ensure_ascii=False) for one in said]
    return "\n".join([*(one.text for one in said), *cards])


def ensure_silent(words: str) -> None:
    """Fail where one of the finding's own words is said."""
    assert [one for one in OWN if one[:6] in words] == []


async def play(stage: Stage) -> None:
    """The usual life of a finding, with everything that people ask on the way."""
    await stage.go("2026-10-12 09:05")
    for userid in (PERSON, SECOND, LEADER, OFFICE):
        for words in ("我的", "查 5-001", "5-001还差什么", "佐证 5-001", "状态"):
            await stage.say(userid, words)
    await stage.say(PERSON, "已开会研究，明确专人办理")
    await stage.say(PERSON, "5-001")
    await stage.say(PERSON, "进展 5-001 已约谈三人，清单已报")
    await stage.say(PERSON, "归到5-002")
    await stage.say(PERSON, "归到5-001")
    await stage.say(PERSON, "延期 5-001 到10月30日 因对方单位对账未完")
    await stage.say(PERSON, "确认")
    await stage.say(LEADER, "同意 5-001")
    await stage.say(OFFICE, "退回 5-001 理由不充分")
    for day in ("2026-10-16", "2026-10-19", "2026-10-21", "2026-10-27"):
        await stage.go(f"{day} 09:00")
    await stage.say(LEADER, "已督促 5-001 本周五前报")
    await stage.say(LEADER, "需协调 5-001 请区财政局配合")
    await stage.say(OFFICE, "催 5-001")
    await stage.say(OFFICE, "更正 5-001 措施2 结算前先过审计")
    await stage.say(OFFICE, "更正 5-001 标题 培训经费")
    await stage.say(OFFICE, "更正 5-001 问题 培训经费有三笔对不上")
    await stage.say(PERSON, "完成 5-001")
    await stage.say(SECOND, "完成 5-001")
    await stage.send_file(PERSON, "凭证.jpg", PICTURE)
    await stage.say(PERSON, "销号 5-001")
    await stage.say(PERSON, "确认")
    await stage.say(PRINCIPAL, "查 5-001")
    await stage.say(PRINCIPAL, "同意 5-001")
    await stage.say(OFFICE, "回访 5-001 现场 已整改 抽查3份凭证")
    await stage.say(CHECKER, "同意 5-001")
    await stage.say(OFFICE, "周报")
    await stage.say(OFFICE, "重新整改 5-001 回访发现又有一笔")
    await stage.say(OFFICE, "改派 5-001 邓佳宁给石海涛")


async def test_nobodys_phone_shows_a_findings_words(directory: Path) -> None:
    """设成只写编号，从交办到销号又重新整改，哪条消息里都没有名称、原文、措施。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(
        directory, "2026-10-12 09:00", books, settings=settings(directory)
    ) as stage:
        planned = await stage.house.lane.run(
            lambda s: planning.plan(
                stage.house.context(s), stage.clock.now().date(), 60
            )
        )
        ensure_silent("\n".join(one.text for one in planned))
        await play(stage)
        assert (await stage.show("5-001"))["status"] == "rectifying"
        assert (await stage.show("5-001"))["closed_on"] is None
        ensure_silent(shown_anywhere(stage))
        history = shown_anywhere(stage)
        assert "已销号：5-001" in history
        assert "您负责：措施2" in history


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("https://bot.example.cn", "问题和措施的全文请回复“打开 5-001”在网页里看"),
        ("", "问题和措施的全文请看整改台账"),
    ],
)
async def test_it_says_where_the_words_can_be_read(
    directory: Path, address: str, where: str
) -> None:
    """只写编号时，查一项写明全文在哪里看：有网页的打开网页，没有的看台账。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(
        directory, "2026-10-12 09:00", books, settings=settings(directory, address)
    ) as stage:
        shown = await stage.say(PERSON, "查 5-001")
        assert where in shown
        assert "措施1（邓佳宁，未标记完成）" in shown


async def test_a_preview_names_places_and_no_words(directory: Path) -> None:
    """只写编号时，发来的表里对不上的，只说在哪一格，不念那一格写的问题。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    with xlsxwriter.Workbook(directory / "进展.xlsx") as book:
        sheet = book.add_worksheet("进展")
        sheet.write_row(0, 0, ["轮次", "序号", "具体问题", "整改进展"])
        sheet.write_row(1, 0, ["第5轮", 2, OWN[1], "已约谈三人"])
    async with staged(
        directory,
        "2026-10-12 09:00",
        books,
        settings=settings(directory),
        doors=("app", "robot"),
    ) as stage:
        sent = (directory / "进展.xlsx").read_bytes()
        await stage.hand(OFFICE, "进展.xlsx", sent)
        preview = stage.heard(OFFICE, "robot")[-1]
        assert "第2行 具体问题：这里写的和 5-002 的问题对不上" in preview
        ensure_silent(preview)


async def test_numbers_that_moved_are_said_without_words(directory: Path) -> None:
    """只写编号时，发来的台账编号挪动过，只说是哪两个编号，不念登记的问题。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    with xlsxwriter.Workbook(directory / "再发.xlsx") as book:
        sheet = book.add_worksheet("第五轮")
        header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "整改时限"]
        sheet.write_row(0, 0, header)
        texts = ("另一件事的内容", OWN[1])
        for number, text in enumerate(texts, 1):
            cells = [number, "区教育局", text, "办", "邓佳宁", "2026年10月16日"]
            sheet.write_row(number, 0, cells)
    async with staged(
        directory,
        "2026-10-12 09:00",
        books,
        settings=settings(directory),
        doors=("app", "robot"),
    ) as stage:
        sent = (directory / "再发.xlsx").read_bytes()
        await stage.hand(OFFICE, "再发.xlsx", sent)
        preview = stage.heard(OFFICE, "robot")[-1]
        assert (
            "编号像是挪动过：5-001 登记的是另一项，这一行写的是 5-002 的内容" in preview
        )
        assert "另一件事" not in preview
        ensure_silent(preview)
