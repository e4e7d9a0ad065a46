"""对照台账样本：读每个工作簿，与旁边的 .expected.json 逐项比较。"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.formats.workbook import read
from rules.calendar.workdays import Calendar, statutory_calendar
from rules.deadlines import Due
from rules.errors import XiaozhangError
from rules.ledger.book import Book, read_book
from rules.ledger.people import Directory
from rules.ledger.roster import PersonRow, VacantPost, same_names
from rules.ledger.rows import FindingRow, MeasureRow, Refused, Warned
from rules.vocabulary import Clock
from scripts import ledger_database

HERE = Path(__file__).resolve().parent.parent
SAMPLES = HERE / "tests" / "data" / "ledgers"
REPORT = HERE / "build" / "ledgers.json"
ENDING = ".expected.json"
KINDS = {
    Clock.DATED: "date",
    Clock.IMMEDIATE: "immediate",
    Clock.LONG_TERM: "long_term",
    Clock.UNSET: "none",
}


@dataclass(frozen=True)
class Difference:
    """One place where a workbook was read otherwise than expected."""

    where: str
    expected: object
    seen: object


def main(arguments: list[str]) -> int:
    """Compare all samples of a folder; 0 if every one is right, else 1."""
    folder = Path(arguments[0]) if arguments else SAMPLES
    if not folder.is_dir():
        print(f"找不到样本目录“{folder}”，请核对 DATA。", file=sys.stderr)
        return 2
    verdicts = list(compare_folder(folder, statutory_calendar()))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(verdicts, ensure_ascii=False, indent=1), "utf-8")
    for verdict in verdicts:
        print(f"{verdict['verdict']}  {verdict['file']}")
        for difference in verdict["differences"][:10]:
            print(f"    {difference}")
    right = sum(verdict["verdict"] == "right" for verdict in verdicts)
    print(f"共{len(verdicts)}个工作簿，相符{right}个。详见 {REPORT.relative_to(HERE)}")
    return 0 if verdicts and right == len(verdicts) else 1


def compare_folder(folder: Path, calendar: Calendar) -> Iterator[dict[str, Any]]:
    """Read every workbook with an expectation beside it, rosters first.

    Ledgers are read, then really imported into an empty database and read back.
    """
    rosters: list[Path] = []
    expectations = {
        path: json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob(f"*{ENDING}"))
    }
    directory = Directory.of([])
    for path in sorted(expectations, key=lambda p: "findings" in expectations[p]):
        expected = expectations[path]
        workbook = path.with_name(path.name.removesuffix(ENDING))
        try:
            book = _read(workbook, directory, calendar, expected)
        except XiaozhangError as error:
            found = [Difference("workbook", "readable", str(error))]
        else:
            found = list(compare(book, expected))
            if "findings" in expected:
                found += compare_database(rosters, workbook, expected)
            else:
                rosters.append(workbook)
            people = book.roster.directory()
            directory = Directory.of(
                [*_entries(directory), *_entries(people)],
                directory.units | people.units,
                titles=[*_titles(directory), *_titles(people)],
            )
        yield _verdict(workbook.name, found)


def _read(
    workbook: Path, directory: Directory, calendar: Calendar, expected: dict[str, Any]
) -> Book:
    written = expected.get("feedback_on")
    feedback_on = date.fromisoformat(written) if written else None
    return read_book(
        read(workbook),
        directory,
        calendar,
        expected.get("round"),
        feedback_on,
        file_name=workbook.name,
    )


def _entries(directory: Directory) -> Iterator[tuple[str, str, str]]:
    for unit, named in directory.people.items():
        for name, userids in named.items():
            yield from ((unit, name, userid) for userid in userids)


def _titles(directory: Directory) -> Iterator[tuple[str, str, str]]:
    for place, titles in directory.titles.items():
        yield from ((*place, title) for title in titles)


def _verdict(name: str, found: list[Difference]) -> dict[str, Any]:
    return {
        "file": name,
        "verdict": "wrong" if found else "right",
        "differences": [vars(difference) for difference in found],
    }


def compare(book: Book, expected: dict[str, Any]) -> Iterator[Difference]:
    """Yield whatever differs between a workbook as read and its expectation.

    Only what the expectation names is compared: of refusals sheet, row and column,
    of warnings that the expected ones were given.
    """
    for name, seen in _sections(book).items():
        if name in expected:
            yield from _differences(name, expected[name], seen)
    expected_warnings = {_place(one, 2) for one in expected.get("warnings", [])}
    given = [*book.warnings, *book.roster.warnings, *book.ledger.warnings]
    seen_warnings = {(one.sheet, one.row) for one in given}
    sheets = {sheet for sheet, _ in seen_warnings}
    for sheet, row in sorted(expected_warnings - seen_warnings, key=str):
        if row is not None or sheet not in sheets:
            yield Difference("warnings", [sheet, row], None)


def compare_database(
    rosters: list[Path], workbook: Path, expected: dict[str, Any]
) -> list[Difference]:
    """Return what differs between the expectation and a database after the import."""
    report, held = ledger_database.imported(rosters, workbook, expected)
    asked = [ledger_database.wanted(one) for one in expected["findings"]]
    found = list(_differences("database", asked, held))
    refused = sorted(str(one) for one in _places(expected.get("refused", [])))
    seen = sorted(str(one) for one in _places(_refused(report.refused)))
    return [*found, *_differences("database.refused", refused, seen)]


def _places(rows: Iterable[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [_place(row, 3) for row in rows]


def _sections(book: Book) -> dict[str, object]:
    people = book.roster.people
    posts = [post for person in people for post in person.posts]
    return {
        "sheets": [
            {"name": s.name, "kind": s.kind, "header_rows": list(s.header_rows)}
            for s in book.sheets
            if s.kind in ("roster", "ledger")
        ],
        "findings": [_finding(finding) for finding in book.ledger.findings],
        "refused": _refused(book.refused),
        "ignored_rows": book.ledger.ignored_rows,
        "people": [_person(person) for person in people],
        "vacant_posts": [_vacant(post) for post in book.roster.vacant],
        "same_name": same_names(people) if posts else {},
    }


def _refused(refused: Iterable[Refused | Warned]) -> list[dict[str, object]]:
    return [{"sheet": r.sheet, "row": r.row, "column": r.column} for r in refused]


def _place(one: dict[str, Any], parts: int) -> tuple[Any, ...]:
    return tuple(one.get(key) for key in ("sheet", "row", "column")[:parts])


def _due(due: Due) -> dict[str, object]:
    on = due.on.isoformat() if due.on else None
    return {"kind": KINDS[due.clock], "on": on, "then_long_term": due.then_long_term}


def _finding(finding: FindingRow) -> dict[str, object]:
    return {
        **{name: getattr(finding, name) for name in _PLAIN_FIELDS},
        "due": _due(finding.due),
        "measures": [_measure(measure) for measure in finding.measures],
        "people": [
            {"name": p.name, "userid": p.userid, "role": p.role.label}
            for p in finding.people
        ],
    }


_PLAIN_FIELDS = (
    "number",
    "code",
    "round",
    "sheet",
    "row",
    "last_row",
    "unit",
    "category",
    "title",
    "text",
    "department",
    "due_text",
    "status_text",
)


def _measure(measure: MeasureRow) -> dict[str, object]:
    written = {"text": measure.text, "row": measure.row, "due_text": measure.due_text}
    return {**written, "due": _due(measure.due) if measure.due else None}


def _person(person: PersonRow) -> dict[str, object]:
    posts = [
        {"unit": post.unit, "post": post.title, "roles": list(post.role_words)}
        for post in person.posts
    ]
    return {
        "userid": person.userid,
        "name": person.name,
        "phone": person.phone,
        "posts": posts,
    }


def _vacant(post: VacantPost) -> dict[str, object]:
    role = "、".join(post.role_words)
    return {"row": post.row, "unit": post.unit, "post": post.title, "role": role}


def _differences(where: str, expected: object, seen: object) -> Iterator[Difference]:
    """Compare what the expectation names, deep down; other keys are not asked for."""
    if isinstance(expected, dict) and isinstance(seen, dict):
        for key, value in expected.items():
            if where.startswith("refused") and key not in seen:
                continue
            yield from _differences(f"{where}.{key}", value, seen.get(key))
    elif isinstance(expected, list) and isinstance(seen, list):
        if len(expected) != len(seen):
            yield Difference(f"{where}.length", len(expected), len(seen))
        for number, (one, other) in enumerate(zip(expected, seen, strict=False)):
            yield from _differences(f"{where}[{number}]", one, other)
    elif expected != seen:
        yield Difference(where, expected, seen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
