"""成批的问法：两种库上，一句话问的、写的，和一条条来的一样。"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models import channels, leaving, outgoing, owing, patrol_room
from models.database import begin, open_database
from models.mailbox import Channel, Mail
from models.schema import ensure_schema
from models.staffing import Staffing
from rules.post.limits import MEMBER, Span
from rules.vocabulary import MailStatus, NoticeStatus, Way
from tests import databases

NOON = datetime(2026, 10, 16, 4, 0, 0, 250, tzinfo=UTC)
ODD = 'o"brien\\张三\n'
"""A name that must be quoted wherever it goes."""


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A transaction on an empty database of each kind, undone afterwards."""
    sqlite = request.param == "sqlite"
    engine: Engine = open_database(
        f"sqlite:///{tmp_path / 'x.db'}" if sqlite else databases.postgres_url()
    )
    ensure_schema(engine)
    with begin(engine) as made:
        yield made
    engine.dispose()


def post(session: Session, userid: str, kind: str = "text", **facts: object) -> Mail:
    """Write a mail that may leave at noon."""
    row = Mail(
        userid=userid,
        kind=kind,
        status=MailStatus.READY.value,
        text="",
        created_at=NOON,
        next_try_at=NOON,
    )
    for name, value in facts.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row


def test_only_who_has_a_share_is_named(session: Session) -> None:
    """一分钟里得了三十条的才点名，二十九条的不点；改卡片的不算。"""
    (_, most), _ = MEMBER
    early, late = NOON - timedelta(seconds=50), NOON - timedelta(seconds=5)
    for _ in range(most - 1):
        post(session, ODD, last_try_at=late)
        post(session, "李四", last_try_at=late)
    post(session, ODD, last_try_at=early)
    post(session, "李四", kind=leaving.UNCOUNTED, last_try_at=late)
    full = Span(most, early)
    assert leaving.spans(session, [ODD, "李四"], NOON) == {ODD: [full, full]}


def test_each_mail_gets_its_own_receipt(session: Session) -> None:
    """一批一起记下，各有各的回执；没在这一批里的不动。"""
    one, two, other = (post(session, "zhang").key for _ in range(3))
    outgoing.arrived(session, {one: ("m1", 'c"1'), two: ("007", "")}, NOON)
    session.expire_all()
    kept = [session.get_one(Mail, key) for key in (one, two, other)]
    assert [(row.msgid, row.response_code) for row in kept] == [
        ("m1", 'c"1'),
        ("007", ""),
        ("", ""),
    ]
    assert [row.status for row in kept] == ["sent", "sent", "ready"]
    assert [row.sent_at for row in kept] == [NOON, NOON, None]


def test_what_leaves_is_the_very_request(session: Session) -> None:
    """取出来要送的，一字不差；先急的，再照先后，同一个人的只取前一条。"""
    request = '{"touser": "\\u5f20", "text": "第一行\\n第二行　\'"}'
    notice = post(session, "b", kind="notice", request=request, first_try_at=NOON)
    urgent = post(session, "a", request=request)
    later = post(session, "c", kind="notice")
    post(session, "b", kind="text")
    found = leaving.candidates(session, NOON, Way.APP, 10)
    assert [row.id for row in found] == [urgent.key, notice.key, later.key]
    assert found[1] == (notice.key, "b", "app", "notice", request, NOON)
    assert found[0].first_try_at is None


def test_a_proved_way_is_trusted_only_after_its_rest(session: Session) -> None:
    """送到了，歇满的路重新算通，还在歇的、没走过的照旧。"""
    rests = {
        "rested": NOON - timedelta(seconds=1),
        "resting": NOON + timedelta(seconds=1),
        "unused": None,
    }
    for name, until in rests.items():
        session.add(Channel(name=name, reason="太快", alarm=True, rests_until=until))
    ids = [post(session, "zhang", way=name).key for name in ("rested", "resting")]
    channels.proved(session, ids, NOON)
    session.expire_all()
    reasons = {name: session.get_one(Channel, name).reason for name in rests}
    assert reasons == {"rested": "", "resting": "太快", "unused": "太快"}


def test_notices_are_packed_together(session: Session) -> None:
    """欠条成批写下、成批装进信：库里的、手里的，都是装好的样子。"""
    person = Staffing(session).put_person("Zhang", "张三")
    session.flush()
    row = dict.fromkeys(patrol_room.WRITTEN) | {
        "person_id": person.key,
        "cycle": 1,
        "step": "remind-3",
        "role": "",
        "occurrence": 1,
        "status": NoticeStatus.WAITING.value,
        "reason": "",
        "why": "期限到了",
        "facts": {"draft": '第"一"稿'},
        "created_at": NOON,
        "release_after": NOON,
    }
    patrol_room.write_notices(session, [row | {"key": "a"}, row | {"key": "b"}])
    one, two = owing.owed(session, NOON, 10)
    mail = post(session, "zhang").key
    patrol_room.pack(session, [(one, mail, {"version": 2})])
    assert (one.mail_id, one.facts) == (mail, {"version": 2})
    assert owing.owed(session, NOON, 10) == [two]
    session.expire_all()
    assert (one.mail_id, one.facts) == (mail, {"version": 2})
    assert (two.mail_id, two.facts) == (None, {"draft": '第"一"稿'})
