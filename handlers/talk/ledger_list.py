"""台账的错处和提示，话里说不完的，全部列成一张表随后发到。"""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from handlers.context import Context
from handlers.ledger.importing import Report
from handlers.post import mail
from rules.ledger.hints import in_chat

SHOWN = 3
"""How many mistakes, and how many remarks, the words of an answer say."""

HEADER = ["", "表", "行", "栏", "内容", "怎样改"]
LONGEST_NAME = 40


def name_of(report: Report, source: str) -> str:
    """Return how the table of all mistakes and remarks is called; '' for so few."""
    counted = report.refused or report.warnings
    if len(counted) <= SHOWN:
        return ""
    return f"核对-{PurePath(source).stem[:LONGEST_NAME]}.xlsx"


def enclose(ctx: Context, report: Report, source: str) -> None:
    """Queue the table behind the words, where they don't say all of it."""
    name = name_of(report, source)
    if not name:
        return
    content: dict[str, object] = {
        "name": name,
        "mark": "",
        "sheet": "核对",
        "header": HEADER,
        "rows": list(_rows(report, titled=ctx.policy.titled)),
    }
    mail.enclose(ctx, ctx.person, name, content)


def _rows(report: Report, *, titled: bool) -> Iterator[Sequence[object]]:
    """Yield a line each; what stands in a cell may be a finding's own words."""
    for one in report.refused:
        value = one.value if titled else ""
        yield ["读不准", one.sheet, one.row, one.column, value, in_chat(one.instead)]
    for said in report.warnings:
        yield ["提示", said.sheet, said.row or "", said.column, "", said.text]
