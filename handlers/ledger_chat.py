"""聊天里导台账：巡察办发来表格，先预读、读回，确认了才导入（decisions.md 4、13）。"""

from collections.abc import Sequence

from handlers import mail, people
from handlers.context import Context
from handlers.evidence import Stored
from handlers.importing import Options, Rejected, Report, import_sheets
from handlers.reply import Asking, Reply
from handlers.wish import Wish
from models import post_office
from rules.headers import recognise
from rules.ledger_sheet import Sheet
from templates.render import render

KIND = "import_ledger"
"""The question that a preview asks; 确认 answers it."""

SHOWN = 3


def offer(ctx: Context, inbox_id: int, stored: Stored, sheets: Sequence[Sheet]) -> bool:
    """Preview a ledger that the office sent, and ask; False for any other file."""
    if not people.is_office(ctx, ctx.person):
        return False
    if not any(recognise(sheet).holds_data for sheet in sheets if not sheet.hidden):
        return False
    report = _tried(ctx, sheets)
    refused = [
        f"{one.sheet} 第{one.row}行 {one.column}“{one.value}”：{one.instead}"
        for one in report.refused
    ]
    text = render(
        "import_preview",
        name=stored.name,
        report=report,
        columns=_columns(report),
        refused=refused[:SHOWN],
        more=max(len(refused) - SHOWN, 0),
        warnings=[one.text for one in report.warnings][:SHOWN],
        warned=len(report.warnings),
    )
    payload: dict[str, object] = {"sha256": stored.sha256, "name": stored.name}
    asking = None if refused else Asking(KIND, payload)
    reply = Reply(text, asking=asking, outcome="import_preview")
    inbox = post_office.inbox(ctx.session, inbox_id)
    inbox.state, inbox.outcome = "done", reply.outcome
    mail.attach(ctx, mail.push(ctx, ctx.person, text, "answer"), reply, ctx.person)
    return True


def _tried(ctx: Context, sheets: Sequence[Sheet]) -> Report:
    """Import inside a savepoint and take it back, journal entries too."""
    collected = len(ctx.session.info.setdefault("journal", []))
    tried = ctx.session.begin_nested()
    try:
        return import_sheets(ctx, sheets, Options())
    except Rejected as stop:
        return stop.report
    finally:
        tried.rollback()
        del ctx.session.info["journal"][collected:]
        ctx.session.expire_all()


def _columns(report: Report) -> list[str]:
    left = [name for sheet in report.columns for name in _texts(sheet["left"])]
    return list(dict.fromkeys(left))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def begin(wish: Wish, ctx: Context) -> Reply:
    """Answer the 确认: the work is done in the lane after, its result is pushed."""
    text = render("import_done", name=wish.said.text, report=None, refused=[], more=0)
    return Reply(text, outcome="import_begun", take=wish.said.value)


def take(ctx: Context, sha256: str, sheets: Sequence[Sheet]) -> None:
    """Import a confirmed ledger and push the result; raises Rejected where refused."""
    name = f"{ctx.person.name}发来的台账"
    report = import_sheets(ctx, sheets, Options(file_name=name, sha256=sha256))
    _tell(ctx, report)


def refuse(ctx: Context, report: Report) -> None:
    """Push why a confirmed ledger could not be imported after all."""
    _tell(ctx, report)


def _tell(ctx: Context, report: Report) -> None:
    refused = [f"{one.sheet} 第{one.row}行：{one.instead}" for one in report.refused]
    text = render(
        "import_done",
        name="",
        report=report,
        refused=refused[:SHOWN],
        more=max(len(refused) - SHOWN, 0),
    )
    mail.push(ctx, ctx.person, text, "answer")
