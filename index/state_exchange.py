"""The reader's state as JSON Lines: to carry it to another machine, or to look at it.

The first line says what the file is, ``{"lateral": "state", "schema": 1}``; each other line is one entry::

    {"read": "article-id", "at": "2024-08-13T10:00:00.000000+00:00"}
    {"starred": "article-id", "at": ...}
    {"note": "article-id", "text": "...", "at": ...}
    {"search": "kursk after:-7d", "at": ...}
    {"pair": ["topic.join", "a b"], "value": "...", "at": ...}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

_SCHEMA: Final = 1
_HEADER = {"lateral": "state", "schema": _SCHEMA}
_LONGEST_LINE = 1_000_000

_Rows: TypeAlias = Callable[[str], list[tuple[Any, ...]]]
_Statement: TypeAlias = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How entries of one table are written: the field that names one, and the field of its value, if any."""

    table: str
    keys: tuple[str, ...]
    value: str | None = None


_KINDS: Mapping[str, _Kind] = {
    "read": _Kind("read", ("article_id",)),
    "starred": _Kind("starred", ("article_id",)),
    "note": _Kind("notes", ("article_id",), "text"),
    "search": _Kind("searches", ("query",)),
    "pair": _Kind("pairs", ("kind", "name"), "value"),
}


def export_lines(rows: _Rows) -> Iterator[str]:
    """Yield the lines of an export. ``rows`` runs a query on the state's database."""
    yield json.dumps(_HEADER)
    for name, kind in _KINDS.items():
        columns = [*kind.keys, *([kind.value] if kind.value else []), "at"]
        for row in rows(f"SELECT {', '.join(columns)} FROM {kind.table} ORDER BY at, {', '.join(kind.keys)}"):
            keys = row[: len(kind.keys)]
            entry: dict[str, object] = {name: keys[0] if len(keys) == 1 else list(keys)}
            if kind.value:
                entry[kind.value] = row[len(kind.keys)]
            entry["at"] = row[-1]
            yield json.dumps(entry, ensure_ascii=False)


def import_lines(lines: Iterable[str]) -> Iterator[_Statement]:
    """Yield the statements that take over an export.

    Raises:
        ValueError: A line is broken, or the first says that this is no export; the message names the line.
    """
    numbered = enumerate(lines, start=1)
    _check_header(next(numbered, (1, ""))[1])
    for number, line in numbered:
        if not line.strip():
            continue
        try:
            yield _statement(_object(line))
        except (KeyError, TypeError, ValueError) as error:
            what = f"has no {error}" if isinstance(error, KeyError) else str(error)
            raise ValueError(f"line {number}: {what}") from None


def _check_header(line: str) -> None:
    try:
        header = _object(line)
    except (TypeError, ValueError):
        header = {}
    if header.get("lateral") != "state":
        raise ValueError('line 1: not an export of Lateral: {"lateral": "state", ...} is missing')
    if header.get("schema") != _SCHEMA:
        raise ValueError(f"line 1: written by another version of Lateral (schema {header.get('schema')})")


def _object(line: str) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise ValueError("is too long")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(value, dict):
        raise TypeError("is not an object")
    return value


def _statement(entry: Mapping[str, Any]) -> _Statement:
    name = next((name for name in _KINDS if name in entry), None)
    if name is None:
        raise ValueError("is none of: " + ", ".join(_KINDS))
    kind = _KINDS[name]
    keys = entry[name] if len(kind.keys) > 1 else [entry[name]]
    if not isinstance(keys, list) or len(keys) != len(kind.keys):
        raise ValueError(f"{name} needs {len(kind.keys)} texts")
    values = [*keys, *([entry[kind.value]] if kind.value else [])]
    if not all(isinstance(value, str) and _is_storable(value) for value in values):
        raise ValueError(f"{name} needs text")
    columns = [*kind.keys, *([kind.value] if kind.value else []), "at"]
    changed = ", ".join(f"{column} = excluded.{column}" for column in columns if column not in kind.keys)
    sql = (
        f"INSERT INTO {kind.table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT DO UPDATE SET {changed} WHERE excluded.at > at"
    )
    return sql, (*values, _moment(entry["at"]))


def _moment(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError("at needs a date and time")
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("at needs a date and time") from None
    return moment.isoformat(timespec="microseconds")


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
