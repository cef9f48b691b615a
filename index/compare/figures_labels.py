"""Numbers that name something instead of counting it: "No. 2", "Flight 370", "COVID-19", "15th"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.compare.figures_context import is_plural, is_word
from index.compare.figures_words import LABEL_PAIRS, LABELS, ROLES, STOP_WORDS, words
from index.compare.numerals import DASHES, SCALES, Numeral, Token, adjoin, is_digits
from index.compare.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Letters that may stand before digits without a space and leave them an amount.
_CURRENCY_LETTERS = frozenset({"A", "C", "EUR", "GBP", "Rs", "US", "USD"})
#: Before a hyphen and a number these leave it an amount ("mid-30s", "under-18").
_PREFIXES = words("magnitude mid non over post pre sub the under")
#: "year six", "day 35": the number tells which, not how many.
_COUNTED_ON = words("chapter day grade month phase round week year")
#: Labels that stay labels before a plural ("No. 2 officials").
_FIRM_LABELS = words("article no number section")
_NUMBER_ABBREVIATIONS = words("art ch no nos sec vol")
_ORDINALS = words("eighth fifth first fourth ninth second seventh sixth third")
_STREET = words("ave avenue blvd boulevard court drive lane place plaza rd road square st street way")
#: "65 and older": an age even right after a name ("Americans 65 and older").
AGE_BOUNDS = words("older over younger")


def is_label(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether the number names something rather than counts it."""
    first, last = numeral.first, numeral.last
    return (
        _glued_before(tokens, first)
        or _glued_after(tokens, last)
        or (_labelled(tokens, first) and not _is_tally_of(tokens, numeral))
        or _ordinal(tokens, last)
        or _address(tokens, numeral)
        or _after_name(tokens, numeral)
    )


def _glued_before(tokens: Sequence[Token], first: int) -> bool:
    """Letters or dashes tie the number to what stands before: "G7", "COVID-19", "#5", "1.2.3"."""
    if not first or not adjoin(tokens[first - 1], tokens[first]):
        return False
    before = tokens[first - 1]
    if (is_word(before) and before.text not in _CURRENCY_LETTERS) or before.text in "#@/:_":
        return True
    if first < 2 or not adjoin(tokens[first - 2], before):
        return False
    if before.text in DASHES:
        return tokens[first - 2].text[-1].isalnum() and tokens[first - 2].lower not in _PREFIXES
    return before.text == "."


def _glued_after(tokens: Sequence[Token], last: int) -> bool:
    """Letters or dashes tie the number to what stands after: "3D", "4x4", "6/27", "555-1234"."""
    if last >= len(tokens) or not adjoin(tokens[last - 1], tokens[last]):
        return False
    after, digits = tokens[last], is_digits(tokens[last - 1])
    if digits and is_word(after):
        return after.lower not in UNITS
    beyond = tokens[last + 1] if last + 1 < len(tokens) and adjoin(after, tokens[last + 1]) else None
    if beyond is None:
        return False
    if after.text[0] in "._":
        return is_digits(beyond) or (digits and is_word(beyond))
    if after.text == "/" or after.text in DASHES:
        return is_digits(beyond)
    return after.text in ":@" or is_digits(after)


def _labelled(tokens: Sequence[Token], first: int) -> bool:
    """A word before says that a name follows: "No. 2", "Section 3", "Super Bowl 50", "day 35"."""
    if not first:
        return False
    at = first - 1
    earlier = tokens[at - 1].lower if at else ""
    if tokens[at].text in "#.":
        return tokens[at].text == "#" or earlier in _NUMBER_ABBREVIATIONS
    word = tokens[at].lower
    after = tokens[first + 1] if first + 1 < len(tokens) else None
    if word in _COUNTED_ON:
        return earlier not in ("a", "per", "each", "every") and (
            after is None or not is_word(after) or after.lower == "of"
        )
    if word == "no":
        return tokens[at].text == "No" and is_digits(tokens[first])
    if word in LABELS:
        return word in _FIRM_LABELS or after is None or not _is_plural_noun(after)
    return f"{earlier} {word}" in LABEL_PAIRS


def _is_tally_of(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a tally follows the thing voted on: "passed the bill 97-1"."""
    return numeral.shape == "pair" and tokens[numeral.first - 1].text.islower()


def _is_plural_noun(token: Token) -> bool:
    return is_word(token) and is_plural(token.lower) and token.lower not in STOP_WORDS


def _ordinal(tokens: Sequence[Token], last: int) -> bool:
    """Whether an ordinal's ending follows: "15th", "twenty-first"."""
    if last >= len(tokens) or not adjoin(tokens[last - 1], tokens[last]):
        return False
    after, digits = tokens[last], is_digits(tokens[last - 1])
    if digits:
        return after.lower in ("st", "nd", "rd", "th")
    return after.text in DASHES and last + 1 < len(tokens) and tokens[last + 1].lower in _ORDINALS


def _address(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a street's name follows: "10 Downing Street"."""
    following = tokens[numeral.last : numeral.last + 4]
    if numeral.written or not following or not following[0].text[0].isupper():
        return False
    return any(token.lower in _STREET and token.text[0].isupper() for token in following)


def _after_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Digits right after a name and before no noun: "Apollo 11", "Windows 7", "S&P 500"."""
    first, last = numeral.first, numeral.last
    if numeral.written or first < 2 or numeral.shape != "exact" or numeral.value >= 1e4 or last - first > 1:
        return False
    before = tokens[first - 1]
    if not is_word(before) or not before.text[0].isupper() or before.lower in STOP_WORDS:
        return False
    if before.lower in ROLES:
        return False  # "Bomber Kills 14"
    if tokens[first - 2].text == "&":
        return True
    if len(before.text) < 2:
        return False
    if last >= len(tokens):
        return True
    after = tokens[last]
    if after.lower in ("and", "or") and last + 1 < len(tokens) and tokens[last + 1].lower in AGE_BOUNDS:
        return False
    # "Park 51 project": a singular noun after digits shows that they belong to the name.
    counted = _is_plural_noun(after) or after.lower in UNITS or after.lower in SCALES or numeral.value == 1
    return not (counted or after.text in "%-–°")
