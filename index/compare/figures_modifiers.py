"""Words about a number that bound it: "nearly 3,000", "at least one", "up to 8-10", "$250,000 or more"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.compare.figures_words import MODIFIERS, MODIFIERS_AFTER, Modifier, words
from index.compare.numerals import DASHES, Token
from index.compare.word_patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Bound(NamedTuple):
    """The modifiers before a number: where they begin (None: none), what they do, the nearest phrase."""

    start: int | None
    kind: Modifier
    nearest: str


_REACH = 44
_MOST_PHRASES = 3
_LONGEST_WORD = 24


def alternatives(phrases: Sequence[str]) -> str:
    """A regular expression for any of ``phrases``, the longest first."""
    return any_of(sorted(phrases, key=len, reverse=True))


_BEFORE = re.compile(
    rf"(?<![\w-])({alternatives(list(MODIFIERS))})"
    r"\s+(?:the\s+|its\s+|another\s+|a\s+(?:whopping|record|staggering|mere)\s+)?(?:[A-Z]{0,2}[$€£¥])?$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(r"\s+(?:the\s+)?(?:[0-9]+|[a-z]+)[ -](?:minute|hour|day|week|month|year|decade)s?\b")
_REACH_AFTER = re.compile(r"\s+(?:[0-9]|[a-z]+[ -](?:minute|hour|day|week|month|year|mile|k))")
#: Before "over ten years" these make it more than ten years; else it is the time during which.
_LASTING = words("after for in is just lasted of spent took was with")


#: The words that a modifier can end in: most numbers have another before them.
_LAST_WORDS = {phrase.split()[-1] for phrase in MODIFIERS} | words("its mere record staggering the whopping")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+[A-Z]{0,2}[$€£¥]?$")


def bound_before(text: str, end: int) -> Bound:
    """Read the modifiers that end where the number begins, at ``end``."""
    last_word = _LAST_WORD.search(text, max(0, end - _LONGEST_WORD), end)
    if last_word is None or last_word.group(1).lower() not in _LAST_WORDS:
        return Bound(None, "exact", "")
    start: int | None = None
    kind: Modifier = "exact"
    nearest = ""
    for _ in range(_MOST_PHRASES):
        match = _BEFORE.search(text, max(0, end - _REACH), end)
        if match is None:
            break
        phrase = " ".join(match.group(1).lower().split())
        if _means_something_else(phrase, text, match):
            break
        start = end = match.start()
        nearest = nearest or phrase
        if kind == "exact":
            kind = MODIFIERS[phrase]
    return Bound(start, kind, nearest)


def _means_something_else(phrase: str, text: str, match: re.Match[str]) -> bool:
    """Whether "over" spans a time ("rose over ten years") or "within" is no limit ("within the bloc")."""
    if phrase == "over" and _TIME_AFTER.match(text, match.end(1)):
        before = text[max(0, match.start() - 12) : match.start()].split()
        return not before or before[-1].lower() not in _LASTING
    return phrase == "within" and _REACH_AFTER.match(text, match.end(1)) is None


def bound_after(tokens: Sequence[Token], last: int) -> tuple[int, Modifier | None]:
    """Read "or more", "-plus", "+" from token ``last`` on: the index after it, and what it does."""
    if last < len(tokens) and tokens[last].text == "+":
        return last + 1, "least"
    hyphen = last < len(tokens) and tokens[last].text in DASHES
    j = last + 1 if hyphen else last
    if j >= len(tokens):
        return last, None
    if hyphen:
        one = tokens[j].lower
        return (j + 1, MODIFIERS_AFTER[one]) if one in ("odd", "plus", "something") else (last, None)
    two = " ".join(token.lower for token in tokens[j : j + 2])
    return (j + 2, MODIFIERS_AFTER[two]) if two in MODIFIERS_AFTER else (last, None)


def bounds(
    value: float, low: float, high: float, step: float, modifier: Modifier
) -> tuple[float | None, float | None]:
    """The least and the greatest value meant; None is open.

    "about" and "nearly" leave a tenth; "about" also half the printed precision, where that is coarse.
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
