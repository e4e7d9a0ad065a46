"""备好：欠着的都变成信：到点的通知，没人拿到的答复，收齐了的材料。"""

from handlers.context import Context
from handlers.notices import releasing
from handlers.post import outbox
from handlers.post.outbox import Begun
from handlers.talk import attaching


def prepare(ctx: Context, begun: Begun) -> bool:
    """Turn what is owed into mail: notices, answers nobody got, bundles of files.

    True where more is owed than is done at once; then call again.
    """
    more = releasing.release(ctx)
    outbox.rescue_passive(ctx, begun)
    outbox.reroute(ctx)
    attaching.answer_bundles(ctx)
    return more
