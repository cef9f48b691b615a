"""Likeness to many articles at once is that to each by itself; large batches place as small ones do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies

from index import topic_shelf, topics
from index.article import Article
from index.topic_company import Company
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


@given(VECTORS, strategies.lists(VECTORS, max_size=8))
def test_cosines_and_shared_keys_are_those_of_each_pair(
    vector: dict[str, float], others: list[dict[str, float]]
) -> None:
    company, one = Company(), profile_of("one", vector)
    profiles = [profile_of(str(number), other) for number, other in enumerate(others)]
    rows = [company.put(other, Place(other.article_id, "s", "t")) for other in profiles]
    expected = [similarity(vector, other) for other in others]
    assert company.cosines(one, rows).tolist() == pytest.approx(expected, abs=1e-5)
    assert [row for row, _ in company.nearer(one, rows, 0.0)] == rows
    bits = dict.fromkeys(one.keys, 2.0)
    assert company.shared(bits, rows).tolist() == [
        2.0 * len(set(other.keys) & bits.keys()) for other in profiles
    ]


def test_many_articles_and_terms_find_room() -> None:
    company = Company()
    for number in range(2500):
        vector = {f"term{number}x{place}": 0.1 for place in range(20)}
        assert company.put(profile_of(str(number), vector), Place(str(number), "s", "t")) == number
    one = profile_of("one", {"term7x3": 1.0, "term2400x1": 1.0})
    assert [row for row, _ in company.nearer(one, range(2500), 0.05)] == [7, 2400]
    assert company.row("2499") == 2499
    company.clear()
    assert company.row("2499") is None


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
    monkeypatch.setattr(topics, "HELD", 5)
    monkeypatch.setattr(topic_shelf, "RECENT", 3)
    monkeypatch.setattr(topic_shelf, "BULK", 10)
    tight.update(accounts(), [], {})
    assert places(tight) == places(whole)


def test_frequent_terms_are_counted_alike_one_by_one_and_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TopicStore(tmp_path / "topics.sqlite", window=3)
    store.update(accounts(), [], {})
    found = topic_shelf.Found(store._database)
    single = {term: found(term) for term in ("storm", "tornbi", "unsaf", "nothing")}
    monkeypatch.setattr(topic_shelf, "_ONE_BY_ONE", 0)
    at_once = topic_shelf.Found(store._database)
    assert {term: at_once(term) for term in single} == single
    assert single["storm"] == len(accounts())
    assert single["nothing"] == 0
