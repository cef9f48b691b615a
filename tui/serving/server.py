"""A textual-serve server that answers only those who were given its address.

The reader can open files, write reports and change notes, and any page in any browser of this machine may try
to reach a port of it. So the address carries a secret, as Jupyter's does: whoever opens it gets a cookie that
no other site's page can send (``SameSite=Strict``), and without the cookie there is neither reader nor file.
"""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, cast

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

if TYPE_CHECKING:
    from aiohttp.web import Application

_COOKIE = "lateral-{port}"


class ReaderServer(Server):
    """Serves the reader at :attr:`address`.

    Args:
        command: What a shell runs to start a reader.
        host: The interface to listen on.
        port: The port to listen on.
    """

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host=host, port=port, title="Lateral", templates_path=Path(__file__).parent)
        self._secret = secrets.token_urlsafe(24)
        self._readers: set[asyncio.Task[object]] = set()

    @property
    def address(self) -> str:
        """What to open in a browser; whoever has it can use the reader."""
        named = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{named}:{self.port}/?token={self._secret}"

    def serve(self, debug: bool = False) -> None:
        """Serve until told to end; say where (data) once a browser can come.

        What browsers ask for is not logged: the first of it holds the secret.
        """
        self.debug = debug
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            access_log=None,
            print=lambda *_: print(self.address, flush=True),
        )

    async def on_startup(self, app: Application) -> None:
        """Say nothing yet: it does not listen before this is over."""

    async def on_shutdown(self, app: Application) -> None:  # noqa: ARG002 - the server calls it so
        """End the readers of open pages: aiohttp would wait a minute for someone to close the pages."""
        for reader in self._readers:
            reader.cancel()

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Send the page, to whom has the secret."""
        if request.query.get("token") != self._secret:
            self._check(request)
        page = aiohttp_jinja2.render_template("page.html", request, {"title": self.title})
        page.set_cookie(self._cookie, self._secret, httponly=True, samesite="Strict")
        page.headers["Referrer-Policy"] = "no-referrer"  # the address carries the secret
        page.headers["X-Frame-Options"] = "DENY"
        return page

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Start a reader, for whom has the secret."""
        self._check(request)
        reader = cast("asyncio.Task[object]", asyncio.current_task())
        self._readers.add(reader)
        try:
            return await super().handle_websocket(request)
        finally:
            self._readers.discard(reader)

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Send a file that the reader wrote, to whom has the secret."""
        self._check(request)
        return await super().handle_download(request)

    @property
    def _cookie(self) -> str:
        # Cookies know no ports: two readers at once must not sign each other out.
        return _COOKIE.format(port=self.port)

    def _check(self, request: web.Request) -> None:
        if not secrets.compare_digest(request.cookies.get(self._cookie, ""), self._secret):
            raise web.HTTPForbidden(text="Open the whole address that `lateral serve` printed.\n")
