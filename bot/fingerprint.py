"""取指纹：照片的样子和拍摄日期、文档的字；改了名、压了图也认得出（domain.md §9）。"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime

from PIL import ExifTags, Image, ImageOps, ImageStat

from rules import files as likeness

MOST_PIXELS = 150_000_000
FLAT = 3.0
"""Standard deviation of brightness below which a picture shows nothing to compare."""

FEWEST_WORDS = 20
"""Characters that a document must have before it can be called the same as another."""

DATES = (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized)


@dataclass(frozen=True)
class Fingerprint:
    """What a file is known by, beside its bytes; '' and None where it has no such."""

    picture_hash: str = ""
    words_hash: str = ""
    taken_on: date | None = None


def take(data: bytes, media_type: str, words: str) -> Fingerprint:
    """Return the fingerprint of a file that passed inspection; never raises for one."""
    if media_type.startswith("image/"):
        return _picture(data)
    return Fingerprint(words_hash=_words_hash(words))


def _words_hash(words: str) -> str:
    bare = "".join(words.split())
    if len(bare) < FEWEST_WORDS:
        return ""
    return hashlib.sha256(bare.encode()).hexdigest()


def _picture(data: bytes) -> Fingerprint:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return Fingerprint(picture_hash=_hash(image), taken_on=_taken_on(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Fingerprint()


def _hash(image: Image.Image) -> str:
    """Brightness steps from left to right, on the picture as it is to be seen."""
    if image.width * image.height > MOST_PIXELS:
        return ""
    image.draft("L", (256, 256))
    upright = ImageOps.exif_transpose(image).convert("L")
    side = likeness.SIDE
    small = upright.resize((side + 1, side), Image.Resampling.BOX)
    if ImageStat.Stat(small).stddev[0] < FLAT:
        return ""
    return likeness.picture_hash(list(small.tobytes()))


def _taken_on(image: Image.Image) -> date | None:
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    written = [inner.get(tag) for tag in DATES] + [exif.get(ExifTags.Base.DateTime)]
    for text in written:
        try:
            return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
