"""What in the corpus could not be read: where, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.screens.dialog import Dialog
from tui.widgets.footer import KeyFooter
from tui.widgets.lines import Document, TextView
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from index.library import Problem


def problem_document(problems: Sequence[Problem]) -> Document:
    """Return place and reason of each problem, under a sentence that says what it means."""
    intro = "The rest of the library was read. Mend or remove these, then press r to read them again.\n"
    text, spans = intro, [Span(0, len(intro), "quiet")]
    for problem in problems:
        place = one_line(problem.place)
        spans.append(Span(len(text) + 1, len(text) + 1 + len(place), "heading"))
        text += f"\n{place}\n{one_line(problem.reason)}\n"
    return Document(text, tuple(spans))


class ProblemsScreen(Dialog[None]):
    """A dialog over the browse screen."""

    TITLE = "Problems"

    DEFAULT_CSS = """
    ProblemsScreen {
        & > #dialog {
            max-width: 92;
            height: 80%;
        }
    }
    """

    BINDING_GROUP_TITLE = "Problems"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", "Back", id="problems.back"),
    ]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        """The list of problems."""
        with Vertical(id="dialog") as dialog:
            number = len(self._problems)
            dialog.border_title = (
                f"{number:,} problems in the corpus" if number > 1 else "One problem in the corpus"
            )
            dialog.border_subtitle = "Esc goes back"
            yield TextView(measure=88)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the view."""
        view = self.query_one(TextView)
        view.show(problem_document(self._problems))
        view.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
