"""All that is behind what is under the cursor: sentences in full, verdicts, and the rules that made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.screens.dialog import Dialog
from tui.widgets.compare_fact_lines import stated
from tui.widgets.compare_marks import DIFFERING, KIND_WORDS, side_word, sign, urgency
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Document, TextView
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from index.compare.result import Comparison, Fact, FactSide, Link, Side
    from tui.widgets.compare_blocks import Block, FactsBySentence

_Part = tuple[str, str]


def why_document(
    comparison: Comparison, block: Block, facts: FactsBySentence, chosen: Fact | None
) -> Document:
    """Say all there is to say of ``block``, or of the fact that was chosen in it.

    Args:
        comparison: What is shown.
        block: What the cursor stands on.
        facts: All facts by sentence.
        chosen: The fact under the cursor of the list of facts, if any; then it is told alone.
    """
    parts: list[_Part] = []
    if chosen is not None:
        sentences = [(side, end.sentence) for side, end in _ends(chosen)]
        parts += [*_fact(chosen), ("\n", ""), *_sentences(comparison, sentences, [chosen])]
        pair = (chosen.a.sentence, chosen.b.sentence) if chosen.a and chosen.b else None
        parts += _links(link for link in comparison.links if (link.a, link.b) == pair)
        return _document(parts)
    places: list[tuple[Side, int]] = [("a", sentence) for sentence in block.a]
    places += [("b", sentence) for sentence in block.b]
    held = {id(fact): fact for place in places for fact in facts.get(place, ())}
    parts += _sentences(comparison, places, [fact for fact in held.values() if fact.verdict in DIFFERING])
    parts += _links(link for link in comparison.links if link.a in block.a and link.b in block.b)
    for fact in sorted(held.values(), key=urgency):
        parts += [("\n", ""), *_fact(fact)]
    if not held:
        parts.append(("\nNo figure, date, name or quotation was found here.\n", "quiet"))
    return _document(parts)


def _texts(comparison: Comparison, side: Side) -> Sequence[str]:
    return comparison.a.sentences if side == "a" else comparison.b.sentences


def _ends(fact: Fact) -> list[tuple[Side, FactSide]]:
    sides: list[tuple[Side, FactSide | None]] = [("a", fact.a), ("b", fact.b)]
    return [(side, end) for side, end in sides if end is not None]


def _fact(fact: Fact) -> list[_Part]:
    shown = sign(fact)
    parts = [(f"{shown.glyph} {shown.word}: {one_line(fact.what)}", "heading")]
    parts.append((f" ({KIND_WORDS[fact.kind][0]})\n", "quiet"))
    for side, end in _ends(fact):
        bounds = _bounds(end) if fact.kind == "figure" else ""
        parts.append((f"{side_word(side)}  {stated(end, fact)}{bounds}\n", ""))
    if fact.why:
        parts.append((f"Why: {one_line(fact.why)}\n", ""))
    return parts


def _bounds(end: FactSide) -> str:
    """Say what a figure was read as, where its words do not say it already."""
    low, high = end.low, end.high
    unit = f" {one_line(end.unit)}" if end.unit else ""
    if low is None and high is None:
        return ""
    if low is None:
        return f"  (read as at most {high:,.10g}{unit})"
    if high is None:
        return f"  (read as at least {low:,.10g}{unit})"
    if low != high:
        return f"  (read as {low:,.10g} to {high:,.10g}{unit})"
    return "" if end.text in (f"{low:,.10g}", f"{low:.10g}") else f"  (read as {low:,.10g}{unit})"


def _sentences(
    comparison: Comparison, places: Iterable[tuple[Side, int]], pointed: Iterable[Fact]
) -> list[_Part]:
    """Return sentences in full; what the facts ``pointed`` at rest on stands out in them."""
    told: dict[tuple[Side, int], set[tuple[int, int]]] = {}
    for fact in pointed:
        for side, end in _ends(fact):
            told.setdefault((side, end.sentence), set()).add((end.start, end.end))
    parts: list[_Part] = []
    for side, sentence in places:
        parts.append((f"{side_word(side)}{sentence + 1}  ", "quiet"))
        text, done = one_line(_texts(comparison, side)[sentence]), 0
        for start, stop in sorted(told.get((side, sentence), ())):
            parts += [(text[done:start], ""), (text[max(start, done) : stop], "hit")]
            done = max(done, stop)
        parts.append((text[done:] + "\n", ""))
    return parts


def _links(links: Iterable[Link]) -> list[_Part]:
    parts: list[_Part] = []
    for link in links:
        kind = "the same" if link.tells_same else "of the same matter"
        places = f"A{link.a + 1} and B{link.b + 1} tell {kind} (strength {link.score:.2f})"
        parts.append((f"{places}: {one_line(link.why)}\n", "quiet"))
    return parts


def _document(parts: Iterable[_Part]) -> Document:
    text, spans = "", []
    for words, look in parts:
        if look:
            spans.append(Span(len(text), len(text) + len(words), look))
        text += words
    return Document(text.rstrip("\n"), tuple(spans))


class WhyScreen(Dialog[None]):
    """Tells what is behind a finding, over the comparison."""

    TITLE = "Why"
    BINDING_GROUP_TITLE = "Why"
    DEFAULT_CSS = """
    WhyScreen {
        & > #dialog {
            max-width: 100;
            & > TextView { height: auto; max-height: 100%; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,v,enter", "close", "Back", id="compare_why.back"),
    ]

    def __init__(self, document: Document) -> None:
        """Show ``document``."""
        super().__init__()
        self._document = document

    def compose(self) -> ComposeResult:
        """The text and its keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "What this rests on"
            dialog.border_subtitle = "Esc goes back"
            yield TextView(measure=94)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the view."""
        view = self.query_one(TextView)
        view.show(self._document)
        view.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
