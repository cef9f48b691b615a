"""The look that all dialogs share: a frame over a dimmed screen; Escape or a click beside it goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from tui.screens.leaving_once import LeavesOnce

if TYPE_CHECKING:
    from textual.events import Click

_Answer = TypeVar("_Answer")


class Dialog(LeavesOnce[_Answer | None], ModalScreen[_Answer | None]):
    """A frame called ``#dialog``, which a subclass composes and gives its own size."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $ground 60%;
        & > #dialog {
            width: 90%;
            max-width: 84;
            height: auto;
            max-height: 80%;
            background: $ground;
            border: round $rule-strong;
            border-title-color: $strong;
            border-title-style: bold;
            border-subtitle-color: $quiet;
        }
    }
    """

    async def on_click(self, event: Click) -> None:
        """Go back when the ground beside the frame is clicked, as Escape does."""
        escape = self.active_bindings.get("escape")
        clicked, _ = self.get_widget_at(*event.screen_offset)
        if escape is not None and clicked is self and event.button == 1:
            await self.app.run_action(escape.binding.action, escape.node)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Form(Dialog[_Answer]):
    """A dialog with something to type or to choose from."""

    DEFAULT_CSS = """
    Form {
        & > #dialog { padding: 0 1; }
        & .about { color: $ink; height: auto; }
        & Input {
            height: 1; border: none; padding: 0; background: $bar; color: $strong;
            &:focus { border: none; background: $bar; background-tint: initial; }
            & > .input--placeholder { color: $quiet; }
        }
        & OptionList {
            height: auto; background: $ground; border: none; padding: 0; scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: initial; }
            & > .option-list--option-highlighted { color: $ink; background: $cursor; text-style: bold; }
            &:nocolor > .option-list--option-highlighted { background: $ink; }
        }
        & AccountList { height: 1fr; }
    }
    """
