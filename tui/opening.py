"""How the reader begins: with the newest articles of a library that is ready, before Textual is loaded.

Loading Textual takes longer than everything else until the first picture. What the first picture shows is
therefore read before, so that it need not be drawn twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.library import Library
from tui.remembered import Remembered, recall

if TYPE_CHECKING:
    from pathlib import Path

    from index.records import Page
    from index.settings import Settings

#: Results loaded at a time.
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that is open, its newest articles, and what the reader did with them."""

    library: Library
    page: Page
    remembered: Remembered


def opened(corpus: Path | None, settings: Settings) -> Opened | None:
    """Open the library if that takes no time worth telling.

    None: it was never opened before, lies on a server, is empty, or something is wrong with it. Then the
    screen opens it, and tells what goes on.
    """
    if not Library.is_ready(corpus, settings):
        return None
    library = None
    try:
        library = Library.open(corpus, settings, refresh=False, apart=True)
        page = library.search("", limit=min(PAGE_SIZE, settings.search.list_limit))
        if page.results:
            return Opened(library, page, recall(library.state))
    except Exception:  # noqa: BLE001, S110 - the screen comes upon it again, and tells it in words
        pass
    if library is not None:
        library.close()
    return None
