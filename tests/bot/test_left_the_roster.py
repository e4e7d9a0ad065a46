"""花名册再导一次，少了谁：点名说出来，手上哪些事项、怎么办，谁也不停用。"""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bot.cli import main
from tests.beginnings import SAMPLE
from tests.conftest import staged

OFFICE = "feisiyuan"
Command = Callable[..., tuple[int, str, str]]


def roster(path: Path, keep: Callable[[tuple[str, ...]], bool]) -> Path:
    """The sample roster with only those rows that are to stay."""
    book = openpyxl.load_workbook(SAMPLE / "花名册.xlsx")
    sheet = book.active
    assert sheet is not None
    for number in range(sheet.max_row, 1, -1):
        cells = next(sheet.iter_rows(number, number, values_only=True))
        if not keep(tuple(str(one or "") for one in cells)):
            sheet.delete_rows(number)
    book.save(path)
    return path


def without(*names: str) -> Callable[[tuple[str, ...]], bool]:
    """Keep everybody but some."""
    return lambda cells: cells[0] not in names


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on a database with roster and ledger."""
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "x.db"}"\n', "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["--config", str(config), *arguments])
        seen = capsys.readouterr()
        return status, seen.out, seen.err

    command("import", str(SAMPLE / "花名册.xlsx"))
    usual = ("--round", "5", "--feedback-on", "2026-04-10")
    command("import", str(SAMPLE / "台账-标准.xlsx"), *usual)
    return command


def test_whoever_is_missing_is_named_with_their_findings(
    run: Command, tmp_path: Path
) -> None:
    """少了的人一句话点名：在办哪几项、怎样办离任；照旧在册。"""
    left = roster(tmp_path / "新.xlsx", without("邓佳宁", "梁振邦"))
    status, out, _ = run("import", str(left))
    assert status == 0
    said = next(line for line in out.splitlines() if "花名册里没有" in line)
    assert "仍在册的2人：邓佳宁（在办5-" in said
    assert "、梁振邦" in said
    assert "离任 邓佳宁，由姓名接" in said
    shown = json.loads(run("show", "5-005", "--json")[1])
    assert "邓佳宁" in {one["name"] for one in shown["people"]}


def test_json_names_everybody_who_is_missing(run: Command, tmp_path: Path) -> None:
    """机器可读的一份里，少了的人一个不漏，各有账号和在办的编号。"""
    left = roster(tmp_path / "新.xlsx", without("邓佳宁", "梁振邦"))
    told = json.loads(run("import", str(left), "--json")[1])
    assert {one["userid"] for one in told["absent"]} == {"dengjianing", "liangzhenbang"}
    assert "5-005" in told["absent"][0]["codes"]
    assert told["absent"][1]["codes"] == []


def test_a_part_of_the_roster_speaks_of_its_units_only(
    run: Command, tmp_path: Path
) -> None:
    """只导一个单位的花名册，别的单位的人不算少；全都在，就什么也不说。"""
    whole = roster(tmp_path / "局.xlsx", lambda cells: cells[3] == "区教育局")
    assert "花名册里没有" not in run("import", str(whole))[1]
    one = roster(tmp_path / "一人.xlsx", lambda cells: cells[0] == "梁振邦")
    said = run("import", str(one))[1]
    assert "仍在册的6人：" in said
    assert said.count("（在办") <= 5
    assert "等。都照旧有效" in said


def test_a_line_without_roles_takes_the_posts(run: Command, tmp_path: Path) -> None:
    """照那句话留其行、角色空着再导一次，岗位就空出来，也不再说少了谁。"""
    book = openpyxl.load_workbook(SAMPLE / "花名册.xlsx")
    sheet = book.active
    assert sheet is not None
    for cells in sheet.iter_rows(2):
        if cells[0].value == "梁振邦":
            cells[5].value = None
    book.save(tmp_path / "新.xlsx")
    assert run("import", str(tmp_path / "新.xlsx"))[0] == 0
    left = roster(tmp_path / "再.xlsx", without("梁振邦"))
    assert "花名册里没有" not in run("import", str(left))[1]


async def test_the_chat_says_it_before_it_is_confirmed(directory: Path) -> None:
    """聊天里发来的花名册，读回时就说少了谁。"""
    left = roster(directory / "新.xlsx", without("邓佳宁"))
    async with staged(directory, "2026-10-12 09:00", doors=("app", "robot")) as stage:
        await stage.hand(OFFICE, "新.xlsx", left.read_bytes())
        preview = stage.heard(OFFICE, "robot")[-1]
        assert "这次花名册里没有、仍在册的1人：邓佳宁（在办5-" in preview
        assert "确认请回复：确认" in preview
