"""再导一次：一样的不动，不一样的要说清，确要改才改（decisions.md 29）。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.context import Context
from handlers.ladder import escalating
from handlers.ledger import naming, reverting
from handlers.ledger.absentees import Absent
from handlers.reading import duties
from models import duty_room, findings
from models.ledger import Finding
from rules.ledger.hints import hint
from rules.ledger.values import FindingRow, Refused, Warned

CONTENT = {
    "unit_id": "单位",
    "category": "问题类别",
    "title": "问题名称",
    "text": "问题内容",
    "due_text": "整改时限",
}
"""What makes a finding the same when its code comes again; the date itself may have
moved by an extension since, its words in the ledger have not."""

UPDATED, REWROTE = "import_update", "import_lists"
"""The journal's words for columns that an import changed, and for measures and people."""


@dataclass
class Report:
    """What an import read and did."""

    people: int = 0
    vacant: int = 0
    findings: int = 0
    updated: int = 0
    unchanged: int = 0
    progress: int = 0
    import_id: int | None = None
    columns: list[dict[str, object]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    """Who is on the books and not in this roster."""
    left_out: list[str] = field(default_factory=list)
    """What runs in the units of this ledger and does not stand in it."""
    still_open: list[str] = field(default_factory=list)
    """What this ledger says is done and the book does not."""

    @property
    def nothing_new(self) -> bool:
        """Whether all of it is in the book already."""
        return not (
            self.people or self.vacant or self.findings or self.updated or self.progress
        )


@dataclass(frozen=True)
class Meeting:
    """How one import meets what the book has: unchanged, refused, or updated.

    `left`: who has left; those who stand on the finding already may stay on it.
    """

    ctx: Context
    report: Report
    run_id: int
    update: bool
    left: Mapping[str, str]

    def take(
        self,
        existing: Finding,
        row: FindingRow,
        values: dict[str, object],
        said: str = "",
    ) -> None:
        """Take the same code again.

        `said`: where this import had it already; a second row never overwrites the
        first.
        """
        different = _different(existing, values)
        held, told = _lists(self.ctx, existing), lists_of(row)
        same = same_lists(held, told)
        if same and not different:
            self.report.unchanged += 1
            return
        changed = _changed(different, held, told)
        if said or not self.update:
            self.report.refused.append(_refused(existing, row, changed, said))
            return
        gone = self._gone(existing, row)
        self.report.refused += gone
        if not gone:
            self._write(existing, row, values, different, lists=not same)
            text = f"{existing.code} 已按新表改了{changed}。"
            self.report.warnings.append(Warned(row.sheet, row.row, "updated", text))

    def _gone(self, existing: Finding, row: FindingRow) -> list[Refused]:
        named = findings.named_on(self.ctx.session, existing.key)
        still = {one.person.userid for one in named}
        return retired({key: self.left[key] for key in self.left.keys() - still}, row)

    def _write(
        self,
        existing: Finding,
        row: FindingRow,
        values: dict[str, object],
        different: list[str],
        *,
        lists: bool,
    ) -> None:
        _update(self.ctx, existing, values, different, self.run_id)
        if lists:
            _rewrite_lists(self.ctx, existing, row, self.run_id)
        if existing.status in findings.OPEN_VALUES:
            escalating.plan_next_look(self.ctx, existing)
        self.report.updated += 1


def _different(existing: Finding, values: dict[str, object]) -> list[str]:
    """Name the columns of a finding that a row says otherwise."""
    moved = _is_moved_limit(existing, values)
    return [
        name
        for name in CONTENT
        if getattr(existing, name) != values[name]
        and not (moved and name == "due_text")
    ]


def _changed(different: list[str], held: "Lists", told: "Lists") -> str:
    """Name what differs between the book and a row: 问题内容、责任人."""
    words = [CONTENT[name] for name in different]
    words += ["整改措施"] if held[0] != told[0] else []
    return "、".join(words + (["责任人"] if held[1:] != told[1:] else []))


def retired(left: Mapping[str, str], row: FindingRow) -> list[Refused]:
    """Refuse whoever has left (name by userid) and is named in a ledger row."""
    if not left:
        return []
    named = [*row.people, *(one for each in row.measures for one in each.people)]
    return [
        Refused(
            sheet=row.sheet,
            row=row.row,
            column=one.role.label,
            value=one.name,
            reason="retired",
            instead=hint("retired", name=one.name),
        )
        for one in dict.fromkeys(named)
        if one.userid in left
    ]


def _is_moved_limit(existing: Finding, values: dict[str, object]) -> bool:
    """Say whether a ledger says the date to which the limit was moved since.

    So an export writes it where the words of the ledger no longer hold.
    """
    on = existing.due_on
    return (
        on is not None
        and str(values["due_text"]).startswith(on.isoformat())
        and (values["due_on"], values["then_long_term"])
        == (on, existing.then_long_term)
    )


def _refused(existing: Finding, row: FindingRow, changed: str, said: str) -> Refused:
    twice = hint("duplicate_number", code=existing.code, where=said, same=True)
    return Refused(
        sheet=row.sheet,
        row=row.row,
        column="编号",
        value=existing.code,
        reason="duplicate_number",
        instead=twice
        if said
        else f"编号已有不同内容（{changed}）；逐项改请在聊天里回 更正，"
        "整表以新的为准请在命令行导入并加 --update",
    )


def _update(
    ctx: Context,
    existing: Finding,
    values: dict[str, object],
    different: list[str],
    run_id: int,
) -> None:
    if "due_text" in different:
        different = [*different, "due_on", "clock", "then_long_term"]
    before = {name: _plain(getattr(existing, name)) for name in different}
    for name in different:
        setattr(existing, name, values[name])
    existing.version += 1
    ctx.session.flush()
    after = {name: _plain(getattr(existing, name)) for name in different}
    ctx.record(UPDATED, existing, before, {**after, "import": run_id})


Lists = tuple[list[str], set[tuple[str, str]], set[tuple[int, str, str]]]
"""Measures; people with their roles; people of single measures, by position."""


def same_lists(held: Lists, told: Lists) -> bool:
    """Say whether the book has what a ledger says of measures and people.

    A ledger without people of single measures, as the office's own layout, takes
    theirs from nobody.
    """
    return held == told or (held[:2] == told[:2] and not told[2])


def _lists(ctx: Context, finding: Finding) -> Lists:
    """Measures and people as the book has them."""
    measures = findings.measures(ctx.session, finding.key)
    named = findings.named_on(ctx.session, finding.key)
    return (
        [row.text for row in measures],
        {(one.person.userid_key, one.role.value) for one in named},
        {
            (number, one.person.userid_key, one.role.value)
            for number, own in duty_room.duties(ctx.session, finding.key).items()
            for one in own
        },
    )


def lists_of(row: FindingRow) -> Lists:
    """Measures and people as the ledger has them."""
    return (
        [measure.text for measure in row.measures],
        {(one.userid.casefold(), one.role.value) for one in row.people},
        duties.of_row(row),
    )


def _rewrite_lists(
    ctx: Context, finding: Finding, row: FindingRow, run_id: int
) -> None:
    """Bring measures and people up to date; what was marked done stays so."""
    before = reverting.keep(ctx, finding)
    done = {
        measure.text: (measure.done_at, measure.done_by)
        for measure in findings.measures(ctx.session, finding.key)
    }
    for measure in findings.measures(ctx.session, finding.key):
        ctx.session.delete(measure)
    for entry in findings.responsibilities(ctx.session, finding.key):
        entry.ended_at = ctx.now
    ctx.session.flush()
    naming.write_measures(ctx, finding, row)
    naming.write_people(ctx, finding, row)
    naming.write_duties(ctx, finding, row)
    for measure in findings.measures(ctx.session, finding.key):
        measure.done_at, measure.done_by = done.get(measure.text, (None, None))
    ctx.session.flush()
    after = {"measures": [measure.text for measure in row.measures], "import": run_id}
    ctx.record(REWROTE, finding, before, after)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
