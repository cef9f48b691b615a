"""The compare screen: two accounts side by side; which two, how strictly, and where to take the result."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from tui.errands import run_errand
from tui.latest import Latest
from tui.screens.leaving_once import LeavesOnce
from tui.widgets.compare_view import MEDIUM, WIDE, CompareView, key
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from index.compare.result import Comparison, Side
    from index.library import Library
    from tui.widgets.compare_rows import CompareRows
    from tui.widgets.compare_sides import CompareSide

#: A comparison that takes longer than this says so, in seconds; before that a notice would only flicker.
PATIENCE = 0.15


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Jump:
    """The reader wants to read an article in full, from the words of ``sentence`` on."""

    article_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to compare, and how strictly (None: as the settings say)."""

    a_id: str
    b_id: str
    strictness: int | None


class CompareScreen(LeavesOnce["Jump | None"], Screen["Jump | None"]):
    """Two accounts in two columns. Dismissed with a :class:`Jump`, or with None by "back"."""

    CSS_PATH = "../compare.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared so by Textual
        (0, "-narrow"),
        (MEDIUM, "-medium"),
        (WIDE, "-wide"),
    ]
    TITLE = "Compare"
    BINDING_GROUP_TITLE = "Which accounts"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "source('b')", "Source", "Compare with another source as B", "compare.source_b"),
        key("S", "source('a')", "", "Compare with another source as A", "compare.source_a"),
        key("w", "swap", "Swap", "Swap the sides", "compare.swap"),
        key("m", "link", "Link", "Link two sentences by hand, or break their link", "compare.link"),
        key("i", "legend", "Signs", "What the signs mean", "compare.legend"),
        key("e", "export", "Export", "Write text, Markdown, HTML or JSON", "compare.export"),
        key("y", "copy", "Copy", "Copy the comparison as text", "compare.copy"),
        key("minus", "strictness(-1)", "Looser", "Show more links", "compare.looser"),
        key("plus", "strictness(1)", "Stricter", "Show only sure links", "compare.stricter"),
        key("q,escape", "back", "Back", "Back to where one came from", "compare.back"),
    ]

    def __init__(
        self,
        library: Library,
        a_id: str,
        b_id: str,
        *,
        now: Callable[[], datetime] = _now,
        answer: asyncio.Task[Comparison] | None = None,
    ) -> None:
        """Compare two articles of ``library``.

        Args:
            library: Asked for the comparison, in a thread.
            a_id: The article on the left.
            b_id: The article on the right.
            now: The clock, for the ages of other accounts.
            answer: Their comparison, if it was asked for already.
        """
        super().__init__()
        self._answer = answer
        self._library = library
        self._now = now
        self._request = Request(a_id, b_id, None)
        self._comparison: Comparison | None = None
        self._latest = Latest(self, self._compare, self._show, self._fail, lanes=1)
        self._notice: Timer | None = None

    def compose(self) -> ComposeResult:
        """The comparison and the keys."""
        # Known before the first resize, the class spares matching all style rules once more for every pane.
        self.add_class(max(each for each in self.HORIZONTAL_BREAKPOINTS if each[0] <= self.app.size.width)[1])
        yield CompareView()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to compare, or show what is compared already."""
        if self._answer is None:
            self._ask(self._request)
        elif self._answer.done():
            self._take(self._answer, self._request)
        else:
            self._say_soon()
            run_errand(self, self._wait_for, self._answer, self._request, group="answer")

    async def _wait_for(self, answer: asyncio.Task[Comparison], request: Request) -> None:
        await asyncio.wait({answer})
        if self._request is request:  # else other articles were asked for meanwhile
            self._take(answer, request)

    def _take(self, answer: asyncio.Task[Comparison], request: Request) -> None:
        self._answer = None
        error = answer.exception()
        if isinstance(error, Exception):
            self._fail(request, error)
        else:
            self._show(request, answer.result())

    @property
    def view(self) -> CompareView:
        """The comparison."""
        return self.query_one(CompareView)

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison is still to come."""
        return self._latest.busy or self._answer is not None

    # Comparing

    def _ask(self, request: Request) -> None:
        same_articles = replace(request, strictness=self._request.strictness) == self._request
        if self._comparison is None or not same_articles:
            self._say_soon()
        self._answer = None
        self._request = request
        self._latest.ask(request)

    def _say_soon(self) -> None:
        """Say that something is being compared, should it take a while."""
        self._hush()
        self._notice = self.set_timer(PATIENCE, self._say_comparing)

    def _say_comparing(self) -> None:
        if self._notice is not None:  # a timer that was stopped too late still calls
            self.view.notice("Comparing…")

    def _hush(self) -> None:
        """Do not say any more that something is being compared."""
        if self._notice is not None:
            self._notice.stop()
            self._notice = None

    def _compare(self, request: Request) -> Comparison:
        return self._library.compare(request.a_id, request.b_id, strictness=request.strictness)

    def _show(self, _request: Request, comparison: Comparison) -> None:
        self._hush()
        self._comparison = comparison
        self.view.show(comparison, self._strictness)

    def _fail(self, _request: Request, error: Exception) -> None:
        from index.library import LibraryError

        reason = one_line(str(error)).strip().rstrip(".") or type(error).__name__
        if not isinstance(error, LibraryError):
            reason = f"The two could not be compared: {reason} ({type(error).__name__})"
        self._hush()
        self._comparison = None
        self.view.notice(f"{reason}.\n\nPress q to go back, or s to choose another source for B.")

    def action_link(self) -> None:
        """Link the sentences under the two cursors for good, or break their link; first show the cursors."""
        comparison, view = self._comparison, self.view
        if comparison is None:
            return
        if not view.is_free:
            view.action_free()
            view.say("Choose a sentence on each side; m links the two or breaks their link, L goes back.")
            return
        run_errand(self, self._link, comparison, view.sides.pair, group="link", exclusive=True)

    async def _link(self, comparison: Comparison, pair: tuple[int, int]) -> None:
        from index.compare.hand_links import toggle

        if comparison.a.sentences and comparison.b.sentences:
            done = await asyncio.to_thread(toggle, self._library.state, comparison, pair)
            self.notify(f"A{pair[0] + 1} and B{pair[1] + 1}: {done}.", timeout=3, markup=False)
            self._ask(self._request)

    def on_compare_rows_opened(self, message: CompareRows.Opened | CompareSide.Opened) -> None:
        """Show the full article over the comparison, or leave for it where the reader wants to stay there."""
        from tui.screens.account import AccountScreen

        if self._comparison is None:
            return
        account = self._comparison.a if message.side == "a" else self._comparison.b
        jump = Jump(account.id, account.sentences[message.sentence])

        def left(stays: bool | None) -> None:
            if stays:
                self.dismiss(jump)

        self.app.push_screen(AccountScreen(self._library, jump.article_id, jump.sentence), left)

    on_compare_side_opened = on_compare_rows_opened

    # Other sides, other strictness

    def action_swap(self) -> None:
        """Change the sides."""
        self._ask(Request(self._request.b_id, self._request.a_id, self._request.strictness))

    @property
    def _strictness(self) -> int:
        return self._request.strictness or self._library.settings.compare.strictness

    def action_strictness(self, step: int) -> None:
        """Ask for fewer, surer links, or for more."""
        wanted = max(1, min(5, self._strictness + step))
        if wanted == self._strictness:
            self.view.say(
                "Links are shown as strictly as can be." if step > 0 else "Every link worth a look is shown."
            )
            return
        self._ask(Request(self._request.a_id, self._request.b_id, wanted))

    def action_source(self, side: Side) -> None:
        """Let the reader choose another account in the place of ``side``."""
        run_errand(self, self._choose_source, side, group="source", exclusive=True)

    async def _choose_source(self, side: Side) -> None:
        from tui.screens.chooser import ChooserScreen

        request = self._request
        kept, replaced = (request.a_id, request.b_id) if side == "b" else (request.b_id, request.a_id)
        try:
            accounts = await asyncio.to_thread(self._library.counterparts, kept)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.notify(f"No other sources: {one_line(str(error))}", severity="warning", markup=False)
            return
        others = [account for account in accounts if account.article_id not in (kept, replaced)]
        if not others:
            self.view.say("No other source in the library tells of this.")
            return
        shown = self._comparison
        title = (shown.a.title if side == "b" else shown.b.title) if shown else ""
        chosen = await self.app.push_screen_wait(ChooserScreen(title, others, self._now()))
        if chosen is not None:
            a_id, b_id = (kept, chosen) if side == "b" else (chosen, kept)
            self._ask(Request(a_id, b_id, request.strictness))

    # Taking it along

    def action_export(self) -> None:
        """Ask where to write the comparison, and write it."""
        if self._comparison is not None:
            run_errand(self, self._export, self._comparison, group="export", exclusive=True)

    async def _export(self, comparison: Comparison) -> None:
        from tui.widgets.compare_export import ExportScreen, suggested_name, write

        path = await self.app.push_screen_wait(ExportScreen(suggested_name(comparison)))
        if path is None:
            return
        try:
            await asyncio.to_thread(write, comparison, path)
        except OSError as error:
            reason = error.strerror or str(error)
            self.notify(f"{path} could not be written: {reason}.", severity="error", markup=False)
        else:
            self.notify(f"Written to {path}.", markup=False)

    def action_copy(self) -> None:
        """Copy the comparison as text to the clipboard of the terminal."""
        if self._comparison is not None:
            run_errand(self, self._copy, self._comparison, group="export", exclusive=True)

    async def _copy(self, comparison: Comparison) -> None:
        from index.compare.report import render

        self.app.copy_to_clipboard(await asyncio.to_thread(render, comparison, "text"))
        self.notify("The comparison was copied as text.")

    def action_legend(self) -> None:
        """Explain the signs."""
        from tui.widgets.compare_legend import LegendScreen

        self.app.push_screen(LegendScreen())

    def action_back(self) -> None:
        """Go back to where the reader came from."""
        self.dismiss(None)
