"""先登记、不交办：整本台账，或者别的都已交办以后再添的一项。"""

from datetime import date
from pathlib import Path

import openpyxl

from bot import intake
from handlers.ledger.importing import Options
from tests.beginnings import SAMPLE
from tests.conftest import Stage

LEDGER = SAMPLE / "台账-标准.xlsx"
ONE = "5-901"
NAMED = ("dengjianing", "shihaitao", "suxiaotong")
"""Who is named on it: two responsible persons and their leader, all of 区教育局."""


async def hold(stage: Stage, ledger: Path = LEDGER) -> None:
    """Register a ledger and hand nothing of it over."""
    sheets = intake.read(ledger)
    options = Options(round_code="5", feedback_on=date(2026, 4, 10), hold=True)
    await stage.house.lane.run(
        lambda s: intake.take(stage.house.context(s), sheets, options, dry=False)
    )


async def hold_one(stage: Stage, directory: Path) -> None:
    """Register one more finding of the round, named as 5-002 is, and keep it back."""
    book = openpyxl.load_workbook(LEDGER)
    sheet = book.worksheets[0]
    sheet.delete_rows(4, sheet.max_row)
    sheet.delete_rows(2)
    for column, value in ((2, 901), (6, "校车台账缺页"), (7, "校车台账缺了三页。")):
        sheet.cell(2, column).value = value
    book.save(path := directory / "补充.xlsx")
    await hold(stage, path)
