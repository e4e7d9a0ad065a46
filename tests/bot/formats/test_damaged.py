"""路上坏了的文件：不管坏在哪个字节，只说一句打不开，不出错。"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.formats import declined, inspection, workbook
from rules.errors import Refusal
from tests.beginnings import SAMPLE
from tests.visiting import PERSON, visited

LEDGER = (SAMPLE / "台账-标准.xlsx").read_bytes()
LIMIT = 20 * 1024 * 1024


def damaged(seed: int) -> bytes:
    """The sample ledger with some bytes that are not its own."""
    data = bytearray(LEDGER)
    for number in range(3):
        data[(seed * 7919 + number * 104_729) % len(data)] ^= 1 + seed % 255
    return bytes(data)


def changed(member: str, old: bytes, new: bytes) -> bytes:
    """The sample ledger with one member written otherwise."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(LEDGER)) as whole,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in whole.namelist():
            data = whole.read(name)
            archive.writestr(name, data.replace(old, new) if name == member else data)
    return stream.getvalue()


def reason(data: bytes) -> str:
    """Why a file is not taken, '' where it is."""
    try:
        inspection.inspect(data, LIMIT, "台账.xlsx")
        workbook.read(data)
    except Refusal as error:
        return str(error.facts.get("kind") or error.reason)
    return ""


def test_a_damaged_archive_is_told_so() -> None:
    """随处坏几个字节，两百次都是拒收的一句话，或者不碍事。"""
    assert "broken" in {reason(damaged(seed)) for seed in range(200)}


def test_a_member_without_a_name() -> None:
    """压缩文件里有一份没有名字，只说打不开。"""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "one")
    seen = reason(stream.getvalue())  # newer interpreters open it, and find no workbook
    assert seen in ("broken", "workbook_unreadable")


def test_words_that_cannot_be_unpacked_are_not_taken_unseen() -> None:
    """文字那一部分解不开，看不到有没有密级，不收。"""
    with zipfile.ZipFile(io.BytesIO(LEDGER)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(LEDGER)
    data[place + 700] ^= 0xFF
    assert reason(bytes(data)) == "broken"


def test_an_encoding_that_nobody_knows() -> None:
    """表里写着谁也不认的编码，只说读不了。"""
    data = changed("xl/workbook.xml", b"UTF-8", b"TTF-8")
    assert reason(data) == "workbook_unreadable"


async def test_a_damaged_file_on_the_page(directory: Path) -> None:
    """网页上传来坏了的文件，当场说打不开，再传说法不变。"""
    data = next(one for one in map(damaged, range(200)) if reason(one) == "broken")
    async with visited(directory) as visitor:
        await visitor.enter(PERSON)
        for _ in range(2):
            verdict = await visitor.upload("坏的.xlsx", data)
            assert verdict["words"] == declined.BROKEN


READING = """
import resource, sys
from bot.formats import papers
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
papers.words(sys.stdin.buffer.read())
"""


def test_a_damaged_old_workbook_brings_nobody_down() -> None:
    """老格式的表坏了会带倒读它的进程：验收时也先让别的进程试，自己不倒。"""
    data = bytearray((Path(__file__).parents[2] / "data" / "老台账.xls").read_bytes())
    for step in range(40):
        place = 512 + (7919 + step * 104_729) % (len(data) - 512)
        data[place] = (31 + step * 53) % 256
    ran = subprocess.run(
        [sys.executable, "-c", READING], input=bytes(data), check=False
    )
    assert ran.returncode == 0


HEADS = [
    *(b"%PDF-1.7\n", b"#!AMR\n", b"\x02#!SILK_V3", b"\x89PNG\r\n\x1a\n"),
    *(b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x24\x08\x00\x00WAVE"),
    b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
]


@pytest.mark.parametrize("head", HEADS)
def test_nothing_but_a_head(head: bytes) -> None:
    """只到了开头几个字节的文件不当材料收；后面有内容的照收。"""
    with pytest.raises(Refusal) as stop:
        inspection.inspect(head, LIMIT, "材料")
    assert stop.value.facts["kind"] == "broken"
    assert inspection.inspect(head + b"\x00\x01content" * 9, LIMIT, "材料").media_type
