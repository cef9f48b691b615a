"""Take the README's pictures: the app itself on the sample corpus. Run by ``make screenshots``."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent.parent / "docs"

#: Name, size in cells, what to search for, then the keys to press.
PICTURES: Sequence[tuple[str, tuple[int, int], str, Sequence[str]]] = (
    ("browse", (120, 34), "", ()),
    ("search", (120, 34), "kursk zelenskyy", ("n",)),
    ("topics", (120, 34), "", ("t",)),
    ("compare", (140, 40), "safe to sail", ("c", "d")),
    ("compare-small", (80, 24), "safe to sail", ("c", "d")),
    ("sheet", (140, 34), "topic:ferry", ("p",)),
)


async def take(name: str, size: tuple[int, int], query: str, keys: Sequence[str]) -> None:
    """Run the reader without a terminal, press ``keys``, and write its screen."""
    from index.library import Library
    from index.settings import load, shipped
    from tui.app import LateralApp

    settings = load()
    app = LateralApp(
        lambda: Library.open(shipped("corpus"), settings),
        query=query,
        now=lambda: datetime(2025, 9, 21, 9, 0, tzinfo=UTC),
    )
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        picture = app.export_screenshot(title="Lateral")
    # No font is fetched from anywhere when the page is read: any fixed-width one will do.
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")
    print(f"docs/{name}.svg")


async def settle(pilot: object) -> None:
    """Wait until workers are done and the screen is drawn."""
    from textual.pilot import Pilot

    assert isinstance(pilot, Pilot)
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)


def main() -> None:
    """Take all pictures, with nobody's own settings."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HOME=home, XDG_CACHE_HOME=home, XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
        os.environ.pop("LATERAL_CONFIG", None)
        for picture in PICTURES:
            asyncio.run(take(*picture))


if __name__ == "__main__":
    main()
