"""进台账：先认人，再认事；全收或全不收，逐处说清拒在哪、怎么改（interface.md §2）。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import office_deeds, reimporting
from handlers.context import Context
from handlers.reimporting import Report
from models import findings, organisation
from models.ledger import Finding, Round
from models.organisation import Person
from rules import deadlines
from rules.ledger_book import read_book
from rules.ledger_cells import derive_title
from rules.ledger_conflicts import conflicts
from rules.ledger_people import Directory
from rules.ledger_sheet import Sheet
from rules.ledger_values import FindingRow, Warned
from rules.roster import PersonRow, PostRow, Roster
from rules.text import format_code
from rules.vocabulary import Clock, Role, Status


@dataclass(frozen=True)
class Options:
    """How an import was asked for."""

    round_code: str | None = None
    feedback_on: date | None = None
    update: bool = False
    partial: bool = False
    hold: bool = False


class Rejected(Exception):
    """The import as a whole was refused; nothing of it is written."""

    def __init__(self, report: Report) -> None:
        """Carry what was read and each refusal."""
        super().__init__("import refused")
        self.report = report


def import_sheets(ctx: Context, sheets: Sequence[Sheet], options: Options) -> Report:
    """Import roster and ledger sheets, recognised by their headers.

    Raises Rejected with the whole report where anything was refused and `partial` is
    off; the caller's transaction then takes everything back.
    """
    book = read_book(
        sheets,
        directory_of(ctx),
        ctx.calendar,
        options.round_code,
        options.feedback_on,
    )
    conflicting = conflicts(book.ledger.findings, roster_of(ctx, book.roster))
    report = Report(
        refused=[*book.refused],
        warnings=[
            *book.warnings,
            *book.roster.warnings,
            *book.ledger.warnings,
            *conflicting,
        ],
    )
    if (report.refused and not options.partial) or not any(
        sheet.kind for sheet in book.sheets
    ):
        raise Rejected(report)
    _write_roster(ctx, book.roster, report)
    for row in book.ledger.findings:
        _write_finding(ctx, row, options, report)
    if report.refused and not options.partial:
        raise Rejected(report)
    return report


def _write_roster(ctx: Context, read: Roster, report: Report) -> None:
    for row in read.people:
        _write_person(ctx, row)
        report.people += 1
    for post in read.vacant:
        for role in post.roles:
            organisation.add_post(ctx.session, post.unit, None, role, post.title)
        report.vacant += 1
    if report.people:
        ctx.record("import_roster", None, {}, {"people": report.people})


def _write_person(ctx: Context, row: PersonRow) -> Person:
    person = organisation.put_person(
        ctx.session, row.userid, row.name, row.salutation, row.phone
    )
    organisation.clear_posts(ctx.session, person.key)
    for post in row.posts:
        for role in post.roles:
            organisation.add_post(ctx.session, post.unit, person.key, role, post.title)
    return person


def directory_of(ctx: Context) -> Directory:
    """Units and people as the ledger's names are looked up in them."""
    units = organisation.units(ctx.session)
    names = {unit.id: unit.name for unit in units}
    entries = [
        (names[post.unit_id], person.name, person.userid)
        for post, person in organisation.all_posts(ctx.session)
    ]
    return Directory.of(entries, frozenset(unit.name for unit in units))


def roster_of(ctx: Context, read: Roster) -> Roster:
    """Everybody with their posts: of this workbook, and of the book before it."""
    units = {unit.id: unit.name for unit in organisation.units(ctx.session)}
    known: dict[str, PersonRow] = {}
    for post, person in organisation.all_posts(ctx.session):
        held = PostRow(units[post.unit_id], post.title, (Role(post.role),))
        earlier = known.get(person.userid)
        posts = (*earlier.posts, held) if earlier else (held,)
        known[person.userid] = PersonRow(
            person.userid, person.name, person.salutation, person.phone, posts
        )
    known |= {row.userid: row for row in read.people}
    return Roster(people=list(known.values()))


def _write_finding(
    ctx: Context,
    row: FindingRow,
    options: Options,
    report: Report,
) -> None:
    feedback_on = row.feedback_on or options.feedback_on
    round_ = _round(ctx, row.round, feedback_on)
    number = _number(ctx, round_, row, report)
    code = format_code(round_.code, number)
    existing = findings.by_code(ctx.session, code)
    values = _values(ctx, row, round_, feedback_on)
    if existing is not None:
        reimporting.meet_again(ctx, existing, row, values, options.update, report)
        return
    finding = Finding(  # type: ignore[call-arg]
        code=code,
        number=number,
        own_number=row.own_number,
        status=Status.RECORDED.value,
        source=f"{row.sheet}!{row.row}",
        evidence_required=row.evidence_required,
    )
    for name, value in values.items():
        setattr(finding, name, value)
    ctx.session.add(finding)
    ctx.session.flush()
    _write_lists(ctx, finding, row)
    ctx.record(
        "import", finding, {}, {"status": finding.status, "source": finding.source}
    )
    report.findings += 1
    report.codes.append(code)
    if not options.hold:
        office_deeds.deliver_now(ctx, finding)
        _claim_done(ctx, finding, row, report)


def _values(
    ctx: Context, row: FindingRow, round_: Round, feedback_on: date | None
) -> dict[str, object]:
    unit = organisation.put_unit(ctx.session, row.unit)
    review_on = None
    if row.due.clock is Clock.LONG_TERM:
        review_on = deadlines.add_months(ctx.today, 6)
    return {
        "round_id": round_.id,
        "unit_id": unit.id,
        "category": row.category or "",
        "title": row.title or derive_title(row.text),
        "text": row.text,
        "department": row.department or "",
        "clock": row.due.clock.value,
        "due_on": row.due.on,
        "due_text": row.due_text,
        "then_long_term": row.due.then_long_term,
        "review_on": review_on,
        "feedback_on": feedback_on,
    }


def _round(ctx: Context, code: str, feedback_on: date | None) -> Round:
    existing = findings.round_by_code(ctx.session, code)
    if existing is not None:
        return existing
    preset = deadlines.preset(ctx.policy.preset)
    created = Round(
        code=code,
        name=f"第{code}轮",
        preset=preset.name,
        basis=preset.basis,
        feedback_on=feedback_on,
    )
    ctx.session.add(created)
    ctx.session.flush()
    return created


def _number(ctx: Context, round_: Round, row: FindingRow, report: Report) -> int:
    """The finding's number; without one, or with one taken, the next free of the round.

    A row that was imported before keeps its number: it is found by its own words.
    Units that number from 1 each get the next free code, a warning says so
    (decisions.md 29).
    """
    known = findings.by_text(ctx.session, round_.id or 0, row.text)
    if row.number is None:
        return known.number if known else _free(ctx, round_)
    taken = findings.by_code(ctx.session, format_code(round_.code, row.number))
    unit = organisation.put_unit(ctx.session, row.unit)
    if taken is None or taken.unit_id == unit.id:
        return row.number
    if known is not None and known.unit_id == unit.id:
        return known.number
    number = _free(ctx, round_)
    text = f"编号{row.number}已属其他单位，另给编号{number}，原编号保留。"
    report.warnings.append(Warned(row.sheet, row.row, "number_taken", text, "编号"))
    return number


def _free(ctx: Context, round_: Round) -> int:
    return findings.highest_number(ctx.session, round_.id or 0) + 1


def _write_lists(ctx: Context, finding: Finding, row: FindingRow) -> None:
    reimporting.write_measures(ctx, finding, row)
    reimporting.write_people(ctx, finding, row)


DONE_WORDS = ("已完成", "完成", "已整改", "整改到位", "已销号", "已办结")


def _claim_done(
    ctx: Context, finding: Finding, row: FindingRow, report: Report
) -> None:
    """A status word in a ledger closes nothing: the office verifies (decisions.md 29)."""
    word = (row.status_text or "").strip()
    if word not in DONE_WORDS:
        return
    for measure in findings.measures(ctx.session, finding.key):
        measure.done_at = ctx.now
    finding.status = Status.RECTIFYING.value
    finding.to_verify = True
    finding.next_look_on = None
    ctx.session.flush()
    ctx.record("claimed_done", finding, {}, {"words": word})
    report.warnings.append(
        Warned(row.sheet, row.row, "to_verify", f"{finding.code} 写着“{word}”，请核验")
    )
