"""From an article's text to its profile, in a fraction of a millisecond.

A text is cut at blanks and dashes alone, which costs next to nothing. What terms stand in such a piece
("canal," or "Lyse’s") is found out once for all articles; from there on, counting and weighing is arithmetic
on arrays of numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from index.analysis import RAW_TOKEN, pieces, stem
from index.topic_profile import DESCRIBED, KEY_RARITY, KEYS, LEAD, TERMS, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from index.article import Article

    _Numbers = NDArray[np.int64]

#: Pieces of text whose terms are remembered: a language's common ones many times over.
_REMEMBERED: Final = 1 << 18
#: How much more a term weighs for standing 0, 1, 2, ... times; more often counts as so often.
_DAMPED: Final = np.concatenate([[0.0], 1 + np.log(np.arange(1, 4096))])
_POSSESSIVE: Final = re.compile(r"['’]s$")
#: What often stands around a word, and is never part of a term there.
_AROUND: Final = ".,;:!?…()[]\"'“”‘’"
_Item = TypeVar("_Item", bound=np.generic)


class Describer:
    """Describes articles of one library by the same rarities. Not safe to use from several threads."""

    def __init__(self, rarities: Mapping[str, float]) -> None:
        """``rarities`` gives the bits of any term."""
        self._terms = _Terms(rarities)
        self._pieces = _Pieces(self._terms)

    def describe(self, article: Article) -> Profile:
        """Return what grouping keeps of ``article``. The title counts twice more, the lead once more."""
        text = article.text[:DESCRIBED]
        found, times = self._pieces.numbers(Counter(_cut(article.title) * 2 + _cut(text[:LEAD]) + _cut(text)))
        terms, place = np.unique(self._pieces.terms[found], return_inverse=True)
        counts = np.bincount(place, times).astype(np.int64)
        if terms.size and terms[0] == 0:  # pieces without any: single letters, punctuation
            terms, counts = terms[1:], counts[1:]
        weights = _DAMPED[np.minimum(counts, len(_DAMPED) - 1)] * self._terms.bits[terms]
        best = self._terms.ranked(terms, weights)[:TERMS]
        terms, weights = terms[best], weights[best]
        weights /= np.sqrt(weights @ weights) or 1.0
        keys = terms[self._terms.is_key[terms]][:KEYS]
        texts = self._terms.texts
        return Profile(
            article.id,
            article.published.astimezone(UTC).date().toordinal() if article.published else None,
            article.topic,
            dict(zip([texts[term] for term in terms.tolist()], weights.tolist(), strict=True)),
            tuple(texts[term] for term in keys.tolist()),
            self._surfaces(keys, found, times),
        )

    def _surfaces(self, keys: _Numbers, found: _Numbers, times: _Numbers) -> tuple[str, ...]:
        """Each key as printed: its most frequent form, without possessive, names rather than capitals."""
        printed: dict[int, dict[str, int]] = {key: {} for key in keys.tolist()}
        terms, forms = self._pieces.terms[found], self._pieces.forms
        self._terms.wanted[keys] = True
        said = np.flatnonzero(self._terms.wanted[terms])
        self._terms.wanted[keys] = False
        for piece, term, count in zip(
            found[said].tolist(), terms[said].tolist(), times[said].tolist(), strict=True
        ):
            counted, form = printed[term], forms[piece]
            counted[form] = counted.get(form, 0) + count
        return tuple(
            _as_printed(max((count, form) for form, count in counted.items())[1])
            for counted in printed.values()
        )


def _cut(text: str) -> list[str]:
    """Cut a text in pieces. No term goes beyond one: neither blanks nor dashes stand inside a word."""
    return text.replace("-", " ").replace("—", " ").replace("–", " ").split()


def _terms_of(form: str) -> list[str]:
    """Return the terms in a raw token: stems of its words, and numbers; no single letters or digits."""
    return [stem(text) for text, _, _ in pieces(form) if len(text) > 1]


def _as_printed(form: str) -> str:
    return _POSSESSIVE.sub("", form.title() if form.isupper() and len(form) > 4 else form)


def _doubled(array: NDArray[_Item]) -> NDArray[_Item]:
    return np.concatenate([array, np.zeros_like(array)])


class _Terms(dict[str, int]):
    """Numbers of terms from 1; 0 stands for none. The arrays are aligned with the numbers."""

    def __init__(self, rarities: Mapping[str, float]) -> None:
        super().__init__()
        self._rarities = rarities
        self.texts = [""]
        self.bits = np.zeros(1 << 12)
        self.is_key = np.zeros(1 << 12, np.bool_)
        self.wanted = np.zeros(1 << 12, np.bool_)
        self._letters = np.zeros((1 << 12, 2), ">u8")

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.texts)
        self.texts.append(term)
        if number == len(self.bits):
            self.bits, self.is_key = _doubled(self.bits), _doubled(self.is_key)
            self.wanted, self._letters = _doubled(self.wanted), _doubled(self._letters)
        self.bits[number] = bits = self._rarities[term]
        self.is_key[number] = bits >= KEY_RARITY and not term[0].isdecimal()
        self._letters[number] = np.frombuffer(term.encode()[:16].ljust(16, b"\0"), ">u8")
        return number

    def ranked(self, terms: _Numbers, weights: NDArray[np.float64]) -> _Numbers:
        """Return the places of ``terms``, weightiest first; of equals, by their first 16 bytes."""
        letters = self._letters[terms]
        return np.lexsort((letters[:, 1], letters[:, 0], -weights))


class _Pieces(dict[str, int]):
    """Numbers of pieces of text; the arrays are aligned with them: the term in each, and its printed form.

    A piece of several terms has as many numbers, in a row: its own, and those after it.
    """

    def __init__(self, terms: _Terms) -> None:
        super().__init__()
        self._terms = terms
        self.terms = np.zeros(1 << 12, np.int64)
        self.forms: list[str] = []
        self._further = np.zeros(1 << 12, np.int64)

    def __missing__(self, piece: str) -> int:
        bare = piece.strip(_AROUND)
        if bare != piece:
            number = self[piece] = self[bare]
            return number
        found = [(form, term) for form in RAW_TOKEN.findall(piece) for term in _terms_of(form)]
        number = self[piece] = len(self.forms)
        for form, term in found or [("", "")]:
            if len(self.forms) == len(self.terms):
                self.terms, self._further = _doubled(self.terms), _doubled(self._further)
            self.terms[len(self.forms)] = self._terms[term] if term else 0
            self.forms.append(form)
        self._further[number] = max(0, len(found) - 1)
        return number

    def numbers(self, counted: Mapping[str, int]) -> tuple[_Numbers, _Numbers]:
        """Return the numbers of pieces, and how often each stands there."""
        if len(self) >= _REMEMBERED:
            self.clear()
            self.forms.clear()
            self._further[:] = 0
        numbers = np.array([self[piece] for piece in counted], np.int64)
        times = np.fromiter(counted.values(), np.int64, len(counted))
        several = np.flatnonzero(self._further[numbers])
        if several.size:
            places = np.repeat(several, self._further[numbers[several]])
            later = [n + 1 + at for n in numbers[several].tolist() for at in range(self._further[n])]
            return np.concatenate([numbers, np.array(later, np.int64)]), np.concatenate(
                [times, times[places]]
            )
        return numbers, times
