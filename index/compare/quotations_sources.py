"""What can speak in a sentence, people and organisations, pronouns and descriptions; whose a verb is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.compare.names_words import OFFICES, SPEECH, SPEECH_NOUNS, SPOKEN_BY
from index.compare.word_patterns import any_of
from index.compare.words_within import words_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.compare.names_model import NameKind
    from index.compare.names_reference import Reference

VERB = re.compile(rf"\b{any_of(sorted(SPEECH, key=len, reverse=True))}\b")
_SPEAKING_NOUN = any_of(sorted(OFFICES | SPOKEN_BY, key=len, reverse=True))
#: A word of each, the longest: without one of these nobody is described.
_SPEAKING_NOUNS = frozenset(max(re.findall("[a-z]+", noun), key=len) for noun in OFFICES | SPOKEN_BY)
_DESCRIPTION = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Aa]nother|[Ss]ome|[Tt]wo|[Ss]everal|[Mm]any"
    r"|[Oo]ther|[Tt]his)|[A-Z][\w.]+[’']s?)\s"
    r"(?:(?!(?:said|says|that|who|and|told|is|was|were|had|has|will|in|the)\s)[\w’'.-]+\s){0,4}?"
    rf"{_SPEAKING_NOUN}\b"
)
_BARE = re.compile(rf"(?:^|(?<=[,”\"] )){_SPEAKING_NOUN}\b")
_PRONOUNS = frozenset({"They", "they", "It", "it", "We", "we", "I"})
_PRONOUN = re.compile(r"\b(?:[Tt]hey|[Ii]t|[Ww]e|I)\b")
_BETWEEN = re.compile(
    r"^\s(?:(?:\w+ly|also|then|later|has|have|had|was|is|once|who|would|will|again|still|himself|herself|first|only"
    r"|in|on|at|a|an|statement|interview|news|release|Twitter|tweet)\s)*$"
)
_MODIFIER = re.compile(
    r"\b(?:of|for|from|in|at|with|by|to|on|about|against|between|near|under|over)\s(?:the\s|an?\s)?"
    r"(?:[A-Z][\w.]*\s){0,3}$"
)
_WITHOUT = re.compile(r"\b(?:and|or|but)\s(?:\w+ly\s|also\s|then\s|later\s|has\s|had\s)*$")
_NEW_SUBJECT = re.compile(r", (?:and|but) (?=[A-Z])|; ")


class Source(NamedTuple):
    """Something in a sentence that can speak; ``person`` also for pronouns that stand for one."""

    start: int
    end: int
    name: str | None
    person: bool
    named: bool = False


class Sources:
    """What can speak in each sentence of an article; a sentence is read when it is first asked for."""

    def __init__(
        self,
        texts: Sequence[str],
        inside: Sequence[Sequence[tuple[int, int]]],
        told: Sequence[Sequence[Reference]],
        kinds: Mapping[str, NameKind],
    ) -> None:
        self._texts = texts
        self._inside = inside
        self._told = told
        self._kinds = kinds
        self._read: dict[int, list[Source]] = {}

    def of(self, number: int) -> list[Source]:
        """What can speak in a sentence, in order; only sentences around quotations are ever asked for."""
        found = self._read.get(number)
        if found is None:
            found = self._read[number] = self._read_sentence(number, self._told[number])
        return found

    def _read_sentence(self, number: int, told: Sequence[Reference]) -> list[Source]:
        text, inside = self._texts[number], self._inside[number]
        sources = [
            Source(
                one.start,
                one.end,
                one.canonical or (text[one.start : one.end] if one.gender is None else None),
                self._kinds.get(one.canonical or "", "person") == "person",
                one.named,
            )
            for one in told
            if not one.quoted and (one.canonical is None or self._kinds.get(one.canonical) != "place")
        ]
        taken = [(one.start, one.end) for one in sources]
        words = words_within(text)
        found: list[re.Match[str]] = []
        if not _SPEAKING_NOUNS.isdisjoint(words):
            found += [*_DESCRIPTION.finditer(text), *_BARE.finditer(text)]
        if not _PRONOUNS.isdisjoint(words):
            found += _PRONOUN.finditer(text)
        for match in found:
            start, end = match.span()
            if within(start, inside) or within(end - 1, inside):
                continue
            if match.re is _DESCRIPTION:
                owners = [span for span in taken if span[0] <= start < span[1] < end]
                if owners:  # "John Smith's campaign" speaks, not John Smith
                    start = min(span[0] for span in owners)
                    sources = [one for one in sources if (one.start, one.end) not in owners]
                    taken = [span for span in taken if span not in owners]
            if not any(begin < end and start < stop for begin, stop in taken):
                name = None if match.re is _PRONOUN else text[start:end]
                sources.append(Source(start, end, name, False))
                taken.append((start, end))
        return sorted(sources, key=lambda one: one.start)

    def verbs(self, number: int, begin: int, end: int) -> Iterator[re.Match[str]]:
        """Words of saying, save for nouns that look like one ("a report", "the states")."""
        text = self._texts[number]
        for verb in VERB.finditer(text, begin, end):
            if within(verb.start(), self._inside[number]):
                continue
            if verb.group() not in SPEECH_NOUNS or any(
                one.end <= verb.start() and _BETWEEN.match(text[one.end : verb.start()])
                for one in self.of(number)
            ):
                yield verb

    def subject(self, number: int, begin: int, verb: int, *, participle: bool = False) -> Source | None:
        """Whose the verb is, among the sources between ``begin`` and it."""
        text = self._texts[number]
        sources = [one for one in self.of(number) if begin <= one.start and one.end <= verb]
        if not sources:
            return None
        last = sources[-1]
        between = text[last.end : verb]
        if (
            not participle
            and _BETWEEN.match(between)
            and not self._modifies(number, last)
            and not self.owns(number, last)
        ):
            return self._in_apposition(number, sources) or last
        heads = [one for one in sources if not self._modifies(number, one) and not self.owns(number, one)]
        people = [one for one in heads if one.person]
        if participle:
            clause = max((m.end() for m in _NEW_SUBJECT.finditer(text, begin, verb)), default=begin)
            later = [one for one in heads if one.start >= clause] or heads
            return self._lead(number, later) if later else None
        if "," in between and not _WITHOUT.search(between) and people:
            # "Smith, the mayor of Springfield, said": the person nearest before the commas.
            clause = _last_clause(text, begin, verb)
            later = [one for one in people if one.start >= clause] or people
            return self._lead(number, later)
        return next(iter(people or heads), None)

    def _lead(self, number: int, sources: Sequence[Source]) -> Source:
        """The first of the sources, or the name that explains it: "the mayor, Smith, said"."""
        first = sources[0]
        if len(sources) == 1 or first.named or not sources[1].named:
            return first
        return sources[1] if self._texts[number][first.end : sources[1].start] == ", " else first

    def _in_apposition(self, number: int, sources: Sequence[Source]) -> Source | None:
        """A person right before the description that ends at the verb: "Smith, a lawyer, said"."""
        if len(sources) < 2 or sources[-1].person:
            return None
        before, last = sources[-2], sources[-1]
        return before if before.person and self._texts[number][before.end : last.start] == ", " else None

    def _modifies(self, number: int, source: Source) -> bool:
        """Whether it hangs on the word before it: "the mayor of Springfield"."""
        return bool(_MODIFIER.search(self._texts[number][max(0, source.start - 40) : source.start]))

    def owns(self, number: int, source: Source) -> bool:
        """Whether a possessive 's follows: it is not Smith who speaks in "Smith's doubts"."""
        return self._texts[number].startswith(("’s", "'s", "’ ", "' "), source.end)


_NEW_CLAUSE = re.compile(r"\b(?:that|what|how|why|but|while|after|when|because)\b|, and (?=[A-Z])")


def _last_clause(text: str, begin: int, end: int) -> int:
    """Where the clause that ends at ``end`` begins: after the last conjunction."""
    last = begin
    for match in _NEW_CLAUSE.finditer(text[begin:end]):
        last = begin + match.end()
    return last


def within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``position`` lies in one of the (start, end) spans."""
    return any(start <= position < end for start, end in spans)
