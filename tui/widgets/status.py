"""Lines of small news: the status at the bottom, and the notice that a search was read another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.safe import one_line
from tui.widgets.wrapping import cells

if TYPE_CHECKING:
    from textual.app import RenderResult
    from textual.events import Click

#: Cells of the progress bar.
BAR_WIDTH = 14


class StatusLine(Widget):
    """One line: what is going on at the left, what needs attention at the right."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $bar; color: $quiet; padding: 0 1; }
    """

    class ProblemsWanted(Message):
        """The count of problems was clicked."""

    message: reactive[str] = reactive("")
    """What is going on."""

    marked: reactive[str] = reactive("")
    """The title of the article marked as A."""

    problems: reactive[str] = reactive("")
    """How many parts of the corpus could not be read, and which key shows them."""

    progress: reactive[tuple[str, int, int | None] | None] = reactive(None)
    """What is being done, how much is done, and of how much if that is known."""

    def watch_message(self) -> None:
        """Take no room while there is nothing to say."""
        self.display = bool(self.message or self.marked or self.problems or self.progress)

    watch_marked = watch_problems = watch_progress = watch_message

    def render(self) -> RenderResult:
        """Left part, space, right part."""
        width = self.size.width
        right = one_line(self.problems)
        parts: list[tuple[str, str]] = []
        if self.progress is not None:
            parts += _progress(*self.progress)
        elif self.message:
            parts.append((one_line(self.message), "$quiet"))
        if self.marked:
            parts.append(("   [A] " if parts else "[A] ", "bold $key"))
            parts.append((one_line(self.marked), "$ink"))
        left = Content.assemble(*parts)
        room = width - cells(right) - 2
        if left.cell_length > room:
            left = left.truncate(max(1, room), ellipsis=True)
        gap = max(1, width - left.cell_length - cells(right))
        return Content.assemble(left, " " * gap, (right, "bold $mark-close"))

    def on_click(self, event: Click) -> None:
        """A click on the problems shows them."""
        if self.problems and event.x >= self.size.width - cells(self.problems) - 1:
            self.post_message(self.ProblemsWanted())


def _progress(phase: str, done: int, total: int | None) -> list[tuple[str, str]]:
    """A bar that also says its numbers, so that it can be read aloud."""
    if not total:
        return [(f"{phase} {done:,}", "$quiet")]
    filled = min(BAR_WIDTH, BAR_WIDTH * done // total)
    return [
        (f"{phase} ", "$quiet"),
        ("━" * filled, "$source"),
        ("─" * (BAR_WIDTH - filled), "$rule"),
        (f" {done:,} of {total:,}", "$quiet"),
    ]


class Notice(Static):
    """Says that the query was read another way, or offers a better spelling; else hidden."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 2; background: $bar; color: $ink; padding: 0 1; display: none; }
    """

    class SuggestionTaken(Message):
        """The suggestion was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", id=id, markup=False)
        self.suggestion: str | None = None

    def tell(self, notice: str | None, suggestion: str | None, key: str) -> None:
        """Show a notice, a suggestion with the key that takes it, both, or nothing."""
        self.suggestion = suggestion
        parts: list[tuple[str, str]] = []
        if notice:
            parts.append((one_line(notice[:1].upper() + notice[1:]).rstrip(".") + ".  ", "$ink"))
        if suggestion:
            parts += [
                ("Did you mean ", "$ink"),
                (one_line(suggestion), "bold underline $hit"),
                ("?  ", "$ink"),
            ]
            parts.append((f"{key} takes it", "$quiet"))
        self.update(Content.assemble(*parts))
        self.display = bool(parts)

    def on_click(self) -> None:
        """Take the suggestion."""
        if self.suggestion:
            self.post_message(self.SuggestionTaken())
