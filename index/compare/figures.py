"""The figures of an article: every number that counts or measures something, as a reader would point at it.

Labels ("No. 2", "Bill 1062"), ordinals, years, dates and times of day are no figures; "one" is one only where
it measures or is bounded ("at least one"). Reading takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.compare.dates_calendar import CalendarSpan, calendar_spans
from index.compare.figures_build import (
    Found,
    amounts_without_numeral,
    build,
    build_without_numeral,
    join_conversions,
    kind_of,
)
from index.compare.figures_context import is_plural, is_word, noun_after
from index.compare.figures_labels import AGE_BOUNDS, is_label
from index.compare.figures_model import Figure
from index.compare.figures_modifiers import bound_before
from index.compare.figures_units import Measure, measure_about
from index.compare.figures_verdicts import figure_facts, figure_marks
from index.compare.figures_words import NOT_ZERO, ROLES, STOP_WORDS, STRONG, words
from index.compare.numerals import (
    Numeral,
    Token,
    is_digits,
    may_hold_numeral,
    numeral_starts,
    read_between,
    read_numeral,
    tokenize,
)
from index.compare.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.sentences import Sentence

__all__ = ["Figure", "figure_facts", "figure_marks", "figures"]

_LONGEST_SENTENCE = 6_000
_OLDEST = 115
_VOTING = re.compile(
    r"\b(?:votes?|voted|voting|passed|approved|confirmed|ruled|ruling|decision|majority|margin|override|rejected"
    r"|party-line|tally|split|defeated|resolution|senate|house|panel|court|win|won|beat|victory|lead|score|loss"
    r"|lost|game)\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"[0-9]{3}[-–][0-9]{4}")
_RATE = re.compile(r"\b(?:rates?|percent|unemployment|inflation)\b|%", re.IGNORECASE)
#: After these a number in words may point at what was counted before: "between the two".
_POINTING = words("between the these those")
_HALF_OF = words("her his its of that the their those")
_CASUALTIES = frozenset({"killed", "missing", "wounded"})
_ONE_PERSON = words("boy child civilian girl man officer person soldier student woman")


def figures(sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Find the figures of ``sentences``, in reading order. Never raises."""
    found: list[Figure] = []
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if len(text) <= _LONGEST_SENTENCE and may_hold_numeral(text):
            found.extend(_Reader(number, text).read())
    return tuple(found)


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self.tokens = tokenize(text)
        self.blocked = calendar_spans(text)

    def read(self) -> list[Figure]:
        found = [build(self.number, self.text, self.tokens, one) for one in self._numbers()]
        for match in amounts_without_numeral(self.text):
            if not any(figure.start < match.end() and match.start() < figure.end for figure in found):
                found.append(build_without_numeral(self.number, self.text, self.tokens, match))
        found.sort(key=lambda figure: figure.start)
        return join_conversions(found, self.text)

    def _numbers(self) -> Iterator[Found]:
        tokens = self.tokens
        read = 0  # tokens up to here are part of what has been read
        for i in numeral_starts(tokens):
            numeral = (read_between(tokens, i) or read_numeral(tokens, i)) if i >= read else None
            if numeral is None:
                continue
            span = self._calendar_at(numeral)
            if span is not None:
                read = next(
                    (k for k in range(i + 1, len(tokens)) if tokens[k].start >= span.end), len(tokens)
                )
                continue
            found = self._judge(numeral)
            if found is not None:
                yield found
            read = max(numeral.last, i + 1, found.measure.last if found is not None else 0)

    def _calendar_at(self, numeral: Numeral) -> CalendarSpan | None:
        start, end = self.tokens[numeral.first].start, self.tokens[numeral.last - 1].end
        return next((span for span in self.blocked if start < span.end and span.start < end), None)

    def _judge(self, numeral: Numeral) -> Found | None:
        """Decide whether the numeral is a figure, and of what kind."""
        if is_label(self.tokens, numeral):
            return None
        measure = measure_about(self.tokens, numeral)
        if measure is None or _is_one_day(self.tokens, numeral, measure):
            return None
        if numeral.shape == "pair":
            return self._judge_pair(numeral, measure)
        if _is_bare(measure):
            measure = self._unit_understood(numeral, measure)
        age = _is_age(self.tokens, numeral, measure)
        plain = measure.unit is None and measure.currency is None
        if plain and not age and not self._counts(numeral, measure):
            return None
        return Found(numeral, measure, kind_of(numeral, measure, age=age))

    def _judge_pair(self, numeral: Numeral, measure: Measure) -> Found | None:
        """Tell a range ("8-10 vehicles") from a tally or a score ("52-48")."""
        if _TELEPHONE.fullmatch(
            self.text, self.tokens[numeral.first].start, self.tokens[numeral.last - 1].end
        ):
            return None
        bare, counted = _is_bare(measure), self._noun_follows(numeral)
        if bare and not counted and _VOTING.search(self.text):
            return Found(numeral, measure, "tally")
        if numeral.low == numeral.value < numeral.high and (counted or not bare):
            numeral = numeral._replace(value=(numeral.low + numeral.high) / 2, shape="range")
            return Found(numeral, measure, kind_of(numeral, measure, age=False))
        return Found(numeral, measure, "tally") if bare else None

    def _noun_follows(self, numeral: Numeral) -> bool:
        following = self.tokens[numeral.last : numeral.last + 3]
        if any(is_word(token) and is_plural(token.lower) for token in following):
            return True
        return bool(following) and is_plural(noun_after(self.tokens, numeral.last, plural=True).head or "")

    def _unit_understood(self, numeral: Numeral, measure: Measure) -> Measure:
        """Take the second number's unit for the first ("45 to 39 percent"), percent for a rate ("at 3.7")."""
        j = numeral.last
        if j < len(self.tokens) and self.tokens[j].lower in ("and", "or", "to"):
            second = read_numeral(self.tokens, j + 1)
            if second is not None and second.shape == "exact":
                after = measure_about(self.tokens, second)
                if after is not None and after.unit is not None:
                    return measure._replace(unit=after.unit)
        decimal = not numeral.written and numeral.step < 1 and numeral.value < 100
        return measure._replace(unit=UNITS["percent"]) if decimal and _RATE.search(self.text) else measure

    def _counts(self, numeral: Numeral, measure: Measure) -> bool:
        """Whether a bare number counts something: "one", "half" and "the two" often do not."""
        bound = bound_before(self.text, self.tokens[measure.first].start)
        before = self.tokens[numeral.first - 1].lower if numeral.first else ""
        following = self.tokens[numeral.last] if numeral.last < len(self.tokens) else None
        word = following.lower if following else ""
        if word in ("o'clock", "o’clock"):
            return False
        if numeral.shape == "fraction" and numeral.value == 0.5:
            return bound.start is not None or word in _HALF_OF
        if numeral.value == 0 and numeral.written:
            return NOT_ZERO.isdisjoint((word, before, measure.noun or ""))
        if numeral.value == 1 and numeral.shape == "exact":
            return bound.nearest in STRONG or bound.nearest == "over" or self._one_casualty(numeral, before)
        if measure.noun is None and before in _POINTING and numeral.written:
            noun = word not in STOP_WORDS and not word.endswith("ed")
            return following is not None and is_word(following) and (noun or word == "of")
        return True

    def _one_casualty(self, numeral: Numeral, before: str) -> bool:
        """Whether "one" is one person killed, wounded or missing: "one dead", "killing one person"."""
        following = [token.lower for token in self.tokens[numeral.last : numeral.last + 3]]
        if not following:
            return False
        if ROLES.get(following[0]) in _CASUALTIES:
            return True
        if following[0] not in _ONE_PERSON:
            return False
        return any(ROLES.get(word) in _CASUALTIES for word in (before, *following[1:]))


def _is_bare(measure: Measure) -> bool:
    return measure.unit is None and measure.currency is None and measure.noun is None


def _is_one_day(tokens: Sequence[Token], numeral: Numeral, measure: Measure) -> bool:
    """Whether it is "one day" or "one night" in the sense of once."""
    if numeral.value != 1 or not numeral.written or measure.unit is None or measure.age:
        return False
    spaced = tokens[numeral.last - 1].end < tokens[numeral.last].start and measure.last == numeral.last + 1
    return spaced and measure.unit.name in ("day", "night")


def _is_age(tokens: Sequence[Token], numeral: Numeral, measure: Measure) -> bool:
    """Whether it is someone's age: "Lieberman, 75, ", "aged 91", "65 and older"."""
    first, last = numeral.first, numeral.last
    if not _is_bare(measure) or first == 0 or not 0 < numeral.value <= _OLDEST:
        return False
    if any(token.lower == "ages" for token in tokens[first : first + 3]):
        return True  # "between the ages of 12 and 29"
    before = tokens[first - 1]
    if before.lower in ("aged", "age", "ages") or _after_ages_of(tokens, first):
        return True
    bound = [token.lower for token in tokens[last : last + 2]]
    if len(bound) == 2 and bound[0] in ("and", "or") and bound[1] in AGE_BOUNDS:
        return True
    if before.lower == "and" and first >= 3 and tokens[first - 3].lower in ("aged", "ages"):
        return True
    comma_after = last >= len(tokens) or tokens[last].text in ",.;)"
    named = first >= 2 and tokens[first - 2].text[0].isupper()
    return before.text == "," and comma_after and named and is_digits(tokens[first])


def _after_ages_of(tokens: Sequence[Token], first: int) -> bool:
    """Whether "ages of", or "ages of 12 and", stands right before token ``first``."""
    before = [token.lower for token in tokens[max(0, first - 4) : first]]
    if len(before) == 4 and before[3] in ("and", "to") and is_digits(tokens[first - 2]):
        before = before[:2]
    return before[-2:] in (["age", "of"], ["ages", "of"])
