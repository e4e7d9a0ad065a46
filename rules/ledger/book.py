"""读一个工作簿：花名册先读，台账后读，跨表的重复编号也查。"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rules.calendar.workdays import Calendar
from rules.ledger import three_lists, told_only
from rules.ledger.cells import code_of, find_round
from rules.ledger.corrected import ensure_there
from rules.ledger.headers import recognise
from rules.ledger.hints import hint
from rules.ledger.layout import Kind, Layout
from rules.ledger.list_pages import Mismatch
from rules.ledger.people import Directory
from rules.ledger.progress import Known, read_progress
from rules.ledger.roster import PersonRow, Roster, read_roster, with_posts
from rules.ledger.rows import read_ledger
from rules.ledger.sheet import Sheet
from rules.ledger.sheet_remarks import left_alone, repeated
from rules.ledger.three_lists import Lists
from rules.ledger.unit_names import meant
from rules.ledger.unit_spelling import as_known
from rules.ledger.values import FindingRow, Ledger, Refused, Warned

_INNER = re.compile(r"[\u4e00-\u9fa5]{0,8}(?:办公室|科|股|处|室|科室|股室)")
"""What stands behind a unit's name where an office within it is meant."""


@dataclass(frozen=True)
class SheetKind:
    """What one sheet was taken for; None for one that is nothing of ours."""

    name: str
    kind: Kind | None
    header_rows: tuple[int, ...]


@dataclass(frozen=True)
class Book:
    """A whole workbook as read; `roster` and `ledger` are empty where there is none."""

    sheets: list[SheetKind]
    roster: Roster
    ledger: Ledger
    warnings: list[Warned] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)

    @property
    def refused(self) -> list[Refused]:
        """Return everything that was not taken, roster first."""
        return [*self.roster.refused, *self.ledger.refused]


def read_book(
    sheets: Sequence[Sheet],
    directory: Directory,
    calendar: Calendar,
    round_code: str | None = None,
    feedback_on: date | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    file_name: str = "",
    known: Known = lambda _code: None,
) -> Book:
    """Read every visible sheet of a workbook by its header (interface.md §2 import).

    `directory` knows the people that are registered already; those of a roster in
    the same workbook are added to it. `known` gives title and text of a finding that
    is registered already, for progress sheets. Hidden sheets and sheets that hold
    nothing to import are left alone and named in `warnings`.
    """
    layouts = [(sheet, _layout(sheet, columns)) for sheet in sheets]
    ensure_there(layouts, columns or {})
    rosters = [read_roster(*one) for one in _of(layouts, "roster")]
    roster = as_known(_joined_rosters(rosters), sorted(directory.units))
    people = joined(directory, roster.directory())
    common = (people, calendar, round_code, feedback_on, file_name)
    pages, lists, apart = _pages(_of(layouts, "ledger"), people)
    usual = round_code or find_round(file_name)
    read = [(sheet, lay, read_ledger(sheet, lay, *common)) for sheet, lay in pages]
    told = {} if lists else _told_only(read, known, usual)
    layouts = [(sheet, told.get(sheet.name, lay)) for sheet, lay in layouts]
    ledger = _joined_ledgers([one for sheet, _, one in read if sheet.name not in told])
    ledger.warnings.extend(map(told_only.remark, told.values()))
    ledger.refused.extend(apart)
    ledger.warnings.extend(repeated(ledger.findings))
    if lists:
        ledger = _with_places(ledger, lists)
    for sheet, layout in _of(layouts, "progress"):
        _add_progress(ledger, sheet, layout, known, usual)
    return _book(layouts, roster, ledger, lists, _short_units(roster, people))


def _book(
    layouts: Sequence[tuple[Sheet, Layout]],
    roster: Roster,
    ledger: Ledger,
    lists: Lists | None,
    warnings: list[Warned],
) -> Book:
    """Return what was read, with what each sheet was taken for."""
    kinds = [SheetKind(s.name, lay.kind, lay.header_rows) for s, lay in layouts]
    left = [left_alone(s, lay) for s, lay in layouts if not lay.holds_data]
    used = [layout for _, layout in layouts if layout.holds_data]
    used = _with_page(used, lists) if lists else used
    return Book(kinds, roster, ledger, left + warnings, used)


def _pages(
    ledgers: list[tuple[Sheet, Layout]], people: Directory
) -> tuple[list[tuple[Sheet, Layout]], Lists | None, list[Refused]]:
    """Return the ledgers to be read: the three lists of a workbook as one, or none."""
    try:
        lists = three_lists.joined(ledgers, people)
    except Mismatch as stop:
        return _whole(ledgers), None, [stop.refused]
    if lists is None:
        return ledgers, None, []
    alone = [one for one in ledgers if not one[1].numbered]
    return [(lists.page.sheet, lists.page.layout), *alone], lists, []


def _told_only(
    read: list[tuple[Sheet, Layout, Ledger]], known: Known, usual: str | None
) -> dict[str, Layout]:
    """Return the sheets that only tell of what the book has, and how they are read."""
    pages = (
        told_only.as_progress(sheet, layout, one, known, usual)
        for sheet, layout, one in read
    )
    return {layout.sheet: layout for layout in pages if layout}


def _whole(ledgers: list[tuple[Sheet, Layout]]) -> list[tuple[Sheet, Layout]]:
    """Return the only ledger that says findings, where it says their measures, too:
    what else lies in the workbook does not make it less readable.
    """
    worded = [one for one in ledgers if "text" in one[1].columns]
    whole = [one for one in worded if "measure" in one[1].columns]
    return whole if len(worded) == 1 else []


def _with_places(ledger: Ledger, lists: Lists) -> Ledger:
    """Say of everything read from several lists where it really stands."""
    return replace(
        ledger,
        refused=[lists.refused(one) for one in ledger.refused],
        warnings=[lists.remark, *(lists.warned(one) for one in ledger.warnings)],
    )


def _with_page(used: list[Layout], lists: Lists) -> list[Layout]:
    """Keep one layout for the lists that were read as one."""
    names = {lists.page.sheet.name, *lists.others}
    others = [one for one in used if one.sheet not in names]
    return [lists.page.layout, *others]


def _short_units(roster: Roster, people: Directory) -> list[Warned]:
    """Point out a unit of a roster that looks like another one's short name."""
    posts = [
        (post.unit, one.sheet, one.row) for one in roster.people for post in one.posts
    ]
    posts += [(post.unit, post.sheet, post.row) for post in roster.vacant]
    first = {unit: (sheet, row) for unit, sheet, row in reversed(posts)}
    warned: list[Warned] = []
    for unit, (sheet, row) in sorted(first.items(), key=lambda one: one[1][1]):
        others = meant(unit, sorted(people.units - {unit}))
        if len(others) == 1 and len(others[0]) > len(unit):
            text = f"“{unit}”像是{others[0]}的简称，已登记成另一个单位；是同一个的请写全称。"
            warned.append(Warned(sheet, row, "short_unit", text, "单位"))
        whole = [one for one in people.units if _within(unit, one)]
        if whole:
            text = f"“{unit}”像是{whole[0]}里的内设机构，已登记成另一个单位；同一个的请写{whole[0]}。"
            warned.append(Warned(sheet, row, "inner_unit", text, "单位"))
    return warned


def _within(unit: str, whole: str) -> bool:
    """Say whether a unit's name is another's with an office behind it: …局办公室."""
    behind = unit.removeprefix(whole)
    return behind != unit and bool(_INNER.fullmatch(behind))


def _layout(sheet: Sheet, columns: Mapping[str, str] | None) -> Layout:
    hidden = Layout(None, sheet=sheet.name)
    return hidden if sheet.hidden else recognise(sheet, columns)


def _of(
    layouts: Sequence[tuple[Sheet, Layout]], kind: Kind
) -> list[tuple[Sheet, Layout]]:
    return [one for one in layouts if one[1].kind == kind]


def _add_progress(
    ledger: Ledger, sheet: Sheet, layout: Layout, known: Known, usual: str | None
) -> None:
    """Read a progress sheet for the findings of the book and of this workbook."""
    own = {
        finding.code: (finding.title or "", finding.text)
        for finding in ledger.findings
        if finding.code
    }
    rounds = {finding.round for finding in ledger.findings}
    only = next(iter(rounds)) if len(rounds) == 1 else None
    read = read_progress(
        sheet, layout, lambda code: own.get(code) or known(code), usual or only, own
    )
    ledger.progress.extend(read.progress)
    ledger.refused.extend(read.refused)
    ledger.ignored_rows.extend(read.ignored_rows)


def joined(first: Directory, second: Directory) -> Directory:
    """Return both directories as one; somebody in both counts once."""
    entries = (
        (unit, name, userid)
        for directory in (first, second)
        for unit, named in directory.people.items()
        for name, userids in named.items()
        for userid in userids
    )
    both = Directory.of(entries, first.units | second.units, first.former)
    titles = {**first.titles, **second.titles}
    return replace(both, titles=titles, short={**first.short, **second.short})


def _joined_rosters(rosters: list[Roster]) -> Roster:
    whole = Roster()
    people: dict[str, PersonRow] = {}
    for roster in rosters:
        whole.vacant.extend(roster.vacant)
        whole.refused.extend(roster.refused)
        whole.warnings.extend(roster.warnings)
        whole.short.update({**roster.short, **whole.short})
        for person in roster.people:
            earlier = people.get(person.userid.casefold())
            if earlier and earlier.name != person.name:
                whole.refused.append(_of_another(person))
            else:
                both = with_posts(earlier, person) if earlier else person
                people[person.userid.casefold()] = both
    whole.people.extend(people.values())
    return whole


def _of_another(person: PersonRow) -> Refused:
    reason = "userid_of_another"
    place = (person.sheet, person.row, "账号", person.userid)
    return Refused(*place, reason, hint(reason))


def _joined_ledgers(ledgers: list[Ledger]) -> Ledger:
    whole = Ledger()
    used: dict[tuple[str, int], FindingRow] = {}
    for ledger in ledgers:
        whole.refused.extend(ledger.refused)
        whole.warnings.extend(ledger.warnings)
        whole.ignored_rows.extend(ledger.ignored_rows)
        for finding in ledger.findings:
            _add_finding(whole, finding, used)
    return whole


def _add_finding(
    whole: Ledger, finding: FindingRow, used: dict[tuple[str, int], FindingRow]
) -> None:
    """Add a finding whose number no earlier sheet has used; sheets that number from
    1 for a unit each keep their findings without it (decisions.md 29).
    """
    if finding.number is None:
        whole.findings.append(finding)
        return
    earlier = used.setdefault((finding.round, finding.number), finding)
    if earlier is finding:
        whole.findings.append(finding)
    elif earlier.unit != finding.unit:
        whole.findings.append(replace(finding, number=None, code=None))
        taken = f"编号{finding.number}在表“{earlier.sheet}”已经用过"
        text = f"{taken}，将另给编号，原编号保留。"
        place = (finding.sheet, finding.row)
        whole.warnings.append(Warned(*place, "number_taken", text, "编号"))
    else:
        whole.refused.append(_duplicate(finding, earlier))


def _duplicate(finding: FindingRow, earlier: FindingRow) -> Refused:
    reason = "duplicate_number"
    code = code_of(finding.round, finding.number or 0)
    where = f"表“{earlier.sheet}”第{earlier.row}行"
    place = (finding.sheet, finding.row, "编号", finding.own_number)
    same = finding.text == earlier.text
    return Refused(*place, reason, hint(reason, code=code, where=where, same=same))
