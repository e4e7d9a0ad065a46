"""素材下载的零碎：一段一段要，认出错误。"""

import json
import re
from dataclasses import dataclass

import aiohttp

from bot.disposition import file_name

PIECE = 16 * 1024 * 1024
"""Bytes asked for at a time; over 20 MB at once the platform answers 830002."""

CHUNK = 64 * 1024
UNFIT = re.compile(r'[\x00-\x1f\x7f"\\]')


@dataclass(frozen=True)
class Piece:
    """One answer of media/get; `last` where nothing follows it.

    `fits` says that it is the asked part, or the whole where the start was asked.
    """

    content: bytes
    media_type: str
    name: str
    last: bool
    fits: bool


def span(start: int, limit: int) -> tuple[int, int]:
    """Return first and last byte to ask for, at most one byte over `limit`."""
    return start, min(start + PIECE - 1, limit)


async def read_piece(
    response: aiohttp.ClientResponse, start: int, asked: int, limit: int
) -> Piece:
    """Read what came for `asked` bytes from `start`, at most one over `limit`."""
    content = await _read(response, limit + 1 - start)
    if response.status == 416:
        content = b""
    return Piece(
        content=content,
        media_type=response.content_type,
        name=file_name(response.headers.get("Content-Disposition", "")),
        last=response.status != 206 or _is_last(response, start, content, asked),
        fits=response.status in (206, 416) or (response.status == 200 and start == 0),
    )


def _is_last(
    response: aiohttp.ClientResponse, start: int, content: bytes, asked: int
) -> bool:
    """Believe Content-Range where it names the whole size, else a short answer."""
    whole = re.search(r"/(\d{1,15})$", response.headers.get("Content-Range", ""))
    if whole is None or not content:
        return len(content) < asked
    return start + len(content) >= int(whole.group(1))


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        data.extend(chunk)
        if len(data) >= most:
            break
    return bytes(data[:most])


def error_answer(piece: Piece) -> dict[str, object] | None:
    """Return the JSON error that came in place of a file, or None for a real file."""
    kind = piece.media_type
    if "json" not in kind and not (
        kind.startswith("text/") and piece.content[:1] == b"{"
    ):
        return None
    try:
        answer = json.loads(piece.content)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and answer.get("errcode") else None


def header_name(name: str) -> str:
    """Return a file name that fits into a header as it is: no quotes, no controls."""
    return UNFIT.sub("_", name)
