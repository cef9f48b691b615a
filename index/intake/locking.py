"""One writer at a time in a corpus."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows; there two fetches at once are the user's to avoid
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = ".lateral.lock"


@contextmanager
def only_writer(corpus: Path) -> Iterator[None]:
    """Wait until no other process writes to ``corpus``, then keep others waiting for the block.

    The operating system gives the lock back when the process ends, however it ends.

    Raises:
        OSError: The folder cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(corpus / _NAME, flags, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
