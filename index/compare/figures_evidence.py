"""What speaks for and against two figures stating one quantity, whatever their values are."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_context import content_stems, same_noun
from index.compare.figures_values import converted, equal
from index.compare.figures_words import EXCLUSIVE, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from index.compare.dates_model import DateMention
    from index.compare.facts import ArticleFacts
    from index.compare.figures_model import Figure
    from index.compare.names_model import Name
    from index.compare.result import Link


class Evidence(NamedTuple):
    """What speaks for and against; each from 0 to 1 unless said otherwise.

    Attributes:
        same_link: Strength of a link of the kind "same" between the sentences, else 0.
        related_link: Strength of a link of the kind "related", else 0.
        sentence: Weight of the words that the sentences share, of all words of both.
        near: The same within a few words of the figures.
        beside: The same within the nearest words of them.
        rare: Weight of the shared words near the figures; 1 for four words that nothing else shares.
        noun: 1: the same particular noun is counted; 0.3: the same general one ("people"); -1: others.
        object: 1: measures of the same thing ("page" of an "indictment"), -1: of different things.
        role: 1: the same role, -1: different roles.
        apart: Orders of magnitude between the values, at most 2.
        precision: Orders of magnitude between the printed precisions, at most 3.
        rivals: How many other figures of the dimension the two sentences hold, at most 3.
        plain: 1 for a bare count below 13.
        subject: 1: the same name stands last before both, -1: different names.
        who: 1: the sentences speak of a person or an organisation in common, -1: only of different ones.
        clock: -1: one sentence names a time of day that the other does not; else 0.
        period: 1: both sentences name the same years, 0.5: some of them, -1: only different ones.
        only: 1 when no other figure of either text could be meant, less the more of them there are.
        place: 1: the sentences name the same place, -1: each only places that the other account never names.
        margin: How much nearer the words are than to the best other figure of the dimension (-1 to 1).
    """

    same_link: float
    related_link: float
    sentence: float
    near: float
    beside: float
    rare: float
    noun: float
    object: float
    role: float
    apart: float
    precision: float
    rivals: float
    plain: float
    subject: float
    who: float
    clock: float
    period: float
    only: float
    place: float
    margin: float


_CLOCK = re.compile(r"\b[0-9]{1,2}(?::[0-9]{2})?\s?[apAP]\.?[mM]\b|\b[0-9]{1,2}:[0-9]{2}\b")
#: Nouns so common that sharing them says little.
_GENERAL = PEOPLE | frozenset(
    [
        "day",
        "dollar",
        "hour",
        "lawmaker",
        "member",
        "million",
        "month",
        "seat",
        "state",
        "thing",
        "time",
        "vote",
        "week",
        "year",
    ]
)


#: Pairs of figures up to which every pair of one dimension is weighed; beyond, only the likely ones.
MOST_PAIRS = 60_000
_MOST_EQUAL = 5
#: Counts below are so common that much must speak for them to be one.
_SMALL = 13
_MOST_STEPS = 3.0


class Scene:
    """The figures of two accounts among the weighted words of both texts; made once per comparison."""

    def __init__(self, a: ArticleFacts, b: ArticleFacts, links: Iterable[Link]) -> None:
        self.left, self.right = a.figures, b.figures
        #: Whether B was published on a later day; None: the same day, or not known.
        self.later = _is_later(a, b)
        self._links = {(link.a, link.b): link for link in links}
        words_a = [content_stems(sentence.text) for sentence in a.sentences]
        words_b = [content_stems(sentence.text) for sentence in b.sentences]
        frequency = Counter(chain.from_iterable((*words_a, *words_b)))
        total = math.log(len(words_a) + len(words_b) + 1)
        self._weight = {word: 1 - math.log(count) / total for word, count in frequency.items()}
        self._words = (words_a, words_b)
        self._texts = tuple(tuple(sentence.text for sentence in facts.sentences) for facts in (a, b))
        self._places = (places_of(a.names), places_of(b.names))
        self._who = (who_of(a), who_of(b))
        self._years = (years_of(a.dates), years_of(b.dates))
        self._sentence_mass = tuple([self._sum(words) for words in side] for side in self._words)
        self._mass = tuple(
            [self._sum(figure.context) for figure in figures] for figures in (self.left, self.right)
        )
        self._small = len(self.left) * len(self.right) <= MOST_PAIRS
        self.pairs = tuple(self._every_pair() if self._small else self._likely_pairs())
        self._near = {pair: self._nearness(*pair) for pair in self.pairs}
        self._best = (self._best_two(0, len(self.left)), self._best_two(1, len(self.right)))
        self._like = tuple(
            _like_values(figures) if self._small else [] for figures in (self.left, self.right)
        )
        self._neighbours: tuple[dict[int, list[Figure]], ...] = ({}, {})

    def _every_pair(self) -> Iterator[tuple[int, int]]:
        of_dimension: dict[str, list[int]] = defaultdict(list)
        for j, other in enumerate(self.right):
            of_dimension[other.dimension].append(j)
        for i, one in enumerate(self.left):
            for j in of_dimension.get(one.dimension, ()):
                yield i, j

    def _likely_pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs worth weighing in texts of very many figures: in linked sentences, or of equal value."""
        in_sentence: dict[int, list[int]] = defaultdict(list)
        of_value: dict[tuple[str, float], list[int]] = defaultdict(list)
        for j, other in enumerate(self.right):
            in_sentence[other.sentence].append(j)
            of_value[other.dimension, other.value].append(j)
        partners: dict[int, list[int]] = defaultdict(list)
        for a, b in self._links:
            partners[a].append(b)
        for i, one in enumerate(self.left):
            near = [j for sentence in partners[one.sentence] for j in in_sentence[sentence]]
            equal_values = of_value[one.dimension, one.value]
            alike = equal_values if len(equal_values) <= _MOST_EQUAL else []
            for j in sorted({*near, *alike}):
                if one.dimension == self.right[j].dimension:
                    yield i, j

    def link(self, i: int, j: int) -> Link | None:
        """The link between the sentences of figure ``i`` of A and figure ``j`` of B."""
        return self._links.get((self.left[i].sentence, self.right[j].sentence))

    def evidence(self, i: int, j: int) -> Evidence:
        """Weigh figure ``i`` of A against figure ``j`` of B, which must be of one dimension."""
        one, other = self.left[i], self.right[j]
        link = self.link(i, j)
        kind = link.kind if link is not None else None
        here, there = self._alike_in_sentence(0, i), self._alike_in_sentence(1, j)
        return Evidence(
            same_link=link.score if link is not None and kind == "same" else 0.0,
            related_link=link.score if link is not None and kind == "related" else 0.0,
            sentence=self._sentences_alike(one.sentence, other.sentence),
            near=self._near[i, j],
            beside=self._dice(one.beside, other.beside),
            rare=min(1.0, self._sum(one.context & other.context) / 4),
            noun=_noun_evidence(one.noun, other.noun),
            object=_object_evidence(one.of, other.of),
            role=_role_evidence(one.role, other.role),
            apart=magnitudes_apart(one, other),
            precision=_steps_apart(one, other),
            rivals=min(3.0, len(here) + len(there) - 2.0),
            plain=1.0 if one.kind == "count" and max(one.value, other.value) < _SMALL else 0.0,
            subject=_subject_evidence(one.subject, other.subject),
            who=_shared(self._who[0].get(one.sentence), self._who[1].get(other.sentence)),
            clock=_clock_evidence(self._texts[0][one.sentence], self._texts[1][other.sentence]),
            period=_period_evidence(self._years[0].get(one.sentence), self._years[1].get(other.sentence)),
            only=self._only(i, j),
            place=self._place(one, other),
            margin=self._near[i, j] - max(self._rival_nearness(0, i, j), self._rival_nearness(1, j, i)),
        )

    def told_alike(self, i: int, j: int) -> bool:
        """Whether the sentence of one of the two states the other's value too: the one that it tells of."""
        one, other = self.left[i], self.right[j]
        return any(equal(rival, one) for rival in self._alike_in_sentence(1, j)) or any(
            equal(rival, other) for rival in self._alike_in_sentence(0, i)
        )

    def _nearness(self, i: int, j: int) -> float:
        total = self._mass[0][i] + self._mass[1][j]
        return 2 * self._sum(self.left[i].context & self.right[j].context) / total if total else 0.0

    def _best_two(self, side: int, count: int) -> list[list[tuple[float, int]]]:
        """For each figure of the side the two nearest of the other: (nearness, which)."""
        best: list[list[tuple[float, int]]] = [[] for _ in range(count)]
        for pair, near in self._near.items():
            best[pair[side]].append((near, pair[1 - side]))
        return [sorted(near, reverse=True)[:2] for near in best]

    def _rival_nearness(self, side: int, index: int, partner: int) -> float:
        return max((near for near, other in self._best[side][index] if other != partner), default=0.0)

    def _alike_in_sentence(self, side: int, index: int) -> list[Figure]:
        """The figures of the same sentence and dimension, kept: each pair that it is in asks for them."""
        found = self._neighbours[side].get(index)
        if found is None:
            found = _alike_in_sentence((self.left, self.right)[side], index)
            self._neighbours[side][index] = found
        return found

    def _only(self, i: int, j: int) -> float:
        """One over the number of pairs of values that could be meant as well; 0 in very long texts."""
        return 1.0 / max(1, self._like[0][i] * self._like[1][j]) if self._small else 0.0

    def _place(self, one: Figure, other: Figure) -> float:
        """-1 where each sentence names places that the other account nowhere names."""
        (here, all_here), (there, all_there) = self._places
        mine, theirs = here.get(one.sentence), there.get(other.sentence)
        if not mine or not theirs:
            return 0.0
        if mine & theirs:
            return 1.0
        return 0.0 if mine & all_there or theirs & all_here else -1.0

    def _sum(self, words: Iterable[str]) -> float:
        return math.fsum(map(self._weight.get, words, repeat(0.5)))

    def _sentences_alike(self, i: int, j: int) -> float:
        total = self._sentence_mass[0][i] + self._sentence_mass[1][j]
        return 2 * self._sum(self._words[0][i] & self._words[1][j]) / total if total else 0.0

    def _dice(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = self._sum(one) + self._sum(other)
        return 2 * self._sum(one & other) / total if total else 0.0


def _is_later(a: ArticleFacts, b: ArticleFacts) -> bool | None:
    if a.published is None or b.published is None or a.published.date() == b.published.date():
        return None
    return b.published.date() > a.published.date()


def _noun_evidence(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    if same_noun(one, other):
        return 0.3 if one in _GENERAL else 1.0
    return 0.0 if one in PEOPLE and other in PEOPLE else -1.0


def _role_evidence(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one == other else -1.0


def _object_evidence(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if same_noun(one, other) else -1.0


def _subject_evidence(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if set(one.split()) & set(other.split()) else -1.0


def _period_evidence(mine: AbstractSet[str] | None, theirs: AbstractSet[str] | None) -> float:
    """1 for the same years, 0.5 where they have one in common: "from 2007 to 2014" is not "in 2014"."""
    if not mine or not theirs:
        return 0.0
    return 1.0 if mine == theirs else 0.5 if mine & theirs else -1.0


def _clock_evidence(one: str, other: str) -> float:
    return -1.0 if set(_CLOCK.findall(one)) != set(_CLOCK.findall(other)) else 0.0


def _shared(one: AbstractSet[str] | None, other: AbstractSet[str] | None) -> float:
    """1 where the two have one in common, -1 where both have only others."""
    if not one or not other:
        return 0.0
    return -1.0 if one.isdisjoint(other) else 1.0


def places_of(names: Iterable[Name]) -> tuple[dict[int, set[str]], set[str]]:
    """The places that each sentence names, and all of them."""
    of_sentence: dict[int, set[str]] = defaultdict(set)
    for name in names:
        if name.kind == "place":
            for mention in name.mentions:
                of_sentence[mention.sentence].add(name.canonical.lower())
    return of_sentence, set().union(*of_sentence.values())


def who_of(facts: ArticleFacts) -> dict[int, set[str]]:
    """The people and organisations that each sentence names or refers to, by the last word of the name."""
    of_sentence: dict[int, set[str]] = defaultdict(set)
    for name in facts.names:
        if name.kind in ("person", "organisation"):
            for mention in name.mentions:
                of_sentence[mention.sentence].add(name.canonical.lower().split()[-1])
    for number, canonical in enumerate(facts.referents):
        of_sentence[number].update(name.lower().split()[-1] for name in canonical)
    return of_sentence


def years_of(mentions: Iterable[DateMention]) -> dict[int, set[str]]:
    """The years that each sentence speaks of, by number or as "last year"; not those of its days."""
    of_sentence: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.value is not None and mention.value.isdigit():
            of_sentence[mention.sentence].add(mention.value)
    return of_sentence


def _like_values(figures: Iterable[Figure]) -> list[int]:
    """How many different values of the same text could be mistaken for each figure's, its own included."""
    of_sort: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    sorts = [(figure.dimension, figure.kind) for figure in figures]
    for sort, figure in zip(sorts, figures, strict=True):
        of_sort[sort].append(figure)
    return [
        len({rival.value for rival in of_sort[sort] if _comparable(figure, rival)})
        for sort, figure in zip(sorts, figures, strict=True)
    ]


def _alike_in_sentence(figures: Sequence[Figure], index: int) -> list[Figure]:
    """The figures of the same sentence and dimension; a sentence's figures stand next to each other."""
    sentence, dimension = figures[index].sentence, figures[index].dimension
    first = last = index
    while first and figures[first - 1].sentence == sentence:
        first -= 1
    while last + 1 < len(figures) and figures[last + 1].sentence == sentence:
        last += 1
    return [
        figure
        for figure in figures[first : last + 1]
        if figure.dimension == dimension and not _other_fate(figure, figures[index])
    ]


def _other_fate(one: Figure, other: Figure) -> bool:
    """Whether the counted are set apart by what happened to them: killed here, wounded there."""
    return one.role != other.role and one.role in EXCLUSIVE and other.role in EXCLUSIVE


def _comparable(one: Figure, rival: Figure) -> bool:
    """Whether the two, of one text, dimension and kind, could be mistaken for each other by the noun."""
    if _other_fate(one, rival):
        return False
    if one.noun is not None and rival.noun is not None:
        return same_noun(one.noun, rival.noun)
    if one.of is not None and rival.of is not None:
        return same_noun(one.of, rival.of)
    return True


def magnitudes_apart(one: Figure, other: Figure) -> float:
    """Orders of magnitude between the two values, at most 2."""
    mine, theirs = abs(one.value * one.factor), abs(other.value * other.factor)
    if mine == 0 or theirs == 0:
        return 0.0 if mine == theirs else 2.0
    return min(2.0, abs(math.log10(mine) - math.log10(theirs)))


def _steps_apart(one: Figure, other: Figure) -> float:
    """Orders of magnitude between the printed precisions, at most 3; 0 where the units differ."""
    if converted(one, other):
        return 0.0
    mine, theirs = one.step * one.factor, other.step * other.factor
    if mine <= 0 or theirs <= 0:
        return 0.0
    return min(_MOST_STEPS, abs(math.log10(mine) - math.log10(theirs)))
