"""收文件：取回的文件归到一项；三十秒没有新的来，就一并答一句（decisions.md 26）。"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import people
from handlers.acting import elsewhere, evidence, visits
from handlers.acting.evidence import Stored
from handlers.context import Context
from handlers.post import mail
from handlers.reading import book
from handlers.reply import Asking, Listing, Reply
from handlers.talk import asked, choosing, seeing
from models import evidence_room, findings, locks, organisation, post_office
from models.ledger import Evidence, Finding
from models.mailbox import Inbox, Question
from models.organisation import Person
from rules.errors import Refusal
from rules.post import delivery
from rules.post.ways import MEDIA_LIVES
from rules.speech import binding
from rules.speech.binding import AskItem, Bound
from rules.speech.reading import file_only
from rules.vocabulary import Action
from templates.render import render

QUIET = timedelta(seconds=30)
"""How long after the last file the one answer for all of them is given."""

FETCHING, ATTACHED, DONE = "fetching", "attached", "done"


FETCH_LEASE = timedelta(seconds=60)
LOST = Refusal("file_lost", kind="lost", why="没有从企业微信取到，请重新发送")


def expect(ctx: Context, inbox: Inbox) -> None:
    """Note that a file is being fetched; nobody else tries for a minute."""
    inbox.state = FETCHING
    inbox.attempts += 1
    inbox.next_try_at = ctx.now + FETCH_LEASE


def missed(
    ctx: Context, inbox_id: int, name: str, error: str, *, reached: bool = True
) -> None:
    """Note a file that could not be fetched: again later, or lost and said so.

    While the platform is not `reached` no try counts: it keeps the file for days.
    """
    inbox = post_office.inbox(ctx.session, inbox_id)
    if inbox.state != FETCHING:
        return
    inbox.last_error = error
    gone = ctx.now - inbox.received_at > MEDIA_LIVES[inbox.channel]
    spent = reached and inbox.attempts >= delivery.MOST_ATTEMPTS
    if gone or spent:
        refuse(ctx, inbox_id, name, LOST)
    else:
        tries = min(inbox.attempts, delivery.MOST_ATTEMPTS)
        seconds = delivery.wait(tries, inbox_id)
        inbox.next_try_at = ctx.now + timedelta(seconds=seconds)


def attach(ctx: Context, inbox_id: int, stored: Stored) -> None:
    """Write the row of a file that lies in the folder, under its finding if known."""
    inbox = post_office.inbox(ctx.session, inbox_id)
    if inbox.state != FETCHING:
        return
    then = replace(ctx, now=inbox.received_at)
    record = visits.beside(then)
    finding = (
        findings.by_id(ctx.session, record.finding_id) if record else _finding(then)
    )
    evidence.keep(ctx, stored, finding, record)
    inbox.state = ATTACHED
    inbox.outcome = f"kept:{stored.name}"


def refuse(ctx: Context, inbox_id: int, name: str, error: Refusal) -> None:
    """Note a file that was not kept, and why; the event is journalled without content."""
    inbox = post_office.inbox(ctx.session, inbox_id)
    if inbox.state != FETCHING:
        return
    inbox.state = ATTACHED
    named = elsewhere.shown(ctx, name)
    inbox.outcome = f"refused:{named}|{error.facts.get('why', '')}"
    ctx.record("file_refused", None, {}, elsewhere.note(error))


def _finding(ctx: Context) -> Finding | None:
    """The finding of a text within two minutes, else the only one it can be.

    `ctx` stands at the moment at which the file was sent, however late it came.
    """
    beside = _reports_beside(ctx)
    if beside:
        found = findings.by_id(ctx.session, beside[0])
        return found if len(beside) == 1 and evidence.accepts(found) else None
    waiting = [
        row
        for row in evidence_room.unbound(ctx.session, ctx.person.key)
        if abs(ctx.now - row.at) <= evidence.TOGETHER
    ]
    if waiting:
        return None
    result = binding.bind(file_only(), seeing.scene(ctx, ""), ctx.now)
    if not isinstance(result, Bound):
        return None
    found_by_code = book.find(ctx, result.code)
    if found_by_code is None or not evidence.accepts(found_by_code):
        return None
    return found_by_code


def _reports_beside(ctx: Context) -> list[int]:
    """The findings of the message last before the file, else first after it, in two
    minutes; where it spoke of several, it is asked to which the file belongs."""
    first, last = ctx.now - evidence.TOGETHER, ctx.now + evidence.TOGETHER
    near = findings.reports_by(ctx.session, ctx.person.key, first, last)
    told = evidence.beside(ctx, near)
    if told is None:
        return []
    return list({row.finding_id for row in near if row.inbox_id == told.inbox_id})


def answer_bundles(ctx: Context) -> int:
    """Answer every bundle whose last file came 30 seconds ago; return how many."""
    if not post_office.inbox_in(ctx.session, [FETCHING, ATTACHED]):
        return 0
    locks.hold(ctx.session, [locks.BUNDLES])
    rows = post_office.inbox_in(ctx.session, [FETCHING, ATTACHED])
    answered = 0
    for userid in dict.fromkeys(row.userid for row in rows):
        bundle = [row for row in rows if row.userid == userid]
        newest = max(row.received_at for row in bundle)
        bundle = [row for row in bundle if not _comes_late(row)]
        busy = any(row.state == FETCHING for row in bundle)
        if not bundle or busy or ctx.now - newest < QUIET:
            continue
        person = organisation.find_person(ctx.session, userid)
        if person is not None:
            sender = replace(ctx.by(person), came_by=bundle[-1].channel)
            _answer(sender, person, bundle)
            answered += 1
        for row in bundle:
            row.state = DONE
    return answered


def _comes_late(row: Inbox) -> bool:
    """Say whether a file failed to come once; the others' answer waits no longer."""
    return row.state == FETCHING and bool(row.last_error)


def _answer(ctx: Context, person: Person, bundle: list[Inbox]) -> None:
    reply = _reply(ctx, bundle)
    if reply is not None:
        sent = mail.push(ctx, person, reply.text, "answer")
        mail.attach(ctx, sent, reply, person)


def _reply(ctx: Context, bundle: list[Inbox]) -> Reply | None:
    """Answer a bundle once; None where all of it was taken back meanwhile."""
    since = min(row.received_at for row in bundle)
    ids = {row.id for row in bundle}
    kept = [
        row
        for row in evidence_room.since(ctx.session, ctx.person.key, since)
        if row.inbox_id in ids
    ]
    waiting = [row for row in kept if row.finding_id is None]
    refused = [_refused(row) for row in bundle if row.outcome.startswith("refused:")]
    if waiting and not refused and _is_asked(ctx, waiting):
        return None
    if waiting:
        asked = _ask(ctx, waiting)
        said = (asked.text, render("unkept", refused=refused))
        return replace(asked, text="\n".join(filter(None, said)))
    if not kept and not refused:
        return None
    finding = findings.by_id(ctx.session, _target(kept)) if kept else None
    if finding is not None and not refused and kept[-1].supervision_id:
        return visits.files_reply(ctx, finding, [row.name for row in kept])
    text = render(
        "files",
        today=ctx.today,
        voice=any(row.source == "voice" for row in kept),
        item=book.brief(ctx, finding) if finding else None,
        kept=[row.name for row in kept],
        refused=refused,
    )
    codes = (finding.code,) if finding else ()
    return Reply(text, outcome="evidence", codes=codes)


def _target(kept: list[Evidence]) -> int:
    finding_id = kept[-1].finding_id
    assert finding_id is not None  # noqa: S101 - the waiting ones were sorted out
    return finding_id


def _refused(row: Inbox) -> dict[str, str]:
    name, _, reason = row.outcome.removeprefix("refused:").rpartition("|")
    return {"name": name, "reason": reason}


def _ask(ctx: Context, waiting: list[Evidence]) -> Reply:
    """Ask which finding the files belong to; they are safe meanwhile.

    Where the words that came with them wait for the same answer, both are asked once.
    """
    question = asked.fresh(ctx)
    if question is not None and _came_with(question, waiting):
        return choosing.which_item(ctx, question.choices, question.payload)
    result = binding.bind(file_only(), seeing.scene(ctx, ""), ctx.now)
    codes = result.choices if isinstance(result, AskItem) else ()
    rows = [row for code in codes if (row := book.find(ctx, code)) is not None]
    mine = [row for row in rows if people.may(ctx, row, Action.ATTACH)][:5]
    if not mine:
        text = render(
            "files",
            today=ctx.today,
            voice=False,
            item=None,
            kept=[row.name for row in waiting],
            refused=[],
            visited=visits.last_visited(ctx),
        )
        return Reply(text, outcome="evidence")
    text = render(
        "which_item",
        every=False,
        picked=False,
        today=ctx.today,
        text="",
        files=len(waiting),
        choices=book.briefs(ctx, mine),
        more=len(rows) - len(mine),
        sample=mine[-1].code,
    )
    payload: dict[str, object] = {"more": len(rows) - len(mine)}
    asking = Asking("which_files", payload, tuple(row.code for row in mine))
    listing = Listing(asking.choices, (), "question")
    return Reply(text, listing, asking, outcome="ask_item", codes=asking.choices)


def _is_asked(ctx: Context, waiting: list[Evidence]) -> bool:
    """Say whether the open question counts these files already: it is asked once."""
    question = asked.fresh(ctx)
    counted: Any = question.payload.get("files", []) if question is not None else []
    return {row.key for row in waiting} <= set(counted)


def _came_with(question: Question, waiting: list[Evidence]) -> bool:
    """Say whether words that are asked about came within two minutes of the files."""
    if question.kind != choosing.WHICH_ITEM:
        return False
    said_at = datetime.fromisoformat(str(question.payload["at"]))
    return abs(waiting[-1].at - said_at) <= evidence.TOGETHER
