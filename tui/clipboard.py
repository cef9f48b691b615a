"""What is copied, and the clipboard of the system beside that of the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tui.dates import full_date
from tui.outlets import beside_headline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.article import Article

#: What takes text on its standard input and puts it on the clipboard, and the variable that says it can work.
_TOOLS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
_PATIENCE = 2.0


def tool(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[str, ...] | None:
    """Return the command that fills the system's clipboard, if one is installed and can work here."""
    if platform == "darwin":
        return ("pbcopy",)
    if platform == "win32":
        return ("clip",)
    for variable, command in _TOOLS:
        if environment.get(variable) and shutil.which(command[0]):
            return command
    return None


def fill(text: str) -> bool:
    """Put ``text`` on the system's clipboard; False where that cannot be done. Blocking.

    The terminal is asked as well, by the app: it alone reaches the clipboard of a machine one has come from.
    """
    command = tool()
    if command is None:
        return False
    try:
        subprocess.run(  # noqa: S603 - one of the commands above, and the text goes to its standard input
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def citation(article: Article) -> str:
    """Return who wrote what, where and when, in one line: what one needs to quote the article."""
    parts = [
        ", ".join(article.authors),
        f"“{article.title or '(untitled)'}”",
        beside_headline(article.source),
        full_date(article.published),
        article.url or "",
    ]
    return " ".join(". ".join(part.rstrip(".") for part in parts if part.strip()).split())
