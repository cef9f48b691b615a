"""The palette: everything that a key does, and everywhere one can go, by a few letters of its name."""

from __future__ import annotations

from textual.command import CommandPalette

from tui.screens.leaving_once import LeavesOnce


class PaletteScreen(LeavesOnce[None], CommandPalette):
    """Textual's palette in the look of the reader's dialogs, one line for each offer."""

    TITLE = "Palette"

    DEFAULT_CSS = """
    PaletteScreen {
        background: $ground 60%;
        color: $ink;
        & > Vertical, &:dark > Vertical {
            margin: 1 0 0 0;
            width: 90%;
            max-width: 84;
            background: $ground;
        }
        & #--input {
            height: 3;
            background: $ground;
            border: round $rule-strong;
            border-title-color: $strong;
            border-title-style: bold;
            border-subtitle-color: $quiet;
            padding: 0 1;
            &.--list-visible { border: round $rule-strong; }
        }
        & SearchIcon { display: none; }
        & CommandInput, & CommandInput:focus {
            height: 1; border: none; padding: 0; background: $ground; color: $strong;
            & > .input--placeholder { color: $quiet; }
        }
        & CommandList {
            background: $ground;
            border: round $rule-strong;
            border-top: none;
            max-height: 65vh;
            scrollbar-size-vertical: 1;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            & > .option-list--option { padding: 0 1; color: $ink; text-style: none; }
            & > .option-list--option-highlighted { background: $cursor; color: $strong; text-style: none; }
            &:nocolor > .option-list--option-highlighted { background: $ink; }
        }
        & > .command-palette--highlight { text-style: underline; }
        & LoadingIndicator { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Commands, articles, sources, topics, saved searches")

    def on_mount(self) -> None:
        """Say what it is and how it is left."""
        box = self.query_one("#--input")
        box.border_title = "Go to, or do"
        box.border_subtitle = "Enter takes it · Esc goes back"
