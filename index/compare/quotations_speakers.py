"""Who said what stands in quotation marks.

The order of trust: words of saying right after the quotation ("…," Smith said; said Smith), right before it
(Smith said: "…"), a source named with "according to", the speaker of the quotation before where one is carried
on, and last the subject of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.compare.names_reference import Reference, references
from index.compare.names_words import OFFICES, SPEECH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.names_model import Name
    from index.compare.quotations_marks import Quoted
    from index.compare.sentences import Sentence

_SPEECH = "|".join(sorted(SPEECH, key=len, reverse=True))
_VERB = re.compile(rf"\b(?:{_SPEECH})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to ")
_CLAUSE_END = re.compile(r"[;:!?]|\s[—–-]\s")
_DESCRIPTION = re.compile(
    rf"\b(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|another|some|two|several|many)\s(?:[\w’'.-]+\s){{0,4}}?"
    rf"(?:{'|'.join(sorted(OFFICES))}|statement|report|letter|memo|source|sources|officials|lawmakers|aides|document"
    rf"|documents|woman|man|mother|father|wife|husband|son|daughter|brother|sister|witness|witnesses|resident|residents"
    rf"|people|protesters|protester|supporters|critics|experts|expert|person|student|group|organization|company|agency"
    rf"|police|department|campaign|committee|court|editorial|article|post|ad|resolution|bill|law|poll|survey|study"
    rf"|filing|complaint|lawsuit|ruling|decision|opinion|email|tweet|speech|paper|newspaper|website|union|crowd"
    rf"|caller|worker|workers|voter|voters|teacher|neighbor|friend|colleague|investigators|prosecutors|authorities"
    rf"|analysts|advisers|soldiers|leaders|activists|activist|blogger|writer|pundit)\b)"
)
_THEY = re.compile(r"\b(?:[Tt]hey|[Ii]t|[Ww]e|I)\b")
_FEW = 3
_ADVERBS = re.compile(r"^[\s,]*(?:\w+ly|also|then|later|has|have|had|was|is|quickly|just|once)?\s*$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: name or description, where that stands, and how it was found."""

    name: str | None
    span: tuple[int, int, int] | None
    how: str


_NOBODY = Speaker(None, None, "none")
_SCARE = Speaker(None, None, "scare")


@dataclass(frozen=True, slots=True)
class _Source:
    """Something in a sentence that can speak."""

    start: int
    end: int
    name: str | None


class Speakers:
    """Finds the speakers of the quotations of one article, in order."""

    def __init__(self, sentences: Sequence[Sentence], names: Sequence[Name], found: Sequence[Quoted]) -> None:
        self._sentences = sentences
        self._found = found
        self._kinds = {name.canonical: name.kind for name in names}
        self._sources = [
            self._sources_of(sentence.text, told)
            for sentence, told in zip(sentences, references(sentences, names), strict=True)
        ]
        self._inside: list[list[tuple[int, int]]] = [[] for _ in sentences]
        for one in found:
            for piece in one.pieces:
                self._inside[piece.sentence].append((piece.start, piece.end))
        self._last: tuple[int, Speaker] | None = None
        self._known: dict[int, Speaker] = {}

    def of(self, group: int) -> Speaker:
        """Return the speaker of quotation ``group``; ask in reading order."""
        one = self._found[group]
        speaker = self._after(one) or self._before(group) or self._carried(group) or self._near(group)
        if speaker is None:
            speaker = _SCARE if self._is_short(one) else _NOBODY
        if speaker.name is not None:
            self._last = (one.pieces[-1].sentence, speaker)
        self._known[group] = speaker
        return speaker

    def _sources_of(self, text: str, told: Sequence[Reference]) -> list[_Source]:
        sources = [
            _Source(one.start, one.end, one.canonical)
            for one in told
            if not one.quoted and self._kinds.get(one.canonical or "", "person") != "other"
        ]
        taken = [(one.start, one.end) for one in sources]
        for match in (*_DESCRIPTION.finditer(text), *_THEY.finditer(text)):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                name = match.group() if match.re is _DESCRIPTION else None
                sources.append(_Source(match.start(), match.end(), name))
        return sorted(sources, key=lambda one: one.start)

    def _after(self, one: Quoted) -> Speaker | None:
        """After the words: "…," Smith said; "…," said Smith, the mayor; "…," the mayor, John Smith, said."""
        number = one.pieces[-1].sentence
        text = self._sentences[number].text
        begin = one.after
        end = self._clear_until(number, begin)
        stop = _CLAUSE_END.search(text, begin, end)
        if stop is not None:
            end = stop.start()
        according = _ACCORDING.search(text, begin, end)
        verb = _VERB.search(text, begin, end)
        if according is not None and (verb is None or according.start() < verb.start()):
            return self._first(number, according.end(), end, "after")
        if verb is None:
            return None
        gap = text[begin : verb.start()]
        if re.fullmatch(r"[\s,]*", gap):
            return self._first(number, verb.end(), min(end, verb.end() + 120), "after")
        subject = self._subject(number, begin, verb.start())
        opening = text[begin : subject.start] if subject is not None else ""
        if subject is None or (
            opening.strip(" ,")
            and not re.fullmatch(r"[\s,]*(?:as |which |that |the |a |an |one |former |\w+ )?\s*", opening)
        ):
            return None
        return self._speaker(number, subject, "after")

    def _before(self, group: int) -> Speaker | None:
        """Smith said: "…". Smith, who was there, told reporters that it was "…"."""
        one = self._found[group]
        number = one.pieces[0].sentence
        text = self._sentences[number].text
        end = one.before
        begin = self._clear_from(number, end)
        according = _ACCORDING.search(text, begin, end)
        if according is not None:
            return self._first(number, according.end(), end, "before")
        verbs = list(_VERB.finditer(text, begin, end))
        for verb in reversed(verbs):
            subject = self._subject(number, begin, verb.start())
            if subject is not None:
                return self._speaker(number, subject, "before")
            inverted = self._first(number, verb.end(), end, "before") if begin else None
            if inverted is not None and verb.start() - begin < 4:
                return inverted
        if begin and not verbs:
            # "…" between two quotations of one sentence without a word of saying: the speaker goes on.
            return self._known.get(group - 1) if self._same_sentence(group) else None
        return None

    def _same_sentence(self, group: int) -> bool:
        if group == 0:
            return False
        previous, one = self._found[group - 1], self._found[group]
        known = self._known.get(group - 1)
        return (
            previous.pieces[-1].sentence == one.pieces[0].sentence
            and known is not None
            and known.name is not None
        )

    def _carried(self, group: int) -> Speaker | None:
        """The whole sentence is quoted, and the text just before it spoke."""
        one = self._found[group]
        number = one.pieces[0].sentence
        if self._words_outside(one) > _FEW or number == 0:
            return None
        before = self._sentences[number - 1]
        if before.text.rstrip().endswith(":") or not self._inside[number - 1]:
            verbs = list(_VERB.finditer(before.text))
            if verbs and not _in(verbs[-1].start(), self._inside[number - 1]):
                subject = self._subject(number - 1, 0, verbs[-1].start())
                if subject is not None and subject.name is not None:
                    return Speaker(subject.name, (number - 1, subject.start, subject.end), "carried")
        if self._last is not None and number - self._last[0] <= 2:
            return Speaker(self._last[1].name, self._last[1].span, "carried")
        return None

    def _near(self, group: int) -> Speaker | None:
        """The subject of the sentence, where the quotation is too long to be mere emphasis."""
        one = self._found[group]
        number = one.pieces[0].sentence
        if self._is_short(one):
            return None
        begin = self._clear_from(number, one.before)
        for source in self._sources[number]:
            if begin <= source.start < one.before and source.name is not None and self._is_person(source):
                return self._speaker(number, source, "near")
        if self._words_outside(one) <= _FEW and self._last is not None:
            return Speaker(self._last[1].name, self._last[1].span, "carried")
        return None

    def _is_person(self, source: _Source) -> bool:
        return self._kinds.get(source.name or "", "person") == "person"

    def _is_short(self, one: Quoted) -> bool:
        return len(one.pieces) == 1 and self._count(one) <= _FEW

    def _count(self, one: Quoted) -> int:
        return sum(
            len(self._sentences[piece.sentence].text[piece.start : piece.end].split()) for piece in one.pieces
        )

    def _words_outside(self, one: Quoted) -> int:
        """Words of the sentences it touches that stand in no quotation."""
        count = 0
        for number in {one.pieces[0].sentence, one.pieces[-1].sentence}:
            text = self._sentences[number].text
            rest, position = [], 0
            for start, end in sorted(self._inside[number]):
                rest.append(text[position:start])
                position = max(position, end)
            rest.append(text[position:])
            count += sum(len(re.findall(r"\w+", part)) for part in rest)
        return count

    def _clear_until(self, number: int, position: int) -> int:
        """Where the next quotation of the sentence opens, else its end."""
        later = [start for start, _ in self._inside[number] if start >= position]
        return min(later, default=len(self._sentences[number].text))

    def _clear_from(self, number: int, position: int) -> int:
        earlier = [end for _, end in self._inside[number] if end <= position]
        return max(earlier, default=0)

    def _subject(self, number: int, begin: int, verb: int) -> _Source | None:
        """Whose the verb is: the source right before it, or the first of its clause if a comma intervenes."""
        text = self._sentences[number].text
        sources = [one for one in self._sources[number] if begin <= one.start and one.end <= verb]
        if not sources:
            return None
        last = sources[-1]
        between = text[last.end : verb]
        if _ADVERBS.match(between):
            if (
                text[max(0, last.start - 2) : last.start] == ", "
                and len(sources) > 1
                and last.name is not None
            ):
                return last
            return last
        for one in sources:
            if self._is_person(one) and not text[one.end :].startswith(("’s", "'s")):
                return one
        return last

    def _first(self, number: int, begin: int, end: int, how: str) -> Speaker | None:
        """The first source in a stretch; a person named in apposition to a description wins."""
        sources = [one for one in self._sources[number] if begin <= one.start < end]
        if not sources:
            return None
        first = sources[0]
        if first.start - begin > 60:
            return None
        if self._kinds.get(first.name or "") != "person":
            text = self._sentences[number].text
            for one in sources[1:]:
                if self._kinds.get(one.name or "") == "person" and not re.search(
                    r"\b(?:and|that|who)\b", text[first.end : one.start]
                ):
                    return self._speaker(number, one, how)
        return self._speaker(number, first, how)

    @staticmethod
    def _speaker(number: int, source: _Source, how: str) -> Speaker:
        return Speaker(source.name, (number, source.start, source.end), how)


def _in(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)
