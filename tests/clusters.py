"""Servers that speak OpenSearch's and Elasticsearch's language, started for a session of tests, ended by it.

They are emulators: what they say about scores, memory or speed says nothing about a real cluster. The same
tests run against one when the environment variable OPENSEARCH_URL names it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.engines.opensearch_client import Patience
from index.settings import OpenSearchSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Seconds within which a server has to answer after its start.
_START = 20

#: Tests wait for nothing.
AT_ONCE = Patience(attempts=4, sleep=lambda _: None)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and the process that is it; None: one that was there before."""

    url: str
    process: subprocess.Popen[bytes] | None = None

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)


def archive(*urls: str, index: str = "lateral-test", **options: object) -> OpenSearchSettings:
    """Settings for an archive on these servers; OPENSEARCH_USERNAME and so on are for the real one."""
    if urls == (os.environ.get("OPENSEARCH_URL", "").rstrip("/"),):
        if user := os.environ.get("OPENSEARCH_USERNAME"):
            options = {"username": user, "password_env": "OPENSEARCH_PASSWORD", **options}
        if authority := os.environ.get("OPENSEARCH_CA"):
            options = {"ca_file": Path(authority), **options}
    return replace(OpenSearchSettings(urls, index, timeout=5), **options)  # type: ignore[arg-type]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def osmem() -> Iterator[Server]:
    """Run osmem, an emulator of OpenSearch 3 that holds everything in memory."""
    package = pytest.importorskip("osmem_server", reason="osmem-server has no package for this system")
    port = free_port()
    command = [package.resolve_binary(), "--no-ja", "--no-stdin-watch", "--addr", f"127.0.0.1:{port}"]
    command += ["--parent-pid", str(os.getpid())]
    with _running(command, port) as server:
        yield server


@contextmanager
def noida() -> Iterator[Server]:
    """Run noida-db's emulator of Elasticsearch 8."""
    package = pytest.importorskip("noida_db", reason="noida-db has no package for this system")
    port = free_port()
    # The binary itself: its launcher waits for it as for a child, which would outlive the launcher's end.
    binary = Path(package.__file__).with_name("noida-db.exe" if os.name == "nt" else "noida-db")
    binary.chmod(0o755)
    with tempfile.TemporaryDirectory(prefix="lateral-noida-") as folder:
        options = ["--only", "elasticsearch", "--elasticsearch-port", str(port), "--data-dir", folder]
        with _running([str(binary), "start", *options], port) as server:
            yield server


@contextmanager
def _running(command: Sequence[str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server)
        yield server
    finally:
        server.kill()


def _wait(server: Server) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if server.process is not None and server.process.poll() is not None:
            pytest.skip(f"{server.process.args!r} does not run on this system")
        try:
            with urllib.request.urlopen(server.url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    pytest.fail(f"{server.url} did not start within {_START} s")
