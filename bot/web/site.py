"""网站：几间网页屋接在一起，一处列出全部地址。"""

from pathlib import Path

from aiohttp import web

from bot.arrivals import Arrivals, MakeContext
from bot.clock import Clock
from bot.config import Settings
from bot.lane import Lane
from bot.router import Router
from bot.uploads import Halves
from bot.web.assets import Assets
from bot.web.auth import Gate, Identify
from bot.web.h5 import H5
from bot.web.inside import Inside
from bot.web.pages import Frame
from bot.web.uploads import UploadDoor

HALVES = ".uploads"
"""The folder of half files, beside the evidence."""


def routes(
    settings: Settings,
    clock: Clock,
    lane: Lane,
    router: Router,
    arrivals: Arrivals,
    context: MakeContext,
    identify: Identify | None,
) -> list[web.RouteDef]:
    """Return every route of the pages that people open."""
    assets = Assets()
    gate, frame = Gate(settings, clock, identify), Frame(assets, clock.now)
    limit = settings.files.max_bytes
    inside = Inside(gate, frame, lane, router, arrivals, context, clock, limit)
    h5 = H5(inside, settings.calendar.timezone)
    halves = Halves(Path(settings.files.directory) / HALVES)
    uploads = UploadDoor(inside, halves, settings.server.secret_key.reveal().encode())
    return [*assets.routes(), *h5.routes(), *uploads.routes(), *h5.nowhere()]
