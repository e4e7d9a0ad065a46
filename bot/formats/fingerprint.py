"""取指纹：照片的样子和拍摄日期、文档的字；改了名、压了图也认得出（domain.md §9）。"""

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from datetime import date, datetime

from PIL import ExifTags, Image, ImageOps, ImageStat

from bot.formats import papers
from bot.formats.whole import END_OF_JPEG, HEAD_OF_JPEG, UNREADABLE
from rules.evidence import files as likeness

MOST_PIXELS = 150_000_000
MOST_SPREAD = 64_000_000
"""Pixels of a picture that is unpacked whole, at four bytes and more each; of a JPEG
only an eighth of each side is.
"""
MOST_SIDE = 65_535
"""The longest side of a picture; a thread of pixels would need gigabytes to be turned."""
FLAT = 3.0
"""Standard deviation of brightness below which a picture shows nothing to compare."""

FEWEST_WORDS = 20
"""Characters that a document must have before it can be called the same as another."""

EXIF_HEADS = (b"Exif\x00\x00II*\x00", b"Exif\x00\x00MM\x00*")
MOST_EXIF = 65536

DATES = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized)


@dataclass(frozen=True)
class Fingerprint:
    """What a file is known by, beside its bytes; '' and None where it has no such."""

    picture_hash: str = ""
    words_hash: str = ""
    taken_on: date | None = None
    unread: bool = False


FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF", "AVIF", "JPEG2000")
"""Kinds of pictures that are unpacked; Pillow knows some that call other programs."""


def take(data: bytes, media_type: str, words: str) -> Fingerprint:
    """Return the fingerprint of a file that passed inspection; never raises for one."""
    if media_type.startswith("image/"):
        return _picture(data)
    return Fingerprint(words_hash=_words_hash(words))


def _words_hash(words: str) -> str:
    bare = "".join(words.partition(papers.BESIDE)[0].split())
    if len(bare) < FEWEST_WORDS:
        return ""
    return hashlib.sha256(bare.encode()).hexdigest()


def _picture(data: bytes) -> Fingerprint:
    """Some cameras leave out the end of a JPEG; another one behind it is not read."""
    data += END_OF_JPEG if data.startswith(HEAD_OF_JPEG) else b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if _is_vast(image):
                    return Fingerprint(taken_on=_taken_inside(data), unread=True)
                return Fingerprint(picture_hash=_hash(image), taken_on=_taken_on(image))
    except (MemoryError, Image.DecompressionBombError):
        return Fingerprint(taken_on=_taken_inside(data), unread=True)
    except UNREADABLE:
        return Fingerprint(taken_on=_taken_inside(data))


TURNS = tuple(Image.Transpose)
"""Every way to turn a picture by right angles or to mirror it, but leaving it."""

ENOUGH = 256
"""Pixels of the shorter side that turned hashes need; more only cost time."""


def _hash(image: Image.Image) -> str:
    """Brightness steps from left to right, on the picture as it is to be seen; of the
    whole, of what is left when its border is cut a little, of the whole turned and
    mirrored, and once more of the whole, finely.
    """
    image.draft("L", (256, 256))
    upright = ImageOps.exif_transpose(image.convert("L"))
    hashes = [_frame_hash(upright, frame) for frame in likeness.FRAMES]
    small = upright.reduce(max(1, min(upright.size) // ENOUGH))
    whole = likeness.FRAMES[0]
    hashes += [_frame_hash(small.transpose(turn), whole) for turn in TURNS]
    if hashes[0]:
        hashes.append(_frame_hash(upright, whole, likeness.FINE))
    return " ".join(filter(None, hashes))


def _is_vast(image: Image.Image) -> bool:
    """Say whether unpacking a picture would take more room than one file may have."""
    is_small = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    most = MOST_PIXELS if is_small else MOST_SPREAD
    return image.width * image.height > most or max(image.size) > MOST_SIDE


def _frame_hash(
    image: Image.Image,
    frame: tuple[float, ...],
    grain: likeness.Grain = likeness.COARSE,
) -> str:
    left, top, right, bottom = frame
    width, height, side = image.width, image.height, grain.side
    box = (left * width, top * height, right * width, bottom * height)
    small = image.resize((side + 1, side), Image.Resampling.BOX, box)
    if ImageStat.Stat(small).stddev[0] < FLAT:
        return ""
    return likeness.picture_hash(list(small.tobytes()), grain)


def _taken_inside(data: bytes) -> date | None:
    """Read the capture date of a picture that can't be drawn here, like HEIC."""
    start = next((at for head in EXIF_HEADS if (at := data.find(head)) >= 0), None)
    if start is None:
        return None
    exif = Image.Exif()
    try:
        exif.load(data[start : start + MOST_EXIF])
        return _date_in(exif)
    except (OSError, ValueError, SyntaxError, struct.error):
        return None


def _taken_on(image: Image.Image) -> date | None:
    return _date_in(image.getexif())


def _date_in(exif: Image.Exif) -> date | None:
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    written = [inner.get(tag) for tag in DATES] + [exif.get(ExifTags.Base.DateTime)]
    for text in written:
        try:
            return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
