"""The words of an archive: how frequent, other spellings of a name, what a misspelt word may mean.

What the embedded engine reads off its own index is asked of the cluster: counts, the articles where a name is
spelt otherwise, and its suggester, which walks the dictionary of terms. Answers are kept for a while, since
the same words are asked for with every letter typed.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from index.analysis import stem, words
from index.engines.opensearch_query import either, has_stem
from index.engines.opensearch_schema import FORMS, STEMS, folded, spelling
from index.query import And, Or, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.engines.opensearch_client import Answer, Cluster
    from index.query import Query

_SHORTEST: Final = 4  # letters of a word that may be corrected: shorter ones are too near to too many
_ONE_EDIT: Final = 5  # up to so many letters only one edit is likely
_LEAST: Final = 2  # places a word must be found in to be taken for a correct one
_SPELT: Final = 5  # articles that are read to see how a name is spelt
_MOST_SPELLINGS: Final = 12
_MOST_WORDS: Final = 24  # of one query whose spellings are looked up
_SECONDS: Final = 60.0
_HELD: Final = 2000

Value = TypeVar("Value")


class _Kept(Generic[Value]):
    """The answers of the last minute, by word."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, word: str) -> Value | None:
        with self._lock:
            found = self._held.get(word)
        return found[1] if found is not None and time.monotonic() - found[0] < _SECONDS else None

    def put(self, word: str, value: Value) -> None:
        with self._lock:
            self._held.pop(word, None)
            self._held[word] = (time.monotonic(), value)
            if len(self._held) > _HELD:
                self._held.popitem(last=False)


class ArchiveWords:
    """The words of one index. Safe to use from several threads."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._frequencies: _Kept[int] = _Kept()
        self._spellings: _Kept[tuple[str, ...]] = _Kept()
        self._nearest: _Kept[tuple[tuple[str, int, int], ...]] = _Kept()

    def look_up(self, query: Query) -> None:
        """Ask for all words of ``query`` in one request; each alone would be one."""
        asked = list(dict.fromkeys(_words_of(query)))[:_MOST_WORDS]
        unknown = [word for word in asked if self._frequencies.get(word) is None]
        unspelt = [word for word in asked if self._spellings.get(word) is None]
        searches = [_counting(unknown)] if unknown else []
        answers = self._cluster.ask_many([*searches, *map(_spelt_otherwise, unspelt)])
        if unknown:
            self._note_counts(unknown, answers.pop(0))
        for word, answer in zip(unspelt, answers, strict=True):
            self._spellings.put(word, _spellings_in(word, answer))

    def _note_counts(self, asked: Sequence[str], answer: Answer) -> None:
        buckets = answer.get("aggregations", {}).get("words", {}).get("buckets", {})
        for number, word in enumerate(asked):
            count = sum(buckets.get(f"{field}{number}", {}).get("doc_count", 0) for field in STEMS)
            self._frequencies.put(word, count)

    def frequency(self, word: str) -> int:
        """In how many bodies and titles, added up, words with the stem of ``word`` are."""

        def count() -> int:
            self._note_counts([word], self._cluster.ask("POST", "_search", _counting([word])))
            return self._frequencies.get(word) or 0

        return _known(self._frequencies, word, count)

    def spellings(self, word: str) -> tuple[str, ...]:
        """Other spellings of the name ``word`` that the archive has, the most frequent first."""

        def read() -> tuple[str, ...]:
            return _spellings_in(word, self._cluster.ask("POST", "_search", _spelt_otherwise(word)))

        return _known(self._spellings, word, read)

    def nearest(self, word: str, most: int = 5) -> Sequence[tuple[str, int, int]]:
        """What ``word`` may be a misspelling of: (word, edits, articles), the likeliest first.

        As in the embedded engine, but at most two edits away, which is how far the cluster's automata go, and
        with the same first letter, which a typist seldom gets wrong.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        return _known(self._nearest, word, lambda: self._suggested(word))[:most]

    def _suggested(self, word: str) -> tuple[tuple[str, int, int], ...]:
        from rapidfuzz.distance import OSA

        answer = self._cluster.ask("POST", "_search", _suggesting(word))
        entries = answer.get("suggest", {}).get("near", [])
        options = [str(option["text"]) for entry in entries for option in entry.get("options", ())]
        options = [option for option in options if option.isalpha() and option != word]
        found = []
        if options:
            self._note_counts(options, self._cluster.ask("POST", "_search", _counting(options)))
        for option in options:
            count = self._frequencies.get(option) or 0
            if count >= _LEAST:
                found.append((option, int(OSA.distance(word, option)), count))
        found.sort(key=lambda item: (item[1] - math.log10(item[2]) / 3, item[0]))
        return tuple(found)


def _known(kept: _Kept[Value], word: str, ask: Callable[[], Value]) -> Value:
    value = kept.get(word)
    if value is None:
        value = ask()
        kept.put(word, value)
    return value


def _words_of(query: Query) -> Iterator[str]:
    """The single words that may be corrected, folded."""
    match query:
        case Word(text, _, exact) if not exact and len(words(text)) == 1:
            yield words(text)[0]
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words_of(part)


def _counting(asked: Iterable[str]) -> dict[str, Any]:
    counted = {
        f"{name}{number}": {"term": {field: {"value": stem(word)}}}
        for number, word in enumerate(asked)
        for name, field in STEMS.items()
    }
    return {
        "size": 0,
        "query": either(list(counted.values())),
        "aggs": {"words": {"filters": {"filters": counted}}},
    }


def _spelt_otherwise(word: str) -> dict[str, Any]:
    """Articles that have the name ``word`` in another spelling, and not in this one."""
    key = spelling(word)
    named = either([{"term": {"names": {"value": key}}}, {"term": {FORMS["any"]: {"value": key}}}])
    return {
        "size": _SPELT,
        "query": {"bool": {"filter": [named], "must_not": has_stem(stem(word))}},
        "_source": ["title", "text"],
    }


def _spellings_in(word: str, answer: Answer) -> tuple[str, ...]:
    key, own = spelling(word), stem(word)
    counts: Counter[str] = Counter()
    for hit in answer.get("hits", {}).get("hits", ()):
        stored = hit.get("_source", {})
        text = f"{stored.get('title', '')}\n{stored.get('text', '')}"
        counts.update(form for form in set(folded(text)) if spelling(form) == key and stem(form) != own)
    return tuple(form for form, _ in counts.most_common(_MOST_SPELLINGS))


def _suggesting(word: str) -> dict[str, Any]:
    near = {
        "field": FORMS["any"],
        "suggest_mode": "always",
        "max_edits": 1 if len(word) <= _ONE_EDIT else 2,
        "prefix_length": 1,
        "min_word_length": _SHORTEST,
        "size": 20,
    }
    return {"size": 0, "suggest": {"near": {"text": word, "term": near}}}
