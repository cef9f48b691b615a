"""How far fetching the feeds has come: each feed, why one failed, and what came of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.errands import when_drawn
from tui.glyphs import AGREE, DOT, LATER
from tui.screens.dialog import Dialog
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line
from tui.widgets.wrapping import cells, truncate, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from tui.fetching import FeedRow, Fetching, RowState

#: What is drawn before a feed, and in which colour; no meaning is carried by colour alone.
_LOOKS: Final[Mapping[RowState, tuple[str, str, str]]] = {
    "waiting": (DOT, "$quiet", "waiting"),
    "fetching": (LATER, "$key", "fetching"),
    "new": ("+", "$mark-agree", ""),
    "unchanged": (AGREE, "$quiet", ""),
    "later": (DOT, "$quiet", "not now:"),
    "failed": ("!", "$mark-differ", "failed:"),
    "left out": (DOT, "$quiet", "not fetched"),
}

#: Seconds from one look at how far it has come to the next.
_LOOK_EVERY: Final = 0.15

_WIDEST_NAME: Final = 32


def feed_lines(rows: Sequence[FeedRow], width: int) -> Content:
    """Draw the feeds in ``width`` cells: a sign, the name, then numbers or the reason under each other."""
    names = [one_line(row.name) for row in rows]
    column = min(_WIDEST_NAME, max(map(cells, names), default=0), max(8, width // 2 - 4))
    parts: list[tuple[str, str]] = []
    for row, full in zip(rows, names, strict=True):
        sign, colour, word = _LOOKS[row.state]
        name = truncate(full, column)
        told = one_line(f"{word} {row.told}".strip())
        indent = column + 4
        lines = [told[line.start : line.end] for line in wrap(told, max(10, width - indent))]
        parts.append((f"{sign} ", f"bold {colour}"))
        parts.append((name + " " * (column - cells(name) + 2), "$ink"))
        parts.append((("\n" + " " * indent).join(lines) + "\n", colour))
    return Content.assemble(*parts)


class FetchScreen(Dialog[None]):
    """A dialog over any other screen. Leaving it leaves the fetch alone; it can be opened again."""

    TITLE = "Fetch"

    DEFAULT_CSS = """
    FetchScreen {
        & > #dialog {
            max-width: 100;
            height: 80%;
            padding: 0 1;
        }
        #summary { height: auto; margin: 1 0; color: $strong; text-style: bold; }
        #notices { height: auto; color: $mark-close; }
        #rows { scrollbar-size-vertical: 1; scrollbar-gutter: stable; background: $ground; }
        #feeds { height: auto; }
    }
    """

    BINDING_GROUP_TITLE = "While fetching"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "stop", "Stop", tooltip="Stop; what has come is kept", id="fetch.stop"),
        Binding("j,down", "scroll_lines(1)", "Down", show=False, id="fetch.down"),
        Binding("k,up", "scroll_lines(-1)", "Up", show=False, id="fetch.up"),
        Binding("escape,q,enter,F", "close", "Back", tooltip="Back; fetching goes on", id="fetch.back"),
    ]

    _rows = getters.query_one("#rows", VerticalScroll)
    _feeds = getters.query_one("#feeds", Static)
    _summary = getters.query_one("#summary", Static)
    _notices = getters.query_one("#notices", Static)

    def __init__(self, fetching: Fetching) -> None:
        super().__init__()
        self._fetching = fetching
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Summary, what to know, feeds."""
        with Vertical(id="dialog"):
            yield Static(id="summary")
            yield Static(id="notices")
            with VerticalScroll(id="rows"):
                yield Static(id="feeds")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Look at once, then now and then."""
        self._rows.focus()
        self._look()
        self.set_interval(_LOOK_EVERY, self._look)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._shown = ()
        when_drawn(self, self._look)

    def _look(self) -> None:
        """Draw what has changed since the last look."""
        fetching = self._fetching
        now = (fetching.rows, fetching.summary, fetching.notices, fetching.running, fetching.stopping)
        if now == self._shown:
            return
        self._shown = now
        dialog = self.query_one("#dialog")
        if fetching.running:
            dialog.border_title = "Stopping" if fetching.stopping else "Fetching the feeds"
            dialog.border_subtitle = "x stops, Esc goes back and leaves it running"
        else:
            dialog.border_title = "Stopped" if fetching.stopping else "Feeds fetched"
            dialog.border_subtitle = "Esc goes back"
        self._summary.update(Content(one_line(fetching.summary)))
        self._notices.update(Content("\n".join(map(one_line, fetching.notices))))
        self._notices.display = bool(fetching.notices)
        self._feeds.update(feed_lines(fetching.rows, self._rows.scrollable_content_region.width or 70))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to stop only what goes on."""
        if action == "stop":
            return self._fetching.running and not self._fetching.stopping
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Ask for nothing more; what has come is kept."""
        self._fetching.stop()

    def action_scroll_lines(self, by: int) -> None:
        """Scroll by so many lines."""
        self._rows.scroll_relative(y=by, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
