"""Moving through a comparison: what stands elsewhere, where rows stand on the screen, how it opens."""

from __future__ import annotations

import asyncio
from collections import Counter
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual._compositor import Compositor

from tests.tui.compare_host import NOW, CompareHost, OneComparison, detail, settle, text
from tests.tui.comparisons import chinese, long, orsel
from tests.tui.driving import until
from tui.screens.account import AccountScreen
from tui.screens.compare import CompareScreen
from tui.widgets.compare_layout import Layout
from tui.widgets.compare_panes import ComparePanes
from tui.widgets.compare_rows import CompareRows
from tui.widgets.compare_side_lines import SideLines
from tui.widgets.compare_sides import CompareSide

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.compare.result import Comparison

NARROW, MEDIUM, WIDE = (80, 24), (120, 36), (200, 50)


async def test_what_differs_in_another_row_is_quoted_beside_it() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        (beside_row,) = [line for line in text(app).splitlines() if "≠ A4" in line]
        (beside_fold,) = [line for line in text(app).splitlines() if "≠ B5" in line]
        assert beside_row.index("≠ A4") < 60 <= beside_fold.index("≠ B5")
        assert "the end of May" in beside_row
        assert "sentence only in A" in beside_fold


async def test_a_fact_is_pointed_out_where_it_is_quoted_too() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("d", "d")
        await pilot.pause()
        assert "end of the inquiry" in detail(app)
        pointed = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style == app.rows._look("cursor", "gist", "pointed")
            or (segment.style and segment.style.bgcolor == app.rows._look("pointed").bgcolor)
        ]
        assert "the end of May" in " ".join(pointed)
        assert "12 June" in " ".join(pointed)


async def test_enter_goes_from_an_open_run_to_the_article() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("b", "enter")
        await pilot.pause()
        assert "▾ 2 sentences only in B" in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, AccountScreen)
        await pilot.press("escape", "space")
        await pilot.pause()
        assert "▾" not in text(app), "space folds the run again"


@pytest.mark.parametrize("keys", ["zt", "zz", "zb"])
async def test_z_puts_the_row_where_the_next_key_says(keys: str) -> None:
    app = CompareHost(OneComparison(make=lambda: long(200)))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("G", *"kkkkkkkkkkkkkkkk", *keys)
        await pilot.pause()
        first, end = app.rows._layout.span(app.rows.cursor)  # type: ignore[union-attr]
        on_screen = first - app.rows.scroll_offset.y
        wanted = {
            "zt": 0,
            "zz": (app.rows.size.height - (end - first)) // 2,
            "zb": app.rows.size.height - (end - first),
        }
        assert on_screen == wanted[keys]


async def test_another_key_after_z_does_what_it_always_does() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("z", "j")
        assert app.rows.cursor == 1


async def test_the_rows_of_an_answer_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known before the screen is shown must not be laid out for a width that it will not get."""
    made: list[int] = []
    lay_out = Layout.__init__

    def counted(self: Layout, story: object, width: int, **more: object) -> None:
        made.append(width)
        lay_out(self, story, width, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Layout, "__init__", counted)
    for size in ((60, 20), NARROW, MEDIUM, (163, 40), WIDE):
        made.clear()
        app = CompareHost()
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await pilot.press("q")
            await pilot.pause()
            made.clear()
            answer = asyncio.create_task(_at_once())
            await answer
            app.push_screen(_answered(app, answer))
            await settle(pilot)
            assert made == [app.rows.scrollable_content_region.width]


def _answered(app: CompareHost, answer: asyncio.Task[Comparison]) -> CompareScreen:
    return CompareScreen(app.library, "orsel-a", "orsel-b", now=lambda: NOW, answer=answer)  # type: ignore[arg-type]


async def _at_once() -> Comparison:
    return orsel()


@pytest.mark.parametrize(("key", "shown"), [("v", "河谷日报"), ("w", "Meridian Post")])
async def test_a_late_answer_is_waited_for_unless_other_sides_are_asked_for(key: str, shown: str) -> None:
    gate = Event()

    def late() -> Comparison:
        gate.wait(10)
        return chinese()

    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await pilot.pause()
        app.push_screen(_answered(app, asyncio.create_task(asyncio.to_thread(late))))
        while "Comparing…" not in text(app):
            await pilot.pause(0.01)
        await pilot.press(key)
        gate.set()
        await settle(pilot)
        assert shown in text(app)


async def test_a_failed_answer_is_told_in_words() -> None:
    async def fail() -> Comparison:
        raise ValueError("no such sentence")

    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        app.push_screen(_answered(app, asyncio.create_task(fail())))
        await settle(pilot)
        assert "could not be compared: no such sentence" in text(app)


async def test_a_thousand_sentences_a_side_scroll_by_themselves_from_any_place() -> None:
    app = CompareHost(OneComparison(make=long))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("L")
        await pilot.pause()
        side = app.screen.query_one("#compare-side-a")
        await pilot.press("G")
        await until(pilot, lambda: "1000" in text(app))
        await pilot.press("g", "g", "z", "t")
        await until(pilot, lambda: side.scroll_offset.y == 0)


def _counted(monkeypatch: pytest.MonkeyPatch, *works: tuple[type, str]) -> Counter[str]:
    """How often each method is called from now on."""
    calls: Counter[str] = Counter()

    def counting(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: Any, **named: Any) -> object:
            calls[name] += 1
            return work(*arguments, **named)

        return counted

    for kind, method in works:
        name = f"{kind.__name__}.{method}"
        monkeypatch.setattr(kind, method, counting(name, getattr(kind, method)))
    return calls


async def test_free_scrolling_and_linking_do_each_thing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = CompareHost(OneComparison(make=long))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        calls = _counted(
            monkeypatch,
            (Compositor, "reflow"),
            (ComparePanes, "show"),
            (CompareRows, "show"),
            (SideLines, "__init__"),
            (CompareSide, "render_line"),
        )
        a_screen_each = 2 * MEDIUM[1]

        def lines() -> list[SideLines | None]:
            return [side._text for side in app.screen.query(CompareSide)]

        async def done_for(key: str) -> Counter[str]:
            calls.clear()
            await pilot.press(key)
            await app.workers.wait_for_complete()
            is_free = app.screen.query_one(ComparePanes).is_free
            await until(pilot, lambda: all(text.complete if text else not is_free for text in lines()))
            await settle(pilot)
            return calls

        first = await done_for("L")
        assert first["SideLines.__init__"] == 2
        assert first["Compositor.reflow"] <= 5, "for the panes, each side's first lines and all its lines"
        assert first["ComparePanes.show"] == first["CompareRows.show"] == 0
        assert 0 < first["CompareSide.render_line"] <= 2 * a_screen_each
        back = await done_for("L")
        assert (back["SideLines.__init__"], back["CompareSide.render_line"]) == (0, 0)
        assert back["Compositor.reflow"] == 1
        again = await done_for("L")
        assert again["SideLines.__init__"] == 0, "nothing has changed meanwhile"
        assert again["Compositor.reflow"] == 1
        assert again["CompareSide.render_line"] <= a_screen_each
        linked = await done_for("m")
        assert linked["ComparePanes.show"] == linked["CompareRows.show"] == 1
        assert linked["SideLines.__init__"] == 2
        assert linked["Compositor.reflow"] <= 5
        assert 0 < linked["CompareSide.render_line"] <= 2 * a_screen_each
