"""What the line below the columns says of a fact or of the row under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.compare.hand_links import is_by_hand
from tui import glyphs
from tui.widgets.compare_fact_lines import stated
from tui.widgets.compare_marks import ROW_GLYPHS, count, side_word, sign, urgency
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Comparison, Fact, Link, RowKind, Side
    from tui.widgets.compare_blocks import Block, FactsBySentence

Finding = tuple[list[Piece], list[Piece]]


def fact_finding(fact: Fact) -> Finding:
    """Return what a fact says, and the rule behind its verdict."""
    shown = sign(fact)
    said = [Piece(f" {shown.glyph} {shown.word}", (shown.role,)), Piece(f"  {one_line(fact.what)}:  ", ())]
    if fact.a is not None:
        said += [Piece("A ", ("side-a",)), Piece(stated(fact.a, fact) + "  ", ())]
    if fact.b is not None:
        said += [Piece("B ", ("side-b",)), Piece(stated(fact.b, fact), ())]
    return said, [Piece(f"   {one_line(fact.why)}", ("muted",))]


def row_finding(
    comparison: Comparison, block: Block, facts: FactsBySentence, *, loosest: bool = False
) -> Finding:
    """Return what there is to say of a block: its most telling difference, or why it stands together.

    ``loosest``: no link is left that a key could show.
    """
    telling = telling_facts(block, facts)
    if telling and block.side is None:
        said, why = fact_finding(telling[0])
        if len(telling) > 1:
            said.append(Piece(f"  and {len(telling) - 1} more in this row", ("muted",)))
        return said, why
    if block.side is None:
        return _link_finding(comparison.links, block)
    sentences = block.sentences(block.side)
    letter = side_word(block.side)
    role = "only-a" if block.side == "a" else "only-b"
    places = f"{letter}{sentences[0] + 1}" + (
        f" to {letter}{sentences[-1] + 1}" if len(sentences) > 1 else ""
    )
    said = [
        Piece(f" {letter} only in {letter}", (role,)),
        Piece(f"  {count(len(sentences), 'sentence')}, {places}", ()),
    ]
    differing = [fact for fact in telling if fact.verdict == "differ"]
    if differing:
        return said, [
            Piece(
                f"   {glyphs.DIFFER} {one_line(differing[0].what)}: {one_line(differing[0].why)}",
                ("differ-word",),
            )
        ]
    if not comparison.links:
        return said, [_nothing_linked(loosest=loosest)]
    other = "B" if block.side == "a" else "A"
    return said, [Piece(f"   no sentence of {other} was found to tell this", ("muted",))]


def _nothing_linked(*, loosest: bool) -> Piece:
    """Return why no sentence stands beside another, and what to do about it."""
    if loosest:
        return Piece("   no two sentences are alike; f the facts, s another source", ("muted",))
    return Piece("   no two are surely alike; - looser links, f the facts, s another source", ("muted",))


def pair_finding(comparison: Comparison, pair: tuple[int, int], *, loosest: bool = False) -> Finding:
    """Return how sentence ``pair[0]`` of A and ``pair[1]`` of B relate, and what a key would change."""
    if not comparison.links:
        said = [
            Piece(" No sentences are linked", ()),
            Piece(": each account by itself, as L does", ("muted",)),
        ]
        return said, [_nothing_linked(loosest=loosest)]
    places = f"A{pair[0] + 1} and B{pair[1] + 1}"
    link = next((link for link in comparison.links if (link.a, link.b) == pair), None)
    if link is None:
        said = [Piece(f" {places}", ()), Piece("  are not linked", ("muted",))]
        return said, [Piece("   m links them for good, space shows what this one is linked to", ("muted",))]
    kind: RowKind = "same" if link.tells_same else "related"
    glyph = glyphs.BY_HAND if is_by_hand(link) else ROW_GLYPHS[kind]
    word, role = ("both tell this", "agree-word") if link.tells_same else ("both touch on this", "muted")
    said = [Piece(f" {glyph} {word}", (role,)), Piece(f"  {places}", ())]
    if not is_by_hand(link):
        said.append(Piece(f", strength {link.score:.2f}", ("muted",)))
    return said, [Piece(f"   {one_line(link.why)}; m breaks the link", ("muted",))]


def telling_facts(block: Block, facts: FactsBySentence) -> list[Fact]:
    """Return what both state in a block without saying the same, the most telling first."""
    sides: tuple[Side, Side] = ("a", "b")
    held = [
        fact
        for side in sides
        for sentence in block.sentences(side)
        for fact in facts.get((side, sentence), ())
    ]
    unique = {id(fact): fact for fact in held if fact.a and fact.b and fact.verdict != "agree"}
    return sorted(unique.values(), key=urgency)


def _link_finding(links: Sequence[Link], block: Block) -> Finding:
    mine = [link for link in links if link.a in block.a and link.b in block.b]
    role = "agree-word" if block.kind == "same" else "muted"
    word = "both tell this" if block.kind == "same" else "both touch on this"
    said = [Piece(f" {ROW_GLYPHS[block.kind]} {word}", (role,))]
    if not mine:
        return said, []
    best = max(mine, key=lambda link: link.score)
    said.append(Piece(f"  A{best.a + 1} and B{best.b + 1}, strength {best.score:.2f}", ("muted",)))
    return said, [Piece(f"   {one_line(best.why)}", ("muted",))]
