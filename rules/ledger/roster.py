"""读花名册：谁、账号、在哪个单位任什么职、是什么角色，哪个岗位空着。"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from rules.ledger.cells import plain
from rules.ledger.header_again import is_header
from rules.ledger.headers import recognise
from rules.ledger.headings import heading_words
from rules.ledger.hints import hint
from rules.ledger.layout import Layout
from rules.ledger.people import Directory
from rules.ledger.place import opens_table
from rules.ledger.role_words import (
    DISTRICT,
    HEAD,
    HEADS,
    RECEIVER,
    ROLE_WORDS,
    SECTION,
    role_of,
)
from rules.ledger.roster_cells import USERID, Cells
from rules.ledger.sheet import Broken, Sheet, is_blank
from rules.ledger.short_names import names_in
from rules.ledger.unit_names import is_like_unit, unit_in_title
from rules.ledger.values import Refused, Warned
from rules.vocabulary import Role

_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")
_VACANT = re.compile(r"^[(（]?(?:空缺|暂缺|缺位|空岗|待配|待定|暂无|无)?[)）]?$")


@dataclass(frozen=True)
class PostRow:
    """One post in one unit; `role_words` are the roles as written."""

    unit: str
    title: str
    roles: tuple[Role, ...]
    role_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonRow:
    """One person with every post; `row` is the first one in the sheet."""

    userid: str
    name: str
    salutation: str
    phone: str
    posts: tuple[PostRow, ...]
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True)
class VacantPost:
    """A post that nobody holds now: a row without 账号.

    `declared`: the row says so and names nobody who only lacks an account.
    """

    unit: str
    title: str
    roles: tuple[Role, ...]
    role_words: tuple[str, ...]
    sheet: str
    row: int
    declared: bool = True


@dataclass(frozen=True)
class Roster:
    """Everything that was read from a roster sheet, in row order.

    `short`: how a unit is called for short, as written beside it first.
    """

    people: list[PersonRow] = field(default_factory=list)
    vacant: list[VacantPost] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    short: dict[str, str] = field(default_factory=dict)

    def directory(self) -> Directory:
        """Return who is in which unit, for reading the ledger; vacant posts count."""
        entries = (
            (post.unit, person.name, person.userid)
            for person in self.people
            for post in person.posts
        )
        titles = (
            (post.unit, person.userid, post.title)
            for person in self.people
            for post in person.posts
        )
        vacant = (post.unit for post in self.vacant)
        known = Directory.of(entries, vacant, titles=titles)
        return replace(known, short=self.short)


def read_roster(sheet: Sheet, layout: Layout | None = None) -> Roster:
    """Read a roster sheet; a row with anything unreadable is refused as a whole.

    Several units or roles in a cell are separated by 、; a row without 账号 is a
    vacant post; one 账号 in several rows is one person with several posts.
    """
    layout = layout or recognise(sheet)
    roster = Roster()
    if layout.missing == ("unit",):
        layout = _with_unit(sheet, layout, roster)
    if layout.missing:
        header = ("", "missing_column", hint("missing_column", left=layout.unread))
        roster.refused.extend(
            Refused(sheet.name, layout.header_rows[-1], layout.word(name), *header)
            for name in layout.missing
        )
        return roster
    filled = sheet.filled()
    people: dict[str, PersonRow] = {}
    for row in range(layout.header_rows[-1] + 1, sheet.height + 1):
        if is_header(sheet, layout, row):
            continue
        if _says_one_thing(sheet, layout, row):
            layout = _below_heading(sheet, layout, row)
            continue
        cells = Cells(filled, layout, row)
        if (cells.placed or cells.names_somebody) and not cells.is_total:
            _read_row(cells, roster, people)
    roster.people.extend(people.values())
    return roster


def _says_one_thing(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Say whether a row is a note or a heading: one cell, across the whole sheet or in
    a sheet where no column has the unit.
    """
    if "unit" in layout.columns and row not in sheet.wide_rows:
        return False
    shown = [value for value in sheet.rows[row - 1] if not is_blank(value)]
    return len(shown) == 1


def _below_heading(sheet: Sheet, layout: Layout, row: int) -> Layout:
    """Let the unit that a heading names hold for the people below it."""
    words = heading_words(sheet, layout, row)
    titled = opens_table(sheet, layout, row)
    unit = unit_in_title(words) or (words if titled or is_like_unit(words) else "")
    return replace(layout, unit_from_title=unit or layout.unit_from_title)


def _with_unit(sheet: Sheet, layout: Layout, roster: Roster) -> Layout:
    """Take the unit from the title or the sheet's name where no column has it."""
    titles = [plain(text) for _, text in layout.titles]
    named = [one for one in [*titles, sheet.name] if is_like_unit(plain(one))]
    unit = next(filter(None, [*map(unit_in_title, titles), *named]), "")
    if not unit:
        return layout
    text = f"没有单位栏，没有另写单位的人都按“{unit}”登记，请核对。"
    row = layout.header_rows[-1]
    roster.warnings.append(Warned(sheet.name, row, "unit_of_sheet", text, "单位"))
    return replace(layout, unit_from_title=unit, missing=())


def same_names(people: Iterable[PersonRow]) -> dict[str, list[str]]:
    """Return the names that several people bear, with their userids."""
    named: dict[str, list[str]] = {}
    for person in people:
        named.setdefault(person.name, []).append(person.userid)
    return {name: userids for name, userids in named.items() if len(userids) > 1}


def _read_row(cells: Cells, roster: Roster, people: dict[str, PersonRow]) -> None:
    userid, name = cells.text("userid"), plain(cells.value("name"))
    earlier = people.get(userid.casefold())
    faults = _faults(cells, userid, name, earlier)
    if faults:
        roster.refused.extend(faults)
        return
    posts = _posts(cells)
    if len(posts) == 1 and names_in(cells.value("short")):
        roster.short.setdefault(posts[0].unit, cells.text("short"))
    if not userid:
        _note_vacancy(cells, roster, posts, name)
    else:
        person = PersonRow(
            userid=userid,
            name=name,
            salutation=cells.text("salutation"),
            phone=_phone(cells.value("phone")),
            posts=tuple(posts),
            sheet=cells.filled.name,
            row=cells.row,
        )
        people[userid.casefold()] = with_posts(earlier, person) if earlier else person
    roster.warnings.extend(_doubts(cells, name, posts))
    if userid and not cells.parts("roles"):
        text = f"{name}没有角色，登记后看不到任何事项。"
        roster.warnings.append(cells.warned("roles", "no_role", text))


def _doubts(cells: Cells, name: str, posts: list[PostRow]) -> Iterator[Warned]:
    """What was taken as written and looks like something else."""
    title = cells.text("title")
    if "分管领导" in cells.parts("roles") and title and not DISTRICT.search(title):
        text = (
            f"{name}（{title}）的角色写“分管领导”，按分管区领导登记；"
            "本单位里分管的领导，请写“责任领导”。"
        )
        yield cells.warned("roles", "unit_leader", text)
    left = cells.said_left
    if left:
        text = (
            f"{name}这一行写着“{left}”，已照常登记；人已经离开的，请删去这一行，"
            f"由巡察办在聊天里回复“离任 {name}”。"
        )
        yield cells.warned("name", "said_left", text)
    for post in posts:
        if SECTION.search(post.unit):
            text = f"单位写的是“{post.unit}”，像是内设机构；请写所在的单位。"
            yield cells.warned("unit", "section", text)


def _phone(written: object) -> str:
    """Return a mobile number without hyphens and country code, others as written."""
    number = plain(written)
    mobile = _MOBILE.fullmatch(number.replace("-", ""))
    return mobile.group(1) if mobile else number


def _faults(
    cells: Cells, userid: str, name: str, earlier: PersonRow | None
) -> list[Refused]:
    broken = [
        cells.refused(field_name, value.reason)
        for field_name in cells.layout.columns
        if isinstance(value := cells.value(field_name), Broken)
    ]
    if broken:
        return broken
    faults = []
    if userid and not USERID.match(userid):
        faults.append(cells.refused("userid", "bad_userid"))
    if userid and _VACANT.match(name):
        faults.append(cells.refused("name", "missing_name"))
    if earlier and earlier.name != name:
        faults.append(cells.refused("userid", "userid_of_another"))
    if not cells.parts("unit"):
        faults.append(cells.refused("unit", "missing_unit"))
    if cells.is_path:
        faults.append(cells.refused("unit", "unit_path"))
    words = cells.parts("roles")
    if HEAD in words and not HEADS.match(cells.text("title")):
        faults.append(cells.refused("roles", "which_head"))
    elif any(word not in (RECEIVER, HEAD) and word not in ROLE_WORDS for word in words):
        faults.append(cells.refused("roles", "unknown_role"))
    return faults


def _posts(cells: Cells) -> list[PostRow]:
    words, title = cells.parts("roles"), cells.text("title")
    return [
        PostRow(unit, title, tuple(role_of(word, unit) for word in words), words)
        for unit in cells.parts("unit")
    ]


def _note_vacancy(
    cells: Cells, roster: Roster, posts: list[PostRow], name: str
) -> None:
    place = (cells.filled.name, cells.row, bool(_VACANT.match(name)))
    roster.vacant.extend(
        VacantPost(p.unit, p.title, p.roles, p.role_words, *place) for p in posts
    )
    if not _VACANT.match(name):
        text = f"{name}没有账号，按空缺岗位登记；请补上账号后重新登记。"
        roster.warnings.append(cells.warned("userid", "no_userid", text))


def with_posts(person: PersonRow, again: PersonRow) -> PersonRow:
    """Add the posts of a second row of one person; a repeated post joins its roles."""
    merged = {(post.unit, post.title): post for post in person.posts}
    for post in again.posts:
        old = merged.get((post.unit, post.title))
        merged[(post.unit, post.title)] = _joined(old, post) if old else post
    return replace(
        person,
        posts=tuple(merged.values()),
        phone=person.phone or again.phone,
        salutation=person.salutation or again.salutation,
    )


def _joined(old: PostRow, new: PostRow) -> PostRow:
    words = tuple(dict.fromkeys((*old.role_words, *new.role_words)))
    roles = tuple(dict.fromkeys((*old.roles, *new.roles)))
    return replace(old, roles=roles, role_words=words)
