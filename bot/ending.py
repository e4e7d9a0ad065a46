"""收尾：叫停旁边的事，等它真的停下。"""

import asyncio
from typing import Any


async def end(*tasks: asyncio.Task[Any] | None) -> None:
    """Stop tasks, those that were begun, and wait until each has cleared up.

    What stopped one of them before us is not raised. Whoever is stopped himself while
    he waits here is stopped: his own end is not taken for theirs.
    """
    begun = [task for task in tasks if task is not None]
    for task in begun:
        task.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
