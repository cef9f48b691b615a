"""The reader as a whole, in a terminal of its own: until results show, until keys work, and its memory.

``python -m tests.bench.reader --corpus DIR`` measures on any library that is ready; ``make bench`` makes one
of 2,000 articles. Beside it, in turn, stands an empty Textual app that shows one line.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.library import Library
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.article import Article

ROUNDS = 9
SEARCHES = ("president senate", "clim", '"white house"', "zelensky", "tax OR budget", "after:2018 court")
_READY = "an empty app is ready"
_EMPTY = f"""
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static({_READY!r})
Empty().run()
"""
_SIZE = (120, 36)
#: What the last line has once the reader has drawn its own screen.
_KEYS_SHOWN = "? Help"


def write(articles: Iterable[Article], folder: Path) -> None:
    """Write articles as one file of a corpus."""
    folder.mkdir(parents=True)
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for article in articles:
            day = article.published.isoformat() if article.published else None
            fields = {"id": article.id, "source": article.source, "title": article.title, "published": day}
            file.write(json.dumps({**fields, "text": article.text}) + "\n")


def environment() -> dict[str, str]:
    """What the reader finds its folders by."""
    names = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PYTHONPATH")
    return {name: os.environ[name] for name in names if name in os.environ}


def until_shown(command: Sequence[str], *texts: str) -> list[float]:
    """Seconds from the start of a program in a terminal until each of ``texts`` in turn is on its screen."""
    start = time.perf_counter()
    times = []
    with Terminal(command, size=_SIZE, environment=environment()) as terminal:
        for text in texts:
            terminal.wait_for(text)
            times.append(time.perf_counter() - start)
    return times


def commands(corpus: Path) -> tuple[list[str], list[str]]:
    """What starts the reader, and the empty app."""
    return [sys.executable, "-m", "tui.cli", "--corpus", str(corpus)], [sys.executable, "-c", _EMPTY]


def _newest(corpus: Path) -> str:
    """The beginning of the title that stands first in the reader."""
    with Library.open(corpus, refresh=False) as library:
        return library.search("", limit=1).results[0].title[:20]


@dataclass(frozen=True, slots=True)
class Start:
    """How long it took from the start of the program, in seconds.

    Attributes:
        results: Until the newest article stood on the screen.
        screen: Until Textual had drawn the whole screen and the reader took keys.
        empty: Until an empty Textual app showed its one line.
    """

    results: float
    screen: float
    empty: float


def starts(corpus: Path, rounds: int = ROUNDS) -> list[Start]:
    """Start the reader and the empty app in turn, on a library that is ready."""
    newest = _newest(corpus)
    reader, empty = commands(corpus)
    return [
        Start(*until_shown(reader, newest, _KEYS_SHOWN), *until_shown(empty, _READY)) for _ in range(rounds)
    ]


def memory(corpus: Path, searches: Sequence[str] = SEARCHES) -> dict[str, int]:
    """Kilobytes that the reader takes beyond the empty app after ``searches``, by kind.

    ``Pss`` is what it holds in memory, pages of mapped files that others hold too counted in part; of that
    ``Anonymous`` is its own alone, while the rest, pages of the index, is the system's to take back.
    """
    reader, empty = commands(corpus)
    with Terminal(reader, size=_SIZE, environment=environment()) as terminal:
        terminal.wait_for(_newest(corpus))
        terminal.press("/")
        time.sleep(0.5)  # until the input has the focus: it shows nothing to wait for
        for typed in searches:
            terminal.press(typed)
            terminal.wait_for("found", typed[:8])
            terminal.press(*["backspace"] * len(typed))
            terminal.wait_for("articles")
        own = _memory_of(terminal.process.pid)
    with Terminal(empty, size=_SIZE, environment=environment()) as terminal:
        terminal.wait_for(_READY)
        bare = _memory_of(terminal.process.pid)
    return {kind: own[kind] - bare[kind] for kind in ("Rss", "Pss", "Anonymous")}


def _memory_of(process: int) -> dict[str, int]:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}


def report(corpus: Path) -> None:
    """Measure on a ready library and print."""
    times = starts(corpus)
    empty = statistics.median(start.empty for start in times)
    print(f"an empty Textual app on the screen: {empty * 1000:.0f} ms")
    for name, taken in (
        ("first results on the screen", [(start.results, start.empty) for start in times]),
        ("the whole screen, keys work", [(start.screen, start.empty) for start in times]),
    ):
        own = statistics.median(seconds for seconds, _ in taken)
        ratio = statistics.median(seconds / bare for seconds, bare in taken)
        print(f"{name}: {own * 1000:.0f} ms, {ratio:.2f} times an empty app")
    if Path("/proc/self/smaps_rollup").exists():
        beyond = {kind: kilobytes / 1024 for kind, kilobytes in memory(corpus).items()}
        print(
            f"memory beyond the empty app after {len(SEARCHES)} searches: {beyond['Pss']:.0f} MB in all,"
            f" {beyond['Anonymous']:.0f} MB of it the reader's own and not pages of the index"
        )


def report_on(articles: Iterable[Article]) -> None:
    """Measure on a library made of ``articles``."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {f"XDG_{kind}_HOME": f"{folder}/{kind.lower()}" for kind in ("CACHE", "DATA", "STATE")}
        corpus = Path(folder) / "news"
        write(articles, corpus)
        Library.open(corpus).close()
        report(corpus)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reader")
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of articles")
    options = parser.parse_args()
    Library.open(options.corpus).close()
    report(options.corpus)


if __name__ == "__main__":
    main()
