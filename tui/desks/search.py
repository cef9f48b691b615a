"""What is searched for, what was found, where one has been."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tui.answers import forget_answers
from tui.errands import run_errand
from tui.panes import library_size
from tui.places import Like, Trail
from tui.screens.messages import Saying, nothing_alike, nothing_found, went_wrong
from tui.searching import Searching
from tui.widgets.footer import key_display
from tui.widgets.results import ResultList
from tui.widgets.search import SearchBar, SearchInput
from tui.widgets.status import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from index.library import Page, Result
    from index.marks import Mark
    from index.query import Query
    from tui.desks.session import Session
    from tui.panes import Room
    from tui.places import Place

#: Seconds after which a library that does not answer is asked again.
AGAIN: Final = 5.0
#: A bare word at the end of what is searched for.
_BEGINNING: Final = re.compile(r"(?:^|[\s(])\w+$")


class SearchDesk(Vertical):
    """Searches as one types, and shows what was found."""

    BINDING_GROUP_TITLE = "Searching"

    BINDINGS: ClassVar[list[BindingType]] = [
        # First of all, so that letters that come together with it already go to the input.
        Binding("slash", "search", "Search", priority=True, id="browse.search"),
        Binding("t", "group", "Group by topic", show=False, id="browse.group"),
        Binding("s", "sort", "Most relevant, newest or oldest first", show=False, id="browse.sort"),
        Binding("left_square_bracket,alt+left,backspace", "go(-1)", "Back", show=False, id="browse.previous"),
        Binding("right_square_bracket,alt+right", "go(1)", "Forward", show=False, id="browse.next"),
        Binding("ctrl+y", "take_suggestion", "Take the suggestion", show=False, id="browse.suggestion"),
    ]

    class Selected(Message):
        """The cursor came to another result, or (None) nothing was found.

        ``read_as`` is what to highlight in it; None: nothing.
        """

        def __init__(self, result: Result | None, read_as: Query | None) -> None:
            self.result = result
            self.read_as = read_as
            super().__init__()

    class Empty(Message):
        """There is no article to show, and this is why."""

        def __init__(self, saying: Saying) -> None:
            self.saying = saying
            super().__init__()

    class Answered(Message):
        """Another search is answered."""

    _bar = getters.query_one("#search", SearchBar)
    _notice = getters.query_one("#notice", Notice)
    _results = getters.query_one("#results", ResultList)

    def __init__(self, session: Session) -> None:
        super().__init__(id="search-desk")
        self._session = session
        self._trail = Trail()
        self.searching = Searching(self, session.opened, self)
        self.indexing = False
        self._unanswered: Timer | None = None

    @property
    def busy(self) -> bool:
        """Whether results are still to come."""
        return self._bar.waiting or self.searching.busy

    @property
    def query_text(self) -> str:
        """What is searched for."""
        return self._bar.text

    # What the owner tells it

    def ask_again(self, *, stay: bool = True) -> None:
        """Ask the same once more; the cursor stays on its article, or (``stay`` False) begins at the top."""
        current = self._results.current if stay else None
        keep = current.article_id if current else None
        if self.searching.like is not None:
            self.searching.ask_like(self.searching.like, keep=keep)
        else:
            self.searching.ask(self._bar.text, keep=keep, unfinished=self.searching.unfinished)

    def search_for(self, query: str, article_id: str | None = None) -> None:
        """Search for ``query`` as if it had been typed, the cursor on ``article_id`` if it is found."""
        self.leave_place()
        self.searching.ask(query, keep=article_id)
        self._bar.write(query)
        self._session.memory.searched(query)
        self._results.focus()

    def search_alike(self, like: Like) -> None:
        """Show articles that resemble one."""
        self.leave_place()
        self.searching.ask_like(like)
        self._bar.write("")
        self._results.focus()

    def leave_place(self) -> None:
        """Remember where one is, to come back to it; what keys were answered there stays behind."""
        forget_answers(self.app)
        self._trail.visit(self._here())

    @property
    def nothing_yet(self) -> bool:
        """Whether the last search is answered and found nothing."""
        page = self.searching.page
        return page is not None and not page.total and not self.searching.busy

    def _here(self) -> Place:
        current = self._results.current
        return self.searching.place(current.article_id if current else None)

    # Answers

    def begin(self, page: Page, mark_of: Callable[[str], Mark], room: Room) -> None:
        """Show the newest articles of a library that was ready; ``room``: what the list of results has."""
        self.searching.take(page)
        self._bar.tell(library_size(page.total))
        self._results.begin(page.results, self._session.now(), mark_of, room)
        self._tell_order()

    def begun(self) -> None:
        """They are on the screen: go on from there."""
        self._results.cursor_moved()
        self.post_message(self.Answered())

    def found(self, page: Page, keep: str | None) -> None:
        """Show the answer to a new search."""
        like = self.searching.like
        self._unanswered = None
        self._results.show(page.results, self._session.now(), keep=keep)
        if like is not None:
            self._bar.tell(f"{page.total:,} alike")
            self._notice.tell_like(like.title, key_display(self.screen, "browse.previous"))
        elif page.query.strip():
            self._bar.tell(f"{page.total:,} found · {page.took_ms:,.0f} ms")
        else:
            self._bar.tell(library_size(page.total))
        suggestion_key = key_display(self.screen, "browse.suggestion")
        if like is None:
            self._notice.tell(page.notice, offered(page), suggestion_key)
        self._tell_order()
        if not page.results:
            self.post_message(
                self.Empty(
                    nothing_alike(like.title)
                    if like is not None
                    else nothing_found(page, suggestion_key, indexing=self.indexing)
                )
            )
        self.post_message(self.Answered())

    def found_more(self, results: Sequence[Result]) -> None:
        """Show further results."""
        self._results.extend(results)

    def search_failed(self, query: str, error: Exception) -> None:
        """Say why there is no answer. Where asking again may help, that is done, and what is open stays."""
        from index.records import UnreachableError

        self._bar.tell("no answer")
        if isinstance(error, UnreachableError):
            self._notice.tell(f"{error}; it is asked again every {AGAIN:.0f} s", None, "")
            self._unanswered = self.set_timer(AGAIN, self._ask_unanswered)
            if self._results.current is not None:
                return
        else:
            self._notice.tell(None, None, "")
        self.post_message(
            self.Empty(
                went_wrong(f"The search for “{query}” failed", error, "Press r to read the corpus again.")
            )
        )

    def _ask_unanswered(self) -> None:
        if self._unanswered is not None and not self.busy:
            self.ask_again()

    def _tell_order(self) -> None:
        name = "More like this" if self.searching.like is not None else self.searching.sort_name
        self._results.border_title = name + (" · by topic" if self._results.by_topic else "")

    # Announcements of the widgets

    @on(SearchBar.Changed)
    def _search_changed(self) -> None:
        if self._session.library is None or self.searching.asked(self._bar.text):
            return
        self.searching.ask(self._bar.text, unfinished=True)

    @on(ResultList.MoreWanted)
    def _more_wanted(self) -> None:
        self.searching.ask_more()

    @on(ResultList.Highlighted)
    def _highlighted(self, event: ResultList.Highlighted) -> None:
        page = self.searching.page
        read_as = page.read_as if page is not None and page.query.strip() else None
        self.post_message(self.Selected(event.result, read_as))

    @on(SearchInput.Stepped)
    def _stepped(self, event: SearchInput.Stepped) -> None:
        self._results.cursor += event.by

    @on(SearchInput.Left)
    def _left(self) -> None:
        self._session.memory.searched(self._bar.text)
        self._results.focus()
        if self._session.library is not None and _BEGINNING.search(self._bar.text):
            run_errand(self, self._spell_out, self._bar.text, group="spell", exclusive=True)

    async def _spell_out(self, query: str) -> None:
        """Put ``*`` behind a last word that was only begun: saved or narrowed down it would find nothing."""
        while self.busy:
            await asyncio.sleep(0.02)
        page = await asyncio.to_thread(self._session.opened().search, query, limit=1)
        shown = self.searching.page
        same = self._bar.text == query and self.searching.unfinished and not self.searching.busy
        if (
            same
            and (page.notice or not page.total)
            and shown is not None
            and shown.total
            and not shown.notice
        ):
            self.searching.spell_out(query + "*")
            self._bar.write(query + "*")
            self._session.memory.searched(query + "*")

    @on(Notice.BackWanted)
    def _back_wanted(self) -> None:
        self.action_go(-1)

    # Keys

    def action_search(self) -> None:
        """Go to the search input; one can come back to what was found before."""
        if self._session.library is not None and self.screen.focused is not self._bar.input:
            self.leave_place()
        self.screen.set_focus(self._bar.input)
        self._bar.input.select_all()  # as in a browser: typing begins anew, an arrow goes on from there

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While one types, a slash is a slash."""
        focused = self.screen.focused
        return action != "search" or focused is None or not focused.check_consume_key("slash", "/")

    def action_go(self, by: int) -> None:
        """Go back (-1) or forward (1) through where one has been."""
        place = self._trail.go(by, self._here())
        if place is None:
            self.notify(
                "There is nothing before this." if by < 0 else "There is nothing after this.", timeout=3
            )
            return
        forget_answers(self.app)
        self.searching.sort = place.sort
        if place.like is not None:
            self.searching.ask_like(place.like, keep=place.article_id)
        else:
            self.searching.ask(place.query, keep=place.article_id, unfinished=place.unfinished)
        self._bar.write(place.query)

    def action_group(self) -> None:
        """Group the results by topic, or stop doing so."""
        self._results.by_topic = not self._results.by_topic
        self._tell_order()

    def action_sort(self) -> None:
        """Sort by relevance, newest first, oldest first, and round again."""
        if self._session.library is not None and self.searching.like is None:
            self.searching.next_sort(self._bar.text)
            self.ask_again()

    @on(Notice.SuggestionTaken)
    def action_take_suggestion(self) -> None:
        """Search for the suggested spelling instead."""
        page = self.searching.page
        suggestion = offered(page) if page is not None else None
        if suggestion:
            self._bar.write(suggestion)


def offered(page: Page) -> str | None:
    """Return the suggestion of ``page`` if it is worth a choice: none that was run already.

    While one types, the last word is read as the beginning of one too. A suggestion that says so, in signs
    that were not typed, is none.
    """
    from index.query import format_query

    suggestion = page.suggestion
    if suggestion is None or suggestion == format_query(page.read_as):
        return None
    return suggestion if "*" not in suggestion or "*" in page.query else None
