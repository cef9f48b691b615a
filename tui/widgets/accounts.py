"""The other sources' articles on the same topic: beside an article, or to choose one to compare with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.dates import age
from tui.outlets import beside_headline
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.library import Counterpart


def account_prompt(account: Counterpart, now: datetime) -> Content:
    """Return the source, the title, then date and why it is offered, each on its own line."""
    return Content.assemble(
        (beside_headline(account.source), "bold $source"),
        "\n",
        (one_line(account.title) or "(untitled)", "$strong"),
        "\n",
        (f"{age(account.published, now)} · {one_line(account.why)}", "$quiet"),
    )


class AccountList(OptionList):
    """Lists counterparts, nearest first."""

    DEFAULT_CSS = """
    AccountList {
        background: $ground;
        border: none;
        padding: 0;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: initial; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--separator { color: $ground; }
        & > .option-list--option-highlighted {
            color: $ink; background: $ground; text-style: none;
        }
        &:focus > .option-list--option-highlighted { color: $ink; background: $cursor; text-style: none; }
        &:nocolor:focus > .option-list--option-highlighted { background: $ink; }
        & > .option-list--option-disabled { color: $quiet; }
    }
    """

    BINDING_GROUP_TITLE = "In the other accounts"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Compare", id="accounts.compare"),
        Binding("j", "cursor_down", "Next", show=False, id="accounts.down"),
        Binding("k", "cursor_up", "Previous", show=False, id="accounts.up"),
        Binding("g", "first", "First", show=False, id="accounts.top"),
        Binding("G", "last", "Last", show=False, id="accounts.bottom"),
    ]

    class Chosen(Message):
        """One of the counterparts shall be compared with."""

        def __init__(self, article_id: str) -> None:
            self.article_id = article_id
            super().__init__()

    class Shown(Message):
        """There has come to be room for the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._accounts: list[Counterpart] = []

    def on_show(self) -> None:
        """Say that there is room now."""
        self.post_message(self.Shown())

    def show(
        self, accounts: Sequence[Counterpart], now: datetime | None = None, *, otherwise: str = ""
    ) -> None:
        """Show ``accounts``, the first one under the cursor, or else the sentence ``otherwise``."""
        moment = now or datetime.now(UTC)
        self._accounts = list(accounts)
        self.clear_options()
        for account in accounts:
            self.add_options([Option(account_prompt(account, moment)), None])
        if accounts:
            self.highlighted = 0
        elif otherwise:
            self.add_option(Option(Content.styled(one_line(otherwise), "$quiet"), disabled=True))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Announce the choice."""
        event.stop()
        if 0 <= event.option_index < len(self._accounts):
            self.post_message(self.Chosen(self._accounts[event.option_index].article_id))
