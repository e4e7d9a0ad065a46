"""办到哪一步：待核验、退回待补、缺材料、久无进展……各是哪几项。"""

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from sqlmodel import Session

from handlers.acting import presenting
from handlers.context import Context
from handlers.reading import book, counting
from models import marks, petitions
from models.outlines import Counted
from rules.speech.inquiries import QUIET
from rules.vocabulary import Clock, Light, Status

Pick = Callable[[Context, Sequence[Counted]], list[Counted]]

A_MONTH = (30,)
"""How long nothing was heard where nobody says how long."""


def standing(
    ctx: Context, rows: Sequence[Counted], step: str, days: tuple[int, ...] = ()
) -> list[Counted]:
    """The findings that stand at a step of `rules/speech`, of these."""
    if step == QUIET:
        return _quiet(ctx, rows, (days or A_MONTH)[0])
    return PICKS[step](ctx, rows)


def called(step: str, days: tuple[int, ...] = ()) -> str:
    """What a list of them is called."""
    return f"{(days or A_MONTH)[0]}天内没有进展" if step == QUIET else step


def _status(status: Status) -> Pick:
    return lambda _, rows: [row for row in rows if row.status == status]


def _running(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    return [row for row in rows if counting.is_open(row)]


def _blocked(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = marks.blocked(ctx.session)
    return [row for row in _running(ctx, rows) if row.key in keys]


def _silent(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = marks.unreported(ctx.session)
    return [row for row in _running(ctx, rows) if row.key in keys]


def _unattended(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = marks.attended(ctx.session)
    return [row for row in _running(ctx, rows) if row.key not in keys]


def _held_back(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = presenting.to_release(ctx, [row.key for row in _running(ctx, rows)])
    return [row for row in rows if row.key in keys]


OF_THE_OFFICE = frozenset({"待放行"})
"""Lists that units are not to see: what is told above them is not decided yet."""


def _quiet(ctx: Context, rows: Sequence[Counted], days: int) -> list[Counted]:
    """What runs longer than that without a word of substance."""
    since = ctx.today - timedelta(days=days)
    keys = marks.heard_since(ctx.session, since)
    return [row for row in _running(ctx, rows) if row.key not in keys]


def _marked(mark: Callable[[Session], set[int | None]]) -> Pick:
    return lambda ctx, rows: _of(_running(ctx, rows), mark(ctx.session))


def _of(rows: Sequence[Counted], keys: Collection[int | None]) -> list[Counted]:
    return [row for row in rows if row.key in keys]


def _soon(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    return [row for row in rows if book.light(ctx, row) is Light.YELLOW]


def _unvisited(ctx: Context, rows: Sequence[Counted]) -> list[Counted]:
    keys = marks.visited(ctx.session)
    return [row for row in _running(ctx, rows) if row.key not in keys]


PICKS: dict[str, Pick] = {
    "待核验": _status(Status.ENDORSED),
    "待放行": _held_back,
    "待签字": _status(Status.SUBMITTED),
    "未定期限": lambda _, rows: counting.undated_rows(rows),
    "长期整改": _status(Status.LONG_TERM),
    "需协调": _blocked,
    "尚未收到进展": _silent,
    "没有责任人": _unattended,
    "未销号": _running,
    "已销号": _status(Status.CLOSED),
    "整改中": _status(Status.RECTIFYING),
    "已交办": _status(Status.DELIVERED),
    "快到期": _soon,
    "申请了延期": lambda ctx, rows: _of(
        _running(ctx, rows), petitions.pending_now(ctx.session)
    ),
    "退回待补": _marked(marks.returned),
    "已核减": _status(Status.WITHDRAWN),
    "待交办": _status(Status.RECORDED),
    "重新整改": lambda ctx, rows: _of(rows, marks.reopened(ctx.session)),
    "缺佐证材料": _marked(marks.without_evidence),
    "未回访": _unvisited,
    "已回访": lambda ctx, rows: _of(rows, marks.visited(ctx.session)),
    "立行立改": lambda _, rows: [row for row in rows if row.clock == Clock.IMMEDIATE],
    "报了进展": lambda ctx, rows: _of(rows, marks.reported(ctx.session)),
}
"""Each state of `rules/speech/states.py` and `inquiry_words.py` → the findings that stand in it."""
