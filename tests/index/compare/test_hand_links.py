"""Sentences that the reader linked or took apart stay so, whichever account is A and wherever they move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compare import compare_facts
from index.compare.facts import extract
from index.compare.hand_links import (
    BY_HAND,
    STATE_KIND,
    HandLinks,
    hand_links,
    is_by_hand,
    name_of,
    toggle,
    with_hand_links,
)
from index.compare.result import Link
from index.library import Library
from index.state import State
from tests.index.compare.texts import HARBOUR, LINDOW, article

if TYPE_CHECKING:
    from pathlib import Path

A, B = article(HARBOUR, "a"), article(LINDOW, "b", "The Gazette")


@pytest.fixture
def state() -> State:
    return State.in_memory()


def compared(state: State, a=A, b=B):
    one, other = extract(a), extract(b)
    return compare_facts(one, other, 3, hand_links(state.pairs(STATE_KIND), one, other))


def pairs(comparison) -> set[tuple[int, int]]:
    return {(link.a, link.b) for link in comparison.links}


def unlinked(comparison) -> tuple[int, int]:
    return next(
        (row.a[0], other.b[0])
        for row in comparison.rows
        if row.kind == "only_a"
        for other in comparison.rows
        if other.kind == "only_b"
    )


def test_two_sentences_are_linked_for_good_and_let_go_again(state: State):
    before = compared(state)
    pair = unlinked(before)
    assert toggle(state, before, pair) == BY_HAND
    after = compared(state)
    assert pairs(after) == pairs(before) | {pair}
    (link,) = (link for link in after.links if is_by_hand(link))
    assert (link.kind, link.score) == ("same", 1.0)
    assert any(pair[0] in row.a and pair[1] in row.b for row in after.rows)
    toggle(state, after, pair)
    assert compared(state) == before


def test_a_link_is_broken_and_what_rested_on_it_goes(state: State):
    one = article("The ferry struck the pier at Hollen on Monday and 31 passengers were injured.", "a")
    other = article(
        "On Monday the ferry struck the pier at Hollen; 47 passengers were injured.", "b", "The Bell"
    )
    before = compared(state, one, other)
    differing = next(fact for fact in before.facts if fact.kind == "figure" and fact.verdict == "differ")
    pair = (differing.a.sentence, differing.b.sentence)
    assert toggle(state, before, pair) == "the link is broken"
    after = compared(state, one, other)
    assert pair not in pairs(after)
    assert not [
        fact
        for fact in after.facts
        if fact.verdict == "differ" and fact.a and fact.b and (fact.a.sentence, fact.b.sentence) == pair
    ]
    assert toggle(state, after, pair) == "they may be linked again"
    assert compared(state, one, other) == before


def test_it_is_the_same_decision_whichever_account_is_a(state: State):
    before = compared(state)
    a, b = unlinked(before)
    toggle(state, before, (a, b))
    assert (b, a) in pairs(compared(state, B, A))


def test_the_words_count_not_the_numbers(state: State):
    before = compared(state)
    a, b = unlinked(before)
    toggle(state, before, (a, b))
    corrected = replace(A, text="A correction was added on Friday.\n\n" + A.text)
    assert (a + 1, b) in pairs(compared(state, corrected))
    gone = replace(A, text="Nothing of what it said is left.")
    assert not any(is_by_hand(link) for link in compared(state, gone).links)


def test_the_library_keeps_them(tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for each in (A, B):
        (corpus / f"{each.id}.md").write_text(
            f"---\nid: {each.id}\nsource: {each.source}\ntitle: {each.title}\n---\n{each.text}\n"
        )
    with Library.open(corpus) as library:
        comparison = library.compare("a", "b")
        pair = unlinked(comparison)
        toggle(library.state, comparison, pair)
    with Library.open(corpus) as library:
        assert pair in pairs(library.compare("a", "b"))


def test_no_links_of_the_reader_change_nothing():
    links = (Link(0, 1, "same", 0.9), Link(3, 2, "related", 0.4))
    assert with_hand_links(links, HandLinks()) == links


@given(
    st.dictionaries(
        st.text() | st.sampled_from(['[["a", 1], ["b"]]', '[["a","x"],["a","y"]]', "[1,2]"]), st.text()
    )
)
def test_what_cannot_be_read_is_passed_over(kept: dict[str, str]):
    assert hand_links(kept, extract(A), extract(B)) == HandLinks()


@given(st.integers(0, 2), st.integers(0, 2))
def test_a_decision_is_found_by_its_name(a: int, b: int):
    one, other = extract(A), extract(B)
    name = name_of(compare_facts(one, other), (a, b))
    assert hand_links({name: "linked"}, one, other).linked == {(a, b)}
    assert hand_links({name: "broken"}, other, one).broken == {(b, a)}
