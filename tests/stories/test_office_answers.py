"""巡察办和领导问的：数、清单、表，各看各的范围；说出去的每一条都短。"""

import io
from pathlib import Path

import openpyxl

from tests.closing import OFFICE, PERSON, PRINCIPAL
from tests.conftest import APP, staged

GROUP = "zhuolifeng"


async def test_counts_are_scoped(directory: Path) -> None:
    """巡察办看全部，主要负责人看本单位，看别的单位不行。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert "总计45项" in await stage.say(OFFICE, "状态")
        assert "总计45项" in await stage.say(GROUP, "状态")
        own = await stage.say(PRINCIPAL, "状态")
        assert "总计8项" in own
        assert (await stage.say(PRINCIPAL, "状态 住建")).startswith(
            ("不能办理", "未找到单位")
        )
        listed = await stage.say(OFFICE, "教育局还差几项")
        assert listed.startswith("区教育局在办")
        more = await stage.say(OFFICE, "更多")
        assert "6. " in more
        late = await stage.say(OFFICE, "逾期")
        assert late.startswith("逾期事项：")


async def test_every_bubble_is_short_and_starts_plain(directory: Path) -> None:
    """推出去的每一条都装得下，第一行不带问题名称和人名。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        for day in (
            "2026-09-15",
            "2026-09-21",
            "2026-10-08",
            "2026-10-16",
            "2026-11-02",
        ):
            await stage.go(f"{day} 08:55")
        titles = [(await stage.show(code))["title"] for code in await stage.codes()]
        for bubble in stage.simulator.phones.bubbles:
            if bubble.direction == "in" or bubble.card is not None:
                continue
            assert len(bubble.text.encode()) <= 2048
            assert len(bubble.text) <= 640, bubble.text
            first = bubble.text.split("\n")[0]
            assert not any(title in first for title in titles), first


async def test_queries_by_light_category_round_and_person(directory: Path) -> None:
    """红灯、类别、轮次、某个人，都查得出，简称也认得。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        assert (await stage.say(OFFICE, "红灯有哪些")).startswith("第5轮，红灯在办")
        assert (await stage.say(OFFICE, "状态 党的领导弱化")).startswith(
            "第5轮，党的领导弱化在办"
        )
        assert (await stage.say(OFFICE, "第5轮")).startswith("第5轮在办")
        assert (await stage.say(OFFICE, "卫健局还差几项")).startswith(
            "区卫生健康局在办"
        )
        assert (await stage.say(OFFICE, "邓佳宁手上有哪些")).startswith(
            "邓佳宁的事项：3项"
        )


async def test_voice_is_kept_and_asked_about(directory: Path) -> None:
    """语音当材料留存，并请再写一句话。"""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as stage:
        await stage.say(PERSON, "进展 5-005 已补收4人党费")
        await stage.send_file(PERSON, "voice.amr", b"#!AMR\n" + b"0" * 40, "voice")
        assert any("语音已作为材料留存" in words for words in stage.heard(PERSON))
        assert (await stage.show("5-005"))["evidence"][0]["media_type"] == "audio/amr"


async def test_table_is_sent_into_the_chat(directory: Path) -> None:
    """要一张表，表发到聊天里，注明谁要的，记进流水；没有权限的不给。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        said = await stage.say(OFFICE, "导出 教育局")
        assert said.startswith("正在生成表格：8项")
        sent = [one for one in stage.phone(OFFICE) if one.kind == "file"]
        assert sent[-1].name == "台账-区教育局-20260914.xlsx"
        data = stage.simulator.media[sent[-1].media_id][0]
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book["台账"].max_row == 9
        assert "费思源" in book["说明"]["A1"].value
        assert (await stage.say(PERSON, "导出 教育局")).startswith("不能办理")


async def test_same_name_is_told_apart(directory: Path) -> None:
    """同名的先问是哪一位，写了单位就不用问。"""
    async with staged(directory, "2026-09-14 09:00") as stage:
        asked = await stage.say(OFFICE, "查王磊")
        assert asked.startswith("请确认是哪一位")
        assert (await stage.say(OFFICE, "1")).startswith("王磊的事项")
        assert (await stage.say(OFFICE, "查教育局王磊")).startswith("王磊的事项")
