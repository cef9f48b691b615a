"""Which terminals can be trusted with more than ASCII, known before Textual is loaded."""

from __future__ import annotations

import os
import sys
from typing import Final

#: Terminals that draw only the characters of an old character set.
_OLD_TERMINALS: Final = frozenset({"dumb", "linux", "vt52", "vt100", "vt102", "vt220"})


def terminal_is_plain() -> bool:
    """Whether the terminal cannot be trusted with more than ASCII: by its name, or by its encoding."""
    return os.environ.get("TERM", "") in _OLD_TERMINALS or not speaks_unicode()


def speaks_unicode() -> bool:
    """Whether what is written to the terminal can be any character."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"  # where Textual writes
    return encoding.lower().replace("-", "").replace("_", "").startswith("utf")
