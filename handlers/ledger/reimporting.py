"""再导一次：一样的不动，不一样的要说清，确要改才改（decisions.md 29）。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.context import Context
from handlers.ladder import escalating
from handlers.ledger import reverting
from handlers.ledger.absentees import Absent
from handlers.reading import duties
from models import duty_room, findings, organisation
from models.ledger import Finding, Measure, Responsibility
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


def meet_again(
    ctx: Context,
    existing: Finding,
    row: FindingRow,
    values: dict[str, object],
    update: bool,
    report: Report,
    run_id: int,
    left: Mapping[str, str],
    said: str = "",
) -> None:
    """The same code again: unchanged, refused, or updated by the import `run_id`.

    `said`: where this import had it already; a second row never overwrites the first.
    `left`: who has left; those who stand on the finding already may stay on it.
    """
    different = [name for name in CONTENT if getattr(existing, name) != values[name]]
    if "due_text" in different and _is_moved_limit(existing, values):
        different.remove("due_text")
    held, told = _lists(ctx, existing), lists_of(row)
    lists = not same_lists(held, told)
    if not different and not lists:
        report.unchanged += 1
        return
    changed = _changed(different, held, told)
    if said or not update:
        report.refused.append(_refused(existing, row, changed, said))
        return
    still = {one.person.userid for one in findings.named_on(ctx.session, existing.key)}
    gone = retired({key: left[key] for key in left.keys() - still}, row)
    if gone:
        report.refused += gone
        return
    _update(ctx, existing, values, different, run_id)
    if lists:
        _rewrite_lists(ctx, existing, row, run_id)
    if existing.status in findings.OPEN_VALUES:
        escalating.plan_next_look(ctx, existing)
    report.updated += 1
    text = f"{existing.code} 已按新表改了{changed}。"
    report.warnings.append(Warned(row.sheet, row.row, "updated", text))


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
    write_measures(ctx, finding, row)
    write_people(ctx, finding, row)
    _write_duties(ctx, finding, row)
    for measure in findings.measures(ctx.session, finding.key):
        measure.done_at, measure.done_by = done.get(measure.text, (None, None))
    ctx.session.flush()
    after = {"measures": [measure.text for measure in row.measures], "import": run_id}
    ctx.record(REWROTE, finding, before, after)


def write_measures(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Write the measures of a ledger row, in its order."""
    for position, measure in enumerate(row.measures, 1):
        ctx.session.add(
            Measure(
                finding_id=finding.key,
                position=position,
                text=measure.text,
                due_on=measure.due.on if measure.due else None,
                due_text=measure.due_text,
                status_text=measure.status_text,
            )
        )
    ctx.session.flush()


def write_people(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Name the people of a ledger row; an ended naming comes back to life."""
    for position, entry in enumerate(row.people):
        person = organisation.find_person(ctx.session, entry.userid)
        if person is None:
            continue
        named = findings.responsibility(
            ctx.session, finding.key, person.key, entry.role
        )
        if named is None:
            named = Responsibility(
                finding_id=finding.key, person_id=person.key, role=entry.role.value
            )
            ctx.session.add(named)
        named.ended_at = None
        named.position = position
        named.by_measure = entry in row.by_measure
    ctx.session.flush()


def _write_duties(ctx: Context, finding: Finding, row: FindingRow) -> None:
    """Name the people of single measures as a ledger row does."""
    named = findings.named_on(ctx.session, finding.key)
    keys = {one.person.userid_key: one.person.key for one in named}
    duties.rewrite(ctx, finding, duties.rows_of(finding.key, row, keys))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
