"""The file that the reader's state is kept in, and what is done where there can be none."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from index.database import Database, is_damage, private_folder, set_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Row: TypeAlias = tuple[Any, ...]
_T = TypeVar("_T")

FILE_NAME = "state.sqlite"

#: Moments are ISO 8601 text in UTC: they sort as they are, and an export can be read by anyone.
_MIGRATIONS = (
    """
    CREATE TABLE read (article_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE starred (article_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE notes (article_id TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE searches (query TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE pairs (
        kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    ) WITHOUT ROWID
    """,
)


def user_folder() -> Path:
    """Return where the state belongs on this system, whether or not it is there."""
    from platformdirs import user_data_path

    return user_data_path("lateral", appauthor=False)


class StateFile:
    """The database at ``path`` (None: the user's own), opened when first used.

    Asking and writing do not fail for reasons of the file: a damaged one is set aside for a new one, and in
    place of one that cannot be written there is one in memory. :attr:`notices` tell of either.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database: Database | None = None
        self._opening = threading.Lock()
        self.notices: list[str] = []

    @classmethod
    def in_memory(cls) -> Self:
        """Return one that leaves nothing behind."""
        file = cls(None)
        file._database = Database(None, _MIGRATIONS)
        return file

    @property
    def is_whole(self) -> bool:
        """Whether it is in a file that holds all there ever was: none was set aside as damaged."""
        database = self._open()
        if database.path is None:
            return False
        return not any(database.path.parent.glob(f"{database.path.name}.damaged-*"))

    def close(self) -> None:
        """Release the file; the next use opens it again."""
        with self._opening:
            if self._database is not None:
                self._database.close()
                self._database = None

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return what a query finds."""
        return self._guarded(lambda database: database.connection.execute(sql, tuple(values)).fetchall())

    def write(self, *statements: tuple[str, Sequence[object]]) -> None:
        """Run the statements in one transaction."""

        def run(database: Database) -> None:
            with database.write() as connection:
                for sql, values in statements:
                    connection.execute(sql, tuple(values))

        self._guarded(run)

    def _guarded(self, action: Callable[[Database], _T]) -> _T:
        database = self._open()
        try:
            return action(database)
        except sqlite3.DatabaseError as error:
            if database.path is None:
                raise
            return action(self._instead_of(database, database.path, error))

    def _instead_of(self, failed: Database, path: Path, error: sqlite3.DatabaseError) -> Database:
        """Return what takes the place of a database that failed."""
        with self._opening:
            if self._database is failed:
                if is_damage(error):
                    failed.close()
                    self._database = self._begin_anew(path)
                else:
                    self._database = self._in_memory(path, error)
                    with suppress(sqlite3.Error):  # what can still be read goes on being there
                        failed.connection.backup(self._database.connection)
                    failed.close()
            elif self._database is None:
                self._database = self._opened()
            return self._database

    def _open(self) -> Database:
        with self._opening:
            if self._database is None:
                self._database = self._opened()
            return self._database

    def _opened(self) -> Database:
        path = self._path or user_folder() / FILE_NAME
        try:
            private_folder(path.parent)
            return Database(path, _MIGRATIONS)
        except sqlite3.Error as error:
            return self._begin_anew(path) if is_damage(error) else self._in_memory(path, error)
        except OSError as error:
            return self._in_memory(path, error)

    def _begin_anew(self, path: Path) -> Database:
        try:
            aside = set_aside(path)
            database = Database(path, _MIGRATIONS)
        except (OSError, sqlite3.Error) as error:
            return self._in_memory(path, error)
        self.notices.append(f"your reading state was damaged; a new one begins, the old one is {aside}")
        return database

    def _in_memory(self, path: Path, error: Exception) -> Database:
        reason = getattr(error, "strerror", None) or str(error)
        self.notices.append(f"{path}: {reason}; what you read, star and note is kept for this run only")
        return Database(None, _MIGRATIONS)
