"""Passages: the text of one cell of the comparison, with its marks, ready to be wrapped.

A mark gets a one-cell cap in front (``≠``), so offsets on the screen are not offsets into the sentence;
:meth:`Passage.locate` translates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui import glyphs
from tui.widgets.compare_blocks import Block, FactsBySentence, gist
from tui.widgets.compare_marks import MARK_CAPS, MARK_ORDER, ROUGHLY, Drawn, count, side_word
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Span, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.compare.result import Account, Mark, Side

#: Between two sentences of one row that do not follow each other in the article.
_JUMP = f" {glyphs.ELLIPSIS} "
#: An item of a gist that excludes something in the other account.
_DIFFERING = re.compile(f"{glyphs.DIFFER} [^,]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """From here on, offset ``source`` of ``sentence`` stands at ``shown`` in the passage's text."""

    sentence: int
    source: int
    shown: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Text to show, harmless and on one line.

    Attributes:
        text: What is drawn, caps included.
        spans: What is not drawn plainly, in order and without overlap.
        anchors: Where the sentences stand in ``text``, in order.
    """

    text: str
    spans: tuple[Span, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def locate(self, sentence: int, start: int, end: int) -> tuple[int, int] | None:
        """Return where ``[start:end]`` of ``sentence`` stands in ``text``, or None if it is not in here."""
        first, last = self._anchor(sentence, start), self._anchor(sentence, max(end - 1, start))
        if first is None or last is None:
            return None
        begin = first.shown + start - first.source
        begin, stop = whole_characters(self.text, begin, last.shown + max(end, start + 1) - last.source)
        return max(begin, first.shown), stop

    def _anchor(self, sentence: int, offset: int) -> Anchor | None:
        """Return the last anchor before ``offset`` of ``sentence``."""
        place = bisect_right(
            self.anchors, (sentence, offset), key=lambda anchor: (anchor.sentence, anchor.source)
        )
        anchor = self.anchors[place - 1] if place else None
        return anchor if anchor and anchor.sentence == sentence else None


@dataclass(frozen=True, slots=True)
class Marking:
    """How ``[start:end]`` of a sentence is drawn."""

    start: int
    end: int
    kind: Drawn


def markings(marks: Sequence[Mark], side: Side, facts: FactsBySentence) -> dict[int, list[Marking]]:
    """Sort the marks of one side by the sentence they stand in."""
    found: dict[int, list[Marking]] = {}
    for mark in marks:
        if mark.side == side:
            roughly = mark.kind == "close" and (mark.start, mark.end) in _roughly(side, mark.sentence, facts)
            marking = Marking(mark.start, mark.end, "roughly" if roughly else mark.kind)
            found.setdefault(mark.sentence, []).append(marking)
    return found


def _roughly(side: Side, sentence: int, facts: FactsBySentence) -> set[tuple[int, int]]:
    """Return what of a sentence the other account says too, only more or less exactly."""
    held = [fact for fact in facts.get((side, sentence), ()) if fact.verdict in ROUGHLY]
    ends = [fact.a if side == "a" else fact.b for fact in held]
    return {(end.start, end.end) for end in ends if end}


def passage(
    account: Account, sentences: Sequence[int], marks: Mapping[int, Sequence[Marking]], *, caps: bool = True
) -> Passage:
    """Set ``sentences`` one after the other; ``marks`` are those of this side, by sentence.

    With ``caps=False`` what is unique has no cap: where all stands on one side only, saying so at every
    figure is noise.
    """
    parts: list[str] = []
    spans: list[Span] = []
    anchors: list[Anchor] = []
    at = 0
    for place, sentence in enumerate(sentences):
        if place:
            gap = " " if sentence == sentences[place - 1] + 1 else _JUMP
            parts.append(gap)
            at += len(gap)
        shown = one_line(account.sentences[sentence])
        anchors.append(Anchor(sentence, 0, at))
        done = 0
        for start, end, kind in _flatten(marks.get(sentence, ()), shown):
            parts.append(shown[done:start])
            at += start - done
            cap = MARK_CAPS[kind] if caps or kind != "unique" else ""
            if cap:
                parts.append(cap)
                spans.append(Span(at, at + len(cap), f"{kind}-cap"))
                at += len(cap)
                anchors.append(Anchor(sentence, start, at))
            parts.append(shown[start:end])
            spans.append(Span(at, at + end - start, kind))
            at += end - start
            done = end
        parts.append(shown[done:])
        at += len(shown) - done
    return Passage("".join(parts), tuple(spans), tuple(anchors))


def _flatten(marks: Sequence[Marking], text: str) -> Iterator[tuple[int, int, Drawn]]:
    """Yield the marks of one sentence in order, without overlap: the more telling one wins."""
    taken: list[tuple[int, int, Drawn]] = []
    for mark in sorted(marks, key=lambda mark: MARK_ORDER.index(mark.kind)):
        start, end = whole_characters(text, max(mark.start, 0), min(mark.end, len(text)))
        if start < end and all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, mark.kind))
    yield from sorted(taken)


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span so that no accent and no part of an emoji is drawn apart from what it belongs to."""
    while 0 < start < len(text) and _belongs_to_previous(text, start):
        start -= 1
    while 0 < end < len(text) and _belongs_to_previous(text, end):
        end += 1
    return start, end


def _belongs_to_previous(text: str, place: int) -> bool:
    return text[place - 1] == "\u200d" or (ord(text[place]) > 0x2FF and cells(text[place]) == 0)


def fold_passage(block: Block, texts: Sequence[str], facts: FactsBySentence, *, folded: bool) -> Passage:
    """Return the line that stands for a one-sided run, or that heads it when it is open."""
    side = block.side or "a"
    sentences = block.sentences(side)
    sign = glyphs.FOLDED if folded else glyphs.UNFOLDED
    head = f"{sign} {count(len(sentences), 'sentence')} only in {side_word(side)}"
    if not folded:
        return Passage(head, (Span(0, len(head), "fold"),))
    head += ": "
    text = head + one_line(gist(side, sentences, texts, facts))
    spans = [Span(0, len(head), "fold"), Span(len(head), len(text), "gist")]
    differing = (Span(*found.span(), "differ-word") for found in _DIFFERING.finditer(text, len(head)))
    return Passage(text, (*spans, *differing))


def agreement_passage(
    rows: Sequence[Block], side: Side, texts: Sequence[str], facts: FactsBySentence
) -> Passage:
    """Return one side of the line that stands for ``rows`` in which both tell the same."""
    sentences = [sentence for block in rows for sentence in block.sentences(side)]
    head = f"{glyphs.FOLDED} {count(len(rows), 'row')} told alike: "
    text = head + one_line(gist(side, sentences, texts, facts))
    return Passage(text, (Span(0, len(head), "fold"), Span(len(head), len(text), "gist")))


def open_passages(block: Block, account: Account, side: Side, facts: FactsBySentence) -> list[Passage]:
    """Return the sentences of a one-sided run, one passage a paragraph."""
    groups: list[list[int]] = []
    for sentence in block.sentences(side):
        last = groups[-1][-1] if groups else None
        follows = last is not None and sentence == last + 1
        if follows and last is not None and account.paragraphs[sentence] == account.paragraphs[last]:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    marks = markings(block.marks, side, facts)
    return [passage(account, group, marks, caps=False) for group in groups]
