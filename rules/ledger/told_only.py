"""没写单位、项项是台账里原话的：登记不了新的，说的是进展，按推进表读。"""

from rules.ledger.header_words import LEAVE
from rules.ledger.headers import WORK, recognise
from rules.ledger.layout import Layout
from rules.ledger.progress import Known, is_all_known, read_progress
from rules.ledger.sheet import Sheet
from rules.ledger.values import Ledger, Warned

UNIT_NOT_SAID = "unit_not_said"


def as_progress(
    sheet: Sheet, layout: Layout, read: Ledger, known: Known, round_code: str | None
) -> Layout | None:
    """Return how a ledger is read that only tells of findings which the book has.

    People and measures beside the progress do not make a ledger of it: without a unit
    nothing of it can be registered. None where a unit is said, where a row is not, by
    number and by words, a finding of the book, or where nothing is told.
    """
    if [one.reason for one in read.refused] != [UNIT_NOT_SAID] or layout.given:
        return None
    work = {word: LEAVE for name, word in layout.words.items() if _is_work(name)}
    told = recognise(sheet, work)
    if told.kind != "progress" or "text" not in told.columns:
        return None
    progress = read_progress(sheet, told, known, round_code)
    if progress.refused or not progress.progress:
        return None
    return told if is_all_known(sheet, told, known, round_code) else None


def _is_work(name: str) -> bool:
    return name.removeprefix("measure_").removeprefix("co_") in WORK


def remark(layout: Layout) -> Warned:
    """Say what was read of such a sheet, and what was not."""
    text = (
        f"“{layout.sheet}”没有写单位，各项都是台账里已有的，按推进表只记进展；"
        "人员、时限等其他栏没有读取。"
    )
    return Warned(layout.sheet, layout.header_rows[-1], "told_only", text)
