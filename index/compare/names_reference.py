"""Who "he", "the senator" and "the city" are: references to names told earlier in the article.

Rules in the spirit of Hobbs (1978) and of the multi-pass sieve of Lee et al. (2013), cut down to what is
precise: the nearest sentence with a person that fits wins, and in it the subject, which stands first.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from index.compare.names_places import COUNTRIES, US_STATES
from index.compare.names_words import OFFICES, SPEECH, SPEECH_NOUNS
from index.compare.quotations_marks import quoted
from index.compare.word_patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from index.compare.names_model import Gender, Mention, Name
    from index.compare.quotations_marks import Quoted
    from index.compare.sentences import Sentence

#: How many sentences back a pronoun may look.
_REACH = 4
#: More in one sentence is no prose.
_MOST_IN_SENTENCE = 100
#: What begins with one of a few letters and not within a word: the engine skips to these letters, as it does
#: not with a word boundary in front.
_PRONOUN = re.compile(r"[HhSs](?<!\w[HhSs])(?:(?<=[Hh])(?:e|im|is|er|imself|erself|ers)|(?<=[Ss])he)\b")
_THE = r"[Tt](?<!\w[Tt])he"
_ANY_OFFICE = any_of(sorted(OFFICES))
_OFFICE = re.compile(
    rf"{_THE} ((?:(?!who|that|said|told|and|of|is|was)[\w-]+ ){{0,3}}?{_ANY_OFFICE})\b"
    rf"(?! of\b| [A-Z]|[’'-]\w| {_ANY_OFFICE}\b)"
)
_SHORT = re.compile(
    _THE + r" (city|town|village|province|region|country|state|capital|company|agency|department"
    r"|organization|organisation|group|party|committee|commission|court|university|newspaper|network|ministry|bank|union)\b"
    r"(?! of\b|[’'-]\w| [a-z]+(?:man|er|or|ist)\b)"
)
_RANKS = frozenset(("assistant", "deputy", "lieutenant", "vice"))
_SPEECH = any_of(sorted(SPEECH - SPEECH_NOUNS))
_SPEAKS = re.compile(rf",? (?:(?:who|also|then|later|has|had|\w+ly) )*{_SPEECH}\b")
_SPOKE = re.compile(r"\b(?:said|says|asked|added|wrote) (?:[A-Z][\w.]* )*$")
_HANGING = re.compile(
    r"\b(?:of|for|from|in|at|with|by|to|on|about|against|between|than|as|like|and) "
    r"(?:the )?(?:[A-Z][\w.]* )*$"
)
_FRONTED = re.compile(r"(?:Of|On|About|As for|Asked about|Regarding|Unlike|Like|With|To) (?:[A-Z][\w.]* )*$")
_PLACE_NOUNS = frozenset(("capital", "city", "country", "province", "region", "state", "town", "village"))


class Reference(NamedTuple):
    """A name, a pronoun or a description where it stands; ``canonical`` is None where it cannot be told.

    ``weight`` is how likely the next sentence goes on about it; None of names, as it is seldom asked for.
    """

    start: int
    end: int
    canonical: str | None
    named: bool
    quoted: bool
    gender: Gender | None = None
    weight: int | None = None


_START = attrgetter("start")


#: The article read last: its quotations and its referents are asked for one after the other.
_latest: dict[str, tuple[Sequence[Sentence], Sequence[Name], tuple[tuple[Reference, ...], ...]]] = {}


def referents(sentences: Sequence[Sentence], names: Sequence[Name]) -> tuple[frozenset[str], ...]:
    """For each sentence the canonical names that its pronouns and descriptions refer to.

    Names that the sentence has outright are not repeated, unless a short form stands for a fuller one.
    """
    told = references(sentences, names)
    result = []
    for number, sentence in enumerate(sentences):
        found = set()
        for one in told[number]:
            if one.canonical is not None and (
                not one.named or sentence.text[one.start : one.end] != one.canonical
            ):
                found.add(one.canonical)
        result.append(frozenset(found))
    return tuple(result)


def references(
    sentences: Sequence[Sentence], names: Sequence[Name], found: Sequence[Quoted] | None = None
) -> tuple[tuple[Reference, ...], ...]:
    """Every name, pronoun and description of every sentence, in order, with whom it means.

    ``found``: what stands in quotation marks, where that is at hand.
    """
    known = _latest.get("article")
    if known is not None and known[0] is sentences and known[1] is names:
        return known[2]
    told = _references(sentences, names, quoted(sentences) if found is None else found)
    _latest["article"] = (sentences, names, told)
    return told


def _references(
    sentences: Sequence[Sentence], names: Sequence[Name], found: Sequence[Quoted]
) -> tuple[tuple[Reference, ...], ...]:
    named: list[list[tuple[Mention, Name]]] = [[] for _ in sentences]
    for name in names:
        for mention in name.mentions:
            named[mention.sentence].append((mention, name))
    inside = _quoted_spans(len(sentences), found)
    reader = _Reader(names)
    return tuple(
        reader.read(sentence.text, named[number], inside[number]) for number, sentence in enumerate(sentences)
    )


def _quoted_spans(count: int, found: Sequence[Quoted]) -> list[list[tuple[int, int]]]:
    """For each of ``count`` sentences the spans that stand in quotation marks."""
    spans: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for one in found:
        for piece in one.pieces:
            spans[piece.sentence].append((piece.start, piece.end))
    return spans


class _Reader:
    """Goes through an article and remembers whom the last sentences were about."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._by_canonical = {name.canonical: name for name in names}
        self._gender: dict[str, Gender] = {
            name.canonical: name.gender for name in names if name.gender is not None
        }
        roles = [(name.canonical, (name.role or "").lower().split()) for name in self._by_canonical.values()]
        #: The words of the roles of those that have one.
        self._roles = {canonical: frozenset(words) for canonical, words in roles if words}
        self._holders: dict[str, list[str]] = {}
        #: The last sentences with their references.
        self._past: list[tuple[str, list[Reference]]] = []

    def read(
        self, text: str, named: Sequence[tuple[Mention, Name]], spans: Sequence[tuple[int, int]]
    ) -> tuple[Reference, ...]:
        """Resolve the references of the next sentence."""
        names_here = [
            Reference(m.start, m.end, name.canonical, True, _within(m.start, spans)) for m, name in named
        ]
        names_here.sort(key=_START)
        found: list[Reference] = []
        waiting = [*_PRONOUN.finditer(text)]
        if "he " in text:
            waiting += [*_OFFICE.finditer(text), *_SHORT.finditer(text)]
            waiting.sort(key=re.Match.start)
        for match in waiting[:_MOST_IN_SENTENCE]:
            if _within(match.start(), spans) or any(n.start <= match.start() < n.end for n in names_here):
                continue
            before = sorted([*(n for n in names_here if n.end <= match.start()), *found], key=_START)
            if any(one.start <= match.start() < one.end for one in found):
                continue
            found.append(self._resolve(match, before, text, names_here))
        everything = sorted([*names_here, *found], key=_START) if found else names_here
        self._past = [*self._past[-_REACH:], (text, everything)]
        return tuple(everything)

    def _resolve(
        self, match: re.Match[str], before: Sequence[Reference], text: str, named: Sequence[Reference]
    ) -> Reference:
        word = match.group().lower()
        if match.re is _PRONOUN:
            gender: Gender = "f" if word in ("she", "her", "hers", "herself") else "m"
            if word in ("he", "she"):
                before = [one for one in before if not _hangs(text, one)]
            clause = text.rfind(";", 0, match.start())
            before = [one for one in before if one.start > clause] or before
            canonical = self._person(text, before, gender)
            if canonical is not None:
                self._gender.setdefault(canonical, gender)
            weight = _weight(text, match.start(), match.end()) if word in ("he", "she") else 0
            return Reference(match.start(), match.end(), canonical, False, False, gender, weight)
        if match.re is _OFFICE:
            beside = [one.canonical for one in named if text[match.end() : one.start] == ", "]
            canonical = beside[0] if beside else self._holder(match.group(1).lower())
        else:
            canonical = self._short(match.group(1), before)
        return Reference(match.start(), match.end(), canonical, False, False, None, 1)

    def _person(self, text: str, before: Sequence[Reference], gender: Gender) -> str | None:
        for told, sentence in ((text, before), *reversed(self._past)):
            fitting = [one for one in sentence if self._fits(one, gender) and not one.quoted]
            if fitting:
                weights = [_weight(told, *one[:2]) if one.weight is None else one.weight for one in fitting]
                return fitting[weights.index(max(weights))].canonical
        return None

    def _fits(self, one: Reference, gender: Gender) -> bool:
        if one.canonical is None or one.canonical not in self._by_canonical:
            return False
        return (
            self._by_canonical[one.canonical].kind == "person"
            and self._gender.get(one.canonical, gender) == gender
        )

    def _holder(self, office: str) -> str | None:
        """The person last named who bears the office; a vice president is no president."""
        holders = self._holders.get(office)
        if holders is None:
            holders = [canonical for canonical, role in self._roles.items() if _is_office(role, office)]
            self._holders[office] = holders
        for _, sentence in reversed(self._past if holders else ()):
            for one in sentence:
                if one.canonical in holders:
                    return one.canonical
        return holders[0] if len(holders) == 1 else None

    def _short(self, noun: str, before: Sequence[Reference]) -> str | None:
        """The place or organisation last named, if only one was in the last sentences."""
        kind = "place" if noun in _PLACE_NOUNS else "organisation"
        for sentence in (before, *(past for _, past in reversed(self._past[-2:]))):
            found = {
                one.canonical
                for one in sentence
                if one.canonical in self._by_canonical
                and self._by_canonical[one.canonical].kind == kind
                and _may_be(noun, one.canonical)
            }
            if found:
                return found.pop() if len(found) == 1 else None
        return None


def _is_office(role: AbstractSet[str], office: str) -> bool:
    """Whether a role, by its words, is the office, with the same rank below or beside it."""
    asked = office.split()
    return asked[-1] in role and _RANKS & role == _RANKS.intersection(asked)


def _may_be(noun: str, canonical: str | None) -> bool:
    """Whether "the country", "the state", "the city" can be the place."""
    folded = (canonical or "").lower()
    if noun == "country":
        return folded in COUNTRIES
    if noun == "state":
        return folded in US_STATES
    return noun not in _PLACE_NOUNS or folded not in COUNTRIES | US_STATES or folded == "new york"


def _weight(text: str, start: int, end: int) -> int:
    """How likely the next sentence goes on about it: most if it speaks, least if it hangs on a word."""
    if _SPEAKS.match(text, end) or _SPOKE.search(text, max(0, start - 30), start):
        return 3
    return 0 if _HANGING.search(text[max(0, start - 30) : start]) or text.startswith(("’s", "'s"), end) else 1


def _hangs(text: str, one: Reference) -> bool:
    """Whether "he" later in its sentence is someone else: "Of Smith, he said"; "Smith's lawyer said he"."""
    return one.named and (
        text.startswith(("’s", "'s"), one.end)
        or bool(_FRONTED.match(text[: one.start]) and text[one.end : one.end + 1] == ",")
    )


def _within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)
