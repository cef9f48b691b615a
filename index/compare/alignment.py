"""Which sentences of two accounts tell of the same thing.

A logistic model weighs the evidence of :mod:`index.compare.alignment_features` for each pair of sentences.
It tells how likely both report at least one same fact, how likely they are at least about the same matter.
Its weights stand in ``index/data/alignment.json``, fitted by ``tests/evaluation/train_alignment.py``.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.compare.alignment_features import NAMES, weigh
from index.compare.result import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.alignment_features import Weighed
    from index.compare.facts import ArticleFacts
    from index.compare.result import SameStory
    from index.compare.sentences import Sentence

#: How sure a link must be to be shown, by strictness 1 to 5: the mean of ``same`` and ``related``, which
#: ranks better than either. Of the links of unseen events, 69, 82, 94, 97, 99 of 100 were at least related.
_LEAST_SURE = (0.31, 0.50, 0.75, 0.86, 0.94)
#: From here on two sentences are said to tell the same; the least that gives the best F1 on unseen events.
_LEAST_SAME = 0.33
#: Sentences of this many words are not written twice by chance.
_TELLING_WORDS = 6
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences that share something.

    ``same`` is the probability that both report at least one same fact, ``related`` that they are at least
    about the same matter.
    """

    a: int
    b: int
    same: float
    related: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights for each feature and, last, for none."""

    same: tuple[float, ...]
    related: tuple[float, ...]


def align(a: ArticleFacts, b: ArticleFacts) -> tuple[Candidate, ...]:
    """Return the pairs of sentences that share enough to be judged, in reading order of A, then of B.

    Each sentence is judged against a dozen others at most, the nearest by their rare words; in accounts of
    thousands of sentences the commonest words are left out of that choice, so that 10,000 a side finish.
    """
    model = _model()
    word_for_word = _word_for_word(a.sentences, b.sentences)
    found = {pair: Candidate(*pair, 1.0, 1.0, "word for word the same") for pair in word_for_word}
    for pair in weigh(a, b):
        if (pair.a, pair.b) not in found:
            same, related = probability(pair.features, model.same), probability(pair.features, model.related)
            found[pair.a, pair.b] = Candidate(pair.a, pair.b, same, max(same, related), _why(pair))
    return tuple(found[pair] for pair in sorted(found))


def tempered(candidates: Iterable[Candidate], story: SameStory) -> tuple[Candidate, ...]:
    """Return the candidates as they look in the light of doubt whether both accounts tell one story.

    The model knows accounts of one event. Where that is unlikely, sentences that look alike mostly tell of
    other days and acts: all odds shrink with the odds of one story. Word-for-word pairs stay as they are.
    """
    if story.likely:
        return tuple(candidates)
    factor = max(story.score, 1e-6) / (1 - story.score)
    return tuple(
        one
        if one.same == 1.0
        else Candidate(one.a, one.b, _shrunk(one.same, factor), _shrunk(one.related, factor), one.why)
        for one in candidates
    )


def _shrunk(probability: float, factor: float) -> float:
    odds = probability / (1 - probability) * factor
    return odds / (1 + odds)


def _word_for_word(a: Sequence[Sentence], b: Sequence[Sentence]) -> set[tuple[int, int]]:
    """Return the sentences that are the same but for case and punctuation, each with one partner at most.

    What is so short that two writers would hit on it ("He agreed.") counts only beside another such pair.
    """
    keys_a, keys_b = [list(map(_key, side)) for side in (a, b)]
    places: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, key in enumerate(keys_b):
        places[key].append(place)
    alike = {(i, places[key].popleft()) for i, key in enumerate(keys_a) if places.get(key)}
    if len(alike) == len(a) == len(b):
        return alike
    return {
        (i, j)
        for i, j in alike
        if len(keys_a[i]) >= _TELLING_WORDS or not alike.isdisjoint({(i - 1, j - 1), (i + 1, j + 1)})
    }


def _key(sentence: Sentence) -> tuple[str, ...]:
    return tuple(_WORD.findall(sentence.text.lower())) or (sentence.text,)


def shown(candidates: Iterable[Candidate], strictness: int = 3) -> tuple[Link, ...]:
    """Return the links sure enough for ``strictness`` (1 to 5, the strictest; brought inside), by place."""
    least = _LEAST_SURE[min(max(strictness, 1), 5) - 1]
    chosen = (one for one in candidates if (one.same + one.related) / 2 >= least)
    return tuple(Link(one.a, one.b, _kind(one), _score(one), one.why) for one in chosen)


def _score(candidate: Candidate) -> float:
    """Return how sure the link is in the sense of its kind."""
    return candidate.same if _kind(candidate) == "same" else candidate.related


def _kind(candidate: Candidate) -> LinkKind:
    return "same" if candidate.same >= _LEAST_SAME else "related"


def probability(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return the logistic function of the weighted sum; the last weight is the intercept."""
    total = math.fsum(map(float.__mul__, features, weights)) + weights[-1]
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def _why(pair: Weighed) -> str:
    return f"{len(pair.shared)} telling words in common"


@cache
def _model() -> _Model:
    data = json.loads(files("index").joinpath("data/alignment.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != NAMES:
        raise RuntimeError(
            "the weights of alignment were fitted for other features: run train_alignment again"
        )
    return _Model(tuple(data["same"]), tuple(data["related"]))
