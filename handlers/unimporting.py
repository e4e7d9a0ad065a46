"""整批撤回：一次导入导错了，没人办过就整批收回，编号让出来，流水留着。"""

from dataclasses import dataclass

from handlers import mail
from handlers.context import SYSTEM, Context
from models import (
    evidence_room,
    findings,
    ledger_room,
    organisation,
    petitions,
    post_office,
)
from models.ledger import Finding, ImportRun
from rules.errors import Refusal
from rules.vocabulary import NoticeStatus
from templates.render import render

UNTOUCHED = 2
"""Version of a finding that was written and delivered by its import and no more."""


@dataclass(frozen=True)
class Undone:
    """What was taken back, and who had been told and got a correction."""

    run: int
    codes: tuple[str, ...]
    corrected: tuple[str, ...]


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
    touched = [row.code for row in rows if _acted(ctx, row)]
    if touched:
        shown = "、".join(touched[:5]) + ("等" if len(touched) > 5 else "")
        raise _refusal(
            f"不能撤回{run_id}号导入：{shown}{len(touched)}项已有人办理，没有改动"
        )
    return _take_back(ctx, run, rows)


def _refusal(sentence: str) -> Refusal:
    return Refusal("undo_import", sentence=sentence)


def _acted(ctx: Context, row: Finding) -> bool:
    """Say whether anybody reported, sent, visited, asked, answered or changed."""
    session = ctx.session
    return bool(
        row.version > UNTOUCHED
        or findings.reports(session, row, every=True)
        or evidence_room.highest_number(session, row.key)
        or findings.visits(session, row, every=True)
        or petitions.extensions(session, row.key)
        or petitions.answers(session, row.key)
        or petitions.signatures(session, row)
    )


def _take_back(ctx: Context, run: ImportRun, rows: list[Finding]) -> Undone:
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
    ctx.record("import_undone", None, {}, {"import": run.key, "count": len(codes)})
    return Undone(run.key, codes, _correct(ctx, told))


def _correct(ctx: Context, told: dict[int, list[str]]) -> tuple[str, ...]:
    """Whoever was told of a finding that is gone gets one correction."""
    names = []
    for person_id, codes in told.items():
        person = organisation.person(ctx.session, person_id)
        text = render("import_undone", today=ctx.today, codes=codes)
        mail.push(ctx, person, text, "correction")
        names.append(person.name)
    return tuple(names)
