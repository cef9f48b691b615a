"""Reading: the article under the cursor, on to the next one, what to look for in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tui.comparing import Subject
from tui.desks.search import SearchDesk
from tui.dwelling import Dwelling
from tui.latest import Latest
from tui.places import Like
from tui.reading import Reading, reading
from tui.screens.messages import OPENING, Saying, unreadable_article
from tui.widgets.article import ArticlePane
from tui.widgets.lines import TextView
from tui.widgets.results import ResultList

if TYPE_CHECKING:
    from index.query import Query
    from tui.desks.session import Session
    from tui.screens.compare import Jump

#: Said where an action needs an article and there is none.
NO_ARTICLE = "There is no article here."


@dataclass(frozen=True, slots=True)
class Load:
    """One article to read, the words to highlight in it (None: none), and the sentence to begin with."""

    article_id: str
    topic: str | None
    read_as: Query | None
    reveal: str = ""


class ReadingDesk(Vertical):
    """Shows articles, and knows which one is read."""

    BINDING_GROUP_TITLE = "Reading"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "read_on",
            "Read on",
            tooltip="Read on: a page, at the end the next unread",
            id="browse.read_on",
        ),
        Binding("n", "next_hit(1)", "Next hit", show=False, id="browse.next_hit"),
        Binding("N", "next_hit(-1)", "Previous hit", show=False, id="browse.previous_hit"),
        Binding(
            "backslash,ctrl+f", "find", "Find in the article", show=False, priority=True, id="browse.find"
        ),
        Binding("M", "alike", "More like this", show=False, id="browse.alike"),
    ]

    class Subjected(Message):
        """Another article is in view, or none."""

        def __init__(self, subject: Subject | None) -> None:
            self.subject = subject
            super().__init__()

    class Dwelt(Message):
        """An article was in view long enough to count as read."""

        def __init__(self, article_id: str) -> None:
            self.article_id = article_id
            super().__init__()

    class WideWanted(Message):
        """The article shall have the whole screen."""

    _article = getters.query_one("#article", ArticlePane)
    _results = getters.query_one("#results", ResultList)
    _search = getters.query_one("#search-desk", SearchDesk)

    def __init__(self, session: Session) -> None:
        super().__init__(id="reading-desk")
        self._session = session
        self._loads = Latest(self, self._load, self._loaded, self._load_failed)
        self._dwelling = Dwelling(self, lambda article_id: self.post_message(self.Dwelt(article_id)))
        self._offset: int | None = None  # how far the article in view was read
        self._in_view: str | None = None
        self._told: str | None = None  # the result that the list announced last
        self._subject: Subject | None = None

    def on_mount(self) -> None:
        """Say what is going on until the library is open."""
        if self._session.library is None:
            self.say(OPENING)
        self.watch(self._article.text, "scroll_y", self._scrolled, init=False)

    def on_unmount(self) -> None:
        """Keep how far the article was read."""
        self.keep_position()

    @property
    def busy(self) -> bool:
        """Whether an article is still to come."""
        return self._loads.busy

    @property
    def subject(self) -> Subject | None:
        """The article that keys are about: the one under the cursor from the moment that it is there.

        Keys may come faster than the list's announcement, as they do over a slow line.
        """
        result = self._results.current
        if result is not None and result.article_id != self._told:
            return Subject(result.article_id, result.source, result.title)
        return self._subject

    # What the owner tells it

    def say(self, saying: Saying) -> None:
        """Show a message in place of an article."""
        self._loads.forget()
        self._dwelling.leave()
        self.keep_position()
        self._in_view = None
        self._article.say(saying.heading, saying.sentence)

    def show_jump(self, jump: Jump) -> None:
        """Read the article that a comparison was left for, from the sentence that was pointed at."""
        self._take(Subject(jump.article_id, "", ""))
        self._loads.ask(Load(jump.article_id, None, None, jump.sentence))

    def opened_wide(self) -> None:
        """The article has the whole screen: it is being read."""
        self._dwelling.touch()

    def keep_position(self) -> None:
        """Remember how far the article in view was read."""
        if self._in_view is not None:
            self._session.memory.set_position(self._in_view, self._offset)

    # Showing

    @on(SearchDesk.Selected)
    def _selected(self, event: SearchDesk.Selected) -> None:
        event.stop()
        result = event.result
        self._told = result.article_id if result else None
        self._take(Subject(result.article_id, result.source, result.title) if result else None)
        if result is None:
            self._loads.forget()
        else:
            self._loads.ask(Load(result.article_id, result.topic, event.read_as))

    @on(SearchDesk.Empty)
    def _empty(self, event: SearchDesk.Empty) -> None:
        event.stop()
        self.say(event.saying)

    def _take(self, subject: Subject | None) -> None:
        self._subject = subject
        self.post_message(self.Subjected(subject))

    def _load(self, load: Load) -> Reading:
        article = self._session.opened().article(load.article_id)
        words = self._session.opened().highlights(article, load.read_as) if load.read_as is not None else None
        return reading(article, words, load.topic)

    def _loaded(self, load: Load, ready: Reading) -> None:
        if self.subject is None or self.subject.article_id != load.article_id:
            return  # the cursor has left it: another is on its way
        shown = self._article.reading
        another = shown is None or shown.article_id != ready.article_id
        self._take(Subject(ready.article_id, ready.source, ready.title))
        if another:
            self.keep_position()
            self._in_view, self._offset = ready.article_id, None
            self._dwelling.begin(ready.article_id)
        self._article.show(ready)
        if load.reveal:
            self._article.reveal(load.reveal)
        elif another:
            self._go_where_left(ready)
        if self.screen.has_class("-zen"):
            self._dwelling.touch()

    def _go_where_left(self, ready: Reading) -> None:
        offset = self._session.memory.position(ready.article_id)
        if offset is not None and offset < len(ready.document.text):
            self._article.text.put_at_top(offset)
            self._dwelling.scrolled_to(round(self._article.text.scroll_y))

    def _load_failed(self, _load: Load, error: Exception) -> None:
        self.say(unreadable_article(error))

    def _scrolled(self, y: float) -> None:
        text = self._article.text
        self._offset = text.top_offset if y > 0 and not text.at_end else None
        self._dwelling.scrolled_to(round(y), by_reader=True)

    # Reading on

    def action_read_on(self) -> None:
        """Scroll the article by a page; at its end, go to the next unread one."""
        if self._article.display:
            self._article.text.action_read_on()
        elif self._article.reading is not None:
            self.post_message(self.WideWanted())  # too narrow for two panes: come to the article first

    @on(TextView.Finished)
    def _finished(self, event: TextView.Finished) -> None:
        event.stop()
        if self._article.reading is not None:
            self.post_message(self.Dwelt(self._article.reading.article_id))
        place = self._results.next_place(unread=True)
        if place is None:
            place = self._results.next_place(unread=False)
        if place is None:
            self.notify("This is the last of the results.", timeout=3)
        else:
            self._results.cursor = place

    def action_next_hit(self, by: int) -> None:
        """Go to the next or previous found word in the article."""
        if self._article.hit_count:
            self._article.next_hit(by)
        else:
            self.notify("No word that was searched for stands in this article.", timeout=3)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While one types, these keys are the input's own."""
        focused = self.screen.focused
        return action != "find" or focused is None or not focused.check_consume_key("backslash", "\\")

    def action_find(self) -> None:
        """Look for words in the article; it has the whole screen where there is no room beside the list."""
        if self._article.reading is None:
            self.notify(NO_ARTICLE, timeout=3)
            return
        if not self._article.display:
            self.post_message(self.WideWanted())
        self._article.find()

    def action_alike(self) -> None:
        """Show articles of any source that resemble this one."""
        if self.subject is None:
            self.notify(NO_ARTICLE, timeout=3)
        else:
            self._search.search_alike(Like(self.subject.article_id, self.subject.title))
