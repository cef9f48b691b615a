"""Where quotation marks open and close: curly, straight, guillemets, single ones told from apostrophes.

A quotation may run over several sentences, and over several paragraphs if each opens with a mark again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.sentences import Sentence

_MARK = re.compile(r"[\"“”„«»‟〝〞「」『』]|''|``|’’|‘‘")
_OPENING = frozenset(("“", "„", "«", "‟", "〝", "「", "『", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "〞", "」", "』", "’’"))
_SINGLE = re.compile(
    r"(?<![\w’'])[‘'](?!(?:em|til|tis|twas|cause|n|round|bout|s|\d\ds?)\b)(?=[\w“\"…])"
    r"([^‘“”\"]{2,400}?)(?<=[\w.,!?…])[’'](?![\w’'])"
)
_MOST_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """What of one sentence stands inside the marks: ``start`` and ``end`` leave the marks out."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """One pair of marks and what stands between, a piece for each sentence.

    ``before`` and ``after`` are where the opening mark starts in the first piece's sentence and where the
    closing mark ends in the last piece's.
    """

    pieces: tuple[Piece, ...]
    before: int
    after: int


def quoted(sentences: Sequence[Sentence]) -> tuple[Quoted, ...]:
    """Find everything that stands in quotation marks, in reading order. Marks within marks are part of it."""
    found: list[Quoted] = []
    scan = _Scan()
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].paragraph != sentence.paragraph and scan.open:
            scan.end_of_paragraph(sentence.text)
        found.extend(scan.read(number, sentence.text))
    found.extend(scan.given_up())
    covered: dict[int, list[tuple[int, int]]] = {}
    for one in found:
        for piece in one.pieces:
            covered.setdefault(piece.sentence, []).append((piece.start - 1, piece.end + 1))
    for number, sentence in enumerate(sentences):
        if "‘" in sentence.text or "'" in sentence.text:
            found.extend(_single(number, sentence.text, covered.get(number, [])))
    return tuple(sorted(found, key=lambda one: (one.pieces[0].sentence, one.pieces[0].start)))


class _Scan:
    """Reads sentence after sentence and remembers the quotation that is open."""

    def __init__(self) -> None:
        self.open = False
        self._pieces: list[Piece] = []
        self._before = 0
        self._dropped: list[Quoted] = []

    def end_of_paragraph(self, following: str) -> None:
        """Keep the quotation open only if the next paragraph opens with a mark, as long quotations do."""
        if _MARK.match(following) is None or following[0] in _CLOSING or len(self._pieces) > _MOST_SENTENCES:
            self.open = False
            if self._pieces:
                first = self._pieces[0]
                self._dropped.append(Quoted((first,), self._before, first.end))

    def read(self, number: int, text: str) -> Iterator[Quoted]:
        """Yield the quotations that end in this sentence."""
        yield from self.given_up()
        start = 0
        for mark in _MARK.finditer(text):
            opens = self._opens(text, mark)
            if opens is None:
                continue
            if opens and not self.open:
                self.open, self._pieces, self._before, start = True, [], mark.start(), mark.end()
            elif opens and self._pieces and mark.start() == 0:
                start = mark.end()  # a quotation goes on in a new paragraph
            elif not opens and self.open:
                self._add(number, text, start, mark.start())
                self.open = False
                if self._pieces:
                    yield Quoted(tuple(self._pieces), self._before, mark.end())
        if self.open:
            self._add(number, text, start, len(text))

    def given_up(self) -> list[Quoted]:
        """Return what was left open, cut after its first sentence."""
        dropped, self._dropped = self._dropped, []
        return dropped

    def _add(self, number: int, text: str, start: int, end: int) -> None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            self._pieces.append(Piece(number, start, end))

    def _opens(self, text: str, mark: re.Match[str]) -> bool | None:
        """Whether the mark opens or closes; None: it is no quotation mark (6 feet 2")."""
        sign, start, end = mark.group(), mark.start(), mark.end()
        left, right = text[start - 1 : start], text[end : end + 1]
        if sign in _OPENING:
            return not (self.open and left and not left.isspace() and (not right or right.isspace()))
        if sign in _CLOSING:
            # Some write every mark as a closing one.
            return not self.open and (not left or left.isspace()) and bool(right) and not right.isspace()
        if not self.open:
            if left.isdigit() and (not right or not right.isalnum()):
                return None
            return bool(right) and not right.isspace()
        continues = start == 0 and bool(self._pieces) and self._pieces[-1].sentence != -1
        return continues and bool(right) and not right.isspace()


def _single(number: int, text: str, covered: Sequence[tuple[int, int]]) -> Iterator[Quoted]:
    for match in _SINGLE.finditer(text):
        start, end = match.span(1)
        if any(begin <= start and end <= stop for begin, stop in covered):
            continue
        if " " in match.group(1) or match.group(1)[-1] in ".,!?":
            yield Quoted((Piece(number, start, end),), match.start(), match.end())
