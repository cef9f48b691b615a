"""Places survive being written in few bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engines import places

if TYPE_CHECKING:
    from index.engines.places import Integers

POSTINGS = st.lists(
    st.lists(st.integers(0, 3_000_000) | st.integers(0, 400), min_size=1, max_size=6, unique=True).map(
        sorted
    ),
    min_size=1,
    max_size=12,
)


def summed(steps: Integers, postings: list[list[int]]) -> list[int]:
    counts = np.array([len(posting) for posting in postings], np.int64)
    return places.summed(steps, counts, np.zeros(len(counts), np.int64)).tolist()


@pytest.mark.parametrize(
    ("often", "few", "most"),
    [(3, 0, 1), (3, 2, 1), (4096, 0, 1), (4096, 0, 0)],
    ids=["words that are everywhere", "in a few of their articles", "other words", "most of those"],
)
@given(postings=POSTINGS, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_places_come_back(
    monkeypatch: pytest.MonkeyPatch,
    often: int,
    few: int,
    most: int,
    postings: list[list[int]],
    data: st.DataObject,
) -> None:
    monkeypatch.setattr(places, "_OFTEN", often)
    monkeypatch.setattr(places, "_FEW", few)
    monkeypatch.setattr(places, "_MOST", most)
    monkeypatch.setattr(places, "_MANY_EACH", often // 4096)
    counts = np.array([len(posting) for posting in postings])
    cut = data.draw(st.integers(0, len(postings)))
    firsts = np.array([0, cut, len(postings)])
    coded, at, steady = places.encode(np.array([p for posting in postings for p in posting]), counts, firsts)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(postings), max_size=len(postings))))
    for word, (low, high) in enumerate(((0, cut), (cut, len(postings)))):
        own, wanted = counts[low:high], kept[low:high]
        for chosen in (None, wanted):
            which = steady.find(word)
            if which is None:
                here = coded[at[word] : at[word + 1]]
                steps = places.decode(here, own, chosen)
            else:
                assert at[word] == at[word + 1]
                steps = steady.decode(which, own, chosen)
            left = [p for n, p in enumerate(postings[low:high]) if chosen is None or chosen[n]]
            assert summed(steps, left) == [place for posting in left for place in posting]


def test_near_places_take_one_byte_each() -> None:
    coded, *_ = places.encode(np.arange(0, 10_000, 9), np.array([1112]), np.array([0, 1]))
    assert len(coded) == 1112


def test_a_word_that_stands_everywhere_is_kept_apart_with_its_few_long_steps() -> None:
    stands = np.concatenate([np.arange(0, 40_000, 9), np.array([50_000, 50_001])])
    coded, at, steady = places.encode(stands, np.array([len(stands)]), np.array([0, 1]))
    assert len(coded) == 0
    assert at.tolist() == [0, 0]
    assert steady.words.tolist() == [0]
    assert len(steady.steps) == len(stands)
    assert steady.far.tolist() == [50_000 - stands[-3]]
