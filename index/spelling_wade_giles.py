"""Chinese syllables from Wade-Giles to Pinyin: Mao Tse-tung is Mao Zedong.

Newspapers dropped the apostrophes of Wade-Giles, so that one written syllable may stand for two: ``chou`` is
*zhou* or, from ``ch'ou``, *chou*. All readings are returned and the other spelling decides.
"""

from __future__ import annotations

import re

_SYLLABLE = re.compile(r"^(hs|ch|tz|ts|ss|sz|sh|[pmftnlkhjwy])?(.+)$")

#: Initial -> what it may be in Pinyin; the second comes from the aspirated sound.
_INITIALS = {
    "": ("",),
    "ch": ("zh", "ch", "j", "q"),
    "f": ("f",),
    "h": ("h",),
    "hs": ("x",),
    "j": ("r",),
    "k": ("g", "k"),
    "l": ("l",),
    "m": ("m",),
    "n": ("n",),
    "p": ("b", "p"),
    "sh": ("sh",),
    "ss": ("s",),
    "sz": ("s",),
    "t": ("d", "t"),
    "ts": ("z", "c"),
    "tz": ("z", "c"),
    "w": ("w",),
    "y": ("y",),
}

#: Finals that the two systems write differently; all others are alike.
_FINALS = {
    "eh": ("e",),
    "en": ("en", "an"),
    "erh": ("er",),
    "i": ("i",),
    "ieh": ("ie",),
    "ien": ("ian",),
    "ih": ("i",),
    "o": ("e", "o", "uo"),
    "u": ("u",),
    "uei": ("ui",),
    "ueh": ("ue",),
    "ung": ("ong",),
}
_PLAIN_FINALS = frozenset(
    (
        *(
            "a",
            "ai",
            "an",
            "ang",
            "ao",
            "e",
            "ei",
            "eng",
            "ia",
            "iang",
            "iao",
            "in",
            "ing",
            "iu",
            "iung",
            "ou",
        ),
        *("ua", "uai", "uan", "uang", "ui", "un", "uo"),
    )
)


def to_pinyin(syllable: str) -> frozenset[str]:
    """Return what the folded Wade-Giles ``syllable`` may be in Pinyin; empty if it is no such syllable."""
    found = _SYLLABLE.match(syllable)
    if found is None:
        return frozenset()
    initial, final = found.group(1) or "", found.group(2)
    finals = _FINALS.get(final) or ((final,) if final in _PLAIN_FINALS else ())
    return frozenset(start + end for start in _INITIALS[initial] for end in finals) | (
        frozenset({initial + "e"}) if initial in ("ts", "tz") and final == "e" else frozenset()
    )
