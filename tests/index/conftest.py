"""What tests of the archive share: servers for the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def osmem() -> Iterator[clusters.Server]:
    with clusters.osmem() as server:
        yield server


@pytest.fixture(scope="session")
def noida() -> Iterator[clusters.Server]:
    with clusters.noida() as server:
        yield server
