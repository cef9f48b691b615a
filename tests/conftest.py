"""What all tests share: nobody's own settings, caches or reading state are touched."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pathlib import Path

# The machines that run this are shared: how long one example takes says nothing. The same examples are tried
# each time, so that a failure speaks of what was changed; `make fuzz` looks for new ones.
settings.register_profile(
    "lateral",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="LATERAL_FUZZ" not in os.environ,
)
settings.load_profile("lateral")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home of its own, on every system's terms."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.delenv("LATERAL_CONFIG", raising=False)
    return home


def pytest_collection_finish() -> None:
    """Let no collection of garbage look again at the modules and tests that stay to the end."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: packed ones hold the time, and all workers must collect the same."""
    return argname if isinstance(val, bytes) else None
