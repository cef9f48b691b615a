"""The names of topics: words that their first articles share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A topic is named after its first articles, by so many of their keys.
NAMED_BY: Final = 12
LABEL_KEYS: Final = 10


@dataclass(frozen=True, slots=True)
class Member:
    """One article's standing: which story and topic it is in, and the printed forms of its key terms."""

    article_id: str
    story: str
    topic: str
    given: str | None
    keys: tuple[str, ...]
    surfaces: tuple[str, ...]


def label(members: Sequence[Member], terms: int = 3) -> tuple[str, ...]:
    """Return the words that name a group of articles: the weightiest keys that most share, as printed.

    The first ``NAMED_BY`` members decide, so that a topic keeps its name while it grows.
    """
    founders = members[:NAMED_BY]
    weight: dict[str, int] = {}
    for member in founders:
        for rank, (key, surface) in enumerate(zip(member.keys[:LABEL_KEYS], member.surfaces, strict=False)):
            weight[key] = weight.get(key, 0) + LABEL_KEYS - rank + (4 if surface[:1].isupper() else 0)
    best = sorted(weight, key=lambda key: (-weight[key], key))[:terms]
    forms: dict[str, Counter[str]] = {key: Counter() for key in best}
    for member in founders:
        for key, surface in zip(member.keys, member.surfaces, strict=False):
            if key in forms:
                forms[key][surface] += 1
    return tuple(max(found, key=lambda form: (found[form], form)) for found in forms.values())
