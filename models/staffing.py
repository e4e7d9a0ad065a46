"""定编：花名册里的人、单位、岗位；先一次读清，再一个个写下，几千人也不逐个去问。"""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from models import organisation
from models.columns import columns
from models.findings import OPEN_VALUES
from models.ledger import Finding, Responsibility
from models.organisation import Person, Post
from rules.vocabulary import Role

Place = tuple[int, str, str]
"""A post: its unit's row id, its role and its title."""


class Staffing:
    """Units, people and posts as they are, and as a roster wants them."""

    def __init__(self, session: Session) -> None:
        """Read them all once; whoever writes by other ways must begin anew."""
        self._session = session
        self._units = {unit.name: unit.key for unit in organisation.units(session)}
        everybody = organisation.everybody(session)
        self._people = {person.userid_key: person for person in everybody}
        self._held: dict[int, list[Post]] = {}
        self._vacant: dict[Place, list[Post]] = {}
        for post in session.exec(select(Post).order_by(col(Post.id))):
            self._shelve(post)

    def _shelve(self, post: Post) -> None:
        if post.person_id is None:
            place = (post.unit_id, post.role, post.title)
            self._vacant.setdefault(place, []).append(post)
        else:
            self._held.setdefault(post.person_id, []).append(post)

    def put_person(
        self, userid: str, name: str, salutation: str = "", phone: str = ""
    ) -> Person:
        """Write somebody of the roster; an account that exists is brought up to date."""
        key = userid.casefold()
        person = self._people.get(key)
        if person is None:
            person = self._people[key] = Person(
                userid=userid, userid_key=key, name=name
            )
            self._session.add(person)
        person.name, person.salutation, person.phone = name, salutation, phone
        self._session.flush()
        return person

    def call_short(self, short: Mapping[str, str]) -> None:
        """Write how units are called for short; what a roster leaves out stays."""
        for unit in organisation.units(self._session):
            unit.short = short.get(unit.name, unit.short)
        self._session.flush()

    def has_left(self, userid: str) -> bool:
        """Say whether an account is that of somebody who has left."""
        person = self._people.get(userid.casefold())
        return person is not None and not person.active

    def clear_posts(self, person_id: int) -> None:
        """Take all posts from somebody: the roster that is read now says them anew.

        What the office noted by a paper no roster says; it stays.
        """
        every = self._held.pop(person_id, [])
        held = [post for post in every if not post.document]
        self._held[person_id] = [post for post in every if post.document]
        if held:
            self._session.flush()
        for post in held:
            self._session.delete(post)

    def add_post(
        self, unit_name: str, person_id: int | None, role: Role, title: str = ""
    ) -> None:
        """Give a post to somebody, or note that it is vacant; a filled one is no more."""
        unit_id = self._unit(unit_name)
        vacancies = self._vacant.pop((unit_id, role.value, title), ())
        if vacancies:
            self._session.flush()
        for vacant in vacancies:
            self._session.delete(vacant)
        if person_id is not None and role is Role.PRINCIPAL:
            self._end_acting(unit_id)
        post = Post(unit_id=unit_id, person_id=person_id, role=role.value, title=title)
        self._session.add(post)
        self._shelve(post)

    def _end_acting(self, unit_id: int) -> None:
        """A principal on the roster ends what somebody did in the vacant post."""
        for held in self._held.values():
            for post in [one for one in held if one.document]:
                if post.unit_id == unit_id:
                    self._session.delete(post)
                    held.remove(post)

    def vacate(
        self, unit_name: str, role: Role, title: str, here: Collection[str]
    ) -> list[Person]:
        """Take a post from whoever holds it and is not one of `here` (folded accounts).

        A unit has one principal, whatever the title; other posts go by their title.
        """
        unit_id, taken = self._unit(unit_name), []
        for person in self._people.values():
            held = self._held.get(person.key, [])
            gone = [
                post
                for post in held
                if (post.unit_id, post.role) == (unit_id, role.value)
                and not post.document
                and (role is Role.PRINCIPAL or (title and post.title == title))
            ]
            if gone and person.userid_key not in here:
                self._held[person.key] = [post for post in held if post not in gone]
                taken.append(person)
                for post in gone:
                    self._session.delete(post)
        return taken

    def _unit(self, name: str) -> int:
        if name not in self._units:
            self._units[name] = organisation.put_unit(self._session, name).key
        return self._units[name]


def open_duties(
    session: Session, people: Collection[int]
) -> dict[int, list[tuple[str, str]]]:
    """(code, role) of every open finding on which `people` (row ids) are named."""
    statement = (
        columns(Responsibility.person_id, Finding.code, Responsibility.role)
        .join(Finding, col(Finding.id) == col(Responsibility.finding_id))
        .where(col(Responsibility.person_id).in_(people))
        .where(col(Responsibility.ended_at).is_(None))
        .where(col(Finding.status).in_(OPEN_VALUES))
        .order_by(col(Finding.round_id), col(Finding.number))
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, code, role in session.connection().execute(statement):
        found.setdefault(person_id, []).append((code, role))
    return found
