"""A view of lines that takes its keys from the first moment on."""

from __future__ import annotations

from textual.scroll_view import ScrollView


class SteadyView(ScrollView):
    """Scrolls whether or not its scrollbar has been drawn yet.

    Textual lets nothing scroll until then: a key right behind the one that opened a text would do nothing.
    """

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether it can be scrolled, as far as there are lines to scroll to."""
        return not self.disabled
