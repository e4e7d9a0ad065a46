"""入账：存好的文件，账上记它什么。"""

from bot.files import Kept
from handlers.acting.evidence import Stored


def shelved(kept: Kept, name: str, source: str) -> Stored:
    """What the book says of a file that lies in the folder."""
    return Stored(
        sha256=kept.sha256,
        name=name,
        size=kept.size,
        media_type=kept.media_type,
        source=source,
        picture_hash=kept.fingerprint.picture_hash,
        words_hash=kept.fingerprint.words_hash,
        taken_on=kept.fingerprint.taken_on,
        unread=kept.fingerprint.unread,
    )
