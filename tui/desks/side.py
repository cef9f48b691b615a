"""The sidebar: the ways into the library, or what the search can be narrowed by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desks.marking import MarkDesk
from tui.desks.search import SearchDesk
from tui.errands import run_errand
from tui.latest import Latest
from tui.side_rows import Section, SideRow, facets, toggled, ways_in
from tui.widgets.results import ResultList
from tui.widgets.side import SideList

if TYPE_CHECKING:
    from textual.events import Key

    from index.engines.base import Sort
    from tui.desks.session import Session

#: What the sidebar shows: ways in, facets, or nothing.
Face: TypeAlias = Literal["", "ways", "facets"]

#: What the sidebar is filled for: its face, and the search with how it is sorted.
_Asked: TypeAlias = "tuple[Face, str, Sort, bool]"

#: What facets are chosen by.
_DIGITS: Final = frozenset("123456789")

_TITLES: dict[Face, str] = {"": "", "ways": "Library · unread", "facets": "Narrow by"}


class SideDesk(Vertical):
    """Fills the sidebar, and goes where it says."""

    BINDING_GROUP_TITLE = "Sidebar"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b,ctrl+b", "face('ways')", "Sidebar", tooltip="Saved searches, sources, topics", id="browse.side"
        ),
        Binding(
            "f", "face('facets')", "Narrow", tooltip="Narrow the search down; then 1 to 9", id="browse.facets"
        ),
        Binding("w", "save", "Save the search", show=False, id="browse.save"),
    ]

    _side = getters.query_one("#side", SideList)
    _results = getters.query_one("#results", ResultList)
    _search = getters.query_one("#search-desk", SearchDesk)

    def __init__(self, session: Session) -> None:
        super().__init__(id="side-desk")
        self._session = session
        self._face: Face = ""
        self._awaited: str | None = None  # a digit that was pressed before there was anything it could mean
        self._fills = Latest(self, self._gather, self._gathered, self._failed)

    @property
    def busy(self) -> bool:
        """Whether what the sidebar lists is still to come."""
        return self._fills.busy

    @property
    def over_results(self) -> bool:
        """Whether the sidebar lies over the results, for want of room beside them."""
        return bool(self._face) and not (self.screen.has_class("-roomy") or self.screen.has_class("-wide"))

    # What the owner tells it

    def show_preferred(self) -> None:
        """Show what was shown when the reader was left, if there is room for it."""
        face = self._session.memory.preference("sidebar")
        roomy = self.screen.has_class("-roomy") or self.screen.has_class("-wide")
        if roomy and face in ("ways", "facets") and not self._face:
            self._turn("ways" if face == "ways" else "facets", keyboard=False)

    def fill(self) -> None:
        """Count anew what is listed."""
        if self._face and self._session.library is not None:
            run_errand(self, self._fill, group="side", exclusive=True)

    async def _fill(self) -> None:
        await self._session.memory.finish()  # what was marked just now is to be counted too
        searching = self._search.searching
        self._fills.ask((self._face, self._search.query_text, searching.sort, searching.unfinished))

    def close(self) -> None:
        """Take no room any more."""
        had_keyboard = self.screen.focused is self._side
        self._face = ""
        self._side.remove_class("-shown")
        self._results.counts = True
        if had_keyboard:
            self._results.focus()

    # Filling

    def _gather(self, asked: _Asked) -> list[Section]:
        face, query, sort, unfinished = asked
        library = self._session.opened()
        if face == "ways":
            return ways_in(library, self._session.memory.saved)
        return facets(library, query, sort, unfinished=unfinished)

    def _gathered(self, asked: _Asked, sections: list[Section]) -> None:
        if asked[0] == self._face:
            self._side.show(sections)
            digit, self._awaited = self._awaited, None
            if digit:
                self._narrow_by(digit)

    def _failed(self, _asked: _Asked, error: Exception) -> None:
        self._awaited = None
        self.notify(f"The sidebar could not be filled: {error}", severity="error", markup=False)

    @on(SearchDesk.Answered)
    def _answered(self) -> None:
        if self._face == "facets":
            self.fill()

    @on(MarkDesk.Changed)
    def _marked(self) -> None:
        self.fill()

    # Going

    @on(SideList.Chosen)
    def _chosen(self, event: SideList.Chosen) -> None:
        row, over = event.row, self.over_results
        if self._face == "facets":
            self._search.search_for(toggled(self._search.query_text, row.query))
        else:
            self._search.search_for(row.query)
        if over:
            self.close()
        elif self._face == "facets":
            self._side.focus()

    def action_face(self, face: Face) -> None:
        """Show ways in or facets; the one that is shown goes away."""
        if self._face == face:
            self.close()
        else:
            self._turn(face, keyboard=True)
        self._session.memory.prefer("sidebar", self._face)

    def _turn(self, face: Face, *, keyboard: bool) -> None:
        self._face = face
        self._side.border_title = _TITLES[face]
        self._side.show([Section("Counting…", ())])  # the cursor begins at the top
        self._awaited = ""
        self._side.add_class("-shown")
        self._side.counts = face != "facets"
        self._results.counts = face != "facets"  # digits choose a facet then
        self.fill()
        if keyboard:
            self._side.focus()

    def prepare(self, event: Key) -> bool:
        """Narrow the search down by the facet with the digit that was pressed."""
        if self._face != "facets" or not event.character or event.character not in _DIGITS:
            return False
        if self._awaited is None:
            return self._narrow_by(event.character)
        self._awaited = event.character
        return True

    def _narrow_by(self, digit: str) -> bool:
        row = next((row for row in self._side.rows if row.digit == digit), None)
        if row is not None:
            self._side.post_message(SideList.Chosen(row))
        return row is not None

    # Saved searches

    def action_save(self) -> None:
        """Save the present search under a name."""
        query = self._search.query_text.strip()
        if not query:
            self.notify("Search for something first: then w saves it.", timeout=4)
            return
        self._ask_name("Save the search", query, partial(self._save, query, None))

    def _ask_name(self, title: str, name: str, named: partial[None]) -> None:
        from tui.screens.topic_dialogs import NameScreen

        self.app.push_screen(NameScreen(title, name), named)

    def _save(self, query: str, old_name: str | None, name: str | None) -> None:
        if not name or not name.strip():
            return
        if old_name is not None and old_name != name.strip():
            self._session.memory.save_search(old_name, None)
        self._session.memory.save_search(name.strip(), query)
        self.fill()
        if self._face != "ways":
            self.notify(f"Saved as “{name.strip()}”. b lists the saved searches.", markup=False, timeout=4)

    @on(SideList.ForgetWanted)
    def _forget(self, event: SideList.ForgetWanted) -> None:
        row: SideRow = event.row
        self._session.memory.save_search(row.name, None)
        self.notify(f"“{row.name}” is forgotten; it searched for: {row.query}", markup=False, timeout=6)
        self.fill()

    @on(SideList.RenameWanted)
    def _rename(self, event: SideList.RenameWanted) -> None:
        row = event.row
        self._ask_name("Rename the search", row.name, partial(self._save, row.query, row.name))
