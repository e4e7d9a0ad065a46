"""离任以后谁签字、查得到谁、材料和导出写着谁。"""

from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.conftest import staged
from tests.stories.test_export_again import export_to
from tests.stories.test_life import PICTURE, make_ready
from tests.stories.test_retired import retire

OFFICE, PERSON, PRINCIPAL = "feisiyuan", "dengjianing", "liangzhenbang"
HEIR = "shihaitao"
START = "2026-09-14 09:00"


async def test_the_office_hears_that_somebody_signed_their_own_request(
    directory: Path,
) -> None:
    """申请销号的人接任主要负责人：读回就说明，签了字，送核验的一条写明申请的也是本人。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        asked = await stage.say(OFFICE, "离任 梁振邦，由邓佳宁接")
        assert "邓佳宁本人申请的销号将由其自己签字：5-005" in asked
        await stage.say(OFFICE, "确认")
        assert (await stage.say(PERSON, "同意 5-005")).startswith("已签字：5-005")
        await stage.settle()
        heard = "\n".join(stage.heard(OFFICE))
        assert "签字：9月14日，申请的也是本人" in heard


async def test_a_question_about_somebody_who_left_says_so(directory: Path) -> None:
    """查离任的人，写明已离任。"""
    async with staged(directory, START) as stage:
        await retire(stage, "请帮我给邓佳宁办离任，由石海涛接")
        assert "邓佳宁（已离任）的事项：没有" in await stage.say(OFFICE, "查 邓佳宁")


async def test_files_that_nobody_assigned_are_named(directory: Path) -> None:
    """离任的人发来还没归项的材料，读回时点出来，不悄悄留在其名下。"""
    async with staged(directory, START) as stage:
        await stage.send_file(PERSON, "签到表.jpg", PICTURE)
        asked = await stage.say(OFFICE, "离任 邓佳宁，由石海涛接")
        assert "发来还没归到哪一项的材料1份：" in asked
        await stage.say(OFFICE, "确认")
        (told,) = [one for one in stage.heard(HEIR) if one.startswith("工作交接")]
        assert "邓佳宁发来还没归到哪一项的材料1份：" in told
        assert "请向其核对后重新发来" in told


async def test_files_of_somebody_without_work_are_named_too(directory: Path) -> None:
    """手上没有在办的事项、没有人接的，发来没归项的材料也点出来。"""
    async with staged(directory, START) as stage:
        await retire(stage, "离任 邓佳宁，由石海涛接")
        await retire(stage, "复任 邓佳宁")
        await stage.send_file(PERSON, "签到表.jpg", PICTURE)
        asked = await stage.say(OFFICE, "离任 邓佳宁")
        assert "手上没有在办的事项" in asked
        assert "发来还没归到哪一项的材料1份：" in asked


async def test_an_export_names_whoever_it_is_now(directory: Path) -> None:
    """离任以后导出：在办的写接手的人，已销号的照旧写原来的人。"""
    async with staged(directory, START) as stage:
        await make_ready(stage)
        await stage.say(PERSON, "销号 5-005")
        await stage.say(PERSON, "确认")
        await stage.say(PRINCIPAL, "同意 5-005")
        assert (await stage.say(OFFICE, "同意 5-005")).startswith("已销号")
        await retire(stage, "离任 邓佳宁，由石海涛接")
        for layout in ("office", "imported"):
            path = directory / f"{layout}.xlsx"
            await export_to(stage, path, layout)
            rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            lines = ["、".join(map(str, row)) for row in rows]
            for code, there, gone in (
                ("5-005", "邓佳宁", "石海涛"),
                ("5-002", "石海涛", "邓佳宁"),
            ):
                title = str((await stage.show(code))["title"])
                (line,) = (one for one in lines if title in one)
                assert there in line
                assert gone not in line
