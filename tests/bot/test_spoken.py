"""已开口的答复：各台机器各记各的，倒下的那台说过什么，别的查得到。"""

from pathlib import Path

import pytest

from bot import spoken as room
from bot.spoken import Spoken, path_of


def test_machines_on_one_port_read_each_others_notes(tmp_path: Path) -> None:
    """两台机器用同一个端口、同一个共享盘，一台说过的，另一台知道。"""
    one, other = (Spoken(path_of(tmp_path, 8080, name)) for name in ("甲/1", "乙"))
    one.open()
    other.open()
    one.begin(7)
    assert other.begun() == {7}
    assert one.begun() == {7}
    one.close()
    other.close()


def test_what_was_said_while_it_began_is_not_forgotten(tmp_path: Path) -> None:
    """门已经开了、笔记还没打开的一瞬间答过的，和上次留下的一起记进库。"""
    path = path_of(tmp_path, 8080)
    path.write_text("7\n", "ascii")
    spoken = Spoken(path)
    spoken.end(8, written=True)
    spoken.open()
    assert spoken.take() == [7, 8]
    spoken.close()


def test_what_the_database_knows_is_not_kept_here(tmp_path: Path) -> None:
    """库里记下了的，笔记里不再算说了一半的；说到了几号，还看得出。"""
    spoken = Spoken(path_of(tmp_path, 8080))
    spoken.open()
    for mail_id in (7, 8):
        spoken.begin(mail_id)
    spoken.forget(8)
    assert (spoken.begun(), spoken.newest()) == ({7}, 8)
    spoken.close()


def test_a_full_page_is_turned_once_nothing_stands_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """笔记写满了，还有说了一半的先不换页；都落定了换页，说到了几号还看得出。"""
    monkeypatch.setattr(room, "ROTATE_BYTES", 4)
    spoken = Spoken(path_of(tmp_path, 8080))
    spoken.open()
    for mail_id in (7, 8, 9):
        spoken.begin(mail_id)
    spoken.forget(8, 9)
    assert spoken.begun() == {7}
    spoken.forget(7)
    assert (spoken.path.read_text(), spoken.newest()) == ("-7\n", 7)
    spoken.close()
