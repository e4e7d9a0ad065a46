"""立档：一事一档要的全部，事项、时间线、材料、流水，按编号取齐。"""

from dataclasses import dataclass

from handlers.context import Context
from handlers.views import showing
from models import evidence_room, journal, organisation
from models.ledger import Evidence, Finding
from rules import entries
from rules.evidence.archive import member_name


@dataclass(frozen=True)
class ArchivedFile:
    """One file of a finding; `member` is '' where its content was destroyed."""

    row: Evidence
    member: str
    sender: str


@dataclass(frozen=True)
class Dossier:
    """Everything that goes into the archive of one finding."""

    document: dict[str, object]
    files: tuple[ArchivedFile, ...]
    timeline: tuple[tuple[str, str, str, str], ...]
    journal: tuple[dict[str, object], ...]
    head: dict[str, object]
    made_at: str


def dossier(ctx: Context, finding: Finding) -> Dossier:
    """Collect the archive of one finding; files taken back by their sender stay out."""
    kept = journal.of_finding(ctx.session, finding.key)
    names = organisation.names(ctx.session)
    rows = [
        *evidence_room.of_finding(ctx.session, finding, every=True),
        *evidence_room.of_checks(ctx.session, finding, every=True),
    ]
    seq, digest = journal.head(ctx.session)
    return Dossier(
        document=showing.document(ctx, finding),
        files=tuple(_file(row, names) for row in rows),
        timeline=tuple(_moment(ctx, entry, names) for entry in kept),
        journal=tuple(_plain(entry) for entry in kept),
        head={"seq": seq, "hash": digest},
        made_at=ctx.now.astimezone(ctx.policy.hours.zone).isoformat(),
    )


def note(ctx: Context, finding: Finding, sha256: str) -> None:
    """Journal that an archive was made, with the hash of its manifest."""
    ctx.record("archive", finding, {}, {"manifest": sha256})


def _file(row: Evidence, names: dict[str, str]) -> ArchivedFile:
    gone = row.destroyed_at is not None
    member = "" if gone else member_name(row.number, row.name)
    return ArchivedFile(row, member, names.get(str(row.person_id), ""))


def _moment(
    ctx: Context, entry: journal.Journal, names: dict[str, str]
) -> tuple[str, str, str, str]:
    at = entry.at.astimezone(ctx.policy.hours.zone)
    name = names.get(entry.userid, "系统" if entry.userid == "system" else "")
    who = f"{name}（{entry.userid}）" if name else entry.userid
    return (
        f"{at:%Y-%m-%d %H:%M}",
        who,
        entries.label(entry.action),
        entries.told(entry.after),
    )


def _plain(entry: journal.Journal) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        **journal.content(entry),
    }
