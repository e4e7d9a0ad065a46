"""传材料时的怪事：报得不成样子、销毁过的、中途办结的、两处同时传完的。"""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.uploads import MOST_WAITING, Halves, Upload
from bot.web import pages, site
from bot.web.site import HALVES
from handlers.acting import elsewhere
from handlers.acting.filing import BURIED
from tests.conftest import at
from tests.stories.test_not_here import everything
from tests.visiting import CODE, PERSON, Visitor, visited

HEAD = "zhongyi"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


async def begun(visitor: Visitor, method: str, path: str, *headers: bytes) -> bytes:
    """Send the head of a request and nine of a thousand bytes; the answer to that."""
    host, port = visitor.base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = [
        f"{method} {path} HTTP/1.1\r\nHost: {host}".encode(),
        b"Content-Length: 1000",
        visitor.cookies(),
        *headers,
    ]
    writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + PICTURE[:9])
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return head.split(b"\r\n")[0]


async def test_whoever_never_comes_to_the_end_is_hung_up_on(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """网页交来一半就不动了：报名、表单、一段文件都到时候就答 408，收到的半份还在。"""
    monkeypatch.setattr(pages, "BODY_SECONDS", 0.2)
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("图.png", PICTURE, token)
        ticket, home = start["ticket"], f"/h5/finding/{CODE}"
        mark = f"X-CSRF-Token: {token}".encode()
        for method, path, *headers in (
            ("POST", f"{home}/uploads", mark),
            ("POST", f"{home}/progress"),
            ("PATCH", f"/h5/uploads/{ticket}", mark, b"Upload-Offset: 0"),
        ):
            assert b" 408 " in await begun(visitor, method, path, *headers)
        assert await visitor.head(ticket, token) == (200, "9")


class Overtaken(Halves):
    """Halves of which another request takes away the whole one at the last moment."""

    def read(self, upload: Upload) -> bytes:
        """Read what the other one has left."""
        self.drop(upload)
        return super().read(upload)


async def test_two_finish_at_once(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """同一份文件两处同时传完，慢的一处不会把它记成空文件，接着问从哪里传。"""
    monkeypatch.setattr(site, "Halves", Overtaken)
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        for checked in ({}, {"sha256": ""}):
            _, start = await visitor.announce("图.png", PICTURE, token, **checked)
            late = await visitor.patch(start["ticket"], 0, PICTURE, token)
            assert late == (409, {"offset": 0})


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a", "size": 1e400}',
        b'{"name": "a", "size": "12"}',
        b'{"name": null, "size": 1}',
        b'{"name": "a", "size": 1, "sha256": []}',
        b'{"name": "a", "size": 1, "mark": {}}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
    ],
    ids=["infinite", "words", "nameless", "list", "object", "deep", "bytes", "empty"],
)
async def test_senseless_announcements(directory: Path, body: bytes) -> None:
    """要传的文件报得不成样子，得一句话，不出错。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = f"X-CSRF-Token: {await visitor.token()}".encode()
        status, answer = await visitor.raw(
            "POST",
            f"/h5/finding/{CODE}/uploads",
            visitor.cookies(),
            token,
            body=body,
        )
        words = json.loads(answer)["words"]
        assert (status, words) == (400, "没有读懂要传的文件，请刷新后再试。")


def stored(directory: Path) -> list[Path]:
    """Everything in the evidence folder, but for halves."""
    kept = (directory / "evidence").rglob("*")
    return [one for one in kept if one.is_file() and HALVES not in one.parts]


async def test_what_was_destroyed_does_not_come_back(directory: Path) -> None:
    """负责人销毁了的文件，换一项、算不出校验值，从网页也存不回来。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        await visitor.upload("内部.png", PICTURE)
        await visitor.stage.say(HEAD, f"销毁 {CODE} 文件1 误传涉密文件")
        assert "已销毁" in await visitor.stage.say(HEAD, "确认")
        token = await visitor.token()
        assert (await visitor.upload("又来.png", PICTURE))["words"] == BURIED
        _, start = await visitor.announce("又.png", PICTURE, token, sha256="")
        _, last = await visitor.patch(start["ticket"], 0, PICTURE, token)
        assert (last["state"], last["words"]) == ("refused", BURIED)
        assert stored(directory) == []


async def test_finding_closed_while_a_file_comes(directory: Path) -> None:
    """传到一半这一项核减了，最后一段说清楚，文件不留。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        _, start = await visitor.announce("图.png", PICTURE, token)
        await visitor.patch(start["ticket"], 0, PICTURE[:100], token)
        decided = f"核减 {CODE} 领导小组会议纪要第3期，经复核问题不成立"
        await visitor.stage.say(HEAD, decided)
        await visitor.stage.say(HEAD, "确认")
        status, last = await visitor.patch(start["ticket"], 100, PICTURE[100:], token)
        assert (status, str(last["words"])[:11]) == (409, f"不能记入：{CODE}。")
        assert stored(directory) == []


async def begin(visitor: Visitor, count: int) -> list[int]:
    """Announce so many files, then send a little of each; the statuses of that."""
    await visitor.enter(PERSON)
    token = await visitor.token()
    data = [PICTURE + str(number).encode() for number in range(count)]
    starts = [await visitor.announce("图.png", one, token) for one in data]
    return [
        (await visitor.patch(start["ticket"], 0, one[:10], token))[0]
        for (_, start), one in zip(starts, data, strict=True)
    ]


async def test_announced_first_and_begun_later(directory: Path) -> None:
    """先报一大批再一起传，没传完的照样最多四十份。"""
    async with visited(directory) as visitor:
        statuses = await begin(visitor, MOST_WAITING + 2)
        assert statuses == [200] * MOST_WAITING + [429] * 2


def test_anybody_sweeps_what_was_left(directory: Path) -> None:
    """有人传了一半再没回来，两天后别人来传时清掉。"""
    halves, now = Halves(directory), at("2026-10-12 09:00")
    left, other = (Upload(who, CODE, "图.png", 9) for who in (PERSON, HEAD))
    halves.open(left, now)
    halves.append(left, 0, b"half", now)
    halves.open(other, now + timedelta(days=2))
    assert halves.size(left) == 4
    halves.open(other, now + timedelta(days=2, seconds=1))
    assert halves.size(left) == 0


async def test_a_file_called_after_a_transfer_is_not_kept(directory: Path) -> None:
    """文件名里写了移交编号的，网页上也不收，名字哪里都不留；再交一次还是这一句。"""
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        token = await visitor.token()
        for _ in range(2):
            _, told = await visitor.announce("X5-003李某谈话.png", PICTURE, token)
            if "ticket" in told:
                _, told = await visitor.patch(told["ticket"], 0, PICTURE, token)
            assert (told["state"], told["words"]) == ("refused", elsewhere.WHY)
        assert (await visitor.stage.show(CODE))["evidence"] == []
        assert "李某" not in await everything(visitor.stage)
