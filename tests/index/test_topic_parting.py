"""Two like events that were taken for one story come apart as soon as it shows; one event stays whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.topic_parting import LARGEST, PART, SMALLEST, is_due, parts
from index.topic_store import TopicStore
from tests.playoffs import OWN, accounts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> TopicStore:
    return TopicStore(tmp_path / "topics.sqlite", window=3)


def stories(store: TopicStore) -> dict[str, str]:
    return {member.article_id: member.story for member in store.members()}


def test_two_matches_taken_for_one_come_apart(store: TopicStore) -> None:
    early = accounts("halden", "vik")[:4]
    store.update(early, [], {})
    assert len(set(stories(store).values())) == 1, "a handful does not tell them apart yet"
    opened = stories(store)["halden-0"]
    store.update(accounts("halden", "vik")[4:], [], {})
    found = stories(store)
    assert {found[f"halden-{number}"] for number in range(len(OWN))} == {opened}, "the first keeps its id"
    assert len({found[f"vik-{number}"] for number in range(len(OWN))}) == 1
    assert found["vik-0"] != opened
    assert len({member.topic for member in store.members()}) == 1, "it stays one affair"


def test_one_match_stays_one_story(store: TopicStore) -> None:
    store.update(accounts("halden"), [], {})
    assert len(set(stories(store).values())) == 1


def test_they_come_apart_alike_one_by_one_and_all_at_once(tmp_path: Path) -> None:
    together, apart = (TopicStore(tmp_path / name, window=3) for name in ("together", "apart"))
    together.update(accounts("halden", "vik"), [], {})
    for article in accounts("halden", "vik"):
        apart.update([article], [], {})
    assert stories(apart) == stories(together)


def test_a_growing_story_is_looked_at_now_and_then() -> None:
    due = [size for size in range(LARGEST * 2) if is_due(size)]
    assert due[0] == SMALLEST
    assert due[-1] <= LARGEST
    assert all(later - size <= max(1, size // 4) for size, later in pairwise(due))
    assert len(due) < 25


@given(st.integers(2, 40), st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_parts_are_whole_or_none(articles: int, terms: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    numbers = np.stack([chance.permutation(60)[:terms] for _ in range(articles)]).astype(np.int32)
    weights = chance.random((articles, terms)).astype(np.float32)
    weights /= np.linalg.norm(weights, axis=1, keepdims=True)
    weights[numbers == 0] = 0
    other = parts(numbers, weights)
    if other is not None:
        assert len(other) == articles
        assert not other[0]
        assert PART <= other.sum() <= articles - PART
