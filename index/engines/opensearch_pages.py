"""Pages of what is found, in a stable order, however deep.

A server counts through at most 10,000 articles to begin a page. Beyond, each page goes on where one before
ended (``search_after``); where pages ended is remembered for the last few searches.
"""

from __future__ import annotations

import json
import threading
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from index.engines.base import Hit
from index.engines.opensearch_query import clause, ranks
from index.engines.opensearch_schema import iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.engines.base import Sort
    from index.engines.opensearch_client import Answer, Cluster
    from index.query import Query

#: How many articles a server counts through (index.max_result_window).
WINDOW: Final = 10_000
#: Searches of which is remembered where their pages ended, and pages of each.
_REMEMBERED: Final = 16
_MOST_ENDS: Final = 500

_NEWEST: Final = {"published": {"order": "desc", "missing": "_last", "unmapped_type": "date"}}
_OLDEST: Final = {"published": {"order": "asc", "missing": "_last", "unmapped_type": "date"}}
_BY_ID: Final = {"id": {"order": "asc", "unmapped_type": "keyword"}}


@dataclass(frozen=True, slots=True)
class Found:
    """How many articles match, one page of them, and what to tell of an answer that is not complete."""

    total: int
    hits: tuple[Hit, ...]
    notice: str | None = None

    def __len__(self) -> int:
        return self.total


class Pages:
    """Fetches pages from one index. Safe to use from several threads."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.Lock()
        self._ends: OrderedDict[str, list[tuple[int, list[Any]]]] = OrderedDict()

    def page(self, query: Query, limit: int, offset: int, sort: Sort) -> Found:
        """Return one page. What has no words to rank by is listed newest first."""
        if sort == "relevance" and ranks(query):
            order: list[dict[str, Any]] = [{"_score": {"order": "desc"}}, _NEWEST, _BY_ID]
            return self._plain(query, order, limit, offset, scored=True)
        if sort == "oldest":
            return self._plain(query, [_OLDEST, _BY_ID], limit, offset)
        return self._newest(query, limit, offset)

    def _plain(
        self, query: Query, order: list[dict[str, Any]], limit: int, offset: int, *, scored: bool = False
    ) -> Found:
        answer = self._range({"query": clause(query), "sort": order}, limit, offset, scored=scored)
        return Found(total(answer), _hits(answer, scored=scored), partial(answer))

    def _newest(self, query: Query, limit: int, offset: int) -> Found:
        """Newest first; dates over a day ahead are mistakes and follow the plausible ones.

        The server's own order has them first. How many there are comes with the first answer, and usually
        there is none; otherwise the page is put together from where its parts stand in the server's order.
        """
        tomorrow = iso((datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0))
        body = {
            "query": clause(query),
            "sort": [_NEWEST, _BY_ID],
            "aggs": {
                "late": {"filter": {"range": {"published": {"gt": tomorrow}}}},
                "undated": {"missing": {"field": "published"}},
            },
        }
        answer = self._range(body, limit, offset)
        counts = answer.get("aggregations", {})
        late = counts.get("late", {}).get("doc_count", 0)
        if not late:
            return Found(total(answer), _hits(answer), partial(answer))
        plausible = total(answer) - late - counts["undated"]["doc_count"]
        body.pop("aggs")
        hits: list[Hit] = []
        for start, size in _stretches(offset, limit, late, plausible):
            hits += _hits(self._range(body, size, start))
        return Found(total(answer), tuple(hits), partial(answer))

    def _range(self, body: dict[str, Any], size: int, start: int, *, scored: bool = False) -> Answer:
        """The answer to ``body`` whose hits are ``size`` from number ``start`` on, in the order it names."""
        whole = body | {"track_total_hits": True, "_source": False}
        if start + size <= WINDOW:
            return self._ask(whole | {"from": start, "size": size}, scored=scored)
        name = json.dumps(body)
        at, after = self._end_before(name, start)
        answer: Answer = {}
        hits: list[dict[str, Any]] = []
        while at < start + size:
            wanted = min(WINDOW, (start if at < start else start + size) - at)
            step = whole | {"size": wanted} | ({"search_after": after} if after else {})
            answer = self._ask(step, scored=scored)
            found = answer["hits"]["hits"]
            if at >= start:
                hits += found
            if not found:
                break
            at, after = at + len(found), found[-1]["sort"]
            self._remember_end(name, at, after)
        if not answer:  # an empty page: only how many there are is asked for
            answer = self._ask(whole | {"size": 0}, scored=scored)
        answer["hits"]["hits"] = hits
        return answer

    def _ask(self, body: dict[str, Any], *, scored: bool) -> Answer:
        params = {"preference": self._cluster.preference}
        if scored:
            # How rare a word is, is counted over all shards: the same article scores the same on any.
            params["search_type"] = "dfs_query_then_fetch"
        return self._cluster.ask("POST", "_search", self._within(body), params)

    def _within(self, body: dict[str, Any]) -> dict[str, Any]:
        """The cluster is told to give what it has before the connection's patience ends."""
        return body | {"timeout": f"{max(1, self._cluster.settings.timeout * 800)}ms"}

    def _end_before(self, name: str, start: int) -> tuple[int, list[Any] | None]:
        with self._lock:
            ends = self._ends.get(name, [])
            place = bisect_right([at for at, _ in ends], start)
            return ends[place - 1] if place else (0, None)

    def _remember_end(self, name: str, at: int, after: list[Any]) -> None:
        with self._lock:
            ends = self._ends.setdefault(name, [])
            self._ends.move_to_end(name)
            place = bisect_right([known for known, _ in ends], at)
            if (not place or ends[place - 1][0] != at) and len(ends) < _MOST_ENDS:
                ends.insert(place, (at, after))
            while len(self._ends) > _REMEMBERED:
                self._ends.popitem(last=False)


def _stretches(offset: int, limit: int, late: int, plausible: int) -> Iterator[tuple[int, int]]:
    """Where in the server's order (late, plausible, undated) a page stands of (plausible, late, undated)."""
    end = offset + limit
    for first, last, moved in (
        (0, plausible, late),
        (plausible, plausible + late, -plausible),
        (plausible + late, end, 0),
    ):
        low, high = max(first, offset), min(last, end)
        if low < high:
            yield low + moved, high - low


def _hits(answer: Answer, *, scored: bool = False) -> tuple[Hit, ...]:
    # The id is the last key of every order; the document's own id may be another (see document_id).
    return tuple(
        Hit(str(hit["sort"][-1]), float(hit["sort"][0]) if scored else 0.0) for hit in answer["hits"]["hits"]
    )


def total(answer: Answer) -> int:
    """Return how many articles match; older servers tell a bare number."""
    found = answer["hits"]["total"]
    return int(found["value"] if isinstance(found, dict) else found)


def partial(answer: Answer) -> str | None:
    """Return what to tell of an answer that lacks something, None of a complete one."""
    shards = answer.get("_shards", {})
    if shards.get("failed"):
        return f"partial results: {shards.get('successful', 0)} of {shards.get('total', 0)} shards answered"
    if answer.get("timed_out"):
        return "partial results: the archive had not looked everywhere when time was up"
    return None
