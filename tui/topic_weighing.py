"""How many facts differ in topics whose sheet nobody opened yet: found out while the list is looked at."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Final

from index.records import LibraryError
from tui.errands import run_errand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.screen import Screen

    from index.library import Library
    from index.topics import Topic

#: So many topics are compared at one go, none of more articles than this: a second or two each.
MOST_TOPICS: Final = 40
MOST_ARTICLES: Final = 20


class Weighing:
    """Makes the sheets of topics one after another, in a thread, until it is stopped."""

    def __init__(
        self, screen: Screen[Any], library: Library, on_step: Callable[[Mapping[str, int]], None]
    ) -> None:
        """Tell ``on_step`` how many facts differ in the topics that were compared since it was last told."""
        self._screen = screen
        self._library = library
        self._on_step = on_step
        self._stopped = threading.Event()
        #: What is still to do, in words; empty while nothing is done.
        self.told = ""

    def start(self, topics: Sequence[Topic]) -> None:
        """Begin with those of ``topics`` that are small enough, in their order."""
        self.stop()
        wanted = [topic.id for topic in topics if 1 < len(topic.article_ids) <= MOST_ARTICLES][:MOST_TOPICS]
        if wanted:
            self._stopped = threading.Event()
            run_errand(self._screen, self._weigh, wanted, self._stopped, group="weighing", exclusive=True)

    def stop(self) -> None:
        """Do no more; the comparison that is on its way is not waited for."""
        self._stopped.set()
        self.told = ""

    async def _weigh(self, wanted: Sequence[str], stopped: threading.Event) -> None:
        found: dict[str, int] = {}
        for number, topic_id in enumerate(wanted, 1):
            self.told = f"comparing {number} of {len(wanted)}…"
            self._on_step(found)
            found = {}
            try:
                sheet = await asyncio.to_thread(self._library.sheet, topic_id, None, stopped.is_set)
            except LibraryError:
                continue  # it is gone; opening it tells so
            if stopped.is_set():
                return
            found[topic_id] = sheet.differing
        self.told = ""
        self._on_step(found)
