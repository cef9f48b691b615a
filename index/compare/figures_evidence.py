"""How much speaks for two figures stating one quantity, whatever their values are."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_context import content_stems, same_noun
from index.compare.figures_values import equal
from index.compare.figures_words import DISTINCT, EXCLUSIVE, FURTHER, OPPOSED, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        rare: Weight of the shared words near the figures; 1 for four words that nothing else shares.
        noun: 1: the same particular noun is counted; 0.3: the same general one ("people"); -1: others.
        object: 1: measures of the same thing ("page" of an "indictment"), -1: of different things.
        role: 1: the same role, -1: different roles.
        qualifiers: 1: shared qualifiers, -1: both qualified differently.
        apart: Orders of magnitude between the values, at most 2.
        rivals: How many other figures of the dimension the two sentences hold, at most 3.
        plain: 1 for a bare count below 13.
        subject: 1: the same name stands last before both, -1: different names.
        period: 1: both sentences name the same year, -1: only different ones.
        only: 1 when no other figure of either text could be meant, less the more of them there are.
        place: 1: the sentences name the same place, -1: each only places that the other account never names.
        siblings: 1 when the sentences' other figures of the dimension agree, and only these two do not.
        margin: How much nearer the words are than to the best other figure of the dimension (-1 to 1).
    """

    same_link: float
    related_link: float
    sentence: float
    near: float
    rare: float
    noun: float
    object: float
    role: float
    qualifiers: float
    apart: float
    rivals: float
    plain: float
    subject: float
    period: float
    only: float
    place: float
    margin: float
    siblings: float


#: Nouns so common that sharing them says little.
_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b")
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


#: Shares of shared words from which two statements are alike, and nearly word for word alike.
_TIGHT = 0.5
_VERY_TIGHT = 0.6
_LIKE = 0.35
_CLEAR = 0.2
#: Orders of magnitude from which two values are hardly ever two versions of one.
_FAR = 0.7
_FAR_SIBLINGS = 0.5
_NEAR_VALUES = 0.3
#: A tally of fewer is a score or a small court's; the shares that two tallies of one vote may be apart by.
_LEAST_VOTERS = 40
_ABSENT = 0.05
_TURNED = 0.1
#: Strength from which a link leaves no doubt that two sentences tell of the same.
_SURE_LINK = 0.75
_MOST_SIBLINGS = 6
#: Pairs of figures up to which every pair of one dimension is weighed; beyond, only the likely ones.
MOST_PAIRS = 60_000
_MOST_EQUAL = 5
#: Counts below are so common that much must speak for them to be one.
_SMALL = 13

#: Logistic regression over :class:`Evidence` (tests/evaluation/fit_figures.py), rounded: figures changed on
#: purpose in one of two accounts that agreed, against all other unequal figures of one dimension in accounts
#: of one event.
_BIAS = -2.3
_WEIGHTS = {
    "same_link": 1.5,
    "sentence": 2.6,
    "near": 1.9,
    "rare": 4.6,
    "noun": 1.3,
    "role": 0.4,
    "qualifiers": 0.7,
    "apart": -2.0,
    "rivals": -0.2,
    "plain": -1.8,
    "subject": 0.6,
    "period": -0.4,
    "only": 0.9,
    "place": 0.2,
    "margin": 0.7,
    "siblings": -1.1,
}
#: Set by hand: one figure of the sort in either text, and in one role.
_ALONE_WITH_ROLE = 0.8
_KIND_WEIGHTS = {"age": 2.5, "count": 0.6, "duration": -2.1, "measure": 1.9, "percent": -1.0, "tally": 4.0}


class Scene:
    """The figures of two accounts among the weighted words of both texts; made once per comparison."""

    def __init__(self, a: ArticleFacts, b: ArticleFacts, links: Iterable[Link]) -> None:
        self.left, self.right = a.figures, b.figures
        self._links = {(link.a, link.b): link for link in links}
        words_a = [content_stems(sentence.text) for sentence in a.sentences]
        words_b = [content_stems(sentence.text) for sentence in b.sentences]
        frequency = Counter(word for words in (*words_a, *words_b) for word in words)
        total = math.log(len(words_a) + len(words_b) + 1)
        self._weight = {word: 1 - math.log(count) / total for word, count in frequency.items()}
        self._words = (words_a, words_b)
        self._texts = tuple(tuple(sentence.text for sentence in facts.sentences) for facts in (a, b))
        self._places = (places_of(a.names), places_of(b.names))
        self._mass = tuple(
            [self._sum(figure.context) for figure in figures] for figures in (self.left, self.right)
        )
        self._small = len(self.left) * len(self.right) <= MOST_PAIRS
        self.pairs = tuple(self._every_pair() if self._small else self._likely_pairs())
        self._near = {pair: self._nearness(*pair) for pair in self.pairs}
        self._best = (self._best_two(0, len(self.left)), self._best_two(1, len(self.right)))
        self._like = tuple(
            [_like_values(one, figures) for one in figures] if self._small else []
            for figures in (self.left, self.right)
        )

    def _every_pair(self) -> Iterator[tuple[int, int]]:
        for i, one in enumerate(self.left):
            for j, other in enumerate(self.right):
                if one.dimension == other.dimension:
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
        here, there = self._alike_in_sentence(self.left, i), self._alike_in_sentence(self.right, j)
        return Evidence(
            same_link=link.score if link is not None and kind == "same" else 0.0,
            related_link=link.score if link is not None and kind == "related" else 0.0,
            sentence=self._dice(self._words[0][one.sentence], self._words[1][other.sentence]),
            near=self._near[i, j],
            rare=min(1.0, self._sum(one.context & other.context) / 4),
            noun=_noun_evidence(one.noun, other.noun),
            object=_object_evidence(one.of, other.of),
            role=_role_evidence(one.role, other.role),
            qualifiers=_qualifier_evidence(one.qualifiers, other.qualifiers),
            apart=magnitudes_apart(one, other),
            rivals=min(3.0, len(here) + len(there) - 2.0),
            plain=1.0 if one.kind == "count" and max(one.value, other.value) < _SMALL else 0.0,
            subject=_subject_evidence(one.subject, other.subject),
            period=_period_evidence(self._texts[0][one.sentence], self._texts[1][other.sentence]),
            only=self._only(i, j),
            place=self._place(one, other),
            margin=self._near[i, j] - max(self._rival_nearness(0, i, j), self._rival_nearness(1, j, i)),
            siblings=_siblings(one, other, here, there),
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

    @staticmethod
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
        return math.fsum(self._weight.get(word, 0.5) for word in words)

    def _dice(self, one: frozenset[str], other: frozenset[str]) -> float:
        total = self._sum(one) + self._sum(other)
        return 2 * self._sum(one & other) / total if total else 0.0


def _siblings(one: Figure, other: Figure, here: list[Figure], there: list[Figure]) -> float:
    """Whether the sentences' other figures of the dimension agree in order, and only these two are left."""
    if len(here) != len(there) or not 2 <= len(here) <= _MOST_SIBLINGS:
        return 0.0
    unequal = [(mine, theirs) for mine, theirs in zip(here, there, strict=True) if not equal(mine, theirs)]
    return 1.0 if len(unequal) == 1 and unequal[0] == (one, other) else 0.0


def strength(evidence: Evidence, kind: str) -> float:
    """Log-odds that the two figures state one quantity, judged by everything but whether they are equal."""
    weighed = sum(
        _WEIGHTS.get(name, 0.0) * value for name, value in zip(Evidence._fields, evidence, strict=True)
    )
    alone = _ALONE_WITH_ROLE if evidence.only == 1 and evidence.role > 0 and not evidence.plain else 0.0
    return _BIAS + _KIND_WEIGHTS.get(kind, 0.0) + weighed + alone


def ruled_out(one: Figure, other: Figure, evidence: Evidence) -> bool:
    """Whether something forbids to call the two one quantity stated differently, for all the shared words."""
    if one.kind != other.kind:
        return True
    if one.parts and other.parts:
        return not _same_vote(one.parts, other.parts)
    tight = evidence.near >= _TIGHT or evidence.sentence >= _TIGHT
    if evidence.place < 0 and evidence.near < _VERY_TIGHT:
        return True
    if roles_exclude(one.role, other.role) and (one.role in EXCLUSIVE or evidence.near < _VERY_TIGHT):
        return True
    unlike = (one.qualifiers ^ other.qualifiers) & (DISTINCT if evidence.plain else FURTHER)
    if unlike and (evidence.plain or evidence.near < _LIKE):
        return True
    if evidence.siblings > 0 and evidence.apart < _FAR_SIBLINGS:
        return False
    if one.kind == "age":
        return evidence.subject <= 0
    if one.kind == "count":
        return _count_ruled_out(one, other, evidence, tight=tight)
    if evidence.object < 0 and not tight:
        return True
    if evidence.period < 0 or (evidence.subject < 0 and evidence.near < _CLEAR and not evidence.same_link):
        return True
    if (
        one.kind in ("percent", "duration")
        and evidence.rivals
        and evidence.margin < (_CLEAR / 2 if tight else _CLEAR)
    ):
        return True
    return evidence.apart > _FAR and not tight


def _same_vote(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two tallies can be one vote told differently: nearly as many voted, and nearly so."""
    voters, others = sum(one), sum(other)
    if min(voters, others) < _LEAST_VOTERS or abs(voters - others) > _ABSENT * voters:
        return False
    return all(abs(mine - theirs) <= _TURNED * voters for mine, theirs in zip(one, other, strict=True))


def _count_ruled_out(one: Figure, other: Figure, evidence: Evidence, *, tight: bool) -> bool:
    linked = evidence.same_link > 0
    if one.role in EXCLUSIVE and one.role == other.role and evidence.only == 1 and evidence.near >= _LIKE:
        return evidence.noun < 0 or evidence.apart > _FAR  # the only toll of its sort in either text
    if evidence.noun < 0:
        return not _other_name_for_it(evidence)
    if one.noun is None or other.noun is None:
        return not (evidence.near >= _VERY_TIGHT or (tight and (linked or evidence.role > 0)))
    unique = evidence.only == 1 and evidence.noun == 1 and evidence.role > 0
    if evidence.plain and not (tight or unique or (linked and evidence.near >= _CLEAR)):
        return True
    return (evidence.object < 0 or evidence.apart > _FAR) and not tight


def _other_name_for_it(evidence: Evidence) -> bool:
    """Whether two nouns may stand for the same things: "42 members of the caucus", "42 senators"."""
    if evidence.plain or evidence.apart > _NEAR_VALUES or evidence.same_link < _SURE_LINK:
        return False
    return evidence.rivals < 2 and (
        evidence.near >= _TIGHT or (evidence.only >= 0.25 and evidence.near >= _CLEAR)
    )


def roles_exclude(one: str | None, other: str | None) -> bool:
    """Whether two roles cannot be one: killed and wounded, raised and spent, but not charged and paid."""
    if one is None or other is None or one == other:
        return False
    return any(one in group and other in group for group in OPPOSED)


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


def _qualifier_evidence(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 1.0 if one & other else -1.0


def _subject_evidence(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if set(one.split()) & set(other.split()) else -1.0


def _period_evidence(one: str, other: str) -> float:
    mine, theirs = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    if not mine or not theirs:
        return 0.0
    return 1.0 if mine & theirs else -1.0


def places_of(names: Iterable[Name]) -> tuple[dict[int, set[str]], set[str]]:
    """The places that each sentence names, and all of them."""
    of_sentence: dict[int, set[str]] = defaultdict(set)
    for name in names:
        if name.kind == "place":
            for mention in name.mentions:
                of_sentence[mention.sentence].add(name.canonical.lower())
    return of_sentence, set().union(*of_sentence.values())


def _like_values(one: Figure, figures: Iterable[Figure]) -> int:
    """How many different values of the same text could be mistaken for this one, itself included."""
    return len({rival.value for rival in figures if _comparable(one, rival)})


def _other_fate(one: Figure, other: Figure) -> bool:
    """Whether the counted are set apart by what happened to them: killed here, wounded there."""
    return one.role != other.role and one.role in EXCLUSIVE and other.role in EXCLUSIVE


def _comparable(one: Figure, rival: Figure) -> bool:
    """Whether the two, of one text, could be mistaken for each other by unit and noun."""
    if one.dimension != rival.dimension or one.kind != rival.kind or _other_fate(one, rival):
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
