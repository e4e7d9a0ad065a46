"""一并同意：等着的几件先列出来读回，一次最多十件，确认时变了的不办（domain.md §2）。"""

from collections import Counter
from collections.abc import Sequence

from handlers.acting.waiting import Request, pending
from handlers.context import Context
from handlers.reply import Asking, Reply
from rules.errors import Refusal
from rules.speech import agreeing
from templates.render import render

QUESTION = "agree_all"


def read_back(
    ctx: Context, waiting: Sequence[Request], left_out: Sequence[str] = ()
) -> Reply:
    """List what would be agreed to; nothing is before 确认.

    A finding of which two things wait is left out: each is answered on its own, and so
    is what needs a paper. So are the codes in `left_out`, of which the answer says
    whether anything of them waits.
    """
    count = Counter(entry.finding.code for entry in waiting)
    single = [
        entry
        for entry in waiting
        if count[entry.finding.code] == 1
        and entry.finding.code not in left_out
        and not entry.needs_paper
    ]
    chosen = single[: agreeing.MOST]
    if not chosen:
        raise _nothing_at_once(waiting, left_out)
    text = render(
        "which",
        today=ctx.today,
        about="agree_all",
        requests=[(entry.finding.code, entry.label, entry.new) for entry in chosen],
        rest=count.total() - sum(count[code] for code in left_out) - len(chosen),
        most=agreeing.MOST,
        left_out=[code for code in left_out if code in count],
        unknown=[code for code in left_out if code not in count],
        sample=chosen[0].finding.code,
    )
    codes = tuple(entry.finding.code for entry in chosen)
    asking = Asking(QUESTION, {"seen": [_mark(entry) for entry in chosen]}, codes)
    return Reply(text, asking=asking, outcome="confirm", codes=codes)


def _nothing_at_once(waiting: Sequence[Request], left_out: Sequence[str]) -> Refusal:
    """Why nothing is agreed to at once; of what needs a paper it is said how to."""
    for entry in waiting:
        if entry.needs_paper and entry.finding.code not in left_out:
            return Refusal("needs_paper", code=entry.finding.code)
    return Refusal("nothing_waiting", code="")


def changed(ctx: Context, seen: Sequence[str], codes: Sequence[str]) -> str:
    """The code of the first request that does not wait as it was read back; or ""."""
    now = {_mark(entry) for entry in pending(ctx)}
    return next(
        (code for code, mark in zip(codes, seen, strict=True) if mark not in now), ""
    )


def _mark(entry: Request) -> str:
    """What makes a request the one that was seen: its kind, its day, its facts."""
    return (
        f"{entry.finding.code} {entry.label} {entry.new or ''} {entry.finding.version}"
    )
