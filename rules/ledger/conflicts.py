"""回避提醒：正文点到责任人自己的职务、责任人职级过高、责任领导和责任人是同一人。"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rules.ledger.roster import PersonRow, PostRow, Roster
from rules.ledger.values import FindingRow, PersonRef, Warned
from rules.vocabulary import Role

_HIGH_RANK = re.compile(
    r"(?:党组|党委|党工委)(?:书记|副书记|成员|委员)|局长|区长|县长|董事长|总经理"
    r"|总[工会经农][^、，,；;]{1,3}师|财务总监|办事处(?:副)?主任|调研员"
)
_HOLDERS = frozenset({Role.PRINCIPAL, Role.RESPONSIBLE_LEADER, Role.RESPONSIBLE_PERSON})
_BARE_TITLE = 3
"""A title of up to three characters (局长, 副局长) names no office by itself."""


class Standing(NamedTuple):
    """What the people of a finding are in its unit, whatever its text says."""

    about: list[tuple[str, str]]
    """Reason and sentence of what stands against them already."""

    titles: list[tuple[str, list[str]]]
    """Who holds which single titles, post by post."""


def conflicts(findings: Iterable[FindingRow], roster: Roster) -> list[Warned]:
    """Point out conflicts of interest at import (domain.md §3); nothing is refused.

    Reasons: `names_own_post` (the text names a post that one of the finding's own
    responsible people holds), `high_rank` (a responsible person of rank 副局长 or
    above), `same_person` (leader and person are the same).
    """
    people = {person.userid: person for person in roster.people}
    alike: dict[object, Standing] = {}
    warned: list[Warned] = []
    for finding in findings:
        like = (finding.unit, finding.people)
        if like not in alike:
            alike[like] = _standing(finding, people)
        about = chain(alike[like].about, _own_posts(finding.text, alike[like].titles))
        warned += [Warned(finding.sheet, finding.row, *one) for one in about]
    return warned


def _standing(finding: FindingRow, people: dict[str, PersonRow]) -> Standing:
    holders = {one.userid: one for one in finding.people if one.role in _HOLDERS}
    return Standing(
        [*_same_person(finding), *_high_rank(finding, people)],
        [
            (holder.name, _titles(post.title))
            for holder in holders.values()
            for post in _posts(finding, holder, people)
        ],
    )


def _posts(
    finding: FindingRow, person: PersonRef, people: dict[str, PersonRow]
) -> list[PostRow]:
    known = people.get(person.userid)
    posts = known.posts if known else ()
    return [post for post in posts if post.unit == finding.unit]


def _same_person(finding: FindingRow) -> Iterator[tuple[str, str]]:
    leaders = {p.userid for p in finding.people if p.role is Role.RESPONSIBLE_LEADER}
    for person in finding.people:
        if person.role is Role.RESPONSIBLE_PERSON and person.userid in leaders:
            yield "same_person", f"{person.name}既是责任领导又是责任人。"


def _high_rank(
    finding: FindingRow, people: dict[str, PersonRow]
) -> Iterator[tuple[str, str]]:
    for person in finding.people:
        if person.role is not Role.RESPONSIBLE_PERSON:
            continue
        for post in _posts(finding, person, people):
            if _HIGH_RANK.search(post.title):
                text = (
                    f"责任人{person.name}的职务是{post.title}，请核对是否由经办人承担。"
                )
                yield "high_rank", text
                break


def _own_posts(
    text: str, titles: Iterable[tuple[str, list[str]]]
) -> Iterator[tuple[str, str]]:
    """Say once of each holder which of their titles a text names."""
    said: set[str] = set()
    for name, held in titles:
        title = next((one for one in held if _names(text, one)), None)
        if title and name not in said:
            said.add(name)
            yield (
                "names_own_post",
                f"问题正文点到“{title}”，正是{name}的职务，请考虑回避。",
            )


@lru_cache(maxsize=4096)
def _titles(whole: str) -> list[str]:
    """Return the single titles of a post (党组书记、局长 are two), without brackets."""
    bare = re.sub(r"[（(][^）)]*[）)]", "", whole)
    titles = (part.strip() for part in re.split(r"[、，,；;\s]+", bare))
    return [title for title in titles if len(title) > 1]


def _names(text: str, title: str) -> bool:
    """Say whether a text names a title; 局长 only where no other word is before it."""
    if title not in text:
        return False
    before = r"(?<!副)"
    if len(title) <= _BARE_TITLE:
        before = r"(?:^|(?<=[，。；、：“”（）\s—])|(?<=分管))"
    return re.search(before + re.escape(title), text) is not None
