"""The embedded engine: the contract, and what only an index on disk can get wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.engines.whoosh import WhooshEngine
from tests.index.engines.contract import EngineContract

if TYPE_CHECKING:
    from pathlib import Path

    from index.engines.base import Engine


class TestWhoosh(EngineContract):
    def open(self, folder: Path) -> Engine:
        return WhooshEngine(folder)
