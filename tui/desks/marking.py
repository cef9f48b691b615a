"""Marking: read and unread, stars, notes, and undoing that."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tui.desks.reading import NO_ARTICLE, ReadingDesk
from tui.desks.search import SearchDesk
from tui.latest import Latest
from tui.widgets.article import ArticlePane
from tui.widgets.results import ResultList

if TYPE_CHECKING:
    from index.engines.base import Sort
    from index.marks import Change, Mark
    from tui.comparing import Subject
    from tui.desks.session import Session
    from tui.screens.note import Written

    #: What is searched for, in which order, and whether it is still being typed.
    _Asked: TypeAlias = tuple[str, Sort, bool]


class MarkDesk(Vertical):
    """Keeps what the reader marks, and shows it in the list."""

    BINDING_GROUP_TITLE = "Marking"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "toggle_read", "Read or unread", show=False, id="browse.toggle_read"),
        Binding("asterisk", "toggle_star", "Star, or take it away", show=False, id="browse.star"),
        Binding("e", "note", "Write a note", show=False, id="browse.note"),
        Binding("A", "read_all", "Mark all of the search as read", show=False, id="browse.read_all"),
        Binding("U,ctrl+z", "undo", "Undo the last mark or note", show=False, id="browse.undo"),
    ]

    class Changed(Message):
        """Articles were marked."""

    _article = getters.query_one("#article", ArticlePane)
    _reading = getters.query_one("#reading-desk", ReadingDesk)
    _results = getters.query_one("#results", ResultList)
    _search = getters.query_one("#search-desk", SearchDesk)

    def __init__(self, session: Session) -> None:
        super().__init__(id="mark-desk")
        self._session = session
        self._all = Latest(self, self._find_all, self._mark_all, self._failed)

    @property
    def busy(self) -> bool:
        """Whether something is still to be marked or written."""
        return self._all.busy or self._session.memory.busy

    def show(self) -> None:
        """Show all marks in the list, and those of the article over it."""
        self._results.show_marks(self._session.memory.marks.of)
        self._show_over_article()

    def _show_over_article(self) -> None:
        if self._subject is not None:
            self._article.show_mark(self._session.memory.marks.of(self._subject.article_id))

    @on(ReadingDesk.Subjected)
    def _subjected(self) -> None:
        self._show_over_article()

    @property
    def _subject(self) -> Subject | None:
        return self._reading.subject

    @on(ReadingDesk.Dwelt)
    def _dwelt(self, event: ReadingDesk.Dwelt) -> None:
        event.stop()
        self._keep(self._session.memory.marks.set_read([event.article_id], True, undoable=False))

    def _mark(self) -> Mark | None:
        if self._subject is None:
            self.notify(NO_ARTICLE, timeout=3)
            return None
        return self._session.memory.marks.of(self._subject.article_id)

    def _keep(self, change: Change | None) -> None:
        if change is not None:
            self._session.memory.keep(change)
            self.show()
            self.post_message(self.Changed())

    def action_toggle_read(self) -> None:
        """Mark the article as read or unread."""
        mark = self._mark()
        if mark is not None and self._subject is not None:
            self._keep(self._session.memory.marks.set_read([self._subject.article_id], not mark.read))

    def action_toggle_star(self) -> None:
        """Give the article a star, or take it away."""
        mark = self._mark()
        if mark is not None and self._subject is not None:
            self._keep(self._session.memory.marks.set_starred(self._subject.article_id, not mark.starred))

    def action_read_all(self) -> None:
        """Mark all that the search finds as read."""
        if self._session.library is None:
            return
        if self._search.searching.like is not None:
            self._mark_all(None, tuple(result.article_id for result in self._results.results))
        else:
            searching = self._search.searching
            self._all.ask((self._search.query_text, searching.sort, searching.unfinished))

    def _find_all(self, asked: _Asked) -> tuple[str, ...]:
        query, sort, unfinished = asked
        return self._session.opened().matching(query, sort=sort, unfinished=unfinished)

    def _mark_all(self, _asked: _Asked | None, article_ids: tuple[str, ...]) -> None:
        change = self._session.memory.marks.set_read(article_ids, True)
        if change is None:
            self.notify("All of them are read already.", timeout=3)
        else:
            self._keep(change)
            self.notify(f"{change.what}. U undoes it.", timeout=5, markup=False)

    def _failed(self, _asked: _Asked, error: Exception) -> None:
        self.notify(f"They could not be marked: {error}", severity="error", markup=False)

    def action_undo(self) -> None:
        """Take back the last mark or note."""
        change = self._session.memory.marks.undo()
        if change is None:
            self.notify("There is nothing to undo.", timeout=3)
        else:
            self._keep(change)
            self.notify(f"Undone: {change.what}.", timeout=4, markup=False)

    # Notes

    def action_note(self) -> None:
        """Write a note on the article, or change it."""
        mark = self._mark()
        if mark is None or self._subject is None:
            return
        from tui.screens.note import NoteScreen

        subject, memory = self._subject, self._session.memory
        draft = memory.draft(subject.article_id)
        self.app.push_screen(
            NoteScreen(subject.title, mark.note if draft is None else draft, changed=draft is not None),
            lambda written: self._noted(subject, written),
        )

    def _noted(self, subject: Subject, written: Written | None) -> None:
        if written is None:
            return
        memory = self._session.memory
        if written.keep:
            memory.set_draft(subject.article_id, None)
            self._keep(memory.marks.set_note(subject.article_id, written.text))
        elif written.text.strip() == memory.marks.of(subject.article_id).note:
            memory.set_draft(subject.article_id, None)
        else:
            memory.set_draft(subject.article_id, written.text)
            self.notify("Kept as a draft: e goes on with it.", timeout=4)
