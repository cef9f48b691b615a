"""The list of topics: who covers what, when, and how much; Enter opens a topic's sheet."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.errands import run_errand
from tui.screens.compare import Jump
from tui.screens.leaving_once import LeavesOnce
from tui.screens.sheet import SheetScreen
from tui.screens.topic_dialogs import SourceScreen
from tui.topic_care import Care
from tui.topic_listing import SORTS, BlindSpot, Listing, chosen, nothing, read, title, told
from tui.topic_weighing import Weighing
from tui.widgets.footer import KeyFooter
from tui.widgets.line_input import LineInput
from tui.widgets.safe import one_line
from tui.widgets.sheet_grid import WHOLE_ROW, SheetGrid
from tui.widgets.wrapping import truncate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from index.library import Library
    from index.topics import Topic
    from tui.topic_listing import Entry, Kind

#: What differs is known of topics whose sheet was made before: opened, or sorted by.
_HEADS = ("Sources", "Articles", "Differ", "First – last", "Activity")
_WIDTHS = (7, 8, 6, 23)
#: Bars of activity where the screen has fewer columns, and where it has more.
_WIDE = 100
_FEW_BARS, _BARS = 8, 12
_NONE_LEFT = "No topic here has these words. Escape shows all again."
_ASK: dict[Kind, str] = {
    "without": "Topics that this source does not carry",
    "only": "What only this source tells",
}


def _now() -> datetime:
    return datetime.now(UTC)


class TopicFilter(LineInput):
    """Narrows the list down while typing."""

    BINDING_GROUP_TITLE = "While filtering the topics"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "screen.to_list", "To the list", key_display="Enter", id="topics.to_list"),
        Binding("escape", "screen.show_all", "All topics", id="topics.show_all"),
    ]


class TopicsScreen(LeavesOnce["Jump | None"], Screen["Jump | None"]):
    """Lists topics. Dismissed with a :class:`Jump` that came from a sheet, or with None by "back"."""

    TITLE = "Topics"
    BINDING_GROUP_TITLE = "Topics"

    DEFAULT_CSS = """
    TopicsScreen {
        background: $ground;
        color: $ink;
        & > #topics-title { height: 1; padding: 0 1; background: $bar; color: $strong; text-style: bold; }
        & > TopicFilter {
            height: 1; border: none; padding: 0 1; background: $bar; color: $strong; display: none;
            &:focus { border: none; background: $bar; background-tint: initial; }
            &.-shown { display: block; }
            & > .input--placeholder { color: $quiet; }
        }
        & > SheetGrid { height: 1fr; }
        & > #topics-detail { height: 4; padding: 0 1; border-top: solid $rule; color: $quiet; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", tooltip="Filter the topics by words", id="topics.filter"),
        Binding(
            "s", "sort", "Sort", tooltip="By sources, freshness, articles or differences", id="topics.sort"
        ),
        Binding(
            "x",
            "blind('without')",
            "Not in…",
            tooltip="Topics that a source does not carry",
            id="topics.without",
        ),
        Binding("o", "blind('only')", "Only in…", tooltip="What only one source tells", id="topics.only"),
        Binding("space", "mark", "Mark", tooltip="Mark this topic to join another to it", id="topics.mark"),
        Binding("J", "join", "Join", tooltip="Join this topic to the marked one", id="topics.join"),
        Binding("R", "rename", "Rename", tooltip="Give the topic a name", id="topics.rename"),
        Binding("u", "undo", "Undo", tooltip="Take the last correction of topics back", id="topics.undo"),
        Binding("escape", "less", "Show all topics again, or go back", show=False, id="topics.less"),
        Binding("q", "back", "Back", id="topics.back"),
    ]

    def __init__(self, library: Library, *, now: Callable[[], datetime] = _now) -> None:
        """List the topics of ``library``, which is asked for them in a thread."""
        super().__init__()
        self._library = library
        self._now = now
        self._listing = Listing((), {})
        self._shown: Sequence[Entry] = ()
        self._sort = 0
        self._blind: BlindSpot | None = None
        self._care = Care(self, library, self._list_again)
        self._weighing = Weighing(self, library, self._weighed)
        self.busy = True

    def compose(self) -> ComposeResult:
        """Title, filter, list, detail, keys."""
        yield Static("Topics", id="topics-title", markup=False)
        yield TopicFilter(placeholder="Words of the topic, of its headlines or its sources")
        yield SheetGrid(by_row=True, widths=(*_WIDTHS, self._bars))
        yield Static("Listing the topics…", id="topics-detail", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to list."""
        self.grid.focus()
        self._list_again()

    @property
    def grid(self) -> SheetGrid:
        """The list."""
        return self.query_one(SheetGrid)

    @property
    def filter(self) -> TopicFilter:
        """The input that narrows the list down."""
        return self.query_one(TopicFilter)

    # Listing

    @property
    def _bars(self) -> int:
        return _BARS if self.app.size.width >= _WIDE else _FEW_BARS

    def on_resize(self) -> None:
        """Tell the activity in as many bars as there is room for."""
        if self.grid.widths[-1] != self._bars:
            self.grid.widths = (*_WIDTHS, self._bars)
            self._list_again()
        else:
            self._head()
            self._describe()

    def _list_again(self) -> None:
        self.busy = True
        self.grid.marked = None
        run_errand(self, self._list, self._blind, group="topics", exclusive=True)

    async def _list(self, blind: BlindSpot | None) -> None:
        try:
            self._listing = await asyncio.to_thread(read, self._library, blind, self._bars)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self._say(f"The topics could not be listed: {error}")
        else:
            self._fill()
            self._weigh()
        finally:
            self.busy = False

    def _fill(self) -> None:
        sort = SORTS[self._sort]
        self._shown = chosen(self._listing, self.filter.value, sort)
        self.grid.show(f"Topic ({sort})", _HEADS, [entry.row for entry in self._shown])
        self._head()
        if not self._shown:
            self._say(_NONE_LEFT if self._listing.entries else nothing(self._blind))

    def _head(self) -> None:
        every = len(self._listing.entries)
        words = title(len(self._shown), every, self._blind, self._weighing.told, self.size.width - 2)
        self.query_one("#topics-title", Static).update(words)

    def _say(self, words: str) -> None:
        self.query_one("#topics-detail", Static).update(one_line(words))

    @property
    def _topic(self) -> Topic | None:
        return self._shown[self.grid.row].topic if self.grid.row < len(self._shown) else None

    @on(SheetGrid.Moved)
    def _describe(self) -> None:
        if self._topic is not None:
            room = self.size.width - 2  # a line each: what comes last is not pushed out
            lines = [truncate(line, room) for line in told(self._topic)]
            self.query_one("#topics-detail", Static).update("\n".join(lines))

    # Opening

    @on(SheetGrid.Opened)
    def _open(self) -> None:
        topic = self._topic
        if topic is None:
            return
        self._weighing.stop()
        if len(topic.article_ids) == 1:  # nothing to put beside it
            self.dismiss(Jump(topic.article_ids[0], ""))
        else:
            self.app.push_screen(SheetScreen(self._library, topic.id, now=self._now), self._came_back)

    def _came_back(self, jump: Jump | None) -> None:
        if jump is not None:
            self.dismiss(jump)
        else:  # a sheet was made, or topics were corrected
            self._list_again()

    # Narrowing down

    def action_filter(self) -> None:
        """Go to the filter."""
        self.filter.add_class("-shown")
        self.filter.focus()

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._fill()

    def action_to_list(self) -> None:
        """Go to what the filter leaves."""
        self.filter.set_class(bool(self.filter.value), "-shown")
        self.grid.focus()

    def action_show_all(self) -> None:
        """Take the filter away."""
        self.filter.value = ""
        self.action_to_list()

    def action_sort(self) -> None:
        """Sort by sources, freshness, size or differences, and round again."""
        self._sort = (self._sort + 1) % len(SORTS)
        self._weighing.stop()
        self._fill()
        self._weigh()

    def _weigh(self) -> None:
        """Sorted by differences, find out how many there are in the topics shown first."""
        if SORTS[self._sort] == "most differences":
            known = self._listing.differing
            self._weighing.start([one.topic for one in self._shown if one.topic.id not in known])

    def _weighed(self, differing: Mapping[str, int]) -> None:
        self._listing = self._listing.with_differing(differing)
        self._fill()

    def action_blind(self, kind: Kind) -> None:
        """Choose a source, and show what it does not carry, or what it alone tells."""

        def answered(source: str | None) -> None:
            if source is not None:
                self._blind = BlindSpot(kind, source)
                self._list_again()

        self.app.push_screen(SourceScreen(_ASK[kind], self._library.sources()), answered)

    def action_less(self) -> None:
        """Show all topics again; where all are shown, go back."""
        if self.filter.value:
            self.action_show_all()
        elif self._blind is not None:
            self._blind = None
            self._list_again()
        else:
            self.action_back()

    # Correcting

    def action_mark(self) -> None:
        """Mark the topic under the cursor, or take the mark away."""
        if self._topic is not None:
            here = self._topic.id, WHOLE_ROW
            self.grid.marked = None if self.grid.marked == here else here

    def action_join(self) -> None:
        """Join the topic under the cursor to the marked one."""
        topic = self._topic
        wanted = self.grid.marked[0] if self.grid.marked else None
        marked = next((entry.topic for entry in self._listing.entries if entry.topic.id == wanted), None)
        if topic is None or marked is None or topic.id == marked.id:
            self.notify("Mark a topic with Space, then press J on another one.", timeout=4)
            return
        self._care.join(marked, topic)

    def action_rename(self) -> None:
        """Ask for a name for the topic under the cursor."""
        if self._topic is not None:
            self._care.rename(self._topic.id, self._topic.label)

    def action_undo(self) -> None:
        """Take the last correction back."""
        self._care.undo()

    def action_back(self) -> None:
        """Go back."""
        self._weighing.stop()
        self.dismiss(None)
