"""Text to tokens: what counts as the same word, for searching and for showing what was found.

Engine-neutral and the only place that decides it, so that an index, a highlight and a query always agree.
A token is a word with case, accents and apostrophes folded away; stems are looked up separately, because an
index wants the words themselves for prefixes, spelling and exact search.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Marks are not \w, yet in decomposed Latin, pointed Hebrew, vowelled Arabic and the Indic scripts they stand
#: inside words.
MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uff66-\uff9d\u3005\U00020000-\U0003fa1f"
_HANGUL = "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f"
#: Characters of scripts written without spaces, which are indexed one by one and in pairs.
UNSPACED = f"{_CJK}{_HANGUL}\u0e01-\u0e5b\u0e81-\u0edf\u1780-\u17d3\u1000-\u109f"

#: A run of letters and digits, with the apostrophes, full stops and commas that may stand inside a word
#: ("don't", "U.S", "1,000"). Deliberately greedy and simple, for speed: :func:`pieces` takes it apart.
#: Possessive, as there is never anything to give back: a sixth faster.
RAW_TOKEN = re.compile(rf"[\w{MARKS}]++(?:['’ʼ.,][\w{MARKS}]++)*+")

_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)+")
_LETTERS_WITH_DOTS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_PART = re.compile(
    rf"(?P<number>(?<!\w)(?:{_GROUPED_NUMBER.pattern})(?!\w))"
    rf"|(?P<letters>(?<!\w)(?:{_LETTERS_WITH_DOTS.pattern})(?!\w))"
    rf"|(?P<unspaced>{_UNSPACED.pattern})"
    rf"|(?P<word>(?:(?![{UNSPACED}])(?:[^\W_]|[{MARKS}]))+"
    rf"(?:['’ʼ](?:[^\W_]|[{MARKS}])+)*)"
)
_POSSESSIVE = re.compile(r"(?<=.)['’ʼ]s$", re.IGNORECASE)  # of something: nothing is left of a mark alone
_APOSTROPHES = str.maketrans("", "", "'’ʼ")

# Letters that Unicode does not decompose, with the spelling that English newsrooms use instead.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)

# Marks that only modify a letter; those of other scripts (Indic vowels, kana voicing) make another letter.
_FOLDED_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: ``text`` is folded; ``start`` and ``end`` are code points into the original."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return ``word`` without case, accents, compatibility forms (full width, ligatures) and apostrophes.

    A possessive 's goes too. Kana, Hangul and Indic letters keep the marks that tell letters apart.
    """
    if word.isascii():
        folded = word.lower()
        if folded.isalnum():
            return folded
    else:
        folded = unicodedata.normalize("NFKD", word.casefold())
        folded = unicodedata.normalize("NFC", _FOLDED_MARKS.sub("", folded)).casefold().translate(_LETTERS)
    return _POSSESSIVE.sub("", folded).translate(_APOSTROPHES)


def _split(raw: str) -> Iterator[tuple[str, int, int]]:
    for match in _PART.finditer(raw):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "number":
            # "1,000" is one thousand; a comma that does not group thousands is kept apart from it.
            text = match.group()
            yield (
                text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) else text,
                start,
                end,
            )
        elif kind == "letters":
            yield fold(match.group().replace(".", "")), start, end
        elif kind == "unspaced":
            yield from _grams(match.group(), start)
        elif folded := fold(match.group()):
            yield folded, start, end


def _grams(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Each character and each pair: words of scripts without spaces are found without a dictionary."""
    letters = [fold(letter) or letter for letter in run]
    for number, letter in enumerate(letters):
        yield letter, start + number, start + number + 1
        if number + 1 < len(letters):
            yield letter + letters[number + 1], start + number, start + number + 2


@lru_cache(maxsize=1 << 17)
def pieces(raw: str) -> tuple[tuple[str, int, int], ...]:
    """Return the folded words inside one match of :data:`RAW_TOKEN`, with their offsets in it.

    Nearly always there is just one; scripts written without spaces give single characters and pairs, in order
    of their place and the single character first.
    """
    if raw.isalnum() and raw.isascii():
        return ((raw.lower(), 0, len(raw)),)
    return tuple(_split(raw))


def tokens(text: str) -> Iterator[Token]:
    """Return the words of ``text`` in order."""
    for match in RAW_TOKEN.finditer(text):
        offset = match.start()
        for folded, start, end in pieces(match.group()):
            yield Token(folded, offset + start, offset + end)


def is_unspaced(word: str) -> bool:
    """Whether the folded ``word`` is of a script that is indexed by characters and pairs of them."""
    return not word.isascii() and _UNSPACED.match(word) is not None


def sequence(text: str) -> list[tuple[str, int]]:
    """Return what must stand where for ``text`` to be found: its words, folded, and their places from 0.

    A run of a script without spaces becomes its pairs (or its one character), which is how it is indexed: a
    pair has the place of its first character.
    """
    placed: list[tuple[str, int]] = []
    place = -1
    pair_ends = -1
    for token in tokens(text):
        if is_unspaced(token.text) and token.end - token.start == 2:
            if placed and placed[-1][1] == place and pair_ends != place:
                placed.pop()  # the single character that the pair begins with
            placed.append((token.text, place))
            pair_ends = place + 1
        else:
            place += 1
            if not (is_unspaced(token.text) and pair_ends == place):
                placed.append((token.text, place))
    return placed


def words(text: str) -> list[str]:
    """Return the words of :func:`sequence`."""
    return [word for word, _ in sequence(text)]


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    return Stemmer("english", 0).stemWord  # type: ignore[no-any-return]


_stemming = threading.Lock()


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the English stem of a folded word (Snowball); those not in plain Latin stay as they are."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _stemming:  # Snowball's stemmer keeps state while it works
        return _stemmer()(word)
