"""Rows of two accounts as lines of cells: nothing lost, nothing moved, whatever the script and the width."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from index.compare.result import (
    Account,
    Comparison,
    Fact,
    FactSide,
    Link,
    LinkKind,
    Mark,
    MarkKind,
    Reuse,
    Row,
    SameStory,
    Side,
)
from tests.tui.comparisons import chinese, long, orsel, unlinked, wire
from tui.widgets.compare_blocks import blocks, facts_by_sentence, gist
from tui.widgets.compare_fact_lines import fact_lines, sections
from tui.widgets.compare_header import _caution, bylines, cautions, day, summary
from tui.widgets.compare_layout import Cut, Layout, Story, columns, cut_pieces
from tui.widgets.compare_overview import overview
from tui.widgets.compare_passages import markings, passage, whole_characters
from tui.widgets.compare_side_lines import SideLines
from tui.widgets.safe import one_line
from tui.widgets.wrapping import cells

WORDS = st.sampled_from(
    [
        "town",
        "1,050",
        "km²",
        "«oui»",
        "決堤",
        "下城区被淹",
        "cafe\u0301",
        "🌊",
        "👩‍✈️",
        "🇩🇰",
        "שלום",
        "a\x1b[31m",
        "—",
        "…",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join) | st.text(min_size=1, max_size=40)
LINK_KINDS: tuple[LinkKind, ...] = ("same", "related")
SIDES: tuple[Side, ...] = ("a", "b")
MARK_KINDS: tuple[MarkKind, ...] = ("agree", "close", "differ", "unique", "spelling")


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Any comparison that keeps the promises of the result, over any text."""
    texts = {side: draw(st.lists(SENTENCES, min_size=1, max_size=8)) for side in ("a", "b")}
    left, right = list(range(len(texts["a"]))), list(range(len(texts["b"])))
    rows, links, facts = [], [], []
    while left or right:
        kind = draw(st.sampled_from(LINK_KINDS)) if draw(st.booleans()) else None
        if kind and left and right:
            a, b = left.pop(0), right.pop(0)
            rows.append(Row(kind, (a,), (b,), draw(marks(texts, a, b))))
            links.append(Link(a, b, kind, 0.5))
        elif bool(left) and (draw(st.booleans()) or not right):
            a = left.pop(0)
            rows.append(Row("only_a", (a,), (), draw(marks(texts, a, None))))
            facts.append(Fact("figure", "x", "only_a", FactSide(a, 0, 1, texts["a"][a][:1]), None, "why"))
        elif right:
            b = right.pop(0)
            rows.append(Row("only_b", (), (b,), draw(marks(texts, None, b))))
    sides = {
        side: Account(
            side, f"Source {side}", "Title", None, tuple(found), tuple(i // 3 for i in range(len(found)))
        )
        for side, found in texts.items()
    }
    return Comparison(
        sides["a"], sides["b"], tuple(links), tuple(rows), tuple(facts), Reuse(0, 0), None, SameStory(1, True)
    )


def marks(texts: dict[str, list[str]], a: int | None, b: int | None) -> st.SearchStrategy[tuple[Mark, ...]]:
    ends: list[tuple[Side, int]] = []
    if a is not None:
        ends.append(("a", a))
    if b is not None:
        ends.append(("b", b))

    @st.composite
    def one(draw: st.DrawFn) -> Mark:
        side, sentence = draw(st.sampled_from(ends))
        length = len(texts[side][sentence])
        start = draw(st.integers(0, length - 1))
        return Mark(
            side, sentence, start, draw(st.integers(start + 1, length)), draw(st.sampled_from(MARK_KINDS))
        )

    return st.lists(one(), max_size=4).map(tuple)


def everything_open(story: Story) -> frozenset[int]:
    return frozenset(number for number, block in enumerate(story.blocks) if block.side)


def drawn(cut: Cut, width: int) -> str:
    return "".join(piece.text for piece in cut_pieces(cut, width))


@settings(max_examples=30)
@given(comparisons(), st.integers(20, 140), st.integers(0, 1), st.booleans())
def test_every_line_fills_its_column_to_the_cell(
    comparison: Comparison, width: int, spacing: int, opened: bool
) -> None:
    story = Story.of(comparison)
    layout = Layout(story, width, spacing=spacing, unfolded=everything_open(story) if opened else frozenset())
    assert layout.columns.total == width
    for y in range(layout.height):
        line = layout.line(y)
        assert line is not None
        for cut, room in ((line.left, layout.columns.left), (line.right, layout.columns.right)):
            if cut is not None:
                assert cells(drawn(cut, room)) == room
    assert layout.line(layout.height) is None


@settings(max_examples=30)
@given(comparisons(), st.integers(20, 100))
def test_no_character_of_either_account_is_lost(comparison: Comparison, width: int) -> None:
    bare = replace(comparison, rows=tuple(replace(row, marks=()) for row in comparison.rows))
    story = Story.of(bare)
    layout = Layout(story, width, unfolded=everything_open(story))
    lines = [line for line in map(layout.line, range(layout.height)) if line]
    for side, account in zip(SIDES, (bare.a, bare.b), strict=True):
        cuts = [line.left if side == "a" else line.right for line in lines]
        shown = "".join(cut.passage.text[cut.start : cut.end] for cut in cuts if cut and cut.passage.anchors)
        order = [sentence for block in story.blocks for sentence in block.sentences(side)]
        assert letters(shown) == letters("".join(one_line(account.sentences[sentence]) for sentence in order))


def letters(text: str) -> str:
    """All but spaces."""
    return "".join(text.split())


@settings(max_examples=30)
@given(comparisons())
def test_a_span_of_a_sentence_is_found_where_it_is_shown(comparison: Comparison) -> None:
    for row in comparison.rows:
        for mark in row.marks:
            account = comparison.a if mark.side == "a" else comparison.b
            own = [mark]
            shown = passage(account, row.a if mark.side == "a" else row.b, markings(own, mark.side, {}))
            place = shown.locate(mark.sentence, mark.start, mark.end)
            assert place is not None
            sentence = one_line(account.sentences[mark.sentence])
            expected = sentence[slice(*whole_characters(sentence, mark.start, mark.end))]
            assert shown.text[slice(*place)] == expected
            assert shown.locate(mark.sentence + 1, 0, 1) is None


@settings(max_examples=30)
@given(comparisons(), st.integers(20, 100), st.booleans())
def test_blocks_follow_each_other_and_every_sentence_has_one(
    comparison: Comparison, width: int, opened: bool
) -> None:
    story = Story.of(comparison)
    layout = Layout(story, width, unfolded=everything_open(story) if opened else frozenset())
    at = 0
    for number in range(len(story.blocks)):
        first, last = layout.span(number)
        assert first == at
        assert last > first
        assert layout.block_at(first) == layout.block_at(last - 1) == number
        at = last + layout.spacing
    assert at == layout.height
    for side, account in zip(SIDES, (comparison.a, comparison.b), strict=True):
        for sentence in range(len(account.sentences)):
            number = story.places[side, sentence]
            y = layout.find(side, sentence, 0)
            assert y is not None
            assert layout.block_at(y) == number


@settings(max_examples=30)
@given(comparisons(), st.integers(20, 100))
def test_opening_and_folding_again_changes_nothing(comparison: Comparison, width: int) -> None:
    story = Story.of(comparison)
    layout = Layout(story, width)
    before = [layout.line(y) for y in range(layout.height)]
    layout.set_unfolded(everything_open(story))
    fresh = Layout(story, width, unfolded=everything_open(story))
    assert [layout.line(y) for y in range(layout.height)] == [fresh.line(y) for y in range(fresh.height)]
    layout.set_unfolded(frozenset())
    assert [layout.line(y) for y in range(layout.height)] == before


@settings(max_examples=30)
@given(comparisons(), st.integers(1, 60))
def test_the_overview_shows_every_block_in_order(comparison: Comparison, height: int) -> None:
    found = blocks(comparison)
    strip = overview(found, height)
    assert 0 < len(strip) <= height
    covered = [number for _, numbers in strip for number in numbers]
    assert covered == sorted(covered)
    assert set(covered) == set(range(len(found)))


@settings(max_examples=30)
@given(comparisons(), st.integers(24, 140))
def test_fact_lines_and_bylines_fit(comparison: Comparison, width: int) -> None:
    for line in fact_lines((*comparison.facts, *orsel().facts, *chinese().facts), width):
        assert cells("".join(piece.text for piece in line.pieces)) <= width
    for line in bylines(chinese(), (width, width)):
        assert cells("".join(piece.text for piece in line)) <= width


def test_both_bylines_tell_the_length_or_neither() -> None:
    comparison = orsel()
    for width in range(24, 80):
        left, right = ("".join(piece.text for piece in line) for line in bylines(comparison, (width, width)))
        assert ("sentence" in left) == ("sentence" in right)


def test_columns_share_the_width_and_survive_none() -> None:
    assert columns(80).total == 80
    assert columns(81).left - columns(81).right in (0, 1)
    assert columns(3).left >= 1


def test_runs_of_one_side_are_one_block() -> None:
    found = blocks(orsel())
    assert [block.kind for block in found].count("only_b") == 3
    assert found[-1].b == (8, 9, 10, 11)


def test_only_telling_rows_are_differences() -> None:
    assert [block.is_difference for block in blocks(wire())] == [False] * 5 + [True, True]


def test_a_gist_names_what_differs_first_then_figures_dates_quotations_names() -> None:
    comparison = orsel()
    facts = facts_by_sentence(comparison.facts)
    assert gist("a", (3,), comparison.a.sentences, facts) == "≠ the end of May"
    assert (
        gist("a", (5, 6), comparison.a.sentences, facts)
        == "74 new drains, October 2023, 1 quotation, Ilse Brandt"
    )
    assert (
        gist("b", (5,), comparison.b.sentences, facts)
        == "“Opposition councillors asked for his resignation.”"
    )


def test_a_gist_gives_a_bare_number_the_noun_it_counts() -> None:
    facts = facts_by_sentence([Fact("figure", "towns", "only_a", FactSide(0, 0, 2, "74"), None, "")])
    assert gist("a", (0,), ("74 towns fell.",), facts) == "74 towns"
    assert gist("a", (0,), ("74 of the towns fell.",), facts) == "74"
    assert gist("a", (0,), ("74",), facts) == "74"


def test_facts_that_differ_come_first_and_figures_before_names() -> None:
    titles = [section.title for section in sections(orsel().facts)]
    assert titles == ["What differs", "Figures", "Dates", "Quotations", "People", "Places"]
    first = sections(orsel().facts)[0]
    verdicts = [orsel().facts[index].verdict for index in first.facts]
    assert verdicts == ["differ", "differ", "then_now", "close", "close", "close"]
    assert sections(()) == ()


def test_the_tally_leaves_words_out_before_it_leaves_numbers_out() -> None:
    wide = "".join(piece.text for piece in summary(orsel(), 200))
    assert (
        wide == "≠ 2 facts differ  → 1 then/now  ≈ 1 close  ~ 2 spelling  = 5 agree  4 only in A  8 only in B"
    )
    narrow = "".join(piece.text for piece in summary(orsel(), 50))
    assert narrow == "≠ 2 facts differ  → 1  ≈ 1  ~ 2  = 5  A 4  B 8"
    assert "".join(piece.text for piece in summary(wire(), 80)) == "≠ no fact differs"


def test_dates_read_the_same_everywhere() -> None:
    assert day("2025-04-10T06:30:00Z") == "10 Apr 2025"
    assert day(None) == "undated"
    assert day("soon") == "soon"


def test_cautions_name_another_story_and_copied_text() -> None:
    assert cautions(orsel()) == []
    assert "may not be the same story" in cautions(unlinked())[0]
    lines = _caution(
        "These may not be the same story: about 4 of 35 have a counterpart; words are shared.", 60
    )
    assert lines == [
        " ! These may not be the same story: about 4 of 35 have a",
        "   counterpart; words are shared.",
    ]
    assert cautions(wire()) == [
        "84% of A stands word for word in B: agreement is no confirmation.",
        "97% of B stands word for word in A: agreement is no confirmation.",
    ]


def test_a_thousand_sentences_a_side_fold_to_few_lines() -> None:
    story = Story.of(long())
    layout = Layout(story, 120)
    assert len(story.blocks) == 600
    opened = Layout(story, 120, unfolded=everything_open(story))
    assert layout.height < opened.height
    assert opened.find("a", 999, 0) is not None


def test_what_is_only_rounded_is_drawn_as_agreement_and_what_is_close_is_not() -> None:
    story = Story.of(orsel())
    layout = Layout(story, 200)
    roles = {
        piece.text: piece.styles
        for y in range(layout.height)
        if (line := layout.line(y)) and line.left
        for piece in cut_pieces(line.left, layout.columns.left)
    }
    assert roles["43,350 cubic metres"] == ("roughly",)
    assert roles["1,900"] == ("close",)
    assert roles["At least 12 people"] == ("differ",)


def test_a_side_by_itself_is_set_only_as_far_as_it_is_looked_at() -> None:
    story = Story.of(long(1000))
    lines = SideLines(story, "a", 40)
    first, end = lines.span(4)
    assert not lines.complete
    assert {line.sentence for line in lines.lines[first:end]} == {4}
    while not lines.complete:
        lines.step()
    assert lines.span(4) == (first, end)
    assert [line.sentence for line in lines.lines if line.first] == list(range(1000))
