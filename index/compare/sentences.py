"""The sentences of an article: the smallest unit that a comparison shows.

A paragraph is never joined with the next, and every character of the body that is not white space stands in
exactly one sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nupunkt.tokenizers import PunktSentenceTokenizer

    from index.article import Article

#: Scripts that end sentences with marks of their own: Chinese and Japanese (no space follows), Devanagari,
#: Arabic and Urdu, Armenian, Ethiopic (a space follows).
_FOREIGN_END = re.compile(r"[。！？｡][。！？｡」』”’）】》]*|[।॥؟۔։።]+[”»\"]*(?=\s)")
_FOREIGN_MARKS = frozenset("。！？｡।॥؟۔։።")

#: A sentence that ends in one of these goes on: the name or number that it introduces follows.
_OPEN_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Adm|Brig|Capt|Cmdr|Col|Cpl|Dr|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mr|Mrs|Ms|Mx|Pfc|Pres|Prof|Pvt"
    r"|Rep|Reps|Rev|Sen|Sens|Sgt|Spc|Sr\. Sgt|St|Supt|vs)\.$"
)
_LINE_END = re.compile(r"[.!?…:;,。！？।؟][\"'”’»)\]]*$")

_WHOLE_WORD_STOP = re.compile(r"(?<![.\w])[^\W\d_]{2,}(?:\.|。)[\"”’)]?$")

#: "Is it over?" Smith asked: the words of the speaker belong to the question that they follow.
_QUOTED_QUESTION = re.compile(r"[?!][\"”]$")
_SAID = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Rep|Sen|Gov)\. )?[A-Z]\w+(?: [A-Z]\w+)? (?:said|says|asked|asks|added|wrote"
    r"|tweeted|told|replied|shouted|continued|wondered)\b"
)

#: nupunkt looks ahead and back over unbroken runs, which costs quadratic time where nothing ever breaks them.
_LONGEST_WORD = 400
_LONGEST_PIECE = 20_000
_END_MARK = re.compile("[.!?…" + "".join(_FOREIGN_MARKS) + "]")
_PLAIN_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
_MOST_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a body.

    Attributes:
        text: The sentence; white space within it is a single space each.
        paragraph: The number of its paragraph, counted from 0.
        heading: Whether the paragraph is a heading (one short line that no full stop ends).
    """

    text: str
    paragraph: int
    heading: bool = False


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Split the body of ``article`` into sentences, in reading order and without the title.

    Takes time linear in the length of the text and never raises. English rules and abbreviations are those
    of the Punkt algorithm (Kiss and Strunk 2006) as trained by nupunkt; other languages are split at their
    own marks.
    """
    found: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        heading = _is_heading(paragraph)
        text = " ".join(paragraph.split())
        pieces = [text] if heading else split(text)
        found.extend(Sentence(piece, number, heading) for piece in pieces)
    return tuple(found)


def split(text: str) -> list[str]:
    """Split one paragraph (white space already single spaces) into its sentences."""
    starts: list[int] = []
    position = 0
    before = ""
    for raw in _raw_pieces(text):
        piece = raw.strip()
        if piece and not (starts and (not _has_word(piece) or _goes_on(before, piece))):
            starts.append(position)
        position += len(raw)
        before = piece or before
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]


def _raw_pieces(text: str) -> Iterator[str]:
    for part in _bounded(text):
        if not _may_end_within(part):
            yield part
            continue
        if len(part) > _LONGEST_WORD and max(map(len, part.split()), default=0) > _LONGEST_WORD:
            spans = _cut(len(part), [found.end() for found in _PLAIN_END.finditer(part)])
        else:
            # Only the ends of nupunkt's spans are used, so that whatever stands between two spans is kept.
            spans = _cut(len(part), [end for _, end in _punkt().span_tokenize(part)])
        for start, end in spans:
            yield from _at_foreign_ends(part[start:end])


def _may_end_within(text: str) -> bool:
    """Whether a mark that may end a sentence has a word after it; many paragraphs have none."""
    last = len(text)
    while last and not text[last - 1].isalnum():
        last -= 1
    return _END_MARK.search(text, 0, last) is not None


def _bounded(text: str) -> Iterator[str]:
    """Cut a very long paragraph at spaces, after the end of a sentence where there is one."""
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        ends = [found.end() for found in _PLAIN_END.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or _LONGEST_PIECE
        yield window[:cut]
        start += cut
    yield text[start:]


def _cut(length: int, ends: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in [*ends, length]:
        if end > start:
            yield start, end
            start = end


def _at_foreign_ends(piece: str) -> Iterator[str]:
    if _FOREIGN_MARKS.isdisjoint(piece):
        yield piece
        return
    for start, end in _cut(len(piece), [found.end() for found in _FOREIGN_END.finditer(piece)]):
        yield piece[start:end]


def _has_word(piece: str) -> bool:
    return any(character.isalnum() for character in piece)


def _goes_on(before: str, after: str) -> bool:
    if _OPEN_ABBREVIATION.search(before[-12:]) or (after[0] in ",;" and after[1:2] != ","):
        return True
    if after[0].islower():
        # Some write in small letters only: a full stop after a whole word ends a sentence even there.
        return not _WHOLE_WORD_STOP.search(before[-12:])
    return bool(_QUOTED_QUESTION.search(before[-3:]) and _SAID.match(after))


def _is_heading(paragraph: str) -> bool:
    if "\n" in paragraph or _LINE_END.search(paragraph[-8:]):
        return False
    words = paragraph.split()
    return len(words) <= _MOST_HEADING_WORDS and len(paragraph) <= 120 and not paragraph[0].islower()


@cache
def _punkt() -> PunktSentenceTokenizer:
    import nupunkt

    return nupunkt.load("default")
