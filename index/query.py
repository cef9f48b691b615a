"""What the user typed, as the tree of :mod:`index.query_tree`.

The language, which :func:`parse` reads and :func:`format_query` writes::

    kursk incursion      both words (in the title or the body)
    "sudzha district"    the words one after the other
    drone OR missile     either;  -drone: not;  ( ): grouping
    incurs*              words that begin so
    +kursk               just this word: spelling is not corrected
    title:kursk          in the title; also title:"...", title:incurs* and title:(a OR b)
    source:"Feed Two"    of this source;  topic:kursk: on this topic
    is:unread            not read yet; also is:read, is:starred and is:noted
    after:2024-08-06     from that day on;  before: earlier than that;  on: that day, month or year
    after:-7d            seven days back (d, w, m, y); also today and yesterday

Whatever cannot be understood in this language is read as words: nothing typed is an error, and :func:`notes`
says what was not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from index.analysis import words
from index.query_dates import days
from index.query_tree import (
    Among,
    And,
    Dates,
    Everything,
    Field,
    Marked,
    MarkName,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Source,
    Topic,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Among",
    "And",
    "Dates",
    "Everything",
    "Field",
    "MarkName",
    "Marked",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Source",
    "Topic",
    "Word",
    "format_query",
    "notes",
    "parse",
]


_DEEPEST = 40  # levels of parentheses; deeper ones are read as if they were not there
_QUOTES = '"“”„«»'

_LEXEME = re.compile(
    rf"""\s+
    |(?P<open>[-+]*(?P<all_title>(?i:title):)?\()
    |(?P<close>\))
    |(?P<sign>[-+]*)(?:(?P<name>[A-Za-z]+):)?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s(){_QUOTES}]+))
    |(?P<stray>.)""",
    re.VERBOSE | re.DOTALL,
)
_FIELDS = ("title", "source", "topic", "is", "after", "before", "on")
_DATED = frozenset({"after", "before", "on"})
#: What other readers and search engines call the same.
_OTHER_NAMES = {
    "date": "on",
    "from": "source",
    "headline": "title",
    "intitle": "title",
    "outlet": "source",
    "publisher": "source",
    "since": "after",
    "site": "source",
    "subject": "topic",
    "tag": "topic",
    "until": "before",
}
_LEAST_LETTERS = 4  # of a name that may be another one misspelt: "in:" and "pm:" are not
_MARKS: dict[str, MarkName] = {name: name for name in get_args(MarkName)}


@dataclass(frozen=True, slots=True)
class _Item:
    """One lexeme that stands for a query, or a parenthesis (``query`` None), or the word OR or AND."""

    kind: Literal["leaf", "open", "close", "or", "and"]
    query: Query | None = None
    negated: bool = False
    in_title: bool = False
    note: str | None = None


def parse(text: str, today: date, *, unfinished: bool = False) -> Query:
    """Read ``text`` as a query; relative dates count from ``today``. Never raises.

    Words beside each other must all be found; nothing to look for gives :class:`Everything`.

    Args:
        text: As typed.
        today: The day it is.
        unfinished: Whether more letters may follow: a word at the very end is then also the beginning of one.
    """
    items = list(_lex(text, today))
    if unfinished and items and text[-1].isalnum():
        items[-1] = replace(items[-1], query=_unfinished(items[-1].query))
    query = _Reader(items).alternatives(depth=0)
    return Everything() if query is None else query


def notes(text: str, today: date, *, unfinished: bool = False) -> tuple[str, ...]:
    """Say what in ``text`` looks like a filter but is none, and how it was read instead; one line each.

    The arguments are those of :func:`parse`. Of what is still being typed nothing is said.
    """
    items = list(_lex(text, today))
    typing = items[-1].note if unfinished and items and not text[-1].isspace() else None
    return tuple(dict.fromkeys(item.note for item in items if item.note and item.note != typing))


def _unfinished(query: Query | None) -> Query | None:
    if isinstance(query, Word) and not query.exact and len(query.text) > 1 and len(words(query.text)) == 1:
        return Or((query, Prefix(query.text, query.field)))
    return query


def _lex(text: str, today: date) -> Iterator[_Item]:
    for match in _LEXEME.finditer(text):
        if match["open"]:
            yield _Item("open", negated=match["open"].startswith("-"), in_title=bool(match["all_title"]))
        elif match["close"]:
            yield _Item("close")
        elif match["quoted"] is not None or match["bare"]:
            yield from _leaf(match, today)


def _leaf(match: re.Match[str], today: date) -> Iterator[_Item]:
    sign, name, quoted, bare = match["sign"] or "", match["name"], match["quoted"], match["bare"]
    if not sign and not name and bare in ("OR", "AND"):
        yield _Item("or" if bare == "OR" else "and", Word(bare))
        return
    value = bare if quoted is None else quoted
    query = _field(name.lower(), value, quoted is not None, today) if name else None
    note = _note(name or "", value, today) if query is None else None
    if query is None and name and name.lower() in _FIELDS:
        # Not a value that the field can take, so that its name is a word like any other.
        parts = [part for part in (_words(name, False), _words(value, False)) if part is not None]
        yield from (_Item("leaf", part, sign.startswith("-"), note=note) for part in parts)
        return
    if query is None and name:
        value = f"{name}:{value}"
    query = query or (_phrase(value, "any") if quoted is not None else _words(value, "+" in sign))
    if query is not None:
        yield _Item("leaf", query, sign.startswith("-"), note=note)


def _note(name: str, value: str, today: date) -> str | None:
    """What to say of ``name:value`` that is no filter; None where it does not look like one."""
    if not name:
        bare = value.removesuffix(":").lower()
        if bare != value.lower() and bare in _FIELDS:
            return f"nothing stands after {bare}: (without a space); searched as a word"
        return None
    if name.lower() in _DATED:
        return f"no date in {name}:{value}; searched as words"
    if name.lower() == "is":
        return f"{name}: is followed by {', '.join(_MARKS)}, not by {value}; searched as words"
    if name.lower() in _FIELDS or value.startswith("//"):
        return None
    meant = "after" if name.lower() == "from" and days(value, today) else _OTHER_NAMES.get(name.lower())
    meant = meant or _meant(name.lower())
    return f"no filter {name}:, did you mean {meant}:? Searched as words" if meant else None


def _meant(name: str) -> str | None:
    """The filter whose name ``name`` is a misspelling of, if any."""
    if len(name) < _LEAST_LETTERS:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extractOne(name, _FIELDS, scorer=OSA.distance, score_cutoff=1 if len(name) < 6 else 2)
    return near[0] if near else None


def _field(name: str, value: str, quoted: bool, today: date) -> Query | None:
    if not value.strip():
        return None
    if name == "title":
        return _phrase(value, "title") if quoted else _words(value, False, "title")
    if name == "source":
        return Source(value)
    if name == "topic":
        return Topic(value)
    if name == "is":
        mark = _MARKS.get(value.strip().lower())
        return Marked(mark) if mark else None
    if name in ("after", "before", "on"):
        span = days(value.strip(), today)
        if span is None:
            return None
        first, last = span
        if name == "after":
            return Dates(first, None)
        if name == "on":
            return Dates(first, last)
        return Dates(None, first - timedelta(days=1)) if first > date.min else None
    return None


def _phrase(value: str, field: Field) -> Query | None:
    return Phrase(value, field) if words(value) else None


def _words(value: str, exact: bool, field: Field = "any") -> Query | None:
    """A word or a prefix; None where nothing in it can be looked for."""
    value = value.lstrip("-+")
    if not words(value):
        return None
    if value.endswith("*") and len(words(value)) == 1:
        return Prefix(value.rstrip("*"), field)
    return Word(value, field, exact)


class _Reader:
    """Recursive descent over the lexemes: alternatives, then sequences, then single parts."""

    def __init__(self, items: list[_Item]) -> None:
        self._items = items
        self._next = 0

    def alternatives(self, depth: int) -> Query | None:
        """Sequences with OR between them, up to a closing parenthesis (for ``depth`` 0: to the end)."""
        found: list[Query] = []
        while True:
            part = self._sequence(depth)
            if part is not None:
                found.append(part)
            item = self._peek()
            if item is None or item.kind == "close":
                return _joined(Or, found)
            self._next += 1  # the OR that ended the sequence

    def _sequence(self, depth: int) -> Query | None:
        parts: list[Query] = []
        while (item := self._peek()) is not None:
            if item.kind == "close" and depth:
                break
            if item.kind == "or" and parts and self._more():
                break
            skipped = item.kind == "close" or (item.kind == "and" and bool(parts) and self._more())
            self._next += 1
            if skipped:
                continue
            part = self._group(depth) if item.kind == "open" else item.query
            if part is not None and item.in_title:
                part = _in_title(part)
            if part is not None:
                parts.append(Not(part) if item.negated else part)
        return _joined(And, parts)

    def _group(self, depth: int) -> Query | None:
        if depth >= _DEEPEST:
            return None
        part = self.alternatives(depth + 1)
        if self._peek() is not None:
            self._next += 1  # the closing parenthesis
        return part

    def _peek(self) -> _Item | None:
        return self._items[self._next] if self._next < len(self._items) else None

    def _more(self) -> bool:
        """Whether something to look for follows the operator, so that it is one and not a word."""
        following = self._items[self._next + 1 : self._next + 2]
        return bool(following) and following[0].kind in ("leaf", "open")


def _in_title(query: Query) -> Query:
    """``query`` with its words looked for in titles only."""
    match query:
        case Word() | Prefix() | Phrase():
            return replace(query, field="title")
        case And(parts):
            return And(tuple(map(_in_title, parts)))
        case Or(parts):
            return Or(tuple(map(_in_title, parts)))
        case Not(part):
            return Not(_in_title(part))
        case _:
            return query


def _joined(branch: type[And | Or], parts: list[Query]) -> Query | None:
    """One branch over all parts, without branches of the same kind inside it."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, branch) else (part,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else branch(tuple(flat))


def format_query(query: Query) -> str:
    """Return ``query`` in the query language; :class:`Among` has no words there and is left out."""
    match query:
        case Everything() | Among():
            return ""
        case Word(text, field, exact):
            return f"{'+' if exact else ''}{'title:' if field == 'title' else ''}{text}"
        case Prefix(text, field):
            return f"{'title:' if field == 'title' else ''}{text}*"
        case Phrase(text, field):
            return f'{"title:" if field == "title" else ""}"{text}"'
        case Source(name):
            return f"source:{_quoted(name)}"
        case Topic(name):
            return f"topic:{_quoted(name)}"
        case Marked(name):
            return f"is:{name}"
        case Dates(first, last):
            return _format_dates(first, last)
        case Not(part):
            return f"-{_grouped(part)}"
        case And(parts):
            return " ".join(
                filter(
                    None, (_grouped(part) if isinstance(part, Or) else format_query(part) for part in parts)
                )
            )
        case Or(parts):
            return " OR ".join(filter(None, map(format_query, parts)))


def _grouped(part: Query) -> str:
    text = format_query(part)
    return f"({text})" if isinstance(part, And | Or) else text


def _quoted(name: str) -> str:
    return name if re.fullmatch(rf"[^\s(){_QUOTES}]+", name) else f'"{name}"'


def _format_dates(first: date | None, last: date | None) -> str:
    if first and first == last:
        return f"on:{first.isoformat()}"
    before = last + timedelta(days=1) if last and last < date.max else None
    return " ".join(
        ([f"after:{first.isoformat()}"] if first else [])
        + ([f"before:{before.isoformat()}"] if before else [])
    )
