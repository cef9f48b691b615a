"""How the catalogue catches up with the corpus: what is new, what changed, what is gone.

Every transaction leaves the catalogue consistent, and a file counts as read only when all of it was: a
process killed in between reads that file again the next time and finds its articles already there, unchanged.
"""

from __future__ import annotations

import hashlib
import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.catalogue_schema import EPOCH, content_hash
from index.corpus import Corpus, Entry, FileState, Place, short_hash
from index.formats import suffix_of
from index.highlight import snippet
from index.progress import OnStep, Problem, Refresh, Step
from index.query_tree import Everything

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from index.database import Database

#: Articles of one transaction: few enough that another process never waits long.
_BATCH = 500
#: Problems remembered of one file; a file of garbage has one in each of its million lines.
_MOST_PROBLEMS = 100
#: Nanoseconds within which a file may have been written again after it was looked at, unnoticed by its time.
_RECENT = 2_000_000_000
#: Level 1 costs half the time of level 6 and packs news text to 45 % instead of 40 %.
_COMPRESSION = 1


@dataclass(slots=True)
class _Tally:
    """What a refresh has done so far."""

    on_step: OnStep
    cancelled: Callable[[], bool]
    added: int = 0
    changed: int = 0
    removed: int = 0
    read: int = 0
    total: int | None = None


@dataclass(slots=True)
class _FileReading:
    """One file while it is read."""

    path: str
    earlier: set[str]
    seen: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    clashes: int = 0

    def report(self, problem: Problem) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)
        else:
            self.more_problems += 1


@dataclass(frozen=True, slots=True)
class _Row:
    """What the catalogue has under an id."""

    number: int
    digest: bytes
    place: Place


def refresh(
    database: Database,
    corpus: Corpus,
    on_step: OnStep | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Refresh:
    """Bring the catalogue up to date with the corpus.

    Raises:
        CorpusError: The corpus is not there.
        sqlite3.Error: The catalogue cannot be read or written.
    """
    tally = _Tally(on_step or (lambda _: None), cancelled or (lambda: False))
    survey = corpus.survey()
    known = {
        path: FileState(size, mtime_ns)
        for path, size, mtime_ns in database.connection.execute("SELECT path, size, mtime_ns FROM files")
    }
    _forget_files(database, [path for path in known if path not in survey.files], tally)
    changed = [path for path, state in survey.files.items() if known.get(path) != state]
    if all(not (suffix_of(path) or "").startswith(".jsonl") for path in changed):
        tally.total = len(changed)
    for path in changed:
        if tally.cancelled():
            break
        _refresh_file(database, corpus, path, survey.files[path], tally)
    else:
        _settle_clashes(database, corpus, survey.files, tally)
    _remember_problems(database, "", survey.problems)
    rows = database.connection.execute("SELECT place, reason FROM problems ORDER BY path, number")
    problems = tuple(Problem(place, reason) for place, reason in rows)
    return Refresh(tally.added, tally.changed, tally.removed, problems)


def _refresh_file(database: Database, corpus: Corpus, path: str, state: FileState, tally: _Tally) -> None:
    """Read the file if its content is not what it was."""
    file_hash = _file_hash(corpus, path)
    # Asked for now, not when the refresh began: what was read since may have made it worth another look.
    known = database.connection.execute("SELECT hash, clashes FROM files WHERE path = ?", (path,)).fetchone()
    known_hash, clashes = known or (None, 0)
    if file_hash is None or file_hash != known_hash:
        reading = _read_file(database, corpus, path, tally)
        if reading is None:
            return
        clashes = reading.clashes
    # Written again within the clock's tick, the file would look the same: distrust it once more next time.
    is_recent = abs(time.time_ns() - state.mtime_ns) < _RECENT
    with database.write() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (path, state.size, -1 if is_recent else state.mtime_ns, file_hash or b"", clashes),
        )


def _read_file(database: Database, corpus: Corpus, path: str, tally: _Tally) -> _FileReading | None:
    """Read all articles of the file into the catalogue. Returns None if cancelled half-way."""
    rows = database.connection.execute("SELECT id FROM articles WHERE path = ?", (path,))
    reading = _FileReading(path, {article_id for (article_id,) in rows})
    batch: list[Entry] = []
    for found in corpus.read(path):
        if isinstance(found, Problem):
            reading.report(found)
            continue
        batch.append(found)
        if len(batch) >= _BATCH:
            _store(database, batch, reading, tally)
            batch.clear()
            if tally.cancelled():
                return None
    _store(database, batch, reading, tally)
    _forget_articles(database, reading.earlier - reading.seen, tally)
    if reading.more_problems:
        reading.problems.append(Problem(path, f"has {reading.more_problems} more problems like these"))
    _remember_problems(database, path, reading.problems)
    return reading


def _store(database: Database, batch: list[Entry], reading: _FileReading, tally: _Tally) -> None:
    """Write the articles of a batch that are new or changed, in one transaction."""
    if not batch:
        return
    # Hashed and packed before the transaction begins: others wait for the lock no longer than they must.
    is_plain = (suffix_of(reading.path) or "") == ".jsonl"
    prepared = [
        (entry, content_hash(entry.article), None if is_plain else _packed(entry.article.text))
        for entry in batch
    ]
    with database.write() as connection:
        change = _next_change(connection)
        for entry, digest, body in prepared:
            _store_entry(connection, entry, (digest, body, change), reading, tally)
    tally.read += len(batch)
    tally.on_step(Step("reading", tally.read, tally.total))


def _store_entry(
    connection: sqlite3.Connection,
    entry: Entry,
    values: tuple[bytes, bytes | None, int],
    reading: _FileReading,
    tally: _Tally,
) -> None:
    digest, body, change = values
    article_id, row = _find_id(connection, entry, digest, reading)
    if article_id is None:
        return
    reading.seen.add(article_id)
    place = entry.place
    if row is not None and row.digest == digest:
        if row.place != place:
            connection.execute(
                "UPDATE articles SET path = ?, offset = ?, length = ?, line = ? WHERE rowid = ?",
                (place.path, place.offset, place.length, place.line, row.number),
            )
        return
    if row is None:
        tally.added += 1
    else:
        tally.changed += 1
    article = entry.article
    published = None if article.published is None else round((article.published - EPOCH).total_seconds())
    words = article.text.count(" ") + article.text.count("\n\n") + bool(article.text)
    cursor = connection.execute(
        "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row and row.number,
            article_id,
            article.source,
            article.title,
            published,
            article.url,
            article.topic,
            article.language,
            "\n".join(article.authors),
            words,
            place.path,
            place.offset,
            place.length,
            place.line,
            digest,
            change,
        ),
    )
    lead, _ = snippet(article.text, Everything())
    connection.execute("INSERT OR REPLACE INTO leads VALUES (?, ?)", (cursor.lastrowid, lead))
    if body is not None:
        connection.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?)", (cursor.lastrowid, body))
    connection.execute("DELETE FROM removed WHERE id = ?", (article_id,))


def _find_id(
    connection: sqlite3.Connection, entry: Entry, digest: bytes, reading: _FileReading
) -> tuple[str | None, _Row | None]:
    """Return the id under which to keep the entry, and the row that has it now.

    Whoever came first keeps an id. A different article that claims it too gets the id with a mark made from
    its place, which is the same at every rebuild, and a problem tells of it. Where the very same article is
    there already, from another place, the id returned is None.
    """
    wanted = entry.article.id
    row = _row(connection, wanted)
    if row is None or (row.place.path == reading.path and wanted not in reading.seen):
        return wanted, row
    reading.clashes += 1
    if row.digest == digest:
        return None, None
    own = f"{wanted}~{short_hash(str(entry.place))}"
    reading.report(Problem(str(entry.place), f"has the id {wanted} of {row.place}; read as {own}"))
    return own, _row(connection, own)


def _row(connection: sqlite3.Connection, article_id: str) -> _Row | None:
    sql = "SELECT rowid, hash, path, offset, length, line FROM articles WHERE id = ?"
    found = connection.execute(sql, (article_id,)).fetchone()
    return None if found is None else _Row(found[0], found[1], Place(*found[2:]))


def _settle_clashes(database: Database, corpus: Corpus, files: dict[str, FileState], tally: _Tally) -> None:
    """Read again the files whose articles stood back behind others, if one of those may be gone now.

    Whether one may be gone stands in the catalogue (see :func:`_forget_articles`): a process that was killed
    before it came to this leaves it to the next.
    """
    sql = "SELECT path FROM files WHERE clashes > 0 AND hash = x'' ORDER BY path"
    for (path,) in database.connection.execute(sql).fetchall():
        if path in files and not tally.cancelled():
            _refresh_file(database, corpus, path, files[path], tally)


def _forget_files(database: Database, paths: list[str], tally: _Tally) -> None:
    for path in paths:
        rows = database.connection.execute("SELECT id FROM articles WHERE path = ?", (path,)).fetchall()
        _forget_articles(database, (article_id for (article_id,) in rows), tally)
        with database.write() as connection:
            connection.execute("DELETE FROM files WHERE path = ?", (path,))
            connection.execute("DELETE FROM problems WHERE path = ?", (path,))


def _forget_articles(database: Database, ids: Iterable[str], tally: _Tally) -> None:
    rows = [(article_id,) for article_id in ids]
    if not rows:
        return
    with database.write() as connection:
        _next_change(connection)
        # Others may have stood back behind these; their files must be read again, now or the next time.
        connection.execute("UPDATE files SET mtime_ns = -1, hash = x'' WHERE clashes > 0")
        for table in ("bodies", "leads"):
            connection.executemany(
                f"DELETE FROM {table} WHERE rowid = (SELECT rowid FROM articles WHERE id = ?)", rows
            )
        connection.executemany("DELETE FROM articles WHERE id = ?", rows)
        connection.executemany("INSERT OR IGNORE INTO removed VALUES (?)", rows)
    tally.removed += len(rows)


def _remember_problems(database: Database, path: str, problems: Iterable[Problem]) -> None:
    rows = [(path, number, problem.place, problem.reason) for number, problem in enumerate(problems)]
    connection = database.connection
    if (
        not rows
        and not connection.execute("SELECT 1 FROM problems WHERE path = ? LIMIT 1", (path,)).fetchone()
    ):
        return
    with database.write() as connection:
        connection.execute("DELETE FROM problems WHERE path = ?", (path,))
        connection.executemany("INSERT INTO problems VALUES (?, ?, ?, ?)", rows)


def _next_change(connection: sqlite3.Connection) -> int:
    row = connection.execute("UPDATE clock SET change = change + 1 RETURNING change").fetchone()
    return int(row[0])


def _file_hash(corpus: Corpus, path: str) -> bytes | None:
    try:
        with (corpus.root / path).open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()[:16]
    except OSError:
        return None


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), _COMPRESSION)
