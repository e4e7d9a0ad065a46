"""席位：几个进程里只有一个坐得下，它走了别的接上。"""

import pytest

from models.database import open_database
from models.locks import Seat
from tests import databases


def test_one_of_two_processes_sits() -> None:
    """第一个坐下，第二个坐不下；第一个一直坐得住，起身以后第二个坐下。"""
    url = databases.postgres_url()
    one, other = open_database(url), open_database(url)
    first, second = Seat(one, "robot"), Seat(other, "robot")
    try:
        assert first.take()
        assert first.take()
        assert not second.take()
        first.leave()
        assert second.take()
        assert not first.take()
    finally:
        second.leave()
        one.dispose()
        other.dispose()


@pytest.mark.parametrize("name", ["robot", "other"])
def test_whoever_dies_gives_up_the_place(name: str) -> None:
    """连接断了，席位就空出来，原主也知道自己不再坐着。"""
    url = databases.postgres_url()
    one, other = open_database(url), open_database(url)
    first, second = Seat(one, name), Seat(other, name)
    try:
        assert first.take()
        with other.begin() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
            )
        assert second.take()
        assert not first.take()
    finally:
        second.leave()
        first.leave()
        one.dispose()
        other.dispose()
