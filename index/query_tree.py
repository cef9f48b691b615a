"""A query as an engine-neutral tree: leaves say what must be found, branches how leaves combine.

Words are kept as typed: folding, stemming and expansion to other spellings are the engine's business (see
:mod:`index.analysis`). The tree stands apart from the reading of the query language, which takes a moment to
load and which a list of the newest articles does not need.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

Field: TypeAlias = Literal["any", "title"]

#: What a reader may have done with an article.
MarkName: TypeAlias = Literal["read", "unread", "starred", "noted"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word, in the title or the body. ``exact``: no correction of spelling (``+word``)."""

    text: str
    field: Field = "any"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with ``text``."""

    text: str
    field: Field = "any"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of ``text`` one after the other."""

    text: str
    field: Field = "any"


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of the sources whose name is, or contains as whole words, ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Articles of the topics whose label or id matches ``name``; the library makes it :class:`Among`."""

    name: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles that the reader has read, starred, written a note on; the library makes it :class:`Among`."""

    name: MarkName


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles published on ``first`` or later and on ``last`` or earlier (days in UTC; None: open)."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """Articles with one of these ids."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles: the query when nothing is typed."""


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Query


Query: TypeAlias = (
    Word | Prefix | Phrase | Source | Topic | Marked | Dates | Among | Everything | And | Or | Not
)
