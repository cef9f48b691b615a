"""Small dialogs about topics: choose a source, give a name, confirm a change, see what joins articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.dialog import Form
from tui.widgets.accounts import AccountList
from tui.widgets.footer import KeyFooter
from tui.widgets.line_input import LineInput
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from index.records import Counterpart, SourceSummary


class SourceInput(LineInput):
    """Narrows the sources down; up and down move through them while typing goes on."""

    BINDING_GROUP_TITLE = "Choosing a source"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", "Next source", show=False, id="source.down"),
        Binding("up", "screen.step(-1)", "Previous source", show=False, id="source.up"),
    ]


class SourceScreen(Form[str]):
    """Answers the name of a source."""

    TITLE = "Choose a source"
    BINDING_GROUP_TITLE = "Choosing a source"

    DEFAULT_CSS = """
    SourceScreen > #dialog { height: 80%; }
    SourceScreen OptionList { height: 1fr; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="source.back"),
    ]

    def __init__(self, title: str, sources: Sequence[SourceSummary]) -> None:
        """Offer ``sources``, those with most articles first."""
        super().__init__()
        self._title = title
        self._sources = sorted(sources, key=lambda source: (-source.articles, source.name.casefold()))
        self._offered: list[SourceSummary] = []

    def compose(self) -> ComposeResult:
        """What to type, and the sources."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Enter chooses · Esc goes back"
            yield SourceInput(placeholder="Part of its name")
            yield OptionList(markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Offer all of them."""
        self.query_one(OptionList).can_focus = False
        self.query_one(SourceInput).focus()
        self._offer("")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        words = typed.casefold().split()
        self._offered = [s for s in self._sources if all(word in s.name.casefold() for word in words)]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(_option(source) for source in self._offered)
        options.highlighted = 0 if self._offered else None

    def action_step(self, by: int) -> None:
        """Go to another source."""
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = max(0, min(options.highlighted + by, options.option_count - 1))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        number = self.query_one(OptionList).highlighted
        if isinstance(event, OptionList.OptionSelected):
            number = event.option_index
        if number is not None:
            self.dismiss(self._offered[number].name)


def _option(source: SourceSummary) -> Option:
    count = f"{source.articles:,} {'article' if source.articles == 1 else 'articles'}"
    return Option(f"{one_line(source.name)}  ·  {count}")


class NameScreen(Form[str]):
    """Answers a name that was typed."""

    TITLE = "Rename"
    BINDING_GROUP_TITLE = "Giving a name"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="name.back"),
    ]

    def __init__(self, title: str, name: str) -> None:
        """Ask for a name, beginning with the one there is."""
        super().__init__()
        self._title = title
        self._name_now = name

    def compose(self) -> ComposeResult:
        """The name."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "Enter keeps the name for good · Esc goes back"
            yield LineInput(one_line(self._name_now), max_length=200)
        yield KeyFooter()

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value)


class ConfirmScreen(Form[bool]):
    """Answers True to go on."""

    TITLE = "Confirm"
    BINDING_GROUP_TITLE = "Confirming"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "confirm", "Yes", id="confirm.yes"),
        Binding("n,escape,q", "cancel", "No", id="confirm.no"),
    ]

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        """Ask whether what ``lines`` say is to be done."""
        super().__init__()
        self._title = title
        self._lines = [one_line(line) for line in lines]

    def compose(self) -> ComposeResult:
        """What is to be done."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "y or Enter: yes · n or Esc: no"
            yield Static("\n".join(self._lines), classes="about", markup=False)
        yield KeyFooter()

    def action_confirm(self) -> None:
        """Go on."""
        self.dismiss(True)


class ReasonsScreen(Form[str]):
    """Shows why an article is in its topic; answers the id of another one to compare it with."""

    TITLE = "Why together"
    BINDING_GROUP_TITLE = "Why these are together"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,w", "cancel", "Back", id="reasons.back"),
    ]

    DEFAULT_CSS = """
    ReasonsScreen > #dialog { height: 80%; }
    ReasonsScreen .about { padding-bottom: 1; }
    """

    def __init__(self, lines: Iterable[str], beside: Sequence[Counterpart], now: datetime) -> None:
        """Show ``lines`` about an article, then what stands ``beside`` it, nearest first."""
        super().__init__()
        self._lines = [one_line(line) for line in lines]
        self._beside = beside
        self._at = now

    def compose(self) -> ComposeResult:
        """The article, and the others of its topic."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Why these are together"
            dialog.border_subtitle = "Enter compares · Esc goes back"
            yield Static("\n".join(self._lines), classes="about", markup=False)
            yield AccountList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the list."""
        accounts = self.query_one(AccountList)
        accounts.show(self._beside, self._at)
        accounts.focus()

    @on(AccountList.Chosen)
    def _choose(self, event: AccountList.Chosen) -> None:
        self.dismiss(event.article_id)
