"""Who said what stands in quotation marks.

The order of trust: words of saying right after the quotation ("…," Smith said; said Smith), right before it
(Smith said: "…"), a source named with "according to", the speaker of the quotation before where one is
carried on, and last the subject of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.compare.names_reference import references
from index.compare.names_words import SPEECH_NOUNS
from index.compare.quotations_sources import VERB, Source, Sources, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.names_model import Name
    from index.compare.quotations_marks import Quoted
    from index.compare.sentences import Sentence

_ACCORDING = re.compile(r"\b[Aa](?:ccording to|s told by) ")
_CLAUSE_END = re.compile(r"[;:!?]|\s[—–-]+\s|—")
_INVERTED = frozenset(("added", "asked", "said", "says", "wrote"))
_CLOSING_MARKS = ("”", '"', "»", "’")
#: Quotations of fewer words may be mere emphasis.
_FEW = 3
_LONGEST_TITLE = 6
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_MOST_IN_SENTENCE = 40
#: How far back in its sentence a quotation is introduced, in characters.
_FAR = 600
_REACH = 140


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: name or description, where that stands, and how it was found."""

    name: str | None
    span: tuple[int, int, int] | None
    how: str


_NOBODY = Speaker(None, None, "none")
_SCARE = Speaker(None, None, "scare")


class Speakers:
    """Finds the speakers of the quotations of one article, in order."""

    def __init__(self, sentences: Sequence[Sentence], names: Sequence[Name], found: Sequence[Quoted]) -> None:
        self._texts = [sentence.text for sentence in sentences]
        self._paragraphs = [sentence.paragraph for sentence in sentences]
        self._found = found
        self._kinds = {name.canonical: name.kind for name in names}
        self._inside: list[list[tuple[int, int]]] = [[] for _ in sentences]
        for one in found:
            for piece in one.pieces:
                self._inside[piece.sentence].append((piece.start, piece.end))
        self._sources = Sources(self._texts, self._inside, references(sentences, names, found), self._kinds)
        self._asked: Counter[int] = Counter()
        self._outside: dict[int, int] = {}
        self._last: tuple[int, Speaker] | None = None
        self._known: dict[int, Speaker] = {}

    def of(self, group: int) -> Speaker:
        """Return the speaker of quotation ``group``; ask in reading order."""
        one = self._found[group]
        self._asked[one.pieces[0].sentence] += 1
        if self._asked[one.pieces[0].sentence] > _MOST_IN_SENTENCE:
            # No prose: looking around each of thousands of quotations would take time out of all proportion.
            self._known[group] = _NOBODY
            return _NOBODY
        if self._is_title(one):
            self._known[group] = _SCARE
            return _SCARE
        if self._is_closed(one):
            speaker = self._after(one) or self._before(group)
        else:
            speaker = self._before(group) or self._after(one)
        speaker = speaker or self._carried(group) or self._near(group)
        if speaker is None or (speaker.name is None and speaker.span is None):
            speaker = _SCARE if self._is_short(one) else _NOBODY
        if speaker.name is not None:
            self._last = (one.pieces[-1].sentence, speaker)
        self._known[group] = speaker
        return speaker

    def _is_title(self, one: Quoted) -> bool:
        """Whether it is the title of a work: "The Evening Hour"."""
        text = self._texts[one.pieces[0].sentence][one.pieces[0].start : one.pieces[-1].end]
        words = text.rstrip(",.").split() if len(one.pieces) == 1 else []
        if not 2 <= len(words) <= _LONGEST_TITLE or text[-1] in ".?!" or text[0] == "“":
            return False
        capitals = sum(word[0].isupper() for word in words)
        if capitals < 2 or text.isupper():
            return False
        return all(word[0].isupper() or word in _SMALL for word in words)

    def _is_closed(self, one: Quoted) -> bool:
        """Whether the words end as a whole statement does; if not, the sentence runs on around them."""
        last = one.pieces[-1]
        text = self._texts[last.sentence]
        return (
            text[last.end - 1] in ",.?!…—-" or text[one.after : one.after + 1] in (",", "") or one.before == 0
        )

    def _after(self, one: Quoted) -> Speaker | None:
        """After the words: "…," Smith said; "…," said Smith, the mayor; "…," the mayor, John Smith, said."""
        number = one.pieces[-1].sentence
        text, begin = self._texts[number], one.after
        end = min(self._clear_until(number, begin), begin + _REACH)
        stop = _CLAUSE_END.search(text, begin, end)
        end = stop.start() if stop is not None else end
        if _continues(text, begin):
            return None
        according = _ACCORDING.search(text, begin, end)
        for verb in VERB.finditer(text, begin, end):
            if according is not None and according.start() < verb.start():
                break
            if re.fullmatch(r"[\s,.]*", text[begin : verb.start()]):
                return self._named(number, verb.end(), end, "after")
            subject = self._sources.subject(number, begin, verb.start())
            if subject is not None and subject.start - begin < 60:
                return self._speaker(number, subject, "after")
            if verb.group() not in SPEECH_NOUNS:
                break
        if according is not None and according.start() - begin < 40:
            return self._named(number, according.end(), end, "after")
        return self._at_end(number, begin)

    def _at_end(self, number: int, begin: int) -> Speaker | None:
        """End of the sentence: "… that “…” in the end, Smith said." The attribution closes the sentence."""
        text = self._texts[number]
        for source in reversed(self._sources.of(number)):
            if source.start < begin or text[source.end + 1 :].rstrip(".") not in _INVERTED:
                continue
            if re.search(r", (?:[A-Z][\w.]* )*$", text[begin : source.start]):
                return self._speaker(number, source, "after")
        return None

    def _before(self, group: int) -> Speaker | None:
        """Smith said: "…". Smith, who was there, told reporters that it was "…"."""
        one = self._found[group]
        number = one.pieces[0].sentence
        text, end = self._texts[number], one.before
        begin = self._clear_from(number, end)
        according = _ACCORDING.search(text, begin, end)
        if according is not None:
            return self._named(number, according.end(), end, "before")
        for verb in reversed(list(self._sources.verbs(number, max(0, end - _FAR), end))):
            if (verb.group() in _INVERTED and text[: verb.start()].rstrip(" ,")[-1:] in _CLOSING_MARKS) or (
                text[verb.start() - 2 : verb.start()] == ", "
            ):
                inverted = self._inverted(number, verb)
                if inverted is not None:
                    return inverted
            subject = self._sources.subject(number, 0, verb.start(), participle=verb.group().endswith("ing"))
            if subject is not None:
                return self._speaker(number, subject, "before")
        if self._same_sentence(group):
            # Between two quotations of one sentence there is no word of saying: the same speaker goes on.
            return self._known[group - 1]
        return None

    def _inverted(self, number: int, verb: re.Match[str]) -> Speaker | None:
        """The "Smith" of "…, said Smith, …"."""
        after = [
            one for one in self._sources.of(number) if verb.end() <= one.start <= verb.end() + 5 and one.named
        ]
        if verb.group() not in _INVERTED or not after:
            return None
        return self._speaker(number, after[0], "before")

    def _same_sentence(self, group: int) -> bool:
        if group == 0 or self._known[group - 1].name is None:
            return False
        return self._found[group - 1].pieces[-1].sentence == self._found[group].pieces[0].sentence

    def _carried(self, group: int) -> Speaker | None:
        """The whole sentence is quoted, and the text just before it spoke."""
        one = self._found[group]
        number = one.pieces[0].sentence
        if self._words_outside(one) > _FEW or number == 0:
            return None
        announced = self._announced(number - 1)
        if announced is not None:
            return announced
        if self._last is not None and number - self._last[0] <= 2:
            return Speaker(self._last[1].name, self._last[1].span, "carried")
        return None

    def _announced(self, number: int) -> Speaker | None:
        """Who speaks in a sentence that leads to a quotation in the next one."""
        text = self._texts[number]
        if not text.rstrip().endswith(":") and self._inside[number]:
            return None
        for verb in reversed(list(self._sources.verbs(number, 0, len(text)))):
            subject = self._sources.subject(number, 0, verb.start())
            if (
                subject is not None
                and subject.name is not None
                and not within(verb.start(), self._inside[number])
            ):
                return self._speaker(number, subject, "carried")
        people = [one for one in self._sources.of(number) if one.person and one.name is not None]
        if people and (text.rstrip().endswith(":") or len({one.name for one in people}) == 1):
            return self._speaker(number, people[0], "carried")
        return None

    def _near(self, group: int) -> Speaker | None:
        """The subject of the sentence, where the quotation is too long to be mere emphasis."""
        one = self._found[group]
        number = one.pieces[0].sentence
        if self._is_short(one):
            return None
        begin = self._clear_from(number, one.before)
        stretch = [source for source in self._sources.of(number) if begin <= source.start < one.before]
        for source in stretch:
            if source.name is not None and source.person and not self._sources.owns(number, source):
                return self._speaker(number, source, "near")
        if self._words_outside(one) <= _FEW and self._last is not None:
            return Speaker(self._last[1].name, self._last[1].span, "carried")
        return None

    def _is_short(self, one: Quoted) -> bool:
        return len(one.pieces) == 1 and self._count(one) <= _FEW

    def _count(self, one: Quoted) -> int:
        return sum(len(self._texts[piece.sentence][piece.start : piece.end].split()) for piece in one.pieces)

    def _words_outside(self, one: Quoted) -> int:
        """Words of the sentences it touches that stand in no quotation."""
        touched = {one.pieces[0].sentence, one.pieces[-1].sentence}
        return sum(self._words_outside_of(number) for number in touched)

    def _words_outside_of(self, number: int) -> int:
        known = self._outside.get(number)
        if known is None:
            known, position, text = 0, 0, self._texts[number]
            for start, end in [*sorted(self._inside[number]), (len(text), len(text))]:
                known += len(re.findall(r"\w+", text[position:start]))
                position = max(position, end)
            self._outside[number] = known
        return known

    def _clear_until(self, number: int, position: int) -> int:
        """Where the next quotation of the sentence opens, else its end."""
        later = [start for start, _ in self._inside[number] if start >= position]
        return min(later, default=len(self._texts[number]))

    def _clear_from(self, number: int, position: int) -> int:
        """Where the last quotation before ends, else the sentence's beginning."""
        earlier = [end for _, end in self._inside[number] if end <= position]
        return max(earlier, default=0)

    def _named(self, number: int, begin: int, end: int, how: str) -> Speaker | None:
        """The first source in a stretch; a person beside a description wins: "said the mayor, Smith"."""
        sources = [one for one in self._sources.of(number) if begin <= one.start < end]
        if not sources or sources[0].start - begin > 60:
            return None
        first = sources[0]
        if not first.person or first.name is None:
            text = self._texts[number]
            for one in sources[1:]:
                between = text[first.end : one.start]
                if one.person and not re.search(r"\b(?:and|that|who|told|to|with)\b", between):
                    return self._speaker(number, one, how)
        return self._speaker(number, first, how)

    @staticmethod
    def _speaker(number: int, source: Source, how: str) -> Speaker:
        return Speaker(source.name, (number, source.start, source.end), how)


def _continues(text: str, position: int) -> bool:
    """Whether the sentence runs on after the quotation as if the marks were not there."""
    return bool(
        re.match(
            r"\s(?:in|on|of|for|to|and|or|by|with|from|at|as|about|that|which|but|because|when)\b",
            text[position : position + 12],
        )
    )
