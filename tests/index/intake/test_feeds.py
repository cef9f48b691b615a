"""What a feed says, whatever its format and however broken."""

from __future__ import annotations

import re


def xml_text(text: str) -> str:
    """Text as a broken generator writes it into XML: with characters that XML forbids as references."""
    return re.sub(r"[\x00-\x1f]", lambda match: f"&#{ord(match[0])};", text)
