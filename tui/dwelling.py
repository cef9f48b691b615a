"""When an article counts as read.

Moving through a list reads nothing. An article is read when it was in view for a moment *and* something was
done with it (it was scrolled, or given the whole screen), or when one stayed with it for some seconds. The
first article of a run is not read by staying: the reader may just be away.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer

#: In view for so many seconds, an article that was scrolled or opened is read.
MOMENT_SECONDS = 1.5
#: So many seconds of staying read an article that one came to.
STAY_SECONDS = 10.0


class Dwelling:
    """Watches one article after the other.

    Args:
        owner: Whose timers are used.
        read: Called with the id of an article that is read now, once each time it comes into view.
    """

    def __init__(self, owner: MessagePump, read: Callable[[str], object]) -> None:
        self._owner = owner
        self._read = read
        self._article_id: str | None = None
        self._timers: list[Timer] = []
        self._touched = self._ripe = False
        self._first = True
        self._y = 0

    def begin(self, article_id: str) -> None:
        """Another article came into view."""
        self.leave()
        self._article_id = article_id
        self._timers = [self._owner.set_timer(MOMENT_SECONDS, partial(self._moment_over, article_id))]
        if not self._first:
            self._timers.append(self._owner.set_timer(STAY_SECONDS, partial(self._tell, article_id)))
        self._first = False

    def leave(self) -> None:
        """No article is in view."""
        for timer in self._timers:
            timer.stop()
        self._timers = []
        self._article_id = None
        self._touched = self._ripe = False
        self._y = 0

    def touch(self) -> None:
        """The reader did something with the article."""
        self._touched = True
        if self._ripe:
            self._tell(self._article_id)

    def scrolled_to(self, y: int, *, by_reader: bool = False) -> None:
        """The article stands at another line; that counts only where the reader moved it."""
        if by_reader and y != self._y:
            self.touch()
        self._y = y

    def _moment_over(self, article_id: str) -> None:
        if article_id == self._article_id:  # a timer that was stopped may have run out already
            self._ripe = True
            if self._touched:
                self._tell(article_id)

    def _tell(self, article_id: str | None) -> None:
        if article_id is not None and article_id == self._article_id:
            self.leave()
            self._read(article_id)
