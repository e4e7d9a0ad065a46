"""聊天里导台账：巡察办发来表格，先预读、读回，确认了才导入（decisions.md 4、13）。"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers import people
from handlers.acting.evidence import Stored
from handlers.context import Context
from handlers.incoming import Incoming
from handlers.ledger import absentees, compared
from handlers.ledger.importing import (
    Options,
    Rejected,
    Report,
    ensure_turn,
    import_sheets,
)
from handlers.post import mail
from handlers.reply import Asking, Reply
from handlers.talk import ledger_list
from handlers.talk.ledger_list import SHOWN
from handlers.wish import Wish
from models import exchange, organisation, post_office
from models.mailbox import Inbox
from rules.errors import Refusal
from rules.ledger.headers import recognise
from rules.ledger.hints import MISSING_ROUND, in_chat
from rules.ledger.sheet import Sheet
from rules.post import delivery
from templates.render import render

KIND = "import_ledger"
"""The question that a preview asks; 确认 answers it."""

CONFIRMED = "台账"
"""What the list of a confirmed ledger's mistakes is named after."""

ASKED = "import_round"
"""What comes of a ledger of which the round must be said first."""

IMPORTING, DONE = "importing", "done"
LEASE = timedelta(minutes=5)
"""How long whoever heard the 确认 has the import alone; then others take it up."""


def may_offer(ctx: Context) -> bool:
    """Say whether whoever sent a table may import it: what others send is not read."""
    return people.is_office(ctx, ctx.person)


def offer(ctx: Context, inbox_id: int, stored: Stored, sheets: Sequence[Sheet]) -> bool:
    """Preview a ledger that the office sent, and ask; False for any other file.

    Two processes may have fetched it: the second has nothing to offer any more. Raises
    Busy where somebody else is importing: what they write a trial would wait for.
    """
    inbox = post_office.inbox(ctx.session, inbox_id)
    if inbox.state == DONE:
        return True
    if not may_offer(ctx):
        return False
    if not any(recognise(sheet).holds_data for sheet in sheets if not sheet.hidden):
        return False
    ensure_turn(ctx)
    about = {"sha256": stored.sha256, "name": stored.name}
    outcome = _show(ctx, about, sheets)
    inbox = post_office.inbox(ctx.session, inbox_id)  # a trial forgets what was read
    inbox.state, inbox.outcome = DONE, outcome
    return True


def unread(ctx: Context, name: str, stop: Refusal) -> None:
    """Say why what has the header of a ledger is not read as one."""
    if stop.facts.get("headed"):
        text = render("import_unread", name=name, why=stop.facts["sentence"])
        mail.push(ctx, ctx.person, text, "answer")


def _show(ctx: Context, about: Mapping[str, object], sheets: Sequence[Sheet]) -> str:
    """Push how a ledger was read, with all its mistakes; `about` names it."""
    report = _tried(ctx, sheets, _options(about))
    reply = _preview(ctx, about, report)
    kept = mail.push(ctx, ctx.person, reply.text, "answer")
    mail.attach(ctx, kept, reply, ctx.person)
    if not _lacks_round(report):
        ledger_list.enclose(ctx, report, str(about["name"]))
    return reply.outcome


def _options(about: Mapping[str, object]) -> Options:
    """How a ledger is to be read: the round that was said, the name that it came with."""
    return Options(
        round_code=str(about.get("round", "")) or None,
        file_name=str(about["name"]),
        sha256=str(about["sha256"]),
    )


def _lacks_round(report: Report) -> bool:
    """Say whether all that stands against a ledger is that it names no round."""
    reasons = {one.reason for one in report.refused}
    return reasons == {MISSING_ROUND}


def _preview(ctx: Context, about: Mapping[str, object], report: Report) -> Reply:
    """How a ledger was read; asks whether to import it where that can be done."""
    if _lacks_round(report):
        text = render("import_round", name=about["name"], asked=False, code="")
        return Reply(text, asking=Asking(KIND, {**about, "round": ""}), outcome=ASKED)
    refused = [
        f"{one.sheet} 第{one.row}行 {one.column}{_quoted(ctx, one.value)}："
        f"{in_chat(one.instead)}"
        for one in report.refused
    ]
    name = str(about["name"])
    text = render(
        "import_preview",
        name=name,
        report=report,
        columns=_columns(report),
        refused=refused[:SHOWN],
        more=max(len(refused) - SHOWN, 0),
        warnings=[one.text for one in report.warnings][:SHOWN],
        warned=len(report.warnings),
        listed=ledger_list.name_of(report, name),
        absent=absentees.sentence(report.absent),
        compared=compared.sentences(report),
    )
    settled = bool(refused) or report.nothing_new
    asking = None if settled else Asking(KIND, {**about, "read": True})
    return Reply(text, asking=asking, outcome="import_preview")


def _quoted(ctx: Context, value: str) -> str:
    """What stands in a cell, in quotes; it may be a finding's own words."""
    return f"“{value}”" if value and ctx.policy.titled else ""


def _tried(ctx: Context, sheets: Sequence[Sheet], options: Options) -> Report:
    """Import inside a savepoint and take it back, journal entries too."""
    collected = len(ctx.session.info.setdefault("journal", []))
    tried = ctx.session.begin_nested()
    try:
        return import_sheets(ctx, sheets, options)
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
    """Answer the 确认: the work is done in the lane after, its result is pushed.

    Where the round is still to be said, or was just said, nothing is imported yet.
    """
    if wish.said.field or not wish.said.value:
        code = wish.said.field
        text = render("import_round", name=wish.said.text, asked=True, code=code)
        return Reply(text, outcome=ASKED, take=wish.said.value)
    text = render(
        "import_done", name=wish.said.text, report=None, refused=[], more=0, listed=""
    )
    return Reply(text, outcome="import_begun", take=wish.said.value)


def expect(ctx: Context, inbox_id: int, sha256: str) -> None:
    """Keep with the 确认 which ledger is to be imported, so that a crash forgets none."""
    inbox = post_office.inbox(ctx.session, inbox_id)
    inbox.state, inbox.media_id = IMPORTING, sha256
    _lease(ctx, inbox)


def _lease(ctx: Context, inbox: Inbox) -> None:
    inbox.attempts += 1
    inbox.next_try_at = ctx.now + LEASE


def untaken(ctx: Context) -> list[tuple[Incoming, str]]:
    """Confirmed ledgers that nobody has imported in time, each with its hash."""
    left = []
    for row in post_office.inbox_due(ctx.session, IMPORTING, ctx.now):
        if row.attempts >= delivery.MOST_ATTEMPTS:
            _give_up(ctx, row)
            continue
        _lease(ctx, row)
        confirmed = Incoming(
            row.key, row.channel, row.userid, row.kind, row.received_at
        )
        left.append((confirmed, row.media_id))
    return left


def _give_up(ctx: Context, row: Inbox) -> None:
    row.state = DONE
    person = organisation.find_person(ctx.session, row.userid)
    if person is not None:
        number = f"{row.id or 0:04X}"
        words = render("broken", number=number, doubtful=False)
        mail.push(ctx, person, words, "answer")


def take(ctx: Context, key: str, sheets: Sequence[Sheet]) -> None:
    """Import a confirmed ledger and push the result; raises Rejected where refused,
    and Busy where somebody else is importing.

    `key` is the 确认's; what was imported already is left alone.
    """
    ensure_turn(ctx)
    confirmed = _confirmed(ctx, key)
    if confirmed is None:
        return
    about = _answered(ctx, confirmed.media_id)
    if about.get("read") is False:
        _show(ctx, about, sheets)
    else:
        _tell(ctx, import_sheets(ctx, sheets, _options(about)))


def _answered(ctx: Context, sha256: str) -> Mapping[str, object]:
    """What was said of a ledger that is to be imported, or previewed anew."""
    unknown = {"sha256": sha256, "name": f"{ctx.person.name}发来的台账"}
    answered = exchange.answered(ctx.session, ctx.person.key, KIND)
    told = (one.payload for one in answered if one.payload["sha256"] == sha256)
    return next(told, unknown)


def refuse(ctx: Context, key: str, report: Report) -> None:
    """Push why a confirmed ledger could not be imported after all."""
    if _confirmed(ctx, key) is not None:
        _tell(ctx, report)


def _confirmed(ctx: Context, key: str) -> Inbox | None:
    """Conclude a 确认; None where its ledger was dealt with before."""
    inbox = post_office.known_message(ctx.session, key)
    if inbox is None or inbox.state != IMPORTING:
        return None
    inbox.state = DONE
    return inbox


def _tell(ctx: Context, report: Report) -> None:
    refused = [
        f"{one.sheet} 第{one.row}行：{in_chat(one.instead)}" for one in report.refused
    ]
    text = render(
        "import_done",
        name="",
        report=report,
        refused=refused[:SHOWN],
        more=max(len(refused) - SHOWN, 0),
        listed=ledger_list.name_of(report, CONFIRMED) if refused else "",
    )
    mail.push(ctx, ctx.person, text, "answer")
    if refused:
        ledger_list.enclose(ctx, report, CONFIRMED)
