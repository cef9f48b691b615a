"""A regular expression that skips through a text to the words worth a closer look.

Folding every word of twenty articles to mark the two or three that were looked for is most of the work of
showing results. The expressions here find all words that can begin with given folded letters, and few
others, at the speed of the regular expression engine. They know ASCII letters in both cases, and others only
as :func:`plain` leaves them: with all letters that fold to one in every place, an expression takes longer to
compile than to use.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.analysis import RAW_TOKEN, fold, is_unspaced

# First and last code point (exclusive) of blocks with letters that have case or accents to fold.
_ALPHABETS = ((0x30, 0x590), (0x5D0, 0x700), (0x1E00, 0x2000), (0x2C60, 0x2C80), (0xFF10, 0xFF5B))

# Letters that fold to several or to none, and compatibility forms outside these alphabets ("½", ligatures,
# circled figures, Arabic presentation forms): texts with any of them need a full scan.
_EXPANDING = re.compile(
    "[\xbc-\xbe\xc6\xde\xdf\xe6\xfe\u0132\u0133\u013f\u0140\u0152\u0153\u01c4-\u01cc\u01e2\u01e3\u01f1-\u01f3\u01fc"
    "\u01fd\u02bc\u0587\u0640\u0675-\u0678\u06e5\u06e6\u0958-\u0f69\u1c80-\u1dbf\u1e9a\u1e9e\u1f80-\u1fff\u2070-\u209c"
    "\u2100-\u218b\u2460-\u24ff\u3200-\u33ff\ua69c-\ua69d\ua78d-\uab69\ufb00-\ufefc\U00010780-\U000107bf"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eebb\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9]"
)

# A text without any of these has no letters beyond ASCII: what else is common there is typography.
_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0–—‘’“”…•]")

# What may stand between two letters of a word and folds away: "U.S", "O'Brien", "1,200", marks.
_BETWEEN = "['’ʼ.,\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670]*"

# The first letter is really that of a word: not after a letter or mark, nor inside "O'Brien", "1,200", "U.S".
_AT_START = (
    r"(?<![^\W_].)(?<!\w['’ʼ].)(?<!\d[.,]\d)(?!(?<=\b\w\.\w)(?!\w))"
    r"(?<![\u0300-\u036f\u0591-\u05bd\u064b-\u065f].)"
)


_REMEMBERED = 64  # expressions that are kept


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    """Letters of alphabetic scripts -> what they fold to, where that is one other letter."""
    letters = (chr(code) for first, last in _ALPHABETS for code in range(first, last))
    folded = {letter: fold(letter) for letter in letters if letter.isalnum()}
    return {ord(letter): other for letter, other in folded.items() if len(other) == 1 and other != letter}


@lru_cache(maxsize=1)
def _alphabet() -> frozenset[str]:
    """The folded letters of alphabetic scripts."""
    letters = (chr(code) for first, last in _ALPHABETS for code in range(first, last))
    return frozenset(folded for letter in letters if letter.isalnum() and len(folded := fold(letter)) == 1)


def plain(text: str) -> str | None:
    """Return ``text`` with each letter folded for itself, as long as it was; None where that cannot be.

    A text without letters beyond ASCII is returned as it is.
    """
    if text.isascii() or not _BEYOND_ASCII.search(text):
        return text
    return None if _EXPANDING.search(text) else text.translate(_folding())


@lru_cache(maxsize=_REMEMBERED)
def candidates(starts: frozenset[str]) -> re.Pattern[str] | None:
    """Return an expression that finds, as :data:`index.analysis.RAW_TOKEN` would, all words that begin so.

    Args:
        starts: Folded letters that words begin with.

    Returns:
        The expression, for a text that :func:`plain` returned; None where there is nothing to look for, or
        where a script has no alphabet to go by.
    """
    alphabet = _alphabet()
    if not starts or any(
        not start or is_unspaced(start) or not alphabet.issuperset(start) for start in starts
    ):
        return None
    first = "".join(sorted({_cases(start[0]) for start in starts}))
    branches = []
    for start in sorted(starts):
        rest = "".join(f"{_BETWEEN}[{_cases(letter)}]" for letter in start[1:])
        branches.append(f"(?<=[{_cases(start[0])}]){rest}")
    word = RAW_TOKEN.pattern.partition("]+")
    rest_of_word = f"{word[0]}]*{word[2]}"
    return re.compile(f"[{first}]{_AT_START}(?:{'|'.join(branches)}){rest_of_word}")


def _cases(letter: str) -> str:
    return letter + letter.upper() if letter.isascii() and letter.isalpha() else letter
