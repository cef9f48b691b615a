"""Where a comparison is to be written: a dialog whose file name decides the format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog
from tui.widgets.footer import KeyFooter
from tui.widgets.line_input import LineInput
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.compare.report import Format
    from index.compare.result import Comparison

FORMATS: dict[str, Format] = {".txt": "text", ".md": "markdown", ".html": "html", ".json": "json"}
_ENDINGS = ", ".join(FORMATS)
_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_NAME_LENGTH = 48


def suggested_name(comparison: Comparison) -> str:
    """Return a file name that tells both articles: "dam-meridian-post-and-dam-coastal-wire.md"."""
    names = (_NOT_IN_NAMES.sub("-", side.id).strip("-.").lower() for side in (comparison.a, comparison.b))
    return "-and-".join(name[:_NAME_LENGTH] or "article" for name in names) + ".md"


def write(comparison: Comparison, path: Path) -> None:
    """Write ``comparison`` to ``path`` in the format of its ending.

    Raises:
        OSError: It cannot be written there.
        KeyError: No format has this ending.
    """
    from index.compare.report import render
    from index.files import write_atomically

    write_atomically(path, render(comparison, FORMATS[path.suffix.lower()]))


class ExportScreen(Dialog[Path]):
    """Asks for a path; returns it, or None. A file that exists is named once before it is replaced."""

    TITLE = "Export"
    BINDING_GROUP_TITLE = "Export"
    DEFAULT_CSS = """
    ExportScreen {
        & > #dialog {
            & > Input {
                margin: 1 1 0 1;
                padding: 0 1;
                height: 1;
                border: none;
                background: $bar;
                color: $ink;
            }
            & > #about { color: $quiet; padding: 1 2; height: auto; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", id="export.back")]

    def __init__(self, suggestion: str) -> None:
        """Ask for a path, with ``suggestion`` filled in."""
        super().__init__()
        self._suggestion = suggestion
        self._warned: Path | None = None

    def compose(self) -> ComposeResult:
        """The input and a line about it."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Export the comparison"
            dialog.border_subtitle = "Enter writes · Esc goes back"
            path = LineInput(self._suggestion, id="path")
            path.cursor_blink = False
            yield path
            yield Static(f"The ending decides the format: {_ENDINGS}.", id="about", markup=False)
        yield KeyFooter()

    def on_input_changed(self) -> None:
        """Another path, another chance."""
        self._warned = None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the path if something can be written there."""
        try:
            path = Path(event.value.strip()).expanduser()
            problem = self._problem(path)
        except (OSError, ValueError, RuntimeError) as error:  # no such home, a name too long, a zero byte
            problem = f"That is no file name: {error}."
        if problem:
            self._say(problem)
        else:
            self.dismiss(path)

    def _problem(self, path: Path) -> str | None:
        """Say why nothing should be written to ``path``, or None."""
        if path.suffix.lower() not in FORMATS:
            return f"The name has to end in one of {_ENDINGS}."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}."
        if path.is_dir():
            return f"{path} is a folder."
        if path.exists() and self._warned != path:
            self._warned = path
            return f"{path.name} exists. Enter again replaces it."
        return None

    def _say(self, text: str) -> None:
        self.query_one("#about", Static).update(one_line(text))
