"""回避提醒：正文点到责任人自己的职务、责任人职级过高、责任领导和责任人是同一人。"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rules.ledger_values import FindingRow, PersonRef, Warned
from rules.roster import PersonRow, PostRow, Roster
from rules.vocabulary import Role

_HIGH_RANK = re.compile(
    r"(?:党组|党委|党工委)(?:书记|副书记|成员|委员)|局长|区长|县长|董事长|总经理"
    r"|总[工会经农][^、，,；;]{1,3}师|财务总监|办事处(?:副)?主任|调研员"
)
_HOLDERS = frozenset({Role.PRINCIPAL, Role.RESPONSIBLE_LEADER, Role.RESPONSIBLE_PERSON})
_BARE_TITLE = 3
"""A title of up to three characters (局长, 副局长) names no office by itself."""


def conflicts(findings: Iterable[FindingRow], roster: Roster) -> list[Warned]:
    """Point out conflicts of interest at import (domain.md §3); nothing is refused.

    Reasons: `names_own_post` (the text names a post that one of the finding's own
    responsible people holds), `high_rank` (a responsible person of rank 副局长 or
    above), `same_person` (leader and person are the same).
    """
    people = {person.userid: person for person in roster.people}
    return [
        warned
        for finding in findings
        for warned in (
            *_same_person(finding),
            *_high_rank(finding, people),
            *_own_post(finding, people),
        )
    ]


def _warned(finding: FindingRow, reason: str, text: str) -> Warned:
    return Warned(finding.sheet, finding.row, reason, text)


def _posts(
    finding: FindingRow, person: PersonRef, people: dict[str, PersonRow]
) -> list[PostRow]:
    known = people.get(person.userid)
    posts = known.posts if known else ()
    return [post for post in posts if post.unit == finding.unit]


def _same_person(finding: FindingRow) -> Iterator[Warned]:
    leaders = {p.userid for p in finding.people if p.role is Role.RESPONSIBLE_LEADER}
    for person in finding.people:
        if person.role is Role.RESPONSIBLE_PERSON and person.userid in leaders:
            text = f"{person.name}既是责任领导又是责任人。"
            yield _warned(finding, "same_person", text)


def _high_rank(finding: FindingRow, people: dict[str, PersonRow]) -> Iterator[Warned]:
    for person in finding.people:
        if person.role is not Role.RESPONSIBLE_PERSON:
            continue
        for post in _posts(finding, person, people):
            if _HIGH_RANK.search(post.title):
                text = (
                    f"责任人{person.name}的职务是{post.title}，请核对是否由经办人承担。"
                )
                yield _warned(finding, "high_rank", text)
                break


def _own_post(finding: FindingRow, people: dict[str, PersonRow]) -> Iterator[Warned]:
    seen: set[str] = set()
    for person in finding.people:
        if person.role not in _HOLDERS or person.userid in seen:
            continue
        seen.add(person.userid)
        for post in _posts(finding, person, people):
            title = next(
                (t for t in _titles(post.title) if _names(finding.text, t)), None
            )
            if title:
                text = f"问题正文点到“{title}”，正是{person.name}的职务，请考虑回避。"
                yield _warned(finding, "names_own_post", text)
                break


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
