"""Paragraphs that a page puts between those of the article to sell, link or ask for something.

The rules lean one way, as for bare pages: a line of promotion that stays is a blemish, a lost sentence is a
wrong account. Only what begins or is built like nothing that a reporter writes goes.
"""

from __future__ import annotations

import re

from index.formats.furniture import is_furniture

_LONGEST = 320  # characters; promotion is short
_POINTER = re.compile(
    r"(?:related|see more|see also|read more|read also|also read|read next|must read|don['’]t miss|up next|"
    r"more on this|more from \w+|recommended|watch|listen|in pictures|photos|gallery|filed under|tags)"
    r"(?:\s*(?:stories|articles|story|article|reading|coverage|content|now|below))?\s*[:|»›→].{0,200}",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(
    r"(?=.*\b(?:newsletters?|inbox|e-?mail alerts?)\b)"
    r"(?=.*\b(?:subscribe|subscribing|sign(?:ing)? up|get|join|receive|delivered|straight|right)\b)"
    r"(?=.*\b(?:your?|our)\b|.*['’]s\b).*",
    re.IGNORECASE | re.DOTALL,
)
_FOLLOW = re.compile(
    r"(?:.*\b)?follow (?:us|him|her|them|me|@?\w+(?: \w+){0,3}) (?:on|at) "
    r"(?:@\w+|twitter|facebook|instagram|x\b|youtube|linkedin|bluesky|mastodon|threads|tiktok|telegram).*",
    re.IGNORECASE | re.DOTALL,
)
_TIP = re.compile(r"(?:have|got) (?:a|any) (?:news |story )?(?:tips?|questions?)\b.*", re.IGNORECASE)
_OFFER = re.compile(
    r"(?:if you (?:enjoyed|liked) this (?:article|story|post)\b.*|support (?:our|independent) journalism\b.*"
    r"|download (?:our|the) .{0,40}\bapp\b.*|(?:click|tap) here (?:to|for) (?:subscribe|sign up|more)\b.*)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:copyright\s*(?:©|\(c\)|\d{4}|by\b)|©|\(c\)\s*\d{4}).{0,120}|.{0,60}\ball rights reserved\b.{0,50}",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\[(\w+)\b[^\]]*\].*\[/\1\]", re.DOTALL)
_PATTERNS = (_POINTER, _NEWSLETTER, _FOLLOW, _TIP, _OFFER, _RIGHTS, _SHORTCODE)


def without_promotion(text: str) -> str:
    """Return ``text`` (paragraphs separated by blank lines) without promotion and page furniture."""
    paragraphs = text.split("\n\n")
    first, last = 0, len(paragraphs)
    while last > first and _is_outside(paragraphs[last - 1]):
        last -= 1
    while first < last and _is_outside(paragraphs[first]):
        first += 1
    kept = [part for part in paragraphs[first:last] if not is_promotion(part)]
    return "\n\n".join(kept)


def is_promotion(paragraph: str) -> bool:
    """Whether a paragraph sells, links or asks for something instead of telling the story."""
    if len(paragraph) > _LONGEST:
        return False
    if any(pattern.fullmatch(paragraph) for pattern in _PATTERNS):
        return True
    return is_furniture(paragraph, at_the_edge=False)


def _is_outside(paragraph: str) -> bool:
    return is_promotion(paragraph) or is_furniture(paragraph, at_the_edge=True)
