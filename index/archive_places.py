"""Which story and topic each article of an archive was put in: a second, smaller index on the same cluster.

It is made of the articles and can be made anew of them at any time. All readers see the same places; what a
reader corrects stays with that reader.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
import zlib
from array import array
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from index.engines.opensearch_client import Cluster, NoIndexError
from index.engines.opensearch_schema import MARK, create, document_id, verify
from index.neighbours import Neighbour, nearness
from index.topic_labels import NAMED_BY, Member, label
from index.topic_profile import KEYS, Profile, similarity
from index.topics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.engines.opensearch_client import Answer
    from index.topic_profile import Vector

#: Raised whenever profiles or places mean something else; an archive grouped otherwise is refused.
FORMAT: Final = 4
_QUANTUM: Final = 65_535

#: Topics are listed of so many articles of the latest days, of so many that came in last, whenever they are
#: of, and with so many of their articles.
LATEST: Final = 5000
ARRIVED: Final = 1000
MOST_LISTED: Final = 10_000
#: Articles that share keys with one, and articles of its topic, of which the nearest are its neighbours.
CANDIDATES: Final = 200
OF_TOPIC: Final = 200
#: Ids in one request.
CHUNK: Final = 500
#: Seconds for which what was asked of the whole archive holds.
_FRESH: Final = 10.0

_STANDING: Final = ("id", "story", "topic", "given", "keys", "surfaces")
_DESCRIBED: Final = (*_STANDING, "day", "vector", "digest")
_IN_ORDER: Final = [{"placed": "asc"}, {"id": "asc"}]


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's profile, its place, and a digest of the text that it was placed by."""

    profile: Profile
    place: Place
    digest: str


class ArchivePlaces:
    """Reads places from the cluster; see :class:`index.backend.TopicPlaces`. Safe for several threads."""

    def __init__(self, articles: Cluster) -> None:
        """Read the places of the articles in the index of ``articles``; theirs is named after it."""
        settings = replace(articles.settings, index=f"{articles.index}-places")
        self.cluster = Cluster(settings, articles.patience)
        self._lock = threading.Lock()
        self._version: tuple[float, str] | None = None
        self._labels: dict[str, tuple[float, str | None]] = {}

    def close(self) -> None:
        """Close all connections."""
        self.cluster.close()

    def prepare(self) -> None:
        """Make the index if there is none. Raises LibraryError for one that was grouped otherwise."""
        try:
            verify(self.cluster, FORMAT)
        except NoIndexError:
            create(self.cluster, _mapping(self.cluster.settings.shards))

    def drop(self) -> None:
        """Throw all places away. Raises LibraryError if what lies there is not Lateral's."""
        try:
            verify(self.cluster, None)
        except NoIndexError:
            return
        self.cluster.ask("DELETE", "")
        self.changed()

    def changed(self) -> None:
        """Places were written: what was asked before no longer holds."""
        with self._lock:
            self._version = None
            self._labels.clear()

    # Asking

    def search(self, body: dict[str, Any]) -> Answer:
        """Search the places; where there are none yet, nothing is found."""
        try:
            return self.cluster.ask("POST", "_search", body)
        except NoIndexError:
            return {"hits": {"hits": [], "total": {"value": 0}}}

    def version(self) -> str:
        """Return what changes whenever a place has changed, within a few seconds."""
        with self._lock:
            known = self._version
        if known is not None and time.monotonic() - known[0] < _FRESH:
            return known[1]
        answer = self.search(
            {"size": 0, "track_total_hits": True, "aggs": {"last": {"max": {"field": "placed"}}}}
        )
        last = answer.get("aggregations", {}).get("last", {}).get("value")
        version = f"{answer['hits']['total']['value']}-{last}"
        with self._lock:
            self._version = time.monotonic(), version
        return version

    def count(self) -> int:
        """How many articles have a place."""
        answer = self.search({"size": 0, "track_total_hits": True, "query": {"match_all": {}}})
        return int(answer["hits"]["total"]["value"])

    def _found(
        self, query: dict[str, Any], fields: Sequence[str], size: int, sort: object = None
    ) -> list[dict[str, Any]]:
        body: dict[str, Any] = {"query": query, "_source": list(fields), "size": size}
        if sort is not None:
            body["sort"] = sort
        return [hit["_source"] for hit in self.search(body)["hits"]["hits"]]

    def _by_id(self, article_ids: Iterable[str], fields: Sequence[str]) -> list[dict[str, Any]]:
        wanted = list(dict.fromkeys(article_ids))
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            found |= {
                str(one["id"]): one for one in self._found({"terms": {"id": chunk}}, fields, len(chunk))
            }
        return [found[one] for one in wanted if one in found]

    def members(self, topic: str | None = None, limit: int = -1) -> list[Member]:
        """Return the standing of a topic's articles in order of arrival; of None, of the latest topics."""
        if topic is None:
            return self.shared()[: limit if limit >= 0 else None]
        size = min(limit, MOST_LISTED) if limit >= 0 else MOST_LISTED
        return [_member(one) for one in self._found({"term": {"topic": topic}}, _STANDING, size, _IN_ORDER)]

    def standing(self, article_ids: Iterable[str]) -> list[Member]:
        """Return the standing of each of these articles that has a place."""
        return [_member(one) for one in self._by_id(article_ids, _STANDING)]

    def shared(self) -> list[Member]:
        """Return the standing of the articles of the latest topics with two articles or more, or named."""
        latest = self._latest()
        topics = list(dict.fromkeys(str(one["topic"]) for one in latest))
        named = {str(one["topic"]) for one in latest if one.get("given")}
        answer = self.search(
            {
                "size": 0,
                "query": {"terms": {"topic": topics}},
                "aggs": {
                    "several": {
                        # Counted as they come: otherwise a table of all topics is made at each refresh.
                        "terms": {
                            "field": "topic",
                            "min_doc_count": 2,
                            "size": LATEST,
                            "execution_hint": "map",
                        }
                    }
                },
            }
        )
        buckets = answer.get("aggregations", {}).get("several", {}).get("buckets", ())
        wanted = sorted(named | {str(bucket["key"]) for bucket in buckets})
        found = self._found({"terms": {"topic": wanted}}, _STANDING, MOST_LISTED, _IN_ORDER)
        return [_member(one) for one in found]

    def _latest(self) -> list[dict[str, Any]]:
        """Topics of the articles of the latest days, and of those that came in last, whenever they are of."""
        tomorrow = datetime.now(UTC).date().toordinal() + 1
        fields = ["topic", "given"]
        by_day = {
            "query": {"range": {"day": {"lte": tomorrow}}},
            "sort": [{"day": "desc"}, {"id": "asc"}],
            "size": LATEST,
            "_source": fields,
        }
        by_arrival = {"sort": [{"placed": "desc"}, {"id": "asc"}], "size": ARRIVED, "_source": fields}
        try:
            answers = self.cluster.ask_many([by_day, by_arrival])
        except NoIndexError:
            return []
        return [hit["_source"] for answer in answers for hit in answer["hits"]["hits"]]

    def topics_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the topic id of each of these articles that has one."""
        return {str(one["id"]): str(one["topic"]) for one in self._by_id(article_ids, ("id", "topic"))}

    def labels(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the label of each article's topic; articles alone have none."""
        places = self.topics_of(article_ids)
        now = time.monotonic()
        with self._lock:
            known = {topic: told for topic, (at, told) in self._labels.items() if now - at < 6 * _FRESH}
        unknown = sorted(set(places.values()) - known.keys())
        searches = [
            {
                "query": {"term": {"topic": topic}},
                "_source": list(_STANDING),
                "size": NAMED_BY,
                "sort": _IN_ORDER,
            }
            for topic in unknown
        ]
        for topic, answer in zip(unknown, self.cluster.ask_many(searches), strict=True):
            members = [_member(hit["_source"]) for hit in answer["hits"]["hits"]]
            given = next((member.given for member in members if member.given), None)
            known[topic] = given or (", ".join(label(members)) if len(members) > 1 else None)
        with self._lock:
            self._labels.update((topic, (now, known[topic])) for topic in unknown)
        return {one: name for one, topic in places.items() if (name := known[topic]) is not None}

    def placed(self, article_ids: Iterable[str]) -> list[Placed]:
        """Return these articles' profiles and places; those without one are left out."""
        return [as_placed(one) for one in self._by_id(article_ids, _DESCRIBED)]

    def described(self, article_ids: Sequence[str]) -> dict[str, tuple[Profile, str]]:
        """Return profile and digest of each of these articles that has a place."""
        return {one.profile.article_id: (one.profile, one.digest) for one in self.placed(article_ids)}

    def neighbours(self, article_id: str, limit: int, also: Sequence[str] = ()) -> list[Neighbour]:
        """Return the articles nearest to one, of any source: sharing key terms, or of its topic.

        The engine gives a bounded number of candidates, the rarest shared terms first; how near they are is
        reckoned here.
        """
        own = self.placed([article_id])
        if not own:
            return []
        one, place = own[0].profile, own[0].place
        searches = [sharing(one.keys, CANDIDATES), candidates({"term": {"topic": place.topic}}, OF_TOPIC)]
        answers = self.cluster.ask_many(searches)
        found = {other.profile.article_id: other for answer in answers for other in placed_in(answer)}
        found |= {other.profile.article_id: other for other in self.placed(also)}
        near = [_neighbour(one, place, other) for name, other in found.items() if name != article_id]
        near.sort(key=lambda n: (-nearness(n), n.article_id))
        return near[:limit]


def sharing(keys: Sequence[str], size: int, *conditions: dict[str, Any], floor: int = 2) -> dict[str, Any]:
    """Return the search for articles that share at least ``floor`` of ``keys``, the rarest ones first."""
    shared = {
        "bool": {
            "should": [{"term": {"keys": {"value": key}}} for key in keys],
            "minimum_should_match": max(1, min(floor, len(keys))),
            "filter": list(conditions),
        }
    }
    return candidates(shared if keys else {"match_none": {}}, size)


def candidates(query: dict[str, Any], size: int) -> dict[str, Any]:
    """Return the search for the profiles of what ``query`` finds."""
    return {"query": query, "size": size, "_source": list(_DESCRIBED)}


def placed_in(answer: Answer) -> Iterator[Placed]:
    """Yield the profiles and places in the answer to a search."""
    for hit in answer.get("hits", {}).get("hits", ()):
        yield as_placed(hit["_source"])


def as_document(one: Placed, moment: int) -> tuple[str, dict[str, Any]]:
    """Return what is kept of a place, and under which id; ``moment`` orders arrivals (microseconds)."""
    profile, place = one.profile, one.place
    document = {
        "id": profile.article_id,
        "day": profile.day,
        "given": profile.given,
        "keys": list(profile.keys),
        "surfaces": list(profile.surfaces),
        "vector": base64.b64encode(pack(profile.vector)).decode(),
        "story": place.story,
        "topic": place.topic,
        "digest": one.digest,
        "placed": moment,
    }
    return document_id(profile.article_id), {
        key: value for key, value in document.items() if value is not None
    }


def as_placed(stored: dict[str, Any]) -> Placed:
    """Return what :func:`as_document` made; a vector that cannot be read is like none."""
    try:
        vector = unpack(base64.b64decode(stored.get("vector", "")))
    except (binascii.Error, zlib.error, ValueError):
        vector = {}
    article_id = str(stored["id"])
    profile = Profile(
        article_id,
        stored.get("day"),
        stored.get("given"),
        vector,
        tuple(stored.get("keys", ())),
        tuple(stored.get("surfaces", ())),
    )
    return Placed(
        profile, Place(article_id, str(stored["story"]), str(stored["topic"])), str(stored.get("digest", ""))
    )


def _member(stored: dict[str, Any]) -> Member:
    return Member(
        str(stored["id"]),
        str(stored["story"]),
        str(stored["topic"]),
        stored.get("given"),
        tuple(stored.get("keys", ())),
        tuple(stored.get("surfaces", ())),
    )


def _neighbour(one: Profile, place: Place, other: Placed) -> Neighbour:
    theirs = other.profile
    days = abs(theirs.day - one.day) if theirs.day is not None and one.day is not None else None
    printed = dict(zip(one.keys, one.surfaces, strict=False))
    return Neighbour(
        theirs.article_id,
        similarity(one.vector, theirs.vector),
        days,
        other.place.story == place.story,
        other.place.topic == place.topic,
        tuple(printed[key] for key in one.keys if key in theirs.vector)[:KEYS],
    )


def _mapping(shards: int) -> dict[str, Any]:
    """How the index is made, ``shards`` being those of the articles: a place takes a third of the room."""
    keyword, stored = {"type": "keyword"}, {"type": "keyword", "index": False, "doc_values": False}
    return {
        "settings": {"number_of_shards": max(1, shards // 3), "auto_expand_replicas": "0-1"},
        "mappings": {
            "dynamic": False,
            "_meta": {MARK: {"format": FORMAT, "places": True}},
            "properties": {
                "id": keyword,
                "day": {"type": "integer"},
                "given": keyword,
                "keys": keyword,
                "surfaces": stored,
                "vector": stored,
                "story": keyword,
                "topic": keyword,
                "digest": stored,
                "placed": {"type": "long"},
            },
        },
    }


def pack(vector: Vector) -> bytes:
    """Return ``vector`` as packed bytes: its terms, then their weights in 1/65,535."""
    weights = array("H", (round(weight * _QUANTUM) for weight in vector.values()))
    return zlib.compress(" ".join(vector).encode() + b"\n" + weights.tobytes(), 1)


def unpack(blob: bytes) -> Vector:
    """Return the vector that :func:`pack` made bytes of. Raises ValueError or zlib.error for others."""
    terms, _, packed = zlib.decompress(blob).partition(b"\n")
    weights = array("H", packed)
    return (
        {
            term: weight / _QUANTUM
            for term, weight in zip(terms.decode().split(" "), weights, strict=True)
            if term
        }
        if packed
        else {}
    )
