"""Regular expressions for one of many words, so written that few are tried at each place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def any_of(phrases: Iterable[str]) -> str:
    """Return a regular expression for any of ``phrases``; any white space stands for a space in them.

    It matches what the phrases joined by ``|`` match, the earlier before the later. Beginnings that several
    have in common are tried once: Python's engine would else try hundreds of words one by one.
    """
    return f"(?:{_joined(list(phrases))})"


def _joined(phrases: Sequence[str]) -> str:
    """Join alternatives by their first characters; where one ends, what follows it stays behind it."""
    parts: list[str] = []
    rest: dict[str, list[str]] = {}
    for phrase in (*phrases, ""):
        if phrase:
            rest.setdefault(phrase[0], []).append(phrase[1:])
            continue
        parts += [_one(first, tails) for first, tails in rest.items()]
        parts.append("")
        rest = {}
    return "|".join(parts[:-1])  # the last end is only the end of the list


def _one(first: str, tails: list[str]) -> str:
    head = r"\s+" if first == " " else re.escape(first)
    if len(tails) == 1:
        return head + re.escape(tails[0]).replace(r"\ ", r"\s+")
    return f"{head}(?:{_joined(tails)})"
