"""导入过的：不写号就列出最近几次，哪天、哪个文件、几项，撤哪一次看得出来。"""

import json

from tests.bot.books import told
from tests.bot.conftest import Box
from tests.bot.test_any_ledger import FEEDBACK
from tests.bot.test_import_undo import CHANGED, ORIGINAL, take

AT = ("--at", "2026-09-14T09:00:00+08:00")
LATER = ("--at", "2026-09-15T10:30:00+08:00")


def test_imports_are_listed_newest_first(box: Box) -> None:
    """登记、更新、进展各几项都说，撤回过的也写明。"""
    take(box, ORIGINAL, *AT)
    take(box, CHANGED, "--update", *LATER)
    assert box.run("import", told(box, "p", "", "已盘点"), *FEEDBACK, *LATER)[0] == 0
    assert box.run("import", "--undo", "3", *LATER)[0] == 0
    status, out, error = box.run("import", "--undo")
    assert (status, error) == (0, "")
    assert out.splitlines() == [
        "3号：2026-09-15 10:30，p.xlsx，已撤回",
        "2号：2026-09-15 10:30，台账.xlsx，更新1项",
        "1号：2026-09-14 09:00，台账.xlsx，登记2项",
        "撤回哪一次，写它的号：import --undo 2",
    ]


def test_an_unknown_number_shows_which_there_are(box: Box) -> None:
    """写错的号，说清有哪几次；一次也没有的，也说。"""
    assert box.run("import", "--undo")[1] == "还没有导入过台账\n"
    status, _, error = box.run("import", "--undo", "7")
    assert (status, error) == (2, "没有7号导入：还没有导入过台账\n")
    take(box, ORIGINAL, *AT)
    status, _, error = box.run("import", "--undo", "7")
    assert status == 2
    assert error == (
        "没有7号导入；最近的有：1号（2026-09-14 09:00，台账.xlsx，登记2项）。"
        "全部看 import --undo\n"
    )


def test_a_program_reads_the_list_and_what_was_taken_back(box: Box) -> None:
    """加 --json 的，列出的、撤回的都是一份 JSON。"""
    take(box, ORIGINAL, *AT)
    (listed,) = json.loads(box.run("import", "--undo", "--json")[1])
    assert listed == {
        "import_id": 1,
        "at": "2026-09-14T09:00:00+08:00",
        "userid": "system",
        "file_name": "台账.xlsx",
        "findings": 2,
        "updated": 0,
        "progress": 0,
        "undone_at": None,
    }
    undone = json.loads(box.run("import", "--undo", "1", "--json")[1])
    assert undone == {
        "import_id": 1,
        "codes": ["5-001", "5-002"],
        "updated": 0,
        "progress": 0,
        "corrected": [],
    }
