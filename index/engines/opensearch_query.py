"""The query language as the clauses of OpenSearch: plain functions from a query tree to JSON.

A word is looked for by its stem in title and body, a phrase by its stems in a row, a beginning and an exact
word among the forms. Filters (sources, dates, sets of ids) do not rank.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from index.analysis import is_unspaced, words
from index.engines.opensearch_schema import FORMS, STEMS, beginning, folded, stems
from index.query import Among, And, Dates, Everything, Not, Or, Phrase, Prefix, Source, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.query import Field, Query

Clause: TypeAlias = dict[str, Any]

#: As in the embedded engine: a title is short, so that its words count much already.
TITLE_BOOST: Final = 1.25
#: A query may have about 1,000 clauses, whatever the server; a word takes two or three of them.
MOST_WORDS: Final = 250
#: Ids in one clause; a server takes 65,536.
_MOST_IDS: Final = 50_000
_NOTHING: Final[Clause] = {"match_none": {}}


def clause(query: Query) -> Clause:
    """Return the clause that finds what ``query`` finds, ranked by BM25 where it has words."""
    match query:
        case Everything():
            return {"match_all": {}}
        case And(parts):
            return _all(parts)
        case Or(parts):
            return either([clause(part) for part in parts])
        case Not(part):
            return {"bool": {"must_not": [clause(part)]}}
        case Word(text, field, exact):
            return _word(text, field, exact=exact)
        case Phrase(text, field):
            return _run(text, field)
        case Prefix(text, field):
            return _beginning(text, field)
        case Source(name):
            return _source(name)
        case Dates(first, last):
            return _dates(first, last)
        case Among(ids):
            return either([{"terms": {"id": chunk}} for chunk in _chunks(sorted(ids))])
        case _:
            return _NOTHING  # the library makes topics and marks sets of ids; what it does not know is empty


def either(clauses: Sequence[Clause]) -> Clause:
    """Return the clause for any of ``clauses``, whose scores add up."""
    if len(clauses) < 2:
        return clauses[0] if clauses else _NOTHING
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def ranks(query: Query) -> bool:
    """Whether ``query`` has words to rank by; else all that it finds is as good."""
    match query:
        case Word() | Phrase() | Prefix():
            return True
        case And(parts) | Or(parts):
            return any(map(ranks, parts))
        case _:
            return False


def has_stem(stemmed: str) -> list[Clause]:
    """Return the clauses for a stem in the title, which counts more, and in the body."""
    return [
        {"term": {STEMS["title"]: {"value": stemmed, "boost": TITLE_BOOST}}},
        {"term": {STEMS["body"]: {"value": stemmed}}},
    ]


def shortened(query: Query, most: int = MOST_WORDS) -> tuple[Query, bool]:
    """Return ``query`` with at most ``most`` leaves, the first ones, and whether any were left out."""
    left = [most]
    kept = _kept(query, left)
    return (Everything() if kept is None else kept), left[0] < 0


def _kept(query: Query, left: list[int]) -> Query | None:
    match query:
        case And(parts) | Or(parts):
            found = tuple(kept for part in parts if (kept := _kept(part, left)) is not None)
            return type(query)(found) if found else None
        case Not(part):
            kept = _kept(part, left)
            return None if kept is None else Not(kept)
        case _:
            left[0] -= 1
            return query if left[0] >= 0 else None


def _all(parts: Iterable[Query]) -> Clause:
    must, conditions, without = [], [], []
    for part in parts:
        if isinstance(part, Not):
            without.append(clause(part.part))
        elif ranks(part):
            must.append(clause(part))
        else:
            conditions.append(clause(part))
    kinds = {"must": must, "filter": conditions, "must_not": without}
    return {"bool": {kind: clauses for kind, clauses in kinds.items() if clauses}}


def _word(text: str, field: Field, *, exact: bool) -> Clause:
    run = folded(text)
    if len(run) == 1:
        return _exactly(run[0], field) if exact and not is_unspaced(run[0]) else _run(text, field)
    # "cease-fire" is written "cease fire" and "ceasefire" too.
    joined = "".join(words(text))
    together = _run(text, field)
    return either([together, _word(joined, field, exact=exact)]) if joined.isascii() and run else together


def _run(text: str, field: Field) -> Clause:
    """The words of ``text`` in a row, by their stems."""
    run = stems(text)
    if not run:
        return _NOTHING
    if len(run) == 1:
        found = has_stem(run[0])
    else:
        spaced = " ".join(run)
        found = [
            {"match_phrase": {STEMS["title"]: {"query": spaced, "boost": TITLE_BOOST}}},
            {"match_phrase": {STEMS["body"]: {"query": spaced}}},
        ]
    return found[0] if field == "title" else either(found)


def _exactly(form: str, field: Field) -> Clause:
    in_title = {"term": {FORMS["title"]: {"value": form, "boost": TITLE_BOOST}}}
    return in_title if field == "title" else either([in_title, {"term": {FORMS["any"]: {"value": form}}}])


def _beginning(text: str, field: Field) -> Clause:
    start = beginning(text)
    if not start:
        return _NOTHING
    if is_unspaced(start):
        return _run(text, field)
    return {"prefix": {FORMS[field]: {"value": start}}}


def _source(name: str) -> Clause:
    run = folded(name)
    if not run:
        return {"term": {"source": name.strip()}}
    if len(run) == 1:
        return {"term": {"source_words": run[0]}}
    return {"match_phrase": {"source_words": {"query": " ".join(run)}}}


def _dates(first: date | None, last: date | None) -> Clause:
    if first is None and last is None:
        return {"exists": {"field": "published"}}
    limits = {}
    if first is not None:
        limits["gte"] = f"{first.isoformat()}T00:00:00.000Z"
    if last == date.max:
        limits["lte"] = "9999-12-31T23:59:59.999Z"
    elif last is not None:
        limits["lt"] = f"{(last + timedelta(days=1)).isoformat()}T00:00:00.000Z"
    return {"range": {"published": limits}}


def _chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(ids), _MOST_IDS):
        yield list(ids[start : start + _MOST_IDS])
