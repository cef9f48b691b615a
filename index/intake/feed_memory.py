"""What intake remembers of feeds: what each last said, which articles came of it, how it is doing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.intake.client import Validators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from index.database import Database


@dataclass(frozen=True, slots=True)
class FeedNote:
    """What is remembered of a feed.

    Attributes:
        validators: To ask with.
        not_before: Seconds since 1970 before which the server does not want to be asked.
        ids: Of the articles that its entries became.
    """

    validators: Validators
    not_before: float
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedResult:
    """How a feed is doing. Moments are seconds since 1970.

    Attributes:
        asked: When it was last asked.
        fetched: When it last answered as it should; None: never.
        new: How many articles it had then that were new or corrected.
        failing: Since when it does not answer as it should; None: it does.
        told: One line: why it fails, or what to know (a new address); may be empty.
    """

    asked: float
    fetched: float | None
    new: int
    failing: float | None
    told: str


class FeedMemory:
    """The part of :class:`index.intake.memory.Memory` that is about feeds.

    Args:
        database: Tells the database, which may be made anew meanwhile.
        settled: Whether the article with an id is in the corpus, or was removed on purpose.
    """

    def __init__(self, database: Callable[[], Database], settled: Callable[[str], bool]) -> None:
        self._database = database
        self._settled = settled

    def note(self, url: str) -> FeedNote:
        """Return what is remembered of a feed; nothing to go by where articles of it have disappeared."""
        row = self._one("SELECT etag, modified, not_before, ids FROM feeds WHERE url = ?", url)
        if row is None:
            return FeedNote(Validators(), 0.0, ())
        etag, modified, not_before, ids = row
        ids = tuple(json.loads(ids))
        # "Not modified" is an answer only to who still has what came the last time.
        complete = all(map(self._settled, ids))
        validators = Validators(etag, modified) if complete else Validators()
        return FeedNote(validators, not_before, ids)

    def note_feed(self, url: str, validators: Validators, ids: Iterable[str]) -> None:
        """Remember a feed whose entries have all been kept."""
        with self._database().write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, 0, ?)",
                (url, validators.etag, validators.last_modified, json.dumps(list(dict.fromkeys(ids)))),
            )

    def note_wait(self, url: str, until: float) -> None:
        """Remember that the feed's server does not want to be asked before ``until`` (seconds since 1970)."""
        with self._database().write() as connection:
            connection.execute(
                "INSERT INTO feeds (url, not_before) VALUES (?, ?)"
                " ON CONFLICT (url) DO UPDATE SET not_before = excluded.not_before",
                (url, until),
            )

    def entry(self, feed: str, key: str) -> tuple[str, str] | None:
        """Return (hash of what the entry said, id of its article) of an entry seen before."""
        row = self._one("SELECT hash, id FROM entries WHERE feed = ? AND key = ?", feed, key)
        return (str(row[0]), str(row[1])) if row else None

    def note_entry(
        self, feed: str, key: str, said: str, article_id: str, *, brought: bool, file: Path | None
    ) -> None:
        """Remember what an entry said and which article it became.

        Args:
            feed: Its address.
            key: Of the entry.
            said: A hash of what it said.
            article_id: Of the article.
            brought: Whether the article came in by it just now.
            file: Where it was written to just now; None: it was not.
        """
        written = file_key(file) if file is not None else None
        with self._database().write() as connection:
            connection.execute(
                "INSERT INTO entries VALUES (:feed, :key, :said, :id, iif(:brought, :written, NULL))"
                " ON CONFLICT (feed, key) DO UPDATE SET hash = :said, id = :id, written = CASE"
                " WHEN :brought THEN :written WHEN id = :id AND written IS NOT NULL"
                " THEN coalesce(:written, written) END",
                {
                    "feed": feed,
                    "key": key,
                    "said": said,
                    "id": article_id,
                    "brought": brought,
                    "written": written,
                },
            )

    def brought_by(self, feed: str) -> dict[str, str]:
        """Return the articles that came in by the feed: id, and :func:`file_key` of the file as written."""
        rows = self._database().connection.execute(
            "SELECT id, written FROM entries WHERE feed = ? AND written IS NOT NULL", (feed,)
        )
        return dict(rows.fetchall())

    def kept_of(self, feed: str) -> int:
        """Return how many articles of the feed's entries the corpus holds."""
        row = self._one(
            "SELECT count(DISTINCT id) FROM entries JOIN articles USING (id) WHERE feed = ?", feed
        )
        return int(row[0]) if row else 0

    def note_result(self, url: str, at: float, new: int | None, told: str) -> None:
        """Remember how asking a feed went: how many articles were new; None: it failed."""
        with self._database().write() as connection:
            if new is None:
                connection.execute(
                    "INSERT INTO results VALUES (?, ?, NULL, 0, ?, ?) ON CONFLICT (url) DO UPDATE SET"
                    " asked = excluded.asked, failing = coalesce(failing, excluded.failing),"
                    " told = excluded.told",
                    (url, at, at, told),
                )
            else:
                row = (url, at, at, new, told)
                connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, NULL, ?)", row)

    def result(self, url: str) -> FeedResult | None:
        """Return how the feed is doing; None: it was never asked."""
        row = self._one("SELECT asked, fetched, new, failing, told FROM results WHERE url = ?", url)
        return FeedResult(*row) if row else None

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database().connection.execute(sql, values).fetchone()
        return row


def file_key(path: Path) -> str:
    """Return what tells whether a file is still as it was. Raises OSError."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
