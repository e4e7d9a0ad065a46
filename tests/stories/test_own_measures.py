"""各办各的措施：谁的措施谁报完成，改派了跟着走，页面和对话里看得出是谁的。"""

from pathlib import Path
from typing import Any

import xlsxwriter

from tests.conftest import Stage, staged

FIRST, SECOND, OFFICE = "wanglei_jy", "dengjianing", "feisiyuan"


def ledger(path: Path) -> str:
    """A finding with two measures, each with a person of its own."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        header = ["序号", "被巡察单位", "具体问题", "整改措施", "责任人", "完成时限"]
        sheet.write_row(0, 0, header)
        head: list[object] = [1, "区教育局", "资金管理不严"]
        sheet.write_row(
            1, 0, [*head, "清退资金", "王磊（wanglei_jy）", "2026年12月31日"]
        )
        sheet.write_row(2, 0, ["", "", "", "修订制度", "邓佳宁", "2026年12月31日"])
    return str(path)


async def done(stage: Stage) -> list[bool]:
    """Which measures of 5-001 are done."""
    shown: Any = await stage.show("5-001")
    return [one["done"] for one in shown["measures"]]


async def test_each_reports_their_own_measures(directory: Path) -> None:
    """只管一条措施的人说“完成”，只算他那一条；点名哪一条的照点名。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        said = await stage.say(SECOND, "完成 5-001 制度已印发")
        assert "措施2已完成" in said
        assert "2条中1条已标记完成" in said
        assert await done(stage) == [False, True]
        said = await stage.say(FIRST, "完成 5-001 措施1")
        assert "措施1已完成" in said
        assert await done(stage) == [True, True]
        await stage.say(FIRST, "撤销")
        assert await done(stage) == [False, True]


async def test_measures_say_whose_they_are(directory: Path) -> None:
    """查一项，每条措施写着责任人。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        shown = await stage.say(FIRST, "查 5-001")
        assert "措施1：清退资金（王磊，未标记完成）" in shown
        assert "措施2：修订制度（邓佳宁，未标记完成）" in shown


async def test_measures_go_over_with_the_finding(directory: Path) -> None:
    """改派了责任人，他名下的措施跟着走，别人的不动。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        await stage.say(OFFICE, "改派 5-001 王磊给石海涛")
        shown = await stage.say(SECOND, "查 5-001")
        assert "措施1：清退资金（石海涛，未标记完成）" in shown
        assert "措施2：修订制度（邓佳宁，未标记完成）" in shown
        await stage.say("shihaitao", "完成 5-001")
        assert await done(stage) == [True, False]
        await stage.say(OFFICE, "更正 5-001 责任人 崔国栋")
        shown = await stage.say("cuiguodong", "查 5-001")
        assert "措施1：清退资金（崔国栋，已完成）" in shown
        assert "措施2：修订制度（崔国栋，未标记完成）" in shown
        await stage.say("cuiguodong", "完成 5-001")
        assert await done(stage) == [True, True]


async def test_reminders_name_ones_own_measures(directory: Path) -> None:
    """交办和提醒都写明自己那条措施和它的期限；办完的不再写，别人的不写。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        await stage.go("2026-10-12 09:05")
        assert "您负责：措施1 清退资金（期限12月31日）。" in stage.heard(FIRST)[-1]
        assert "您负责：措施2 修订制度（期限12月31日）。" in stage.heard(SECOND)[-1]
        await stage.say(SECOND, "完成 5-001 制度已印发")
        await stage.go("2026-12-04 09:30")
        assert "您的措施：措施1 清退资金（期限12月31日）" in stage.heard(FIRST)[-1]
        last = stage.heard(SECOND)[-1]
        assert "5-001 资金管理不严" in last
        assert "您的措施" not in last


async def test_whoever_answers_for_all_has_no_measures_of_their_own(
    directory: Path,
) -> None:
    """对整项负责的，提醒说的是整项，不点哪一条措施。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        await stage.say(OFFICE, "更正 5-001 责任人 崔国栋")
        await stage.go("2026-12-04 09:30")
        last = stage.heard("cuiguodong")[-1]
        assert "5-001 资金管理不严" in last
        assert "您的措施" not in last


async def test_words_with_a_claim_tell_what_was_done(directory: Path) -> None:
    """说完成的同一句话里写了做了什么，就是进展说明；还缺什么，只教那一样怎么补。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        bare = await stage.say(FIRST, "完成 5-001")
        assert "尚缺：实质进展说明、佐证材料1份" in bare
        assert "进展请用一句话说明做了什么" in bare
        told = await stage.say(SECOND, "完成 5-001 制度已印发，全局学习一次")
        assert "尚缺：佐证材料1份" in told
        assert "说明做了什么" not in told
        assert "完成 5-001" not in told


async def test_a_claim_in_plain_words_may_tell_as_well(directory: Path) -> None:
    """不写命令的一句，“钱款已退回，已整改到位”也说了做了什么；只说办完了的不算。"""
    books = ("花名册.xlsx", ledger(directory / "k.xlsx"))
    async with staged(directory, "2026-10-12 09:00", books) as stage:
        bare = await stage.say(FIRST, "5-001已整改到位，请领导放心")
        assert "实质进展说明" in bare
        told = await stage.say(FIRST, "5-001钱款已退回，已整改到位")
        assert "报告完成" in told or "措施1已完成" in told
        assert "实质进展说明" not in told
