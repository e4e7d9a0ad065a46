"""反馈意见里有什么：段落、一条条问题和建议、整份意见。"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `mark` is what its automatic numbering looks like, '' without.

    `cells` are the cells of a table's row, a merged one in each column and row that it
    covers; `covered` are the columns where it only goes on. `text` is blank then.
    """

    text: str
    mark: str = ""
    cells: tuple[str, ...] = ()
    covered: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Item:
    """One finding or suggestion: its number in the document, heading and words.

    `written` is the number that stands before it, which may begin anew with each
    heading; 0 without one.
    """

    number: int
    category: str
    text: str
    suggestion: str = ""
    written: int = 0


@dataclass(frozen=True)
class Feedback:
    """What a feedback document says, and what in it does not match."""

    title: str = ""
    unit: str = ""
    round: str = ""
    findings: tuple[Item, ...] = ()
    suggestions: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
