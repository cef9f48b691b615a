"""SQLite as Lateral uses it: one file, several threads and processes, killed at any moment."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Seconds to wait for another process's transaction; all of ours are far shorter.
_PATIENCE = 30.0
#: Seconds between two tries where SQLite itself does not wait.
_PAUSE = 0.02
#: SQLite's codes for a file that is no database, or a spoilt one.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """A database file with a connection for each thread.

    Args:
        path: The file, or None for a database in memory (one connection, shared under a lock).
        migrations: SQL scripts; number ``n`` brings the schema from version ``n`` to ``n + 1``. Only ever
            append to them.

    Raises:
        sqlite3.Error: The file cannot be opened, is damaged, or was written by a newer version.
    """

    def __init__(self, path: Path | None, migrations: Sequence[str]) -> None:
        self.path = path
        self._migrations = migrations
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.RLock()
        self._shared = self._connect() if path is None else None
        self._migrate()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for reading."""
        if self._shared is not None:
            return self._shared
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one transaction that holds the write lock from its start.

        Taking the lock at once avoids the deadlock of two readers that both want to write.
        """
        # In memory all threads share one connection, and transactions cannot overlap on it.
        with self._guard if self._shared is not None else _nothing():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections of all threads. Nothing can be read or written afterwards."""
        with self._guard:
            for connection in self._connections:
                with suppress(sqlite3.Error):
                    connection.close()
            self._connections.clear()

    def _connect(self) -> sqlite3.Connection:
        # Used by one thread each; closing, which may come from another, is why the check is off.
        connection = sqlite3.connect(
            self.path or ":memory:", timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error:
            connection.close()
            raise
        with self._guard:
            self._connections.append(connection)
        return connection

    def _migrate(self) -> None:
        try:
            version = self._version()
            if version < len(self._migrations):
                with self.write() as connection:
                    # Asked again under the lock: another process may have come first.
                    for number in range(self._version(), len(self._migrations)):
                        for statement in self._migrations[number].split(";"):
                            connection.execute(statement)
                        connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            self.close()
            raise
        if version > len(self._migrations):
            self.close()
            raise sqlite3.OperationalError(f"was written by a newer Lateral (schema {version})")

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log.

    The first of several processes to do so needs the file for itself, and SQLite tells the others at once
    that it is busy: for this one statement it does not wait as long as it was told to.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


def _is_busy(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF == sqlite3.SQLITE_BUSY


def is_damage(error: sqlite3.Error) -> bool:
    """Whether ``error`` means that the file's content is spoilt, not that it is busy or forbidden."""
    # The primary code stands in the lowest byte; extended codes say more above it.
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF in _DAMAGED


def private_folder(folder: Path) -> Path:
    """Make ``folder``, readable by the user alone, and return it. Raises OSError.

    A folder that is there already stays as it is: whoever made it has decided.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def set_aside(path: Path) -> Path:
    """Rename a damaged database and what belongs to it; return where it is now. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(f"{aside}{suffix}")
    return aside


@contextmanager
def _nothing() -> Iterator[None]:
    yield
