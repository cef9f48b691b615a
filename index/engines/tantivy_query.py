"""Clauses (see :mod:`index.engines.opensearch_query`) as Tantivy's query objects.

Both engines are asked with the same clauses, so that what a word, a phrase or a source means is said once.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tantivy import FieldType, Occur, Query

from index.engines.segment import seconds

if TYPE_CHECKING:
    from tantivy import Schema

    from index.engines.opensearch_query import Clause

#: Matching one of these adds nothing to the score.
_FILTER = 0.0


def to_query(clause: Clause, schema: Schema) -> Query:
    """Return the query for a clause. Raises ValueError for one that is none."""
    ((kind, said),) = clause.items()
    match kind:
        case "match_all":
            return Query.const_score_query(Query.all_query(), _FILTER)
        case "match_none":
            return Query.empty_query()
        case "bool":
            return _bool(said, schema)
        case "terms":
            ((field, values),) = said.items()
            return Query.const_score_query(Query.term_set_query(schema, field, values), _FILTER)
        case "exists":
            return Query.const_score_query(Query.exists_query(said["field"]), _FILTER)
        case "range":
            return _range(said, schema)
        case "term" | "match_phrase" | "prefix":
            ((field, asked),) = said.items()
            found, boost = _words(kind, field, asked, schema), 1.0
            if isinstance(asked, dict):
                boost = asked.get("boost", 1.0)
            return found if boost == 1.0 else Query.boost_query(found, boost)
    raise ValueError(f"no such clause: {kind}")


def _words(kind: str, field: str, asked: Any, schema: Schema) -> Query:
    text = str(asked.get("value", asked.get("query")) if isinstance(asked, dict) else asked)
    if kind == "match_phrase":
        return Query.phrase_query(schema, field, [*text.split(" ")])
    if kind == "prefix":
        return Query.regex_query(schema, field, f"{re.escape(text)}.*")
    return Query.term_query(schema, field, text, "freq" if field.endswith("stems") else "basic")


def _bool(said: dict[str, Any], schema: Schema) -> Query:
    must = [(Occur.Must, to_query(part, schema)) for part in said.get("must", ())]
    must += [
        (Occur.Must, Query.const_score_query(to_query(part, schema), _FILTER))
        for part in said.get("filter", ())
    ]
    should = [(Occur.Should, to_query(part, schema)) for part in said.get("should", ())]
    if should and must:
        must.append((Occur.Must, Query.boolean_query(should)))
        should = []
    without = [(Occur.MustNot, to_query(part, schema)) for part in said.get("must_not", ())]
    if without and not must and not should:
        must = [(Occur.Must, Query.const_score_query(Query.all_query(), _FILTER))]
    return Query.boolean_query([*must, *should, *without])


def _range(said: dict[str, Any], schema: Schema) -> Query:
    ((field, limits),) = said.items()
    low = next((limits[name] for name in ("gte", "gt") if name in limits), None)
    high = next((limits[name] for name in ("lte", "lt") if name in limits), None)
    return Query.const_score_query(
        Query.range_query(
            schema,
            field,
            FieldType.Integer,
            _second(low),
            _second(high),
            "gt" not in limits,
            "lt" not in limits,
        ),
        _FILTER,
    )


def _second(moment: str | None) -> int | None:
    return None if moment is None else seconds(datetime.fromisoformat(moment))
