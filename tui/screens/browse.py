"""Search, results, article: the screen one starts on and comes back to."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui.desks.comparing import CompareDesk
from tui.desks.marking import MarkDesk
from tui.desks.outside import OutsideDesk
from tui.desks.reading import ReadingDesk
from tui.desks.search import SearchDesk
from tui.desks.session import Session
from tui.desks.side import SideDesk
from tui.errands import run_errand, when_drawn
from tui.memory import Memory
from tui.panes import BREAKPOINTS, OTHER_ACCOUNTS, breakpoint_of, results_room
from tui.pauses import spare_what_stays
from tui.screens.messages import FIRST_KEYS, refresh_summary, went_wrong
from tui.widgets.accounts import AccountList
from tui.widgets.article import ArticlePane
from tui.widgets.footer import KeyFooter, key_display, working_key
from tui.widgets.results import ResultList
from tui.widgets.search import SearchBar
from tui.widgets.side import SideList
from tui.widgets.status import Notice, StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from index.library import Library, Problem, Refresh, Step
    from tui.opening import Opened


#: While nothing is found and articles are still being read, it is looked again after so many seconds.
_LOOK_AGAIN_SECONDS: Final = 1.0

#: How long the first hint stays, in seconds.
_HINT_SECONDS: Final = 10.0

#: The narrowest and the widest line that the keys make, and how much one press changes, in cells.
_NARROWEST, _WIDEST, _STEP = 40, 120, 4


class BrowseScreen(Screen[None]):
    """Lays out the panes and tells of the library's life; what can be done in it is the desks' business."""

    TITLE = "Browse"
    BINDING_GROUP_TITLE = "Browsing"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Z,z", "zen", "Give the article the whole screen", show=False, id="browse.zen"),
        Binding("less_than_sign", "measure(-1)", "Shorter lines", show=False, id="browse.narrower"),
        Binding("greater_than_sign", "measure(1)", "Longer lines", show=False, id="browse.wider"),
        Binding("r", "refresh", "Read the corpus again", show=False, id="browse.refresh"),
        Binding("X", "stop", "Stop reading the corpus", show=False, id="browse.stop"),
        Binding("exclamation_mark", "problems", "What was not read", show=False, id="browse.problems"),
        Binding("semicolon", "jump", "Jump to a pane", show=False, id="browse.jump"),
        Binding("tab", "app.focus_next", "Next pane", show=False, id="browse.next_pane"),
        Binding("shift+tab", "app.focus_previous", "Previous pane", show=False, id="browse.previous_pane"),
        Binding("escape", "back", "Back to the results", show=False, id="browse.back"),
        Binding("q", "leave", "Quit", tooltip="Back, or quit", id="browse.quit"),
    ]

    class Ready(Message):
        """The screen has the keyboard."""

    class CorpusWanted(Message):
        """The reader wants the corpus to be read again."""

    class StopWanted(Message):
        """The reader wants the reading of the corpus to end; what is done is kept."""

    _search = getters.query_one("#search-desk", SearchDesk)
    _reading = getters.query_one("#reading-desk", ReadingDesk)
    _marking = getters.query_one("#mark-desk", MarkDesk)
    _comparing = getters.query_one("#compare-desk", CompareDesk)
    _side = getters.query_one("#side-desk", SideDesk)
    _results = getters.query_one("#results", ResultList)
    _article = getters.query_one("#article", ArticlePane)
    _status = getters.query_one("#status", StatusLine)

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        query: str = "",
        measure: int = 80,
        opened: Opened | None = None,
    ) -> None:
        """Search for ``query`` at first, or show what is ``opened``."""
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = list(BREAKPOINTS)
        self._opened = opened
        self._first_query = query
        self._measure = measure
        self._session = Session(now, Memory(self._not_kept))
        self._session.library = opened.library if opened else None
        self._refreshing = False
        self._looked_again = 0.0
        self._problems: tuple[Problem, ...] = ()

    def compose(self) -> ComposeResult:
        """Search on top, panes, status, keys; around them the desks that give them their keys."""
        # Textual gives the class after the first layout, and then works out all styles anew.
        self.update_classes({breakpoint_of(self.app.size.width): True}, update=False)
        with (
            SideDesk(self._session),
            CompareDesk(self._session),
            OutsideDesk(self._session),
            MarkDesk(self._session),
            ReadingDesk(self._session),
            SearchDesk(self._session),
        ):
            yield SearchBar(self._first_query, id="search")
            yield Notice(id="notice")
            with Horizontal(id="panes"):
                yield SideList(id="side")
                yield ResultList(id="results")
                yield ArticlePane(id="article", measure=self._measure)
                yield AccountList(id="accounts")
        yield StatusLine(id="status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Name the panes; show what there is to show at once."""
        self._results.border_title = "Results"
        self.query_one("#accounts", AccountList).border_title = OTHER_ACCOUNTS
        self.set_focus(self._results)
        if self._opened is not None:
            self._session.memory.take(self._opened.library.state, self._opened.remembered)
            room = results_room(*self.app.size)
            self._search.begin(self._opened.page, self._session.memory.marks.of, room)
        self.post_message(self.Ready())

    async def on_unmount(self) -> None:
        """Wait until all is written."""
        await self._session.memory.finish()

    @property
    def busy(self) -> bool:
        """Whether anything that the reader asked for is still to come."""
        if not self.is_mounted:
            return True
        desks = (self._search, self._reading, self._marking, self._comparing, self._side)
        return any(desk.busy for desk in desks)

    @property
    def saved_searches(self) -> dict[str, str]:
        """Queries by the name they were saved under."""
        return self._session.memory.saved

    def _not_kept(self, error: Exception) -> None:
        self.notify(f"It could not be kept: {error}", severity="error", markup=False)

    # The library's life, told by the app

    def library_opened(self, library: Library) -> None:
        """The library can be used, though it may not be up to date yet."""
        self._refreshing = self._search.indexing = True
        when_drawn(self, lambda: spare_what_stays(self.app))
        if self._session.library is library:
            self._search.begun()
            self._recalled(library)
            return
        self._session.library = library
        self._search.ask_again(stay=False)
        run_errand(self, self._recall, library, group="memory")

    async def _recall(self, library: Library) -> None:
        await self._session.memory.open(library.state)
        self._recalled(library)

    def _recalled(self, library: Library) -> None:
        """Show what the reader did and preferred before."""
        memory = self._session.memory
        for notice in library.state.notices:
            self.notify(notice, severity="warning", markup=False, timeout=15)
        self._marking.show()
        measure = memory.preference("measure")
        if measure is not None and measure.isdecimal():
            self._article.measure = int(measure)
        self._side.show_preferred()
        if memory.preference("greeted") is None:
            memory.prefer("greeted", "yes")
            self._status.hint = FIRST_KEYS
            self.set_timer(_HINT_SECONDS, lambda: setattr(self._status, "hint", ""))

    def library_progress(self, step: Step) -> None:
        """A refresh has come so far."""
        self._refreshing = self._search.indexing = True
        self._status.tell_progress(step, monotonic(), working_key(self, "browse.stop"))
        if self._search.nothing_yet and step.done and monotonic() - self._looked_again > _LOOK_AGAIN_SECONDS:
            # The first articles are there long before the last: let the reader begin.
            self._looked_again = monotonic()
            self._search.ask_again()

    def library_refreshed(self, refresh: Refresh) -> None:
        """The library is up to date."""
        self._refreshing = self._search.indexing = False
        self._problems = refresh.problems
        self._comparing.forget()
        spare_what_stays(self.app)
        self._status.end_progress()
        self._status.message = refresh_summary(refresh)
        count = len(refresh.problems)
        key = key_display(self, "browse.problems")
        self._status.problems = f"{key} shows what could not be read: {count:,}" if count else ""
        if self._looked_again and not self._results.cursor and self.focused is self._results:
            self._search.ask_again(stay=False)  # nobody has moved yet: begin with the newest of all
        elif refresh.added or refresh.changed or refresh.removed or self._search.nothing_yet:
            self._search.ask_again()
        self._side.fill()

    def library_failed(self, error: Exception, *, opening: bool) -> None:
        """The library could not be opened, or not be brought up to date."""
        self._refreshing = self._search.indexing = False
        self._status.end_progress()
        if opening:
            self._reading.say(
                went_wrong("The library could not be opened", error, "Then press r to try again.")
            )
        else:
            self._status.message = f"The corpus could not be read again: {error}"

    def search_for(self, query: str, article_id: str | None = None) -> None:
        """Search for ``query`` as if it had been typed, the cursor on ``article_id`` if it is found."""
        self._set_zen(False)
        self._search.search_for(query, article_id)

    # How the panes share the screen

    @on(CompareDesk.Jumped)
    def _jumped(self, event: CompareDesk.Jumped) -> None:
        self._reading.show_jump(event.jump)
        self._set_zen(True)

    @on(ResultList.Opened)
    @on(ReadingDesk.WideWanted)
    def _open(self) -> None:
        self._set_zen(True)

    def action_read(self) -> None:
        """Read the result under the cursor."""
        if self._results.current is not None:
            self._set_zen(True)

    def action_zen(self) -> None:
        """Give the article the whole screen, or give the other panes their room back."""
        self._set_zen(not self.has_class("-zen"))

    def _set_zen(self, zen: bool) -> None:
        self.set_class(zen, "-zen")
        if zen:
            if not self._article.finding:
                self.set_focus(self._article.text)  # at once: Textual's own way waits for the next message
            self._reading.opened_wide()
        elif self.focused is self._article.text:
            self._results.focus()

    def action_measure(self, by: int) -> None:
        """Make the lines of articles shorter (-1) or longer (1); the width is kept."""
        measure = max(_NARROWEST, min(_WIDEST, self._article.measure + by * _STEP))
        self._article.measure = measure
        self._session.memory.prefer("measure", str(measure))
        self.notify(f"Lines of {measure} columns.", timeout=2)

    def action_jump(self) -> None:
        """Show a letter over each pane; that letter goes there."""
        from tui.screens.jump import JumpScreen

        panes = {
            "s": self.query_one(SearchBar).input,
            "b": self.query_one(SideList),
            "r": self._results,
            "a": self._article,
            "o": self.query_one("#accounts", AccountList),
        }
        shown = {letter: pane.region for letter, pane in panes.items() if pane.region.area}
        self.app.push_screen(JumpScreen(shown), self._go)

    def _go(self, letter: str | None) -> None:
        panes = {"b": "#side", "r": "#results", "a": "#text", "o": "#accounts"}
        if letter == "s":
            self._search.action_search()
        elif letter is not None:
            self.query_one(panes[letter]).focus()

    def action_back(self) -> None:
        """Leave what is open over the results, one thing at a time; else go to the results."""
        if self._article.finding:
            self._article.stop_finding()
        elif self._side.over_results:
            self._side.close()
        elif not self.has_class("-zen") and self.focused is self._results and self._search.searching.like:
            self._search.action_go(-1)
        else:
            self._set_zen(False)
            self._results.focus()

    def action_leave(self) -> None:
        """Leave the wide article, else quit."""
        if self.has_class("-zen") or self._side.over_results:
            self.action_back()
        else:
            self.app.exit()

    # Reading the corpus

    def action_refresh(self) -> None:
        """Read the corpus again."""
        if not self._refreshing:
            self.post_message(self.CorpusWanted())

    def action_stop(self) -> None:
        """Stop reading the corpus; r goes on from where it stopped."""
        if self._refreshing:
            self.post_message(self.StopWanted())
        else:
            self.notify("The corpus is not being read.", timeout=3)

    @on(StatusLine.ProblemsWanted)
    def action_problems(self) -> None:
        """Show what could not be read."""
        if not self._problems:
            self.notify("Everything in the corpus could be read.", timeout=3)
            return
        from tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self._problems))
