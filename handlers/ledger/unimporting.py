"""整批撤回：一次导入导错了，没人办过就连进展整批收回，编号让出来，流水留着。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.acting import deeds
from handlers.context import SYSTEM, Context
from handlers.ledger import reverting, taken
from handlers.ledger.reimporting import REWROTE, UPDATED
from handlers.ledger.tabled import BROUGHT
from handlers.post import mail
from models import (
    findings,
    journal,
    ledger_room,
    locks,
    organisation,
    post_office,
)
from models.journal import Journal
from models.ledger import Finding, ImportRun
from rules.errors import Refusal, UnknownName
from rules.vocabulary import Action, NoticeStatus
from templates.render import render

BORN = frozenset({Action.DELIVER.value, "claimed_done"})
"""What the journal says of a finding that was registered and no more."""

PEOPLE = 0
"""Stands where imports are named by number, for what somebody did."""

UNDONE = "import_undone"
QUIET = frozenset({UNDONE, "archive", "file_refused"})
"""What leaves a finding as it is: nobody's work is lost with it."""

DAYS = frozenset({"last_report_on", "due_on"})
"""Columns that the journal keeps as plain days."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, and who had been told and got a correction."""

    run: int
    at: datetime
    codes: tuple[str, ...]
    corrected: tuple[str, ...]
    progress: int = 0
    restored: int = 0


def undo(ctx: Context, run_id: int, before: Undone | None = None) -> Undone:
    """Take back a whole import; the roster stays as it is.

    `before` is what this very run came to, where nobody heard whether it is kept.

    What it registered goes, what it changed is as before, what it reported is taken
    back. Raises UnknownName, or Refusal `undo_import` (with `sentence`) for an undone
    import, or where somebody acted on one of its findings since, naming them.
    """
    locks.hold(ctx.session, [locks.LEDGER])
    if before is not None and _is_kept(ctx, before):
        return before
    run = _standing(ctx, run_id)
    gone = ledger_room.undone(ctx.session) | {run_id}
    rows = ledger_room.of_run(ctx.session, run_id)
    others = sorted(_touched(ctx, run) - {row.key for row in rows})
    touched = findings.many(ctx.session, others)
    traces = [(row, _trace(ctx, row, run_id, gone)) for row in (*rows, *touched)]
    _ensure_untouched(run_id, {row.code: trace.since for row, trace in traces})
    for row, trace in traces[len(rows) :]:
        _revert(ctx, run_id, row, trace)
    brought = sum(trace.brought for _, trace in traces)
    restored = sum(trace.changed for _, trace in traces)
    return _take_back(ctx, run, rows, brought, restored)


def _is_kept(ctx: Context, before: Undone) -> bool:
    run = ledger_room.run(ctx.session, before.run)
    return run is not None and run.undone_at == before.at


def _standing(ctx: Context, run_id: int) -> ImportRun:
    run = ledger_room.run(ctx.session, run_id)
    if run is None:
        raise UnknownName(f"没有{run_id}号导入{taken.some(ctx)}")
    if run.undone_at is not None:
        raise _refusal(f"{run_id}号导入已经撤回过")
    return run


def _touched(ctx: Context, run: ImportRun) -> set[int]:
    """The row ids of findings on which an import reported or that it changed."""
    entries = journal.at_instant(ctx.session, run.at, (BROUGHT, UPDATED, REWROTE))
    return {
        entry.finding_id
        for entry in entries
        if entry.after.get("import") == run.key and entry.finding_id is not None
    }


def _refusal(sentence: str) -> Refusal:
    return Refusal("undo_import", sentence=sentence)


def _ensure_untouched(run_id: int, since: Mapping[str, frozenset[int]]) -> None:
    """Refuse where anything was done since; `since`: by whom, by code."""
    acted = [code for code, by in since.items() if by]
    if acted:
        shown = "、".join(acted[:5]) + ("等" if len(acted) > 5 else "")
        raise _refusal(
            f"不能撤回{run_id}号导入：{shown}共{len(acted)}项已有人办理，没有改动"
            + _first(frozenset().union(*since.values()))
        )


def _first(writers: frozenset[int]) -> str:
    """What to take back first, where only later imports stand in the way."""
    if PEOPLE in writers:
        return ""
    named = "、".join(f"{run_id}号" for run_id in sorted(writers, reverse=True))
    return f"；可先撤回后来的{named}导入"


@dataclass(frozen=True)
class _Trace:
    """What an import left on a finding: its changes and reports.

    `since`: the imports that wrote on it later, `PEOPLE` where somebody acted.
    """

    before: tuple[Mapping[str, object], ...]
    lists: tuple[Mapping[str, object], ...]
    brought: int
    changed: bool
    since: frozenset[int]


def _trace(ctx: Context, row: Finding, run_id: int, gone: frozenset[int]) -> _Trace:
    """Read from the journal what an import did, and whether anybody acted since.

    What imports did that are `gone` has been taken back and counts for nothing.
    """
    told = _told(journal.of_finding(ctx.session, row.key))
    marks = [entry for entry, of in told if of == run_id]
    others = [(e, of) for e, of in told if of not in gone and e.action not in QUIET]
    return _Trace(
        before=tuple(e.before for e in marks if e.action in (Action.REPORT, UPDATED)),
        lists=tuple(e.before for e in marks if e.action == REWROTE),
        brought=sum(entry.action == BROUGHT for entry in marks),
        changed=any(entry.action in (UPDATED, REWROTE) for entry in marks),
        since=_since(marks[0], others),
    )


def _since(first: Journal, others: Iterable[tuple[Journal, int]]) -> frozenset[int]:
    """Who did anything after an import's first entry on a finding.

    Delivering what the import registered is no such thing.
    """
    born = BORN if first.action == journal.REGISTERED else frozenset()
    return frozenset(
        of
        for entry, of in others
        if (entry.seq or 0) > (first.seq or 0) and entry.action not in born
    )


def _told(entries: Sequence[Journal]) -> list[tuple[Journal, int]]:
    """Each entry with the import that it belongs to, else `PEOPLE`.

    A report that an import brought stands right before the entry that says so.
    """
    following = [*entries[1:], None]
    return [
        (entry, _import(then if then and then.action == BROUGHT else entry))
        for entry, then in zip(entries, following, strict=True)
    ]


def _import(entry: Journal) -> int:
    """The import that an entry names."""
    named = entry.after.get("import")
    return named if isinstance(named, int) else PEOPLE


def _revert(ctx: Context, run_id: int, row: Finding, trace: _Trace) -> None:
    """Let a finding say again what it said before an import touched it.

    Reports stay in the book as taken back; nothing was done after them. Measures and
    people that the import wrote stand in the journal from then on.
    """
    reports = findings.reports(ctx.session, row)
    for report in reports[len(reports) - trace.brought :]:
        report.withdrawn_at = ctx.now
    before, after = deeds.put(row, _before(trace.before))
    if trace.lists:
        before |= reverting.keep(ctx, row)
        reverting.put_back(ctx, row, trace.lists[0])
    deeds.conclude(ctx, row, UNDONE, before, {**after, "import": run_id})


def _before(told: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """What columns held before the first of several entries changed them."""
    values: dict[str, object] = {}
    for before in told:
        values = {**before, **values}
    days = {name: values[name] for name in DAYS & values.keys() if values[name]}
    return values | {name: date.fromisoformat(str(on)) for name, on in days.items()}


def _take_back(
    ctx: Context, run: ImportRun, rows: list[Finding], progress: int, restored: int
) -> Undone:
    told: dict[int, list[str]] = {}
    for row in rows:
        for notice in post_office.notices_on(ctx.session, row.key):
            if notice.status == NoticeStatus.SENT:
                told.setdefault(notice.person_id, []).append(row.code)
                notice.key = f"undone-{run.key}:{notice.key}"
                notice.finding_id = None
            else:
                ctx.session.delete(notice)
        ctx.record(UNDONE, row, {"status": row.status}, {"import": run.key})
    codes = tuple(row.code for row in rows)
    ctx.session.flush()
    rounds = {row.round_id for row in rows}
    ledger_room.remove(ctx.session, [row.key for row in rows], rounds)
    run.undone_at = ctx.now
    run.undone_by = ctx.actor.userid if ctx.actor else SYSTEM
    about = {"import": run.key, "count": len(codes)}
    if progress:
        about["progress"] = progress
    if restored:
        about["restored"] = restored
    ctx.record(UNDONE, None, {}, {**about})
    return Undone(run.key, ctx.now, codes, _correct(ctx, told), progress, restored)


def _correct(ctx: Context, told: dict[int, list[str]]) -> tuple[str, ...]:
    """Whoever was told of a finding that is gone gets one correction."""
    names = []
    for person_id, codes in told.items():
        person = organisation.person(ctx.session, person_id)
        text = render("import_undone", today=ctx.today, codes=codes)
        mail.push(ctx, person, text, "correction")
        names.append(person.name)
    return tuple(names)
