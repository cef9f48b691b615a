"""What a sentence is about, as sets of word stems: the ground that alignment stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from index.analysis import fold, is_unspaced, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.compare.facts import ArticleFacts

Stems: TypeAlias = frozenset[str]

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_](?![^\W_]))*|\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,})[”\"]?")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s|$)")

#: Words too common in any text to tell what it is about.
_COMMON = frozenset(
    word
    for line in (
        "a an and are as at be been but by did do does for from had has have he her his i if in into is it",
        "its me more mr mrs ms my no not of on or our out said say says she so some than that the their them",
        "then there they this to up us was we were what when which who will with would you your s t",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Terms:
    """A sentence as alignment sees it.

    Attributes:
        run: All its words as stems, in order.
        content: The stems that tell something.
        names: Those of ``content`` that are capitalised: mostly parts of names.
        meant: Stems of the names that its pronouns and short forms refer to, and of who is quoted.
        quoted: Stems within quotation marks.
        opens_quoted: Whether it begins with a quotation mark.
        speakers: Stems of the names of those whom it quotes.
        quotes: Whether it quotes anyone, known or not.
        pairs: Each two content stems that follow one another.
    """

    run: tuple[str, ...]
    content: Stems
    names: Stems
    meant: Stems
    quoted: Stems
    opens_quoted: bool
    speakers: Stems
    quotes: bool
    pairs: frozenset[tuple[str, str]]


def terms_of(facts: ArticleFacts) -> list[Terms]:
    """Return the terms of each sentence of an article."""
    plain = [_terms(sentence.text) for sentence in facts.sentences]
    speakers: dict[int, set[str]] = {quotation.sentence: set() for quotation in facts.quotations}
    for quotation in facts.quotations:
        if quotation.speaker:
            speakers[quotation.sentence].add(quotation.speaker)
    known: Stems = frozenset().union(*(terms.names for terms in plain)) if plain else frozenset()
    result = []
    for number, (terms, meant) in enumerate(zip(plain, facts.referents, strict=True)):
        spoken = _stems_of(map(_name_stems, speakers.get(number, ())))
        result.append(
            Terms(
                run=terms.run,
                content=terms.content,
                names=terms.content & known,
                meant=_stems_of([spoken, *map(_name_stems, meant)]) - terms.content,
                quoted=terms.quoted,
                opens_quoted=terms.opens_quoted,
                speakers=spoken,
                quotes=number in speakers,
                pairs=terms.pairs,
            )
        )
    return result


def root_of(word: str) -> str:
    """Return the stem of one word as alignment knows it."""
    return _stem(word.lower())


def roots(text: str) -> Iterator[str]:
    """Yield the content stems of any text in order, numbers left out."""
    for word in _words(text):
        if word[0].isalpha() and (lower := word.lower()) not in _COMMON:
            yield _stem(lower)


def stems(text: str) -> Stems:
    """Return the content stems of any text."""
    return frozenset(_stem(word.lower()) for word in _words(text)) - _COMMON


@lru_cache(maxsize=4096)
def _name_stems(name: str) -> Stems:
    """Return the content stems of a name: an account has few, each many times."""
    return stems(name)


def _stems_of(parts: Iterable[Stems]) -> Stems:
    return frozenset().union(*parts)


#: How much of a word is in capitals: nothing, the first letter, all.
_NONE, _FIRST, _ALL = range(3)


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, bool, int]:
    """Return the stem of a word, whether it tells anything, and how much of it is in capitals."""
    lower = word.lower()
    root = lower.replace(",", "") if word[0].isdigit() else _stem(lower)
    capital = (_ALL if word.isupper() else _FIRST) if word[0].isupper() else _NONE
    return root, lower not in _COMMON, capital


@lru_cache(maxsize=4096)
def _terms(text: str) -> Terms:
    run: list[str] = []
    content: list[str] = []
    names: set[str] = set()
    for root, telling, capital in map(_word, _words(text)):
        run.append(root)
        if telling:
            content.append(root)
            if capital and (len(run) > 1 or capital == _ALL):
                names.add(root)
    return Terms(
        run=tuple(run),
        content=frozenset(content),
        names=frozenset(names),
        meant=frozenset(),
        quoted=_stems_of(map(stems, _QUOTED.findall(text))) & frozenset(content),
        opens_quoted=text[:1] in '“"',
        speakers=frozenset(),
        quotes=False,
        pairs=frozenset(pairwise(content)),
    )


def _words(text: str) -> list[str]:
    words = _WORD.findall(_POSSESSIVE.sub(" ", text))
    if text.isascii() or not any(map(is_unspaced, words)):
        return words
    return [part for word in words for part in _unspaced_parts(word)]


def _unspaced_parts(word: str) -> list[str]:
    """Return each two neighbouring characters of a word in a script without spaces, any other word whole."""
    if len(word) > 2 and is_unspaced(word):
        return [word[start : start + 2] for start in range(len(word) - 1)]
    return [word]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return stem(fold(word.replace(".", "")))
