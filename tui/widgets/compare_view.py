"""The comparison as its reader steers it: to differences and facts, side by side or apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.compare_panes import MEDIUM, NOT_FOLDED, WIDE, ComparePanes
from tui.widgets.compare_steps import NONE, StepKind, after

if TYPE_CHECKING:
    from index.compare.result import Side
    from tui.widgets.compare_blocks import Block

__all__ = ["MEDIUM", "WIDE", "CompareView", "key"]

_PREVIOUS = "compare.previous_difference"


def key(keys: str, action: str, short: str, about: str, name: str, display: str | None = None) -> Binding:
    """Return a binding: ``short`` for the footer (empty: not shown there), ``about`` for help and palette.

    ``display`` is what the footer calls the keys, where it stands there for several.
    """
    return Binding(
        keys, action, short or about, tooltip=about, show=bool(short), id=name, key_display=display
    )


class CompareView(ComparePanes):
    """Two accounts in two columns, and the keys that lead through them."""

    BINDING_GROUP_TITLE = "Comparison"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "step(1)", "Next", "Next difference, of the kind chosen", "compare.next_difference"),
        key("p,N", "step(-1)", "Previous", "Previous difference, of the kind chosen", _PREVIOUS),
        key("1", "kind('figure')", "By kind", "Figures: n and p step through them", "compare.figures", "1-6"),
        key("2", "kind('date')", "", "Dates: n and p step through them", "compare.dates"),
        key("3", "kind('name')", "", "Names: n and p step through them", "compare.names"),
        key("4", "kind('quotation')", "", "Quotations: n and p step through them", "compare.quotations"),
        key("5", "kind('only_a')", "", "What only A tells: n and p step through it", "compare.only_a"),
        key("6", "kind('only_b')", "", "What only B tells: n and p step through it", "compare.only_b"),
        key("0", "kind('difference')", "", "All differences: n and p step through them", "compare.all"),
        key("d", "go('clash', 1)", "Differs", "Next figure or date that differs", "compare.next_figure"),
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

    # From one difference to the next

    def action_step(self, step: int) -> None:
        """Go to the next or previous place where the accounts part, in the kind that was chosen."""
        self.action_go(self._kind, step)

    def action_kind(self, kind: StepKind) -> None:
        """Choose what to step through, and go to the first of it, or to the next."""
        if self.steps(kind):
            self._kind = kind
        self.action_go(kind, 1)

    def action_go(self, kind: StepKind, step: int) -> None:
        """Go to the next or previous place of ``kind``."""
        found = self.steps(kind)
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
        self.describe()

    def action_fold_all(self) -> None:
        """Open all runs, or fold them all."""
        if self.is_free:  # the keyboard is in the facts
            self.say(NOT_FOLDED)
        else:
            self.rows.fold_all()

    # Why, and the facts

    def action_why(self) -> None:
        """Show in full what is under the cursor, and the rule behind it."""
        from tui.widgets.compare_why import WhyScreen, why_document

        story, block = self.rows.story, self.rows.current
        if self._comparison is None or story is None or block is None:
            return
        document = why_document(self._comparison, block, story.facts, self.facts.current)
        self.app.push_screen(WhyScreen(document))

    def action_facts(self) -> None:
        """Show the facts and go there; from there, hide them."""
        if self.facts_shown and (self.facts.has_focus or self.size.width < MEDIUM):
            self._facts_wanted = False
            self.facts.choose(None)
            self.rows.focus()
        else:
            self._facts_wanted = True
        self._place_panes()
        if self._facts_wanted:
            self.facts.focus()

    # Each side by itself

    def action_free(self) -> None:
        """Let each side scroll by itself, in its own order, or go back to the rows."""
        story, block = self.rows.story, self.rows.current
        if story is None or block is None:
            return
        self.is_free = self._free_wanted = not self.is_free
        self._place_panes()
        if self.is_free:
            self.facts.choose(None)
            self.sides.show(story, self.sides.pair)
            self._point_sides(block)
            self.sides.side(self.rows.side).focus()
        else:
            side: Side = "b" if self.sides.side("b").has_focus else "a"
            place = story.places.get((side, self.sides.side(side).cursor))
            self.rows.focus()
            if place is not None:
                self.rows.go(place)
        self.describe()

    def _point_sides(self, block: Block) -> None:
        for side in ("a", "b"):
            sentences = block.sentences(side)
            if sentences:
                self.sides.side(side).go(sentences[0])
