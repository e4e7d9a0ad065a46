"""旁边的线程：会等的事在那里办；问的人走了，事还在办，关门要等它办完。"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")


class Threads:
    """Threads of one owner, for what waits; closed with it and not before it is done.

    Whoever is cancelled while waiting here leaves a thread at work: nobody may take
    from under it what it works on.
    """

    def __init__(self, most: int, name: str) -> None:
        """Work at most so many things at once; the rest waits its turn."""
        self._pool = ThreadPoolExecutor(most, thread_name_prefix=name)

    async def run(self, work: Callable[..., Result], *what: object) -> Result:
        """Do something beside the loop; raises whatever it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, copy_context().run, work, *what)

    async def close(self) -> None:
        """Wait for everything that was begun; take nothing more."""
        await asyncio.to_thread(self._pool.shutdown)
