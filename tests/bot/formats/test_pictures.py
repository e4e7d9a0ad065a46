"""照片：改过、转过、缩过的认得出是同一张，拍摄日期读得出。"""

import io
import struct
from datetime import date

import pytest
from PIL import ExifTags, Image, ImageDraw, ImageEnhance, ImageOps

from bot.formats import fingerprint
from rules.evidence.files import is_near


def picture(seed: int) -> Image.Image:
    """A picture of some shapes."""
    image = Image.new("RGB", (800, 600), (40 * seed % 256, 90, 160))
    draw = ImageDraw.Draw(image)
    for number in range(24):
        x, y = (seed * 131 + number * 97) % 760, (seed * 57 + number * 71) % 560
        shade = (seed * 31 + number * 53) % 256
        size = 40 + (seed + number * 29) % 160
        draw.rectangle((x, y, x + size, y + size), (shade, 255 - shade, shade // 2))
    return image


def looks(image: Image.Image, quality: int = 85) -> str:
    """The picture hash of a picture that was packed as JPEG."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return fingerprint.take(stream.getvalue(), "image/jpeg", "").picture_hash


def test_edited_copies_of_a_picture() -> None:
    """缩小、压缩、调亮、裁掉一点边的是同一张；别的照片不是。"""
    for seed in range(6):
        image = picture(seed)
        first = looks(image)
        copies = (
            image.resize((320, 240)),
            ImageEnhance.Brightness(image).enhance(0.8),
            image.crop((16, 12, 784, 588)),
            image.crop((40, 30, 760, 570)),
            image.crop((0, 0, 768, 600)),
        )
        assert all(is_near(first, looks(copy, 55)) for copy in copies)
        assert not is_near(first, looks(picture(seed + 10)))


@pytest.mark.parametrize("turn", list(Image.Transpose))
def test_turned_copies_of_a_picture(turn: Image.Transpose) -> None:
    """转了方向、左右翻过来、缩小再存的是同一张；别的照片怎么转也不是。"""
    for seed in range(6):
        first, turned = looks(picture(seed)), picture(seed).transpose(turn)
        small = turned.resize((turned.width // 2, turned.height // 2))
        assert is_near(first, looks(turned, 55))
        assert is_near(looks(small, 55), first)
        assert not is_near(first, looks(picture(seed + 10).transpose(turn)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_as_the_camera_was_held(orientation: int) -> None:
    """相机横着竖着拍，方向写在照片里的，和转正以后的是同一张。"""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    stream = io.BytesIO()
    picture(1).save(stream, "JPEG", exif=exif)
    held = fingerprint.take(stream.getvalue(), "image/jpeg", "").picture_hash
    upright = ImageOps.exif_transpose(Image.open(stream))
    assert is_near(held.split()[0], looks(upright).split()[0])
    assert is_near(held, looks(picture(1)))


def test_capture_date_of_a_picture_that_cannot_be_drawn() -> None:
    """手机的 HEIC 画不出来，拍摄日期照样读得到。"""
    value = b"2025:11:02 10:05:00\x00"
    entry = struct.pack("<HHII", 306, 2, len(value), 26)
    tiff = b"II*\x00\x08\x00\x00\x00\x01\x00" + entry + bytes(4) + value
    data = b"\0\0\0\x18ftypheic\0\0\0\0" + b"Exif\x00\x00" + tiff
    taken = fingerprint.take(data, "image/heic", "")
    assert taken.taken_on == date(2025, 11, 2)
