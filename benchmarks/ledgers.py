"""导入台账：五万项，措施、责任人、时限都有，多久、多少内存；基准是只把同一个文件读出来。"""

import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.table import Row

FINDINGS = 50_000
UNITS, PER_UNIT = 20, 12
START = date(2026, 10, 1)
LIMITS = ("2026年12月底前", "2026.10.15", "立行立改", "长期坚持", "3个月内", 46387)
LEDGER = (
    *("轮次", "编号", "被巡察单位", "反馈日期", "问题类别", "问题标题", "具体问题"),
    *("整改措施", "责任领导", "责任人", "完成时限", "整改状态"),
)
ROSTER = ("姓名", "账号", "手机", "单位", "职务", "角色")

MEASURE = """
import resource, sys, time
{setup}
start, busy = time.perf_counter(), time.process_time()
{work}
seconds, busy = time.perf_counter() - start, time.process_time() - busy
print(seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
IMPORT = MEASURE.format(
    setup="import contextlib, io\nfrom bot.cli import main",
    work="with contextlib.redirect_stdout(io.StringIO()):\n"
    "    assert main(['--config', sys.argv[1], 'import', sys.argv[2]]) == 0",
)
READ = MEASURE.format(
    setup="from python_calamine import CalamineWorkbook",
    work="CalamineWorkbook.from_path(sys.argv[2]).get_sheet_by_index(1).to_python()",
)


def ledgers() -> list[Row]:
    """Import a whole workbook, roster and ledger, into an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "config.toml").write_text(
            f'[database]\nurl = "sqlite:///{place / "x.db"}"\n'
            f'[files]\ndirectory = "{place / "evidence"}"\n',
            "utf-8",
        )
        _write(place / "book.xlsx")
        bare, bare_busy, _ = _run(READ, place)
        seconds, busy, peak = _run(IMPORT, place)
    return [
        Row(
            f"导入：{FINDINGS}项，到交办、欠条、流水写完",
            f"{seconds:.1f} 秒（处理器{busy:.1f} 秒）",
            f"{bare:.1f} 秒（只读出这个文件，处理器{bare_busy:.1f} 秒）",
            f"{busy / bare_busy:.0f}",
            "20 秒以内",
        ),
        Row("导入：内存最高", f"{peak:.0f} MB", wanted="400 MB 以内"),
    ]


def _run(script: str, place: Path) -> list[float]:
    done = subprocess.run(
        [
            *(sys.executable, "-c", script),
            *(str(place / "config.toml"), str(place / "book.xlsx")),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    return [float(number) for number in done.stdout.split()]


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        roster = book.add_worksheet("花名册")
        roster.write_row(0, 0, ROSTER)
        row = 0
        for unit in range(UNITS):
            for number in range(PER_UNIT):
                row += 1
                role = "责任领导" if number < 3 else "经办人"
                account = f"u{unit}p{number}"
                name = _name(unit, number)
                post = (name, account, "", f"区第{unit}局", "干部", role)
                roster.write_row(row, 0, post)
        ledger = book.add_worksheet("台账")
        ledger.write_row(0, 0, LEDGER)
        for number in range(1, FINDINGS + 1):
            ledger.write_row(number, 0, _finding(number))


def _name(unit: int, number: int) -> str:
    return f"人{unit}的{number}"


def _finding(number: int) -> tuple[object, ...]:
    unit = number % UNITS
    leader = _name(unit, number // UNITS % 3)
    first, second = 3 + number // UNITS % 9, 3 + number // 7 % 9
    days = timedelta(days=number % 200)
    limit = LIMITS[number % 7] if number % 7 < len(LIMITS) else START + days
    measures = "\n".join(
        f"{place}、对第{number}项第{place}方面开展核查，修订有关制度并组织培训"
        for place in range(1, 2 + number % 3)
    )
    return (
        *("第五轮", number, f"区第{unit}局", date(2026, 4, 10), "党的领导弱化"),
        f"第{number}项制度落实打折扣",
        f"查阅2024年以来会议记录46份，其中第{number}份没有研讨内容。制度流于形式，"
        "责任压得不实；班子对议题把关不严，日常监督缺位。",
        measures,
        leader,
        "、".join(dict.fromkeys((_name(unit, first), _name(unit, second)))),
        limit,
        "整改中",
    )
