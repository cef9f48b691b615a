"""What sources are called on the screen."""

from __future__ import annotations

import re
from typing import Final

from tui.widgets.safe import one_line

#: What articles of no known source are said to be of; the group is the file's name.
UNKNOWN: Final = re.compile(r"unknown source \((.+)\)")


def beside_headline(source: str) -> str:
    """Return what to call a source where its article's headline stands beside it.

    A source that is not known has the name of a file, so that two of them can be told apart; the headline
    does that better, and leaves more room.
    """
    return "unknown source" if UNKNOWN.fullmatch(source) else one_line(source)
