"""The contract holds for an engine that shares nothing with Whoosh: the suite is neutral."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.index.engines.contract import EngineContract
from tests.index.engines.reference import ReferenceEngine

if TYPE_CHECKING:
    from pathlib import Path

    from index.engines.base import Engine


class TestReference(EngineContract):
    def open(self, folder: Path) -> Engine:
        return ReferenceEngine()
