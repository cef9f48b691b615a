"""The list of topics as rows: made once, then sorted and narrowed down as fast as keys come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tui.widgets.safe import one_line
from tui.widgets.sheet_lines import topic_row
from tui.widgets.wrapping import cells, truncate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from index.library import Library
    from index.topics import Topic
    from tui.widgets.sheet_lines import GridRow

Sort: TypeAlias = Literal["most sources", "freshest", "most articles", "most differences"]
SORTS: Final[tuple[Sort, ...]] = ("most sources", "freshest", "most articles", "most differences")


#: Which topics: those that a source does not carry, or those that it alone tells.
Kind: TypeAlias = Literal["without", "only"]
_TOLD: Final[dict[Kind, str]] = {"without": "not carried by {}", "only": "told by {} alone"}
_NOTHING: Final[dict[Kind, str]] = {
    "without": "{} carries every topic that two others tell, in the months this library has of it.",
    "only": "All that {} tells is told by another source here, too.",
}


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """What one source does not carry, or alone tells."""

    kind: Kind
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic, its row, and the words (case folded) by which it is found."""

    topic: Topic
    row: GridRow
    words: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Topics in the library's own order; of some it is known how many facts differ on their sheets.

    Their activity is told in so many ``bars``.
    """

    entries: tuple[Entry, ...]
    differing: Mapping[str, int]
    bars: int = 0

    def with_differing(self, found: Mapping[str, int]) -> Listing:
        """Return the same topics, of more of which it is known how many facts differ."""
        known = {**self.differing, **found}
        entries = (
            replace(entry, row=topic_row(entry.topic, known[entry.topic.id], self.bars))
            if entry.topic.id in found
            else entry
            for entry in self.entries
        )
        return Listing(tuple(entries), known, self.bars)


def read(library: Library, blind: BlindSpot | None, bars: int) -> Listing:
    """Ask ``library`` for all topics, or for a blind spot; takes a moment. Raises LibraryError."""
    if blind is None:
        topics = library.topics()
    elif blind.kind == "without":
        topics = library.review.without(blind.source)
    else:
        topics = library.review.only(blind.source)
    return listing(topics, library.differing(), bars)


def title(shown: int, every: int, blind: BlindSpot | None, doing: str = "", width: int = 78) -> str:
    """Return how many topics are shown, of how many, which, how all are shown again, and what is ``doing``.

    Of a source's long name as much is told as fits ``width`` cells.
    """
    counted = f"{shown:,} {'topic' if shown == 1 else 'topics'}"
    if shown != every:
        counted += f" of {every:,}"
    doing = f" · {doing}" if doing else ""
    if blind is None:
        return counted + doing
    counted += f", {_TOLD[blind.kind]} in this library · Esc shows all{doing}"
    return counted.format(truncate(one_line(blind.source), max(8, width - cells(counted.format("")))))


def nothing(blind: BlindSpot | None) -> str:
    """Return what is said where there is no topic to show."""
    if blind is None:
        return "No topics yet: a topic is told by two articles or more. Press q to go back."
    return f"{_NOTHING[blind.kind].format(one_line(blind.source))} Escape shows all topics again."


def listing(topics: Iterable[Topic], differing: Mapping[str, int], bars: int) -> Listing:
    """Draw the rows of ``topics`` and note the words to find them by."""
    return Listing(
        tuple(
            Entry(topic, topic_row(topic, differing.get(topic.id), bars), _words(topic)) for topic in topics
        ),
        differing,
        bars,
    )


def _words(topic: Topic) -> str:
    told = (topic.label, *topic.terms, *topic.sources, *(story.label for story in topic.stories))
    return one_line(" ".join(told)).casefold()


def chosen(known: Listing, typed: str, sort: Sort) -> list[Entry]:
    """Return what holds all words of ``typed``, as parts of words too, in the order asked for."""
    wanted = typed.casefold().split()
    found = [entry for entry in known.entries if all(word in entry.words for word in wanted)]
    key = _key(known, sort)
    return sorted(found, key=key, reverse=True) if key is not None else found


def _key(known: Listing, sort: Sort) -> Callable[[Entry], str | int] | None:
    if sort == "freshest":
        return lambda entry: entry.topic.last.isoformat() if entry.topic.last else ""
    if sort == "most articles":
        return lambda entry: len(entry.topic.article_ids)
    if sort == "most differences":
        return lambda entry: known.differing.get(entry.topic.id, -1)
    return None


def told(topic: Topic) -> Sequence[str]:
    """Return what a topic is about in a few lines: its name, who tells it, what happens in it."""
    lines = [one_line(topic.label), one_line("; ".join(topic.sources))]
    if len(topic.stories) > 1:
        headlines = " · ".join(one_line(story.label) for story in topic.stories[:3] if story.label)
        lines.append(f"{len(topic.stories)} stories: {headlines}")
    else:
        lines.append(one_line(topic.stories[0].label) if topic.stories else "")
    return lines
