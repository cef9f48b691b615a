"""What an article calls a person beside the name: "Alexei Smirnov, the governor of Kursk, said"."""

from __future__ import annotations

import re

from index.compare.names_words import OFFICES
from index.compare.word_patterns import any_of

_OFFICE = any_of(sorted(OFFICES))
_AFTER = re.compile(
    rf", (?:(?:an?|the|its|his|her|their|who is|who was) )?"
    rf"((?:[\w’'.-]+ ){{0,3}}?{_OFFICE}"
    r"(?: (?:of|for|in) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})?)(?=[,.;])"
)
_BEFORE = re.compile(
    rf"\b[Tt]he ((?:[\w-]+ ){{0,2}}?{_OFFICE}"
    r"(?: (?:of|for) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})?), $"
)
_REACH = 90


def role_beside(text: str, start: int, end: int) -> str | None:
    """Return the office in apposition to the name at ``text[start:end]``, or None."""
    after = _AFTER.match(text, end)
    if after is not None:
        return after.group(1)
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    return before.group(1) if before is not None else None
