"""一个单位一种写法：括号全角半角不算不同，照先写的登记。"""

from collections.abc import Iterable
from dataclasses import replace

from rules.ledger.cells import plain
from rules.ledger.roster import PersonRow, Roster, with_posts


def as_known(roster: Roster, units: Iterable[str]) -> Roster:
    """Return a roster whose units are spelled as in the book, else as first written."""
    spelled = {plain(unit): unit for unit in units}

    def of(unit: str) -> str:
        return spelled.setdefault(plain(unit), unit)

    def person(row: PersonRow) -> PersonRow:
        posts = tuple(replace(post, unit=of(post.unit)) for post in row.posts)
        return with_posts(replace(row, posts=()), replace(row, posts=posts))

    return replace(
        roster,
        people=[person(row) for row in roster.people],
        vacant=[replace(post, unit=of(post.unit)) for post in roster.vacant],
        short={of(unit): short for unit, short in roster.short.items()},
    )
