"""From a numeral and its unit to a figure: values in the common unit, bounds, and what it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from index.compare.figures_context import (
    BESIDE,
    Noun,
    context_of,
    noun_after,
    object_after,
    role_of,
    subject_before,
    subject_of_age,
)
from index.compare.figures_model import Figure, FigureKind
from index.compare.figures_modifiers import alternatives, bound_after, bound_before, bounds
from index.compare.figures_units import Measure
from index.compare.figures_words import MODIFIERS, STRONG, Modifier
from index.compare.numerals import DASHES, Numeral, Token, adjoin
from index.compare.units import UNITS, convert
from index.compare.words_within import forms_of, words_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Found(NamedTuple):
    """A numeral with its unit and the kind of figure that they are."""

    numeral: Numeral
    measure: Measure
    kind: FigureKind


class Amount(NamedTuple):
    """A value with its bounds and printed precision, in the unit that the dimension's spellings share."""

    value: float
    low: float
    high: float
    step: float
    unit: str | None = None
    factor: float = 1.0


_UNIT_WORDS = "day|week|month|year|decade|century|hour|minute|mile|ton|tonne|kilometer|kilometre|percent"
#: Amounts without a numeral.
_UNIT_AS_ONE = re.compile(
    rf"(?<![\w-])(?P<modifier>{alternatives([*STRONG, 'over', 'under', 'within'])})\s+(?:an?|one)\s+"
    rf"(?:full\s+|whole\s+)?(?P<unit>{_UNIT_WORDS})\b"
    r"|(?<![\w-])(?:(?P<about>about|almost|around|nearly|over|roughly)\s+)?"
    r"(?P<long>hour|day|week|month|year|decade)-long\b"
    r"|\b(?:(?:an?|one)\s+)?(?P<lower>day|week|month|year|hour|minute|decade)\s+or\s+(?P<upper>two|so)\b"
    r"|\b(?P<twice>twice)\b"
    r"|\b(?P<part>early|mid|late)[ -](?P<tens>[2-9]0)s\b",
    re.IGNORECASE,
)
#: Where this finds nothing, or there is none of these words, ``_UNIT_AS_ONE`` finds nothing either.
_UNIT_HINT = re.compile(
    rf"\b(?:an?|one)\s+(?:full\s+|whole\s+)?(?:{_UNIT_WORDS})|-long\b|\sor\s+(?:two|so)\b|\btwice\b|0s\b",
    re.IGNORECASE,
)
_UNIT_FORMS = forms_of(_UNIT_WORDS.replace("|", " ") + " twice early mid late")
#: What part of a decade of life is meant by early, mid and late.
_PARTS = {"early": (0.0, 3.0), "mid": (4.0, 6.0), "late": (7.0, 9.0)}


def kind_of(numeral: Numeral, measure: Measure, *, age: bool) -> FigureKind:
    """What sort of figure a numeral with this unit is."""
    if age or measure.age:
        return "age"
    if measure.currency is not None:
        return "money"
    if measure.unit is not None:
        kind = measure.unit.kind
        return "percent" if kind == "percent" else "duration" if kind == "duration" else "measure"
    return "ratio" if numeral.shape in ("fraction", "ratio") else "count"


def build(sentence: int, text: str, tokens: Sequence[Token], found: Found) -> Figure:
    """Make the figure of a numeral in sentence number ``sentence``."""
    numeral, measure, kind = found
    before = bound_before(text, tokens[measure.first].start)
    last, after = bound_after(tokens, measure.last)
    modifier = after or before.kind
    if modifier == "exact" and numeral.shape in ("vague", "range"):
        modifier = "vague" if numeral.shape == "vague" else "range"
    noun = _noun(tokens, found)
    measured = measure.unit is not None or measure.currency is not None or kind == "ratio"
    start = tokens[measure.first].start if before.start is None else before.start
    figure = _figure(
        sentence, text, (start, tokens[last - 1].end), normalise(numeral, measure, kind), kind, modifier
    )
    surroundings = _surroundings(tokens, measure.first, measure.last, noun)
    if measure.age:
        surroundings["subject"] = subject_of_age(tokens, measure.last) or surroundings["subject"]
    return replace(
        figure,
        noun=None if measured else noun.head,
        of=noun.head if measured else _described(tokens, measure),
        parts=_parts(numeral, kind),
        **surroundings,
    )


def amounts_without_numeral(text: str) -> Iterator[re.Match[str]]:
    """Find "a week", "twice", "mid-30s" and the like; :func:`build_without_numeral` makes figures of them."""
    if _UNIT_FORMS.isdisjoint(words_within(text)) or _UNIT_HINT.search(text) is None:
        return iter(())
    return _UNIT_AS_ONE.finditer(text)


def build_without_numeral(sentence: int, text: str, tokens: Sequence[Token], match: re.Match[str]) -> Figure:
    """Make the figure of an amount without a numeral."""
    first = next(n for n, token in enumerate(tokens) if token.end > match.start())
    last = next(n for n in range(first, len(tokens)) if tokens[n].end >= match.end()) + 1
    group = match.groupdict()
    amount, kind, modifier = _implied(group)
    phrase = group["modifier"] or group["about"]
    if phrase:
        modifier = MODIFIERS[" ".join(phrase.lower().split())]
    noun = Noun(None, frozenset(), last) if group["twice"] else noun_after(tokens, last, plural=False)
    figure = _figure(sentence, text, match.span(), amount, kind, modifier)
    return replace(
        figure,
        noun="time" if group["twice"] else None,
        of=noun.head,
        **_surroundings(tokens, first, last, noun),
    )


def _implied(group: dict[str, str | None]) -> tuple[Amount, FigureKind, Modifier]:
    """The amount that a match of ``_UNIT_AS_ONE`` means."""
    if group["twice"]:
        return Amount(2.0, 2.0, 2.0, 1.0), "count", "exact"
    if group["tens"] and group["part"]:
        tens = float(group["tens"])
        low, high = (tens + more for more in _PARTS[group["part"].lower()])
        return Amount((low + high) / 2, low, high, 1.0, "year"), "age", "range"
    unit = UNITS[(group["unit"] or group["long"] or group["lower"] or "").lower()]
    measure = Measure(0, 1, unit=unit)
    numeral = Numeral(0, 1, 1.0, 1.0, 1.0, 1.0, "exact", True)
    kind = kind_of(numeral, measure, age=False)
    amount = normalise(numeral, measure, kind)
    if (group["upper"] or "").lower() == "two":
        return amount._replace(high=2 * amount.value), kind, "range"
    return amount, kind, "about" if group["upper"] else "exact"


def _figure(
    sentence: int, text: str, span: tuple[int, int], amount: Amount, kind: FigureKind, modifier: Modifier
) -> Figure:
    low, high = bounds(amount.value, amount.low, amount.high, amount.step, modifier)
    start, end = span
    return Figure(
        sentence, start, end, text[start:end], amount.value, low, high, amount.step, amount.unit, kind,
        modifier, factor=amount.factor,
    )  # fmt: skip


class _Surroundings(TypedDict):
    role: str | None
    qualifiers: frozenset[str]
    context: frozenset[str]
    beside: frozenset[str]
    subject: str | None


def _surroundings(tokens: Sequence[Token], first: int, last: int, noun: Noun) -> _Surroundings:
    return {
        "role": role_of(tokens, first, noun),
        "qualifiers": noun.qualifiers,
        "context": context_of(tokens, first, last),
        "beside": context_of(tokens, first, last, BESIDE),
        "subject": subject_before(tokens, first),
    }


def _noun(tokens: Sequence[Token], found: Found) -> Noun:
    """The noun counted; for measures the noun that they are of."""
    numeral, measure, kind = found
    j = _past_hyphen(tokens, measure.last)
    if measure.noun is not None:
        return Noun(measure.noun, noun_after(tokens, j, plural=False).qualifiers, measure.last)
    if measure.unit is None and measure.currency is None and kind != "ratio":
        one = numeral.value == 1 and numeral.shape == "exact"
        return noun_after(tokens, measure.last, plural=not one)
    noun = object_after(tokens, j)
    hyphenated = j > measure.last or any(
        token.text in DASHES for token in tokens[numeral.last : measure.last]
    )
    # Only "of" tells what a percentage is of: after "60 percent" verbs and nouns look alike. So they do after
    # "20 weeks", not after "20-week".
    told = noun.partitive or (hyphenated and kind != "percent") or kind in ("money", "ratio")
    return noun if told else Noun(None, frozenset(), measure.last)


def _past_hyphen(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if i < len(tokens) and tokens[i].text in DASHES and adjoin(tokens[i - 1], tokens[i]) else i


def _described(tokens: Sequence[Token], measure: Measure) -> str | None:
    """The noun that a hyphenated count describes: "indictment" in "48-page indictment"."""
    return None if measure.noun is None else noun_after(tokens, measure.last, plural=False).head


def _parts(numeral: Numeral, kind: FigureKind) -> tuple[float, ...]:
    if kind != "tally":
        return ()
    return (numeral.value, numeral.low if numeral.value == numeral.high else numeral.high)


def normalise(numeral: Numeral, measure: Measure, kind: FigureKind) -> Amount:
    """Convert a numeral into the common unit of its dimension; durations keep theirs, with its seconds."""
    plain = Amount(numeral.value, numeral.low, numeral.high, numeral.step)
    unit = measure.unit
    if kind == "age":
        return plain._replace(unit="year" if unit is None else unit.name)
    if measure.currency is not None:
        cents = measure.currency.endswith("¢")
        return _scaled(plain, 0.01 if cents else 1.0)._replace(unit=measure.currency[:3])
    if unit is None:
        return plain
    if unit.kind == "duration":
        years = {"decade": 10.0, "century": 100.0}.get(unit.name, 1.0)
        name = "year" if years > 1 else unit.name
        return _scaled(plain, years)._replace(unit=name, factor=unit.factor / years)
    value, low, high = (convert(number, unit) for number in plain[:3])
    return Amount(value, low, high, abs(plain.step * unit.factor), unit.base)


def _scaled(amount: Amount, factor: float) -> Amount:
    value, low, high, step = (number * factor for number in amount[:4])
    return Amount(value, low, high, step)


def join_conversions(found: list[Figure], text: str) -> list[Figure]:
    """Make one figure of an amount and its conversion in brackets: "150-kilometer (90-mile)"."""
    joined: list[Figure] = []
    for figure in found:
        if joined and _is_conversion(joined[-1], figure, text):
            before = joined.pop()
            end = figure.end + (1 if text[figure.end : figure.end + 1] in (")", "]") else 0)
            joined.append(replace(before, end=end, text=text[before.start : end]))
        else:
            joined.append(figure)
    return joined


def _is_conversion(before: Figure, figure: Figure, text: str) -> bool:
    return (
        before.unit is not None
        and before.unit == figure.unit
        and before.kind == figure.kind == "measure"
        and text[before.end : figure.start].strip() in ("(", "[")
        and abs(before.value - figure.value) <= 0.1 * abs(before.value)
    )
