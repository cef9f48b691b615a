"""What the reader has marked: read, starred, noted. At hand at once, kept in the file later, undone in steps.

A screen asks for the marks of every article it lists and must not wait for a file meanwhile. So the marks are
held in memory: :meth:`Marks.change` is immediate and returns what remains to be written, :func:`keep` writes
it and may run in another thread.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from index.state import State

#: How many changes can be undone.
UNDO_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """What the reader has done with one article. ``note``: the reader's own words, or nothing."""

    read: bool = False
    starred: bool = False
    note: str = ""


NO_MARK: Final = Mark()
_ONLY_READ: Final = Mark(read=True)


@dataclass(frozen=True, slots=True)
class Change:
    """One step that can be undone.

    Attributes:
        what: What was done, as a sentence goes on: "3 articles marked as read".
        before, after: The marks of the articles concerned, by article id.
    """

    what: str
    before: Mapping[str, Mark]
    after: Mapping[str, Mark]

    @property
    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.what, self.after, self.before)


class Marks:
    """The marks of all articles. For one thread; only :func:`load` and :func:`keep` are for others."""

    def __init__(self, marks: Mapping[str, Mark] | None = None) -> None:
        self._marks = dict(marks or {})
        self._done: deque[Change] = deque(maxlen=UNDO_STEPS)

    def of(self, article_id: str) -> Mark:
        """Return the marks of one article."""
        return self._marks.get(article_id, NO_MARK)

    def read_ids(self) -> frozenset[str]:
        """Return the ids of all articles that were read."""
        return frozenset(article_id for article_id, mark in self._marks.items() if mark.read)

    def set_read(self, article_ids: Iterable[str], read: bool, *, undoable: bool = True) -> Change | None:
        """Mark articles as read or unread; None where they all are already.

        ``undoable=False`` is for articles that become read by being read: nobody would undo that.
        """
        told = "as read" if read else "as unread"

        def after(mark: Mark) -> Mark:
            if not (mark.starred or mark.note):  # nearly all; a library's worth must not hold the screen
                return _ONLY_READ if read else NO_MARK
            return replace(mark, read=read)

        return self._each(article_ids, after, f"marked {told}", undoable)

    def set_starred(self, article_id: str, starred: bool) -> Change | None:
        """Give an article a star, or take it away."""
        told = "starred" if starred else "no longer starred"
        return self._each([article_id], lambda mark: replace(mark, starred=starred), told)

    def set_note(self, article_id: str, note: str) -> Change | None:
        """Keep a note in place of the one there was; an empty text removes it."""
        note = note.strip()
        told = "noted on" if note else "without its note"
        return self._each([article_id], lambda mark: replace(mark, note=note), told)

    def undo(self) -> Change | None:
        """Take back the last change that was not taken back yet; return what remains to be written."""
        if not self._done:
            return None
        change = self._done.pop().reversed
        self._marks.update(change.after)
        return change

    def _each(
        self, article_ids: Iterable[str], after: Callable[[Mark], Mark], told: str, undoable: bool = True
    ) -> Change | None:
        before: dict[str, Mark] = {}
        changed: dict[str, Mark] = {}
        for article_id in article_ids:
            mark = self.of(article_id)
            other = after(mark)
            if other is not mark and other != mark:
                before[article_id], changed[article_id] = mark, other
        if not changed:
            return None
        number = "1 article" if len(changed) == 1 else f"{len(changed):,} articles"
        change = Change(f"{number} {told}", before, changed)
        self._marks.update(changed)
        if undoable:
            self._done.append(change)
        return change


def load(state: State) -> Marks:
    """Read all marks. Blocking: for some ten thousand articles that were read it takes about 30 ms."""
    starred = set(state.starred_ids())
    notes = {note.article_id: note.text for note in state.notes()}
    read = state.read_ids()
    return Marks(
        {
            article_id: Mark(article_id in read, article_id in starred, notes.get(article_id, ""))
            for article_id in read | starred | notes.keys()
        }
    )


def keep(state: State, change: Change) -> None:
    """Write a change. Blocking."""
    for read in (True, False):
        ids = [
            one
            for one, mark in change.after.items()
            if mark.read is read and change.before[one].read is not read
        ]
        if ids:
            state.mark_all_read(ids, read)
    for article_id, mark in change.after.items():
        before = change.before[article_id]
        if mark.starred != before.starred:
            state.star(article_id, mark.starred)
        if mark.note != before.note:
            state.set_note(article_id, mark.note)
