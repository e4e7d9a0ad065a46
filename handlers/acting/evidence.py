"""佐证材料：文件先妥存，再归到一项；归不准就问（domain.md §9，decisions.md 26）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from handlers.acting import deeds
from handlers.context import Context
from handlers.reading import book, reviewing
from handlers.reply import Reply
from models import evidence_room, post_office
from models.ledger import Evidence, Finding, Progress
from models.supervision import Supervision
from rules.errors import Refusal
from rules.vocabulary import Action, Status
from templates.render import render

Told = TypeVar("Told", Progress, Supervision)

TOGETHER = evidence_room.BUNDLE
"""A file and a text this near to each other belong together (decisions.md 26)."""


@dataclass(frozen=True)
class Stored:
    """A file that lies in the evidence folder already."""

    sha256: str
    name: str
    size: int
    media_type: str
    source: str
    picture_hash: str = ""
    words_hash: str = ""
    taken_on: date | None = None
    unread: bool = False


def keep(
    ctx: Context,
    stored: Stored,
    finding: Finding | None,
    record: Supervision | None = None,
) -> Evidence:
    """Write the row of a stored file; `finding` None waits until it is known.

    `record` is the visit that the office brought it from, where it is the office's.
    """
    row = Evidence(
        finding_id=finding.id if finding else None,
        person_id=ctx.person.key,
        cycle=finding.cycle if finding else 1,
        sha256=stored.sha256,
        name=stored.name,
        size=stored.size,
        media_type=stored.media_type,
        source=stored.source,
        picture_hash=stored.picture_hash,
        words_hash=stored.words_hash,
        taken_on=stored.taken_on,
        unread=stored.unread,
        at=ctx.now,
        inbox_id=ctx.inbox_id,
    )
    ctx.session.add(row)
    ctx.session.flush()
    if finding is not None:
        _put(ctx, [row], finding, record)
    return row


def _number(ctx: Context, finding: Finding, row: Evidence) -> None:
    """Give a file its number on the finding, and its version where the name is known."""
    row.number = evidence_room.highest_number(ctx.session, finding.key) + 1
    if row.source == "file":
        row.version = evidence_room.versions(ctx.session, finding, row) + 1
    ctx.session.flush()


def bind(
    ctx: Context,
    rows: list[Evidence],
    finding: Finding,
    record: Supervision | None = None,
) -> None:
    """Put files that were waiting where words say that they belong.

    The answer to these words is the answer to the files too: no second one comes.
    """
    _put(ctx, rows, finding, record)
    answered(ctx, rows)


def answered(ctx: Context, rows: Sequence[Evidence]) -> None:
    """Note that the files' senders hear of them now, in the answer to their words."""
    sent = {row.inbox_id for row in rows if row.inbox_id is not None}
    post_office.close(ctx.session, sent)


def _put(
    ctx: Context,
    rows: Sequence[Evidence],
    finding: Finding,
    record: Supervision | None,
) -> None:
    """Put files where they belong, whoever says so; their answer is not given yet."""
    for row in rows:
        row.finding_id = finding.id
        row.cycle = finding.cycle
        row.supervision_id = record.id if record else None
        _number(ctx, finding, row)
    if rows and record is not None:
        hashes = [row.sha256 for row in rows]
        ctx.record("visit_files", finding, {}, {"sha256": hashes})
    elif rows:
        _note(ctx, finding, rows)


def join_recent(ctx: Context, finding: Finding) -> list[str]:
    """Bind the actor's waiting files of the last two minutes; return their names.

    Those that a question was asked with (`ctx.files`) go to every finding of its answer.
    Where the message speaks of several findings, those that wait are asked about.
    """
    asked = evidence_room.by_ids(ctx.session, ctx.files)
    if ctx.parted:
        return share(ctx, asked, finding)
    recent = [row for row in _recent(ctx) if row.key not in ctx.files]
    return share(ctx, [*asked, *recent], finding)


def told(ctx: Context, finding: Finding, names: list[str]) -> Reply:
    """Say which files now stand under a finding."""
    text = render(
        "files",
        today=ctx.today,
        voice=False,
        item=book.brief(ctx, finding),
        kept=names,
        refused=[],
    )
    return Reply(text, outcome="evidence", codes=(finding.code,))


def waits(ctx: Context) -> bool:
    """Say whether a file of the actor's came just now and is under no finding yet."""
    return bool(_recent(ctx))


def ensure_here(ctx: Context, after: int) -> None:
    """Raise Refusal `on_its_way` where a file of the actor's, sent behind the message
    `after`, is still being fetched: it is what they mean, and nothing before it."""
    count = post_office.receiving(ctx.session, ctx.person.userid, after)
    if count:
        raise Refusal("on_its_way", count=count)


def _recent(ctx: Context) -> list[Evidence]:
    unbound = evidence_room.unbound(ctx.session, ctx.person.key)
    return [row for row in unbound if ctx.now - row.at <= TOGETHER]


def share(ctx: Context, rows: Sequence[Evidence], finding: Finding) -> list[str]:
    """Put files under a finding; one that stands elsewhere stays there too.

    Return the names of all that are there now.
    """
    there = evidence_room.of_finding(ctx.session, finding)
    known = {row.sha256 for row in there}
    _put(ctx, [row for row in rows if row.finding_id is None], finding, None)
    elsewhere = [
        _twin(ctx, row)
        for row in rows
        if row.finding_id != finding.id and row.sha256 not in known
    ]
    _put(ctx, elsewhere, finding, None)
    answered(ctx, rows)
    return [row.name for row in rows]


def _twin(ctx: Context, row: Evidence) -> Evidence:
    """The same file once more, to stand under a second finding."""
    twin = Evidence(
        person_id=row.person_id,
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        media_type=row.media_type,
        source=row.source,
        picture_hash=row.picture_hash,
        words_hash=row.words_hash,
        taken_on=row.taken_on,
        unread=row.unread,
        at=row.at,
        inbox_id=row.inbox_id,
    )
    ctx.session.add(twin)
    ctx.session.flush()
    return twin


def beside(ctx: Context, near: Sequence[Told]) -> Told | None:
    """Of what was told around a file the last before it, else the first after it."""
    before = [row for row in near if row.at <= ctx.now]
    return next(iter(before[-1:] or near), None)


def accepts(finding: Finding) -> bool:
    """Say whether files may still come in (decisions.md 28)."""
    return Status(finding.status) in (
        Status.DELIVERED,
        Status.RECTIFYING,
        Status.SUBMITTED,
        Status.ENDORSED,
        Status.LONG_TERM,
    )


def _note(ctx: Context, finding: Finding, rows: Sequence[Evidence]) -> None:
    effects: dict[str, object] = {}
    if finding.status == Status.DELIVERED:
        effects["status"] = Status.RECTIFYING.value
    if finding.return_reason:
        effects["return_reason"] = ""
    deeds.change(ctx, finding, Action.ATTACH.value, **effects)
    hashes = [row.sha256 for row in rows]
    ctx.record("evidence_bound", finding, {}, {"sha256": hashes})
    marks = reviewing.marks(ctx, finding)
    flagged = {
        row.sha256: [mark.flag.value for mark in marks[row.key]]
        for row in rows
        if marks.get(row.key)
    }
    if flagged:
        ctx.record("evidence_flagged", finding, {}, {"flags": flagged})
