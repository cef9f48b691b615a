"""The Textual app: paints first, then opens the library, then brings it up to date."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.answers import forget_answers
from tui.errands import run_errand, tells_of_leaving, when_drawn
from tui.glyphs import Plain
from tui.key_names import key_name
from tui.leaving import end_on_signals
from tui.opening import Opened
from tui.pauses import settle
from tui.plainness import terminal_is_plain
from tui.repairs import forget_closed_screens
from tui.screens.browse import BrowseScreen
from tui.theme import DARK, DARK_THEME, THEMES, THEMES_BY_SETTING
from tui.uncoloured import Uncoloured
from tui.widgets.counting import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import RenderableType
    from textual.command import Provider
    from textual.events import Key, MouseUp
    from textual.filter import LineFilter
    from textual.notifications import Notify
    from textual.screen import Screen

    from index.library import Library, Step
    from tui.fetching import Fetching

#: How to come by a library: one that is open, or what opens it (run in a thread, as it may take a while).
LibrarySource: TypeAlias = "Library | Opened | Callable[[], Library]"

#: Progress is shown at most this often, in seconds.
_PROGRESS_SECONDS = 0.1

#: The right button's number.
_RIGHT = 3

#: So long at most the corpus waits to be read again until the first results are on the screen, in seconds.
_FIRST_SECONDS = 3.0


def _now() -> datetime:
    return datetime.now(UTC)


def _actions() -> type[Provider]:
    from tui.palette import Actions

    return Actions


def _places() -> type[Provider]:
    from tui.palette import Places

    return Places


class LateralApp(App[None]):
    """The reader.

    Args:
        library: An open library, or a function that opens one without refreshing it. With its newest articles
            they are shown in the first picture.
        theme: As in the settings: "dark", "light", "high-contrast", ...
        measure: The widest line of an article, in cells.
        keys: Other keys by binding id, as in the settings.
        now: The clock, for the ages of articles.
        query: What to search for at the start.
        plain: Draw with ASCII characters alone; None: where the terminal knows no others.
        still: Let nothing move by itself.
    """

    TITLE = "Lateral"
    BINDING_GROUP_TITLE = "Everywhere"
    CSS_PATH = Path(__file__).with_name("browse.tcss")
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions, _places}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help"),
        Binding("ctrl+p", "command_palette", "Palette", priority=True, id="app.palette"),
        Binding("F", "fetch", "Fetch the feeds", show=False, id="app.fetch"),
        Binding("T", "next_theme", "Next theme (colours)", show=False, id="app.theme"),
        Binding("ctrl+q", "quit", "Quit at once", show=False, priority=True, id="app.quit"),
    ]

    class Progressed(Message):
        """A refresh has come so far."""

        def __init__(self, step: Step) -> None:
            self.step = step
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest step matters."""
            return isinstance(message, LateralApp.Progressed)

    def __init__(
        self,
        library: LibrarySource,
        *,
        theme: str = "dark",
        measure: int = 80,
        keys: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = _now,
        query: str = "",
        plain: bool | None = None,
        still: bool = False,
    ) -> None:
        super().__init__()
        forget_closed_screens()
        self.plain = terminal_is_plain() if plain is None else plain
        self._filters_behind: list[LineFilter] = [Plain()] if self.plain else []
        if self.no_color:
            self._filters_behind.append(Uncoloured(lambda: self.theme_variables["ground"]))
        if still:
            self.animation_level = "none"
        self._library_source = library
        self._measure = measure
        self._query = query
        self._now = now
        self._leaving = Event()
        self._stopping = Event()
        self.keys_welcome = Event()
        """Set when the first screen has the keyboard."""
        self.library: Library | None = None
        self.fetching: Fetching | None = None
        self.keys = dict(keys or {})
        for own in THEMES:
            self.register_theme(own)
        for name in self.available_themes:
            if name not in THEMES_BY_SETTING.values():
                self.unregister_theme(name)  # they lack the colours that the comparison speaks in
        self.theme = THEMES_BY_SETTING.get(theme, DARK)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let style sheets be read before a theme is chosen."""
        return DARK_THEME.variables

    def get_default_screen(self) -> Screen[None]:
        """Start with browsing."""
        opened = self._library_source if isinstance(self._library_source, Opened) else None
        return BrowseScreen(self._now, query=self._query, measure=self._measure, opened=opened)

    @property
    def browse(self) -> BrowseScreen:
        """The screen under all others. Raises ScreenStackError when the program ends."""
        if not self.screen_stack:
            raise ScreenStackError("the program ends, and its screens are gone")
        screen = self.screen_stack[0]
        if not isinstance(screen, BrowseScreen):
            raise TypeError("the screen under all others is always the browse screen")
        return screen

    def on_mount(self) -> None:
        """Apply the reader's keys, and open the library once the first picture is on the screen."""
        end_on_signals(self)
        if self.keys:
            self._apply_keys()
        when_drawn(self, self.action_read_corpus)

    def on_browse_screen_ready(self) -> None:
        """Let keys in."""
        self.keys_welcome.set()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program, letting a refresh that still runs come to its end."""
        self._leaving.set()
        super().exit(result, return_code, message)

    def on_unmount(self) -> None:
        """Let a refresh that still runs come to its end."""
        self._leaving.set()

    def _handle_exception(self, error: Exception) -> None:
        """Fail with ``error``; while the program ends, screens miss widgets and that is no fault.

        Textual has no documented place for this: a screen that was just opened when the program ends is still
        told that it is mounted, without any of its widgets.
        """
        if not (tells_of_leaving(error) and (self._leaving.is_set() or not self.is_running)):
            super()._handle_exception(error)

    # The library

    def action_read_corpus(self) -> None:
        """Open the library if it is not, then bring it up to date with the corpus."""
        run_errand(self, self._read_unless_left, group="library", exclusive=True)

    def on_browse_screen_corpus_wanted(self) -> None:
        """Read the corpus again."""
        self.action_read_corpus()

    def on_browse_screen_stop_wanted(self) -> None:
        """Let the reading of the corpus end; what is done is kept."""
        self._stopping.set()

    async def _first_results(self) -> None:
        """Wait until something is on the screen: reading the corpus at the same time would only delay it."""
        end = monotonic() + _FIRST_SECONDS
        while self.browse.busy and monotonic() < end:
            await asyncio.sleep(0.01)

    async def _read_unless_left(self) -> None:
        with suppress(ScreenStackError):  # the reader has left meanwhile
            await self._read_corpus()

    async def _read_corpus(self) -> None:
        self._stopping.clear()
        if self.library is None:
            try:
                self.library = await self._opened()
            except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
                self.browse.library_failed(error, opening=True)
                return
            finally:
                settle()
            self.browse.library_opened(self.library)
            await self._first_results()
        try:
            refresh = await asyncio.to_thread(
                self.library.refresh,
                self._tell_progress(),
                cancelled=lambda: self._leaving.is_set() or self._stopping.is_set(),
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.browse.library_failed(error, opening=False)
        else:
            self.browse.library_refreshed(refresh)

    async def _opened(self) -> Library:
        source = self._library_source
        if isinstance(source, Opened):
            return source.library
        return await asyncio.to_thread(source) if callable(source) else source

    def _tell_progress(self) -> Callable[[Step], None]:
        """Return what the refreshing thread calls; it lets a few steps a second through."""
        last = 0.0

        def tell(step: Step) -> None:
            nonlocal last
            if monotonic() - last >= _PROGRESS_SECONDS:
                last = monotonic()
                self.post_message(self.Progressed(step))

        return tell

    def on_lateral_app_progressed(self, message: Progressed) -> None:
        """Show how far the refresh has come."""
        with suppress(ScreenStackError):
            self.browse.library_progress(message.step)

    # Keys and commands

    def on_key(self, event: Key) -> None:
        """Let a key that only prepares another do so in its turn."""
        prepare(self, event)

    def _apply_keys(self) -> None:
        from tui.keys import checked_keymap

        keymap, problems = checked_keymap(self.keys)
        self.set_keymap(keymap)
        for problem in problems:
            self.notify(problem, title="keys in the settings", severity="warning", markup=False, timeout=15)

    def on_notify(self, event: Notify) -> None:
        """Let the answer to a key take the place of the one before it: many would cover the article."""
        if event.notification.severity == "information":
            forget_answers(self)

    def action_help(self) -> None:
        """Explain the keys of the screen one is on."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen, self.keys))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw plainly, or without colour, where that is wished."""
        return [*super().get_line_filters(), *self._filters_behind]

    def get_key_display(self, binding: Binding) -> str:
        """Call keys as a keyboard does, arrows in words where they cannot be drawn."""
        return binding.key_display or key_name(binding.key, plain=self.plain)

    def action_fetch(self) -> None:
        """Fetch the feeds, or show how far that has come."""
        from tui.fetching import show_fetch

        show_fetch(self)

    def leaving(self) -> bool:
        """Whether the program ends; any thread may ask."""
        return self._leaving.is_set()

    def action_next_theme(self) -> None:
        """Go on to the next theme, round and round."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def go_to(self, query: str, article_id: str | None = None) -> None:
        """Leave whatever is open over the browse screen and search for ``query`` there."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.browse.search_for(query, article_id)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Offer with the right button all that a key does here: not each key has room in the last line."""
        if event.button == _RIGHT and not self.screen.is_modal:
            self.action_command_palette()

    def action_command_palette(self) -> None:
        """Offer in the palette what works here, and where one can go."""
        from tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen())
