"""Addresses in articles: find them, and open them where that is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from textual.app import App

# An address ends before a space, a quotation mark or a bracket of the sentence around it.
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”«»„|\\^`{}\u200b]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'’…)]"


class Link(NamedTuple):
    """An address in a text: the characters from ``start`` to ``end``, and what they lead to."""

    start: int
    end: int
    url: str


def links_in(text: str) -> list[Link]:
    """Return the addresses in ``text``, in reading order."""
    found = []
    for match in _ADDRESS.finditer(text):
        address = _without_tail(match.group())
        url = address if "://" in address else f"https://{address}"
        if is_safe(url):
            found.append(Link(match.start(), match.start() + len(address), url))
    return found


def _without_tail(address: str) -> str:
    """Leave out what belongs to the sentence: its full stop, and a bracket that was opened before."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def is_safe(url: str) -> bool:
    """Whether a browser may be given ``url``: http or https, with a host, without control characters."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        return False


def open_in_browser(app: App[object], url: str) -> bool:
    """Open ``url`` in the reader's browser; False where there is none outside this terminal. Blocking.

    A browser that draws in the terminal would draw over the reader, so it is never started.
    """
    if not is_safe(url):
        return False
    if app.is_web:
        app.call_from_thread(app.open_url, url)
        return True
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:  # the class for those that run in the terminal
        return False
    return browser.open(url)
