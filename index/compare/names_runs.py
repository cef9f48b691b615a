"""Runs of capitalised words: where a name may stand in a sentence, before anyone knows what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from index.compare.names_given import GIVEN
from index.compare.names_places import PLACES
from index.compare.names_words import OFFICE_PARTS, OFFICES, ORGANISATIONS, SHORT_TITLES
from index.spelling import fold_name, ordinary_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.sentences import Sentence

_PLAIN = r"[a-z]+(?![^\W\d_]|[’'&-][^\W_]|[’'])"
#: Its group is plain words with a space between: most of a text, quicker cut up than matched one by one.
_WORD = re.compile(
    rf"({_PLAIN}(?: {_PLAIN})*)|"
    r"(?:[A-Z]\.-?){2,}|[^\W\d_]+(?:[’'&-][^\W_]+)*[’']?|\d[\d.,]*(?:st|nd|rd|th)?|&"
)
#: Their full stop is part of the word.
_ABBREVIATIONS = frozenset(
    (
        *(
            "Adm",
            "Brig",
            "Capt",
            "Cmdr",
            "Col",
            "Corp",
            "Cpl",
            "Det",
            "Dr",
            "Fr",
            "Ft",
            "Gen",
            "Gov",
            "Hon",
            "Inc",
        ),
        *(
            "Jr",
            "Ltd",
            "Lt",
            "Maj",
            "Messrs",
            "Mr",
            "Mrs",
            "Ms",
            "Mt",
            "No",
            "Pres",
            "Prof",
            "Pvt",
            "Rep",
            "Reps",
        ),
        *("Rev", "Sen", "Sens", "Sgt", "Sr", "St", "Supt"),
    )
)
_OPENS = frozenset('"“‘«‹„([{—–:…•*-')
#: Lower-case words inside names of persons.
_PARTICLES = frozenset(
    (
        "al",
        "abu",
        "as",
        "bin",
        "da",
        "dal",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "la",
        "le",
        "ter",
        "ul",
        "van",
        "von",
        "y",
        "zu",
    )
)
#: Lower-case words that join the parts of organisations and places.
_JOINERS = frozenset(("of", "for", "and", "&", "on", "the"))
_MOST_TITLE_CASE = 0.7
_PLURALS = frozenset(("democrats", "republicans", "senators", "sens.", "reps.", "justices", "lawmakers"))
_LONGEST_RUN = 12


class Token(NamedTuple):
    """A word of a sentence. ``text`` is without possessive 's; ``folded`` is that in lower-case Latin."""

    text: str
    start: int
    end: int
    folded: str
    capital: bool
    opening: bool
    possessive: bool
    gap: str


#: Makes a Token as a plain tuple is made, without calling its constructor: most of what `tokens` does.
_new_token = tuple.__new__


def tokens(text: str) -> list[Token]:
    """Split a sentence into words; ``gap`` is what stands between the word before and this one."""
    found: list[Token] = []
    position = 0
    add, new = found.append, _new_token
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[position:start]
        opening = not found or (gap != " " and _is_opening(gap))
        if match.lastindex is not None:
            for plain in match[0].split(" "):
                position = start + len(plain)
                add(new(Token, (plain, start, position, plain, False, opening, False, gap)))
                start, gap, opening = position + 1, " ", False
            continue
        word = match[0]
        if text[end : end + 1] == "." and (word in _ABBREVIATIONS or (end - start == 1 and word.isupper())):
            end += 1
            word = text[start:end]
        position = end
        # "Democrats' plan" is a possessive; in "'Donetsk'" the mark closes a quotation.
        possessive = word[-1] in "’'" or word[-2:] in ("’s", "'s")
        if possessive:
            word = word[: -1 if word[-1] in "’'" else -2]
        folded = word.lower() if word.isascii() and "'" not in word else fold_name(word)
        capital = _is_capital(word)
        add(new(Token, (word, start, start + len(word), folded, capital, opening, possessive, gap)))
    return found


def _is_capital(word: str) -> bool:
    """Whether the word may be (in) a name; "I’m", "London-based" and "D-Calif" are not, "al-Sisi" is."""
    if not word[:1].isupper():
        return word.startswith(("al-", "el-")) and word[3:4].isupper()
    if word[0] == "I" and word[1:2] in ("", "’", "'"):
        return False
    first, hyphen, last = word.rpartition("-")
    if not hyphen:
        return True
    return first not in ("D", "R", "I") and (last not in ordinary_words() or first.lower() in OFFICES)


def _is_opening(gap: str) -> bool:
    """Whether a sentence or a quotation may open after what stands between two words."""
    mark = gap.strip()
    return mark in (".", "?", "!") or not _OPENS.isdisjoint(mark)


@dataclass(slots=True)
class Run:
    """Neighbouring capitalised words (and the particles and joiners between them) of one sentence."""

    sentence: int
    first: int
    tokens: tuple[Token, ...]
    before: Token | None
    after: Token | None


def runs(number: int, words: Sequence[Token]) -> Iterator[Run]:
    """Yield the runs of a sentence in order."""
    end = 0
    for index in [place for place, word in enumerate(words) if word.capital]:
        if index < end:
            continue
        end = _end(words, index)
        yield Run(
            number,
            index,
            tuple(words[index:end]),
            words[index - 1] if index else None,
            words[end] if end < len(words) else None,
        )


def is_title_case(sentence: Sentence, words: Sequence[Token]) -> bool:
    """Whether capitals say nothing here: a heading, or nearly every word has one."""
    capitals = [word.capital for word in words if len(word.text) > 3]
    if not capitals:
        return False
    share = sum(capitals) / len(capitals)
    return (sentence.heading and share > _MOST_TITLE_CASE) or (len(capitals) > 5 and share > 0.9)


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
    if word.capital:
        return 1
    ahead = here + 1
    while ahead < len(words) and ahead < here + 3 and not words[ahead].capital and words[ahead].gap == " ":
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
    """Whether "of" and the like stand inside one name: after an organisation's word, not after an office."""
    before = [word.folded for word in words[first:here]]
    if joiner == "&":
        return True
    if before[-1] in OFFICES:
        return joiner == "of" and any(word.folded in OFFICE_PARTS for word in words[here + 1 : here + 3])
    if before[-1] in PLACES:
        return False
    if joiner == "and":
        return (
            bool(ORGANISATIONS.intersection(before))
            and before[-1] not in ORGANISATIONS
            and before[0] not in _PLURALS
        )
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
    return before[-1] in ORGANISATIONS or ("for" in before and not ORGANISATIONS.isdisjoint(before))


def looks_ordinary(word: Token) -> bool:
    """Whether the word is an ordinary English one that only stands in a name's place."""
    return word.folded in ordinary_words() and word.folded not in GIVEN
