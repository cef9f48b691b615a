"""Which sentences of two accounts tell of the same thing.

A model (:mod:`index.compare.alignment_model`) judges the evidence of :mod:`index.compare.alignment_features`
for each pair of sentences: how likely both report at least one same fact, how likely they are at least about
the same matter.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from index.compare.alignment_features import weigh
from index.compare.alignment_model import shipped
from index.compare.result import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.result import SameStory
    from index.compare.sentences import Sentence

#: How sure a link must be to be shown, by strictness 1 to 5: the mean of ``same`` and ``related``, which
#: ranks better than either. Of the links of unseen events, 72, 86, 94, 97, 99 of 100 were at least related.
_LEAST_SURE = (0.31, 0.50, 0.68, 0.85, 0.95)
#: From here on two sentences are said to tell the same: near the best F1 on unseen events.
_LEAST_SAME = 0.31
#: Sentences of this many words are not written twice by chance.
_TELLING_WORDS = 6
_WORD = re.compile(r"\w+")


class Candidate(NamedTuple):
    """Two sentences that share something.

    ``same`` is the probability that both report at least one same fact, ``related`` that they are at least
    about the same matter.
    """

    a: int
    b: int
    same: float
    related: float
    why: str = ""


def align(a: ArticleFacts, b: ArticleFacts) -> tuple[Candidate, ...]:
    """Return the pairs of sentences that share enough to be judged, in reading order of A, then of B.

    Each sentence is judged against thirty others at most, the nearest by their rare words; in accounts of
    thousands of sentences the commonest words are left out of that choice, so that 10,000 a side finish.
    """
    weighed = weigh(a, b)
    columns = (weighed.pairs.a, weighed.pairs.b, *shipped().judge(weighed), weighed.shared)
    why = [_in_common(words) for words in range(int(weighed.shared.max(initial=0)) + 1)]
    found = [
        Candidate(i, j, is_same, is_related, why[shared])
        for i, j, is_same, is_related, shared in zip(*(column.tolist() for column in columns), strict=True)
    ]
    alike = _word_for_word(a.sentences, b.sentences)
    if alike:
        found = [one for one in found if (one.a, one.b) not in alike]
        found += [Candidate(*pair, 1.0, 1.0, "word for word the same") for pair in alike]
        found.sort()
    return tuple(found)


def _in_common(words: int) -> str:
    return f"{words} telling word{'' if words == 1 else 's'} in common"


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
