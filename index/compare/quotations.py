"""Quotations of an article with their speakers, and how those of two accounts relate.

A finding about quotations says whether both carry the same words, whether one cut them, and whether the two
ascribe the same words to different people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.compare.quotations_facts import quotation_facts
from index.compare.quotations_marks import quoted
from index.compare.quotations_speakers import Speaker, Speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.names_model import Name
    from index.compare.sentences import Sentence

__all__ = ["Quotation", "quotation_facts", "quotations"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between one pair of quotation marks, as far as it lies in one sentence.

    Attributes:
        sentence: The number of the sentence.
        start: Where the words begin in it, after the mark.
        end: Where they end, before the mark.
        text: The words, ``sentence[start:end]``.
        words: How many they are.
        speaker: The canonical name of who said it, else a description as the article gives it
            ("a spokesman"), else None.
        speaker_span: (sentence, start, end) of what names the speaker, or None.
        how: How the speaker was found: "after" or "before" the words, "carried" on from the quotation before,
            "near" (the only one it can be); "scare" for words that are quoted but not spoken; "none".
        group: Pieces of one quotation that runs over several sentences share this number.
    """

    sentence: int
    start: int
    end: int
    text: str
    words: int
    speaker: str | None
    speaker_span: tuple[int, int, int] | None
    how: str
    group: int


def quotations(sentences: Sequence[Sentence], names: Sequence[Name]) -> tuple[Quotation, ...]:
    """Find what is quoted in ``sentences`` and who said it, in reading order.

    One record for each sentence that a quotation runs over. Takes time linear in the text; never raises.
    """
    found = quoted(sentences)
    if not found:
        return ()
    speakers = Speakers(sentences, names, found)
    records = []
    for group, one in enumerate(found):
        speaker: Speaker = speakers.of(group)
        for piece in one.pieces:
            text = sentences[piece.sentence].text[piece.start : piece.end]
            records.append(
                Quotation(
                    piece.sentence,
                    piece.start,
                    piece.end,
                    text,
                    len(_WORD.findall(text)),
                    speaker.name,
                    speaker.span,
                    speaker.how,
                    group,
                )
            )
    return tuple(records)
