"""Whether a word stands at a place is told without working out all of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engines import places
from index.engines.probing import stands_at

if TYPE_CHECKING:
    import pytest

ARTICLES = st.lists(
    st.lists(
        st.integers(0, 9) | st.integers(0, 600) | st.integers(0, 90_000), min_size=1, max_size=20, unique=True
    ).map(sorted),
    min_size=1,
    max_size=8,
)


@given(before=ARTICLES, postings=ARTICLES, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_word_stands_where_it_was_written_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
    before: list[list[int]],
    postings: list[list[int]],
    data: st.DataObject,
) -> None:
    monkeypatch.setattr(places, "_OFTEN", 0)
    monkeypatch.setattr(places, "_LEAST_NEAR", 0)  # however long the steps are
    both = [*before, *postings]
    counts = np.array([len(posting) for posting in both])
    stands = np.array([place for posting in both for place in posting])
    *_, steady = places.encode(stands, counts, np.array([0, len(before), len(both)]))
    near = st.sampled_from(stands.tolist()).flatmap(lambda place: st.integers(place - 2, place + 2))
    asked = data.draw(
        st.lists(st.tuples(st.integers(0, len(postings) - 1), near | st.integers(-9, 90_010)), max_size=30)
    )
    found = stands_at(
        steady,
        1,
        counts[len(before) :],
        np.array([posting for posting, _ in asked], np.int64),
        np.array([place for _, place in asked], np.int64),
    )
    assert found.tolist() == [place in postings[posting] for posting, place in asked]
