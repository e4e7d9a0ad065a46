"""花名册写明空缺：岗位从没写进新表的人手里空出来，人照旧在册；只缺账号的不算空缺。"""

import json
from pathlib import Path

import openpyxl

from tests.bot.conftest import Box

HEADER = ["姓名", "账号", "手机", "单位", "职务", "角色"]


def roster(path: Path, *rows: list[str]) -> str:
    """A roster of some rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(path)
    return str(path)


def principals(box: Box, unit: str) -> list[str | None]:
    """Who holds the post of the principal of a unit, None where it is vacant."""
    out = box.place / "all.jsonl"
    out.unlink(missing_ok=True)
    assert box.run("export", "--format", "jsonl", str(out))[0] == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    names = {row["id"]: row["name"] for row in rows if row["table"] == "person"}
    units = {row["name"]: row["id"] for row in rows if row["table"] == "unit"}
    return [
        names.get(row["person_id"])
        for row in rows
        if row["table"] == "post"
        and (row["unit_id"], row["role"]) == (units[unit], "principal")
    ]


def test_a_vacant_row_takes_the_post_of_whoever_is_left_out(box: Box) -> None:
    """新表写明主要负责人空缺、没写原来的人：岗位空出来，人在册，说出来是谁。"""
    assert principals(box, "区教育局") == ["梁振邦"]
    path = roster(
        box.place / "v.xlsx", ["（空缺）", "", "", "区教育局", "党组书记", "主要负责人"]
    )
    status, out, _ = box.run("import", path)
    assert status == 0
    assert "区教育局主要负责人写明空缺：梁振邦不再担任，人仍在册" in out
    assert principals(box, "区教育局") == [None]


def test_somebody_without_an_account_takes_nothing(box: Box) -> None:
    """写了名字、只缺账号的一行不是空缺，谁的岗位也不动。"""
    path = roster(
        box.place / "v.xlsx", ["高新", "", "", "区教育局", "党组书记", "主要负责人"]
    )
    assert box.run("import", path)[0] == 0
    assert "梁振邦" in principals(box, "区教育局")


def test_other_posts_go_by_their_title(box: Box) -> None:
    """经办人有好几个，写明空缺的是哪个职务，只空出那一个。"""
    path = roster(
        box.place / "v.xlsx",
        ["空缺", "", "", "区教育局", "宣传股股长", "经办人"],
        ["空缺", "", "", "区教育局", "", "责任领导"],
    )
    _, out, _ = box.run("import", path)
    assert "写明空缺：邓佳宁不再担任" in out
    assert out.count("不再担任") == 1
