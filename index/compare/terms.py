"""What a sentence is about, as sets of word stems: the ground that alignment stands on."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

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


_NOTHING: Stems = frozenset()


class Terms(NamedTuple):
    """A sentence as alignment sees it.

    Attributes:
        run: All its words as stems, in order.
        telling: Those that tell something, in order.
        content: The same, each once.
        names: Those of ``content`` that are capitalised here: mostly parts of names.
        meant: Stems of the names that its pronouns and short forms refer to, and of who is quoted.
        quoted: Stems within quotation marks.
        opens_quoted: Whether it begins with a quotation mark.
        speakers: Stems of the names of those whom it quotes.
        quotes: Whether it quotes anyone, known or not.
    """

    run: tuple[str, ...]
    telling: tuple[str, ...]
    content: Stems
    names: Stems
    meant: Stems
    quoted: Stems
    opens_quoted: bool
    speakers: Stems
    quotes: bool


def terms_of(facts: ArticleFacts) -> list[Terms]:
    """Return the terms of each sentence of an article."""
    plain = [_plain(sentence.text) for sentence in facts.sentences]
    speakers: dict[int, set[str]] = {quotation.sentence: set() for quotation in facts.quotations}
    for quotation in facts.quotations:
        if quotation.speaker:
            speakers[quotation.sentence].add(quotation.speaker)
    result = []
    for number, (terms, meant) in enumerate(zip(plain, facts.referents, strict=True)):
        spoken = _stems_of_names(speakers.get(number, ()))
        result.append(
            Terms(
                run=terms.run,
                telling=terms.telling,
                content=terms.content,
                names=terms.names,
                meant=(spoken | _stems_of_names(meant)) - terms.content,
                quoted=terms.quoted,
                opens_quoted=terms.opens_quoted,
                speakers=spoken,
                quotes=number in speakers,
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


def _stems_of_names(names: Iterable[str]) -> Stems:
    return _NOTHING.union(*map(_name_stems, names)) if names else _NOTHING


class _Plain(NamedTuple):
    """Those of :class:`Terms` that the text of a sentence tells by itself."""

    run: tuple[str, ...]
    telling: tuple[str, ...]
    content: Stems
    names: Stems
    quoted: Stems
    opens_quoted: bool


@lru_cache(maxsize=4096)
def _plain(text: str) -> _Plain:
    words = _words(text)
    roots, telling, capital = zip(*map(_word, words), strict=True) if words else ((), (), ())
    content = tuple(compress(roots, telling))
    names = frozenset(compress(roots, capital))
    # A sentence opens with a capital anyway.
    if names and capital[0] and not words[0].isupper():
        names = frozenset(compress(roots[1:], capital[1:]))
    quoted = _QUOTED.findall(text) if "“" in text or '"' in text else ()
    return _Plain(
        run=roots,
        telling=content,
        content=frozenset(content),
        names=names,
        quoted=_NOTHING.union(*map(stems, quoted)).intersection(content) if quoted else _NOTHING,
        opens_quoted=text[:1] in '“"',
    )


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, bool, bool]:
    """Return the stem of a word, whether it tells anything, and whether it does so with a capital."""
    lower = word.lower()
    telling = lower not in _COMMON
    root = lower.replace(",", "") if word[0].isdigit() else _stem(lower)
    return root, telling, telling and word[0].isupper()


def _words(text: str) -> list[str]:
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub(" ", text)
    words = _WORD.findall(text)
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
