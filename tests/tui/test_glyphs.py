"""Plain signs where a terminal knows only ASCII, and no colours where none are wanted."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

import tui
from tests.tui.driving import running, settled, until
from tui import glyphs, plainness
from tui.glyphs import PLAIN, Plain, plain
from tui.uncoloured import Uncoloured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

#: Rules of typesetting and tables of what is harmful: nothing in them is drawn.
NOT_DRAWN = {"wrapping.py", "safe.py", "glyphs.py"}


def literals(path: Path) -> Iterator[str]:
    """All strings of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def shown(app: App[None]) -> str:
    """What the terminal is sent, as lines."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def test_every_sign_in_the_source_has_a_plain_one():
    found = {
        (path.name, character)
        for path in Path(tui.__file__).parent.rglob("*.py")
        if path.name not in NOT_DRAWN
        for text in literals(path)
        for character in text
        if not character.isascii() and character.isprintable() and character not in PLAIN
    }
    assert found == set()


def test_plain_signs_are_ascii_and_as_wide():
    for sign, ascii_sign in PLAIN.items():
        assert ascii_sign.isascii()
        assert ascii_sign.isprintable()
        assert cell_len(sign) == len(ascii_sign), sign


def test_signs_that_stand_at_one_place_stay_apart():
    """Those of one place must differ in plain drawing too: caps, rows, facts, the strip beside the rows."""
    places = [
        (glyphs.DIFFER, glyphs.CLOSE, glyphs.SPELLING, glyphs.UNIQUE),
        (glyphs.DIFFER, glyphs.CLOSE, glyphs.AGREE, glyphs.BY_HAND, "A", "B", glyphs.STEM, glyphs.STEM_END),
        (glyphs.DIFFER, glyphs.CLOSE, glyphs.SPELLING, glyphs.AGREE, glyphs.LATER, "A", "B"),
        (
            glyphs.DIFFER,
            glyphs.CLOSE,
            glyphs.BOTH_SIDES,
            glyphs.TOUCHED_ON,
            glyphs.LEFT_SIDE,
            glyphs.RIGHT_SIDE,
        ),
        (glyphs.FILLED, glyphs.UNFILLED),
        (glyphs.FOLDED, glyphs.UNFOLDED),
    ]
    for signs in places:
        assert len({plain(sign) for sign in signs}) == len(signs)


def test_words_of_an_article_stay_where_the_terminal_can_show_them():
    assert plain("“Zelenskiĭ” – 停火 …") == '"Zelenskiĭ" - 停火 .'
    assert plain("“Zelenskiĭ” – 停火 …", only_ascii=True) == '"Zelenskii" - ???? .'


@given(st.text())
def test_plain_text_keeps_its_width(text: str):
    assert cell_len(plain(text)) == cell_len(text)
    folded = plain(text, only_ascii=True)
    assert folded.isascii()
    assert cell_len(folded) == cell_len(text)


@pytest.mark.parametrize(
    ("term", "encoding", "expected"),
    [
        ("xterm-256color", "utf-8", False),
        ("xterm-256color", "UTF8", False),
        ("linux", "utf-8", True),
        ("dumb", "utf-8", True),
        ("xterm", "iso8859-1", True),
        ("xterm", "ascii", True),
    ],
)
def test_what_a_terminal_can_show_is_found_out(monkeypatch, term: str, encoding: str, expected: bool):
    class Stream:
        def __init__(self) -> None:
            self.encoding = encoding

    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("sys.__stderr__", Stream())
    assert plainness.terminal_is_plain() is expected
    drawn = Plain().apply([Segment("é")], Color(0, 0, 0))[0].text
    assert drawn == ("é" if encoding.lower().startswith("utf") else "e")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_no_sign_of_ours_reaches_a_plain_terminal(size: tuple[int, int]):
    async with running(size=size, plain=True) as (pilot, seen):
        for keys in (("j",), ("enter",), ("q", "c"), ("f",), ("i",), ("escape", "e"), ("escape", "q", "P")):
            await pilot.press(*keys)
            await pilot.app.workers.wait_for_complete()
            await settled(pilot)
            assert {c for c in shown(seen.app) if c in PLAIN} == set(), keys
        await pilot.press("question_mark")
        await settled(pilot)
        drawn = shown(seen.app)
        assert "Down" in drawn
        assert drawn.isascii()


async def test_without_colour_nothing_is_coloured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running() as (pilot, seen):
        await pilot.press("c")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        styles = [
            segment.style
            for strip in seen.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
        ]
        assert all(style.color is None and style.bgcolor is None for style in styles)
        assert any(style.bold for style in styles)


@pytest.mark.parametrize(("key", "chosen"), [("C", "Ferry crews walk out"), ("y", "Link"), ("o", "https://")])
async def test_what_is_chosen_is_seen_without_colour(monkeypatch, key: str, chosen: str):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running() as (pilot, seen):
        await pilot.press(key)
        await until(pilot, lambda: chosen in reversed_text(seen.app))


def reversed_text(app) -> str:
    """What is drawn reversed."""
    return "".join(
        segment.text
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if segment.style and segment.style.reverse
    )


def test_strong_grounds_are_reversed_without_colour():
    made = Uncoloured(lambda: "#000000").apply(
        [
            Segment("cap", Style(color="#000000", bgcolor="#ffb3a3")),
            Segment("text", Style(bgcolor="#101010")),
        ],
        Color(0, 0, 0),
    )
    assert [segment.style.reverse for segment in made if segment.style] == [True, False]


async def test_nothing_moves_by_itself_where_that_is_not_wanted():
    async with running(still=True) as (_pilot, seen):
        assert seen.app.animation_level == "none"
