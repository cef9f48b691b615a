"""Make text from outside harmless to a terminal, character for character.

An article may hold escape sequences, direction overrides or lone surrogates, by accident or by intent. Each
such character is replaced by exactly one harmless character, so that offsets into the text stay valid.
"""

from __future__ import annotations

import re

#: Shown in place of what has no picture of its own.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# C0 and C1 controls, DEL; soft hyphens and others whose width terminals disagree on; line and paragraph
# separators; marks that reorder what is on the screen; tags; lone surrogates, which no terminal can be sent.
_HARMFUL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f\ufe0f]|(?<=[\u261d-\U0001faff])[\U0001f3fb-\U0001f3ff]"
)

# Takes no cell anywhere and joins no line to the next. It stands for what makes a sign a coloured picture, or
# gives a picture a colour of skin: some terminals give those one cell, some two, and tmux four.
_UNSEEN = "\N{COMBINING GRAPHEME JOINER}"

# Where a plain character means the same, the reader sees that one.
_PLAIN = {
    "\t": " ",
    "\r": " ",
    "\x85": " ",
    "\u00ad": "\u200b",  # an unseen place to hyphenate stays unseen; zero width everywhere
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2060": "\u200b",
    "\ufeff": "\u200b",
}


def _harmless(match: re.Match[str]) -> str:
    character = match.group()
    if character in _PLAIN:
        return _PLAIN[character]
    code = ord(character)
    if character == "\ufe0f" or 0x1F3FB <= code <= 0x1F3FF:
        return _UNSEEN
    if code < 0x20:
        return chr(0x2400 + code)  # the block of control pictures: ␛ for escape
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return REPLACEMENT


def visible(text: str) -> str:
    """Return ``text`` with every control, direction or unprintable character replaced by one that is seen.

    The result has the same length, so spans over ``text`` select the same characters in it. Newlines stay.
    """
    if _HARMFUL.search(text) is None:
        return text
    return _HARMFUL.sub(_harmless, text)


def one_line(text: str) -> str:
    """Like :func:`visible`, with newlines shown as spaces: for titles, names and snippets. Same length."""
    return visible(text).replace("\n", " ")
