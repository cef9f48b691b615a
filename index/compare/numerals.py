"""Numbers as news text writes them, in digits or in words, read into values with bounds.

``read_numeral`` reads one numeral from a list of tokens: ``43,350``, ``1.2m``, ``seventy-four``, ``half a
million``, ``two and a half``, ``tens of thousands``, ``three-quarters``, ``two in three``, and ranges of them
(``8-10``, ``from 500,000 to 1.6 million``). Whether a numeral is a figure, a label or a year is decided
elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from index.compare.words_within import forms_of, words_within

if TYPE_CHECKING:
    from collections.abc import Sequence

Shape: TypeAlias = Literal["exact", "range", "vague", "fraction", "ratio", "pair"]


class Token(NamedTuple):
    """A word, a number or one other character; ``start`` and ``end`` are offsets into the text."""

    text: str
    lower: str
    start: int
    end: int


class Numeral(NamedTuple):
    """A number read from tokens ``first`` up to but not including ``last``.

    Attributes:
        first: Index of the first token.
        last: Index after the last token.
        value: The number; the middle of a range or of a vague amount; the first part of a pair.
        low: Least value meant.
        high: Greatest value meant; the second part of a pair.
        step: Printed precision: 1000 for "43,000", 0.1 million for "1.5 million".
        shape: "pair" is two numbers joined by a dash or "to" that need not be a range ("52-48", "3-to-1").
        written: Written in words, at least in part before the scale word.
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    step: float
    shape: Shape
    written: bool


_PLAIN = r"[a-z]+(?![^\W\d_]|['’][^\W\d_]|\.[A-Za-z]\.)"
#: Its group is plain words with a space between: most of a text, quicker cut up than matched one by one.
_TOKEN = re.compile(
    rf"({_PLAIN}(?: {_PLAIN})*)|"
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\S"
)

_new_token = tuple.__new__

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
#: Scale letters as headlines and tables attach them to digits ("$1.2m", "5bn", "30k").
SUFFIX_SCALES = {
    "b": 1e9, "bil": 1e9, "bln": 1e9, "bn": 1e9, "k": 1e3, "m": 1e6, "mil": 1e6, "mln": 1e6, "mm": 1e6,
    "mn": 1e6,
    "t": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
#: Those that are read after a space too ("$ 38 bn"): they are no words.
_SPACED_SCALES = frozenset({"bln", "bn", "mln", "mn", "tn", "trn"})
#: Plural amounts and the range that a reader takes them to mean.
PLURALS = {
    "billions": (2e9, 2e11),
    "dozens": (24.0, 120.0),
    "hundreds": (200.0, 1e3),
    "millions": (2e6, 2e8),
    "scores": (40.0, 200.0),
    "thousands": (2e3, 2e4),
    "trillions": (2e12, 2e13),
}
#: "tens of thousands", "hundreds of millions".
_OF_SCALES = {"thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_OF_COUNTS = {"tens": (2e1, 1e2), "dozens": (24.0, 120.0), "hundreds": (2e2, 1e3), "thousands": (2e3, 1e4)}
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
_SEVERAL = {"several": (3.0, 9.0), "few": (2.0, 9.0), "couple": (2.0, 3.0)}
#: Longest run of digits that is read as an amount; longer ones are identifiers.
_MOST_DIGITS = 15
DASHES = frozenset("-‐‑‒–—")
NUMBER_WORDS = frozenset(ONES) | frozenset(TENS) | frozenset(SCALES) | {"dozen"}
_HINTS = forms_of(
    " ".join((*NUMBER_WORDS, *PLURALS)) + " century day decade half hour mile minute month percent quarter"
    " quarters third thirds twice week year"
)
_STARTS = (
    NUMBER_WORDS
    | frozenset(PLURALS)
    | frozenset({"a", "an", "between", "couple", "few", "from", "half", "quarter", "several", "tens"})
)
_DIGIT_SIGNS = frozenset("0123456789.½¼¾")
_DIGIT = re.compile(r"[0-9½¼¾]")


def may_hold_numeral(text: str) -> bool:
    """Whether ``text`` is worth reading for amounts: it has a digit or a word that amounts are made of."""
    return _DIGIT.search(text) is not None or not _HINTS.isdisjoint(words_within(text))


@lru_cache(maxsize=512)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut ``text`` into words, numbers and single other characters, in one pass.

    Cached, because figures and dates are read from the same sentences one after the other.
    """
    found: list[Token] = []
    add, new = found.append, _new_token  # makes a Token as a plain tuple, without calling its constructor
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastindex is None:
            word = match[0]
            add(new(Token, (word, word.lower(), start, end)))
            continue
        for word in match[0].split(" "):
            end = start + len(word)
            add(new(Token, (word, word, start, end)))
            start = end + 1
    return tuple(found)


def numeral_starts(tokens: Sequence[Token]) -> list[int]:
    """Where :func:`read_numeral` or :func:`read_between` is worth asking: most words start no numeral."""
    return [i for i, (text, lower, _, _) in enumerate(tokens) if lower in _STARTS or text[0] in _DIGIT_SIGNS]


def is_digits(token: Token) -> bool:
    """Whether the token is a number in digits."""
    return "0" <= token.text[-1] <= "9"


def adjoin(left: Token, right: Token) -> bool:
    """Whether nothing stands between the two tokens."""
    return left.end == right.start


def digits_value(text: str) -> tuple[float, float] | None:
    """Value and printed precision of digits such as ``43,350`` or ``1.25``; None when it is no amount."""
    plain = text.replace(",", "")
    if len(plain) > _MOST_DIGITS:
        return None
    whole, _, decimals = plain.partition(".")
    if decimals:
        return float(plain), 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return float(whole), 10.0**zeros


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Read the longest numeral, range or ratio that begins at token ``i``; None when there is none."""
    single = _read_single(tokens, i)
    if single is None or single.shape not in ("exact", "vague"):
        return single
    return _read_ratio(tokens, single) or _read_pair(tokens, single) or single


def read_between(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Read ``between 5 and 10`` or ``from 500,000 to 1.6 million``, token ``i`` being the first word."""
    joint = {"between": "and", "from": "to"}.get(tokens[i].lower)
    if joint is None or (joint == "to" and _changes(tokens, i)):
        return None
    start = i + 1
    if [token.lower for token in tokens[start : start + 3]] == ["the", "ages", "of"]:
        start += 3
    start = _skip_currency(tokens, start)
    low = _read_single(tokens, start)
    if low is None or low.shape != "exact" or low.last >= len(tokens):
        return None
    after = low.last
    if tokens[after].lower in ("percent", "%", "million", "dollars"):
        after += 1
    if after >= len(tokens) or tokens[after].lower != joint:
        return None
    high = _read_single(tokens, _skip_currency(tokens, after + 1))
    if high is None or high.shape != "exact":
        return None
    return _as_range(tokens, low, high, i)


_CHANGE = re.compile(
    r"(?:rais|r[io]s|rose|increas|grow|grew|jump|climb|soar|surg|gain|fall|fell|drop|declin|decreas|cut|lower|reduc|slid|slump"
    r"|shr[iau]nk|went|go|mov|chang|expand|up|down|slip|tumbl|doubl|dwindl|swell)"
)


def _changes(tokens: Sequence[Token], i: int) -> bool:
    """Whether "from 5 to 10" tells of a change rather than of a range."""
    return any(_CHANGE.match(token.lower) for token in tokens[max(0, i - 5) : i])


def _skip_currency(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if i < len(tokens) and tokens[i].text in "$€£¥" else i


def _as_range(tokens: Sequence[Token], low: Numeral, high: Numeral, first: int) -> Numeral | None:
    least = low.value
    # "2 to 3 million", "between 1.45 and 1.55 million": the scale is said once, at the end.
    scale = SCALES.get(tokens[high.last - 1].lower) or SUFFIX_SCALES.get(tokens[high.last - 1].lower, 1.0)
    scaled = high.last - high.first > 1 and low.last - low.first == 1
    if scaled and scale >= 1e3 and least < 1e3 and least * scale < high.value:
        least *= scale
    if least >= high.value:
        return None
    middle = (least + high.value) / 2
    return Numeral(first, high.last, middle, least, high.value, high.step, "range", low.written)


def _read_single(tokens: Sequence[Token], i: int) -> Numeral | None:
    if i >= len(tokens):
        return None
    token = tokens[i]
    if is_digits(token):
        return _read_digits(tokens, i)
    word = token.lower
    if word in PLURALS or word == "tens":
        return _read_plural(tokens, i)
    if word in ("a", "an", "half", "several", "few", "couple", "quarter"):
        return _read_led(tokens, i)
    if word in ONES or word in TENS or word in SCALES or word == "dozen":
        return _read_words(tokens, i)
    return None


def _read_digits(tokens: Sequence[Token], i: int) -> Numeral | None:
    read = digits_value(tokens[i].text)
    if read is None:
        return None
    value, step = read
    j = i + 1
    j, value, step = _mixed_fraction(tokens, j, value, step)
    scale, j = _scale_after(tokens, j, attached=tokens[i])
    return _exact(i, j, value * scale, step * scale, written=False)


def _scale_after(tokens: Sequence[Token], j: int, attached: Token | None = None) -> tuple[float, int]:
    """The product of scale words from token ``j`` on ("hundred million") and the index after them."""
    scale = 1.0
    while j < len(tokens):
        k = j
        if tokens[k].text in DASHES and k + 1 < len(tokens) and adjoin(tokens[k - 1], tokens[k]):
            k += 1
        word = tokens[k].lower
        if word in SCALES and scale < 1e12:
            scale *= SCALES[word]
        elif (
            attached is not None
            and k == j
            and word in SUFFIX_SCALES
            and (adjoin(attached, tokens[k]) or word in _SPACED_SCALES)
        ):
            scale *= SUFFIX_SCALES[word]
        elif word == "dozen" and k == j:
            scale *= 12
        else:
            break
        attached = None
        j = k + 1
    return scale, j


def _mixed_fraction(tokens: Sequence[Token], j: int, value: float, step: float) -> tuple[int, float, float]:
    """Add ``½`` or ``and a half`` to a value."""
    if j < len(tokens) and tokens[j].text in "½¼¾":
        return j + 1, value + {"½": 0.5, "¼": 0.25, "¾": 0.75}[tokens[j].text], 0.25
    words = [token.lower for token in tokens[j : j + 5] if token.text not in DASHES]
    if words[:3] == ["and", "a", "half"]:
        dashes = sum(token.text in DASHES for token in tokens[j : j + 5])
        return j + 3 + (2 if dashes == 2 else 0), value + 0.5, 0.5
    return j, value, step


def _exact(first: int, last: int, value: float, step: float, *, written: bool) -> Numeral:
    return Numeral(first, last, value, value, value, step, "exact", written)


def _read_plural(tokens: Sequence[Token], i: int) -> Numeral | None:
    word = tokens[i].lower
    after = [token.lower for token in tokens[i + 1 : i + 3]]
    if len(after) == 2 and after[0] == "of" and after[1] in _OF_SCALES and word in _OF_COUNTS:
        low, high = _OF_COUNTS[word]
        scale = _OF_SCALES[after[1]]
        return Numeral(i, i + 3, low * scale, low * scale, high * scale, low * scale, "vague", True)
    if word not in PLURALS:
        return None
    low, high = PLURALS[word]
    return Numeral(i, i + 1, low, low, high, low, "vague", True)


def _read_led(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Read what begins with a small word: ``a dozen``, ``half a million``, ``several hundred``."""
    word = tokens[i].lower
    following = [token.lower for token in tokens[i + 1 : i + 4]]
    if word in ("a", "an"):
        return _read_after_article(tokens, i, following)
    if word in _SEVERAL:
        return _read_several(tokens, i, i)
    if word == "half":
        return _read_half(tokens, i)
    return None


def _read_after_article(tokens: Sequence[Token], i: int, following: list[str]) -> Numeral | None:
    first = following[0] if following else ""
    if first in ("dozen", "hundred", "thousand", "million", "billion", "trillion"):
        read = _read_words(tokens, i + 1)
        return read and read._replace(first=i)
    if first in ("few", "couple"):
        return _read_several(tokens, i, i + 1)
    if first == "half":
        half = _read_half(tokens, i + 1)
        return half and half._replace(first=i) if half and half.shape != "fraction" else None
    if first in ("third", "quarter", "fifth", "tenth") and following[1:2] == ["of"]:
        share = 1 / _DENOMINATORS[first]
        return Numeral(i, i + 2, share, share, share, 0.01, "fraction", True)
    return None


def _read_several(tokens: Sequence[Token], first: int, i: int) -> Numeral | None:
    j = i + 1
    if j < len(tokens) and tokens[j].lower == "of":
        j += 1
    scale, last = _scale_after(tokens, j)
    if scale == 1.0:
        return None
    low, high = _SEVERAL[tokens[i].lower]
    return Numeral(first, last, low * scale, low * scale, high * scale, scale, "vague", True)


def _read_half(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Read ``half a million``, ``half-dozen``; else the share of one half."""
    j = i + 1
    if (j < len(tokens) and tokens[j].lower in ("a", "an")) or (j < len(tokens) and tokens[j].text in DASHES):
        j += 1
    scale, last = _scale_after(tokens, j)
    if scale > 1.0:
        return _exact(i, last, 0.5 * scale, 0.1 * scale, written=True)
    return Numeral(i, i + 1, 0.5, 0.5, 0.5, 0.01, "fraction", True)


def _read_words(tokens: Sequence[Token], i: int) -> Numeral | None:
    """Read a cardinal in words; the usual accumulation of hundreds within thousands within millions."""
    total = current = 0.0
    j, smallest_scale = i, 1.0
    last_kind = ""
    while j < len(tokens):
        k = j
        joined = j > i and tokens[k].text in DASHES and adjoin(tokens[k - 1], tokens[k])
        if joined or (j > i and tokens[k].lower == "and" and last_kind == "scale"):
            k += 1
        if k >= len(tokens):
            break
        word = tokens[k].lower
        if (
            word in ONES
            and last_kind in ("", "scale", "tens")
            and (last_kind != "tens" or 0 < ONES[word] < 10)
        ):
            current, last_kind = current + ONES[word], "ones"
        elif word in TENS and last_kind in ("", "scale"):
            current, last_kind = current + TENS[word], "tens"
        elif word in SCALES and not (last_kind == "" and k > i):
            if SCALES[word] == 1e2:
                current = (current or 1.0) * 1e2
            else:
                total, current = total + (current or 1.0) * SCALES[word], 0.0
            smallest_scale, last_kind = SCALES[word], "scale"
        elif word == "dozen":
            current, last_kind, j = (current or 1.0) * 12, "dozen", k + 1
            break
        else:
            break
        j = k + 1
    if last_kind == "":
        return None
    return _finish_words(tokens, i, j, total + current, smallest_scale if last_kind == "scale" else 1.0)


def _finish_words(tokens: Sequence[Token], i: int, j: int, value: float, step: float) -> Numeral:
    fraction = _read_denominator(tokens, i, j, value)
    if fraction is not None:
        return fraction
    k, with_half, half_step = _mixed_fraction(tokens, j, value, step)
    if k > j:
        if step >= 1e3:  # "a million and a half"
            return _exact(i, k, value + step / 2, step / 10, written=True)
        scale, last = _scale_after(tokens, k)
        return _exact(i, last, with_half * scale, half_step * scale, written=True)
    return _exact(i, j, value, step, written=True)


def _read_denominator(tokens: Sequence[Token], i: int, j: int, value: float) -> Numeral | None:
    """Read ``two-thirds``, ``three quarters``, ``one-fifth``."""
    k = j + 1 if j < len(tokens) and tokens[j].text in DASHES else j
    if k >= len(tokens) or not 1 <= value <= 9:
        return None
    word = tokens[k].lower
    parts = _DENOMINATORS.get(word)
    plural = word.endswith(("s", "ves"))
    if parts is None or value >= parts or plural != (value > 1) or (value == 1 and k == j and word != "half"):
        return None
    return Numeral(i, k + 1, value / parts, value / parts, value / parts, 0.01, "fraction", True)


def _read_ratio(tokens: Sequence[Token], part: Numeral) -> Numeral | None:
    """Read ``two in three``, ``two-in-three``, ``nine out of 10``."""
    j = part.last
    if j < len(tokens) and tokens[j].text in DASHES:
        j += 1
    words = [token.lower for token in tokens[j : j + 2]]
    if words == ["out", "of"]:
        j += 2
    elif words[:1] == ["in"] or (words[:1] == ["of"] and words[1:] in (["10"], ["ten"], ["100"])):
        j += 1
    else:
        return None
    if (j < len(tokens) and tokens[j].text in DASHES) or (j < len(tokens) and tokens[j].lower == "every"):
        j += 1
    whole = _read_single(tokens, j)
    # A year or a date after "in" is no whole: "one in 2013", "two in 10 days" stays two figures.
    if whole is None or whole.shape != "exact" or not part.value < whole.value <= 1e6:
        return None
    if words[0] == "in" and ((whole.value > 1000 and whole.value % 10) or part.value > 10):
        return None
    share = part.value / whole.value
    return Numeral(part.first, whole.last, share, share, share, 0.001, "ratio", part.written)


def _read_pair(tokens: Sequence[Token], low: Numeral) -> Numeral | None:
    """Read ``8-10``, ``40- to 60``, ``two to three``, ``52-48``, ``3-to-1``."""
    j = low.last
    if j + 1 >= len(tokens) or low.shape != "exact":
        return None
    dashed = tokens[j].text in DASHES and adjoin(tokens[j - 1], tokens[j])
    if dashed:
        j += 1
    if tokens[j].lower in ("to", "or"):
        spelled = tokens[j].lower
        j += 1
        if dashed and j < len(tokens) and tokens[j].text in DASHES:
            j += 1
    elif dashed:
        spelled = ""
    else:
        return None
    before = low.first - 1 if low.first and tokens[low.first - 1].text not in "$€£¥" else low.first - 2
    if spelled == "to" and before >= 0 and tokens[before].lower == "from":
        return None  # a change; what is a range has been read as one before
    j = _skip_currency(tokens, j)
    high = _read_single(tokens, j)
    if high is None or high.shape != "exact" or (not spelled and not adjoin(tokens[j - 1], tokens[j])):
        return None
    as_range = _as_range(tokens, low, high, low.first)
    if spelled and as_range is not None:
        return as_range
    if spelled == "or" or (spelled and not dashed):
        return None
    return Numeral(
        low.first, high.last, low.value, min(low.value, high.value), max(low.value, high.value), low.step,
        "pair", low.written,
    )  # fmt: skip
