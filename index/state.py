"""What the reader has done: articles read and starred, notes, searches, corrections of topics.

It is the one thing that cannot be made again, so it lives in the user's data folder, never in the cache, and
everything hangs on article ids: the corpus may move, and index and catalogue may be deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self, TextIO

from index.state_file import StateFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: How many searches are remembered.
RECENT_SEARCHES: Final = 100
_LONGEST_SEARCH = 1000
_FORGET_OLD_SEARCHES: Final = (
    "DELETE FROM searches WHERE query NOT IN (SELECT query FROM searches ORDER BY at DESC, query LIMIT ?)",
    (RECENT_SEARCHES,),
)


class StateError(Exception):
    """A file of exported state cannot be read; the message is one line with the number of the line."""


@dataclass(frozen=True, slots=True)
class Note:
    """The reader's own words on an article, and when they were last changed (UTC)."""

    article_id: str
    text: str
    at: datetime


class State:
    """The reader's own state in one SQLite file. Safe to use from several threads and processes.

    Nothing is opened or made before the first use. Where the file cannot be written (a home that is
    read-only), the state is kept in memory for this run; where it is damaged, it is set aside and a new one
    begun. Both are told in :attr:`notices`.

    Args:
        path: The file; None: the user's own, see :func:`index.state_file.user_folder`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = StateFile(path)

    @classmethod
    def in_memory(cls) -> Self:
        """Return a state that leaves nothing behind."""
        state = cls()
        state._file = StateFile.in_memory()
        return state

    @property
    def notices(self) -> list[str]:
        """What the user should know: that the state was damaged, or cannot be kept."""
        return self._file.notices

    @property
    def is_whole(self) -> bool:
        """Whether nothing can be missing: it is kept in a file, and no damaged one was set aside.

        Somebody who deletes by it has to ask.
        """
        return self._file.is_whole

    def close(self) -> None:
        """Release the file; the next use opens it again."""
        self._file.close()

    # Read and starred

    def mark_read(self, article_id: str, read: bool = True) -> None:
        """Remember that the article was read, or forget it."""
        self._set("read", article_id, read)

    def mark_all_read(self, article_ids: Iterable[str], read: bool = True) -> None:
        """Remember that all of these articles were read, or forget it, in one go."""
        at = _now()
        statements: list[tuple[str, tuple[str, ...]]]
        if read:
            statements = [("INSERT OR REPLACE INTO read VALUES (?, ?)", (one, at)) for one in article_ids]
        else:
            statements = [("DELETE FROM read WHERE article_id = ?", (one,)) for one in article_ids]
        self._file.write(*statements)

    def is_read(self, article_id: str) -> bool:
        """Whether the article was read."""
        return self._has("read", article_id)

    def read_ids(self) -> frozenset[str]:
        """The ids of all articles that were read."""
        return frozenset(row[0] for row in self._file.rows("SELECT article_id FROM read"))

    def star(self, article_id: str, starred: bool = True) -> None:
        """Give the article a star, or take it away."""
        self._set("starred", article_id, starred)

    def is_starred(self, article_id: str) -> bool:
        """Whether the article has a star."""
        return self._has("starred", article_id)

    def starred_ids(self) -> tuple[str, ...]:
        """The ids of the articles with a star, the one starred last first."""
        return tuple(
            row[0] for row in self._file.rows("SELECT article_id FROM starred ORDER BY at DESC, article_id")
        )

    # Notes

    def set_note(self, article_id: str, text: str) -> None:
        """Keep a note on the article in place of the one there was; an empty text removes it."""
        if text.strip():
            self._file.write(
                ("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (article_id, _storable(text), _now()))
            )
        else:
            self._file.write(("DELETE FROM notes WHERE article_id = ?", (article_id,)))

    def note(self, article_id: str) -> str | None:
        """Return the note on the article."""
        rows = self._file.rows("SELECT text FROM notes WHERE article_id = ?", (article_id,))
        return str(rows[0][0]) if rows else None

    def notes(self) -> tuple[Note, ...]:
        """All notes, the one changed last first."""
        rows = self._file.rows("SELECT article_id, text, at FROM notes ORDER BY at DESC, article_id")
        return tuple(Note(article_id, text, datetime.fromisoformat(at)) for article_id, text, at in rows)

    # Searches

    def add_search(self, query: str) -> None:
        """Remember a search; the same again moves to the top, and only the last RECENT_SEARCHES are kept."""
        words = " ".join(_storable(query).split())
        if not words or len(words) > _LONGEST_SEARCH:
            return
        self._file.write(
            ("INSERT OR REPLACE INTO searches VALUES (?, ?)", (words, _now())), _FORGET_OLD_SEARCHES
        )

    def searches(self, limit: int = RECENT_SEARCHES) -> tuple[str, ...]:
        """Return recent searches, the last one first."""
        rows = self._file.rows("SELECT query FROM searches ORDER BY at DESC, query LIMIT ?", (limit,))
        return tuple(row[0] for row in rows)

    def forget_searches(self) -> None:
        """Forget all searches."""
        self._file.write(("DELETE FROM searches", ()))

    # Anything else that must outlive the cache, such as corrections of topics

    def set_pair(self, kind: str, name: str, value: str | None) -> None:
        """Keep ``value`` under ``name`` among the pairs of one ``kind``; None removes it."""
        if value is None:
            self._file.write(("DELETE FROM pairs WHERE kind = ? AND name = ?", (kind, name)))
        else:
            row = (kind, name, _storable(value), _now())
            self._file.write(("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?)", row))

    def set_pairs(self, changes: Iterable[tuple[str, str, str | None]]) -> None:
        """Set many pairs (kind, name, value; None removes) at once: after a crash all of them or none."""
        at = _now()
        self._file.write(
            *(
                ("DELETE FROM pairs WHERE kind = ? AND name = ?", (kind, name))
                if value is None
                else ("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?)", (kind, name, _storable(value), at))
                for kind, name, value in changes
            )
        )

    def pairs(self, kind: str) -> dict[str, str]:
        """Return the pairs of one ``kind`` (such as "topic.join"), the oldest first."""
        return dict(
            self._file.rows("SELECT name, value FROM pairs WHERE kind = ? ORDER BY at, name", (kind,))
        )

    # Export and import

    def export(self, stream: TextIO) -> int:
        """Write everything as JSON Lines; return the number of entries."""
        from index.state_exchange import export_lines

        lines = list(export_lines(self._file.rows))
        stream.writelines(line + "\n" for line in lines)
        return len(lines) - 1  # the first says what the file is

    def import_(self, stream: TextIO) -> int:
        """Take over what :meth:`export` wrote; return the number of lines taken over.

        Of two entries for the same thing the later one stays, so that nothing newer is lost and importing
        twice changes nothing. All of the file is taken over, or none of it.

        Raises:
            StateError: The file is no export, or one of its lines is broken.
        """
        from index.state_exchange import import_lines

        try:
            statements = list(import_lines(stream))
        except ValueError as error:
            reason = "is not text in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            raise StateError(reason) from None
        self._file.write(*statements, _FORGET_OLD_SEARCHES)
        return len(statements)

    # Inside

    def _set(self, table: str, article_id: str, present: bool) -> None:
        if present:
            self._file.write((f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (article_id, _now())))
        else:
            self._file.write((f"DELETE FROM {table} WHERE article_id = ?", (article_id,)))

    def _has(self, table: str, article_id: str) -> bool:
        return bool(self._file.rows(f"SELECT 1 FROM {table} WHERE article_id = ?", (article_id,)))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _storable(text: str) -> str:
    """Replace halves of characters, which some terminals send and no file can hold."""
    return text.encode("utf-8", "replace").decode()
