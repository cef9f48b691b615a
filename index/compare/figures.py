"""The figures of an article: every number that counts or measures something, as a reader would point at it.

Labels ("No. 2", "Bill 1062"), ordinals, years, dates and times of day are no figures; "one" is one only where it
measures or is bounded ("at least one"). Reading takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.compare.dates_calendar import CalendarSpan, calendar_spans
from index.compare.figures_context import (
    Noun,
    context_of,
    is_plural,
    is_word,
    noun_after,
    object_after,
    role_of,
    subject_before,
)
from index.compare.figures_model import Figure, FigureKind
from index.compare.figures_units import Measure, measure_about
from index.compare.figures_verdicts import figure_facts, figure_marks
from index.compare.figures_words import (
    LABEL_PAIRS,
    LABELS,
    MODIFIERS,
    MODIFIERS_AFTER,
    NOT_ZERO,
    ROLES,
    STOP_WORDS,
    STRONG,
    Modifier,
    words,
)
from index.compare.numerals import (
    DASHES,
    MAY_HOLD_NUMERAL,
    Numeral,
    Token,
    adjoin,
    is_digits,
    read_between,
    read_numeral,
    tokenize,
)
from index.compare.units import UNITS, convert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.sentences import Sentence

__all__ = ["Figure", "figure_facts", "figure_marks", "figures"]

_LONGEST_SENTENCE = 6_000
_MODIFIER = re.compile(
    r"(?<![\w-])("
    + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(MODIFIERS, key=len, reverse=True))
    + r")"
    r"\s+(?:the\s+|its\s+|another\s+|a\s+(?:whopping|record|staggering|mere)\s+)?(?:[A-Z]{0,2}[$€£¥])?$",
    re.IGNORECASE,
)
_UNIT_AS_ONE = re.compile(
    r"(?<![\w-])(?P<modifier>" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(STRONG, key=len, reverse=True))
    + r"|over|under|within)\s+(?:an?|one)\s+(?:full\s+|whole\s+)?"
    r"(?P<unit>day|week|month|year|decade|century|hour|minute|mile|ton|tonne|kilometer|kilometre|percent)\b"
    r"|(?<![\w-])(?:(?P<about>about|almost|around|nearly|over|roughly)\s+)?(?P<long>hour|day|week|month|year|decade)-long\b"
    r"|\b(?:(?:an?|one)\s+)?(?P<lower>day|week|month|year|hour|minute|decade)\s+or\s+(?P<upper>two|so)\b"
    r"|\b(?P<twice>twice)\b"
    r"|\b(?P<part>early|mid|late)[ -](?P<tens>[2-9]0)s\b",
    re.IGNORECASE,
)  # fmt: skip
_VOTING = re.compile(
    r"\b(?:votes?|voted|voting|passed|approved|confirmed|ruled|ruling|decision|majority|margin|override|rejected"
    r"|party-line|tally|split|defeated|resolution|senate|house|panel|court|win|won|beat|victory|lead|score|loss|lost|game)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:rates?|percent|unemployment|inflation)\b|%", re.IGNORECASE)
_SPAN_AFTER = re.compile(r"\s+(?:the\s+)?(?:[0-9]+|[a-z]+)[ -](?:minute|hour|day|week|month|year|decade)s?\b")
_LASTING = frozenset(["after", "for", "in", "is", "just", "lasted", "of", "spent", "took", "was", "with"])
_WITHIN = re.compile(r"\s+(?:[0-9]|[a-z]+[ -](?:minute|hour|day|week|month|year|mile|k))")
_POINTING = frozenset({"the", "these", "those", "between"})
#: "year six", "day 35": the number tells which, not how many.
_COUNTED_ON = frozenset({"chapter", "day", "grade", "month", "phase", "round", "week", "year"})
_AGE_BOUNDS = frozenset({"older", "over", "younger"})
_STREET = words(
    """
    ave avenue blvd boulevard court drive lane place plaza rd road square st street way
    """
)


def figures(sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Find the figures of ``sentences``, in reading order. Never raises."""
    found: list[Figure] = []
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if len(text) <= _LONGEST_SENTENCE and MAY_HOLD_NUMERAL.search(text):
            found.extend(_Reader(number, text).read())
    return tuple(found)


class _Found(NamedTuple):
    """A numeral with its unit and the tokens that they take."""

    numeral: Numeral
    measure: Measure
    kind: FigureKind


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self.tokens = tokenize(text)
        self.blocked = calendar_spans(text)

    def read(self) -> list[Figure]:
        found = list(self._numbers())
        found.extend(self._units_as_one(found))
        found.sort(key=lambda figure: figure.start)
        return _join_conversions(found, self.text)

    def _numbers(self) -> Iterator[Figure]:
        i, tokens = 0, self.tokens
        while i < len(tokens):
            numeral = read_between(tokens, i) or read_numeral(tokens, i)
            if numeral is None:
                i += 1
                continue
            if self._in_calendar(numeral):
                i = self._after_calendar(numeral)
                continue
            found = self._judge(numeral)
            if found is None:
                i = max(numeral.last, i + 1)
                continue
            yield self._figure(found)
            i = max(found.measure.last, numeral.last)

    def _in_calendar(self, numeral: Numeral) -> bool:
        return self._span_at(numeral) is not None

    def _span_at(self, numeral: Numeral) -> CalendarSpan | None:
        start, end = self.tokens[numeral.first].start, self.tokens[numeral.last - 1].end
        return next((span for span in self.blocked if start < span.end and span.start < end), None)

    def _after_calendar(self, numeral: Numeral) -> int:
        span = self._span_at(numeral)
        i = numeral.first + 1
        while span is not None and i < len(self.tokens) and self.tokens[i].start < span.end:
            i += 1
        return i

    def _judge(self, numeral: Numeral) -> _Found | None:
        """Decide whether the numeral is a figure, and of what kind."""
        if _is_label(self.tokens, numeral, self.text):
            return None
        measure = measure_about(self.tokens, numeral)
        if measure is None:
            return None
        if numeral.shape == "pair":
            return self._judge_pair(numeral, measure)
        measure = self._percent_understood(numeral, self._unit_understood(numeral, measure))
        age = _is_age(self.tokens, numeral, measure)
        if _is_one_day(self.tokens, numeral, measure):
            return None
        plain = measure.unit is None and measure.currency is None
        if plain and not age and not self._counts(numeral, measure):
            return None
        return _Found(numeral, measure, _kind(numeral, measure, age=age))

    def _judge_pair(self, numeral: Numeral, measure: Measure) -> _Found | None:
        """Tell a range ("8-10 vehicles") from a tally or a score ("52-48")."""
        plain = measure.unit is None and measure.currency is None and measure.noun is None
        rising = numeral.low == numeral.value < numeral.high
        if plain and _VOTING.search(self.text) and not self._noun_follows(numeral):
            return _Found(numeral, measure, "tally")
        if rising and (not plain or self._noun_follows(numeral)):
            middle = (numeral.low + numeral.high) / 2
            numeral = numeral._replace(value=middle, shape="range")
            return _Found(numeral, measure, _kind(numeral, measure, age=False))
        return _Found(numeral, measure, "tally") if plain else None

    def _unit_understood(self, numeral: Numeral, measure: Measure) -> Measure:
        """Take the unit of the second number for the first: "45 to 39 percent", "12 and 15 months"."""
        bare = measure.unit is None and measure.currency is None and measure.noun is None
        j = numeral.last
        if not bare or j >= len(self.tokens) or self.tokens[j].lower not in ("and", "or", "to"):
            return measure
        second = read_numeral(self.tokens, j + 1)
        after = measure_about(self.tokens, second) if second is not None and second.shape == "exact" else None
        return measure if after is None or after.unit is None else measure._replace(unit=after.unit)

    def _percent_understood(self, numeral: Numeral, measure: Measure) -> Measure:
        """Take a bare decimal as percent where the sentence speaks of a rate: "her tax rate was 35.72"."""
        plain = measure.unit is None and measure.currency is None and measure.noun is None
        decimal = not numeral.written and numeral.step < 1 and numeral.value < 100
        if plain and decimal and _RATE.search(self.text):
            return measure._replace(unit=UNITS["percent"])
        return measure

    def _noun_follows(self, numeral: Numeral) -> bool:
        return (
            numeral.last < len(self.tokens)
            and is_plural(noun_after(self.tokens, numeral.last, plural=True).head or "") is True
        ) or any(
            is_plural(token.lower) for token in self.tokens[numeral.last : numeral.last + 3] if is_word(token)
        )

    def _counts(self, numeral: Numeral, measure: Measure) -> bool:
        """Whether a bare number counts something: "one", "half" and "the two" often do not."""
        modified = self._modifier(measure.first)[0] is not None
        following = self.tokens[numeral.last] if numeral.last < len(self.tokens) else None
        word = following.lower if following else ""
        if numeral.shape == "fraction" and numeral.value == 0.5:
            return modified or word in ("of", "the", "its", "their", "his", "her", "that", "those")
        if numeral.value == 0 and numeral.written:
            before = self.tokens[numeral.first - 1].lower if numeral.first else ""
            return word not in NOT_ZERO and before not in NOT_ZERO and measure.noun not in NOT_ZERO
        if numeral.value == 1 and numeral.shape == "exact":
            return (modified and self._strong(measure.first)) or self._one_with_role(numeral)
        if measure.noun is None and numeral.first and self.tokens[numeral.first - 1].lower in _POINTING:
            return (
                following is not None and is_word(following) and word not in STOP_WORDS | {"of"}
            ) or not numeral.written
        return True

    def _strong(self, first: int) -> bool:
        phrase = self._modifier(first)[2]
        return phrase in STRONG or phrase == "over"

    def _one_with_role(self, numeral: Numeral) -> bool:
        """ "killing one person", "one dead", "one man was wounded"."""
        following = [token.lower for token in self.tokens[numeral.last : numeral.last + 3]]
        casualty = {"killed", "wounded", "missing"}
        if following and ROLES.get(following[0]) in casualty:
            return True
        before = self.tokens[numeral.first - 1].lower if numeral.first else ""
        people = {
            "person",
            "man",
            "woman",
            "soldier",
            "civilian",
            "officer",
            "child",
            "boy",
            "girl",
            "student",
        }
        if not following or following[0] not in people:
            return False
        return ROLES.get(before) in casualty or any(ROLES.get(word) in casualty for word in following[1:])

    def _modifier(self, first: int) -> tuple[int | None, Modifier, str]:
        """The modifiers before token ``first``: where they begin (None: none), what they do, the nearest phrase."""
        end = self.tokens[first].start
        start: int | None = None
        kind: Modifier = "exact"
        nearest = ""
        for _ in range(3):
            match = _MODIFIER.search(self.text, max(0, end - 44), end)
            if match is None:
                break
            phrase = " ".join(match.group(1).lower().split())
            if (
                phrase == "over"
                and _SPAN_AFTER.match(self.text, match.end(1))
                and not self._lasting(match.start())
            ):
                break
            if phrase == "within" and not _WITHIN.match(self.text, match.end(1)):
                break
            start = end = match.start()
            nearest = nearest or phrase
            if kind == "exact":
                kind = MODIFIERS[phrase]
        return start, kind, nearest

    def _lasting(self, start: int) -> bool:
        """Whether "over" before a time bounds it ("for over ten years") rather than spans it ("rose over ten years")."""
        words = self.text[max(0, start - 12) : start].split()
        return bool(words) and words[-1].lower() in _LASTING

    def _figure(self, found: _Found) -> Figure:
        numeral, measure = found.numeral, found.measure
        begin, modifier, _ = self._modifier(measure.first)
        start = self.tokens[measure.first].start if begin is None else begin
        last, after = self._modifier_after(measure.last)
        if after is not None:
            modifier = after
        elif modifier == "exact" and numeral.shape in ("vague", "range"):
            modifier = "vague" if numeral.shape == "vague" else "range"
        noun = self._noun(found)
        return _build(self, found, (start, self.tokens[last - 1].end), modifier, noun)

    def _modifier_after(self, last: int) -> tuple[int, Modifier | None]:
        tokens = self.tokens
        if last < len(tokens) and tokens[last].text == "+":
            return last + 1, "least"
        j = last + 1 if last < len(tokens) and tokens[last].text in DASHES else last
        if j < len(tokens):
            one, two = tokens[j].lower, " ".join(token.lower for token in tokens[j : j + 2])
            if j > last and one in ("odd", "plus", "something"):
                return j + 1, MODIFIERS_AFTER[one]
            if j == last and two in MODIFIERS_AFTER:
                return j + 2, MODIFIERS_AFTER[two]
        return last, None

    def _noun(self, found: _Found) -> Noun:
        measure, numeral = found.measure, found.numeral
        if measure.noun is not None:
            after = noun_after(self.tokens, _past_hyphens(self.tokens, measure.last), plural=False)
            return Noun(measure.noun, after.qualifiers, measure.last)
        counted = measure.unit is None and measure.currency is None and found.kind != "ratio"
        one = numeral.value == 1 and numeral.shape == "exact"
        if not counted:
            noun = object_after(self.tokens, _past_hyphens(self.tokens, measure.last))
            share = found.kind == "percent" and not noun.partitive
            return Noun(None, frozenset(), measure.last) if share else noun
        return noun_after(self.tokens, measure.last, plural=not one)

    def _units_as_one(self, taken: list[Figure]) -> Iterator[Figure]:
        """Find amounts without a numeral: "more than a month", "hour-long", "a year or two", "twice"."""
        for match in _UNIT_AS_ONE.finditer(self.text):
            if any(figure.start < match.end() and match.start() < figure.end for figure in taken):
                continue
            first = next(n for n, token in enumerate(self.tokens) if token.end > match.start())
            last = next(n for n in range(first, len(self.tokens)) if self.tokens[n].end >= match.end()) + 1
            yield _without_numeral(self, match, first, last)


def _is_one_day(tokens: Sequence[Token], numeral: Numeral, measure: Measure) -> bool:
    """Whether it is "one day" or "one night" in the sense of once."""
    if numeral.value != 1 or not numeral.written or measure.unit is None:
        return False
    spaced = (
        tokens[numeral.last - 1].end < tokens[measure.last - 1].start and measure.last == numeral.last + 1
    )
    return spaced and measure.unit.name in ("day", "night")


def _past_hyphens(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if i < len(tokens) and tokens[i].text in DASHES and adjoin(tokens[i - 1], tokens[i]) else i


def _kind(numeral: Numeral, measure: Measure, *, age: bool) -> FigureKind:
    if age or measure.age:
        return "age"
    if measure.currency is not None:
        return "money"
    if measure.unit is not None:
        kind = measure.unit.kind
        return "percent" if kind == "percent" else "duration" if kind == "duration" else "measure"
    return "ratio" if numeral.shape in ("fraction", "ratio") else "count"


def _is_age(tokens: Sequence[Token], numeral: Numeral, measure: Measure) -> bool:
    """Whether it is someone's age: "Lieberman, 75, ", "aged 91", "at age 12"."""
    if (
        measure.unit is not None
        or measure.currency is not None
        or numeral.first == 0
        or measure.noun is not None
    ):
        return False
    if not 0 < numeral.value <= 115:
        return False
    before = tokens[numeral.first - 1]
    if before.lower in ("aged", "age", "ages"):
        return True
    bound = [token.lower for token in tokens[numeral.last : numeral.last + 2]]
    if len(bound) == 2 and bound[0] in ("and", "or") and bound[1] in _AGE_BOUNDS:
        return True
    if before.lower == "and" and numeral.first >= 3 and tokens[numeral.first - 3].lower in ("aged", "ages"):
        return True
    comma_after = numeral.last >= len(tokens) or tokens[numeral.last].text in ",.;)"
    named = numeral.first >= 2 and tokens[numeral.first - 2].text[0].isupper()
    return before.text == "," and comma_after and named and is_digits(tokens[numeral.first])


def _is_label(tokens: Sequence[Token], numeral: Numeral, text: str) -> bool:
    """Whether the number names something rather than counts it."""
    first, last = numeral.first, numeral.last
    return (
        _glued(tokens, first, last)
        or _labelled(tokens, first)
        or _ordinal(tokens, last)
        or _address(tokens, numeral)
        or _after_name(tokens, numeral, text)
    )


def _glued(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Letters or dashes tie the number to other things: "G7", "COVID-19", "3D", "555-1234", "4x4", "1.2.3"."""
    if first:
        before = tokens[first - 1]
        if adjoin(before, tokens[first]):
            if (is_word(before) and before.text not in CURRENCY_GLUE) or before.text in "#@/:_":
                return True
            if before.text in DASHES and first >= 2 and adjoin(tokens[first - 2], before):
                if not tokens[first - 2].text[-1].isalnum():
                    return False
                return tokens[first - 2].lower not in (
                    "mid",
                    "over",
                    "under",
                    "pre",
                    "post",
                    "sub",
                    "non",
                    "the",
                )
            if before.text == "." and first >= 2 and adjoin(tokens[first - 2], before):
                return True
    if last < len(tokens) and adjoin(tokens[last - 1], tokens[last]):
        after = tokens[last]
        if is_digits(tokens[last - 1]) and is_word(after):
            return (after.lower not in UNITS and after.lower not in ("s",)) or after.lower == "s"
        if after.text[0] in "._" and last + 1 < len(tokens) and adjoin(after, tokens[last + 1]):
            return is_digits(tokens[last + 1]) or (is_word(tokens[last + 1]) and is_digits(tokens[last - 1]))
        if after.text in "/:@" or is_digits(after):
            beyond = tokens[last + 1] if last + 1 < len(tokens) and adjoin(after, tokens[last + 1]) else None
            return beyond is not None and (after.text != "/" or is_digits(beyond))
        if after.text in DASHES and last + 1 < len(tokens) and adjoin(after, tokens[last + 1]):
            return is_digits(tokens[last + 1])
    return False


CURRENCY_GLUE = frozenset({"EUR", "USD", "GBP", "Rs", "US", "A", "C"})


def _labelled(tokens: Sequence[Token], first: int) -> bool:
    if not first:
        return False
    at = first - 1
    if tokens[at].text in ".#(" and at:
        if tokens[at].text == "#":
            return True
        return bool(tokens[at].text == "." and tokens[at - 1].lower in ("no", "nos", "art", "sec", "vol", "ch", "r", "b", "s"))
    word = tokens[at].lower
    if word in _COUNTED_ON:
        before, after = (
            tokens[at - 1].lower if at else "",
            tokens[first + 1] if first + 1 < len(tokens) else None,
        )
        return before not in ("a", "per", "each", "every") and (
            after is None or not is_word(after) or after.lower == "of"
        )
    if word == "no":
        return tokens[at].text == "No" and is_digits(tokens[first])
    if word in LABELS:
        plural_noun = first + 1 < len(tokens) and is_plural(tokens[first + 1].lower)
        return not (plural_noun and word not in ("no", "number", "article", "section"))
    return at > 0 and f"{tokens[at - 1].lower} {word}" in LABEL_PAIRS


def _ordinal(tokens: Sequence[Token], last: int) -> bool:
    """ "15th", and words such as "twenty-first": the numeral stops before "first"."""
    if last >= len(tokens):
        return False
    after = tokens[last]
    if (
        is_digits(tokens[last - 1])
        and adjoin(tokens[last - 1], after)
        and after.lower in ("st", "nd", "rd", "th")
    ):
        return True
    if after.text in DASHES and last + 1 < len(tokens) and adjoin(tokens[last - 1], after):
        return not is_digits(tokens[last - 1]) and tokens[last + 1].lower in _ORDINALS
    return False


_ORDINALS = words(
    """
    eighth fifth first fourth ninth second seventh sixth third
    """
)


def _address(tokens: Sequence[Token], numeral: Numeral) -> bool:
    if numeral.written or numeral.last >= len(tokens):
        return False
    following = tokens[numeral.last : numeral.last + 4]
    if not following[0].text[0].isupper():
        return False
    return any(token.lower in _STREET and token.text[0].isupper() for token in following)


def _after_name(tokens: Sequence[Token], numeral: Numeral, text: str) -> bool:
    """Digits right after a name and before no noun: "Apollo 11", "Windows 7", "Patriots 20"."""
    first, last = numeral.first, numeral.last
    if numeral.written or first < 2 or numeral.shape != "exact" or numeral.value >= 1e4 or last - first > 1:
        return False
    before = tokens[first - 1]
    if (
        not (is_word(before) and before.text[0].isupper() and len(before.text) > 1)
        or before.lower in STOP_WORDS
    ):
        return False
    if last >= len(tokens):
        return True
    after = tokens[last]
    return not ((is_word(after) and after.lower not in STOP_WORDS) or after.text in "%-–°")


def _build(reader: _Reader, found: _Found, span: tuple[int, int], modifier: Modifier, noun: Noun) -> Figure:
    numeral, measure, tokens = found.numeral, found.measure, reader.tokens
    value, low, high, step, unit, factor = _normalise(numeral, measure, found.kind)
    low_bound, high_bound = bounds(value, low, high, step, modifier)
    measured = measure.unit is not None or measure.currency is not None or found.kind == "ratio"
    return Figure(
        sentence=reader.number,
        start=span[0],
        end=span[1],
        text=reader.text[span[0] : span[1]],
        value=value,
        low=low_bound,
        high=high_bound,
        step=step,
        unit=unit,
        kind=found.kind,
        modifier=modifier,
        noun=noun.head if not measured else None,
        of=noun.head if measured else _object(tokens, measure),
        role=role_of(tokens, measure.first, noun),
        qualifiers=noun.qualifiers,
        context=context_of(tokens, measure.first, measure.last),
        subject=subject_before(tokens, measure.first),
        parts=_parts(numeral, found.kind),
        factor=factor,
    )


def _object(tokens: Sequence[Token], measure: Measure) -> str | None:
    """The noun that a hyphenated count describes: "indictment" in "48-page indictment"."""
    if measure.noun is None:
        return None
    return noun_after(tokens, measure.last, plural=False).head


def _parts(numeral: Numeral, kind: FigureKind) -> tuple[float, ...]:
    if kind != "tally":
        return ()
    other = numeral.low if numeral.value == numeral.high else numeral.high
    return (numeral.value, other)


def _normalise(
    numeral: Numeral, measure: Measure, kind: FigureKind
) -> tuple[float, float, float, float, str | None, float]:
    """Value, bounds and precision in the unit that all spellings of the dimension share, and that unit."""
    value, low, high, step = numeral.value, numeral.low, numeral.high, numeral.step
    unit = measure.unit
    if kind == "age":
        return value, low, high, step, "year" if unit is None or unit.name == "year" else unit.name, 1.0
    if measure.currency is not None:
        code = measure.currency
        if code.endswith("¢"):
            return value / 100, low / 100, high / 100, step / 100, code[:3], 1.0
        return value, low, high, step, code, 1.0
    if unit is None:
        return value, low, high, step, None, 1.0
    if unit.kind == "duration":
        scale = {"decade": 10.0, "century": 100.0}.get(unit.name, 1.0)
        name = "year" if scale > 1 else unit.name
        return value * scale, low * scale, high * scale, step * scale, name, unit.factor / scale
    return (
        convert(value, unit), convert(low, unit), convert(high, unit), abs(step * unit.factor), unit.base, 1.0,
    )  # fmt: skip


def bounds(
    value: float, low: float, high: float, step: float, modifier: Modifier
) -> tuple[float | None, float | None]:
    """The least and the greatest value meant; None is open.

    "about" is taken as a tenth either way, or half the printed precision where that is more.
    """
    slack = 0.1 * abs(value)
    if modifier == "about":
        slack = max(slack, step / 2 if step <= abs(value) / 5 else 0.0)
        return low - slack, high + slack
    if modifier == "nearly":
        return value - slack, high
    if modifier in ("under", "most"):
        return None if low == value else low, high
    if modifier in ("over", "least"):
        return low, None
    return low, high


def _without_numeral(reader: _Reader, match: re.Match[str], first: int, last: int) -> Figure:
    """Make the figure of a match of ``_UNIT_AS_ONE``."""
    group = match.groupdict()
    modifier: Modifier = "exact"
    value = low = high = 1.0
    kind: FigureKind = "duration"
    unit: str | None = None
    factor = 1.0
    word = (group["unit"] or group["long"] or group["lower"] or "").lower()
    if word:
        measure = UNITS[word]
        numeral = Numeral(first, last, 1.0, 1.0, 1.0, 1.0, "exact", True)
        kind = _kind(numeral, Measure(first, last, unit=measure), age=False)
        value, low, high, _, unit, factor = _normalise(numeral, Measure(first, last, unit=measure), kind)
    phrase = group["modifier"] or group["about"]
    if phrase:
        modifier = MODIFIERS[" ".join(phrase.lower().split())]
    elif group["upper"]:
        high, modifier = (2 * value, "range") if group["upper"].lower() == "two" else (value, "about")
    elif group["twice"]:
        value = low = high = 2.0
        kind = "count"
    elif group["tens"]:
        tens = float(group["tens"])
        low, high = {"early": (tens, tens + 3), "mid": (tens + 4, tens + 6), "late": (tens + 7, tens + 9)}[
            group["part"].lower()
        ]
        value, kind, unit, modifier = (low + high) / 2, "age", "year", "range"
    low_bound, high_bound = bounds(value, low, high, 1.0, modifier)
    noun = noun_after(reader.tokens, last, plural=False)
    return Figure(
        sentence=reader.number,
        start=match.start(),
        end=match.end(),
        text=match.group(),
        value=value,
        low=low_bound,
        high=high_bound,
        step=factor and 1.0,
        unit=unit,
        kind=kind,
        modifier=modifier,
        noun="time" if group["twice"] else None,
        of=noun.head,
        role=role_of(reader.tokens, first, noun),
        qualifiers=noun.qualifiers,
        context=context_of(reader.tokens, first, last),
        subject=subject_before(reader.tokens, first),
        factor=factor,
    )


def _join_conversions(found: list[Figure], text: str) -> list[Figure]:
    """Make one figure of an amount and its conversion in brackets: "150-kilometer (90-mile)"."""
    from dataclasses import replace

    joined: list[Figure] = []
    for figure in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.unit is not None
            and before.unit == figure.unit
            and before.kind == figure.kind == "measure"
            and text[before.end : figure.start].strip() in ("(", "[")
            and abs(before.value - figure.value) <= 0.1 * abs(before.value)
        ):
            end = figure.end + (1 if text[figure.end : figure.end + 1] in (")", "]") else 0)
            joined[-1] = replace(before, end=end, text=text[before.start : end])
        else:
            joined.append(figure)
    return joined
