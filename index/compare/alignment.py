"""Which sentences of two accounts tell of the same thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.compare.result import Link, LinkKind

if TYPE_CHECKING:
    from index.compare.facts import ArticleFacts


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences that share something: how likely they tell of the same, or of the same matter."""

    a: int
    b: int
    same: float
    related: float
    why: str = ""


_THRESHOLDS = (0.16, 0.22, 0.28, 0.36, 0.5)
_TERM = re.compile(r"\w+(?:[.,]\d+)*")
_STOP = frozenset(
    """a an and are as at be been but by did do for from had has have he her his i if in into is it its me more my no
    not of on or our out said say she so some than that the their them then there they this to up us was we were
    what when which who will with would you your s t""".split()
)


def align(a: ArticleFacts, b: ArticleFacts) -> tuple[Candidate, ...]:
    """Score the pairs of sentences worth scoring."""
    vectors_a = [_terms(sentence.text) for sentence in a.sentences]
    vectors_b = [_terms(sentence.text) for sentence in b.sentences]
    frequency: Counter[str] = Counter()
    for vector in vectors_a + vectors_b:
        frequency.update(vector.keys())
    total = len(vectors_a) + len(vectors_b)
    idf = {term: math.log((total + 1) / (count + 0.5)) for term, count in frequency.items()}
    postings: dict[str, list[int]] = {}
    for index, vector in enumerate(vectors_b):
        for term in vector:
            postings.setdefault(term, []).append(index)
    norm_a = [math.fsum(idf[term] ** 2 for term in vector) for vector in vectors_a]
    norm_b = [math.fsum(idf[term] ** 2 for term in vector) for vector in vectors_b]
    found: list[Candidate] = []
    for i, vector in enumerate(vectors_a):
        sums: dict[int, list[float]] = {}
        for term in vector:
            for j in postings.get(term, ()):
                sums.setdefault(j, []).append(idf[term] ** 2 * (1.5 if term[0].isdigit() else 1))
        for j, parts in sums.items():
            score = min(1.0, math.fsum(parts) / math.sqrt(norm_a[i] * norm_b[j] or 1))
            found.append(Candidate(i, j, score, score))
    return tuple(found)


def shown(candidates: tuple[Candidate, ...], strictness: int = 3) -> tuple[Link, ...]:
    """Choose the links to show."""
    threshold = _THRESHOLDS[min(max(strictness, 1), 5) - 1]
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for one in candidates:
        best_a[one.a] = max(best_a.get(one.a, 0.0), one.same)
        best_b[one.b] = max(best_b.get(one.b, 0.0), one.same)
    links: list[Link] = []
    for one in candidates:
        best = max(best_a[one.a], best_b[one.b])
        if one.same >= threshold * 0.75 and one.same >= best * 0.8:
            kind: LinkKind = "same" if one.same >= threshold else "related"
            links.append(Link(one.a, one.b, kind, one.same, one.why))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _terms(text: str) -> Counter[str]:
    stem = _stemmer()
    return Counter(stem(word) for word in _TERM.findall(text.lower()) if word not in _STOP)


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    import Stemmer

    return Stemmer.Stemmer("english").stemWord
