"""What the forms of a word have in common, told from their stem: back through Snowball's rules for English.

The algorithm: https://snowballstem.org/algorithms/english/stemmer.html. Almost all of its steps only cut a
word's end off. The few that put other letters there change no more than the stem's last one.
"""

from __future__ import annotations

from typing import Final

# A stem's last letter that may not be in the word: "happi" of "happy", "hope" of "hoping", "sensibl" of
# "sensibility", "sky" of "skies".
_CHANGED: Final = "iely"


def beginning_of_forms(stem: str) -> str:
    """Return letters that all words with this ``stem`` (:func:`index.analysis.stem`) begin with."""
    if not (stem.isascii() and stem.isalpha()):
        return stem[: max(1, len(stem) - 2)]
    # Letters are changed only behind two that stay.
    if len(stem) < 3 or stem[-1] not in _CHANGED:
        return stem
    if len(stem) == 3 and stem.endswith("ie"):
        return stem[0]  # "die" of "dying"
    return stem[:-1]


def is_only_form(stem: str) -> bool:
    """Whether the one word with this ``stem`` is the letter itself: an ending is cut off behind a vowel."""
    return len(stem) == 1 and stem.isascii() and stem.isalpha() and stem not in "aeiou"
