"""导入过的：最近几次的编号、哪天、哪个文件、几项，好看出该撤哪一次。"""

from dataclasses import dataclass

from handlers.context import Context
from handlers.ledger.reimporting import REWROTE, UPDATED
from handlers.ledger.tabled import BROUGHT
from models import journal, ledger_room
from models.ledger import ImportRun

SHOWN, MOST = 3, 20
"""How many a refusal names, and how many the list has."""


@dataclass(frozen=True)
class Taken:
    """One import and what came of it; `at` and `undone_at` are local, to the second."""

    import_id: int
    at: str
    userid: str
    file_name: str
    findings: int
    updated: int
    progress: int
    undone_at: str | None

    @property
    def line(self) -> str:
        """When, from which file, how much: 2026-09-14 09:00，台账.xlsx，登记2项."""
        counted = [
            f"{word}{count}{unit}"
            for word, count, unit in (
                ("登记", self.findings, "项"),
                ("更新", self.updated, "项"),
                ("进展", self.progress, "条"),
            )
            if count
        ]
        told = "已撤回" if self.undone_at else "，".join(counted)
        when = self.at[:16].replace("T", " ")
        return "，".join(part for part in (when, self.file_name, told) if part)


def newest(ctx: Context, most: int = MOST) -> list[Taken]:
    """Return the newest imports of ledgers, the newest first."""
    return [_taken(ctx, run) for run in ledger_room.newest_runs(ctx.session, most)]


def some(ctx: Context) -> str:
    """Name the newest imports where somebody asked for one that there is not."""
    named = [f"{one.import_id}号（{one.line}）" for one in newest(ctx, SHOWN)]
    if not named:
        return "：还没有导入过台账"
    return f"；最近的有：{'、'.join(named)}。全部看 import --undo"


def _taken(ctx: Context, run: ImportRun) -> Taken:
    zone = ctx.policy.hours.zone
    entries = journal.at_instant(ctx.session, run.at, (BROUGHT, UPDATED, REWROTE))
    own = [entry for entry in entries if entry.after.get("import") == run.key]
    return Taken(
        import_id=run.key,
        at=run.at.astimezone(zone).isoformat(timespec="seconds"),
        userid=run.userid,
        file_name=run.file_name,
        findings=ledger_room.count_of_run(ctx.session, run.key),
        updated=len({entry.finding_id for entry in own if entry.action != BROUGHT}),
        progress=sum(entry.action == BROUGHT for entry in own),
        undone_at=run.undone_at.astimezone(zone).isoformat(timespec="seconds")
        if run.undone_at
        else None,
    )
