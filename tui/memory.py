"""What the reader did and prefers, as the screens use it: at hand at once, written behind their back."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from index.marks import keep
from tui.remembered import DRAFT, POSITION, PREFERENCE, SAVED, Remembered, recall
from tui.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.marks import Change, Marks
    from index.state import State


class Memory:
    """The reader's own state. Empty, but usable, until it is opened.

    Args:
        failed: Called with what went wrong when something could not be written.
    """

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._writer = Writer(failed)
        self._state: State | None = None
        self._all = Remembered()

    async def open(self, state: State) -> None:
        """Take over what ``state`` holds."""
        self.take(state, await asyncio.to_thread(recall, state))

    def take(self, state: State, remembered: Remembered) -> None:
        """Take over what was read from ``state`` just now."""
        self._all = remembered
        self._state = state

    async def finish(self) -> None:
        """Wait until everything is written."""
        await self._writer.finish()

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return self._writer.busy

    # Marks

    @property
    def marks(self) -> Marks:
        """Read, starred, noted."""
        return self._all.marks

    def keep(self, change: Change) -> None:
        """Write a change of the marks."""
        if self._state is not None:
            self._writer.write(partial(keep, self._state, change))

    # Positions, preferences, searches, drafts

    def position(self, article_id: str) -> int | None:
        """Return how far the article was read."""
        return self._all.positions.get(article_id)

    def set_position(self, article_id: str, offset: int | None) -> None:
        """Remember how far the article was read; None: not begun, or read to its end."""
        known = self._all.positions.get(article_id)
        if offset is None and known is not None:
            del self._all.positions[article_id]
        elif offset is not None and offset != known:
            self._all.positions[article_id] = offset
        else:
            return
        self._pair(POSITION, article_id, None if offset is None else str(offset))

    def preference(self, name: str) -> str | None:
        """Return what the reader prefers."""
        return self._all.preferences.get(name)

    def prefer(self, name: str, value: str) -> None:
        """Remember what the reader prefers."""
        self._all.preferences[name] = value
        self._pair(PREFERENCE, name, value)

    @property
    def saved(self) -> dict[str, str]:
        """Saved searches: queries by name."""
        return dict(self._all.saved)

    def save_search(self, name: str, query: str | None) -> None:
        """Keep a search under a name, in place of what had that name; None forgets it."""
        if query is None:
            self._all.saved.pop(name, None)
        else:
            self._all.saved[name] = query
        self._pair(SAVED, name, query)

    def searched(self, query: str) -> None:
        """Remember a search among the recent ones."""
        if self._state is not None and query.strip():
            self._writer.write(partial(self._state.add_search, query))

    def draft(self, article_id: str) -> str | None:
        """Return the note that was begun on the article and not kept."""
        return self._all.drafts.get(article_id)

    def set_draft(self, article_id: str, text: str | None) -> None:
        """Remember a note that was begun; None forgets it."""
        if text is None:
            if self._all.drafts.pop(article_id, None) is None:
                return
        else:
            self._all.drafts[article_id] = text
        self._pair(DRAFT, article_id, text)

    def _pair(self, kind: str, name: str, value: str | None) -> None:
        if self._state is not None:
            self._writer.write(partial(self._state.set_pair, kind, name, value))
