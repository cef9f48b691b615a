"""The reader in a browser: one process of it for each page, over a web socket."""

from __future__ import annotations

import shlex
import socket
import sys
from typing import TYPE_CHECKING

from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["serve"]


def serve(arguments: Sequence[str], host: str, port: int) -> None:
    """Serve readers started with ``arguments`` until interrupted; print the address to open.

    Args:
        arguments: Options of the command line, such as ``--corpus``.
        host: The interface to listen on.
        port: The port; 0 for any that is free.

    Raises:
        LibraryError: The packages for it are not installed, or it cannot listen there.
    """
    try:
        from tui.serving.server import ReaderServer
    except ImportError:
        raise LibraryError(
            "a reader in the browser needs one more package: pip install 'lateral[serve]'"
        ) from None
    port = _free_port(host, port)
    if host not in ("127.0.0.1", "::1", "localhost"):
        print(
            f"lateral: {host} may be reached by others, and what they type and read is not encrypted;"
            " whoever has the address can use your reader",
            file=sys.stderr,
        )
    print("lateral: open this address; ctrl+c ends it", file=sys.stderr)
    ReaderServer(shlex.join([sys.executable, "-m", "tui.cli", *arguments]), host, port).serve()


def _free_port(host: str, port: int) -> int:
    """Return ``port``, or a free one for 0; say before anything runs that one cannot listen there."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            found: int = probe.getsockname()[1]
            return found
    except OSError as error:
        raise LibraryError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
