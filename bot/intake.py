"""进料口：把一个工作簿读进来，交给台账；试读、部分收都在这里定。"""

from pathlib import Path

from bot import drafting
from bot.formats import word, workbook
from handlers.context import Context
from handlers.ledger.importing import (
    Options,
    Rejected,
    import_sheets,
    stand_in_line,
)
from handlers.ledger.reimporting import Report
from rules.ledger.sheet import Sheet


class DryRun(Exception):
    """Nothing is to be kept; carries what would have been done."""

    def __init__(self, report: Report) -> None:
        """Carry the report."""
        super().__init__("dry run")
        self.report = report


def read(path: Path) -> list[Sheet]:
    """Read a workbook's sheets, or feedback in Word as the sheet of a draft.

    Raises Refusal or Misconfigured with what is wrong with the file.
    """
    return read_remarked(path)[0]


def read_remarked(path: Path) -> tuple[list[Sheet], tuple[str, ...]]:
    """Read like `read`; with what a draft leaves out or can't match, to be said."""
    if word.is_word(path):
        found = drafting.read(path)
        return [drafting.sheet(found)], found.remarks
    return workbook.read(path), ()


def take(context: Context, sheets: list[Sheet], options: Options, dry: bool) -> Report:
    """Import inside the caller's transaction; `dry` raises DryRun to take it back."""
    stand_in_line(context)
    report = import_sheets(context, sheets, options)
    if dry:
        raise DryRun(report)
    return report


__all__ = ["DryRun", "Options", "Rejected", "Report", "read", "read_remarked", "take"]
