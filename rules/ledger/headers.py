"""认表头：哪一行是表头，哪一列是什么。"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rules.ledger.cells import plain
from rules.ledger.composed_words import COMPOSED
from rules.ledger.header_left import without_what_is_left
from rules.ledger.header_words import (
    HEADS,
    LEAVE,
    LEDGER_HEADERS,
    MEASURE_FIELDS,
    PROGRESS_HEADERS,
    ROSTER_HEADERS,
    STATISTICS,
)
from rules.ledger.layout import Kind, Layout
from rules.ledger.lone_words import with_lone_words
from rules.ledger.progress_header import is_by_number
from rules.ledger.shared_cells import with_both
from rules.ledger.sheet import Sheet, is_blank, text_of
from rules.ledger.title_lines import said_in

HEADER_SEARCH_ROWS = 30
FEWEST_FIELDS = 3
LEAST_SURE = 100
WORK = frozenset({"measure", "leader", "person", "principal", "department"})
"""Fields that only a ledger has: who does what."""

REQUIRED = {"roster": ("name", "unit"), "ledger": ("text",), "progress": ("number",)}


def recognise(sheet: Sheet, corrected: Mapping[str, str] | None = None) -> Layout:
    """Find the header of a sheet, of one row or of two, and read its title lines.

    `corrected` says of header words which field they mean (`leave` for none); it wins
    over the table of words.
    """
    layout = _recognised(sheet, corrected or {})
    if layout.kind is None:
        return replace(layout, sheet=sheet.name)
    first, last = layout.header_rows[0], layout.header_rows[-1]
    header = tuple(
        tuple(text_of(value) for value in sheet.rows[row - 1])
        for row in range(first, last + 1)
    )
    merged = tuple(one for one in sheet.merged if one[0] <= last)
    given = frozenset((corrected or {}).values())
    layout = replace(layout, sheet=sheet.name, width=sheet.width, given=given)
    return replace(layout, header=header, merged=merged)


def _recognised(sheet: Sheet, corrected: Mapping[str, str]) -> Layout:
    filled = sheet.filled_top(HEADER_SEARCH_ROWS + 2)
    best: tuple[int, ...] = ()
    most = 0
    for row in range(1, min(sheet.height, HEADER_SEARCH_ROWS) + 1):
        alone = _read_header(filled, (row,), corrected)[1]
        more = 1 if _is_finding(filled, row + 1, alone) else 2
        for count in range(1, more + 1):
            rows = tuple(range(row, row + count))
            found = len(_read_header(filled, rows, corrected)[1])
            if (found, -len(rows)) > (most, -len(best)):
                best, most = rows, found
    if not best:
        return Layout(None, titles=_titles(filled, sheet.height + 1))
    rows = _with_merged_rows(sheet, best)
    kind, columns = _read_header(filled, rows, corrected)
    if kind is None or len(columns) < most:
        kind, columns = _read_header(filled, best, corrected)
    words = {name: _shown(filled, rows, column) for name, column in columns.items()}
    return _with_titles(filled, kind or "ledger", rows, columns, words)


def _is_finding(filled: Sheet, row: int, above: Mapping[str, int]) -> bool:
    """Say whether a row has a number where a header above it, taken alone, has them."""
    column = above.get("number", 0)
    return bool(column) and isinstance(filled.value(row, column), int | float)


def _read_header(
    filled: Sheet, rows: tuple[int, ...], corrected: Mapping[str, str]
) -> tuple[Kind | None, dict[str, int]]:
    cells = [_header_cell(filled, rows, c) for c in range(1, filled.width + 1)]
    given = _given(cells, corrected)
    free = [
        ("", "") if column in given else cell for column, cell in enumerate(cells, 1)
    ]
    named = {name: column for column, name in given.items() if name != LEAVE}
    roster = {**_columns(free, ROSTER_HEADERS), **named}
    if "name" in roster and roster.keys() & {"userid", "roles"}:
        return ("roster", roster) if len(roster) >= FEWEST_FIELDS else (None, {})
    found = with_both(free, _composed(free, _columns(free, LEDGER_HEADERS)))
    found = with_lone_words(free, found)
    ledger = {**_settled(found), **named}
    if not ledger.keys() & WORK:
        summary = _summary(free, ledger)
        if summary:
            return "statistics", summary
        progress = _columns(free, PROGRESS_HEADERS)
        alone = is_by_number(free, progress, ledger)
        if "progress" in progress and (alone or len(progress) >= FEWEST_FIELDS):
            return "progress", progress
    known = ledger.keys() & {"text", "measure", "number"}
    if known and len(ledger.keys() - {"progress"}) >= FEWEST_FIELDS:
        return "ledger", ledger
    return None, {}


def _summary(cells: list[tuple[str, str]], ledger: Mapping[str, int]) -> dict[str, int]:
    """Return the counting columns of a sheet that only counts, else nothing."""
    counting = {
        shown: column
        for column, words in enumerate(cells, 1)
        for shown in filter(STATISTICS.search, words)
    }
    fewest = 3 if ledger.keys() & {"title", "text"} else 2
    return counting if len(counting) >= fewest and "due" not in ledger else {}


def _given(
    cells: list[tuple[str, str]], corrected: Mapping[str, str]
) -> dict[int, str]:
    """Which columns a correction speaks of, by their lower or their joined words.

    A word above one that we don't know counts too, or the first row below a corrected
    header would look like its second row. A field has one column, 不用 any number.
    """
    wanted = {header_word(header): name for header, name in corrected.items()}
    found: dict[int, str] = {}
    for column, (word, group) in enumerate(cells, start=1):
        above = None if word in HEADS else wanted.get(group)
        name = wanted.get(f"{group}/{word}", wanted.get(word, above))
        if name is not None and (name == LEAVE or name not in found.values()):
            found[column] = name
    return found


def _header_cell(filled: Sheet, rows: tuple[int, ...], column: int) -> tuple[str, str]:
    """Return the words of a column from below and, where two rows differ, above it."""
    upper, lower = (
        header_word(filled.value(row, column)) for row in (rows[0], rows[-1])
    )
    return (lower, upper) if lower and lower != upper else (upper, "")


def header_word(value: object) -> str:
    """Write a header cell so that it can be compared; '' for one that is too long."""
    text = re.sub(r"[(（【\[](?!实际)[^)）】\]]*[)）】\]]", "", plain(value))
    return text.strip("*※:：").upper() if len(text) <= HEADER_SEARCH_ROWS else ""


def _columns(
    cells: list[tuple[str, str]], table: dict[str, tuple[str, ...]]
) -> dict[str, int]:
    candidates: dict[str, list[tuple[int, int]]] = {}
    for column, (word, group) in enumerate(cells, start=1):
        for name, words in table.items():
            if word in words:
                name_here = _group_prefix(name, group, table) + name
                entry = (words.index(word), column)
                candidates.setdefault(name_here, []).append(entry)
            elif f"{group}{word}" in words and group and not _known(word, table):
                entry = (words.index(f"{group}{word}"), column)
                candidates.setdefault(name, []).append(entry)
            elif group in words and not _known(word, table):
                candidates.setdefault(name, []).append((LEAST_SURE, column))
    return _chosen(candidates)


def _composed(cells: list[tuple[str, str]], columns: dict[str, int]) -> dict[str, int]:
    """Add fields without a column whose words are put together in a usual way."""
    added = {
        name: column
        for column, (word, _) in reversed(list(enumerate(cells, start=1)))
        for name, pattern in COMPOSED.items()
        if word not in HEADS and pattern.fullmatch(word)
    }
    return {**added, **columns}


def _known(word: str, table: dict[str, tuple[str, ...]]) -> bool:
    return any(word in words for words in table.values())


def _group_prefix(name: str, group: str, table: dict[str, tuple[str, ...]]) -> str:
    grouped = group in table.get("measure", ()) and name in MEASURE_FIELDS
    return "measure_" if grouped else ""


def _chosen(candidates: dict[str, list[tuple[int, int]]]) -> dict[str, int]:
    """Give each field its surest column; a repeat right of the measures is theirs."""
    candidates = without_what_is_left(candidates)
    columns = {name: min(entries)[1] for name, entries in candidates.items()}
    measure = columns.get("measure")
    for name in sorted(MEASURE_FIELDS & candidates.keys()):
        entries = sorted(column for _, column in candidates[name])
        later = [c for c in entries if measure is not None and c > measure]
        if len(entries) > len(later) and later:
            columns[name] = min(e for e in candidates[name] if e[1] not in later)[1]
            columns.setdefault(f"measure_{name}", later[0])
    return columns


def _settled(columns: dict[str, int]) -> dict[str, int]:
    """Let a column that can mean two things mean what this sheet needs."""
    settled = dict(columns)
    manifestation = settled.pop("manifestation", None)
    if manifestation is not None:
        if "text" in settled and "title" not in settled:
            settled["title"] = settled["text"]
        settled["text"] = manifestation
    if "text" not in settled and "title" in settled:
        settled["text"] = settled.pop("title")
    for name in sorted(MEASURE_FIELDS):
        own = f"measure_{name}"
        if name not in settled and own in settled:
            settled[name] = settled.pop(own)
    return settled


def _with_merged_rows(sheet: Sheet, rows: tuple[int, ...]) -> tuple[int, ...]:
    """Add the rows that cells merged downwards join with the header."""
    joined = [
        (top, bottom)
        for top, left, bottom, right in sheet.merged
        if left == right and top < bottom and not (bottom < rows[0] or top > rows[-1])
    ]
    first = min((top for top, _ in joined), default=rows[0])
    last = max((bottom for _, bottom in joined), default=rows[-1])
    return tuple(range(min(first, rows[0]), max(last, rows[-1]) + 1))


def _shown(filled: Sheet, rows: Iterable[int], column: int) -> str:
    words = ["".join(text_of(filled.value(row, column)).split()) for row in rows]
    return next(word for word in reversed(words) if word)


def _titles(filled: Sheet, header_row: int) -> tuple[tuple[int, str], ...]:
    lines: list[tuple[int, str]] = []
    for row in range(1, min(header_row, HEADER_SEARCH_ROWS)):
        values = (filled.value(row, column) for column in range(1, filled.width + 1))
        texts = dict.fromkeys(text_of(value) for value in values if not is_blank(value))
        lines.extend((row, text) for text in texts)
    return tuple(lines)


def _with_titles(
    filled: Sheet,
    kind: Kind,
    rows: tuple[int, ...],
    columns: dict[str, int],
    words: dict[str, str],
) -> Layout:
    titles = _titles(filled, rows[0])
    said = said_in(titles)
    if kind == "ledger":
        _settle_unit(columns, words, said.unit is not None)
    return Layout(
        kind=kind,
        header_rows=rows,
        columns=columns,
        words=words,
        unit_from_title=said.unit,
        feedback_from_title=said.feedback_on,
        round_from_title=said.round,
        titles=titles,
        missing=tuple(
            name
            for name in REQUIRED.get(kind, ())
            if name not in columns and not (name == "unit" and said.unit)
        ),
    )


def _settle_unit(columns: dict[str, int], words: dict[str, str], titled: bool) -> None:
    """责任单位 is the unit where nothing else names it, else the department."""
    if "unit_or_department" not in columns:
        return
    name = "department" if titled or "unit" in columns else "unit"
    column, word = columns.pop("unit_or_department"), words.pop("unit_or_department")
    columns.setdefault(name, column)
    words.setdefault(name, word)


def may_be_department(word: str) -> bool:
    """Say whether a column is headed so that units or offices within one stand in it."""
    name, bare = "unit_or_department", header_word(word)
    return bare in LEDGER_HEADERS[name] or bool(COMPOSED[name].fullmatch(bare))
