"""一张花名册：常用的表头，和照它写的行。"""

from rules.ledger.roster import Roster, read_roster
from rules.ledger.sheet import Sheet

HEADER: list[object] = ["姓名", "账号", "手机", "单位", "职务", "角色", "称呼"]


def read(*rows: list[object]) -> Roster:
    """Read rows below the usual header."""
    return read_roster(Sheet("花名册", [HEADER, *rows]))


def row_of(name: object, userid: object, **changed: object) -> list[object]:
    """One good row, with some cells changed."""
    cells: dict[str, object] = {
        "手机": "19900000001",
        "单位": "区教育局",
        "职务": "计财股股长",
        "角色": "经办人",
        "称呼": "",
    }
    return [name, userid, *(cells | changed).values()]
