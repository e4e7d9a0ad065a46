"""进台账：先认人，再认事；全收或全不收，逐处说清拒在哪、怎么改（interface.md §2）。"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from handlers.acting import turn_changes
from handlers.context import SYSTEM, Context
from handlers.ledger import absentees, tabled
from handlers.ledger.moved import Sheetful
from handlers.ledger.registering import Options, Register
from handlers.ledger.reimporting import Report
from models import locks, organisation
from models.ledger import ImportRun
from models.staffing import Staffing
from rules.ledger.book import Book, read_book
from rules.ledger.conflicts import conflicts
from rules.ledger.hints import hint
from rules.ledger.people import Directory
from rules.ledger.roster import PersonRow, PostRow, Roster, VacantPost
from rules.ledger.sheet import Sheet
from rules.ledger.values import FindingRow, Warned
from rules.vocabulary import Role

__all__ = [
    "Busy",
    "Options",
    "Rejected",
    "Report",
    "directory_of",
    "ensure_turn",
    "import_sheets",
    "stand_in_line",
]


class Rejected(Exception):
    """The import as a whole was refused; nothing of it is written."""

    def __init__(self, report: Report) -> None:
        """Carry what was read and each refusal."""
        super().__init__("import refused")
        self.report = report


class Busy(Exception):
    """Somebody else is importing at this moment."""


def stand_in_line(ctx: Context) -> None:
    """Wait until nobody else imports: who had the same file finds it in the book."""
    locks.hold(ctx.session, [locks.LEDGER])


def ensure_turn(ctx: Context) -> None:
    """Raise Busy where somebody else imports: who hears messages waits for nobody."""
    if not locks.try_hold(ctx.session, locks.LEDGER):
        raise Busy


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
        options.columns,
        file_name=options.file_name,
        known=lambda code: tabled.known(ctx, code),
    )
    conflicting = conflicts(book.ledger.findings, roster_of(ctx, book.roster))
    report = Report(
        columns=[layout.understood() for layout in book.layouts],
        refused=[*book.refused],
        warnings=[
            *book.warnings,
            *book.roster.warnings,
            *book.ledger.warnings,
            *conflicting,
        ],
    )
    if (report.refused and not options.partial) or not book.layouts:
        raise Rejected(report)
    _write_roster(ctx, book.roster, report)
    _write_ledger(ctx, book, options, report)
    report.absent = absentees.missing(ctx, book.roster)
    if report.refused and not options.partial:
        raise Rejected(report)
    return report


def _write_ledger(ctx: Context, book: Book, options: Options, report: Report) -> None:
    """Write findings and progress under one import, to be taken back as a whole."""
    if not book.ledger.findings and not book.ledger.progress:
        return
    run = ImportRun(
        at=ctx.now,
        userid=ctx.actor.userid if ctx.actor else SYSTEM,
        file_name=options.file_name,
        sha256=options.sha256,
        layouts=[layout.plain() for layout in book.layouts],
    )
    ctx.session.add(run)
    ctx.session.flush()
    _write_findings(ctx, book.ledger.findings, options, report, run.key)
    tabled.write(ctx, book.ledger.progress, report, run.key)
    if report.findings or report.updated or report.progress:
        report.import_id = run.key
    else:
        ctx.session.delete(run)
        ctx.session.flush()


def _write_findings(
    ctx: Context,
    waiting: list[FindingRow],
    options: Options,
    report: Report,
    run_id: int,
) -> None:
    """Register the rows one after the other; each is let go when it is taken."""
    if not waiting:
        return
    sheetful = Sheetful.of(waiting)
    register = Register(ctx, options, report, run_id, _highest(waiting), sheetful)
    waiting.reverse()
    while waiting:
        register.put(waiting.pop())
    register.conclude()
    tabled.write_beside(ctx, register.told, report, run_id)


def _highest(rows: Sequence[FindingRow]) -> dict[str, int]:
    """The highest number that is named, by round."""
    highest: dict[str, int] = {}
    for row in rows:
        highest[row.round] = max(highest.get(row.round, 0), row.number or 0)
    return highest


def _write_roster(ctx: Context, read: Roster, report: Report) -> None:
    if not read.people and not read.vacant:
        return
    past = turn_changes.before(ctx)
    _write_people(ctx, read, report)
    ctx.session.flush()
    turn_changes.ask_anew(ctx, past)
    if report.people:
        ctx.record("import_roster", None, {}, {"people": report.people})


def _write_people(ctx: Context, read: Roster, report: Report) -> None:
    staffing = Staffing(ctx.session)
    for row in read.people:
        if staffing.has_left(row.userid):
            report.warnings += _left(row)
            continue
        _write_person(staffing, row)
        report.people += 1
    here = {row.userid.casefold() for row in read.people}
    for post in read.vacant:
        report.warnings += _vacated(staffing, post, here)
        for role in post.roles:
            staffing.add_post(post.unit, None, role, post.title)
        report.vacant += 1
    staffing.call_short(read.short)


def _vacated(
    staffing: Staffing, post: VacantPost, here: Collection[str]
) -> Iterator[Warned]:
    """A row that says 空缺 takes the post from whoever is not in this roster."""
    for role in post.roles if post.declared else ():
        for person in staffing.vacate(post.unit, role, post.title, here):
            text = (
                f"{post.unit}{role.label}写明空缺：{person.name}不再担任，"
                "人仍在册；已经离开的，请办离任。"
            )
            yield Warned(post.sheet, post.row, "vacated", text, "姓名")


def _left(row: PersonRow) -> list[Warned]:
    """A roster brings nobody back; a row without a post only says that they left."""
    if not any(post.roles for post in row.posts):
        return []
    text = hint("retired_row", name=row.name)
    return [Warned(row.sheet, row.row, "retired", text, "账号")]


def _write_person(staffing: Staffing, row: PersonRow) -> None:
    person = staffing.put_person(row.userid, row.name, row.salutation, row.phone)
    staffing.clear_posts(person.key)
    for post in row.posts:
        for role in post.roles:
            staffing.add_post(post.unit, person.key, role, post.title)


def directory_of(ctx: Context) -> Directory:
    """Units and people as the ledger's names are looked up in them."""
    units = organisation.units(ctx.session)
    names = {unit.id: unit.name for unit in units}
    posts = organisation.all_posts(ctx.session)
    entries = [
        (names[post.unit_id], person.name, person.userid) for post, person in posts
    ]
    titles = [
        (names[post.unit_id], person.userid, post.title) for post, person in posts
    ]
    names_of_units = frozenset(unit.name for unit in units)
    former = organisation.retired(ctx.session)
    short = {unit.name: unit.short for unit in units if unit.short}
    known = Directory.of(entries, names_of_units, former, titles)
    return replace(known, short=short)


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
