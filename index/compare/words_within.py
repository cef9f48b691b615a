"""Which words a sentence has: what a reader looks at before it reads.

Most sentences have no month, no number and nobody in office. A pattern that cannot match without a certain
word is slower to find that out than a set is to be asked; and the words are the same for all readers.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=1 << 10)
def words_within(text: str) -> frozenset[str]:
    """Return the runs of unaccented Latin letters in ``text``, as they are written.

    Cached, because the readers go through the same sentences one after the other.
    """
    return frozenset(_WORD.findall(text))


def forms_of(words: str) -> frozenset[str]:
    """Return each of ``words`` in small letters, with a capital and in capitals."""
    return frozenset(form for word in words.split() for form in (word, word.capitalize(), word.upper()))
