"""The articles that a grouping has looked at, as matrices: likeness to hundreds takes microseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from index.topic_profile import KEYS, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.topics import Place, Profile

_FIRST_ROWS: Final = 1024
_FIRST_TERMS: Final = 1 << 15
_Number = TypeVar("_Number", np.int32, np.float32)


class Company:
    """Articles in rows, in the order in which they came. Their terms are numbers from 1; 0 fills short rows.

    ``places`` and ``days`` (ordinals, None for undated articles) are aligned with the rows.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all articles."""
        self.places: list[Place] = []
        self.days: list[int | None] = []
        self._row: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._terms: NDArray[np.int32] = np.zeros((_FIRST_ROWS, TERMS), np.int32)
        self._weights: NDArray[np.float32] = np.zeros((_FIRST_ROWS, TERMS), np.float32)
        self._keys: NDArray[np.int32] = np.zeros((_FIRST_ROWS, KEYS), np.int32)
        self._spread: NDArray[np.float64] = np.zeros(_FIRST_TERMS)
        self._last: tuple[Profile, NDArray[np.int32], NDArray[np.float64]] | None = None

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.places)

    def row(self, article_id: str) -> int | None:
        """Return the row of an article; None if it is not here."""
        return self._row.get(article_id)

    def put(self, one: Profile, place: Place) -> int:
        """Take an article in, if it is not here yet; return its row."""
        known = self._row.get(one.article_id)
        if known is not None:
            return known
        row = len(self.places)
        if row == len(self._terms):
            self._terms, self._keys = _doubled(self._terms), _doubled(self._keys)
            self._weights = _doubled(self._weights)
        terms, weights = self._arrays(one)
        self._terms[row, : len(terms)] = terms
        self._weights[row, : len(terms)] = weights
        self._keys[row, : len(one.keys)] = self._numbered(one.keys)
        self._row[one.article_id] = row
        self.places.append(place)
        self.days.append(one.day)
        return row

    def _arrays(self, one: Profile) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The numbers and weights of an article's terms; those asked for last are at hand."""
        if self._last is None or self._last[0] is not one:
            weights = np.fromiter(one.vector.values(), np.float64, len(one.vector))
            self._last = one, self._numbered(one.vector), weights
        return self._last[1:]

    def _numbered(self, terms: Iterable[str]) -> NDArray[np.int32]:
        numbers = self._numbers
        found = np.array([numbers.setdefault(term, len(numbers) + 1) for term in terms], np.int32)
        while len(numbers) >= len(self._spread):
            self._spread = np.zeros(2 * len(self._spread))
        return found

    def cosines(self, one: Profile, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the cosine of ``one`` with the article of each row."""
        terms, weights = self._arrays(one)
        places = np.array(rows, np.intp)
        self._spread[terms] = weights
        spread = self._spread[self._terms[places]]
        found: NDArray[np.float64] = np.einsum("ij,ij->i", spread, self._weights[places])
        self._spread[terms] = 0.0
        return found

    def nearer(self, one: Profile, rows: Sequence[int], floor: float) -> list[tuple[int, float]]:
        """Return those ``rows`` whose cosine with ``one`` is at least ``floor``, with that cosine."""
        cosines = self.cosines(one, rows)
        return [(rows[place], float(cosines[place])) for place in np.flatnonzero(cosines >= floor).tolist()]

    def shared(self, weights: Mapping[str, float], rows: Sequence[int]) -> NDArray[np.float64]:
        """Return for each row the sum of the ``weights`` of those terms that are among its keys."""
        terms = self._numbered(weights)
        self._spread[terms] = list(weights.values())
        found: NDArray[np.float64] = self._spread[self._keys[np.array(rows, np.intp)]].sum(axis=1)
        self._spread[terms] = 0.0
        return found


def _doubled(rows: NDArray[_Number]) -> NDArray[_Number]:
    return np.concatenate([rows, np.zeros_like(rows)])
