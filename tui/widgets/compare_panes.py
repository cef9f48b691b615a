"""All panes of a comparison and how they hang together: columns, overview, facts, detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

from tui.errands import when_drawn
from tui.widgets.compare_detail import CompareDetail
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_findings import fact_finding, pair_finding, row_finding
from tui.widgets.compare_header import CompareHeader
from tui.widgets.compare_overview import CompareOverview
from tui.widgets.compare_rows import CompareRows
from tui.widgets.compare_sides import CompareSide, CompareSides
from tui.widgets.compare_steps import Step, StepKind, position, steps
from tui.widgets.wrapping import Piece

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.compare.result import Comparison, Fact, Side
    from tui.widgets.compare_blocks import Block

#: From this width of the view on, facts and overview are shown unasked; then, the facts beside the rows.
MEDIUM, WIDE = 100, 150

#: Said where somebody wants to fold or unfold what stands each side by itself.
NOT_FOLDED = "Nothing is folded here; L brings the rows back."

#: What of the width the style sheet gives to the overview, and to facts beside the rows.
_OVERVIEW_WIDTH, _FACTS_SHARE = 3, 0.33


def _rests_on(fact: Fact, block: Block) -> bool:
    return bool((fact.a and fact.a.sentence in block.a) or (fact.b and fact.b.sentence in block.b))


class ComparePanes(Container):
    """Two accounts in two columns with all that is found in them.

    Which panes are shown is set on each pane: a class on the container would make the style sheet be matched
    anew for all that is in it, which took half of the time that opening a comparison takes.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._comparison: Comparison | None = None
        self._strictness = 0
        self._facts_wanted: bool | None = None
        self._kind: StepKind = "difference"
        self._noticed = False
        self._free_wanted: bool | None = None
        self.is_free = False

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
        self._place_panes()

    def on_descendant_blur(self) -> None:
        """Let no pane lose the keyboard to nobody.

        Textual takes it from what was hidden when it comes to know of that, which may be after the pane was
        shown again: a comparison that comes right behind "Comparing…" would know no key.
        """
        when_drawn(self, self._keep_keyboard)

    def _keep_keyboard(self) -> None:
        if self._comparison is None or self._noticed:
            return
        if self.screen.focused is None:
            (self.sides.side("a") if self.is_free else self.rows).focus()

    @property
    def rows(self) -> CompareRows:
        """The two columns."""
        return self.query_one(CompareRows)

    @property
    def sides(self) -> CompareSides:
        """Each account by itself."""
        return self.query_one(CompareSides)

    @property
    def facts(self) -> CompareFacts:
        """The facts panel."""
        return self.query_one(CompareFacts)

    @property
    def facts_shown(self) -> bool:
        """Whether the facts are, or will be, on the screen."""
        return self._width >= MEDIUM if self._facts_wanted is None else self._facts_wanted

    @property
    def _width(self) -> int:
        return self.size.width or self.app.size.width

    def _widths(self) -> tuple[int, int]:
        """Return what the rows and the facts will get, scroll bars aside, before they have been laid out."""
        beside = self._width >= WIDE and self.facts_shown
        facts = int(self._width * _FACTS_SHARE) if beside else self._width
        overview = _OVERVIEW_WIDTH if self._width >= MEDIUM else 0
        return self._width - (facts if beside else 0) - overview - 1, facts - (2 if beside else 1)

    def _place_panes(self) -> None:
        """Show the panes that are wanted, or the notice instead of them.

        Before the first comparison they stand there empty, so that they know their size when it comes.
        """
        ready = not self._noticed
        self.query_one("#compare-notice").display = not ready
        self.query_one("#compare-columns").display = ready and not self.is_free
        self.sides.display = ready and self.is_free
        self.facts.display = ready and self.facts_shown
        self.query_one(CompareHeader).reserved = 4 if self._width >= MEDIUM else 1

    # What the screen tells

    def show(self, comparison: Comparison, strictness: int) -> None:
        """Show ``comparison``; while A stays the same article, the reader stays at the same place."""
        kept = self._place() if self._comparison and self._comparison.a.id == comparison.a.id else None
        self._comparison = comparison
        self._strictness = strictness
        self._noticed = False
        was_free, self.is_free = self.is_free, self._free_by(comparison)
        self._place_panes()
        self.query_one(CompareHeader).show(comparison)
        rows_width, facts_width = self._widths()
        self.rows.show(comparison, kept, width=rows_width, hidden=self.is_free)
        if self.is_free and self.rows.story:
            self.sides.show(self.rows.story, self.sides.pair)
        self.facts.show(comparison.facts, width=facts_width)
        self.query_one(CompareOverview).show(self.rows.blocks)
        if not self.is_free:
            self.rows.focus()
        elif not was_free:
            self.sides.side("a").focus()
        self.describe()

    def _free_by(self, comparison: Comparison) -> bool:
        """Whether each account stands by itself: as was chosen, else where no sentence has a partner.

        In rows such a comparison is two folded lines, or one account below the other.
        """
        if self._free_wanted is not None:
            return self._free_wanted
        return not comparison.links and bool(comparison.a.sentences and comparison.b.sentences)

    def say(self, text: str) -> None:
        """Say ``text`` below the columns until the reader moves on."""
        self.query_one(CompareDetail).show([Piece(f" {text}", ("later",))], [])

    def notice(self, text: str) -> None:
        """Say ``text`` instead of showing a comparison."""
        self._noticed = True
        self._place_panes()
        self.query_one("#compare-notice", Static).update(text)
        self.query_one(CompareDetail).show([], [])
        self.query_one(CompareDetail).locate("", 0)

    def _place(self) -> tuple[Side, int] | None:
        block = self.rows.current
        if block is None:
            return None
        return ("a", block.a[0]) if block.a else ("b", block.b[0])

    # What the panes tell

    def on_compare_row_view_moved(self) -> None:
        """Keep detail, facts and columns at one."""
        fact, block = self.facts.current, self.rows.current
        if fact and block and not _rests_on(fact, block):
            self.facts.choose(None)
        self.describe()

    def on_compare_row_view_scrolled(self) -> None:
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
        self.describe()

    def on_compare_facts_chosen(self) -> None:
        """Go from the fact to the columns."""
        (self.sides.side("a") if self.is_free else self.rows).focus()

    def on_compare_side_moved(self) -> None:
        """Say how the two sentences under the cursors relate."""
        if self.is_free:
            self.describe()

    def on_compare_side_fold_wanted(self) -> None:
        """Say why nothing is folded."""
        self.say(NOT_FOLDED)

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

    # What stands below the columns

    def describe(self) -> None:
        """Say what is under the cursor, which step it is, and what of the whole is in view."""
        detail = self.query_one(CompareDetail)
        story, block = self.rows.story, self.rows.current
        if self._comparison is None or story is None:
            return
        loosest = self._strictness <= 1
        if self.is_free and self.facts.current is None:
            detail.show(*pair_finding(self._comparison, self.sides.pair, loosest=loosest))
        elif self.facts.current is not None:
            detail.show(*fact_finding(self.facts.current))
        elif block is not None:
            detail.show(*row_finding(self._comparison, block, story.facts, loosest=loosest))
        found = self.steps(self._kind)
        detail.locate(position(self._kind, found, self.rows.cursor, self.facts.current), self._strictness)
        self.query_one(CompareOverview).look_at(self.rows.in_view)

    def steps(self, kind: StepKind) -> tuple[Step, ...]:
        """Return all places of ``kind`` to step through."""
        return steps(kind, self.rows.blocks, self.facts.ordered())
