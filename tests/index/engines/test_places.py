"""Places survive being written in few bytes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engines import places

POSTINGS = st.lists(
    st.lists(st.integers(0, 3_000_000) | st.integers(0, 400), min_size=1, max_size=6, unique=True).map(
        sorted
    ),
    min_size=1,
    max_size=12,
)


@given(postings=POSTINGS, data=st.data())
def test_places_come_back(postings: list[list[int]], data: st.DataObject) -> None:
    counts = np.array([len(posting) for posting in postings])
    cut = data.draw(st.integers(0, len(postings)))
    firsts = np.array([0, cut, len(postings)])
    coded, at = places.encode(np.array([p for posting in postings for p in posting]), counts, firsts)
    assert places.decode(coded, counts).tolist() == [p for posting in postings for p in posting]
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(postings), max_size=len(postings))))
    for low, high, start, end in ((0, cut, at[0], at[1]), (cut, len(postings), at[1], at[2])):
        expected = [
            p
            for posting, keep in zip(postings[low:high], kept[low:high], strict=True)
            if keep
            for p in posting
        ]
        assert places.decode(coded[start:end], counts[low:high], kept[low:high]).tolist() == expected


def test_near_places_take_one_byte_each() -> None:
    coded, _ = places.encode(np.arange(0, 10_000, 9), np.array([1112]), np.array([0, 1]))
    assert len(coded) == 1112
