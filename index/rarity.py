"""How rare a word is in English news, measured once: weights for libraries too small to measure their own."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Articles that the table was counted over.
COUNTED: Final = 37_554

#: Bits for a stem that the table does not know: as if six of the counted articles had it.
UNKNOWN: Final = math.log2(COUNTED / 6)


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in files("index").joinpath("data/rarity.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        bits, *stems = line.split(" ")
        table.update(dict.fromkeys(stems, float(bits)))
    return table


def rarities(stems: Iterable[str]) -> list[float]:
    """Return the inverse document frequency of each of ``stems`` in bits, by the table alone."""
    return list(map(_table().get, stems, repeat(UNKNOWN)))


def rarity(stem: str, found: int = 0, searched: int = 0) -> float:
    """Return the inverse document frequency of ``stem`` in bits, 0 (in every article) to about 13.

    ``found`` of the ``searched`` articles of one's own library have it: their count is pooled with the
    table's, so that a large library's own habits prevail.
    """
    known = _table().get(stem, UNKNOWN)
    if not searched:
        return known
    return max(0.0, math.log2((COUNTED + searched) / (COUNTED / 2.0**known + found)))
