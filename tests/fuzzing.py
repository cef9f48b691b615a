"""How many inputs property tests try: few in every run, many when asked for.

``LATERAL_FUZZ=100 pytest -m hypothesis`` tries a hundred times as many.
"""

from __future__ import annotations

import os


def examples(few: int) -> int:
    """Return how many inputs to try where an ordinary run tries ``few``."""
    return few * max(1, int(os.environ.get("LATERAL_FUZZ", "1")))
