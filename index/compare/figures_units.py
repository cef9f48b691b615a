"""The unit about a number: currency before it, percent, measure or time after it, or a hyphenated noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_context import is_word, singular
from index.compare.figures_words import NOT_COUNTED
from index.compare.numerals import DASHES, Numeral, Token, adjoin, is_digits
from index.compare.units import (
    AFTER_DIGITS,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_NATIONS,
    DOLLAR_PREFIXES,
    UNITS,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class Measure(NamedTuple):
    """What stands about the number.

    Attributes:
        first: Index of the first token, a currency sign before the number included.
        last: Index after the last token of the unit.
        unit: The measure, or None.
        currency: ISO 4217 code, or None.
        noun: The noun after a hyphen ("page"), singular, or None.
        age: Whether it is the age of someone ("68-year-old").
    """

    first: int
    last: int
    unit: Unit | None = None
    currency: str | None = None
    noun: str | None = None
    age: bool = False


_QUAKES = frozenset({"earthquake", "quake", "temblor", "tremor"})
_WEIGHT_OR_MONEY = frozenset({"pound", "pounds"})
#: Tokens that the longest spelling of a unit has ("cubic metres per second", "m3/s").
_LONGEST_UNIT = 4
_SIGNS = frozenset("%°/²³")
_TIGHT = frozenset("/²³23")
_SINGULAR_NOT_UNIT = frozenset({"second", "mi", "m"})


def measure_about(tokens: Sequence[Token], numeral: Numeral) -> Measure | None:
    """Read the unit of ``numeral``; None when the hyphenated word shows that it is no figure ("two-way")."""
    before = _currency_before(tokens, numeral.first)
    if before is not None:
        first, code = before
        last = _skip_word(tokens, numeral.last, "dollars")
        return Measure(first, last, currency=code)
    before_number = tokens[max(0, numeral.first - 2) : numeral.first]
    if numeral.value <= 10 and any(token.lower == "magnitude" for token in before_number):
        return Measure(numeral.first, numeral.last, unit=UNITS["magnitude"])
    if (
        numeral.step < 1
        and numeral.value <= 10
        and _QUAKES & {t.lower for t in tokens[numeral.last : numeral.last + 1]}
    ):
        return Measure(numeral.first, numeral.last, unit=UNITS["magnitude"])
    after = _currency_after(tokens, numeral)
    if after is not None:
        return after
    if (
        numeral.last < len(tokens)
        and tokens[numeral.last].text in DASHES
        and adjoin(tokens[numeral.last - 1], tokens[numeral.last])
    ):
        return _hyphenated(tokens, numeral)
    return _unit_after(tokens, numeral)


def _skip_word(tokens: Sequence[Token], i: int, word: str) -> int:
    return i + 1 if i < len(tokens) and tokens[i].lower == word else i


def _currency_before(tokens: Sequence[Token], first: int) -> tuple[int, str] | None:
    if tokens[first].lower in ("between", "from") and first + 1 < len(tokens):
        return (
            (first, CURRENCY_SIGNS[tokens[first + 1].text])
            if tokens[first + 1].text in CURRENCY_SIGNS
            else None
        )
    if first == 0:
        return None
    sign = tokens[first - 1]
    if sign.text in CURRENCY_SIGNS:
        code = CURRENCY_SIGNS[sign.text]
        if sign.text == "$" and first >= 2 and adjoin(tokens[first - 2], sign):
            prefix = tokens[first - 2].lower
            if prefix in DOLLAR_PREFIXES:
                return first - 2, DOLLAR_PREFIXES[prefix]
            if (
                prefix == "."
                and first >= 5
                and tokens[first - 3].lower == "s"
                and tokens[first - 5].lower == "u"
            ):
                return first - 5, "USD"
        return first - 1, code
    if sign.text in CURRENCY_CODES:
        return first - 1, sign.text
    if sign.text == "Rs":
        return first - 1, "INR"
    return None


def _currency_after(tokens: Sequence[Token], numeral: Numeral) -> Measure | None:
    j = numeral.last
    hyphen = j < len(tokens) and tokens[j].text in DASHES
    if hyphen or (numeral.shape == "vague" and j < len(tokens) and tokens[j].lower == "of"):
        j += 1
    nation = None
    if j + 1 < len(tokens) and tokens[j].lower in DOLLAR_NATIONS and tokens[j + 1].lower == "dollars":
        nation = DOLLAR_NATIONS[tokens[j].lower]
        j += 1
    if j >= len(tokens):
        return None
    word = tokens[j].lower
    if tokens[j].text in CURRENCY_SIGNS and adjoin(tokens[j - 1], tokens[j]):
        return Measure(numeral.first, j + 1, currency=CURRENCY_SIGNS[tokens[j].text])
    code = CURRENCY_WORDS.get(word)
    if tokens[j].text in CURRENCY_CODES:
        code = tokens[j].text
    if code is None or (hyphen and word not in ("dollar", "euro", "cent", "pound")):
        return None
    if word == "won" and (numeral.value < 1000 or _verb_like(tokens, j)):
        return None
    if (
        word in _WEIGHT_OR_MONEY
        and numeral.value < 1e6
        and (hyphen or not _money_about(tokens, numeral.first))
    ):
        return Measure(numeral.first, j + 1, unit=UNITS["lbs"])
    return Measure(numeral.first, j + 1, currency=nation or code)


def _verb_like(tokens: Sequence[Token], j: int) -> bool:
    """Whether "won" after a number is the verb: an article or a noun follows it."""
    return (
        j + 1 < len(tokens)
        and is_word(tokens[j + 1])
        and tokens[j + 1].lower in ("the", "a", "an", "their", "his")
    )


def _money_about(tokens: Sequence[Token], first: int) -> bool:
    near = {token.lower for token in tokens[max(0, first - 6) : first]}
    return not near.isdisjoint(
        ("cost", "costs", "fine", "fined", "paid", "pay", "price", "raised", "spent", "worth")
    )


def _hyphenated(tokens: Sequence[Token], numeral: Numeral) -> Measure | None:
    """Read ``47-page``, ``10-year-old``, ``40- to 60-hour``, ``150-kilometer``, ``7-percentage-point``."""
    j = numeral.last + 1
    if j >= len(tokens) or not is_word(tokens[j]) or not adjoin(tokens[j - 1], tokens[j]):
        return Measure(numeral.first, numeral.last)
    joined = _joined(tokens, j)
    for last, spelling in reversed(joined):
        unit = UNITS.get(spelling)
        if unit is not None:
            return _with_old(tokens, numeral.first, last, unit)
    word = tokens[j].lower
    if word in ("plus", "odd", "something"):
        return Measure(numeral.first, numeral.last)
    if word in NOT_COUNTED:
        return None
    return Measure(numeral.first, j + 1, noun=singular(word))


def _joined(tokens: Sequence[Token], j: int) -> list[tuple[int, str]]:
    """The words from ``j`` on, up to four of them: (index after, spelling with hyphens)."""
    spelled: list[tuple[int, str]] = []
    spelling = ""
    k = j
    while k < len(tokens) and len(spelled) < _LONGEST_UNIT:
        token = tokens[k]
        k += 1
        if token.text in DASHES and spelling:
            continue
        if not (is_word(token) or token.text in _SIGNS or (token.text in "23" and spelling)):
            break
        # "km/h" and "m2" are written as one word.
        tight = token.text in _TIGHT or spelling.endswith("/")
        if token.text in "23" and not adjoin(tokens[k - 2], token):
            break
        spelling += token.lower if tight or not spelling else f"-{token.lower}"
        spelled.append((k, spelling))
    return spelled


def _with_old(tokens: Sequence[Token], first: int, last: int, unit: Unit) -> Measure:
    """Extend a duration by ``-old`` or `` old``: an age."""
    if unit.kind == "duration":
        j = last + 1 if last < len(tokens) and tokens[last].text in DASHES else last
        if j < len(tokens) and tokens[j].lower in ("old", "olds"):
            return Measure(first, j + 1, unit=unit, age=True)
        if j > last and j < len(tokens) and tokens[j].lower == "long":
            return Measure(first, j + 1, unit=unit)
    return Measure(first, last, unit=unit)


def _unit_after(tokens: Sequence[Token], numeral: Numeral) -> Measure:
    j = numeral.last
    if j < len(tokens) and tokens[j].lower == "of" and numeral.shape == "vague":
        j += 1
    elif numeral.shape == "fraction" and _article_and_unit(tokens, j):
        j += 1  # "half an hour"
    elif j < len(tokens) and tokens[j].lower in ("full", "straight", "consecutive", "more", "whole", "long"):
        ahead = tokens[j + 1].lower if j + 1 < len(tokens) else ""
        if ahead in UNITS and UNITS[ahead].kind == "duration":
            j += 1
    if j < len(tokens) and tokens[j].text == "°":
        scale = tokens[j + 1].lower if j + 1 < len(tokens) else ""
        if scale in ("c", "f"):
            return Measure(numeral.first, j + 2, unit=UNITS["celsius" if scale == "c" else "fahrenheit"])
    for last, spelling in reversed(_joined(tokens, j)):
        unit = UNITS.get(spelling)
        if unit is None or not _is_unit_here(tokens, numeral, j, spelling):
            continue
        if unit.name == "degree" and last < len(tokens):
            scale = tokens[last].lower
            if scale in ("celsius", "fahrenheit", "centigrade", "c", "f"):
                name = "fahrenheit" if scale[0] == "f" else "celsius"
                return Measure(numeral.first, last + 1, unit=UNITS[name])
        return _with_old(tokens, numeral.first, last, unit)
    return Measure(numeral.first, numeral.last)


def _article_and_unit(tokens: Sequence[Token], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j].lower in ("a", "an") and tokens[j + 1].lower in UNITS


def _is_unit_here(tokens: Sequence[Token], numeral: Numeral, j: int, spelling: str) -> bool:
    """Abbreviations count as units after digits only; "two second" and "three foot" are left alone."""
    digits = is_digits(tokens[numeral.last - 1])
    if spelling in AFTER_DIGITS or len(spelling) == 1:
        return digits and (
            spelling == "%" or adjoin(tokens[j - 1], tokens[j]) or spelling in ("ft", "mi", "ha", "hrs")
        )
    if spelling in _SINGULAR_NOT_UNIT:
        return False
    return spelling != "magnitude" or numeral.value <= 10
