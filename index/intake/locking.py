"""One writer at a time in a corpus."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import ModuleType

_NAME = ".lateral.lock"
_ASK_AGAIN = 0.05  # seconds; Windows has no lock that one can wait for without end


@contextmanager
def only_writer(corpus: Path) -> Iterator[None]:
    """Wait until nobody else writes to ``corpus``, then keep others waiting for the block.

    Others are other processes, and other threads of this one. The operating system gives the lock back when
    the process ends, however it ends.

    Raises:
        OSError: The folder cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(corpus / _NAME, flags, 0o600)
    except OSError as error:
        # What the user knows is the folder, not our file in it.
        raise OSError(error.errno, f"cannot be written ({error.strerror})", str(corpus)) from None
    try:
        with _exclusive(handle):
            yield
    finally:
        os.close(handle)


def _exclusive(handle: int) -> AbstractContextManager[None]:
    if sys.platform == "win32":  # pragma: no cover
        import msvcrt

        return first_byte_locked(handle, msvcrt)
    else:  # noqa: RET505 - mypy reads only one of the branches on each system
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        return nullcontext()  # closing the file gives it back


@contextmanager
def first_byte_locked(
    handle: int, msvcrt: ModuleType, sleep: Callable[[float], object] = time.sleep
) -> Iterator[None]:
    """Hold Windows' lock on the first byte of a file for the block; the byte need not be there.

    Args:
        handle: The open file, at its beginning.
        msvcrt: The module of that name, which only Windows has; tests on other systems pass their own.
        sleep: How to wait before asking again.

    Raises:
        OSError: The file can be locked by nobody.
    """
    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            break
        except PermissionError:  # EACCES: somebody else has it
            sleep(_ASK_AGAIN)
    try:
        yield
    finally:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
