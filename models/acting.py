"""主持工作的人：主要负责人空缺的单位，谁凭哪份文件主持。"""

from sqlmodel import Session, col, select

from models.organisation import Person, Post, Unit
from rules.vocabulary import Role


def acting_posts(session: Session, unit_id: int) -> list[Post]:
    """What the office noted by a paper, of the post that the roster leaves vacant."""
    statement = (
        select(Post)
        .where(Post.unit_id == unit_id)
        .where(Post.role == Role.PRINCIPAL.value)
        .where(Post.document != "")
    )
    return list(session.exec(statement))


def everywhere(session: Session) -> list[tuple[str, str]]:
    """The units in whose vacant post somebody acts, and who, in roster order."""
    statement = (
        select(Unit.name, Person.name)
        .join(Post, col(Post.unit_id) == col(Unit.id))
        .join(Person, col(Person.id) == col(Post.person_id))
        .where(Post.role == Role.PRINCIPAL.value)
        .where(Post.document != "")
        .order_by(col(Unit.id))
    )
    return list(session.exec(statement))


def end(session: Session, unit_id: int) -> list[int]:
    """Let nobody act in a unit's post any more; return who did (row ids)."""
    ended = acting_posts(session, unit_id)
    for post in ended:
        session.delete(post)
    session.flush()
    return [post.person_id for post in ended if post.person_id]


def put(session: Session, unit_id: int, person_id: int, document: str) -> None:
    """Let somebody act in the post from now on; whoever did before does no more."""
    end(session, unit_id)
    role = Role.PRINCIPAL.value
    session.add(
        Post(
            unit_id=unit_id,
            person_id=person_id,
            role=role,
            title="主持工作",
            document=document,
        )
    )
    session.flush()


def document(session: Session, unit_id: int, person_id: int) -> str:
    """The paper by which somebody acts in the post; "" for the principal in it."""
    found = select(Post.document).where(
        Post.unit_id == unit_id,
        Post.role == Role.PRINCIPAL.value,
        col(Post.person_id) == person_id,
    )
    held = list(session.exec(found))
    return max(held) if held and all(held) else ""
