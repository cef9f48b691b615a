"""Links between sentences that the reader made or broke by hand.

They are kept by the words of the sentences, not by their numbers: a corrected article moves its sentences
about, and a link must never come to tie two others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from index.compare.result import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.result import Comparison, Fact
    from index.state import State

#: Sentence ``a`` of A and sentence ``b`` of B.
Pair: TypeAlias = tuple[int, int]
Hand: TypeAlias = Literal["linked", "broken"]

#: The kind under which :class:`index.state.State` keeps them.
STATE_KIND: Final = "compare.link"
BY_HAND: Final = "linked by hand"
APART: Final = "the two sentences were taken apart by hand"


@dataclass(frozen=True, slots=True)
class HandLinks:
    """What the reader decided for two accounts: pairs that are linked, and pairs that must not be."""

    linked: frozenset[Pair] = frozenset()
    broken: frozenset[Pair] = frozenset()


NO_HAND_LINKS: Final = HandLinks()


def with_hand_links(links: Sequence[Link], hand: HandLinks) -> tuple[Link, ...]:
    """Return ``links`` without those that were broken, and with those that were made, in order of A.

    A link made by hand is a sure one ("same", 1.0); its ``why`` says whose it is.
    """
    if not hand.linked and not hand.broken:
        return tuple(links)
    kept = {(link.a, link.b): link for link in links if (link.a, link.b) not in hand.broken | hand.linked}
    made = {(a, b): Link(a, b, "same", 1.0, BY_HAND) for a, b in hand.linked}
    return tuple(link for _, link in sorted((kept | made).items()))


def taken_apart(facts: Iterable[Fact], hand: HandLinks) -> list[Fact]:
    """Return ``facts``; those that rest on a pair whose link was broken become one of each side.

    Figures are also paired without a link, on the strength of what they count. Who takes two sentences apart
    says that they do not tell of the same.
    """
    found: list[Fact] = []
    for fact in facts:
        if fact.a and fact.b and (fact.a.sentence, fact.b.sentence) in hand.broken:
            found.append(replace(fact, verdict="only_a", b=None, why=APART))
            found.append(replace(fact, verdict="only_b", a=None, why=APART))
        else:
            found.append(fact)
    return found


def is_by_hand(link: Link) -> bool:
    """Whether the reader made this link."""
    return link.why == BY_HAND


def name_of(comparison: Comparison, pair: Pair) -> str:
    """Return the name under which a decision on ``pair`` is kept; the same whichever account is A."""
    a, b = comparison.a, comparison.b
    ends = sorted([[a.id, a.sentences[pair[0]]], [b.id, b.sentences[pair[1]]]])
    return json.dumps(ends, ensure_ascii=False)


def toggle(state: State, comparison: Comparison, pair: Pair) -> str:
    """Link ``pair`` for good, or break its link; what was decided by hand before is taken back.

    Returns:
        What was done, in a few words.
    """
    name = name_of(comparison, pair)
    before = state.pairs(STATE_KIND).get(name)
    if before is not None:
        state.set_pair(STATE_KIND, name, None)
        return "the link made by hand is gone" if before == "linked" else "they may be linked again"
    is_linked = any((link.a, link.b) == pair for link in comparison.links)
    state.set_pair(STATE_KIND, name, "broken" if is_linked else "linked")
    return "the link is broken" if is_linked else BY_HAND


def hand_links(kept: Mapping[str, str], a: ArticleFacts, b: ArticleFacts) -> HandLinks:
    """Find what of ``kept`` (name to "linked" or "broken") concerns two accounts.

    Args:
        kept: As :meth:`index.state.State.pairs` returns it; what cannot be read is passed over.
        a: The one account.
        b: The other.

    Returns:
        Pairs of sentence numbers. Where an article says the same sentence twice, the first is meant.
    """
    places = {
        each.id: _first_places([sentence.text for sentence in each.sentences]) for each in (a, b) if kept
    }
    found: dict[str, set[Pair]] = {"linked": set(), "broken": set()}
    for name, decision in kept.items():
        ends = _ends(name)
        if ends is None or decision not in found or {ends[0][0], ends[1][0]} != {a.id, b.id}:
            continue
        words = dict(ends)
        place_a, place_b = places[a.id].get(words[a.id]), places[b.id].get(words[b.id])
        if place_a is not None and place_b is not None:
            found[decision].add((place_a, place_b))
    return HandLinks(frozenset(found["linked"]), frozenset(found["broken"]))


def _first_places(sentences: Sequence[str]) -> dict[str, int]:
    return {sentence: number for number, sentence in reversed(list(enumerate(sentences)))}


def _ends(name: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    try:
        (one_id, one), (other_id, other) = json.loads(name)
    except (ValueError, TypeError, RecursionError):
        return None
    parts = (one_id, one, other_id, other)
    if not all(isinstance(part, str) for part in parts) or one_id == other_id:
        return None
    return (one_id, one), (other_id, other)
