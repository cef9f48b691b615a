"""Search, results, article: the screen one starts on and comes back to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from tui.latest import Latest
from tui.reading import Reading, reading
from tui.screens.messages import (
    EMPTY_LIBRARY,
    FIRST_INDEXING,
    OPENING,
    Message,
    no_counterpart,
    no_results,
    refresh_summary,
    unreadable_article,
    went_wrong,
)
from tui.widgets.accounts import AccountList
from tui.widgets.article import ArticlePane
from tui.widgets.footer import KeyFooter
from tui.widgets.results import ResultList
from tui.widgets.search import SearchBar, SearchInput
from tui.widgets.status import Notice, StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from index.engines.base import Sort
    from index.library import Counterpart, Library, Page, Problem, Refresh, Result, Step
    from index.query import Query

#: Results loaded at a time.
PAGE_SIZE: Final = 50

_SORT_NAMES: Final = {"relevance": "Most relevant", "newest": "Newest first", "oldest": "Oldest first"}
_NEXT_SORT: Final[dict[Sort, Sort]] = {"relevance": "newest", "newest": "oldest", "oldest": "relevance"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One page of one search; ``keep`` is the article whose place the cursor should keep."""

    query: str
    sort: Sort
    offset: int = 0
    keep: str | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """One article to read, with the words to highlight in it (None: none)."""

    article_id: str
    topic: str | None
    read_as: Query | None


class BrowseScreen(Screen[None]):
    """Knows how search, results, article and other accounts relate."""

    TITLE = "Browse"
    BINDING_GROUP_TITLE = "Browsing"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", id="browse.search"),
        Binding("c", "compare", "Compare", tooltip="Compare with the nearest account", id="browse.compare"),
        Binding("C", "choose", "With…", tooltip="Choose the account to compare with", id="browse.choose"),
        Binding(
            "m",
            "mark",
            "Mark",
            tooltip="Mark this article as A, to compare with any other",
            id="browse.mark",
        ),
        Binding("n", "next_hit(1)", "Hit", tooltip="Next hit", id="browse.next_hit"),
        Binding("N", "next_hit(-1)", "Previous hit", show=False, id="browse.previous_hit"),
        Binding("t", "group", "Topics", tooltip="Group the results by topic", id="browse.group"),
        Binding("s", "sort", "Sort", tooltip="Most relevant, newest or oldest first", id="browse.sort"),
        Binding("z", "zen", "Wide", tooltip="Give the article the whole screen", id="browse.zen"),
        Binding(
            "ctrl+y", "take_suggestion", "Take the suggested spelling", show=False, id="browse.suggestion"
        ),
        Binding("r", "refresh", "Read the corpus again", show=False, id="browse.refresh"),
        Binding("exclamation_mark", "problems", "Problems of the corpus", show=False, id="browse.problems"),
        Binding("tab", "app.focus_next", "Next pane", show=False, id="browse.next_pane"),
        Binding("shift+tab", "app.focus_previous", "Previous pane", show=False, id="browse.previous_pane"),
        Binding("escape", "back", "Back to the results", show=False, id="browse.back"),
        Binding("q", "leave", "Quit", tooltip="Back, or quit", id="browse.quit"),
    ]

    def __init__(self, now: Callable[[], datetime], *, query: str = "", measure: int = 80) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (150, "-wide")]
        self._now = now
        self._first_query = query
        self._measure = measure
        self._library: Library | None = None
        self._sort: Sort = "relevance"
        self._asked: Ask | None = None
        self._page: Page | None = None
        self._loaded = 0
        self._loading_more = False
        self._refreshing = False
        self._marked: tuple[str, str] | None = None
        self._problems: tuple[Problem, ...] = ()
        self._searches = Latest(self, self._search, self._found, self._search_failed)
        self._loads = Latest(self, self._load, self._read, self._load_failed)
        self._accounts = Latest(self, self._find_accounts, self._show_accounts, self._accounts_failed)

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
        self._article.border_title = "Article"
        self._others.border_title = "Other accounts"
        self._say(OPENING)
        self._results.focus()

    # Panes

    @property
    def _opened(self) -> Library:
        if self._library is None:
            raise RuntimeError("the library is not open yet")
        return self._library

    @property
    def _results(self) -> ResultList:
        return self.query_one("#results", ResultList)

    @property
    def _article(self) -> ArticlePane:
        return self.query_one("#article", ArticlePane)

    @property
    def _others(self) -> AccountList:
        return self.query_one("#accounts", AccountList)

    @property
    def _bar(self) -> SearchBar:
        return self.query_one("#search", SearchBar)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    # The library's life, told by the app

    def library_opened(self, library: Library) -> None:
        """The library can be used, though it may not be up to date yet."""
        self._library = library
        self._refreshing = True
        self._ask()

    def library_progress(self, step: Step) -> None:
        """A refresh has come so far."""
        self._status.progress = (step.phase.capitalize(), step.done, step.total)

    def library_refreshed(self, refresh: Refresh) -> None:
        """The library is up to date."""
        self._refreshing = False
        self._problems = refresh.problems
        self._status.progress = None
        self._status.message = refresh_summary(refresh)
        count = len(refresh.problems)
        self._status.problems = f"! {count:,} could not be read" if count else ""
        if refresh.added or refresh.changed or refresh.removed or (self._page and not self._page.total):
            self._ask(keep=True)

    def library_failed(self, error: Exception, *, opening: bool) -> None:
        """The library could not be opened, or not be refreshed."""
        self._refreshing = False
        self._status.progress = None
        if opening:
            self._say(went_wrong("The library could not be opened", error, "Then press r to try again."))
        else:
            self._status.message = f"The corpus could not be read again: {error}"

    # Searching

    def _ask(self, *, keep: bool = False) -> None:
        if self._library is None:
            return
        current = self._results.current
        self._asked = Ask(self._bar.text, self._sort, keep=current.article_id if keep and current else None)
        self._loading_more = False
        self._searches.ask(self._asked)

    def _search(self, ask: Ask) -> Page:
        return self._opened.search(ask.query, limit=PAGE_SIZE, offset=ask.offset, sort=ask.sort)

    def _found(self, ask: Ask, page: Page) -> None:
        if ask.offset:
            self._loading_more = False
            self._loaded += len(page.results)
            self._results.extend(page.results)
            return
        self._page, self._loaded = page, len(page.results)
        self._results.show(page.results, self._now(), keep=ask.keep)
        self._tell_found(page)
        if not page.results:
            self._say_nothing_found(page)

    def _tell_found(self, page: Page) -> None:
        searched = bool(page.query.strip())
        self._bar.tell(
            f"{page.total:,} found · {page.took_ms:.0f} ms" if searched else f"{page.total:,} articles"
        )
        sort = self._sort if searched or self._sort == "oldest" else "newest"
        grouped = " · by topic" if self._results.by_topic else ""
        self._results.border_title = _SORT_NAMES[sort] + grouped
        self.query_one("#notice", Notice).tell(page.notice, page.suggestion, self._key("browse.suggestion"))

    def _say_nothing_found(self, page: Page) -> None:
        if page.query.strip():
            self._say(no_results(page.query, page.suggestion, self._key("browse.suggestion")))
        else:
            self._say(FIRST_INDEXING if self._refreshing else EMPTY_LIBRARY)

    def _search_failed(self, ask: Ask, error: Exception) -> None:
        self._loading_more = False
        self._bar.tell("no answer")
        if not ask.offset:
            self._say(
                went_wrong(f"The search for “{ask.query}” failed", error, "Press r to read the corpus again.")
            )

    @on(SearchBar.Changed)
    def _search_changed(self) -> None:
        if self._asked is None or self._bar.text != self._asked.query:
            self._ask()

    @on(ResultList.MoreWanted)
    def _load_more(self) -> None:
        page = self._page
        if page is None or self._asked is None or self._loading_more or self._loaded >= page.total:
            return
        self._loading_more = True
        self._searches.ask(replace(self._asked, offset=self._loaded, keep=None))

    @on(SearchInput.Stepped)
    def _step_result(self, event: SearchInput.Stepped) -> None:
        self._results.cursor += event.by

    @on(SearchInput.Left)
    def _leave_search(self) -> None:
        self._results.focus()

    @on(Notice.SuggestionTaken)
    def action_take_suggestion(self) -> None:
        """Search for the suggested spelling instead."""
        if self._page is not None and self._page.suggestion:
            self._bar.write(self._page.suggestion)

    # Reading

    @on(ResultList.Highlighted)
    def _load_highlighted(self, event: ResultList.Highlighted) -> None:
        result = event.result
        if result is None:
            self._loads.forget()
            self._others.say("")
            return
        searched = self._page is not None and self._page.query.strip()
        read_as = self._page.read_as if self._page is not None and searched else None
        self._loads.ask(Load(result.article_id, result.topic, read_as))
        if self._others.is_on_screen or self.has_class("-wide"):
            self._accounts.ask(result.article_id)

    def _load(self, load: Load) -> Reading:
        article = self._opened.article(load.article_id)
        highlights = self._opened.highlights(article, load.read_as) if load.read_as is not None else None
        return reading(article, highlights, load.topic)

    def _read(self, _load: Load, ready: Reading) -> None:
        self._article.show(ready)

    def _load_failed(self, _load: Load, error: Exception) -> None:
        self._say(unreadable_article(error))

    def _say(self, message: Message) -> None:
        self._loads.forget()
        self._article.say(message.heading, message.sentence)

    @on(ArticlePane.HitChanged)
    def _tell_hits(self, event: ArticlePane.HitChanged) -> None:
        pane = self._article
        if event.number:
            pane.border_title = f"Article · hit {event.number} of {event.total}"
        elif event.total:
            pane.border_title = f"Article · {event.total} hit{'s' if event.total > 1 else ''}"
        else:
            pane.border_title = "Article"

    @on(ResultList.Opened)
    def _open(self) -> None:
        self._set_zen(True)

    # Other accounts

    def _find_accounts(self, article_id: str) -> list[Counterpart]:
        return self._opened.counterparts(article_id)

    def _show_accounts(self, _article_id: str, accounts: list[Counterpart]) -> None:
        if accounts:
            self._others.show(accounts, self._now())
        else:
            self._others.say("No other source in the library tells of this.")

    def _accounts_failed(self, _article_id: str, error: Exception) -> None:
        self._others.say(f"They could not be found: {error}")

    @on(AccountList.Chosen)
    def _account_chosen(self, event: AccountList.Chosen) -> None:
        current = self._results.current
        if current is not None:
            self._push_comparison(current.article_id, event.article_id)

    # Comparing

    def action_compare(self) -> None:
        """Compare with the article marked as A, else with the nearest account of another source."""
        current = self._results.current
        if current is None:
            return
        if self._marked is not None and self._marked[0] != current.article_id:
            self._push_comparison(self._marked[0], current.article_id)
        else:
            self.run_worker(self._compare_with(current, choose=False), group="compare", exclusive=True)

    def action_choose(self) -> None:
        """Choose which other account to compare with."""
        current = self._results.current
        if current is not None:
            self.run_worker(self._compare_with(current, choose=True), group="compare", exclusive=True)

    async def _compare_with(self, current: Result, *, choose: bool) -> None:
        try:
            accounts = await asyncio.to_thread(self._find_accounts, current.article_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.notify(f"No counterpart could be looked for: {error}", severity="error", markup=False)
            return
        if not accounts:
            self.notify(
                no_counterpart(current.source), title="Nothing to compare with", markup=False, timeout=8
            )
            return
        chosen: str | None = accounts[0].article_id
        if choose:
            from tui.screens.chooser import ChooserScreen

            chosen = await self.app.push_screen_wait(ChooserScreen(current.title, accounts, self._now()))
        if chosen is not None:
            self._push_comparison(current.article_id, chosen)

    def _push_comparison(self, a_id: str, b_id: str) -> None:
        from tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self._opened, a_id, b_id))

    def action_mark(self) -> None:
        """Mark the article as A, or take the mark away again."""
        current = self._results.current
        if current is None:
            return
        if self._marked is not None and self._marked[0] == current.article_id:
            self._marked = None
        else:
            self._marked = (current.article_id, f"{current.source}: {current.title}")
        self._results.marked = self._marked[0] if self._marked else None
        self._status.marked = self._marked[1] if self._marked else ""

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
        if self._page is not None:
            self._tell_found(self._page)

    def action_sort(self) -> None:
        """Sort by relevance, newest first, oldest first, and round again."""
        self._sort = _NEXT_SORT[self._sort]
        if self._sort == "newest" and not self._bar.text.strip():
            self._sort = "oldest"  # without words the most relevant are the newest anyway
        self._ask(keep=True)

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
            self._refreshing = self._library is not None
            self.app.run_action("read_corpus")  # type: ignore[unused-coroutine]

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
