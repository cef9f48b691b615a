"""All panes of a comparison and how they hang together: columns, overview, facts, detail."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

from tui.widgets.compare_detail import CompareDetail
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_findings import fact_finding, pair_finding, row_finding
from tui.widgets.compare_header import CompareHeader
from tui.widgets.compare_overview import CompareOverview
from tui.widgets.compare_rows import CompareRows
from tui.widgets.compare_sides import CompareSide, CompareSides
from tui.widgets.compare_steps import NONE, Step, StepKind, after, position, steps
from tui.widgets.wrapping import Piece

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.compare.result import Comparison, Fact, Side
    from tui.widgets.compare_blocks import Block

#: From this width of the view on, facts and overview are shown unasked.
MEDIUM = 100


_PREVIOUS = "compare.previous_difference"


def key(keys: str, action: str, short: str, about: str, name: str, display: str | None = None) -> Binding:
    """Return a binding: ``short`` for the footer (empty: not shown there), ``about`` for help and palette.

    ``display`` is what the footer calls the keys, where it stands there for several.
    """
    return Binding(
        keys, action, short or about, tooltip=about, show=bool(short), id=name, key_display=display
    )


def _rests_on(fact: Fact, block: Block) -> bool:
    return bool((fact.a and fact.a.sentence in block.a) or (fact.b and fact.b.sentence in block.b))


class CompareView(Container):
    """Two accounts in two columns with all that is found in them."""

    BINDING_GROUP_TITLE = "Comparison"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "step(1)", "Next", "Next difference, of the kind chosen", "compare.next_difference"),
        key("p", "step(-1)", "Previous", "Previous difference, of the kind chosen", _PREVIOUS),
        key("1", "kind('figure')", "By kind", "Figures: n and p step through them", "compare.figures", "1-6"),
        key("2", "kind('date')", "", "Dates: n and p step through them", "compare.dates"),
        key("3", "kind('name')", "", "Names: n and p step through them", "compare.names"),
        key("4", "kind('quotation')", "", "Quotations: n and p step through them", "compare.quotations"),
        key("5", "kind('only_a')", "", "What only A tells: n and p step through it", "compare.only_a"),
        key("6", "kind('only_b')", "", "What only B tells: n and p step through it", "compare.only_b"),
        key("0", "kind('difference')", "", "All differences: n and p step through them", "compare.all"),
        key("d", "go('clash', 1)", "Figures", "Next figure or date that differs", "compare.next_figure"),
        key("D", "go('clash', -1)", "", "Previous figure or date that differs", "compare.previous_figure"),
        key("f", "facts", "Facts", "Show the facts and go there, or hide them", "compare.facts"),
        key("L", "free", "", "Scroll each side by itself, or both in rows", "compare.free"),
        key("v", "why", "Why", "The sentences, the verdict and its reason in full", "compare.why"),
        key("o", "fold_all", "Unfold", "Open all one-sided runs, or fold them", "compare.fold_all"),
        key("a", "go('only_a', 1)", "Only A", "Next that only A tells", "compare.next_only_a"),
        key("b", "go('only_b', 1)", "Only B", "Next that only B tells", "compare.next_only_b"),
        key("A", "go('only_a', -1)", "", "Previous that only A tells", "compare.previous_only_a"),
        key("B", "go('only_b', -1)", "", "Previous that only B tells", "compare.previous_only_b"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._comparison: Comparison | None = None
        self._strictness = 0
        self._facts_wanted: bool | None = None
        self._kind: StepKind = "difference"

    def compose(self) -> ComposeResult:
        """Header over columns and overview; facts below or beside; a line of detail."""
        with Container(id="compare-body"):
            with Vertical(id="compare-main"):
                yield CompareHeader()
                yield Static(id="compare-notice", markup=False)
                with Horizontal(id="compare-columns"):
                    yield CompareRows()
                    yield CompareOverview()
                yield CompareSides()
            yield CompareFacts()
        yield CompareDetail()

    def on_resize(self) -> None:
        """Give the facts their place."""
        self._place_facts()

    @property
    def rows(self) -> CompareRows:
        """The two columns."""
        return self.query_one(CompareRows)

    @property
    def sides(self) -> CompareSides:
        """Each account by itself."""
        return self.query_one(CompareSides)

    @property
    def is_free(self) -> bool:
        """Whether each side scrolls by itself."""
        return self.has_class("-free")

    @property
    def facts(self) -> CompareFacts:
        """The facts panel."""
        return self.query_one(CompareFacts)

    # What the screen tells

    def show(self, comparison: Comparison, strictness: int) -> None:
        """Show ``comparison``; while A stays the same article, the reader stays at the same place."""
        kept = self._place() if self._comparison and self._comparison.a.id == comparison.a.id else None
        self._comparison = comparison
        self._strictness = strictness
        self.remove_class("-waiting")
        self.query_one(CompareHeader).show(comparison)
        self.rows.show(comparison, kept)
        if self.is_free and self.rows.story:
            self.sides.show(self.rows.story, self.sides.pair)
        self.facts.show(comparison.facts)
        self.query_one(CompareOverview).show(self.rows.blocks)
        self._place_facts()
        if not self.is_free:
            self.rows.focus()
        self._describe()

    def say(self, text: str) -> None:
        """Say ``text`` below the columns until the reader moves on."""
        self.query_one(CompareDetail).show([Piece(f" {text}", ("later",))], [])

    def notice(self, text: str) -> None:
        """Say ``text`` instead of showing a comparison."""
        self.add_class("-waiting")
        self.query_one("#compare-notice", Static).update(text)
        self.query_one(CompareDetail).show([], [])
        self.query_one(CompareDetail).locate("", 0)

    def _place(self) -> tuple[Side, int] | None:
        block = self.rows.current
        if block is None:
            return None
        return ("a", block.a[0]) if block.a else ("b", block.b[0])

    # What the panes tell

    def on_compare_rows_moved(self) -> None:
        """Keep detail, facts and columns at one."""
        fact, block = self.facts.current, self.rows.current
        if fact and block and not _rests_on(fact, block):
            self.facts.choose(None)
        self._describe()

    def on_compare_rows_scrolled(self) -> None:
        """Show in the overview what is in view."""
        self.query_one(CompareOverview).look_at(self.rows.in_view)

    def on_compare_facts_highlighted(self, message: CompareFacts.Highlighted) -> None:
        """Show where the fact stands."""
        if message.fact is self.facts.current:  # else a later key has moved on by now
            self._show(message.fact)

    def _show(self, fact: Fact | None) -> None:
        self.rows.point_out(fact)
        if self.is_free and fact:
            for side, end in (("a", fact.a), ("b", fact.b)):
                if end:
                    self.sides.side(side).go(end.sentence)  # type: ignore[arg-type]
        self._describe()

    def on_compare_facts_chosen(self) -> None:
        """Go from the fact to the columns."""
        (self.sides.side("a") if self.is_free else self.rows).focus()

    def on_compare_side_moved(self) -> None:
        """Say how the two sentences under the cursors relate."""
        if self.is_free:
            self._describe()

    def on_compare_side_partner_wanted(self, message: CompareSide.PartnerWanted) -> None:
        """Show the sentence of the other side that this one is linked to most surely."""
        links = self._comparison.links if self._comparison else ()
        mine = [link for link in links if (link.a if message.side == "a" else link.b) == message.sentence]
        if not mine:
            self.say("This sentence is linked to none of the other side.")
            return
        best = max(mine, key=lambda link: link.score)
        self.sides.side("b" if message.side == "a" else "a").go(best.b if message.side == "a" else best.a)

    def on_compare_overview_picked(self, message: CompareOverview.Picked) -> None:
        """Go to the block that was pointed at."""
        self.rows.go(message.block)

    def _describe(self) -> None:
        detail = self.query_one(CompareDetail)
        story, block = self.rows.story, self.rows.current
        if self._comparison is None or story is None:
            return
        if self.is_free and self.facts.current is None:
            detail.show(*pair_finding(self._comparison, self.sides.pair))
        elif self.facts.current is not None:
            detail.show(*fact_finding(self.facts.current))
        elif block is not None:
            detail.show(*row_finding(self._comparison, block, story.facts))
        found = self._steps(self._kind)
        detail.locate(position(self._kind, found, self.rows.cursor, self.facts.current), self._strictness)
        self.query_one(CompareOverview).look_at(self.rows.in_view)

    # Moving

    def _steps(self, kind: StepKind) -> tuple[Step, ...]:
        return steps(kind, self.rows.blocks, self.facts.ordered())

    def action_step(self, step: int) -> None:
        """Go to the next or previous place where the accounts part, in the kind that was chosen."""
        self.action_go(self._kind, step)

    def action_kind(self, kind: StepKind) -> None:
        """Choose what to step through, and go to the first of it, or to the next."""
        if self._steps(kind):
            self._kind = kind
        self.action_go(kind, 1)

    def action_go(self, kind: StepKind, step: int) -> None:
        """Go to the next or previous place of ``kind``."""
        found = self._steps(kind)
        if not found:
            self.say(NONE[kind])
            return
        target = after(found, self.rows.cursor, self.facts.current, step)
        if target.fact is None:
            self.facts.choose(None)
            self.rows.go(target.block)
            if self.is_free:
                self._point_sides(self.rows.blocks[target.block])
        else:
            self.facts.choose(target.fact)
        self._describe()

    def action_why(self) -> None:
        """Show in full what is under the cursor, and the rule behind it."""
        from tui.widgets.compare_why import WhyScreen, why_document

        story, block = self.rows.story, self.rows.current
        if self._comparison is None or story is None or block is None:
            return
        document = why_document(self._comparison, block, story.facts, self.facts.current)
        self.app.push_screen(WhyScreen(document))

    # Each side by itself

    def action_free(self) -> None:
        """Let each side scroll by itself, in its own order, or go back to the rows."""
        story, block = self.rows.story, self.rows.current
        if story is None or block is None:
            return
        if self.is_free:
            side: Side = "b" if self.sides.side("b").has_focus else "a"
            place = story.places.get((side, self.sides.side(side).cursor))
            self.remove_class("-free")
            self.rows.focus()
            if place is not None:
                self.rows.go(place)
        else:
            self.add_class("-free")
            self.facts.choose(None)
            self.sides.show(story, self.sides.pair)
            self._point_sides(block)
            self.sides.side(self.rows.side).focus()
        self._describe()

    def _point_sides(self, block: Block) -> None:
        for side in ("a", "b"):
            sentences = block.sentences(side)
            if sentences:
                self.sides.side(side).go(sentences[0])

    def action_fold_all(self) -> None:
        """Open all runs, or fold them all."""
        self.rows.fold_all()

    # Facts

    def _place_facts(self) -> None:
        shown = self.size.width >= MEDIUM if self._facts_wanted is None else self._facts_wanted
        self.set_class(shown and self._comparison is not None, "-facts")
        self.query_one(CompareHeader).reserved = 4 if self.size.width >= MEDIUM else 1

    def action_facts(self) -> None:
        """Show the facts and go there; from there, hide them."""
        if self.has_class("-facts") and (self.facts.has_focus or self.size.width < MEDIUM):
            self._facts_wanted = False
            self.facts.choose(None)
            self.rows.focus()
        else:
            self._facts_wanted = True
        self._place_facts()
        if self._facts_wanted:
            self.facts.focus()
