"""读一项问题的单位：简称、牵头配合几个单位、标题或小标题里说的。"""

import re

from rules.ledger.cells import plain
from rules.ledger.draft import Draft
from rules.ledger.place import short_words
from rules.ledger.sheet import is_blank, text_of

_PARTS = re.compile(r"[、，,；;\n\s|]+|(?=配合|协办|协助)")
_LEADS = re.compile(
    r"^(?:牵头|主责|主办|责任)(?:单位|部门)?:|[(](?:牵头|主责|主办)(?:单位)?[)]$"
    r"|^由(?=.+(?:牵头|主责|主办)$)|(?<=..)(?:牵头|主责|主办)$"
)
"""What says in half width which of several units leads."""

_HELPED = re.compile(r"[(](?:配合|协办|协助)(?:(?:单位|部门):?|:)[^()]+[)]$")
"""A bracket that names who helps; （配合） says that the unit before it only helps."""


def read_unit(draft: Draft) -> str | None:
    """Return the unit of a finding; None where the cell was refused."""
    reading, written = draft.reading, draft.cell("unit")
    labelled = reading.layout.unit_from_title or ""
    if is_blank(written):
        known = labelled or reading.once or not draft.has("unit")
        given = draft.section_unit or (None if reading.once else reading.title_unit)
        unit, written = given if known else None, labelled
    else:
        unit = reading.unit(written) or _read_lead(draft, text_of(written))
    return unit or _read_short(draft, written)


def _read_short(draft: Draft, written: object) -> str | None:
    """Return the one unit that a short name means, and say so; refuse any other."""
    short = text_of(written).strip()
    found = draft.reading.meant(short)
    if len(found) == 1:
        draft.warn("unit", "short_unit", short_words(short, found[0]))
        return found[0]
    like = found or draft.reading.units_like(short)
    named = [one for one in _PARTS.split(short) if one and _said_unit(draft, one)]
    draft.refuse(
        draft.block.first,
        "unit",
        written,
        "unknown_unit",
        like=like,
        several=len(named) > 1,
        blank=is_blank(written),
    )
    return None


def _read_lead(draft: Draft, written: str) -> str | None:
    """Return the one unit of several that leads: 牵头：…，配合：… or …（牵头）、…."""
    leads = [
        unit
        for part in _PARTS.split(written)
        if _LEADS.search(plain(part))
        and (unit := _said_unit(draft, _LEADS.sub("", plain(part))))
    ]
    leads = leads or list(filter(None, [_helped(draft, written)]))
    if len(leads) != 1:
        return None
    text = f"按牵头的{leads[0]}登记，“{written.strip()}”里的其他单位没有登记。"
    draft.warn("unit", "lead_unit", text)
    return leads[0]


def _helped(draft: Draft, written: str) -> str | None:
    """Return the unit before a bracket that only says who helps: …（配合：…）."""
    alone, helpers = _HELPED.subn("", plain(written))
    return _said_unit(draft, alone) if helpers else None


def _said_unit(draft: Draft, words: str) -> str | None:
    """Return the unit of some words, by its name or by the one short name for it."""
    meant = draft.reading.meant(words)
    return draft.reading.unit(words) or (meant[0] if len(meant) == 1 else None)
