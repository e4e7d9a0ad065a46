"""一张表分几段：段首写的单位不认得、轮次或反馈日期和上面不同的，那一段不读，不算到上一段。"""

from bisect import bisect
from dataclasses import replace

from rules.ledger.blocks import Blocks
from rules.ledger.draft import Reading
from rules.ledger.headings import heading_words
from rules.ledger.hints import hint
from rules.ledger.place import opens_table
from rules.ledger.sheet import is_blank, text_of
from rules.ledger.title_lines import said_in
from rules.ledger.unit_names import OF_A_LEVEL, is_like_unit, unit_in_title
from rules.ledger.values import Refused


def without_strays(reading: Reading, blocks: Blocks) -> tuple[Blocks, list[Refused]]:
    """Return the findings that may be read, and why the others may not.

    Nothing below a further table of another round or another feedback is read, and
    nothing below a unit that nobody knows up to the next one that is known.
    """
    unknown = _unknown_units(reading, blocks)
    others = _others(reading, blocks)
    end = min((one.row for one in others), default=reading.sheet.height + 1)
    marks = sorted(
        [(row, True) for row, _ in reading.sections]
        + [(one.row, False) for one in unknown]
    )
    kept = tuple(
        block
        for block in blocks.blocks
        if block.first < end and _is_known(marks, block.first)
    )
    before = [one for one in unknown if one.row < end]
    return replace(blocks, blocks=kept), [*before, *others]


def _is_known(marks: list[tuple[int, bool]], row: int) -> bool:
    place = bisect(marks, (row, False))
    return place == 0 or marks[place - 1][1]


def _unknown_units(reading: Reading, blocks: Blocks) -> list[Refused]:
    """Refuse the headings that look like a unit of a sheet parted by units."""
    sheet, layout = reading.sheet, reading.layout
    if "unit" in layout.columns:
        return []
    known = {row for row, _ in reading.sections}
    refused = []
    for row in blocks.ignored_rows:
        words = "" if row in known else heading_words(sheet, layout, row)
        titled = bool(words) and opens_table(sheet, layout, row)
        like = unit_in_title(words) if titled else ""
        parted = known or titled or OF_A_LEVEL.match(words)
        if like or (parted and is_like_unit(words)):
            near = hint("unknown_unit", like=reading.directory.units_like(words))
            place = (sheet.name, row, layout.word("unit"), words)
            instead = f"{near}这一段没有读取。"
            refused.append(Refused(*place, "unknown_unit", instead))
    return refused


def _others(reading: Reading, blocks: Blocks) -> list[Refused]:
    """Refuse the first further table that says another round or another feedback."""
    sheet, layout = reading.sheet, reading.layout
    for row in blocks.ignored_rows:
        shown = [text_of(one) for one in sheet.rows[row - 1] if not is_blank(one)]
        said = said_in((row, text) for text in shown)
        if said[1:] == (None, None) or not opens_table(sheet, layout, row):
            continue
        round_ = layout.round_from_title or reading.round
        if "round" not in layout.columns and said.round not in (None, round_):
            return [_other(reading, row, "round", "".join(shown))]
        fed_back = {None, layout.feedback_from_title or reading.feedback_on}
        if "feedback_on" not in layout.columns and said.feedback_on not in fed_back:
            return [_other(reading, row, "feedback_on", "".join(shown))]
    return []


def _other(reading: Reading, row: int, name: str, words: str) -> Refused:
    word = reading.layout.word(name)
    instead = hint("other_part", word=word)
    return Refused(reading.sheet.name, row, word, words, "other_part", instead)
