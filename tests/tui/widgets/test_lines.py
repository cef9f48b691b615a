"""The pane for long text: wraps, scrolls, marks, and never freezes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult

from tests.tui.driving import until
from tui.theme import DARK_THEME
from tui.widgets.counting import prepare
from tui.widgets.lines import Document, TextView
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from textual.events import Key


class TextApp(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_THEME.variables

    def compose(self) -> ComposeResult:
        yield TextView(measure=40)

    def on_key(self, event: Key) -> None:
        prepare(self, event)


@asynccontextmanager
async def text_view(document: Document, size: tuple[int, int] = (60, 12)):
    app = TextApp()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(TextView)
        view.show(document)
        view.focus()
        await pilot.pause()
        yield pilot, view


def drawn(view: TextView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


async def test_text_is_wrapped_to_the_measure_and_centred():
    async with text_view(Document("word " * 30)) as (_pilot, view):
        assert drawn(view)[0].strip() == ("word " * 8).strip()
        assert drawn(view)[0].startswith(" " * 9 + "word")


async def test_paragraphs_have_one_blank_line_between_them():
    async with text_view(Document("one\n\n\n\ntwo")) as (_pilot, view):
        assert [line.strip() for line in drawn(view)[:3]] == ["one", "", "two"]


async def test_hits_keep_their_letters_whatever_the_width():
    text = "The café\u0301 in 港町 closed; the café\u0301 in town did not. " * 3
    start = text.index("closed")
    async with text_view(Document(text, (Span(start, start + 6, "hit"),))) as (_pilot, view):
        for measure in (12, 20, 33):
            view.measure = measure
            styled = [
                segment.text
                for y in range(view.size.height)
                for segment in view.render_line(y)
                if segment.style and segment.style.underline
            ]
            assert styled == ["closed"]


async def test_keys_scroll():
    async with text_view(Document("\n\n".join(f"paragraph {n}" for n in range(200)))) as (pilot, view):
        await pilot.press("j", "j", "k")
        assert view.scroll_y == 1
        await pilot.press("space")
        assert view.scroll_y == view.size.height
        await pilot.press("G")
        assert drawn(view)[-2].strip() == "paragraph 199"
        await pilot.press("g")
        assert view.scroll_y == 0


async def test_revealing_brings_a_place_into_sight_with_lines_before_it():
    text = "\n\n".join(f"paragraph {n}" for n in range(200))
    async with text_view(Document(text)) as (_pilot, view):
        view.reveal(text.index("paragraph 150"))
        lines = [line.strip() for line in drawn(view)]
        assert "paragraph 150" in lines
        assert lines.index("paragraph 150") > 1


async def test_another_width_keeps_the_words_on_top():
    text = " ".join(f"w{n}" for n in range(3000))
    async with text_view(Document(text), size=(80, 20)) as (pilot, view):
        view.scroll_to(y=100, animate=False)
        await pilot.pause()
        first = drawn(view)[0].split()[0]
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert first in drawn(view)[0].split()


async def test_the_end_stays_in_sight_at_another_size():
    async with text_view(Document("\n\n".join(f"paragraph {n} " * 20 for n in range(30)))) as (pilot, view):
        await pilot.press("G")
        for size in ((60, 9), (30, 9), (80, 20)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: tuple(view.size) == size)
            await pilot.pause()
            assert view.at_end
            assert drawn(view)[-2].strip().endswith("paragraph 29")


async def test_a_key_right_behind_the_text_scrolls_it():
    async with text_view(Document("")) as (pilot, view):
        view.show(Document("\n\n".join(f"paragraph {number}" for number in range(30))))
        view.action_scroll_lines(3)  # before its scrollbar is drawn
        assert view.scroll_y == 3
        await pilot.pause()
        assert view.scroll_y == 3
        assert drawn(view)[1].strip() == "paragraph 2"


async def test_ten_million_characters_do_not_freeze_it():
    paragraph = "The harbour master’s log for the day names every ship that came and went. " * 14
    text = (paragraph + "\n\n") * 9_700
    assert len(text) > 10_000_000
    async with text_view(Document(""), size=(100, 12)) as (pilot, view):
        view.measure = 90
        view.show(Document(text))
        assert not view.flow.complete
        assert len(view.flow.lines) < 20_000, "only a little is wrapped before the first screen is drawn"
        assert drawn(view)[0].strip().startswith("The harbour")
        await pilot.press("j")
        await until(pilot, lambda: view.scroll_y == 1)
        await pilot.press("G")
        await until(pilot, lambda: view.flow.complete)
        await until(pilot, lambda: view.scroll_y > len(view.flow.lines) - 20)


async def test_selected_text_can_be_copied():
    async with text_view(Document("one two three")) as (pilot, view):
        await pilot.mouse_down(view, offset=(9, 0))
        await pilot.hover(view, offset=(16, 0))
        await pilot.mouse_up(view, offset=(16, 0))
        await pilot.pause()
        assert (view.screen.get_selected_text() or "").startswith("one two")
