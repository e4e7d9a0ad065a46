"""台账各页都用的：一行好的台账、读它的人、拒了哪几格。"""

from datetime import date

from rules.calendar.workdays import statutory_calendar
from rules.ledger.headers import recognise
from rules.ledger.people import Directory
from rules.ledger.rows import Ledger, Refused, read_ledger
from rules.ledger.sheet import Sheet

FEEDBACK = date(2026, 4, 10)
HEADER = [
    "编号",
    "被巡察党组织",
    "问题标题",
    "具体问题",
    "整改措施",
    "责任领导",
    "责任人",
    "完成时限",
]
DIRECTORY = Directory.of(
    [
        ("区教育局", "梁振邦", "liang"),
        ("区教育局", "苏晓彤", "su"),
        ("区教育局", "王磊", "wanglei_jy"),
        ("区教育局", "邓佳宁", "deng"),
        ("区交通运输局", "汤立群", "tang"),
        ("区交通运输局", "王磊", "wanglei_jt"),
        ("青河街道", "盛楠", "sheng"),
        ("青河街道", "盛楠", "sheng_2"),
        ("青河街道", "古丽娜尔·买买提", "gulinar"),
    ],
    ["区审计局"],
    titles=[
        ("青河街道", "sheng", "党政办主任"),
        ("青河街道", "sheng_2", "社会事务办副主任"),
        ("区教育局", "liang", "党组书记、局长"),
        ("区教育局", "su", "党组成员、副局长"),
        ("区教育局", "wanglei_jy", "党组成员、副局长"),
    ],
)


def row_of(**changed: object) -> list[object]:
    """One good row of the plain layout, with some cells changed."""
    cells: dict[str, object] = {
        "编号": 1.0,
        "被巡察党组织": "区教育局",
        "问题标题": "议题审核不严",
        "具体问题": "抽查记录46份，11份没有第一议题。",
        "整改措施": "1、修订审核单\n2、逐次补课",
        "责任领导": "苏晓彤",
        "责任人": "王磊、邓佳宁",
        "完成时限": "2026年12月底前",
    }
    return list((cells | changed).values())


def read(
    *rows: list[object],
    header: list[str] = HEADER,
    merged: tuple[tuple[int, int, int, int], ...] = (),
    round_code: str | None = "5",
    titles: tuple[str, ...] = (),
) -> Ledger:
    """Read rows below a header in a sheet called 台账."""
    width = max(len(header), *(len(row) for row in rows)) if rows else len(header)
    above: list[list[object]] = [[title, *[""] * (width - 1)] for title in titles]
    body = [[*row, *[""] * (width - len(row))] for row in rows]
    sheet = Sheet("台账", [*above, [*header], *body], list(merged))
    return read_ledger(
        sheet, recognise(sheet), DIRECTORY, statutory_calendar(), round_code, FEEDBACK
    )


def places(refused: list[Refused]) -> list[tuple[int, str, str]]:
    """Row, column and reason of each refusal."""
    return [(one.row, one.column, one.reason) for one in refused]
