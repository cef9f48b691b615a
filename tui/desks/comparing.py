"""Comparing: with the nearest account, a chosen one, or any two; and the sheet of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tui.comparing import Comparing
from tui.desks.reading import ReadingDesk
from tui.latest import Latest
from tui.screens.messages import NO_OTHER_ACCOUNT, NOTHING_TO_COMPARE
from tui.widgets.accounts import AccountList
from tui.widgets.results import ResultList
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Key
    from textual.timer import Timer

    from tui.comparing import Subject
    from tui.desks.session import Session
    from tui.screens.compare import Jump


class CompareDesk(Vertical):
    """Puts the article in view beside another."""

    BINDING_GROUP_TITLE = "Comparing"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "compare", "Compare", tooltip="Compare with the nearest account", id="browse.compare"),
        Binding("C", "choose", "Choose the account to compare with", show=False, id="browse.choose"),
        Binding("m", "mark", "Mark as A, to compare with any other", show=False, id="browse.mark"),
        Binding(
            "p", "sheet", "Sheet", tooltip="The topic's sheet: all that its sources state", id="browse.sheet"
        ),
        Binding("P", "topics", "List the topics", show=False, id="browse.topics"),
    ]

    class Jumped(Message):
        """A comparison or a sheet was left for an article."""

        def __init__(self, jump: Jump) -> None:
            self.jump = jump
            super().__init__()

    #: After so many seconds with an article it is compared with the nearest account, unseen.
    _PREPARE_SECONDS: ClassVar[float] = 0.8

    _others = getters.query_one("#accounts", AccountList)
    _reading = getters.query_one("#reading-desk", ReadingDesk)
    _results = getters.query_one("#results", ResultList)

    def __init__(self, session: Session) -> None:
        super().__init__(id="compare-desk")
        self._session = session
        self._subject: Subject | None = None
        self._staying: Timer | None = None

    def on_mount(self) -> None:
        """Look for accounts from now on."""
        self._comparing = Comparing(self.screen, self._session.opened, self._session.now, self._jumped)
        self._accounts = Latest(
            self,
            self._comparing.accounts,
            lambda _id, found: self._others.show(found, self._session.now(), otherwise=NO_OTHER_ACCOUNT),
            lambda _id, error: self._others.show((), otherwise=f"They could not be found: {error}"),
        )

    @property
    def busy(self) -> bool:
        """Whether other accounts are still to come."""
        return self._accounts.busy

    @on(AccountList.Shown)
    def _room_for_accounts(self) -> None:
        self._ask_accounts()

    @on(ReadingDesk.Subjected)
    def _subjected(self, event: ReadingDesk.Subjected) -> None:
        same = event.subject and self._subject and event.subject.article_id == self._subject.article_id
        self._subject = event.subject
        if not same:
            self._begin_to_stay(event.subject)
        if event.subject is None:
            self._accounts.forget()
            self._others.show(())
            return
        if not same:
            self._ask_accounts()

    def _begin_to_stay(self, subject: Subject | None) -> None:
        if self._staying is not None:
            self._staying.stop()
        if subject is not None:
            self._staying = self.set_timer(self._PREPARE_SECONDS, lambda: self._comparing.prepare(subject))

    def _ask_accounts(self) -> None:
        if self._subject is not None and self._others.display and self._session.library is not None:
            self._accounts.ask(self._subject.article_id)

    @on(AccountList.Chosen)
    def _account_chosen(self, event: AccountList.Chosen) -> None:
        if self._subject is not None:
            self._comparing.show(self._subject.article_id, event.article_id)

    def forget(self) -> None:
        """Find out anew about the article in view: the library or the reader's links may have changed."""
        self._comparing.forget()

    def _jumped(self, jump: Jump | None) -> None:
        self.forget()
        if jump is not None:
            self.post_message(self.Jumped(jump))

    def prepare(self, event: Key) -> bool:
        """Keep the key for a comparison that is on its way."""
        return self._comparing.keys.took(event)

    def _with_subject(self, act: Callable[[Subject], None]) -> None:
        """Act upon the article that keys are about."""
        subject = self._reading.subject
        if subject is not None:
            act(subject)
        else:
            self.notify(NOTHING_TO_COMPARE, timeout=4)

    def action_compare(self) -> None:
        """Compare with the article marked as A, else with the nearest account of another source."""
        self._with_subject(self._comparing.compare)

    def action_choose(self) -> None:
        """Choose which other account to compare with."""
        self._with_subject(self._comparing.choose)

    def action_mark(self) -> None:
        """Mark the article as A, or take the mark away again."""
        self._with_subject(self._mark)

    def _mark(self, subject: Subject) -> None:
        marked = self._comparing.toggle_mark(subject)
        self._results.marked = marked.article_id if marked else None
        status = self.screen.query_one(StatusLine)
        status.marked = f"{marked.source}: {marked.title}" if marked else ""

    def action_sheet(self) -> None:
        """Show all that the sources of the article's topic state."""
        self._with_subject(self._show_sheet)

    def _show_sheet(self, subject: Subject) -> None:
        from tui.screens.sheet import SheetScreen

        self.app.push_screen(
            SheetScreen(self._session.opened(), subject.article_id, now=self._session.now), self._jumped
        )

    def action_topics(self) -> None:
        """List all topics."""
        if self._session.library is not None:
            from tui.screens.topics import TopicsScreen

            self.app.push_screen(TopicsScreen(self._session.library, now=self._session.now), self._jumped)
