"""The list of topics: who covers what, when, and how much; Enter opens a topic's sheet."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.screens.sheet import SheetScreen
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line
from tui.widgets.sheet_grid import SheetGrid
from tui.widgets.sheet_lines import topic_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from index.library import Library
    from index.topics import Topic
    from tui.screens.compare import Jump

#: What differs is known of topics whose sheet was opened before.
_HEADS = ("Sources", "Articles", "Differ", "First – last", "Activity")
_WIDTHS = (8, 8, 6, 23, 12)
_SORTS = ("most sources", "freshest", "most articles", "most differences")
_NO_TOPICS = "No topics yet: a topic is told by two articles or more. Press q to go back."


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """All topics, the dates of all their articles, and what differs as far as that is known."""

    topics: Sequence[Topic]
    dates: Mapping[str, datetime | None]
    differing: Mapping[str, int]


class TopicsScreen(Screen["Jump | None"]):
    """Lists topics. Dismissed with a :class:`Jump` that came from a sheet, or with None by "back"."""

    TITLE = "Topics"
    BINDING_GROUP_TITLE = "Topics"

    DEFAULT_CSS = """
    TopicsScreen {
        background: $ground;
        color: $ink;
        & > #topics-title { height: 1; padding: 0 1; background: $bar; color: $strong; text-style: bold; }
        & > SheetGrid { height: 1fr; }
        & > #topics-detail { height: 4; padding: 0 1; border-top: solid $rule; color: $quiet; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s", "sort", "Sort", tooltip="By sources, freshness, articles or differences", id="topics.sort"
        ),
        Binding("q,escape", "back", "Back", id="topics.back"),
    ]

    def __init__(self, library: Library, *, now: Callable[[], datetime] = _now) -> None:
        """List the topics of ``library``, which is asked for them in a thread."""
        super().__init__()
        self._library = library
        self._now = now
        self._listed = Listed((), {}, {})
        self._shown: Sequence[Topic] = ()
        self._sort = 0
        self.busy = True

    def compose(self) -> ComposeResult:
        """Title, list, detail, keys."""
        yield Static("Topics", id="topics-title", markup=False)
        yield SheetGrid(by_row=True, widths=_WIDTHS)
        yield Static("", id="topics-detail", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to list."""
        self.grid.focus()
        self.run_worker(self._list(), group="topics", exclusive=True)

    @property
    def grid(self) -> SheetGrid:
        """The list."""
        return self.query_one(SheetGrid)

    async def _list(self) -> None:
        try:
            self._listed = await asyncio.to_thread(self._read)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.query_one("#topics-detail", Static).update(
                one_line(f"The topics could not be listed: {error}")
            )
        else:
            self._fill()
        finally:
            self.busy = False

    def _read(self) -> Listed:
        return Listed(self._library.topics(), self._library.dates(), self._library.differing())

    def _fill(self) -> None:
        self._shown = self._sorted()
        dates, differing = self._listed.dates, self._listed.differing
        rows = [
            topic_row(topic, [dates.get(one) for one in topic.article_ids], differing.get(topic.id))
            for topic in self._shown
        ]
        self.grid.show(f"Topic ({_SORTS[self._sort]})", _HEADS, rows)
        count = len(rows)
        self.query_one("#topics-title", Static).update(f"{count:,} {'topic' if count == 1 else 'topics'}")
        if not rows:
            self.query_one("#topics-detail", Static).update(_NO_TOPICS)

    def _sorted(self) -> list[Topic]:
        topics = list(self._listed.topics)
        if _SORTS[self._sort] == "freshest":
            topics.sort(key=lambda t: t.last.isoformat() if t.last else "", reverse=True)
        elif _SORTS[self._sort] == "most articles":
            topics.sort(key=lambda t: len(t.article_ids), reverse=True)
        elif _SORTS[self._sort] == "most differences":
            topics.sort(key=lambda t: self._listed.differing.get(t.id, -1), reverse=True)
        return topics

    @on(SheetGrid.Moved)
    def _describe(self) -> None:
        if self.grid.row < len(self._shown):
            topic = self._shown[self.grid.row]
            told = f"{topic.label}\n{'; '.join(topic.sources)}"
            stories = f"\n{len(topic.stories)} stories" if len(topic.stories) > 1 else ""
            self.query_one("#topics-detail", Static).update(
                "\n".join(one_line(line) for line in (told + stories).split("\n"))
            )

    @on(SheetGrid.Opened)
    def _open(self) -> None:
        topic = self._shown[self.grid.row]
        self.app.push_screen(SheetScreen(self._library, topic.id, now=self._now), self._came_back)

    def _came_back(self, jump: Jump | None) -> None:
        if jump is not None:
            self.dismiss(jump)
        else:  # a sheet was made: what differs in it is known now
            self.run_worker(self._list(), group="topics", exclusive=True)

    def action_sort(self) -> None:
        """Sort by sources, freshness or size, and round again."""
        self._sort = (self._sort + 1) % len(_SORTS)
        self._fill()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
