"""Search, results, article: the screen one starts on and comes back to."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from tui.comparing import Comparing, Subject
from tui.latest import Latest
from tui.reading import Reading, reading
from tui.screens.messages import (
    NO_OTHER_ACCOUNT,
    OPENING,
    Saying,
    nothing_found,
    refresh_summary,
    unreadable_article,
    went_wrong,
)
from tui.searching import Searching
from tui.widgets.accounts import AccountList
from tui.widgets.article import ArticlePane
from tui.widgets.footer import KeyFooter
from tui.widgets.results import ResultList
from tui.widgets.search import SearchBar, SearchInput
from tui.widgets.status import Notice, StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from index.library import Library, Page, Problem, Refresh, Result, Step
    from index.query import Query
    from tui.screens.compare import Jump


#: While nothing is found and articles are still being read, it is looked again after so many seconds.
_LOOK_AGAIN_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Load:
    """One article to read, the words to highlight in it (None: none), and the sentence to begin with."""

    article_id: str
    topic: str | None
    read_as: Query | None
    reveal: str = ""


class BrowseScreen(Screen[None]):
    """Knows how search, results, article and other accounts relate."""

    TITLE = "Browse"
    BINDING_GROUP_TITLE = "Browsing"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", id="browse.search"),
        Binding("c", "compare", "Compare", tooltip="Compare with the nearest account", id="browse.compare"),
        Binding("C", "choose", "With…", tooltip="Choose the account to compare with", id="browse.choose"),
        Binding("m", "mark", "Mark", tooltip="Mark as A, to compare with any other", id="browse.mark"),
        Binding("n", "next_hit(1)", "Hit", tooltip="Next hit", id="browse.next_hit"),
        Binding("N", "next_hit(-1)", "Previous hit", show=False, id="browse.previous_hit"),
        Binding("t", "group", "Topics", tooltip="Group the results by topic", id="browse.group"),
        Binding("p", "sheet", "Sheet", tooltip="All that the topic's sources state", id="browse.sheet"),
        Binding("P", "topics", "List the topics", show=False, id="browse.topics"),
        Binding("s", "sort", "Sort", tooltip="Most relevant, newest or oldest first", id="browse.sort"),
        Binding("z", "zen", "Wide", tooltip="Give the article the whole screen", id="browse.zen"),
        Binding("ctrl+y", "take_suggestion", "Take the suggestion", show=False, id="browse.suggestion"),
        Binding("r", "refresh", "Read the corpus again", show=False, id="browse.refresh"),
        Binding("exclamation_mark", "problems", "What was not read", show=False, id="browse.problems"),
        Binding("tab", "app.focus_next", "Next pane", show=False, id="browse.next_pane"),
        Binding("shift+tab", "app.focus_previous", "Previous pane", show=False, id="browse.previous_pane"),
        Binding("escape", "back", "Back to the results", show=False, id="browse.back"),
        Binding("q", "leave", "Quit", tooltip="Back, or quit", id="browse.quit"),
    ]

    class CorpusWanted(Message):
        """The reader wants the corpus to be read again."""

    _bar = getters.query_one("#search", SearchBar)
    _notice = getters.query_one("#notice", Notice)
    _results = getters.query_one("#results", ResultList)
    _article = getters.query_one("#article", ArticlePane)
    _others = getters.query_one("#accounts", AccountList)
    _status = getters.query_one("#status", StatusLine)

    def __init__(self, now: Callable[[], datetime], *, query: str = "", measure: int = 80) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (150, "-wide")]
        self._now = now
        self._first_query = query
        self._measure = measure
        self._library: Library | None = None
        self._refreshing = False
        self._looked_again = 0.0
        self._problems: tuple[Problem, ...] = ()
        self._subject: Subject | None = None
        self._searching = Searching(self, self._opened, self)
        self._comparing = Comparing(self, self._opened, now, self._jumped)
        self._loads = Latest(self, self._load, self._loaded, self._load_failed)
        self._accounts = Latest(
            self,
            self._comparing.accounts,
            lambda _id, found: self._others.show(found, self._now(), otherwise=NO_OTHER_ACCOUNT),
            lambda _id, error: self._others.show((), otherwise=f"They could not be found: {error}"),
        )

    def compose(self) -> ComposeResult:
        """Search on top, panes, status, keys."""
        yield SearchBar(self._first_query, id="search")
        yield Notice(id="notice")
        with Horizontal(id="panes"):
            yield ResultList(id="results")
            yield ArticlePane(id="article", measure=self._measure)
            yield AccountList(id="accounts")
        yield StatusLine(id="status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say what is going on until the library is open."""
        self._results.border_title = "Results"
        self._others.border_title = "Other accounts"
        self._say(OPENING)
        self._results.focus()

    def on_resize(self) -> None:
        """Look for other accounts when there has come to be room for them."""
        self.call_after_refresh(self._ask_accounts)

    @property
    def busy(self) -> bool:
        """Whether results, an article or its other accounts are still to come."""
        return self._bar.waiting or self._searching.busy or self._loads.busy or self._accounts.busy

    # The library's life, told by the app

    def _opened(self) -> Library:
        if self._library is None:
            raise RuntimeError("the library is not open yet")
        return self._library

    def library_opened(self, library: Library) -> None:
        """The library can be used, though it may not be up to date yet."""
        self._library = library
        self._refreshing = True
        self._searching.ask(self._bar.text)

    def library_progress(self, step: Step) -> None:
        """A refresh has come so far."""
        self._refreshing = True
        self._status.progress = (step.phase.capitalize(), step.done, step.total)
        page = self._searching.page
        nothing_yet = page is not None and not page.total and not self._searching.busy
        if nothing_yet and step.done and monotonic() - self._looked_again > _LOOK_AGAIN_SECONDS:
            # The first articles are there long before the last: let the reader begin.
            self._looked_again = monotonic()
            self._ask_again()

    def library_refreshed(self, refresh: Refresh) -> None:
        """The library is up to date."""
        self._refreshing = False
        self._problems = refresh.problems
        self._status.progress = None
        self._status.message = refresh_summary(refresh)
        count = len(refresh.problems)
        key = self._key("browse.problems")
        self._status.problems = f"{key} shows what could not be read: {count:,}" if count else ""
        page = self._searching.page
        if self._looked_again and not self._results.cursor and self.focused is self._results:
            self._searching.ask(self._bar.text)  # nobody has moved yet: begin with the newest of all
        elif refresh.added or refresh.changed or refresh.removed or (page is not None and not page.total):
            self._ask_again()

    def library_failed(self, error: Exception, *, opening: bool) -> None:
        """The library could not be opened, or not be brought up to date."""
        self._refreshing = False
        self._status.progress = None
        if opening:
            self._say(went_wrong("The library could not be opened", error, "Then press r to try again."))
        else:
            self._status.message = f"The corpus could not be read again: {error}"

    # Searching

    def _ask_again(self) -> None:
        """Ask the same once more; the cursor stays on its article."""
        current = self._results.current
        self._searching.ask(self._bar.text, keep=current.article_id if current else None)

    def found(self, page: Page, keep: str | None) -> None:
        """Show the answer to a new search."""
        self._results.show(page.results, self._now(), keep=keep)
        if page.query.strip():
            self._bar.tell(f"{page.total:,} found · {page.took_ms:,.0f} ms")
        else:
            self._bar.tell(f"{page.total:,} articles")
        self._notice.tell(page.notice, page.suggestion, self._key("browse.suggestion"))
        self._tell_order()
        if not page.results:
            self._say(nothing_found(page, self._key("browse.suggestion"), indexing=self._refreshing))

    def found_more(self, results: Sequence[Result]) -> None:
        """Show further results."""
        self._results.extend(results)

    def search_failed(self, query: str, error: Exception) -> None:
        """Say why there is no answer."""
        self._bar.tell("no answer")
        self._say(went_wrong(f"The search for “{query}” failed", error, "Press r to read the corpus again."))

    def _tell_order(self) -> None:
        grouped = " · by topic" if self._results.by_topic else ""
        self._results.border_title = self._searching.sort_name + grouped

    @on(SearchBar.Changed)
    def _search_changed(self) -> None:
        if self._library is not None and not self._searching.asked(self._bar.text):
            self._searching.ask(self._bar.text, unfinished=True)

    @on(ResultList.MoreWanted)
    def _more_wanted(self) -> None:
        self._searching.ask_more()

    @on(SearchInput.Stepped)
    def _stepped(self, event: SearchInput.Stepped) -> None:
        self._results.cursor += event.by

    @on(SearchInput.Left)
    def _left(self) -> None:
        self._results.focus()

    @on(Notice.SuggestionTaken)
    def action_take_suggestion(self) -> None:
        """Search for the suggested spelling instead."""
        page = self._searching.page
        if page is not None and page.suggestion:
            self._bar.write(page.suggestion)

    def search_for(self, query: str, article_id: str | None = None) -> None:
        """Search for ``query`` as if it had been typed, the cursor on ``article_id`` if it is found."""
        self._set_zen(False)
        self._searching.ask(query, keep=article_id)
        self._bar.write(query)
        self._results.focus()

    # Reading

    @on(ResultList.Highlighted)
    def _highlighted(self, event: ResultList.Highlighted) -> None:
        result, page = event.result, self._searching.page
        self._subject = Subject(result.article_id, result.source, result.title) if result else None
        if result is None or page is None:
            self._loads.forget()
            self._accounts.forget()
            self._others.show(())
            return
        self._loads.ask(Load(result.article_id, result.topic, page.read_as if page.query.strip() else None))
        self._ask_accounts()

    def _load(self, load: Load) -> Reading:
        article = self._opened().article(load.article_id)
        words = self._opened().highlights(article, load.read_as) if load.read_as is not None else None
        return reading(article, words, load.topic)

    def _loaded(self, load: Load, ready: Reading) -> None:
        self._subject = Subject(ready.article_id, ready.source, ready.title)
        self._article.show(ready)
        if load.reveal:
            self._article.reveal(load.reveal)

    def _load_failed(self, _load: Load, error: Exception) -> None:
        self._say(unreadable_article(error))

    def _say(self, saying: Saying) -> None:
        self._loads.forget()
        self._article.say(saying.heading, saying.sentence)

    @on(ResultList.Opened)
    def _open(self) -> None:
        self._set_zen(True)

    def _ask_accounts(self) -> None:
        if self._subject is not None and self._others.display:
            self._accounts.ask(self._subject.article_id)

    # Comparing

    @on(AccountList.Chosen)
    def _account_chosen(self, event: AccountList.Chosen) -> None:
        if self._subject is not None:
            self._comparing.show(self._subject.article_id, event.article_id)

    def _jumped(self, jump: Jump | None) -> None:
        """Read the article that a comparison was left for, from the sentence that was pointed at."""
        if jump is not None:
            self._subject = Subject(jump.article_id, "", "")
            self._loads.ask(Load(jump.article_id, None, None, jump.sentence))
            self._ask_accounts()
            self._set_zen(True)

    def action_compare(self) -> None:
        """Compare with the article marked as A, else with the nearest account of another source."""
        if self._subject is not None:
            self._comparing.compare(self._subject)

    def action_choose(self) -> None:
        """Choose which other account to compare with."""
        if self._subject is not None:
            self._comparing.choose(self._subject)

    def action_mark(self) -> None:
        """Mark the article as A, or take the mark away again."""
        if self._subject is not None:
            marked = self._comparing.toggle_mark(self._subject)
            self._results.marked = marked.article_id if marked else None
            self._status.marked = f"{marked.source}: {marked.title}" if marked else ""

    # Topics

    def action_sheet(self) -> None:
        """Show all that the sources of the article's topic state."""
        if self._subject is not None:
            from tui.screens.sheet import SheetScreen

            self.app.push_screen(
                SheetScreen(self._opened(), self._subject.article_id, now=self._now), self._jumped
            )

    def action_topics(self) -> None:
        """List all topics."""
        if self._library is not None:
            from tui.screens.topics import TopicsScreen

            self.app.push_screen(TopicsScreen(self._library, now=self._now), self._jumped)

    # Other keys

    def action_search(self) -> None:
        """Go to the search input."""
        self._set_zen(False)
        self._bar.input.focus()

    def action_next_hit(self, by: int) -> None:
        """Go to the next or previous found word in the article."""
        if self._article.hit_count:
            self._article.next_hit(by)
        else:
            self.notify("No word that was searched for stands in this article.", timeout=3)

    def action_group(self) -> None:
        """Group the results by topic, or stop doing so."""
        self._results.by_topic = not self._results.by_topic
        self._tell_order()

    def action_sort(self) -> None:
        """Sort by relevance, newest first, oldest first, and round again."""
        if self._library is not None:
            self._searching.next_sort(self._bar.text)
            self._ask_again()

    def action_zen(self) -> None:
        """Give the article the whole screen, or give the other panes their room back."""
        self._set_zen(not self.has_class("-zen"))

    def _set_zen(self, zen: bool) -> None:
        self.set_class(zen, "-zen")
        if zen:
            self._article.text.focus()
        elif self.focused is self._article.text:
            self._results.focus()

    def action_back(self) -> None:
        """Leave the wide article, else go to the results."""
        self._set_zen(False)
        self._results.focus()

    def action_leave(self) -> None:
        """Leave the wide article, else quit."""
        if self.has_class("-zen"):
            self.action_back()
        else:
            self.app.exit()

    def action_refresh(self) -> None:
        """Read the corpus again."""
        if not self._refreshing:
            self.post_message(self.CorpusWanted())

    @on(StatusLine.ProblemsWanted)
    def action_problems(self) -> None:
        """Show what could not be read."""
        if not self._problems:
            self.notify("Everything in the corpus could be read.", timeout=3)
            return
        from tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self._problems))

    def _key(self, binding_id: str) -> str:
        """Return how the key for ``binding_id`` is written in the footer."""
        for active in self.active_bindings.values():
            if active.binding.id == binding_id:
                return self.app.get_key_display(active.binding)
        return binding_id
