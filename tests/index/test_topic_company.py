"""Likeness to many articles at once is that to each by itself; large batches place as small ones do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies

from index import topic_grouping, topic_shelf
from index.article import Article
from index.topic_company import Company, Outline, outlined
from index.topic_profile import KEYS, Profile, similarity
from index.topic_store import TopicStore
from index.topics import Place

if TYPE_CHECKING:
    from pathlib import Path

WORDS = strategies.text("abcdefg", min_size=1, max_size=3)
VECTORS = strategies.dictionaries(WORDS, strategies.floats(0.0, 1.0), max_size=60)


def profile_of(name: str, vector: dict[str, float]) -> Profile:
    keys = tuple(vector)[:KEYS]
    return Profile(name, None, None, vector, keys, keys)


class Numbers(dict[str, int]):
    def __missing__(self, term: str) -> int:
        self[term] = len(self) + 1
        return self[term]

    def outline(self, name: str, vector: dict[str, float]) -> Outline:
        return outlined(profile_of(name, vector), self)


@given(VECTORS, strategies.lists(VECTORS, max_size=8))
def test_cosines_and_shared_keys_are_those_of_each_pair(
    vector: dict[str, float], others: list[dict[str, float]]
) -> None:
    company, numbers = Company(), Numbers()
    one = numbers.outline("one", vector)
    rows = [
        company.put(numbers.outline(str(number), other), Place(str(number), "s", "t"))
        for number, other in enumerate(others)
    ]
    expected = [similarity(vector, other) for other in others]
    assert company.cosines(one, rows).tolist() == pytest.approx(expected, abs=1e-4)
    bits = np.full(len(one.keys), 2.0, np.float32)
    assert company.shared(one.keys, bits, rows).tolist() == [
        2.0 * len(set(tuple(other)[:KEYS]) & set(tuple(vector)[:KEYS])) for other in others
    ]


def test_many_articles_and_terms_find_room() -> None:
    company, numbers = Company(), Numbers()
    for number in range(2500):
        vector = {f"term{number}x{place}": 0.1 for place in range(20)}
        assert company.put(numbers.outline(str(number), vector), Place(str(number), "s", "t")) == number
    one = numbers.outline("one", {"term7x3": 1.0, "term2400x1": 1.0, "new": 1.0})
    assert np.flatnonzero(company.cosines(one, range(2500)) >= 0.05).tolist() == [7, 2400]
    assert company.row("2499") == 2499
    company.clear()
    assert company.row("2499") is None


@given(VECTORS)
def test_an_outline_is_read_as_it_was_written(vector: dict[str, float]) -> None:
    one = Numbers().outline("one", vector)
    terms, weights, keys = topic_shelf.unpack(topic_shelf.pack(one))
    assert terms.tolist() == one.terms.tolist()
    assert keys.tolist() == one.keys.tolist()
    assert weights.tolist() == pytest.approx(one.weights.tolist(), abs=1e-5)


START = datetime(2031, 5, 1, tzinfo=UTC)
TOWNS = ("Tornby", "Halden", "Lyse", "Vik", "Sund", "Norrland", "Fjordal", "Askvik")
THINGS = ("bridge", "ferry", "orchard", "tunnel", "harbour", "railway", "mast", "quarry")


def accounts() -> list[Article]:
    """Two accounts each of 64 events, and a later one of every eighth."""
    found = []
    for number in range(64):
        town, thing = TOWNS[number % 8], THINGS[number // 8]
        keeper = f"{town[:3]}{thing[:4]}sen".title()
        text = f"The {thing} at {town} was closed by {keeper}, who found the {thing} unsafe after the storm."
        for source, gap in (("wire", 0), ("post", 1), *((("herald", 31),) if number % 8 == 0 else ())):
            day = START + timedelta(days=9 * number + gap)
            found.append(
                Article(f"{source}-{number}", source, f"{keeper} closes {thing} at {town}", text, day)
            )
    return sorted(found, key=lambda article: (str(article.published), article.id))


def places(store: TopicStore) -> dict[str, tuple[str, str]]:
    return {member.article_id: (member.story, member.topic) for member in store.members()}


def test_one_by_one_they_are_placed_as_all_at_once(tmp_path: Path) -> None:
    together, apart = (TopicStore(tmp_path / name, window=3) for name in ("together", "apart"))
    together.update(accounts(), [], {})
    for article in accounts():
        apart.update([article], [], {})
    assert places(apart) == places(together)
    stories = {story for story, _ in places(together).values()}
    assert len(stories) == 64 + 8
    assert places(together)["herald-0"][1] == places(together)["wire-0"][1]
    assert [n.article_id for n in apart.neighbours("wire-9", 1)] == ["post-9"]


def test_what_memory_cannot_hold_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, tight = (TopicStore(tmp_path / name, window=3) for name in ("whole", "tight"))
    whole.update(accounts(), [], {})
    monkeypatch.setattr(topic_grouping, "HELD", 5)
    monkeypatch.setattr(topic_shelf, "BULK", 10)
    tight.update(accounts(), [], {})
    assert places(tight) == places(whole)


def test_frequent_terms_are_counted_alike_one_by_one_and_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TopicStore(tmp_path / "topics.sqlite", window=3)
    store.update(accounts(), [], {})
    terms = topic_shelf.FileTerms(store._database)
    single = {term: (terms.found(term), terms[term]) for term in ("storm", "tornbi", "unsaf", "nothing")}
    monkeypatch.setattr(topic_shelf, "_ONE_BY_ONE", 0)
    at_once = topic_shelf.FileTerms(store._database)
    assert {term: (at_once.found(term), at_once[term]) for term in single} == single
    assert single["storm"][0] == len(accounts())
    assert single["nothing"][0] == 0
