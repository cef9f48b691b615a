"""The words and signs that every report of a comparison uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.compare.result import Account, Comparison, Fact, FactKind, FactSide, Row, Side

#: Glyph and words for each kind of row. The sign says the same as any colour.
ROW_WORDS = {"same": "= same", "related": "~ related", "only_a": "A only in A", "only_b": "B only in B"}

#: Glyph and words for each verdict.
VERDICT_WORDS = {
    "differ": "≠ differ",
    "then_now": "→ then / now",
    "close": "≈ close",
    "rounding": "≈ rounding",
    "compatible": "≈ compatible",
    "agree": "= agree",
    "only_a": "A only in A",
    "only_b": "B only in B",
}
VERDICTS = tuple(VERDICT_WORDS)

KIND_WORDS: dict[FactKind, str] = {
    "figure": "Figures",
    "date": "Dates",
    "quotation": "Quotations",
    "person": "People",
    "place": "Places",
}

LEGEND = "= same   ~ related   A only in A   B only in B   A3 is the third sentence of A"

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def safe(text: str) -> str:
    """Show control characters instead of obeying them: one visible character for each, so offsets hold.

    Escape becomes ``␛``; marks that turn the direction and halves of characters become ``\ufffd``.
    """
    return _UNSAFE.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def headline(account: Account) -> str:
    """Return source, day and title in one line."""
    parts = [account.source, account.published or "undated", account.title or "(no title)"]
    return safe(" · ".join(parts))


def notes(comparison: Comparison) -> list[str]:
    """Return what to know before reading on: time between, word-for-word reuse, doubt about the story."""
    lines = []
    if not comparison.same_story.likely:
        lines.append(f"These may not be the same story: {safe(comparison.same_story.why)}.")
    lines.append(_days(comparison))
    reuse = comparison.reuse
    if reuse.a_in_b or reuse.b_in_a:
        lines.append(
            f"Word for word: {percent(reuse.a_in_b)} of A stands in B, {percent(reuse.b_in_a)} of B in A."
            + (
                " Agreement that was copied confirms nothing."
                if max(reuse.a_in_b, reuse.b_in_a) >= 0.3
                else ""
            )
        )
    else:
        lines.append("Word for word: no run of words stands in both.")
    return lines


def _days(comparison: Comparison) -> str:
    days = comparison.days_apart
    if days is None:
        return "Time between them: unknown, at least one is undated."
    if days == 0:
        return "Published on the same day."
    first = "A" if (comparison.a.published or "") < (comparison.b.published or "") else "B"
    return f"Published {days} {'day' if days == 1 else 'days'} apart, {first} first."


def percent(share: float) -> str:
    """Return a share of 0..1 as whole percent; little is never shown as nothing."""
    return "under 1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def place(side: Side, index: int) -> str:
    """Name a sentence as all reports do: A1 is the first of A."""
    return f"{side.upper()}{index + 1}"


def row_places(row: Row) -> list[tuple[Side, int]]:
    """Return the row's sentences, those of A first."""
    return [*(("a", index) for index in row.a), *(("b", index) for index in row.b)]


def stated(side: Side, fact_side: FactSide) -> str:
    """Return where and in which words one side states a fact, with the speaker of a quotation."""
    speaker = f" ({safe(fact_side.speaker)})" if fact_side.speaker else ""
    return f"{place(side, fact_side.sentence)} “{safe(fact_side.text)}”{speaker}"


def by_verdict(facts: tuple[Fact, ...], kind: FactKind) -> list[Fact]:
    """Return the facts of one kind, what differs first."""
    return sorted(
        (fact for fact in facts if fact.kind == kind), key=lambda fact: VERDICTS.index(fact.verdict)
    )


def row_counts(comparison: Comparison) -> str:
    """Return how many sentences stand where, in one line."""
    both = sum(len(row.a) + len(row.b) for row in comparison.rows if row.kind in ("same", "related"))
    only_a = sum(len(row.a) for row in comparison.rows if row.kind == "only_a")
    only_b = sum(len(row.b) for row in comparison.rows if row.kind == "only_b")
    return f"{both} sentences have a partner, {only_a} stand only in A, {only_b} only in B."
