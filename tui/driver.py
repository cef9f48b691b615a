"""What the reader asks of Textual's driver: to wait with the keys, and to keep what is shown."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from tui.terminal import OutlivingDriver

if TYPE_CHECKING:
    from threading import Event

    from tui.first_picture import Taken

_FULL_SCREEN: Final = "\x1b[?1049h"

#: So long at most keys wait for the screen, in seconds.
_PATIENCE: Final = 10.0
#: Between two looks at whether the reader has ended before that, in seconds.
_PAUSE: Final = 0.1


def reader_driver(welcome: Event, taken: Taken | None) -> type[OutlivingDriver]:
    """Return a driver for one run of the reader.

    Args:
        welcome: Set when the first screen has the keyboard. Keys that come before would go astray: Textual
            asks at once which binding they are for, and there is none yet.
        taken: The terminal, if it shows the first picture already.
    """

    class ReaderDriver(OutlivingDriver):
        """Takes the terminal over, once; after a pause it begins like any other."""

        _shown = False

        def start_application_mode(self) -> None:
            """Begin without clearing what is shown."""
            first = taken is not None and not taken.given
            self._shown = first
            if taken is not None:
                taken.given = True
            super().start_application_mode()
            if first and taken is not None:
                self.attrs_before: list[Any] | None = taken.settings  # as the shell had them

        def write(self, data: str) -> None:
            """Write, but do not go to a full screen where the terminal is in it: some would clear it."""
            if self._shown and data == _FULL_SCREEN:
                self._shown = False
                return
            super().write(data)

        def run_input_thread(self) -> None:
            """Read keys once they are welcome."""
            end = monotonic() + _PATIENCE
            while not welcome.wait(_PAUSE) and not self.exit_event.is_set() and monotonic() < end:
                pass
            super().run_input_thread()

    return ReaderDriver
