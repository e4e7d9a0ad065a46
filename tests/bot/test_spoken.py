"""已开口的答复：各台机器各记各的，倒下的那台说过什么，别的查得到。"""

from pathlib import Path

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
