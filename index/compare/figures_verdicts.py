"""How the figures of two accounts relate: who agrees, who rounds, who differs, who alone has a figure.

Equal values claim each other first, in the whole of both texts; only what is left can differ, and only under
strong evidence: sentences that tell the same thing, the same unit, noun, role and qualifiers, and no second
candidate. Unequal numbers in linked sentences are nearly always numbers of different things.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_context import same_noun
from index.compare.figures_evidence import Evidence, Scene, magnitudes_apart
from index.compare.figures_judgement import cannot_be_sure, is_sure, ruled_out, strength
from index.compare.figures_values import converted, equal, overlap, rounds
from index.compare.figures_wording import apart, ground, what
from index.compare.figures_words import EXCLUSIVE, FURTHER, PEOPLE, RUNNING
from index.compare.result import Fact, FactSide, Link, Mark, MarkKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.figures_model import Figure

#: Days between two accounts from which a changed running total is news, not a contradiction.
THEN_NOW_DAYS = 2
#: Days from which no changed figure at all is called a contradiction.
LONG_APART_DAYS = 30
#: Counts below are so common that nouns and qualifiers must fit too.
_SMALL = 13
_LARGE = 1_000
#: Log-odds that a moving toll has at least, by which one conflict outdoes another, and that links add for
#: figures that fit.
_LEAST_TOLL = 0.2
_CLEARLY = 0.3
_LINKED = 2.0
#: What speaks more for equal figures: that no other could be meant, and that one particular noun is counted.
_ALONE = 1.5
_PARTICULAR_NOUN = 0.7
_RELATED = 1.0
#: The same for fitting measures that are the only ones of their sort, said of one place.
_ONLY_MEASURE = 5.0
#: Credit from which figures that fit need no further evidence of being one: three digits.
_PARTICULAR = 4.0
#: Share of the greater value within which vague figures are called close.
_NEARLY = 0.12
_RANK: dict[Verdict, int] = {"agree": 3, "rounding": 2, "compatible": 1}
_MARKS: dict[Verdict, MarkKind] = {
    "agree": "agree",
    "rounding": "close",
    "compatible": "close",
    "close": "close",
    "differ": "differ",
    "then_now": "close",
    "only_a": "unique",
    "only_b": "unique",
}


class _Pair(NamedTuple):
    """Two figures that may state the same thing, and how."""

    a: int
    b: int
    verdict: Verdict
    strength: float
    reason: str
    evidence: float = 0.0


def figure_facts(
    a: ArticleFacts, b: ArticleFacts, links: Sequence[Link], days_apart: int | None
) -> list[Fact]:
    """Relate the figures of ``a`` and ``b``; in the order of A's sentences, then what B alone has.

    Every figure of both stands in at least one fact. ``days_apart``: days between publication, None unknown.
    """
    scene = Scene(a, b, links)
    left, right = scene.left, scene.right
    matches = _settle(_matches(scene))
    conflicts = _conflicts(scene, days_apart, [pair for pair in matches if pair.verdict == "agree"])
    pairs = _settled_together(matches, conflicts)
    pairs.sort(key=lambda pair: (pair.a, pair.b))
    facts = [
        Fact("figure", what(left[p.a], right[p.b]), p.verdict, _side(left[p.a]), _side(right[p.b]), p.reason)
        for p in pairs
    ]
    facts += _unpaired(left, {pair.a for pair in pairs}, "only_a")
    facts += _unpaired(right, {pair.b for pair in pairs}, "only_b")
    return facts


def figure_marks(facts: Iterable[Fact]) -> list[Mark]:
    """The spans that the figure and date facts rest on, each marked by its verdict."""
    marks: list[Mark] = []
    for fact in facts:
        if fact.kind not in ("figure", "date"):
            continue
        kind = _MARKS[fact.verdict]
        if fact.a is not None:
            marks.append(Mark("a", fact.a.sentence, fact.a.start, fact.a.end, kind))
        if fact.b is not None:
            marks.append(Mark("b", fact.b.sentence, fact.b.start, fact.b.end, kind))
    return marks


def _unpaired(figures: Sequence[Figure], paired: set[int], verdict: Verdict) -> list[Fact]:
    why = "no figure of the other account matches it"
    return [
        Fact(
            "figure", what(figure, figure), verdict,
            _side(figure) if verdict == "only_a" else None,
            _side(figure) if verdict == "only_b" else None, why,
        )
        for index, figure in enumerate(figures)
        if index not in paired
    ]  # fmt: skip


def _side(figure: Figure) -> FactSide:
    return FactSide(
        figure.sentence, figure.start, figure.end, figure.text, figure.value, figure.unit,
        low=figure.low, high=figure.high,
    )  # fmt: skip


# Agreement ------------------------------------------------------------------------------------------------


def _matches(scene: Scene) -> list[_Pair]:
    """Pairs that agree, round, or can both be true."""
    found: list[_Pair] = []
    for i, j in scene.pairs:
        one, other = scene.left[i], scene.right[j]
        relation = _relation(one, other) if _may_be_same(one, other) else None
        if relation is None:
            continue
        verdict, reason, credit = relation
        evidence = scene.evidence(i, j)
        alone = _only_measure(one, evidence)
        if credit < _PARTICULAR and verdict != "agree" and not alone and ruled_out(one, other, evidence):
            continue
        told = strength(evidence, one.kind)
        score = told + credit + (_ONLY_MEASURE if alone and verdict != "agree" else 0.0)
        if verdict == "agree":
            # "Half" and "at least one" stand in many articles; that no other share does says nothing.
            common = one.kind == "ratio" or (evidence.plain and evidence.noun <= 0)
            score += (0.0 if common else _ALONE * evidence.only) + _PARTICULAR_NOUN * (evidence.noun == 1)
        score += _LINKED * (evidence.same_link > 0) + _RELATED * (evidence.related_link > 0)
        if score >= 0:
            found.append(_Pair(i, j, verdict, 100 * _RANK[verdict] + score, reason, told))
    return found


def _relation(one: Figure, other: Figure) -> tuple[Verdict, str, float] | None:
    """How the values fit, why, and how much the fit itself speaks for one quantity; None when they do not."""
    if equal(one, other):
        if one.text.lower() == other.text.lower():
            return "agree", f"both say {one.text}", _credit(one)
        return "agree", f"{one.text} and {other.text} name the same number", _credit(one)
    if rounds(one, other) and converted(one, other):
        return "rounding", f"{one.text} and {other.text} are one amount in two units", _credit(one)
    if rounds(one, other):
        coarse, fine = (one, other) if one.step >= other.step else (other, one)
        return "rounding", f"{fine.text} rounds to {coarse.text}", _credit(coarse)
    if overlap(one, other) and "age" not in (one.kind, other.kind):
        return (
            "compatible",
            f"{one.text} and {other.text} can both be true",
            1.2 - 10 * magnitudes_apart(one, other),
        )
    return None


def _credit(figure: Figure) -> float:
    """How unlikely it is that two figures are equal by chance: the more digits, the less."""
    if figure.kind == "tally":
        return 4.0
    if figure.modifier == "vague":
        return 0.8 if figure.unit else 0.0
    digits = len(f"{figure.value / figure.step:.0f}") if figure.step > 0 else 1
    return (0.0, 0.8, 2.0, 4.0)[min(digits, 3)] + (0.8 if figure.unit or figure.value >= _LARGE else 0.0)


def _may_be_same(one: Figure, other: Figure) -> bool:
    """Whether nothing speaks against the two being one figure."""
    if one.kind != other.kind and {one.kind, other.kind} != {"age", "duration"}:
        return False
    if one.role in EXCLUSIVE and other.role in EXCLUSIVE and one.role != other.role:
        return False
    small = one.unit is None and one.value < _SMALL
    if small and one.qualifiers & FURTHER != other.qualifiers & FURTHER:
        return False
    return not (small and one.noun and other.noun and not _nouns_fit(one.noun, other.noun))


def _nouns_fit(one: str, other: str) -> bool:
    return same_noun(one, other) or (one in PEOPLE and other in PEOPLE)


def _settle(candidates: list[_Pair], *, once: bool = False) -> list[_Pair]:
    """Accept pairs from the strongest down while one side (``once``: both) is still free.

    Pairs of equal strength are judged together, so that swapping the accounts mirrors the outcome.
    """
    accepted: list[_Pair] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    by_strength: dict[float, list[_Pair]] = defaultdict(list)
    for pair in candidates:
        by_strength[round(pair.strength, 6)].append(pair)
    for level in sorted(by_strength, reverse=True):
        fresh = [
            pair
            for pair in by_strength[level]
            if (pair.a not in taken_a and pair.b not in taken_b)
            or (not once and (pair.a not in taken_a or pair.b not in taken_b))
        ]
        accepted += fresh
        taken_a.update(pair.a for pair in fresh)
        taken_b.update(pair.b for pair in fresh)
    return accepted


# Conflict -------------------------------------------------------------------------------------------------


def _conflicts(scene: Scene, days: int | None, settled: Sequence[_Pair]) -> list[_Pair]:
    """Pairs of figures that nothing matches and that state the same thing differently."""
    taken_a = {pair.a for pair in settled}
    taken_b = {pair.b for pair in settled}
    found: list[_Pair] = []
    for i, j in scene.pairs:
        one, other = scene.left[i], scene.right[j]
        if i in taken_a or j in taken_b or "vague" in (one.modifier, other.modifier):
            continue
        if scene.link(i, j) is None and cannot_be_sure(one, other):
            continue
        if _relation(one, other) is not None or scene.told_alike(i, j):
            continue
        evidence = scene.evidence(i, j)
        score = strength(evidence, one.kind)
        if _moving_toll(one, other, evidence, days):
            score = max(score, _LEAST_TOLL)
        elif not is_sure(one, other, evidence, score) or ruled_out(one, other, evidence):
            continue
        verdict, reason = _conflict(one, other, evidence, days, scene.later)
        found.append(_Pair(i, j, verdict, score, reason, score))
    return _unrivalled(scene, found)


def _only_measure(figure: Figure, evidence: Evidence) -> bool:
    """Whether each account has one measure of this dimension, and both say it of one place."""
    return figure.kind == "measure" and evidence.only == 1 and evidence.place > 0


def _moving_toll(one: Figure, other: Figure, evidence: Evidence, days: int | None) -> bool:
    """Whether sentences that tell the same count people by one fate on different days: a running toll."""
    return (
        days is not None
        and days >= THEN_NOW_DAYS
        and evidence.same_link > 0
        and one.role == other.role
        and one.role in RUNNING & EXCLUSIVE
        and evidence.noun >= 0
        and _may_be_same(one, other)
    )


def _settled_together(matches: Sequence[_Pair], conflicts: Sequence[_Pair]) -> list[_Pair]:
    """Matches and conflicts that leave each other room: of a figure's two, the one that more speaks for."""
    strongest: dict[tuple[str, int], float] = {}
    for pair in conflicts:
        strongest["a", pair.a] = strongest["b", pair.b] = pair.strength
    kept = [
        pair
        for pair in matches
        if pair.verdict == "agree"
        or pair.evidence
        > max(strongest.get(("a", pair.a), -99), strongest.get(("b", pair.b), -99)) - _CLEARLY
    ]
    taken_a, taken_b = {pair.a for pair in kept}, {pair.b for pair in kept}
    return [*kept, *(pair for pair in conflicts if pair.a not in taken_a and pair.b not in taken_b)]


def _unrivalled(scene: Scene, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Only those pairs of which neither figure would be in conflict with another value about as much.

    Of a value that a text states several times the mention counts that is most like the other account's.
    """
    by_figure: dict[tuple[str, int], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_figure["a", pair.a].append(pair)
        by_figure["b", pair.b].append(pair)

    def is_rival(rival: _Pair, pair: _Pair) -> bool:
        if rival is pair or rival.strength <= pair.strength - _CLEARLY:
            return False
        again = equal(scene.left[rival.a], scene.left[pair.a]) and equal(
            scene.right[rival.b], scene.right[pair.b]
        )
        return not again or rival.strength >= pair.strength

    return [
        pair
        for pair in pairs
        if not any(is_rival(rival, pair) for rival in (*by_figure["a", pair.a], *by_figure["b", pair.b]))
    ]


def _conflict(
    one: Figure, other: Figure, evidence: Evidence, days: int | None, later: bool | None
) -> tuple[Verdict, str]:
    """The verdict on unequal figures of one quantity, and why; ``later``: whether B is the later account."""
    because, days_between = ground(one, other, evidence), apart(days)
    if days is not None and (days >= LONG_APART_DAYS or (days >= THEN_NOW_DAYS and _running(one, other))):
        if later is None:
            return "then_now", f"{because}; {one.text} and {other.text} at different times{days_between}"
        first, then = (one, other) if later else (other, one)
        return "then_now", f"{because}; first {first.text}, then {then.text}{days_between}"
    if _close(one, other):
        return "close", f"{because}; {one.text} and {other.text} are nearly the same{days_between}"
    gap = "do not overlap" if one.modifier != "exact" or other.modifier != "exact" else "are not equal"
    return "differ", f"{because}; {one.text} and {other.text} {gap}{days_between}"


def _running(one: Figure, other: Figure) -> bool:
    return one.role in RUNNING or other.role in RUNNING


def _close(one: Figure, other: Figure) -> bool:
    """Whether a vague word makes a small gap no difference ("about 90" and "100")."""
    if one.modifier == "exact" and other.modifier == "exact":
        return False
    mine, theirs = one.value * one.factor, other.value * other.factor
    return abs(mine - theirs) <= _NEARLY * max(abs(mine), abs(theirs))
