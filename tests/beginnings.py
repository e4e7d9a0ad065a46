"""故事从哪样的库开始：规矩、时刻、样例都相同的，只真的导入一次，以后照抄一份。"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, partial
from itertools import takewhile
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from bot import intake
from bot.clock import PushedClock
from bot.lane import Lane
from bot.policy import context_maker
from handlers.context import Policy
from handlers.ledger.importing import Options
from rules.ledger.sheet import Sheet
from tests import databases

SAMPLE = Path(__file__).parent.parent / "bot" / "simulator" / "sample"
OPTIONS = Options(round_code="5", feedback_on=date(2026, 4, 10))


def bring(
    engine: Engine, *, policy: Policy, moment: datetime, workbooks: Sequence[str]
) -> None:
    """Import workbooks one after the other, each in a transaction of its own."""
    context = context_maker(policy, PushedClock(moment))

    def take(session: Session, sheets: list[Sheet]) -> None:
        """导入一个工作簿。"""
        intake.take(context(session), sheets, OPTIONS, dry=False)

    for name in workbooks:
        Lane(engine).run_sync(partial(take, sheets=intake.read(SAMPLE / name)))


@cache
def _imported(
    policy: Policy, moment: datetime, workbooks: tuple[str, ...]
) -> databases.Image:
    """A database with samples in it; asks for everything that an import can see."""
    return databases.image(
        partial(bring, policy=policy, moment=moment, workbooks=workbooks)
    )


def lay(
    folder: Path, policy: Policy, moment: datetime, workbooks: tuple[str, ...]
) -> tuple[str, ...]:
    """Give a folder a database, samples imported; what is left to be imported.

    That is a story's own workbooks, and all of them where a database stands already.
    """
    if not databases.is_new(folder):
        return workbooks
    samples = tuple(takewhile(lambda name: Path(name).name == name, workbooks))
    databases.lay(folder, _imported(policy, moment, samples))
    return workbooks[len(samples) :]
