"""定编：花名册写下人和岗位，空缺不重复，有人补上就不再空着。"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.database import begin, open_database
from models.organisation import Post
from models.schema import ensure_schema
from models.staffing import Staffing
from rules.vocabulary import Role

UNIT, TITLE = "区教育局", "局长"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A transaction on an empty database, undone afterwards."""
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    ensure_schema(engine)
    with begin(engine) as made:
        yield made
    engine.dispose()


def posts(session: Session) -> list[tuple[int | None, str, str]]:
    """Every post as it is kept: holder, role, title."""
    session.flush()
    kept = session.exec(select(Post).order_by(Post.id))  # type: ignore[arg-type]
    return [(post.person_id, post.role, post.title) for post in kept]


def test_a_vacancy_that_is_said_twice_is_one(session: Session) -> None:
    """同一个空缺岗位写了两行，只记一个空缺。"""
    staffing = Staffing(session)
    staffing.add_post(UNIT, None, Role.PRINCIPAL, TITLE)
    staffing.add_post(UNIT, None, Role.PRINCIPAL, TITLE)
    assert posts(session) == [(None, "principal", TITLE)]


def test_a_vacancy_ends_when_somebody_takes_the_post(session: Session) -> None:
    """空缺的岗位后来有人任职，空缺就没有了。"""
    Staffing(session).add_post(UNIT, None, Role.PRINCIPAL, TITLE)
    session.flush()
    later = Staffing(session)
    holder = later.put_person("Zhang", "张三").key
    later.add_post(UNIT, holder, Role.PRINCIPAL, TITLE)
    assert posts(session) == [(holder, "principal", TITLE)]


def test_a_roster_read_again_says_the_posts_anew(session: Session) -> None:
    """同一个人再读一遍花名册，岗位以新的为准，账号大小写不算两个人。"""
    first = Staffing(session)
    key = first.put_person("Zhang", "张三").key
    first.add_post(UNIT, key, Role.PRINCIPAL, TITLE)
    first.clear_posts(key)
    first.add_post(UNIT, key, Role.LIAISON, "科员")
    again = Staffing(session)
    assert again.put_person("zhang", "张三", "张局").key == key
    assert posts(session) == [(key, "liaison", "科员")]
