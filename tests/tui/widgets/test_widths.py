"""Columns stay aligned whatever is written: every line drawn takes exactly the cells that it has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from index.library import Result, Snippet
from index.marks import Mark
from tests.tui.fake import NOW
from tui.side_rows import SideRow
from tui.widgets.entries import Shape, entry
from tui.widgets.flow import Document, Flow
from tui.widgets.painting import paint
from tui.widgets.safe import visible
from tui.widgets.side import row_line
from tui.widgets.wrapping import pieces

#: Letters of all sorts: Latin, with and without marks of their own, wide, joined into one picture, from right
#: to left, half of a pair, and of no width at all.
LETTERS = st.sampled_from(
    [
        *("a", "B", " ", "é", "e\u0301", "ß", "東", "京", "ｶ", "한", "글", "א", "ב", "ع", "ر", "ﷺ", "…", "—"),
        *("👩\u200d✈️", "🚢", "🇳🇴", "👍🏽", "1️⃣", "\u200b", "\u0301", "\u202e", "\x1b", "\ud83d", "\t"),
    ]
)
TEXTS = st.lists(LETTERS, max_size=60).map("".join) | st.text(max_size=60)
MARKS = st.builds(Mark, st.booleans(), st.booleans(), st.sampled_from(["", "note"]))


def looks(_name: str) -> Style:
    return Style.null()


def assert_aligned(line, width: int, left: int = 0) -> None:
    strip = paint(line, Style.null(), looks, width, left)
    assert strip.cell_length == width
    assert cell_len(strip.text) == width


@given(TEXTS, TEXTS, TEXTS, MARKS, st.integers(12, 70))
def test_results_are_aligned(title: str, source: str, snippet: str, mark: Mark, width: int):
    result = Result("id", source or "S", title, NOW, None, "Topic", 0.0, Snippet(snippet))
    for line in entry(result, Shape(width), NOW, marked=True, mark=mark):
        assert_aligned(line, width + 3, left=3)


@given(TEXTS, st.integers(0, 99_999), st.integers(12, 40))
def test_the_sidebar_is_aligned(name: str, count: int, width: int):
    row = SideRow("source", name, "", count)
    line = row_line(row, width)
    assert sum(cell_len(piece.text) for piece in line) == width
    assert_aligned(row_line(replace(row, count=None), width), width)


@given(st.lists(TEXTS, max_size=4).map("\n\n".join), st.integers(10, 80))
def test_articles_are_aligned(text: str, width: int):
    flow = Flow(Document(visible(text)), width)
    while not flow.complete:
        flow.step()
    for line in flow.lines:
        assert_aligned(pieces(flow.document.text, (), line.start, line.end), width)


@pytest.mark.parametrize(
    ("written", "cells"),
    [("❤️", 1), ("⚠️", 1), ("🏚️", 1), ("1️⃣", 1), ("👍🏽", 2), ("🌊", 2), ("🇳🇴", 2), ("👩\u200d🚒", 2)],
)
def test_pictures_take_what_every_terminal_gives_them(written: str, cells: int):
    """In tmux 3.3 a sign with its selector took one cell, not two; one with a colour of skin four."""
    shown = visible(written)
    assert len(shown) == len(written)
    assert cell_len(shown) == cells
    assert not set(shown) & {"\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}
