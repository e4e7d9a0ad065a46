"""整批撤回：一次导入导错了，没人办过就连进展整批收回，编号让出来，流水留着。"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handlers import deeds, mail, tabled
from handlers.context import SYSTEM, Context
from models import (
    evidence_room,
    findings,
    journal,
    ledger_room,
    organisation,
    petitions,
    post_office,
)
from models.ledger import Finding, ImportRun
from rules.errors import Refusal
from rules.vocabulary import Action, NoticeStatus
from templates.render import render

UNTOUCHED = 2
"""Version of a finding that was written and delivered by its import and no more."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, and who had been told and got a correction."""

    run: int
    codes: tuple[str, ...]
    corrected: tuple[str, ...]
    progress: int = 0


def undo(ctx: Context, run_id: int) -> Undone:
    """Take back a whole import; the roster stays as it is.

    Raises Refusal `undo_import` (with `sentence`) for an unknown or undone import, or
    where somebody acted on one of its findings, naming them.
    """
    run = ledger_room.run(ctx.session, run_id)
    if run is None:
        raise _refusal(f"没有{run_id}号导入，请用 import --dry-run 或流水核对编号")
    if run.undone_at is not None:
        raise _refusal(f"{run_id}号导入已经撤回过")
    rows = ledger_room.of_run(ctx.session, run_id)
    brought = _brought(ctx, run)
    written = {row.key for row in rows}
    before = findings.many(ctx.session, [key for key in brought if key not in written])
    touched = [row.code for row in rows if _acted(ctx, row, brought[row.key])]
    touched += [row.code for row in before if _followed(ctx, row, run)]
    if touched:
        shown = "、".join(touched[:5]) + ("等" if len(touched) > 5 else "")
        raise _refusal(
            f"不能撤回{run_id}号导入：{shown}共{len(touched)}项已有人办理，没有改动"
        )
    for row in before:
        _withdraw(ctx, row, brought[row.key])
    return _take_back(ctx, run, rows, sum(brought.values()))


def _brought(ctx: Context, run: ImportRun) -> Counter[int]:
    """How many reports the import brought, by the finding they were written on."""
    entries = journal.at_instant(ctx.session, run.at, tabled.BROUGHT)
    return Counter(
        entry.finding_id
        for entry in entries
        if entry.after.get("import") == run.key and entry.finding_id is not None
    )


def _refusal(sentence: str) -> Refusal:
    return Refusal("undo_import", sentence=sentence)


def _acted(ctx: Context, row: Finding, brought: int) -> bool:
    """Say whether anybody reported, sent, visited, asked, answered or changed.

    `brought` is how many reports came with the import itself.
    """
    session = ctx.session
    return bool(
        row.version > UNTOUCHED + brought
        or len(findings.reports(session, row, every=True)) > brought
        or evidence_room.highest_number(session, row.key)
        or findings.visits(session, row, every=True)
        or petitions.extensions(session, row.key)
        or petitions.answers(session, row.key)
        or petitions.signatures(session, row)
    )


def _followed(ctx: Context, row: Finding, run: ImportRun) -> bool:
    """Say whether anything was done on a finding after an import reported on it."""
    last = journal.of_finding(ctx.session, row.key)[-1]
    return last.action != tabled.BROUGHT or last.after.get("import") != run.key


def _withdraw(ctx: Context, row: Finding, brought: int) -> None:
    """Take back the last reports of a finding, which says again what it said before.

    They stay in the book as taken back; nothing was done after them.
    """
    for report in findings.reports(ctx.session, row)[-brought:]:
        report.withdrawn_at = ctx.now
    entries = journal.of_finding(ctx.session, row.key)[-2 * brought :]
    told = [entry.before for entry in entries if entry.action == Action.REPORT]
    deeds.change(ctx, row, "import_undone", **_before(told))


def _before(told: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """What columns held before the first of several reports changed them."""
    values: dict[str, object] = {}
    for before in told:
        values = {**before, **values}
    on = values.get("last_report_on")
    return values | ({"last_report_on": date.fromisoformat(str(on))} if on else {})


def _take_back(
    ctx: Context, run: ImportRun, rows: list[Finding], progress: int
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
        ctx.record("import_undone", row, {"status": row.status}, {"import": run.key})
    codes = tuple(row.code for row in rows)
    ctx.session.flush()
    rounds = {row.round_id for row in rows}
    ledger_room.remove(ctx.session, [row.key for row in rows], rounds)
    run.undone_at = ctx.now
    run.undone_by = ctx.actor.userid if ctx.actor else SYSTEM
    about = {"import": run.key, "count": len(codes)}
    if progress:
        about["progress"] = progress
    ctx.record("import_undone", None, {}, {**about})
    return Undone(run.key, codes, _correct(ctx, told), progress)


def _correct(ctx: Context, told: dict[int, list[str]]) -> tuple[str, ...]:
    """Whoever was told of a finding that is gone gets one correction."""
    names = []
    for person_id, codes in told.items():
        person = organisation.person(ctx.session, person_id)
        text = render("import_undone", today=ctx.today, codes=codes)
        mail.push(ctx, person, text, "correction")
        names.append(person.name)
    return tuple(names)
