"""没传完整：照片、影像断了半截，当场说，请重新发送（domain.md §9）。"""

import io
import zipfile

import pytest
from PIL import Image

from bot.formats import declined, fingerprint, inspection, whole
from rules.errors import Refusal

LIMIT = 20 * 1024 * 1024


def picture(kind: str, **options: object) -> bytes:
    """A picture with much to be seen, of some kind."""
    stream = io.BytesIO()
    noise = Image.effect_noise((240, 180), 60).convert("RGB")
    noise.save(stream, kind, **options)
    return stream.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    """A box as films and HEIC pictures are built of."""
    return (len(content) + 8).to_bytes(4) + name + content


def boxed(brand: bytes) -> bytes:
    """A film or a HEIC picture of three boxes."""
    head = box(b"ftyp", brand + bytes(4) + b"mif1")
    return head + box(b"mdat", bytes(9000)) + box(b"moov", bytes(400))


WHOLE = {
    "JPEG": picture("JPEG"),
    "JPEG 渐进": picture("JPEG", progressive=True),
    "JPEG 带日期": picture("JPEG", exif=b"Exif\x00\x00MM\x00*" + bytes(60)),
    "PNG": picture("PNG"),
    "WebP": picture("WEBP"),
    "AVIF": picture("AVIF"),
    "HEIC": boxed(b"heic"),
    "MP4": boxed(b"isom"),
    "GIF": picture("GIF"),
    "GIF 动图": picture(
        "GIF", save_all=True, append_images=[Image.new("RGB", (240, 180))]
    ),
    "TIFF": picture("TIFF"),
    "TIFF 压缩": picture("TIFF", compression="tiff_lzw"),
    "BMP": picture("BMP"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_was_cut_off(kind: str) -> None:
    """照片、影像传断了：少了一截，或后半截全是空的，都不收，请重新发送。"""
    data = WHOLE[kind]
    for arrived in (len(data) * 9 // 10, len(data) // 2, len(data) // 9):
        with pytest.raises(Refusal) as stop:
            inspection.inspect(data[:arrived], LIMIT, "现场")
        assert stop.value.facts["why"] == declined.BROKEN


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_whose_rest_is_empty(kind: str) -> None:
    """占好了位置、后半截没写进来的照片，也不收。"""
    data, half = WHOLE[kind], len(WHOLE[kind]) // 2
    with pytest.raises(Refusal):
        inspection.inspect(data[:half] + bytes(len(data) - half), LIMIT, "现场")


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_is_kept(kind: str) -> None:
    """完整的照收；尾巴上多出些空字节的，也照收。"""
    data = WHOLE[kind]
    assert inspection.inspect(data, LIMIT, "现场").media_type
    assert inspection.inspect(data + bytes(300), LIMIT, "现场").media_type


def test_a_preview_inside_is_not_the_end() -> None:
    """照片里夹着的小图有自己的尾，不能当成整张照片的尾。"""
    preview = picture("JPEG")[:20] + b"\xff\xd9"
    segment = b"\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    data = WHOLE["JPEG"]
    inside = data[:2] + segment + data[2:]
    assert inspection.inspect(inside, LIMIT, "现场").media_type == "image/jpeg"
    with pytest.raises(Refusal):
        inspection.inspect(inside[:-500], LIMIT, "现场")


@pytest.mark.parametrize(
    ("kind", "missing"), [("JPEG", 1), ("JPEG", 2), ("PNG", 4), ("WebP", 1)]
)
def test_a_picture_that_only_lacks_the_mark_of_its_end(kind: str, missing: int) -> None:
    """画面齐全，只差末尾一两个标记字节的照片（有的监控、扫描程序不写），照收。"""
    data = WHOLE[kind] + (b"" if kind != "WebP" else bytes(1))
    if kind == "WebP":
        data = data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]
    cut = data[:-missing]
    assert inspection.inspect(cut, LIMIT, "现场").media_type.startswith("image/")


def test_a_picture_without_its_end_is_recognized() -> None:
    """少了末尾标记的照片，和完整的那一张认得出是同一张。"""
    whole, cut = (
        fingerprint.take(data, "image/jpeg", "").picture_hash
        for data in (WHOLE["JPEG"], WHOLE["JPEG"][:-2])
    )
    assert whole == cut != ""


def test_half_of_a_finer_and_finer_picture() -> None:
    """渐进的照片断在半路，全貌已经看得见，仍是断了，不收。"""
    data = picture("JPEG", progressive=True, quality=90)
    for arrived in range(len(data) // 10, len(data) - 5, len(data) // 10):
        with pytest.raises(Refusal):
            inspection.inspect(data[:arrived], LIMIT, "现场")


@pytest.mark.parametrize(
    "behind", [b"PK\x05\x06" + b"\x91" * 90, b"PK\x05\x06" + bytes(18)]
)
def test_four_bytes_by_chance_make_no_archive(behind: bytes) -> None:
    """照片里碰巧有压缩包的记号，不当压缩包看，照收。"""
    data = WHOLE["JPEG"] + behind
    assert inspection.inspect(data, LIMIT, "现场").media_type == "image/jpeg"


def test_an_old_document_lays_what_it_carries_in_pieces() -> None:
    """老格式文档里夹着的新格式文件，分成几块、次序打乱了存着，照收。"""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", bytes(range(256)) * 8)
    carried, piece = packed.getvalue(), 512
    pieces = carried[piece : 2 * piece] + carried[:piece] + carried[2 * piece :]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le")
    assert inspection.inspect(head + pieces, LIMIT, "函.doc").media_type.endswith(
        "word"
    )


@pytest.mark.parametrize("kind", ["GIF", "GIF 动图"])
def test_a_gif_without_its_last_mark_is_whole(kind: str) -> None:
    """只少末尾一个记号、画面都在的动图，照收。"""
    assert inspection.inspect(WHOLE[kind][:-1], LIMIT, "现场").media_type == "image/gif"


@pytest.mark.parametrize("pages", [1, 3])
def test_scans_of_several_pages_are_whole(pages: int) -> None:
    """几页的扫描件、黑白的扫描件都在的，照收。"""
    more = [Image.new("1", (300, 400), one % 2) for one in range(pages)]
    stream = io.BytesIO()
    more[0].save(stream, "TIFF", save_all=True, append_images=more[1:])
    data = stream.getvalue()
    assert inspection.inspect(data, LIMIT, "扫描").media_type == "image/tiff"


def test_a_scan_whose_pages_go_in_a_ring_is_let_be() -> None:
    """页首尾相连的扫描件走一圈就停，不会看个没完。"""
    page = b"II*\x00\x08\x00\x00\x00" + b"\x00\x00" + b"\x08\x00\x00\x00"
    assert not whole.is_cut_off(page)
