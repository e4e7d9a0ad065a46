"""把各间屋接成一座房子：运行、演示、测试、命令行都从这里起。"""

import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from sqlalchemy import Engine
from sqlmodel import Session

from bot import common_clock, ordinary
from bot.arrivals import Arrivals
from bot.clock import Clock, PushedClock
from bot.config import Settings, asks_the_time
from bot.delivery import Delivery, Pump
from bot.files import FileStore
from bot.gateway import Gateway
from bot.lane import Lane
from bot.meters import Meters
from bot.policy import context_maker, policy_of, timetable_of
from bot.robot.station import Station
from bot.router import Router
from bot.scheduler import Scheduler
from bot.shared import Shared
from bot.spoken import Spoken, path_of
from bot.ways import Ways, callback, ways_out
from bot.web import site
from bot.web.health import Health
from bot.web.pages import nameless
from bot.wecom.callback import Callback
from bot.wecom.carrier import WeComGateway
from bot.witness import Witness
from handlers.context import Context, Policy
from handlers.post import outbox
from models.database import noticing, opened
from models.schema import ensure_schema
from rules.calendar.slots import Timetable
from rules.errors import Misconfigured
from rules.vocabulary import Way

IDLE_SECONDS = 75.0
"""How long a line may be silent; longer than a proxy before us keeps one open."""


@dataclass
class House:
    """Everything that runs, wired once; the same for run, demo, tests and tick."""

    settings: Settings
    policy: Policy
    clock: Clock
    engine: Engine
    lane: Lane
    files: FileStore
    delivery: Delivery
    scheduler: Scheduler
    arrivals: Arrivals
    router: Router
    callback: Callback | None
    timetable: Timetable
    context: Callable[[Session], Context]
    health: Health
    spoken: Spoken
    pages: list[web.RouteDef]
    robot: Station | None
    app: WeComGateway | None

    def attest(self, witness: Witness) -> None:
        """Let the platform's clock stand beside ours, where it can tell us the time."""
        if self.app is not None:
            witness.ask = self.app.ask
            self.app.listen(witness.hear)

    async def close(self) -> None:
        """Finish what was begun, whoever needs another before that one.

        Each is closed also where one before it fails.
        """
        async with AsyncExitStack() as last:
            last.callback(self.spoken.close)
            for one in (self.lane, self.delivery, self.arrivals, self.robot):
                if one is not None:
                    last.push_async_callback(one.close)
            last.callback(self.scheduler.close)
            self.lane.hurry()

    def web(self) -> web.Application:
        """Return the web application with all its doors."""
        application = web.Application(client_max_size=2 * 1024 * 1024)
        if self.callback is not None:
            application.add_routes(self.callback.routes())
        application.add_routes(self.health.routes())
        application.add_routes(self.pages)
        application.on_response_prepare.append(nameless)
        return application


@asynccontextmanager
async def open_house(
    settings: Settings, clock: Clock, *, rehearsal: bool = False
) -> AsyncIterator[House]:
    """Open database, lane, channel and pump; close them in order on the way out.

    Raises Misconfigured where the database is older or newer than this program.
    """
    trusted = trust(settings.wecom.ca_file)
    policy = policy_of(settings, rehearsal=rehearsal)
    with opened(settings.database.url) as engine:
        ensure_schema(engine)
        own, clock = clock, common_clock.common(engine, clock)
        witness = Witness(clock)
        context = context_maker(policy, clock, doubted=witness.doubted)
        lane = Lane(engine)
        connector = aiohttp.TCPConnector(ssl=trusted)
        async with aiohttp.ClientSession(connector=connector) as session:
            ways = ways_out(settings, session, clock, engine)
            house = _wire(settings, policy, clock, engine, lane, context, ways)
            house.scheduler.witness = witness
            if asks_the_time(settings) and not isinstance(own, PushedClock):
                house.attest(witness)
            house.delivery.beside.append(house.arrivals.resume)
            house.scheduler.first = partial(common_clock.keep, lane, own, clock)
            lane.start()
            try:
                yield house
            finally:
                await house.close()


def _wire(
    settings: Settings,
    policy: Policy,
    clock: Clock,
    engine: Engine,
    lane: Lane,
    context: Callable[[Session], Context],
    ways: Ways,
) -> House:
    files = FileStore(Path(settings.files.directory), policy.max_bytes)
    spoken = Spoken(path_of(files.directory.parent, settings.server.port))
    meters = Meters()
    delivery = _delivery(settings, lane, ways.gateways, clock, context, meters, spoken)
    timetable = timetable_of(settings)
    scheduler = Scheduler(lane, clock, timetable, context, delivery)
    arrivals = Arrivals(lane, ways.gateways, files, delivery, context)
    router = Router(lane, arrivals, delivery, context)
    ways.attend(router, spoken, meters)
    robot = ways.robot
    pages = site.routes(settings, clock, lane, router, arrivals, context, ways.identify)
    return House(
        settings=settings,
        policy=policy,
        clock=clock,
        engine=engine,
        lane=lane,
        files=files,
        delivery=delivery,
        scheduler=scheduler,
        arrivals=arrivals,
        router=router,
        callback=callback(settings, clock, router, spoken, meters),
        timetable=timetable,
        context=context,
        health=Health(lane, delivery, scheduler, clock, context, meters, files, robot),
        spoken=spoken,
        pages=pages,
        robot=robot,
        app=ways.app,
    )


def _delivery(
    settings: Settings,
    lane: Lane,
    gateways: Mapping[Way, Gateway],
    clock: Clock,
    context: Callable[[Session], Context],
    meters: Meters,
    spoken: Spoken,
) -> Delivery:
    """One process pumps for itself; on PostgreSQL all processes share the work."""
    url = settings.database.url
    if url.startswith("postgresql"):
        return Shared(lane, gateways, clock, context, meters, spoken, noticing(url))
    return Pump(lane, gateways, clock, context, meters, spoken)


def trust(ca_file: str) -> ssl.SSLContext | bool:
    """The certificates to believe: the system's, or the file of a private platform.

    Raises Misconfigured for a file that cannot be read or holds no certificate.
    """
    if ca_file and (words := ordinary.objection(Path(ca_file))):
        raise Misconfigured(f"wecom.ca_file {words}")
    try:
        return ssl.create_default_context(cafile=ca_file) if ca_file else True
    except OSError as error:
        raise Misconfigured(
            f"wecom.ca_file {ca_file} 读不到，或不是 PEM 格式的证书，请核对"
        ) from error


def _without_bytes(record: logging.LogRecord) -> bool:
    """Say of a request that is no HTTP only that it came: its bytes may be a secret.

    Of whoever hangs up in the middle nothing: anybody can, and a log has an end.
    """
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ConnectionError):
        return False
    if isinstance(error, HttpProcessingError | web.RequestPayloadError):
        record.msg, record.args = "request_unreadable error=%s", (type(error).__name__,)
        record.exc_info = None
    return True


@asynccontextmanager
async def served(
    application: web.Application, host: str, port: int
) -> AsyncIterator[str]:
    """Serve an application; yields its address. Raises OSError on a busy port."""
    logging.getLogger("aiohttp.server").addFilter(_without_bytes)
    how: Any = {"shutdown_timeout": 5, "keepalive_timeout": IDLE_SECONDS}
    runner = web.AppRunner(application, access_log=None, **how)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        address = runner.addresses[0]
        yield f"http://{address[0]}:{address[1]}"
    finally:
        await runner.cleanup()


async def begin(house: House) -> None:
    """Start pump and clock, and take up what a restart left undone.

    Raises Misconfigured where the database was replaced by an older copy.
    """
    await _ensure_not_older(house)
    house.spoken.open()
    await house.lane.run(lambda s: outbox.readdress(house.context(s)))
    house.delivery.start()
    house.scheduler.start()
    if house.robot is not None:
        house.robot.start()
    await house.arrivals.resume()


async def _ensure_not_older(house: House) -> None:
    """An older copy, put back by hand, knows nothing of what was said since."""
    said, where = house.spoken.newest(), house.spoken.path
    if not await house.lane.read(lambda s: outbox.knows(house.context(s), said)):
        raise Misconfigured(
            "数据库比这台机器说过的话旧，像是放回了旧的一份；照此运行，说过的会再说一遍。"
            "请换回原来的库；没有了的，用它 backup，再 restore 到一个空库。"
            f"确是另起的新库，删去 {where}"
        )
