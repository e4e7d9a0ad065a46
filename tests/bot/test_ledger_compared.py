"""再导一次，和在册的比：表里没有的、表里写着办完的，都说出来，什么也不改。"""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK, HEADER, workbook

STATED = [*HEADER, "状态"]
RUNNING = "整改中"


def row(number: int, unit: str = "区教育局", state: str = RUNNING) -> list[object]:
    """A ledger row with a state."""
    text = f"{unit}第{number}项问题的正文"
    return [number, unit, text, "办", "邓佳宁", "2026年12月31日", state]


def ledger(place: Path, name: str, *rows: list[object]) -> str:
    """Write a ledger and return its path."""
    return str(workbook(place / f"{name}.xlsx", [STATED, *rows]))


def imported(box: Box, *rows: list[object], more: tuple[str, ...] = ()) -> str:
    """Import a ledger of some rows and return what was said."""
    path = ledger(box.place, f"t{len(list(box.place.iterdir()))}", *rows)
    status, out, err = box.run("import", path, *FEEDBACK, *more)
    assert status == 0, out + err
    return out


def test_what_a_new_ledger_leaves_out_is_named(box: Box) -> None:
    """再导的表少了在册的项，说出几项、是哪些，什么也没删。"""
    imported(box, row(1), row(2), row(3))
    for more in ((), ("--update",), ("--dry-run",)):
        said = imported(box, row(1), row(4), more=more)
        assert "还有2项在册未办结、这份表里没有：5-002、5-003。都没有改动" in said
    assert json.loads(box.run("show", "5-002", "--json")[1])["status"] == "delivered"


def test_many_left_out_are_counted_and_the_first_named(box: Box) -> None:
    """少得多的，数全、只点前十项。"""
    imported(box, *(row(number) for number in range(1, 16)))
    said = imported(box, row(1))
    assert "还有14项在册未办结" in said
    assert "5-010、5-011等。" in said
    assert "5-012" not in said


def test_a_supplement_and_other_units_leave_nothing_out(box: Box) -> None:
    """只补几项新的，或者表里只有别的单位的，不算少了谁。"""
    imported(box, row(1), row(2), row(3, "区卫生健康局"))
    assert "这份表里没有" not in imported(box, row(4))
    assert "这份表里没有" not in imported(box, row(3, "区卫生健康局"))
    assert "这份表里没有" not in imported(box, row(1), row(2), row(4))


def test_a_supplement_of_one_round_leaves_nothing_of_it_out(box: Box) -> None:
    """一张表里几轮的，各轮各算：旧轮照抄、新轮只补几项的，不算少了新轮的。"""

    def rows(turn: str, *numbers: int) -> list[list[object]]:
        """Rows of a round."""
        return [[turn, *row(one)] for one in numbers]

    first = [*rows("第四轮", 1, 2, 3), *rows("第五轮", 1, 2, 3)]
    again = [*rows("第四轮", 1, 2, 3), *rows("第五轮", 4, 5, 6)]
    for name, sheet in (("一", first), ("二", again)):
        path = workbook(box.place / f"{name}.xlsx", [["轮次", *STATED], *sheet])
        status, out, _ = box.run("import", str(path), "--feedback-on", "2026-04-10")
        assert status == 0, out
    assert "问题3项" in out
    assert "这份表里没有" not in out


def test_a_refused_row_leaves_nothing_out(box: Box) -> None:
    """有读不准的行，说不清少了谁，就不说。"""
    imported(box, row(1), row(2))
    wrong = row(2)
    wrong[4] = "没有的人"
    said = imported(box, row(1), wrong, more=("--partial",))
    assert "拒收1处" in said
    assert "这份表里没有" not in said


@pytest.mark.parametrize("state", ["已完成", "已销号", "整改完成"])
def test_done_in_the_sheet_and_running_here_is_said(box: Box, state: str) -> None:
    """表里写着办完、这里还没有的，说出来，状态不动；没办完的不说。"""
    imported(box, row(1), row(2))
    said = imported(box, row(1, state=state), row(2), more=("--update",))
    assert "表里写着办完、这里还没有的1项：5-001。状态不随表改" in said
    assert json.loads(box.run("show", "5-001", "--json")[1])["status"] == "delivered"


def test_what_waits_for_the_office_is_not_said_again(box: Box) -> None:
    """头一次导入就写着已完成、已请核验的，再导不再说；导出的表再导也不说。"""
    assert "5-001 写着“已完成”，请核验" in imported(box, row(1, state="已完成"))
    assert "这里还没有" not in imported(box, row(1, state="已完成"))
    out = box.place / "out.xlsx"
    assert box.run("export", "--format", "xlsx", str(out))[0] == 0
    status, said, _ = box.run("import", str(out), "--update")
    assert status == 0
    assert "未变1项" in said
    assert "这里还没有" not in said


def test_a_measure_done_in_the_sheet_is_named(box: Box) -> None:
    """逐条写办理情况的，只点写着办完、这里还没有的那一条。"""
    header = [*HEADER[:3], "整改措施", "责任人", "完成时限", "完成情况"]
    unit, person, day = "区教育局", "邓佳宁", "2026年12月31日"

    def sheet(name: str, *states: str) -> str:
        """Write a ledger with a row for each measure."""
        rows = [[1, unit, "问题", "甲", person, day, states[0]]]
        rows += [["", "", "", "乙", person, day, states[1]]]
        return str(workbook(box.place / f"{name}.xlsx", [header, *rows]))

    first = sheet("一", "整改中", "整改中")
    assert box.run("import", first, *FEEDBACK)[0] == 0
    said = box.run("import", sheet("二", "整改中", "已完成"), *FEEDBACK)[1]
    assert "这里还没有的1项：5-001措施2。" in said
