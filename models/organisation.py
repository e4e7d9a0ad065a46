"""组织：单位、人、职务；一人可有多职，一职可以空缺。"""

from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import NamedTuple, Protocol

from sqlalchemy import bindparam, update
from sqlmodel import Field, Session, SQLModel, col, select

from models.prepared import Prepared
from models.stored import Stored
from rules.vocabulary import OFFICE_ROLES, Role


class Unit(Stored, table=True):
    """被巡察党组织，以及巡察办、接收部门等一切单位。

    `short`: how the roster says it is called for short; '' where it says nothing.
    """

    name: str = Field(unique=True)
    short: str = ""


class Person(Stored, table=True):
    """Somebody on the roster, known to WeCom by `userid` (case-insensitive)."""

    userid: str
    userid_key: str = Field(unique=True)
    name: str = Field(index=True)
    salutation: str = ""
    phone: str = ""
    active: bool = True
    greeted: bool = False


class Post(SQLModel, table=True):
    """A role in a unit; without a person the post is vacant.

    `document`: the paper by which somebody acts in a principal's vacant post.
    """

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    role: str
    title: str = ""
    document: str = ""


class Somebody(Protocol):
    """Whoever stands on the roster: the row, or what one message needs of it."""

    @property
    def id(self) -> int | None: ...
    @property
    def key(self) -> int: ...
    @property
    def userid(self) -> str: ...
    @property
    def userid_key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def salutation(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def greeted(self) -> bool: ...


class Actor(NamedTuple):
    """Somebody who writes to us, as read for one message."""

    id: int
    userid: str
    userid_key: str
    name: str
    salutation: str
    active: bool
    greeted: bool

    @property
    def key(self) -> int:
        """Return the row id."""
        return self.id


class Held(NamedTuple):
    """A post that somebody holds."""

    unit_id: int
    role: str


ACTOR = Prepared(
    select(*(Person.__table__.c[name] for name in Actor._fields)).where(  # type: ignore[attr-defined]
        col(Person.userid_key) == bindparam("account")
    ),
    Actor._make,
)
GREET, GREET_AGAIN = (
    Prepared(
        update(Person)
        .where(col(Person.id) == bindparam("key_"))
        .where(col(Person.greeted).is_(not told))
        .values(greeted=told)
        .returning(col(Person.id)),
        itemgetter(0),
    )
    for told in (True, False)
)
HELD = Prepared(
    select(Post.unit_id, Post.role)
    .where(col(Post.person_id) == bindparam("holder"))
    .order_by(col(Post.id)),
    Held._make,
)


def actor(session: Session, userid: str) -> Actor | None:
    """Look up who writes by WeCom account; case does not matter."""
    return ACTOR.first(session, account=userid.casefold())


def greet(session: Session, person_id: int) -> bool:
    """Note that somebody is told what is kept here; False where they were before."""
    return GREET.first(session, key_=person_id) is not None


def greet_again(session: Session, person_id: int) -> None:
    """Note that somebody was not told what is kept here after all."""
    GREET_AGAIN.first(session, key_=person_id)


def find_person(session: Session, userid: str) -> Person | None:
    """Look somebody up by WeCom account; case does not matter."""
    key = userid.casefold()
    return session.exec(select(Person).where(Person.userid_key == key)).first()


def person(session: Session, person_id: int) -> Person:
    """Return the person of a row id that is known to exist."""
    return session.get_one(Person, person_id)


def people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """The people of some row ids, in the order of the ids."""
    statement = select(Person).where(col(Person.id).in_(ids)).order_by(col(Person.id))
    return {person.key: person for person in session.exec(statement)}


def posts_of(session: Session, person_id: int) -> list[Held]:
    """All posts that a person holds."""
    return HELD.all(session, holder=person_id)


def holders(
    session: Session, roles: Iterable[Role], unit_id: int | None = None
) -> list[Person]:
    """People who hold one of `roles`, in one unit or anywhere, in roster order."""
    statement = (
        select(Person)
        .join(Post, col(Post.person_id) == col(Person.id))
        .where(col(Post.role).in_([role.value for role in roles]))
        .where(col(Person.active))
        .order_by(col(Person.id))
        .distinct()
    )
    if unit_id is not None:
        statement = statement.where(Post.unit_id == unit_id)
    return list(session.exec(statement))


def checkers(session: Session) -> list[Person]:
    """Staff of the office, the head left out: who checks what the head decides."""
    heads = {person.id for person in holders(session, [Role.OFFICE_HEAD])}
    staff = holders(session, [Role.OFFICE])
    return [person for person in staff if person.id not in heads]


def office_staff(session: Session) -> list[Person]:
    """Everybody of the inspection office, head included."""
    return holders(session, OFFICE_ROLES)


def unit_named(session: Session, name: str) -> Unit | None:
    """The unit of exactly this name."""
    return session.exec(select(Unit).where(Unit.name == name)).first()


def units(session: Session) -> list[Unit]:
    """All units in roster order."""
    return list(session.exec(select(Unit).order_by(col(Unit.id))))


def people_named(session: Session, name: str) -> list[Person]:
    """Everybody of exactly this name; there may be several."""
    statement = select(Person).where(Person.name == name).order_by(col(Person.id))
    return list(session.exec(statement))


LEADING_TITLES = ("主任", "负责人", "书记", "组长")


def contact_post(session: Session) -> Post | None:
    """The post of whoever people turn to: staff before those who lead the office."""
    wanted = {person.id for person in checkers(session) or office_staff(session)}
    roles = [role.value for role in OFFICE_ROLES]
    statement = (
        select(Post)
        .where(col(Post.person_id).in_(wanted))
        .where(col(Post.role).in_(roles))
        .order_by(col(Post.id))
    )
    posts = list(session.exec(statement))
    plain = [post for post in posts if not post.title.endswith(LEADING_TITLES)]
    return next(iter(plain or posts), None)


def unit(session: Session, unit_id: int) -> Unit:
    """Return the unit of a row id that is known to exist."""
    return session.get_one(Unit, unit_id)


def all_posts(session: Session) -> list[tuple[Post, Person]]:
    """Every filled post with its holder, in roster order, active people only."""
    statement = (
        select(Post, Person)
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(col(Person.active))
        .order_by(col(Post.id))
    )
    return list(session.exec(statement))


def everybody(session: Session) -> list[Person]:
    """Everybody on the roster."""
    return list(session.exec(select(Person).order_by(col(Person.id))))


def retired(session: Session) -> dict[str, str]:
    """Who has left: name by userid."""
    statement = select(Person).where(~col(Person.active)).order_by(col(Person.id))
    return {person.userid: person.name for person in session.exec(statement)}


def put_unit(session: Session, name: str) -> Unit:
    """Return the unit of this name, made where it did not exist."""
    existing = unit_named(session, name)
    if existing is not None:
        return existing
    created = Unit(name=name)
    session.add(created)
    session.flush()
    return created


def names(session: Session) -> dict[str, str]:
    """Everybody's name, by userid and by row id as text."""
    found = session.exec(select(Person.id, Person.userid, Person.name))
    result: dict[str, str] = {}
    for key, userid, name in found:
        result[str(key)] = result[userid] = name
    return result
