"""A web server on the loopback interface that can behave as badly as the web does."""

from __future__ import annotations

import socketserver
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]


@dataclass
class Connection:
    """What a page of the server does its harm with."""

    request: Request
    socket: socket.socket

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        names.setdefault("content-length", str(len(body)))
        lines = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        self.send(f"HTTP/1.1 {status} x\r\nconnection: close\r\n{lines}\r\n".encode() + body)

    def wait_for_goodbye(self) -> None:
        """Do nothing until the client gives up."""
        while self.socket.recv(1024):
            pass


Page: TypeAlias = "Callable[[Connection], None] | bytes"


@dataclass
class LoopbackServer:
    """Serves ``pages`` by path, each after ``thinking`` seconds.

    ``requests`` holds what was asked, ``most_at_once`` how many were being thought about at a time.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    thinking: float = 0.0
    most_at_once: int = 0
    _busy: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    outer._handle(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self._server.server_address[1]}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def _handle(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        first, *lines = data.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(first.split(" ")[1], headers)
        with self._guard:
            self.requests.append(request)
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)
        time.sleep(self.thinking)
        with self._guard:
            self._busy -= 1  # before the answer, upon which the next request may come at once
        page = self.pages.get(request.path)
        talk = Connection(request, connection)
        if page is None:
            talk.reply(b"nothing here", status=404)
        elif isinstance(page, bytes):
            talk.reply(page)
        else:
            page(talk)
