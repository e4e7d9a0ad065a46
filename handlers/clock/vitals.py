"""生命体征：积压多少、最老的等了多久、通道通不通、工作何时跑过；给监控和体检看。"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.clock import jobs
from handlers.context import Context
from models import channels, clock_room
from models.mailbox import Channel
from models.pulse import ping, touch
from rules.vocabulary import MailStatus

BEHIND = timedelta(minutes=15)
"""Mail that is due and waits longer than this means that delivery does not work."""


@dataclass(frozen=True)
class Vitals:
    """What an administrator's instruments read."""

    mail: dict[str, int]
    oldest_due: timedelta
    rests_until: datetime | None
    channel_reason: str
    channel_alarm: bool
    fetching: int
    last_runs: dict[str, datetime]

    @property
    def behind(self) -> bool:
        """Say whether mail that could leave has waited too long."""
        return self.oldest_due > BEHIND and not self.channel_alarm


def look(ctx: Context) -> Vitals:
    """Read the vitals; raises where the database does not answer."""
    ping(ctx.session)
    channel = _worst(ctx)
    oldest = channels.oldest_due(ctx.session, ctx.now)
    runs = {name: clock_room.last_run(ctx.session, name) for name in jobs.NAMES}
    counts = channels.counts(ctx.session)
    return Vitals(
        mail={status.value: counts.get(status.value, 0) for status in MailStatus},
        oldest_due=ctx.now - oldest if oldest else timedelta(),
        rests_until=channel.rests_until if channel else None,
        channel_reason=channel.reason if channel else "",
        channel_alarm=bool(channel and channel.alarm),
        fetching=channels.fetching(ctx.session),
        last_runs={name: run.ran_at for name, run in runs.items() if run},
    )


def try_out(ctx: Context) -> Vitals:
    """Read the vitals; raises also where nothing can be written any more."""
    touch(ctx.session)
    return look(ctx)


def _worst(ctx: Context) -> Channel | None:
    """The way out that is worst off: one that needs a person before all others."""
    found = channels.troubled(ctx.session)
    return max(found, key=lambda row: row.alarm, default=None)
