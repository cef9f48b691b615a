"""The articles that a grouping has looked at, as matrices: likeness to hundreds takes microseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from index.topic_profile import KEYS, TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.topic_profile import Profile
    from index.topics import Place

_FIRST_ROWS: Final = 1024
_FIRST_TERMS: Final = 1 << 15
_Item = TypeVar("_Item", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A profile in numbers: ``keys`` and ``terms`` as a shelf numbers them, ``weights`` of the terms."""

    article_id: str
    day: int | None
    given: str | None
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]
    keys: NDArray[np.int32]


def outlined(one: Profile, numbers: Mapping[str, int]) -> Outline:
    """Return ``one`` in numbers; ``numbers`` has one from 1 on for each of its terms."""
    size = len(one.vector)
    return Outline(
        one.article_id,
        one.day,
        one.given,
        np.fromiter(map(numbers.__getitem__, one.vector), np.int32, size),
        np.fromiter(one.vector.values(), np.float32, size),
        np.fromiter(map(numbers.__getitem__, one.keys), np.int32, len(one.keys)),
    )


class Company:
    """Articles in rows, in the order in which they came. Number 0 fills the rows of articles with few terms.

    ``places``, ``days`` (ordinals, None for undated articles) and ``given`` are aligned with the rows.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all articles."""
        self.places: list[Place] = []
        self.days: list[int | None] = []
        self.given: list[str | None] = []
        self._row: dict[str, int] = {}
        self._terms: NDArray[np.int32] = np.zeros((_FIRST_ROWS, TERMS), np.int32)
        self._weights: NDArray[np.float32] = np.zeros((_FIRST_ROWS, TERMS), np.float32)
        self._keys: NDArray[np.int32] = np.zeros((_FIRST_ROWS, KEYS), np.int32)
        self._spread: NDArray[np.float32] = np.zeros(_FIRST_TERMS, np.float32)

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.places)

    def row(self, article_id: str) -> int | None:
        """Return the row of an article; None if it is not here."""
        return self._row.get(article_id)

    def put(self, one: Outline, place: Place) -> int:
        """Take an article in, if it is not here yet; return its row."""
        known = self._row.get(one.article_id)
        if known is not None:
            return known
        row = len(self.places)
        if row == len(self._terms):
            self._terms, self._keys = _doubled(self._terms), _doubled(self._keys)
            self._weights = _doubled(self._weights)
        self._terms[row, : len(one.terms)] = one.terms
        self._weights[row, : len(one.terms)] = one.weights
        self._keys[row, : len(one.keys)] = one.keys
        self._make_room(one.terms)
        self._row[one.article_id] = row
        self.places.append(place)
        self.days.append(one.day)
        self.given.append(one.given)
        return row

    def _make_room(self, numbers: NDArray[np.int32]) -> None:
        while numbers.size and numbers.max() >= len(self._spread):
            self._spread = _doubled(self._spread)

    def cosines(self, one: Outline, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of ``one`` with the article of each row."""
        self._make_room(one.terms)
        return self._cosines(one.terms, one.weights, rows)

    def _cosines(
        self, terms: NDArray[np.int32], weights: NDArray[np.float32], rows: Sequence[int]
    ) -> NDArray[np.float32]:
        places = np.array(rows, np.intp)
        self._spread[terms] = weights
        spread = self._spread[self._terms[places]]
        found: NDArray[np.float32] = np.einsum("ij,ij->i", spread, self._weights[places])
        self._spread[terms] = 0.0
        return found

    def likeness(self, row: int, rows: Sequence[int]) -> NDArray[np.float32]:
        """Return the cosine of the article in ``row`` with those in ``rows``."""
        return self._cosines(self._terms[row], self._weights[row], rows)

    def table(self, rows: Sequence[int]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return terms and weights of the articles in these rows."""
        places = np.array(rows, np.intp)
        return self._terms[places], self._weights[places]

    def shared(
        self, keys: NDArray[np.int32], bits: NDArray[np.float32], rows: Sequence[int]
    ) -> NDArray[np.float32]:
        """Return for each row the sum of the ``bits`` of those ``keys`` that are among its own."""
        self._make_room(keys)
        self._spread[keys] = bits
        found: NDArray[np.float32] = self._spread[self._keys[np.array(rows, np.intp)]].sum(axis=1)
        self._spread[keys] = 0.0
        return found


def _doubled(rows: NDArray[_Item]) -> NDArray[_Item]:
    return np.concatenate([rows, np.zeros_like(rows)])
