"""When two texts are the same, or nearly so."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter

#: Share of common word triples (Jaccard) from which on two texts are nearly the same.
NEARLY_SAME = 0.85
_SKETCH = 8
_SKETCHED_TEXT = 1200  # characters; enough to find candidates, which are then compared whole
#: Each byte of a text, with a blank in place of ASCII's controls and punctuation.
_BLANKED = bytes(byte if byte > 127 or chr(byte).isalnum() else 0x20 for byte in range(256))
#: Dashes, quotation marks, spaces and the like beyond ASCII (U+00A0 to U+00BF, U+2000 to U+203F) in UTF-8:
#: outlets' systems put them in and leave them out.
_MARK = re.compile(rb"\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def text_key(text: str) -> str:
    """Return what texts of the same letters share, whatever their case, spaces and punctuation."""
    letters = _plain(text).translate(None, b" ") or text.strip().encode("utf-8", "surrogatepass")
    return hashlib.blake2b(letters, digest_size=16).hexdigest()


def short_key(text: str) -> str:
    """Return ten hexadecimal digits that stand for ``text``."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def slug(text: str) -> str:
    """Return a short word for ids: ``The Northgate Wire`` becomes ``the-northgate-wire``."""
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:24].strip("-") or "article"


def sketch(text: str) -> list[int]:
    """Return a few numbers, some of which any nearly same text has too: the least hashes of word triples.

    A bottom-k sketch: A. Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
    """
    words = [zlib.crc32(word) for word in _plain(text[:_SKETCHED_TEXT]).split()]
    if len(words) < 3:
        return words[:1]
    triples = zip(words, words[1:], words[2:], strict=False)
    # Odd factors keep each of the sums as evenly spread as the words' own checksums are.
    return sorted({(a + 3 * b + 5 * c) & 0xFFFFFFFF for a, b, c in triples})[:_SKETCH]


def _plain(text: str) -> bytes:
    """Return ``text`` in small letters with blanks for punctuation.

    As bytes, because a first look at a large corpus does this to every article, and no expression is as fast.
    """
    plain = text.casefold().encode("utf-8", "surrogatepass").translate(_BLANKED)
    return plain if plain.isascii() else _MARK.sub(b" ", plain)


def likeness(text: str, other: str) -> float:
    """Return the share of word triples that two texts have in common, 0 to 1."""
    own, others = _triples(text), _triples(other)
    union = len(own | others)
    return len(own & others) / union if union else 1.0


def contained(part: str, whole: str) -> float:
    """Return the share of ``part``'s word triples that stand in ``whole`` too, 0 to 1."""
    own = _triples(part)
    return len(own & _triples(whole)) / len(own)


def same_figures(text: str, other: str) -> bool:
    """Whether two texts name the same numbers, each as often, in any order."""
    return figures_of(text) == figures_of(other)


def figures_of(text: str) -> Counter[str]:
    """Return the numbers in figures that a text names, and how often each."""
    return Counter(_DIGITS.findall(text))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
