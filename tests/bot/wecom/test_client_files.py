"""文件：上传的名字、分段下载、大小上限、平台的错。"""

import pytest
from aiohttp import web

from bot.wecom.client import (
    Uncertain,
    WeComClient,
    WeComError,
)
from bot.wecom.media import PIECE
from tests.bot.wecom.conftest import Handler, Platform, cut, fixed, json, used_tokens


async def test_upload_names_the_file_in_plain_utf8(
    client: WeComClient, platform: Platform
) -> None:
    """上传的文件名用中文原样写，坏字符换成下划线。"""
    platform.answers = [fixed(json(media_id="m1"))]
    assert await client.upload("file", '台账"\r\n.xlsx', b"content") == "m1"
    body = platform.bodies[0]
    assert 'filename="台账___.xlsx"'.encode() in body
    assert b'name="media"' in body
    assert platform.calls[0].query["type"] == "file"


async def test_upload_without_a_media_id_is_uncertain(
    client: WeComClient, platform: Platform
) -> None:
    """上传的回音里没有文件号，不当成功。"""
    platform.answers = [fixed(json())]
    with pytest.raises(Uncertain):
        await client.upload("file", "a.txt", b"content")


def ranged(data: bytes, *, whole: bool) -> Handler:
    """Serve a file by ranges; `whole` tells its size in Content-Range."""

    async def handler(request: web.Request) -> web.StreamResponse:
        """Answer as prepared."""
        part = request.http_range
        headers = {"Content-Disposition": 'attachment; filename="照片.jpg"'}
        if whole:
            headers["Content-Range"] = f"bytes {part.start}-{part.stop}/{len(data)}"
        return web.Response(
            body=data[part], status=206, headers=headers, content_type="image/jpeg"
        )

    return handler


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("size", [0, 1000, PIECE, PIECE + 1000])
async def test_large_files_come_in_pieces(
    client: WeComClient, platform: Platform, size: int, whole: bool
) -> None:
    """大文件分段取，拼起来一个字节不差。"""
    data = (b"0123456789" * (size // 10 + 1))[:size]
    platform.answers = [ranged(data, whole=whole)] * 3
    got = await client.fetch_media("m", PIECE * 2)
    assert got == (data, "image/jpeg", "照片.jpg")


async def test_too_large_stops_one_byte_over(
    client: WeComClient, platform: Platform
) -> None:
    """超过上限的文件，只读到多出一个字节为止。"""
    platform.answers = [ranged(b"x" * 5000, whole=True)]
    data, _, _ = await client.fetch_media("m", 1000)
    assert len(data) == 1001
    platform.answers = [fixed(web.Response(body=b"x" * 5000))]
    data, _, _ = await client.fetch_media("m", 1000)
    assert len(data) == 1001


async def test_media_error_comes_with_status_200(
    client: WeComClient, platform: Platform
) -> None:
    """下载时平台用200答一段错误，认得出，不存成文件。"""
    platform.answers = [fixed(json(40007, "invalid media_id, hint: [1]"))]
    with pytest.raises(WeComError) as caught:
        await client.fetch_media("m", 1000)
    assert caught.value.code == 40007


async def test_json_file_is_a_file(client: WeComClient, platform: Platform) -> None:
    """真是一个 JSON 文件，就照文件收。"""
    platform.answers = [fixed(web.json_response({"a": 1}))]
    data, kind, _ = await client.fetch_media("m", 1000)
    assert (data, kind) == (b'{"a": 1}', "application/json")


async def test_stale_token_on_download_is_renewed(
    client: WeComClient, platform: Platform
) -> None:
    """下载时令牌失效，换一个再取。"""
    platform.answers = [fixed(json(42001)), ranged(b"photo", whole=True)]
    data, _, _ = await client.fetch_media("m", 1000)
    assert data == b"photo"
    assert used_tokens(platform) == ["t1", "t2"]


@pytest.mark.parametrize(
    "answer", [cut, fixed(web.Response(status=500)), fixed(web.Response(status=404))]
)
async def test_failed_download_is_uncertain(
    client: WeComClient, platform: Platform, answer: Handler
) -> None:
    """下载断了或者平台出错，不当成收到了文件。"""
    platform.answers = [answer, answer]  # a GET that was cut is asked once more
    with pytest.raises(Uncertain):
        await client.fetch_media("m", 1000)
