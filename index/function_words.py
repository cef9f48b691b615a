"""Words that nearly every English text holds: alone they say nothing of what it is about.

The closed classes of an English grammar: articles, prepositions, pronouns, auxiliaries, conjunctions; without
those that are also names ("US", "WHO", "Will").
"""

from __future__ import annotations

from typing import Final

FUNCTION_WORDS: Final[frozenset[str]] = frozenset(
    """
    a about after all also an and any are as at be been before being but by can could did do does down
    each for from had has have he her here him his how i if in into is it its me more most my no not of
    off on or our out over she should so some such than that the their them then there these they this
    those through to under up was we were what when where which while with would you your
    """.split()  # noqa: SIM905 - a paragraph is read more easily than ninety quoted words
)
