"""Runs of capitalised words: where a name may stand in a sentence, before anyone knows what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.compare.names_given import GIVEN
from index.compare.names_places import PLACES
from index.compare.names_words import OFFICES, ORGANISATIONS, SHORT_TITLES
from index.spelling import fold_name, ordinary_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.sentences import Sentence

_WORD = re.compile(
    r"(?:[A-Z]\.-?){2,}|[A-Z]\.(?=[ ’'])|(?:St|Ft|Mt|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Sens|Rep|Reps|Rev|Lt|Col|Sgt|Capt|Maj"
    r"|Adm|Prof|Jr|Sr|Cmdr|Brig|Hon|Corp|Inc|Ltd|Pres|Cpl|Pvt|Det|Fr|Supt|No|Messrs)\.(?=\W|$)"
    r"|\d[\d.,]*(?:st|nd|rd|th)?|[^\W\d_]+(?:[’'&-][^\W_]+)*[’']?|&"
)
_POSSESSIVE = re.compile(r"(?<=.)[’']s?$")
_OPENS = frozenset('"“‘«‹„([{—–:…•*-')
#: Lower-case words inside names of persons.
_PARTICLES = frozenset(
    "al abu as bin da dal de del della den der di do dos du e el ibn la le ter ul van von y zu".split()
)
#: Lower-case words that join the parts of organisations and places.
_JOINERS = frozenset(("of", "for", "and", "&", "on", "the"))
_MOST_TITLE_CASE = 0.7
_LONGEST_RUN = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence. ``text`` is without possessive 's; ``folded`` is it in plain lower-case letters."""

    text: str
    start: int
    end: int
    folded: str
    capital: bool
    opening: bool
    possessive: bool
    gap: str


def tokens(text: str) -> list[Token]:
    """Split a sentence into words; ``gap`` is what stands between the word before and this one."""
    found: list[Token] = []
    position = 0
    opening = True
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        gap = text[position:start]
        opening = not found or any(mark in _OPENS for mark in gap.strip()) or gap.strip() in (".", "?", "!")
        cut = _POSSESSIVE.search(word)
        # "Democrats' plan" is a possessive; in "'Donetsk'" the mark closes a quotation. Neither belongs to the name.
        shown = word[: cut.start()] if cut else word
        found.append(
            Token(
                shown,
                start,
                start + len(shown),
                fold_name(shown),
                shown[:1].isupper(),
                opening,
                bool(cut),
                gap,
            )
        )
        position = end
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring capitalised words (and the particles and joiners between them) of one sentence."""

    sentence: int
    first: int
    tokens: tuple[Token, ...]
    before: Token | None
    after: Token | None
    heading: bool


def runs(number: int, words: Sequence[Token], heading: bool) -> Iterator[Run]:
    """Yield the runs of a sentence in order."""
    index = 0
    while index < len(words):
        if not _may_start(words[index]):
            index += 1
            continue
        end = _end(words, index)
        yield Run(
            number,
            index,
            tuple(words[index:end]),
            words[index - 1] if index else None,
            words[end] if end < len(words) else None,
            heading,
        )
        index = end


def is_title_case(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether capitals say nothing here: a heading, or nearly every word has one."""
    letters = [word for word in words if len(word.text) > 3]
    if not letters:
        return False
    share = sum(word.capital for word in letters) / len(letters)
    return (sentence.heading and share > _MOST_TITLE_CASE) or (len(letters) > 4 and share > 0.85)


def _may_start(word: Token) -> bool:
    if word.capital:
        return True
    # al-Assad, de Blasio at the start of a surname are met only after a capital: names begin with one here,
    # save for the Arabic article joined by a hyphen.
    return word.text.startswith(("al-", "el-")) and len(word.text) > 4 and word.text[3:4].isupper()


def _end(words: Sequence[Token], first: int) -> int:
    end = first + 1
    while end < len(words) and end - first < _LONGEST_RUN and not words[end - 1].possessive:
        step = _step(words, first, end)
        if not step:
            break
        end += step
    return end


def _step(words: Sequence[Token], first: int, here: int) -> int:
    """How many words from ``here`` on belong to the run: 0, 1 or a joiner and what it joins."""
    word = words[here]
    if word.gap not in (" ", ""):
        return 0
    if _may_start(word):
        return 1
    ahead = here + 1
    while (
        ahead < len(words) and ahead < here + 3 and not _may_start(words[ahead]) and words[ahead].gap == " "
    ):
        if words[ahead].text not in _PARTICLES | _JOINERS:
            return 0
        ahead += 1
    if ahead >= len(words) or not words[ahead].capital or words[ahead].gap != " " or words[ahead].opening:
        return 0
    between = [joined.text for joined in words[here:ahead]]
    if all(text in _PARTICLES for text in between) and words[here - 1].folded not in SHORT_TITLES:
        return ahead - here + 1
    if between[0] in ("of", "for", "&") or (between[0] in ("and", "on") and between == between[:1]):
        return ahead - here + 1 if _joins(words, first, here, between[0]) else 0
    return 0


def _joins(words: Sequence[Token], first: int, here: int, joiner: str) -> bool:
    """Whether "of" and the like stand inside one name: after a word for an organisation, not after an office."""
    before = [word.folded for word in words[first:here]]
    if joiner == "&":
        return True
    if OFFICES.intersection(before[-1:]) or before[-1] in PLACES:
        return False
    if joiner == "and":
        return bool(ORGANISATIONS.intersection(before)) and before[-1] not in ORGANISATIONS
    if before[-1] in (
        "gulf",
        "bay",
        "isle",
        "cape",
        "horn",
        "strait",
        "sea",
        "district",
        "state",
        "republic",
        "city",
        "university",
    ):
        return True
    return before[-1] in ORGANISATIONS or (before[0] in ORGANISATIONS and "for" in before)


def looks_ordinary(word: Token) -> bool:
    """Whether the word is an ordinary English one that only stands in a name's place."""
    return word.folded in ordinary_words() and word.folded not in GIVEN
