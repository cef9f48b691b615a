"""Choose which other account of the topic to compare an article with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.widgets.accounts import AccountList
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from index.library import Counterpart


class ChooserScreen(Dialog[str]):
    """Returns the id of the chosen article, or None."""

    TITLE = "Compare with"

    DEFAULT_CSS = """
    ChooserScreen {
        & > #dialog {
            & > #about { color: $quiet; padding: 0 1 1 1; height: auto; max-height: 3; }
            & > AccountList { height: 1fr; }
        }
    }
    """

    BINDING_GROUP_TITLE = "Choosing an account"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", id="chooser.back"),
    ]

    def __init__(self, title: str, accounts: Sequence[Counterpart], now: datetime) -> None:
        super().__init__()
        self._title = title
        self._accounts = accounts
        self._now = now

    def compose(self) -> ComposeResult:
        """The article's title and the list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Compare with another account"
            dialog.border_subtitle = "Enter compares · Esc goes back"
            yield Static(one_line(self._title), id="about", markup=False)
            yield AccountList(id="accounts")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Fill the list."""
        accounts = self.query_one(AccountList)
        accounts.show(self._accounts, self._now)
        accounts.focus()
        # A list of options does not know its height before it is drawn; each takes four lines or five.
        self.query_one("#dialog").styles.height = 4 + 5 * len(self._accounts)

    def on_account_list_chosen(self, event: AccountList.Chosen) -> None:
        """Return the choice."""
        self.dismiss(event.article_id)
