"""What ``kill -9`` does to a library: ``python -m tests.bench.kills --points 50``.

Each point kills ``lateral index`` at a random moment of its run, every second one while it builds a library
from nothing, the others while it takes in what has been added, changed and removed. Then the library is
opened as the reader opens it: every article must be found, once, as it is now, and the index must be sound.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.library import Library
from index.settings import load

if TYPE_CHECKING:
    from index.settings import Settings

ROOT = Path(__file__).parents[2]
_WORDS = (
    "tide",
    "quay",
    "ferry",
    "harbour",
    "lantern",
    "gale",
    "engine",
    "cargo",
    "island",
    "pilot",
    "storm",
)


def write_corpus(folder: Path, count: int, edition: int) -> set[str]:
    """Write about ``count`` articles, partly others with each ``edition``; return their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    first = edition * 10
    numbers = [number for number in range(first, first + count) if number % 7 != edition % 7]
    for start in range(0, len(numbers), 50):
        lines = [json.dumps(_article(number, edition)) for number in numbers[start : start + 50]]
        (folder / f"{start:05}.jsonl").write_text("\n".join(lines), "utf-8")
    return {f"a{number}" for number in numbers}


def _article(number: int, edition: int) -> dict[str, str]:
    draw = random.Random(number + 100_000 * (edition if number % 3 == 0 else 0))
    return {
        "id": f"a{number}",
        "source": f"Source {number % 9}",
        "title": f"{' '.join(draw.sample(_WORDS, 4))} {number}".capitalize(),
        "published": f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "text": f"Every article has this mark: xylograph. {' '.join(draw.choices(_WORDS, k=150))}",
    }


@dataclass(slots=True)
class Victim:
    """A library that is killed again and again.

    Attributes:
        place: A folder to work in.
        count: About how many articles the library has.
        edition: Of the articles that it has now.
        whole: Seconds that building it took.
    """

    place: Path
    count: int
    edition: int = 0
    whole: float = 0.0

    def prepare(self) -> None:
        """Build the library for the first time."""
        (self.place / "config.yaml").write_text(f"cache: {self.place / 'cache'}\n", "utf-8")
        write_corpus(self.place / "news", self.count, 0)
        start = time.perf_counter()
        _run(self.place, limit=None)
        self.whole = time.perf_counter() - start

    def kill(self, *, build: bool, moment: float) -> str:
        """Kill one run of ``lateral index``, open what it left, and say what is wrong with it ("": nothing).

        Args:
            build: Whether the run builds from nothing; else it brings a built library up to date.
            moment: When to kill: 0.0 is the start of the run, 1.0 about the end of a build.
        """
        if build:
            shutil.rmtree(self.place / "cache")
        self.edition += 1
        wanted = write_corpus(self.place / "news", self.count, self.edition)
        _run(self.place, limit=self.whole * moment)
        return _wrong(self.place / "news", replace(load(), cache=self.place / "cache"), wanted)


def _run(place: Path, *, limit: float | None) -> None:
    """Run ``lateral index``; kill it after ``limit`` seconds."""
    command = [sys.executable, "-m", "tui.cli", "--config", str(place / "config.yaml")]
    folders = {f"XDG_{kind}_HOME": str(place / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    process = subprocess.Popen(
        [*command, "--corpus", str(place / "news"), "index"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "HOME": str(place), **folders},
    )
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _wrong(corpus: Path, settings: Settings, wanted: set[str]) -> str:
    with Library.open(corpus, settings) as library:
        library.check()
        found = Counter(result.article_id for result in library.search("xylograph", limit=10_000).results)
        listed = Counter(result.article_id for result in library.search("", limit=10_000).results)
        texts = all(str(int(each[1:])) in library.article(each).title for each in sorted(wanted)[::20])
    for name, seen in (("found", found), ("listed", listed)):
        if set(seen) != wanted or max(seen.values()) > 1:
            return f"{len(set(seen) - wanted)} strange, {len(wanted - set(seen))} missing articles {name}"
    if not texts:
        return "an article is not what its file says"
    with Library.open(corpus, settings) as library:
        report = library.refresh()
    return "" if not (report.added or report.changed or report.removed) else f"the next start did {report}"


def main() -> None:
    """Kill and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills")
    parser.add_argument("--points", type=int, default=50, help="how many runs to kill")
    parser.add_argument("--articles", type=int, default=600, help="articles in the library")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        victim = Victim(Path(folder), options.articles)
        victim.prepare()
        for point in range(options.points):
            build, moment = point % 2 == 0, draw.uniform(0.15, 1.05)
            said = victim.kill(build=build, moment=moment)
            wrong += bool(said)
            kind = "build" if build else "update"
            print(f"{point + 1:3} {kind:6} killed at {moment:4.2f} of a build: {said or 'fine'}", flush=True)
    print(f"{options.points - wrong} of {options.points} libraries were whole at the next start")


if __name__ == "__main__":
    main()
