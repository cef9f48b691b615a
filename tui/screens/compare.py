"""The compare screen: two accounts side by side, what differs, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static

from tui.latest import Latest
from tui.widgets.compare_detail import CompareDetail
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_findings import fact_finding, row_finding
from tui.widgets.compare_header import CompareHeader
from tui.widgets.compare_marks import DIFFERING, side_word
from tui.widgets.compare_overview import CompareOverview
from tui.widgets.compare_rows import CompareRows
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from index.compare.result import Comparison, Fact, Side
    from index.library import Library
    from tui.widgets.compare_blocks import Block

DEFAULT_STRICTNESS = 3
_MEDIUM = 100
_WIDE = 150

_DIFFERENCES = Binding.Group("Difference", compact=True)
_FIGURES = Binding.Group("Figure or date", compact=True)
_ONE_SIDED = Binding.Group("Only A, only B", compact=True)
_SOURCES = Binding.Group("Other source", compact=True)
_STRICTNESS = Binding.Group("Strictness", compact=True)


@dataclass(frozen=True, slots=True)
class Jump:
    """The reader wants to read an article in full, from the words of ``sentence`` on."""

    article_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare, and how strictly (None: as the settings say)."""

    a_id: str
    b_id: str
    strictness: int | None


class CompareScreen(Screen["Jump | None"]):
    """Two accounts in two columns. Dismissed with a :class:`Jump`, or with None by "back"."""

    CSS_PATH = "../compare.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared so by Textual
        (0, "-narrow"),
        (_MEDIUM, "-medium"),
        (_WIDE, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "difference(1)", "Next difference", group=_DIFFERENCES, id="compare.next_difference"),
        Binding(
            "p", "difference(-1)", "Previous difference", group=_DIFFERENCES, id="compare.previous_difference"
        ),
        Binding(
            "d", "figure(1)", "Next figure or date that differs", group=_FIGURES, id="compare.next_figure"
        ),
        Binding("D", "figure(-1)", "Previous figure or date", group=_FIGURES, id="compare.previous_figure"),
        Binding("a", "only('a')", "Next that only A tells", group=_ONE_SIDED, id="compare.next_only_a"),
        Binding("b", "only('b')", "Next that only B tells", group=_ONE_SIDED, id="compare.next_only_b"),
        Binding("f", "facts", "Facts", id="compare.facts"),
        Binding("o", "toggle_all", "Unfold", id="compare.toggle_all"),
        Binding("w", "swap", "Swap", id="compare.swap"),
        Binding("s", "source('b')", "Another source as B", group=_SOURCES, id="compare.source_b"),
        Binding("S", "source('a')", "Another source as A", group=_SOURCES, id="compare.source_a"),
        Binding("minus", "strictness(-1)", "Looser", group=_STRICTNESS, id="compare.looser"),
        Binding("plus", "strictness(1)", "Stricter", group=_STRICTNESS, id="compare.stricter"),
        Binding("e", "export", "Export", id="compare.export"),
        Binding("y", "copy", "Copy", show=False, id="compare.copy"),
        Binding("q,escape", "back", "Back", id="compare.back"),
    ]

    def __init__(self, library: Library, a_id: str, b_id: str) -> None:
        """Compare two articles of ``library``.

        Args:
            library: Asked for the comparison, in a thread.
            a_id: The article on the left.
            b_id: The article on the right.
        """
        super().__init__()
        self._library = library
        self._request = Request(a_id, b_id, None)
        self._comparison: Comparison | None = None
        self._facts_wanted: bool | None = None
        self._latest = Latest(self, self._compare, self._show, self._fail, lanes=1)

    # Composition

    def compose(self) -> ComposeResult:
        """Header over columns and overview; facts below or beside; a line of detail; the keys."""
        with Container(id="compare-body"):
            with Vertical(id="compare-main"):
                yield CompareHeader()
                yield Static("Comparing…", id="compare-notice", markup=False)
                with Horizontal(id="compare-columns"):
                    yield CompareRows()
                    yield CompareOverview()
            yield CompareFacts()
        yield CompareDetail()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Begin to compare."""
        self.add_class("-waiting")
        self._ask(self._request)

    def on_resize(self) -> None:
        """Give the facts their place."""
        self._place_facts()

    @property
    def rows(self) -> CompareRows:
        """The two columns."""
        return self.query_one(CompareRows)

    @property
    def facts(self) -> CompareFacts:
        """The facts panel."""
        return self.query_one(CompareFacts)

    # Comparing

    def _ask(self, request: Request) -> None:
        same_articles = (request.a_id, request.b_id) == (self._request.a_id, self._request.b_id)
        self._request = request
        if self._comparison is None or not same_articles:
            self._notice("Comparing…")
        self._latest.ask(request)

    def _compare(self, request: Request) -> Comparison:
        return self._library.compare(request.a_id, request.b_id, strictness=request.strictness)

    def _show(self, _request: Request, comparison: Comparison) -> None:
        kept = self._place() if self._comparison and self._comparison.a.id == comparison.a.id else None
        self._comparison = comparison
        self.remove_class("-waiting")
        self.query_one(CompareHeader).show(comparison)
        self.rows.show(comparison, kept)
        self.facts.show(comparison.facts)
        self.query_one(CompareOverview).show(self.rows.blocks)
        self._place_facts()
        self.rows.focus()
        self._describe()

    def _fail(self, _request: Request, error: Exception) -> None:
        from index.library import LibraryError

        if isinstance(error, LibraryError):
            reason = one_line(str(error))
        else:
            reason = f"The comparison failed ({type(error).__name__}: {one_line(str(error))})."
            self.log.error(reason)
        self._comparison = None
        self._notice(f"{reason}\n\nPress q to go back, or s to choose another source for B.")

    def _notice(self, text: str) -> None:
        self.add_class("-waiting")
        self.query_one("#compare-notice", Static).update(text)
        self.query_one(CompareDetail).show([], [])

    def _place(self) -> tuple[Side, int] | None:
        block = self.rows.current
        if block is None:
            return None
        return ("a", block.a[0]) if block.a else ("b", block.b[0])

    # What the panes tell

    def on_compare_rows_moved(self) -> None:
        """Keep detail, facts and columns at one."""
        fact, block = self.facts.current, self.rows.current
        if fact and block and not self._rests_on(fact, block):
            self.facts.choose(None)
        self._describe()

    def on_compare_rows_scrolled(self) -> None:
        """Show in the overview what is in view."""
        self.query_one(CompareOverview).look_at(self.rows.in_view)

    def on_compare_rows_opened(self, message: CompareRows.Opened) -> None:
        """Leave for the full article."""
        if self._comparison:
            account = self._comparison.a if message.side == "a" else self._comparison.b
            self.dismiss(Jump(account.id, account.sentences[message.sentence]))

    def on_compare_facts_highlighted(self, message: CompareFacts.Highlighted) -> None:
        """Show where the fact stands."""
        self.rows.point_out(message.fact)
        self._describe()

    def on_compare_facts_chosen(self) -> None:
        """Go from the fact to the columns."""
        self.rows.focus()

    def on_compare_overview_picked(self, message: CompareOverview.Picked) -> None:
        """Go to the block that was pointed at."""
        self.rows.go(message.block)

    def _rests_on(self, fact: Fact, block: Block) -> bool:
        return bool((fact.a and fact.a.sentence in block.a) or (fact.b and fact.b.sentence in block.b))

    def _describe(self) -> None:
        detail = self.query_one(CompareDetail)
        story, block = self.rows.story, self.rows.current
        if self._comparison is None or story is None:
            return
        if self.facts.current is not None:
            detail.show(*fact_finding(self.facts.current))
        elif block is not None:
            detail.show(*row_finding(self._comparison, block, story.facts))
        stops = self._differences()
        place = (
            f"{stops.index(self.rows.cursor) + 1}/{len(stops)}"
            if self.rows.cursor in stops
            else f"{len(stops)}"
        )
        detail.locate(f"{place} differences" if len(stops) != 1 else "1 difference", self._strictness)
        self.query_one(CompareOverview).look_at(self.rows.in_view)

    # Moving

    def _differences(self) -> list[int]:
        return [number for number, block in enumerate(self.rows.blocks) if block.is_difference]

    def action_difference(self, step: int) -> None:
        """Go to the next or previous row in which the accounts part."""
        self._go(self._differences(), step, "The two accounts do not part anywhere.")

    def action_only(self, side: Side) -> None:
        """Go to the next run that only ``side`` tells."""
        runs = [number for number, block in enumerate(self.rows.blocks) if block.side == side]
        self._go(runs, 1, f"Nothing is told only in {side_word(side)}.")

    def _go(self, stops: Sequence[int], step: int, none: str) -> None:
        if not stops:
            self.notify(none)
            return
        here = self.rows.cursor
        if step > 0:
            target = next((stop for stop in stops if stop > here), stops[0])
        else:
            target = next((stop for stop in reversed(stops) if stop < here), stops[-1])
        self.rows.go(target)

    def action_figure(self, step: int) -> None:
        """Go to the next or previous figure or date that is not the same in both."""
        facts = [
            fact
            for fact in self.facts.ordered()
            if fact.kind in ("figure", "date") and fact.verdict in DIFFERING
        ]
        if not facts:
            self.notify("No figure and no date differs.")
            return
        here = self.facts.current
        place = next((number for number, fact in enumerate(facts) if fact is here), -1 if step > 0 else 0)
        self.facts.choose(facts[(place + step) % len(facts)])

    def action_toggle_all(self) -> None:
        """Open all runs, or fold them all."""
        self.rows.toggle_all()

    # Facts

    def _place_facts(self) -> None:
        shown = self.size.width >= _MEDIUM if self._facts_wanted is None else self._facts_wanted
        self.set_class(shown and self._comparison is not None, "-facts")
        self.query_one(CompareHeader).reserved = 4 if self.size.width >= _MEDIUM else 1

    def action_facts(self) -> None:
        """Show the facts and go there; from there, hide them."""
        if self.has_class("-facts") and (self.facts.has_focus or self.size.width < _MEDIUM):
            self._facts_wanted = False
            self.facts.choose(None)
            self.rows.focus()
        else:
            self._facts_wanted = True
        self._place_facts()
        if self._facts_wanted:
            self.facts.focus()

    # Other sides, other strictness

    def action_swap(self) -> None:
        """Change the sides."""
        self._ask(Request(self._request.b_id, self._request.a_id, self._request.strictness))

    @property
    def _strictness(self) -> int:
        return self._request.strictness or DEFAULT_STRICTNESS

    def action_strictness(self, step: int) -> None:
        """Ask for fewer, surer links, or for more."""
        wanted = max(1, min(5, self._strictness + step))
        if wanted == self._strictness:
            self.notify(
                "Links are shown as strictly as can be." if step > 0 else "Every link worth a look is shown."
            )
            return
        self._ask(Request(self._request.a_id, self._request.b_id, wanted))

    def action_back(self) -> None:
        """Go back to where the reader came from."""
        self.dismiss(None)
