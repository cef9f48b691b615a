"""What each command does: one function a command, named like it, from parsed options to an exit status."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argparse import Namespace

#: The module of each command; only that one is imported.
_PLACES: Final = {
    "add": "keeping",
    "compare": "reading",
    "completion": "running",
    "feeds": "feeds",
    "fetch": "keeping",
    "index": "keeping",
    "read": "running",
    "search": "reading",
    "serve": "running",
    "show": "reading",
    "sources": "topics",
    "state": "state",
    "topics": "topics",
}


def run(command: str, options: Namespace) -> int:
    """Carry out ``command`` and return the exit status."""
    module = import_module(f"{__name__}.{_PLACES[command]}")
    status: int = getattr(module, command)(options)
    return status
