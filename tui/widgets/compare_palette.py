"""The looks of a comparison: one component class for each role, shared by all its widgets.

The classes get their colours in the compare screen's style sheet; here is only what there is.
"""

from __future__ import annotations

from typing import Final

_PREFIX = "compare--"

_NAMES = (
    "absent",  # where one side has nothing to say
    "agree",
    "cursor",
    "differ",
    "close",
    "spelling",
    "unique",
    "differ-cap",
    "close-cap",
    "spelling-cap",
    "unique-cap",
    "fold",  # the words of a folded run
    "gist",
    "gutter",
    "gutter-same",
    "gutter-related",
    "gutter-differ",
    "gutter-only-a",
    "gutter-only-b",
    "gutter-close",
    "agree-word",
    "differ-word",
    "close-word",
    "spelling-word",
    "later",
    "position",
    "rule",
    "badge-a",
    "badge-b",
    "heading",
    "muted",
    "only-a",
    "only-b",
    "only-a-text",
    "only-b-text",
    "pointed",  # what the chosen fact rests on
    "same",
    "related",
    "side-a",
    "side-b",
    "source",
    "then-now",
    "title",
    "viewport",  # the part of the overview that can be seen
    "warning",
)

#: All component classes.
ROLES: Final[set[str]] = {_PREFIX + name for name in _NAMES}


def role_class(role: str) -> str:
    """Return the component class of a role."""
    return _PREFIX + role
