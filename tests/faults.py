"""A small proxy before a server that plays what goes wrong between a reader and a cluster."""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: The longest that a stalled answer is held back; tests end it sooner.
_STALLED = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    body: bytes
    authorization: str | None = None

    def to(self, place: str) -> bool:
        """Whether it was sent to ``place``, such as "_search"."""
        return self.path.partition("?")[0].endswith(place)


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens instead of, or to, the server's answer.

    Attributes:
        status: Answered with ``body`` instead of asking the server.
        body: JSON, or plain text.
        change: Applied to the JSON that the server answered.
        cut: Whether the connection ends in the middle of the answer, the server having done its work.
        stall: Whether no answer comes.
    """

    status: int | None = None
    body: object = None
    change: Callable[[dict[str, Any]], None] | None = None
    cut: bool = False
    stall: bool = False


def refused(status: int, kind: str, reason: str) -> Fault:
    """An error as a server tells it."""
    cause = {"type": kind, "reason": reason}
    return Fault(status, {"error": {"root_cause": [cause], **cause}, "status": status})


@dataclass
class Proxy:
    """A running proxy. ``fault`` decides for each request what happens to it."""

    url: str
    upstream: str
    fault: Callable[[Asked], Fault | None] = lambda _: None
    asked: list[Asked] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def first(self, count: int, place: str, fault: Fault) -> None:
        """Let ``fault`` happen to the first ``count`` requests to ``place``."""
        left = [count]

        def decide(asked: Asked) -> Fault | None:
            if not asked.to(place) or not left[0]:
                return None
            left[0] -= 1
            return fault

        self.fault = decide

    def always(self, place: str, fault: Fault) -> None:
        """Let ``fault`` happen to every request to ``place``."""
        self.fault = lambda asked: fault if asked.to(place) else None

    def count(self, place: str) -> int:
        """How many requests to ``place`` have come."""
        return sum(asked.to(place) for asked in self.asked)


@contextmanager
def proxy(upstream: str, certificate: Path | None = None) -> Iterator[Proxy]:
    """Run a proxy before ``upstream``; with a ``certificate`` (and key, in one file) it speaks TLS."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "http" if certificate is None else "https"
    playing = Proxy(f"{scheme}://localhost:{server.server_address[1]}", upstream)
    server.playing = playing  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield playing
    finally:
        playing.ended.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together, or the network waits 40 ms for an acknowledgement

    def _answer(self) -> None:
        playing: Proxy = self.server.playing  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = Asked(self.command, self.path, body, self.headers.get("authorization"))
        playing.asked.append(asked)
        fault = playing.fault(asked) or Fault()
        if fault.stall:
            playing.ended.wait(_STALLED)
            self.close_connection = True
            return
        if fault.status is not None:
            text = fault.body if isinstance(fault.body, str) else json.dumps(fault.body)
            kind = "text/html" if isinstance(fault.body, str) else "application/json"
            self._send(fault.status, text.encode(), kind)
            return
        status, answer = self._ask(playing.upstream, asked)
        if fault.change is not None:
            changed = json.loads(answer)
            fault.change(changed)
            answer = json.dumps(changed).encode()
        self._send(status, answer, "application/json", cut=fault.cut)

    def _ask(self, upstream: str, asked: Asked) -> tuple[int, bytes]:
        address = urlsplit(upstream)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_STALLED)
        try:
            kept = {name: self.headers[name] for name in ("content-type",) if name in self.headers}
            connection.request(asked.method, asked.path, asked.body or None, kept)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _send(self, status: int, body: bytes, kind: str, *, cut: bool = False) -> None:
        with suppress(ConnectionError):  # the reader may have lost its patience
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - the names are http.server's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing."""
