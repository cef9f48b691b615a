"""Lines of small news: the status at the bottom, and the notice that a search was read another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.safe import one_line
from tui.widgets.wrapping import cells, truncate

if TYPE_CHECKING:
    from textual.app import RenderResult
    from textual.events import Click

    from index.library import Step

#: Cells of the progress bar.
BAR_WIDTH = 14

#: A pace is told after so many seconds: before that it would jump about.
LEAST_SECONDS = 1.0


#: From this width on, the line says which key stops the reading of the corpus.
ROOMY = 64


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of the corpus has come.

    Attributes:
        phase: "reading", "indexing" or "grouping".
        done, total: Articles; ``total`` None: it is not known how many.
        started, first: When the phase began (seconds), and how much was done then.
        now: When it had come so far.
        stop: The key that stops it; empty while no key does.
    """

    phase: str
    done: int
    total: int | None
    started: float
    first: int
    now: float
    stop: str

    @property
    def pace(self) -> str:
        """How fast it goes and how long it will still take; nothing while that cannot be told."""
        passed, did = self.now - self.started, self.done - self.first
        if passed < LEAST_SECONDS or did <= 0:
            return ""
        rate = did / passed
        told = f" · {rate:,.0f}/s" if rate >= 1 else ""
        if self.total and self.total > self.done:
            told += f" · {duration((self.total - self.done) / rate)} left"
        return told


def duration(seconds: float) -> str:
    """Return a time as one would say it: "8 s", "3 min", "2 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 100:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


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

    progress: reactive[Progress | None] = reactive(None)
    """How far the reading of the corpus has come; None: it is not being read."""

    hint: reactive[str] = reactive("")
    """What a newcomer can do; before any message, but not before progress."""

    def watch_message(self) -> None:
        """Take no room while there is nothing to say."""
        self.display = bool(self.message or self.marked or self.problems or self.progress or self.hint)

    watch_marked = watch_problems = watch_progress = watch_hint = watch_message

    def tell_progress(self, step: Step, now: float, stop: str) -> None:
        """Show how far the reading of the corpus has come at ``now`` (seconds), and the key to stop it."""
        before = self.progress
        same = before is not None and before.phase == step.phase and before.done <= step.done
        started, first = (before.started, before.first) if before and same else (now, step.done)
        self.progress = Progress(step.phase, step.done, step.total, started, first, now, stop)

    def end_progress(self) -> None:
        """The corpus is not being read any more."""
        self.progress = None

    def render(self) -> RenderResult:
        """Left part, space, right part."""
        width = self.size.width
        right = one_line(self.problems)
        parts: list[tuple[str, str]] = []
        if self.progress is not None:
            parts += progress_parts(self.progress, width)
        elif self.hint:
            parts.append((self.hint, "$ink"))
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


def progress_parts(progress: Progress, width: int) -> list[tuple[str, str]]:
    """Return a bar that also says its numbers, so that it can be read aloud, within about ``width``."""
    phase, done, total = progress.phase.capitalize(), progress.done, progress.total
    ends = f" · {progress.stop} stops" if progress.stop and width >= ROOMY else ""
    if not total:
        return [(f"{phase} {done:,}{progress.pace}{ends}", "$quiet")]
    filled = min(BAR_WIDTH, BAR_WIDTH * done // total)
    return [
        (f"{phase} ", "$quiet"),
        ("━" * filled, "$source"),
        ("─" * (BAR_WIDTH - filled), "$rule"),
        (f" {done:,} of {total:,}{progress.pace}{ends}", "$quiet"),
    ]


class Notice(Static):
    """Says that the query was read another way, or offers a better spelling; else hidden."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 2; background: $bar; color: $ink; padding: 0 1; display: none; }
    """

    class SuggestionTaken(Message):
        """The suggestion was clicked."""

    class BackWanted(Message):
        """The heading over articles that resemble one was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", id=id, markup=False)
        self.suggestion: str | None = None
        self._alike = False

    def tell(self, notice: str | None, suggestion: str | None, key: str) -> None:
        """Show a notice, a suggestion with the key that takes it, both, or nothing."""
        self.suggestion = suggestion
        self._alike = False
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

    def tell_like(self, title: str, key: str) -> None:
        """Say which article the results resemble, and which key goes back."""
        self.suggestion = None
        self._alike = True
        room = max(20, self.screen.size.width - cells(key) - 24)
        self.update(
            Content.assemble(
                ("More like ", "$ink"),
                (truncate(one_line(title), room), "bold $hit"),
                (f"  {key} goes back", "$quiet"),
            )
        )
        self.display = True

    def on_click(self) -> None:
        """Take the suggestion, or go back."""
        if self._alike:
            self.post_message(self.BackWanted())
        elif self.suggestion:
            self.post_message(self.SuggestionTaken())
