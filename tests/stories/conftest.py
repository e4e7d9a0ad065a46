"""故事的台子：一个什么也不欠的早上。"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import APP, Stage, staged


@pytest.fixture
async def stage(directory: Path) -> AsyncIterator[Stage]:
    """A morning on which nothing waits any more."""
    async with staged(directory, "2026-09-14 09:00", doors=APP) as made:
        await made.settle()
        yield made
