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

    from tui.app import LateralApp

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

#: The film: its size in cells, then for each frame the keys to press and how many seconds it stays.
FILM_SIZE = (110, 30)
FILM: Sequence[tuple[Sequence[str], float]] = (
    ((), 2),
    (("slash",), 0.7),
    (tuple("safe"), 0.7),
    (("space", *"to"), 0.5),
    (("space", *"sail"), 1.5),
    (("enter",), 1.5),
    (("c",), 3.5),
    (("d",), 3.5),
    (("n",), 2.5),
    (("n",), 2.5),
    (("q",), 1),
    (("p",), 3.5),
)


def reader(query: str = "") -> LateralApp:
    """Return the app on the sample corpus, on a day when its articles are fresh."""
    from index.library import Library
    from index.settings import load, shipped
    from tui.app import LateralApp

    settings = load()
    return LateralApp(
        lambda: Library.open(shipped("corpus"), settings),
        query=query,
        now=lambda: datetime(2025, 9, 21, 9, 0, tzinfo=UTC),
    )


async def take(name: str, size: tuple[int, int], query: str, keys: Sequence[str]) -> None:
    """Run the reader without a terminal, press ``keys``, and write its screen."""
    app = reader(query)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        write(name, picture(app))


async def film(name: str) -> None:
    """Write a moving picture: the frames of :data:`FILM`, one after the other, again and again."""
    app = reader()
    frames: list[tuple[str, float]] = []
    async with app.run_test(size=FILM_SIZE) as pilot:
        await settle(pilot)
        for keys, seconds in FILM:
            await pilot.press(*keys)
            await settle(pilot)
            frames.append((picture(app), seconds))
    write(name, moving(frames))


def picture(app: LateralApp) -> str:
    """Return what the app shows as SVG, without fonts to fetch: any fixed-width one will do."""
    return re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(title="Lateral"), flags=re.DOTALL)


def moving(frames: Sequence[tuple[str, float]]) -> str:
    """Return one SVG that shows pictures of the same size in turn, each for its seconds.

    It needs no script, so it moves in a README too; who asks for less motion sees the last frame alone.
    """
    whole = sum(seconds for _, seconds in frames)
    styles, groups, begin = [], [], 0.0
    opening = re.match(r"\s*(<svg[^>]*>)", frames[0][0])
    assert opening
    for number, (frame, seconds) in enumerate(frames):
        inside = frame[opening.end() :].rpartition("</svg>")[0]
        start, end = 100 * begin / whole, 100 * (begin + seconds) / whole
        styles.append(
            f"@keyframes f{number} {{0% {{visibility: hidden}} {start:.3f}% {{visibility: visible}}"
            f" {end:.3f}% {{visibility: hidden}} 100% {{visibility: hidden}}}}"
            f" #f{number} {{visibility: hidden; animation: f{number} {whole}s step-end infinite}}"
        )
        groups.append(f'<g id="f{number}">{inside}</g>')
        begin += seconds
    last = f"#f{len(frames) - 1}"
    styles.append(
        f"@media (prefers-reduced-motion) {{g[id^=f] {{animation: none}} {last} {{visibility: visible}}}}"
    )
    return f"{opening[1]}<style>{' '.join(styles)}</style>{''.join(groups)}</svg>\n"


def write(name: str, content: str) -> None:
    """Write a picture."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(content, encoding="utf-8")
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
        for wanted in PICTURES:
            asyncio.run(take(*wanted))
        asyncio.run(film("film"))


if __name__ == "__main__":
    main()
