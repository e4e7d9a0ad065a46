"""模拟平台的文件：地址只活五分钟，分片上传的规矩，两个会话同一部手机。"""

import base64
import hashlib
from typing import Any

from yarl import URL

from tests.bot.simulator.conftest import PERSON, Platform, Wire


async def test_an_address_lives_five_minutes(platform: Platform) -> None:
    """文件的地址五分钟有效；参数动过一个字符就不给；名字只在头里。"""
    wire = await platform.subscribed()
    await platform.robot.send_file(PERSON, "file", b"%PDF", "办法.pdf")
    url = (await wire.next())["body"]["file"]["url"]
    get = platform.session.get
    async with get(URL(url, encoded=True)) as response:
        assert response.status == 200
        assert response.content_type == "application/octet-stream"
        assert "filename*=UTF-8''%E5" in response.headers["Content-Disposition"]
        assert len(await response.read()) == 32
    async with get(url) as response:
        assert response.status == 400
    platform.wait(minutes=5)
    async with get(URL(url, encoded=True)) as response:
        assert response.status == 403


class Upload:
    """A file of several pieces, as a client would send it."""

    def __init__(self, wire: Wire, data: bytes, size: int = 512 * 1024) -> None:
        self.wire = wire
        self.data = data
        self.pieces = [data[n : n + size] for n in range(0, len(data), size)]
        self.upload_id = ""

    async def init(self, **more: Any) -> int:
        """Announce it."""
        body = {
            "type": "file",
            "filename": "a.bin",
            "total_size": len(self.data),
            "total_chunks": len(self.pieces),
            "md5": hashlib.md5(self.data, usedforsecurity=False).hexdigest(),
            **more,
        }
        answer = await self.wire.ask("aibot_upload_media_init", body)
        self.upload_id = answer.get("body", {}).get("upload_id", "")
        return int(answer["errcode"])

    async def chunk(self, number: int, data: bytes | None = None) -> int:
        """Send a piece."""
        piece = self.pieces[number] if data is None else data
        body = {
            "upload_id": self.upload_id,
            "chunk_index": number,
            "base64_data": base64.b64encode(piece).decode(),
        }
        return await self.wire.code("aibot_upload_media_chunk", body)

    async def finish(self) -> dict[str, Any]:
        """Close it."""
        body = {"upload_id": self.upload_id}
        return await self.wire.ask("aibot_upload_media_finish", body)


async def test_pieces_come_in_any_order(platform: Platform) -> None:
    """块可以乱序、重复，换了线也接着传；收齐了才算数。"""
    data = bytes(range(256)) * 5000
    upload = Upload(await platform.subscribed(), data)
    assert await upload.init() == 0
    assert await upload.chunk(2) == 0
    assert (await upload.finish())["errcode"] == 40058
    upload.wire = await platform.subscribed()
    assert await upload.chunk(0) == 0
    assert await upload.chunk(0) == 0
    assert await upload.chunk(1) == 0
    body = (await upload.finish())["body"]
    assert platform.simulator.media[body["media_id"]][0] == data
    assert isinstance(body["created_at"], str)


async def test_uploads_have_their_rules(platform: Platform) -> None:
    """块太大、序号不对、校验不对、块数超过一百、过了三十分钟，都不行。"""
    upload = Upload(await platform.subscribed(), bytes(600 * 1024))
    assert await upload.init(total_chunks=101) == 40058
    assert await upload.init(total_size=30 * 1024 * 1024) == 40009
    assert await upload.init(md5="0" * 32) == 0
    assert await upload.chunk(0, bytes(512 * 1024 + 1)) == 40009
    assert await upload.chunk(0) == 0
    assert await upload.chunk(1) == 0
    assert (await upload.finish())["errcode"] == 40058
    upload.pieces.append(b"more")
    assert await upload.chunk(2) == 40058
    platform.wait(minutes=30)
    assert await upload.chunk(1) == 40058


async def test_both_chats_stand_on_one_phone(platform: Platform) -> None:
    """一部手机两个会话：应用的和机器人的，各是各的。"""
    await platform.robot.say(PERSON, "对机器人")
    screen = platform.simulator.phone
    assert [one.text for one in screen(PERSON, "robot")] == ["对机器人"]
    assert screen(PERSON) == []
