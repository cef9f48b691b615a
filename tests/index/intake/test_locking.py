"""One writer at a time, on every system's terms."""

from __future__ import annotations

import subprocess
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from index.intake.locking import first_byte_locked, only_writer

if TYPE_CHECKING:
    from pathlib import Path

_HOLD = """
import sys
from pathlib import Path
from index.intake.locking import only_writer

with only_writer(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    waiting, entered = threading.Event(), threading.Event()

    def second() -> None:
        waiting.set()
        with only_writer(tmp_path):
            entered.set()

    with only_writer(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(10)
        assert not entered.wait(0.1)
    thread.join(10)
    assert entered.is_set()


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"mine"
        process.kill()
    with only_writer(tmp_path):
        pass


def test_an_exception_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(KeyError), only_writer(tmp_path):
        raise KeyError
    with only_writer(tmp_path):
        pass


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"), only_writer(tmp_path / "none"):
        pass


class Windows(ModuleType):
    """``msvcrt`` as documented: LK_NBLCK fails at once with EACCES while somebody else holds the byte."""

    LK_UNLCK, LK_NBLCK = 0, 2

    def __init__(self, taken: int, error: OSError | None = None) -> None:
        super().__init__("msvcrt")
        self.taken = taken
        self.error = error or PermissionError(13, "Permission denied")
        self.calls: list[tuple[int, int]] = []

    def locking(self, handle: int, mode: int, length: int) -> None:
        assert handle == 7
        self.calls.append((mode, length))
        if mode == self.LK_NBLCK and self.taken:
            self.taken -= 1
            raise self.error


def test_on_windows_it_asks_until_the_byte_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[tuple[int, int, int]] = []
    monkeypatch.setattr("os.lseek", lambda *given: sought.append(given))
    windows, waits = Windows(taken=3), list[float]()
    with first_byte_locked(7, windows, waits.append):
        assert windows.calls == [(Windows.LK_NBLCK, 1)] * 4
    assert len(waits) == 3
    assert sought == [(7, 0, 0)]
    assert windows.calls[-1] == (Windows.LK_UNLCK, 1)


def test_on_windows_other_failures_are_told() -> None:
    windows = Windows(taken=1, error=OSError(9, "Bad file descriptor"))
    with pytest.raises(OSError, match="Bad file"), first_byte_locked(7, windows, lambda _: None):
        pass
    assert windows.calls == [(Windows.LK_NBLCK, 1)]
