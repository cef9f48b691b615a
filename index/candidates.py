"""The words of a text worth a closer look, found without looking at the others.

Folding every word of twenty articles to mark the two or three that were looked for is most of the work of
showing results. Nearly all texts are plain once some letters are exchanged for what they fold to: in those,
places where words can begin with given folded letters are found as strings are, at the speed of memory.
Others are left to regular expressions: these know ASCII letters in both cases, and others only as
:func:`_plain` leaves them, for with all letters that fold to one in every place an expression takes longer
to compile than to use. Nor do they know marks and typographic apostrophes unless a text has marks: each
class of characters beyond Latin-1 adds a tenth of a millisecond to the compiling, at every keystroke.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.analysis import MARKS, RAW_TOKEN, UNSPACED, fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

# First and last code point (exclusive) of blocks with letters that have case or accents to fold.
_ALPHABETS = ((0x30, 0x590), (0x5D0, 0x700), (0x1E00, 0x2000), (0x2C60, 0x2C80), (0xFF10, 0xFF5B))

# Letters that fold to several or to none, and compatibility forms outside these alphabets ("½", ligatures,
# circled figures, Arabic presentation forms): words with any of them need a closer look.
_EXPANDING = re.compile(
    "[\xbc-\xbe\xc6\xde\xdf\xe6\xfe\u0132\u0133\u013f\u0140\u0152\u0153\u01c4-\u01cc\u01e2\u01e3\u01f1-\u01f3\u01fc"
    "\u01fd\u02bc\u0587\u0640\u0675-\u0678\u06e5\u06e6\u0958-\u0f69\u1c80-\u1dbf\u1e9a\u1e9e\u1f80-\u1fff\u2070-\u209c"
    "\u2100-\u218b\u2460-\u24ff\u3200-\u33ff\ua69c-\ua69d\ua78d-\uab69\ufb00-\ufefc\U00010780-\U000107bf"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eebb\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9]"
)

# A text without any of these has no letters beyond ASCII: what else is common there is typography.
_BEYOND_ASCII = re.compile("[^\x00-\x7f\xa0–—‘’“”…•]")

# What that is, each exchanged for what says the same to the expressions below.
_TYPOGRAPHY = (("’", "'"), *((mark, " ") for mark in "“”—\xa0–‘…•"))

# Marks that fold away within a word, or that stand inside words without being letters to regular expressions.
_FOLDED_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670"
_MARK = re.compile(f"[{_FOLDED_MARKS}{MARKS}]")

# A word that begins in the middle of a run of letters, where the expressions do not look: "京x".
_INSIDE_A_RUN = re.compile(f"[{UNSPACED}][^\\W_{UNSPACED}]")

# Where a word of one letter ends: at the latest where a script without spaces goes on ("x京").
_END = f"(?![^\\W_{UNSPACED}])"

# What may stand between two letters of a word and folds away: "U.S", "O'Brien", "1,200"; and marks.
_BETWEEN = "['.,]*"
_BETWEEN_WITH_MARKS = f"['.,{_FOLDED_MARKS}]*"

# The first letter is really that of a word: not after a letter or mark, nor inside "O'Brien", "1,200", "U.S".
_AT_START = r"(?<![^\W_].)(?<!\w'.)(?<!\d[.,]\d)(?!(?<=\b\w\.\w)(?!\w))"
_NOT_AFTER_MARK = r"(?<![\u0300-\u036f\u0591-\u05bd\u064b-\u065f].)"

_REST_OF_WORD = r"\w*+(?:['.,]\w++)*+"
_REST_WITH_MARKS = rf"[\w{MARKS}]*+(?:['.,][\w{MARKS}]++)*+"


# A word from its first letter on, in plain text.
_WORD = re.compile(rf"[^\W_]{_AT_START}{_REST_OF_WORD}")
# What stands between two letters of a token.
_JOINT = re.compile(r"['.,](?=\w)(?<=\w.)")

_NOTHING = re.compile("(?!)")
_REMEMBERED = 64  # expressions that are kept
_SHORTEST = 2  # letters to look for one by one: there are too many places with fewer


@lru_cache(maxsize=1)
def _folding() -> dict[str, str]:
    """Letters of alphabetic scripts -> what they fold to, where that is one other letter."""
    letters = (chr(code) for first, last in _ALPHABETS for code in range(first, last))
    folded = {letter: fold(letter) for letter in letters if letter.isalnum()}
    return {letter: other for letter, other in folded.items() if len(other) == 1 and other != letter}


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    """The letters of alphabetic scripts, as written."""
    letters = (chr(code) for first, last in _ALPHABETS for code in range(first, last))
    return frozenset(letter for letter in letters if letter.isalnum())


@lru_cache(maxsize=1)
def _alphabet() -> frozenset[str]:
    """The folded letters of alphabetic scripts."""
    return frozenset(folded for letter in _letters() if len(folded := fold(letter)) == 1)


def _plain(text: str, others: set[str]) -> str:
    """``text`` with each letter beyond ASCII folded for itself, as long as it was, and plain apostrophes."""
    # Most texts have few different ones: replacing them one by one costs a tenth of a translation.
    folding = _folding()
    for letter in others:
        if (folded := folding.get(letter)) is not None:
            text = text.replace(letter, folded)
    return text.replace("’", "'")


@lru_cache(maxsize=_REMEMBERED)
def _pattern(
    starts: frozenset[str], lone: frozenset[str], *, marks: bool, alphabetic: bool
) -> re.Pattern[str] | None:
    """An expression for texts with or without marks, and only in alphabets or not; None: there is none."""
    alphabet = _alphabet()
    wanted = starts | lone
    if alphabetic:
        wanted = frozenset(start for start in wanted if not is_unspaced(start))
        if not wanted:
            return _NOTHING
    if any(not start or is_unspaced(start) or not alphabet.issuperset(start) for start in wanted):
        return None
    first = "".join(sorted({_cases(start[0]) for start in wanted}))
    between = _BETWEEN_WITH_MARKS if marks else _BETWEEN
    branches = []
    for start in sorted(wanted):
        rest = "".join(f"{between}[{_cases(letter)}]" for letter in start[1:])
        end = "" if start in starts else _END
        branches.append(f"(?<=[{_cases(start[0])}]){rest}{end}")
    at_start = _AT_START + _NOT_AFTER_MARK if marks else _AT_START
    rest_of_word = _REST_WITH_MARKS if marks else _REST_OF_WORD
    return re.compile(f"[{first}]{at_start}(?:{'|'.join(branches)}){rest_of_word}")


def candidates(text: str, starts: frozenset[str], lone: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Find the words of ``text`` that begin in one of the given ways, and few others.

    Args:
        text: Any text.
        starts: Folded letters that words begin with.
        lone: Single folded letters that are words by themselves.

    Returns:
        (start, raw token) as :data:`index.analysis.RAW_TOKEN` would find them or, of a token that consists of
        several words, what is left of it from a word on. All words, where the text has letters that do not
        fold one by one, or words of a script without an alphabet that may be wanted or hide the beginnings.
    """
    plainer = text
    for mark, plain in _TYPOGRAPHY:
        if plainer.isascii():
            break
        plainer = plainer.replace(mark, plain)
    others = set() if plainer.isascii() else set(_BEYOND_ASCII.findall(plainer))
    # What is no letter or figure is in no word.
    expanding = {other for other in others if other.isalnum() and _EXPANDING.match(other)}
    joined = "".join(others - expanding)
    letters = _letters()
    alphabetic = all(other in letters or not other.isalnum() for other in joined)
    marks = _MARK.search(joined) is not None
    plainer = _plain(plainer, others)
    if alphabetic and not marks and not lone and _are_plain(starts):
        lowered = plainer.lower()
        if len(lowered) == len(text):
            return _found(text, plainer, lowered, starts, expanding)
    pattern = None
    if not expanding and (alphabetic or not _INSIDE_A_RUN.search(text)):
        pattern = _pattern(starts, lone, marks=marks, alphabetic=alphabetic)
    if pattern is None:
        pattern, plainer = RAW_TOKEN, text
    return ((match.start(), text[match.start() : match.end()]) for match in pattern.finditer(plainer))


def _found(
    text: str, plainer: str, lowered: str, starts: frozenset[str], expanding: set[str]
) -> Iterator[tuple[int, str]]:
    """The same for a text without marks, in alphabets alone.

    Args:
        text: As it is.
        plainer: With each letter beyond ASCII folded, and plain apostrophes.
        lowered: That in lower case.
        starts: As above.
        expanding: Letters in it that fold to several.
    """
    ranges: list[tuple[int, int]] = []
    squeezed = lowered.replace("'", "").replace(".", "").replace(",", "")
    is_broken = False
    for start in starts:
        count = 0
        at = lowered.find(start)
        while at >= 0:
            count += 1
            if (not at or not lowered[at - 1].isalnum()) and (match := _WORD.match(plainer, at)):
                ranges.append(match.span())
            at = lowered.find(start, at + len(start))
        is_broken = is_broken or squeezed.count(start) > count or _overlaps(start)
    whole: list[int] = []
    if is_broken:
        # Something stands between the letters, as in "O'Brien", or might: whole tokens with such letters.
        pairs = {start[at : at + 2] for start in starts for at in range(len(start) - 1)}
        joints = (joint.start() for joint in _JOINT.finditer(lowered))
        whole += (at for at in joints if lowered[at - 1] + lowered[at + 1] in pairs)
    for letter in expanding:
        whole += (match.start() for match in re.finditer(re.escape(letter), text))
    tokens = (RAW_TOKEN.match(text, _beginning(plainer, at)) for at in whole)
    ranges += (token.span() for token in tokens if token)
    ranges.sort()
    last = 0
    for at, end in ranges:
        if at >= last:
            yield at, text[at:end]
            last = end


@lru_cache(maxsize=_REMEMBERED)
def _overlaps(start: str) -> bool:
    """Whether two of these can overlap, so that counting them tells nothing."""
    return any(start.startswith(start[at:]) for at in range(1, len(start)))


def _beginning(text: str, at: int) -> int:
    """Where the token begins that has the joint at ``at``."""
    while True:
        while at and (text[at - 1].isalnum() or text[at - 1] == "_"):
            at -= 1
        if at < 2 or text[at - 1] not in "'.," or not (text[at - 2].isalnum() or text[at - 2] == "_"):
            return at
        at -= 1


@lru_cache(maxsize=_REMEMBERED)
def _are_plain(starts: frozenset[str]) -> bool:
    """Whether all are of letters that fold to themselves, and long enough to be seldom inside of words."""
    alphabet = _alphabet()
    return all(len(start) >= _SHORTEST and alphabet.issuperset(start) for start in starts)


def _cases(letter: str) -> str:
    return letter + letter.upper() if letter.isascii() and letter.isalpha() else letter
