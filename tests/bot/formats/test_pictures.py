"""照片：改过、转过、缩过的认得出是同一张，拍摄日期读得出。"""

import io
import random
import struct
from datetime import date
from itertools import product

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


def form(seed: int) -> Image.Image:
    """A sign-in sheet: ruled lines that are always the same, and other signatures."""
    image = Image.new("RGB", (1000, 1400), (235, 235, 230))
    draw = ImageDraw.Draw(image)
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    draw.rectangle((0, 0, 1000, 40), (110, 90, 70))
    for number in range(15):
        y = 120 + 85 * number
        draw.line((60, y, 940, y), (0, 0, 0), 4)
        draw.line((60 + 220 * (number % 5), 120, 60 + 220 * (number % 5), 1310), 0, 4)
    for row, column, _stroke in product(range(14), range(4), range(12)):
        x, y = 80 + 220 * column, 135 + 85 * row
        ends = [(x + chance.random() * 170, y + chance.random() * 55) for _ in "甲乙"]
        draw.line(ends, (20, 20, 60), 5)
    return image


def test_two_sign_in_sheets_on_one_form() -> None:
    """同一种表格、同一个机位拍的两张签到表，签的字不同，不算同一张；缩小、调亮的仍算。"""
    sheets = [form(1), form(4)]
    seen = [looks(sheet) for sheet in sheets]
    assert not is_near(*seen)
    for sheet, first in zip(sheets, seen, strict=True):
        brighter = ImageEnhance.Brightness(sheet).enhance(1.1)
        assert is_near(looks(sheet.resize((400, 560)), 50), first)
        assert is_near(looks(brighter), first)
        assert is_near(looks(sheet.crop((20, 28, 980, 1372))), first)


def test_a_picture_kept_before_pictures_were_looked_at_finely() -> None:
    """从前收的照片没有细看过，照原来的办法比，仍认得出同一张。"""
    now = looks(picture(1))
    before = now.rpartition(" ")[0]
    assert is_near(before, looks(picture(1).resize((320, 240)), 55))
    assert is_near(looks(picture(1).resize((320, 240)), 55), before)
    assert not is_near(before, looks(picture(11)))
    assert not is_near("", now)
    assert not is_near(now, "")


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
