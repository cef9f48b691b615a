from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.intake.client import Limits
from tests.index.intake.server import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def limits() -> Limits:
    """Bounds that a test can wait for."""
    return Limits(connect=2.0, read=0.3, total=1.0, attempts=2, backoff=0.01, patience=5.0)


async def no_sleep(_seconds: float) -> None:
    """Wait between attempts without waiting."""
