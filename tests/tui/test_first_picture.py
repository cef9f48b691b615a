"""The first picture shows what Textual shows a moment later, and loses no key."""

from __future__ import annotations

import gc
import re
import signal
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from index.library import Library, LibraryError
from index.settings import load
from tests.tui.driving import settled, until
from tests.tui.terminal import lateral
from tui.app import LateralApp
from tui.colours import COLOURS
from tui.first_picture import Painter, picture
from tui.opening import opened
from tui.panes import Room, results_room
from tui.pauses import hurry
from tui.screens.browse import BrowseScreen
from tui.widgets.results import ResultList
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.segment import Segment
    from rich.style import Style

    from tui.opening import Opened

NOW = datetime(2032, 5, 1, 12, 0, tzinfo=UTC)

#: A character, its colour, that of its ground, and whether it is bold.
Cell = tuple[str, object, object, bool]


@pytest.fixture
def ready() -> Iterable[Opened]:
    """The samples, opened a second time, one article starred and one read."""
    with Library.open() as library:
        first, second, *_ = library.search("", limit=2).results
        library.state.mark_read(first.article_id)
        library.state.star(second.article_id)
    found = opened(None, load())
    assert found is not None
    yield found
    found.library.close()


def cell(character: str, style: Style) -> Cell:
    colour, ground = style.color, style.bgcolor
    return character, colour and colour.triplet, ground and ground.triplet, bool(style.bold)


def drawn(line: str) -> list[Cell]:
    text, console = Text.from_ansi(line), Console()
    return [cell(text.plain[n], text.get_style_at_offset(console, n)) for n in range(len(text.plain))]


def painted(segments: Iterable[Segment]) -> list[Cell]:
    return [cell(one, segment.style) for segment in segments if segment.style for one in segment.text]


def rows(shown: Opened, room: Room, theme: str) -> list[str]:
    """The picture, line by line."""
    text = picture(shown, room, Painter(COLOURS[theme], ColorSystem.TRUECOLOR), NOW)
    return re.split(r"\x1b\[\d+;1H", text)[1:]


@pytest.mark.parametrize(
    ("size", "theme"), [((60, 20), "dark"), ((80, 24), "light"), ((120, 36), "dark"), ((200, 50), "light")]
)
async def test_the_results_are_those_of_the_screen(ready: Opened, size: tuple[int, int], theme: str) -> None:
    lines = rows(ready, Room(*size), theme)
    assert len(lines) == size[1]
    app = LateralApp(ready, now=lambda: NOW, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        results = app.browse.query_one(ResultList)
        region = results.content_region
        for y in range(region.height):
            theirs = painted(results.render_line(y))[: region.width - 1]  # beside the scrollbar
            assert drawn(lines[region.y + y])[region.x : region.x + region.width - 1] == theirs


@pytest.mark.parametrize("size", [(34, 12), (60, 20), (80, 24), (120, 36), (200, 50)])
async def test_all_else_stands_where_it_will(ready: Opened, size: tuple[int, int]) -> None:
    lines = [Text.from_ansi(line).plain for line in rows(ready, Room(*size), "dark")]
    assert all(len(line) == size[0] for line in lines)
    app = LateralApp(ready, now=lambda: NOW)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        results = app.browse.query_one(ResultList)
        status = app.browse.query_one(StatusLine).outer_size.height  # which has something to say by now
        assert (results.outer_size.width, results.size.height + status) == results_room(*size)
        assert lines[0].startswith(" Lateral / Search")
        assert lines[0].endswith(f" {app.browse.query_one('#found').render()} ")
        for pane in ("#results", "#article", "#accounts"):
            widget = app.browse.query_one(pane)
            if widget.region:
                assert lines[widget.region.y][widget.region.x + 1 :].startswith(widget.border_title[:20])


async def test_the_screen_begins_with_what_was_read_before(ready: Opened) -> None:
    shown: list[int] = []

    class Watched(BrowseScreen):
        def on_mount(self) -> None:
            super().on_mount()
            shown.append(len(self.query_one(ResultList).results))

    class App(LateralApp):
        def get_default_screen(self) -> BrowseScreen:
            return Watched(lambda: NOW, opened=ready)

    app = App(ready, now=lambda: NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert shown == [len(ready.page.results)]
        assert app.browse.query_one(ResultList).current == ready.page.results[0]


@pytest.mark.parametrize("works", [True, False])
async def test_garbage_is_collected_again_once_the_reader_has_begun(ready: Opened, works: bool) -> None:
    def broken() -> Library:
        raise LibraryError("no such folder")

    hurry()
    try:
        app = LateralApp(ready if works else broken, now=lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await until(pilot, gc.isenabled)
    finally:
        gc.enable()
        gc.unfreeze()


def test_what_is_not_ready_is_left_to_the_screen(tmp_path: Path) -> None:
    settings = load()
    assert opened(tmp_path / "nowhere", settings) is None
    empty = tmp_path / "empty"
    empty.mkdir()
    assert opened(empty, settings) is None  # never opened before
    Library.open(empty).close()
    assert opened(empty, settings) is None  # nothing to show


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
class TestInATerminal:
    def open_once(self, home: Path) -> str:
        """Open the library for the first time; return what its newest article is called."""
        with lateral(home, "--version") as terminal:
            terminal.wait()
        with lateral(home, "search", "ferry") as terminal:
            terminal.wait()
        return "21 articles"

    def test_keys_that_come_before_textual_are_not_lost(self, tmp_path: Path) -> None:
        first = self.open_once(tmp_path)
        with lateral(tmp_path, size=(120, 36)) as terminal:
            terminal.wait_for(first)
            terminal.press("/ferry", "enter", "j")
            shown = terminal.wait_for("Most relevant", "Enter Read")
            assert "/ferry" not in shown.splitlines()[-1]  # no echo
            terminal.press("ctrl+q")
            assert terminal.wait() == 0
            assert terminal.settings_after == terminal.settings_before
            assert "1049" not in terminal.screen.modes

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_a_signal_leaves_the_terminal_as_it_was(self, tmp_path: Path, name: str) -> None:
        first = self.open_once(tmp_path)
        with lateral(tmp_path, size=(120, 36)) as terminal:
            terminal.wait_for(first)
            terminal.process.send_signal(getattr(signal, name))
            assert terminal.wait() == 128 + getattr(signal, name)
            assert terminal.settings_after == terminal.settings_before
            assert "1049" not in terminal.screen.modes

    def test_a_mistake_in_the_settings_is_told_on_the_ordinary_screen(self, tmp_path: Path) -> None:
        self.open_once(tmp_path)
        settings = tmp_path / "config.yaml"
        settings.write_text("keys:\n  browse.nonsense: j\n", "utf-8")
        with lateral(tmp_path, "--config", str(settings), size=(300, 36)) as terminal:
            assert terminal.wait() == 1
            assert "browse.nonsense" in terminal.screen.text()
            assert "1049" not in terminal.screen.modes
            assert terminal.settings_after == terminal.settings_before
