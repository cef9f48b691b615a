"""How the figures of two accounts relate: who agrees, who rounds, who differs, who alone has a figure.

Equal values claim each other first, in the whole of both texts; only what is left can differ, and only under
strong evidence: sentences that tell the same thing, the same unit, noun, role and qualifiers, and no second
candidate. Unequal numbers in linked sentences are nearly always numbers of different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_context import same_noun
from index.compare.figures_model import Figure
from index.compare.figures_words import DISTINCT, EXCLUSIVE, PEOPLE, RUNNING
from index.compare.result import Fact, FactSide, Link, Mark, MarkKind, Verdict

if TYPE_CHECKING:
    from index.compare.facts import ArticleFacts

#: Days between two accounts from which a changed running total is news, not a contradiction.
THEN_NOW_DAYS = 2
#: Days from which no changed figure at all is called a contradiction.
LONG_APART_DAYS = 30
#: A figure is distinctive enough to agree across sentences that are not linked from here on.
_DISTINCTIVE = 13
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


def figure_facts(
    a: ArticleFacts, b: ArticleFacts, links: Sequence[Link], days_apart: int | None
) -> list[Fact]:
    """Relate the figures of ``a`` and ``b``; in the order of A's sentences, then what B alone has.

    Every figure of both stands in at least one fact. ``days_apart``: days between publication, None unknown.
    """
    linked = {(link.a, link.b): link for link in links}
    left, right = a.figures, b.figures
    pairs = _settle(_candidates(left, right, linked, days_apart))
    pairs += _settle(_conflicts(left, right, linked, days_apart, pairs), once=True)
    pairs.sort(key=lambda pair: (pair.a, pair.b))
    facts = [
        Fact("figure", _what(left[p.a], right[p.b]), p.verdict, _side(left[p.a]), _side(right[p.b]), p.reason)
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
            "figure", _what(figure, figure), verdict,
            _side(figure) if verdict == "only_a" else None, _side(figure) if verdict == "only_b" else None, why,
        )
        for index, figure in enumerate(figures)
        if index not in paired
    ]  # fmt: skip


def _side(figure: Figure) -> FactSide:
    return FactSide(
        figure.sentence, figure.start, figure.end, figure.text, figure.value, figure.unit,
        low=figure.low, high=figure.high,
    )  # fmt: skip


def _what(one: Figure, other: Figure) -> str:
    """A few words for what is stated: "people killed", "indictment pages", "wall (spent)"."""
    noun = one.noun or other.noun
    of = one.of or other.of
    role = one.role or other.role
    if one.kind in ("tally", "age"):
        return {"tally": "vote or score", "age": "age"}[one.kind]
    name = {"money": "money", "percent": "share", "duration": "duration", "ratio": "share"}.get(
        one.kind, one.unit or "number"
    )
    words = (
        [of or "", noun or ("" if of else name)] if one.kind == "count" else [name, f"({of})" if of else ""]
    )
    if role:
        words.append(role)
    return " ".join(word for word in words if word)


# Agreement ---------------------------------------------------------------------------------------------------


def _candidates(
    left: Sequence[Figure], right: Sequence[Figure], linked: dict[tuple[int, int], Link], days: int | None
) -> list[_Pair]:
    """Pairs that agree, round, or are compatible."""
    by_dimension: dict[str, list[int]] = defaultdict(list)
    for j, figure in enumerate(right):
        by_dimension[figure.dimension].append(j)
    found: list[_Pair] = []
    for i, one in enumerate(left):
        for j in by_dimension.get(one.dimension, ()):
            pair = _relate(i, one, j, right[j], linked.get((one.sentence, right[j].sentence)))
            if pair is not None:
                found.append(pair)
    return found


def _relate(i: int, one: Figure, j: int, other: Figure, link: Link | None) -> _Pair | None:
    if not _may_be_same(one, other):
        return None
    shared = len(one.context & other.context)
    base = (2.0 if link and link.kind == "same" else 1.0 if link else 0.0) + min(shared, 9) / 10
    if equal(one, other):
        if link is None and not _surely_same(one, other, shared):
            return None
        exact = 0.5 if one.modifier == other.modifier else 0.0
        return _Pair(i, j, "agree", 10 + base + exact, f"both say {_plain(one)}" + _loosely(one, other))
    if link is None and not (shared >= 3 and _same_thing(one, other)):
        return None
    if link is not None and not (_same_thing(one, other) or shared >= 3):
        return None
    if rounds(one, other):
        coarse, fine = (one, other) if one.step >= other.step else (other, one)
        return _Pair(i, j, "rounding", 6 + base, f"{_plain(fine)} rounds to {_plain(coarse)}")
    if overlap(one, other) and (link is not None or one.modifier != "vague" != other.modifier):
        return _Pair(i, j, "compatible", 4 + base, f"{_plain(one)} and {_plain(other)} can both be true")
    return None


def _loosely(one: Figure, other: Figure) -> str:
    return "" if one.text.lower() == other.text.lower() else f" ({one.text}; {other.text})"


def _plain(figure: Figure) -> str:
    return figure.text


def _may_be_same(one: Figure, other: Figure) -> bool:
    """Whether nothing speaks against the two being one figure."""
    if (one.kind == "age") != (other.kind == "age") and not (one.kind == other.kind):
        return {one.kind, other.kind} == {"age", "duration"}
    if one.role in EXCLUSIVE and other.role in EXCLUSIVE and one.role != other.role:
        return False
    if one.qualifiers & DISTINCT != other.qualifiers & DISTINCT and one.value < _DISTINCTIVE:
        return False
    return not (one.noun and other.noun and not _nouns_fit(one.noun, other.noun))


def _nouns_fit(one: str, other: str) -> bool:
    return same_noun(one, other) or (one in PEOPLE and other in PEOPLE)


def _same_thing(one: Figure, other: Figure) -> bool:
    """Whether the two name what they count or measure alike."""
    if one.noun and other.noun:
        return _nouns_fit(one.noun, other.noun)
    if one.of and other.of and same_noun(one.of, other.of):
        return True
    return one.role is not None and one.role == other.role


def _surely_same(one: Figure, other: Figure, shared: int) -> bool:
    """Whether equal figures in sentences that are not linked still are one figure."""
    if one.kind == "tally":
        return True
    if one.modifier == "vague":
        return shared >= 3
    needed = 1 if _significant(one) >= 3 else 2 if one.value >= _DISTINCTIVE or one.unit else 3
    if _same_thing(one, other):
        needed -= 1
    return shared >= max(needed, 1)


def _significant(figure: Figure) -> int:
    """How many significant digits the figure is printed with."""
    if figure.step <= 0 or figure.value == 0:
        return 0
    return len(str(int(abs(figure.value) / figure.step + 0.5)))


def equal(one: Figure, other: Figure) -> bool:
    """Whether the two state one value, ranges the same range, tallies the same two numbers."""
    if one.parts or other.parts:
        return sorted(one.parts) == sorted(other.parts)
    scale = one.factor / other.factor
    if one.modifier == "range" and other.modifier == "range":
        return _near(one.low, other.low, scale) and _near(one.high, other.high, scale)
    if (
        "range" in (one.modifier, other.modifier)
        or (("vague" in (one.modifier, other.modifier))
        and one.modifier != other.modifier)
    ):
        return False
    if not _near(one.value, other.value, scale):
        return False
    less, more = {"nearly", "under"}, {"over"}
    return not (
        (one.modifier in less and other.modifier in more) or (one.modifier in more and other.modifier in less)
    )


def _near(one: float | None, other: float | None, scale: float = 1.0) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one * scale - other) <= 1e-4 * max(abs(other), 1e-12)


def rounds(one: Figure, other: Figure) -> bool:
    """Whether one is the other at a coarser printed precision ("43,000" and "43,350"; not "30" and "33")."""
    if one.modifier in ("range", "vague") or other.modifier in ("range", "vague") or one.parts or other.parts:
        return False
    mine, theirs = one.value * one.factor, other.value * other.factor
    step = max(one.step * one.factor, other.step * other.factor)
    finer = min(one.step * one.factor, other.step * other.factor)
    if one.unit != other.unit or _converted(one, other):
        # Conversions are rounded on top: 90 miles are 144.8 km, printed as 150.
        return abs(mine - theirs) <= 0.05 * max(abs(mine), abs(theirs))
    least = 100 if one.unit is None or one.unit == "USD" else 10
    if step <= finer or (min(abs(one.value), abs(other.value)) < least and step >= 1):
        return False
    return abs(mine - theirs) <= step / 2 * 1.0001 and abs(mine - theirs) <= 0.05 * max(
        abs(mine), abs(theirs)
    )


def _converted(one: Figure, other: Figure) -> bool:
    """Whether the two were written in different units of one dimension (their steps are no powers of ten alike)."""
    if one.kind != "measure" or other.kind != "measure" or min(one.step, other.step) <= 0:
        return False
    ratio = max(one.step, other.step) / min(one.step, other.step)
    while ratio >= 9.999:
        ratio /= 10
    return abs(ratio - 1) > 1e-6


def overlap(one: Figure, other: Figure) -> bool:
    """Whether the ranges that the two allow have a value in common."""
    if (one.modifier == "exact" and other.modifier == "exact") or one.parts or other.parts:
        return False
    low_one, high_one = practical(one)
    low_other, high_other = practical(other)
    return max(low_one, low_other) <= min(high_one, high_other)


def practical(figure: Figure) -> tuple[float, float]:
    """The bounds that a reader takes a figure to have: "more than 20" is not said of 74.

    In seconds for durations, else in the figure's unit.
    """
    value = figure.value
    low, high = figure.low, figure.high
    if low is None:
        low = 0.5 * value if figure.modifier == "most" else 0.7 * value
    if high is None:
        high = (2.0 if figure.modifier == "least" else 1.5) * value
    return low * figure.factor, high * figure.factor


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
    for strength in sorted(by_strength, reverse=True):
        fresh = [
            pair
            for pair in by_strength[strength]
            if (pair.a not in taken_a and pair.b not in taken_b)
            or (not once and (pair.a not in taken_a or pair.b not in taken_b))
        ]
        accepted += fresh
        taken_a.update(pair.a for pair in fresh)
        taken_b.update(pair.b for pair in fresh)
    return accepted


# Conflict ----------------------------------------------------------------------------------------------------


def _conflicts(
    left: Sequence[Figure],
    right: Sequence[Figure],
    linked: dict[tuple[int, int], Link],
    days: int | None,
    settled: Sequence[_Pair],
) -> list[_Pair]:
    """Pairs of figures that nothing matches and that state the same thing differently."""
    free_a = [i for i in range(len(left)) if i not in {pair.a for pair in settled}]
    free_b = [j for j in range(len(right)) if j not in {pair.b for pair in settled}]
    found: list[_Pair] = []
    for i in free_a:
        for j in free_b:
            one, other = left[i], right[j]
            link = linked.get((one.sentence, other.sentence))
            if link is None or one.dimension != other.dimension:
                continue
            if not _states_the_same(one, other, link):
                continue
            if _rivals(i, left, free_a, other) or _rivals(j, right, free_b, one):
                continue
            found.append(_conflict(i, one, j, other, link, days))
    return found


def _rivals(index: int, figures: Sequence[Figure], free: Iterable[int], other: Figure) -> bool:
    """Whether the sentence has a second free figure that could be meant as well."""
    mine = figures[index]
    return any(
        rival != index
        and figures[rival].sentence == mine.sentence
        and figures[rival].dimension == mine.dimension
        and figures[rival].kind == mine.kind
        and (not mine.noun or not figures[rival].noun or same_noun(mine.noun, figures[rival].noun or ""))
        and len(figures[rival].context & other.context) >= len(mine.context & other.context)
        for rival in free
    )


def _states_the_same(one: Figure, other: Figure, link: Link) -> bool:
    """Whether evidence is strong that both figures are about one quantity."""
    if "vague" in (one.modifier, other.modifier) or one.kind != other.kind:
        return False
    if one.role is not None and other.role is not None and one.role != other.role:
        return False
    if one.qualifiers & DISTINCT != other.qualifiers & DISTINCT:
        return False
    if one.qualifiers and other.qualifiers and not one.qualifiers & other.qualifiers:
        return False
    shared = len(one.context & other.context)
    least = min(len(one.context), len(other.context))
    if link.kind != "same" and shared < 4:
        return False
    if one.kind == "count":
        return _same_count(one, other, shared, least)
    same_object = bool(one.of and other.of and same_noun(one.of, other.of))
    return shared >= (2 if same_object else 3) and 3 * shared >= least


def _same_count(one: Figure, other: Figure, shared: int, least: int) -> bool:
    if one.noun is None or other.noun is None:
        return one.role is not None and one.role == other.role and shared >= 3
    if not same_noun(one.noun, other.noun):
        return False
    if one.of and other.of and not same_noun(one.of, other.of):
        return False
    return shared >= 2 and 4 * shared >= least


def _conflict(i: int, one: Figure, j: int, other: Figure, link: Link, days: int | None) -> _Pair:
    shared = len(one.context & other.context)
    strength = link.score + shared / 10
    if one.noun and other.noun:
        ground = f"both count '{_plural(one.noun)}'"
    elif one.of and other.of and same_noun(one.of, other.of):
        ground = f"both are about '{one.of}'"
    elif one.role and one.role == other.role:
        ground = f"both say how much or how many: {one.role}"
    else:
        ground = "both stand in the same statement"
    apart = "" if not days else f"; {days} days apart" if days > 1 else "; a day apart"
    verdict: Verdict = "differ"
    if days is not None and (days >= LONG_APART_DAYS or (days >= THEN_NOW_DAYS and _running(one, other))):
        verdict = "then_now"
    gap = "do not overlap" if one.modifier != "exact" or other.modifier != "exact" else "are not equal"
    if verdict == "differ" and _close(one, other):
        verdict, gap = "close", "are nearly the same"
    return _Pair(i, j, verdict, strength, f"{ground}; {one.text} and {other.text} {gap}{apart}")


def _running(one: Figure, other: Figure) -> bool:
    return one.role in RUNNING or other.role in RUNNING


def _close(one: Figure, other: Figure) -> bool:
    """Whether a vague word makes a small gap no difference ("about 90" and "101")."""
    if one.modifier == "exact" and other.modifier == "exact":
        return False
    mine, theirs = one.value * one.factor, other.value * other.factor
    return abs(mine - theirs) <= 0.15 * max(abs(mine), abs(theirs))


def _plural(noun: str) -> str:
    irregular = {"person": "people", "man": "men", "woman": "women", "child": "children", "life": "lives"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
