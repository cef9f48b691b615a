"""What a name is: plain data that names, references and quotations share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

NameKind: TypeAlias = Literal["person", "place", "organisation", "other"]
Gender: TypeAlias = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands: ``text`` is exactly ``sentence[start:end]``, without titles and possessive 's."""

    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """One person, place or organisation of an article, however often and in whatever form it is named.

    Attributes:
        canonical: The fullest form that the article uses, without titles.
        kind: What it names. "other" are names of events, peoples, works and whatever is not clear.
        mentions: In reading order, at least one.
        role: What the article calls the bearer ("president", "governor of Kursk"), or None.
        gender: As told by a title or the given name, or None.
    """

    canonical: str
    kind: NameKind
    mentions: tuple[Mention, ...]
    role: str | None = None
    gender: Gender | None = None
