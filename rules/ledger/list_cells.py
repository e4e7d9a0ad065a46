"""一项在清单里占几行的，几格并成一格：措施一条条编号，人和部门并列，时限一条对一条。"""

from collections.abc import Sequence

from rules.ledger.cells import join_measures, split_measures
from rules.ledger.sheet import Broken, is_blank, text_of

PEOPLE = frozenset(
    {"leader", "person", "principal", "department", "co_leader", "co_person"}
)


class Apart(Exception):
    """Cells that don't go into one; the message says why."""


def one_cell(values: Sequence[object], name: str, measures: int) -> object:
    """Return the cells of several rows as one of field `name`; '' for a column unread.

    `measures`: how many of the rows have a measure. Raises Apart where the cells say
    different things that have no order.
    """
    broken = next((one for one in values if isinstance(one, Broken)), None)
    if broken is not None or len(values) == 1:
        return broken or values[0]
    if name == "measure":
        return _measures(values)
    said = [one for one in values if not is_blank(one)]
    texts = list(dict.fromkeys(text_of(one).strip() for one in said))
    if len(texts) < 2 and (name != "due" or len(said) in (0, len(values))):
        return said[0] if said else ""
    if name in PEOPLE:
        return "、".join(texts)
    if name == "due":
        return _limits(said, len(values), measures)
    if name in ("", "progress"):
        return "\n".join(texts)
    raise Apart("分不到各条措施")


def _measures(values: Sequence[object]) -> str:
    whole = dict.fromkeys(map(text_of, values))
    return join_measures([one for text in whole for one in split_measures(text)])


def _limits(said: Sequence[object], rows: int, measures: int) -> str:
    """One limit a measure, parted by bars as offices write them."""
    if len(said) != rows or measures != rows:
        raise Apart("分不到各条措施")
    return "|".join(text_of(one).strip() for one in said)
