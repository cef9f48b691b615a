"""The engine of an archive: the contract over two kinds of server, and what only a server can get wrong."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("opensearchpy", reason="the extra lateral[opensearch] is not installed")

from index.engines.opensearch import OpenSearchEngine
from index.records import LibraryError
from tests.clusters import AT_ONCE, Server, archive
from tests.index.engines.contract import EngineContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.engines.base import Engine


def opened(server: Server, name: str) -> OpenSearchEngine:
    """The engine over an index of its own."""
    index = "lateral-test-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    engine = OpenSearchEngine(archive(server.url, index=index), AT_ONCE)
    engine.prepare()
    return engine


def dropped(engine: OpenSearchEngine) -> None:
    """Delete the index of a test."""
    with suppress(LibraryError):  # its test has deleted it, or killed the server
        engine.cluster.ask("DELETE", "")
    engine.close()


class ArchiveContract(EngineContract):
    """The contract of all engines, over ``self.server``."""

    server: Server

    @pytest.fixture(autouse=True)
    def clean(self) -> Iterator[None]:
        self._opened: list[OpenSearchEngine] = []
        yield
        for engine in self._opened:
            dropped(engine)

    def open(self, folder: Path) -> Engine:
        engine = opened(self.server, str(folder))
        self._opened.append(engine)
        return engine


class TestOnOsmem(ArchiveContract):
    @pytest.fixture(autouse=True)
    def use(self, osmem: Server) -> None:
        self.server = osmem


class TestOnNoida(ArchiveContract):
    @pytest.fixture(autouse=True)
    def use(self, noida: Server) -> None:
        self.server = noida


if url := os.environ.get("OPENSEARCH_URL"):

    class TestOnRealCluster(ArchiveContract):
        server = Server(url.rstrip("/"))
else:

    @pytest.mark.skip(
        reason="no real cluster: OPENSEARCH_URL names one; indices lateral-test-* come and go there"
    )
    def test_on_a_real_cluster() -> None: ...
