"""同名的几个人，写着的职务是谁的：对得上一个就是他，是别处那个人的就不算本单位的。"""

from collections.abc import Mapping

from rules.ledger.cells import plain

Choices = tuple[tuple[str, str], ...]
"""People by their unit and their account."""

Titles = Mapping[tuple[str, str], tuple[str, ...]]
"""The posts that somebody holds in a unit."""

_SHORTEST_POST = 3
"""Characters with which a post may be told by its beginning: 护理部 for 护理部主任."""


def holding(titles: Titles, choices: Choices, post: str) -> Choices:
    """Who of several people of one name holds a post, by its whole or its beginning."""
    return tuple(
        choice
        for choice in choices
        for title in map(plain, titles.get(choice, ()))
        if post == title or (len(post) >= _SHORTEST_POST and title.startswith(post))
    )


def is_of_another(titles: Titles, own: Choices, others: Choices, post: str) -> bool:
    """Say whether a post is that of one of the others of a name, and of none of a
    unit's own, whose posts are known.
    """
    held = [title for one in own for title in map(plain, titles.get(one, ()))]
    if not held or any(post in title for title in held):
        return False
    return bool(holding(titles, others, post))
