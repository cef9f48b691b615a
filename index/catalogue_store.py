"""The file that the catalogue is kept in: opened, set aside when damaged, and asked."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from index.catalogue_schema import MIGRATIONS
from index.database import Database, is_damage, private_folder, set_aside
from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Row: TypeAlias = tuple[Any, ...]
_T = TypeVar("_T")

FILE_NAME = "catalogue.sqlite"


class CatalogueError(LibraryError):
    """The catalogue cannot be used; the message is one line."""


class CatalogueDamagedError(CatalogueError):
    """The catalogue was damaged and is empty now; refreshing it is the cure."""


class CatalogueStore:
    """The database in ``folder``. Errors of SQLite come out as CatalogueError.

    A damaged file is set aside and an empty one put in its place, when opening or at any later moment;
    :attr:`notices` tell of it.
    """

    def __init__(self, folder: Path) -> None:
        self.notices: list[str] = []
        self._path = folder / FILE_NAME
        self._mending = threading.Lock()
        try:
            private_folder(folder)
            self.database = self._open()
        except (OSError, sqlite3.Error) as error:
            raise CatalogueError(f"{self._path}: {error}") from None

    def close(self) -> None:
        """Release the file."""
        self.database.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return what a query finds."""
        return self.guarded(lambda database: database.connection.execute(sql, tuple(values)).fetchall())

    def number(self, sql: str, values: Sequence[object] = ()) -> int:
        """Return the one number that a query finds."""
        return int(self.rows(sql, values)[0][0])

    def change(self, *statements: tuple[str, Sequence[Sequence[object]]]) -> None:
        """Run each statement with each of its rows of values, all in one transaction."""

        def run(database: Database) -> None:
            with database.write() as connection:
                for sql, rows in statements:
                    connection.executemany(sql, rows)

        self.guarded(run)

    def guarded(self, action: Callable[[Database], _T]) -> _T:
        """Run ``action`` on the database.

        Raises:
            CatalogueDamagedError: The file was damaged; now there is a new, empty one.
            CatalogueError: Anything else that SQLite complains of.
        """
        database = self.database
        try:
            return action(database)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not _is_damage(error):
                raise CatalogueError(f"{self._path}: {error}") from None
        raise self.begun_anew(database)

    def begun_anew(self, damaged: Database) -> CatalogueDamagedError:
        """Put an empty file in the place of one that turned out to be damaged; return what to raise."""
        self._begin_anew(damaged)
        return CatalogueDamagedError(f"{self._path}: was damaged; lateral index builds it anew")

    def _begin_anew(self, damaged: Database) -> None:
        with self._mending:
            if self.database is not damaged:
                return  # another thread was first
            damaged.close()
            try:
                self._set_aside()
                self.database = Database(self._path, MIGRATIONS)
            except (OSError, sqlite3.Error) as error:
                raise CatalogueError(f"{self._path}: {error}") from None

    def _open(self) -> Database:
        try:
            return Database(self._path, MIGRATIONS)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not _is_damage(error):
                raise
        self._set_aside()
        return Database(self._path, MIGRATIONS)

    def _set_aside(self) -> None:
        aside = set_aside(self._path)
        self.notices.append(f"the catalogue was damaged and is made anew; the old one is {aside}")


def _is_damage(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether the file's content is spoilt, as far as a cache is concerned that can be made again.

    Lateral writes nothing but UTF-8 and asks for no column that it has not made: if a text is another, in a
    row or in what SQLite says about a name, or a column is gone, the file is not as it was written.
    """
    if isinstance(error, UnicodeDecodeError) or is_damage(error):
        return True
    return "decode to UTF-8" in str(error) or str(error).startswith("no such ")
