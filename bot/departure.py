"""出门：一条信备好了送出去，都在租约之内；过了租约的不出门（decisions.md 3、10）。"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.gateway import Gateway
from handlers.post.parcel import ENCLOSING, Parcel
from rules.post.outcomes import NotSent, Outcome, Uncertain

log = structlog.get_logger()

NO_TIME = timedelta()

Keep = Callable[[Parcel, str], Awaitable[object]]
"""Writes down the request of a mail before it leaves."""


async def depart(gateway: Gateway, parcel: Parcel, clock: Clock, keep: Keep) -> Outcome:
    """Send one mail; a file is uploaded first, so that a retry names the same.

    Past its lease others have it: whoever was stopped on the way here does not send.
    """
    encloses = parcel.kind == ENCLOSING
    ready = await _ready(gateway, parcel, clock, keep) if encloses else parcel.request
    if not isinstance(ready, str):
        return ready
    now = clock.now()
    if parcel.time_left(now) <= NO_TIME:
        return NotSent(reached=True)
    try:
        async with asyncio.timeout(parcel.lease_left(now).total_seconds()):
            return await gateway.send(parcel.kind, ready)
    except TimeoutError:
        return Uncertain()


async def _ready(
    gateway: Gateway, parcel: Parcel, clock: Clock, keep: Keep
) -> str | Outcome:
    """Upload while the lease lasts: past it another process would send a copy too.

    What takes too long, or cannot be made ready or kept, was certainly not sent.
    """
    left = parcel.time_left(clock.now()).total_seconds()
    try:
        async with asyncio.timeout(max(left, 0)):
            request = await gateway.ready(parcel.request)
        if isinstance(request, str) and request != parcel.request:
            await keep(parcel, request)
    except TimeoutError:
        return NotSent(reached=True)
    except Exception:
        log.exception("not_ready", mail=parcel.mail_id)
        return NotSent(reached=True)
    return request
