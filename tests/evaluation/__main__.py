"""``make evaluate``: one table of what is measured on real news, from ``$LATERAL_DATA``."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

MODULES = (
    "alignment", "headlines", "stories", "figures", "names", "quotations", "search", "topics",
    "pages", "feeds",
)  # fmt: skip


def main() -> int:
    """Run the evaluations named on the command line, or all; returns the exit code."""
    data = Path(os.environ.get("LATERAL_DATA", "../shared/data"))
    if not data.is_dir():
        print(f"nothing to evaluate: no evaluation data at {data} (set LATERAL_DATA)")
        return 0
    wanted = sys.argv[1:] or MODULES
    failed = 0
    for name in wanted:
        module = f"tests.evaluation.{name}"
        if find_spec(module) is None:
            print(f"no evaluation is called {name!r}; there are {', '.join(MODULES)}", file=sys.stderr)
            return 2
        print(f"\n=== {name}", flush=True)
        try:
            import_module(module).run(data)
        except (FileNotFoundError, ModuleNotFoundError) as error:
            failed += 1
            print(f"skipped: {error}")
    return 1 if failed and sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
