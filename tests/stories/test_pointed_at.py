"""指着问“这项怎么回事”：上一条只说一项就给看，几项就问，从不记成进展。"""

from pathlib import Path

from tests.conftest import staged
from tests.stories.test_leaders_words import CODE, LEADER, OFFICE, PERSON, asked

START = "2026-09-14 09:00"


async def test_the_only_one_is_shown(directory: Path) -> None:
    """督促只说了一项，领导问“什么情况”，看到的就是这一项；引用哪条问哪条。"""
    async with staged(directory, START) as stage:
        await asked(stage)
        for words in ("什么情况", "这项怎么回事", "详细说说"):
            assert (await stage.say(LEADER, words)).startswith(f"{CODE}：")
        quoted = await stage.say(LEADER, "这项怎么回事", quote="5-004 明天到期")
        assert quoted.startswith("5-004：")


async def test_one_of_several_is_asked(directory: Path) -> None:
    """上一张列表有几项，问是哪一项；回序号就给看。"""
    async with staged(directory, START) as stage:
        await stage.say(OFFICE, "教育局还差几项")
        asked_which = await stage.say(OFFICE, "详细说说")
        assert asked_which.startswith("请确认是哪一项")
        second = asked_which.splitlines()[3].split()[1]
        assert (await stage.say(OFFICE, "2")).startswith(f"{second}：")


async def test_nothing_is_kept_of_it(directory: Path) -> None:
    """经办人这样问，什么也不记；写在进展后面的，仍是进展。"""
    async with staged(directory, START) as stage:
        assert (await stage.say(PERSON, "详细说说")).startswith("我的事项：3项")
        assert (await stage.say(PERSON, "这项什么情况")).startswith("请确认是哪一项")
        await stage.say(PERSON, "1")
        for code in ("5-002", "5-005", CODE):
            assert (await stage.show(code))["progress"] == []
        kept = await stage.say(PERSON, f"进展 {CODE} 向党组会说明这项什么情况")
        assert kept.startswith(f"已记入：{CODE}")


async def test_nothing_before_the_eyes(directory: Path) -> None:
    """还没有收到过什么，就说怎么看，不猜一项。"""
    async with staged(directory, START) as stage:
        said = await stage.say(OFFICE, "这项怎么回事")
        assert "帮助" in said
        assert "5-0" not in said


async def test_a_number_of_two_lists(directory: Path) -> None:
    """只回一个序号，两张列表里不是同一项的，说明白再问，不说尚未记入。"""
    async with staged(directory, START) as stage:
        await stage.say(OFFICE, "逾期")
        await stage.say(OFFICE, "教育局还差几项")
        await stage.say(OFFICE, "查 5-004")
        said = await stage.say(OFFICE, "1")
        assert said.startswith(
            "请确认是哪一项\n“1”在您最近收到的几张列表里不是同一项。未作任何改动。"
        )
        assert (await stage.say(OFFICE, "2")).startswith("5-0")
