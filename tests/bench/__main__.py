"""How fast the search is, beside SQLite FTS5 in the same run: ``make bench`` (``--articles N`` for other sizes)."""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.analysis import words
from index.engines.segment import seconds
from index.engines.whoosh import WhooshEngine
from index.highlight import snippet
from index.query import parse
from tests.bench import stream
from tests.bench.peer import Fts5

if TYPE_CHECKING:
    from index.article import Article

TODAY = date(2020, 6, 1)
SINCE = "2018-01-01"
QUERIES = 60
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "he",
        "his",
        "how",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "s",
        "says",
        "that",
        "the",
        "this",
        "to",
        "was",
        "why",
        "will",
        "with",
    ]
)

_MEMORY = """
import resource, sys
from pathlib import Path
from datetime import date
from index.engines.whoosh import WhooshEngine
from index.query import parse
engine = WhooshEngine(Path(sys.argv[1]))
for typed in sys.argv[2:]:
    engine.search(parse(typed, date(2020, 6, 1)), limit=20)
lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
facts = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
print(facts["Rss"], facts["Anonymous"])
"""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that ``work`` took, and what it returned."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def quantiles(times: list[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1000:8.1f} {p95 * 1000:8.1f}"


def sampled(titles: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Queries of each class in both languages, drawn from headlines: people type what is in the news."""
    draw = random.Random(5)
    runs = [
        run for title in titles if len(run := [w for w in words(title) if w.isalpha() and w not in _STOP]) > 3
    ]
    picked = [draw.sample(run, 3) for run in draw.sample(runs, QUERIES)]
    neighbours = []
    while len(neighbours) < QUERIES:
        run = words(draw.choice(titles))
        at = draw.randrange(max(1, len(run) - 1))
        if len(run) > at + 1 and all(w.isalpha() for w in run[at : at + 2]):
            neighbours.append(" ".join(run[at : at + 2]))
    typed = [
        (" ".join((*run[:done], word[:letters])) + "*", " ".join((*run[:done], word[:letters])) + "*")
        for run in (draw.sample(run, 3) for run in draw.sample(runs, 20))
        for done, word in enumerate(run)
        for letters in range(1, len(word) + 1)
    ]
    misspelt = [_misspelt(max(run, key=len), draw) for run in picked]
    return {
        "one word": [(a, a) for a, _, _ in picked],
        "two words OR": [(f"{a} OR {b}",) * 2 for a, b, _ in picked],
        "three words AND": [(f"{a} {b} {c}",) * 2 for a, b, c in picked],
        "word after a date": [(f"{a} after:{SINCE}", a) for a, _, _ in picked],
        "word, newest first": [(a, a) for a, _, _ in picked],
        "phrase of two": [(f'"{run}"',) * 2 for run in neighbours],
        "every keystroke": typed,
        "misspelt word": [(word, "") for word in misspelt],
    }


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def search_both(
    engine: WhooshEngine, peer: Fts5, kind: str, ours: str, theirs: str, texts: dict[str, str]
) -> tuple[float, float | None]:
    """Seconds for a page of twenty with snippets: ours, and the peer's where it has such a search."""
    newest = kind == "word, newest first"

    def own() -> None:
        hits = engine.search(parse(ours, TODAY), limit=20, sort="newest" if newest else "relevance")
        for hit in hits.hits:
            snippet(texts[hit.article_id], hits.read_as)

    since = seconds(datetime.fromisoformat(SINCE).replace(tzinfo=UTC)) if "date" in kind else None
    mine = timed(own)[0]
    return mine, timed(lambda: peer.search(theirs, newest=newest, since=since))[0] if theirs else None


def report_build(count: int) -> None:
    """Build time and size of both on the first ``count`` real articles."""
    sample = list(stream.real(count))
    size = sum(len(a.text.encode()) + len(a.title.encode()) for a in sample)
    with tempfile.TemporaryDirectory() as folder:
        own, _ = timed(lambda: WhooshEngine(Path(folder) / "own").update(sample))
        peer, _ = timed(lambda: Fts5(Path(folder) / "peer.db").update(sample))
        row(
            f"build, {len(sample)} articles",
            f"{own:8.1f} s",
            f"{peer:8.1f} s",
            f"{own / peer:.1f} times the peer",
        )
        own_size = _size(Path(folder) / "own") / size
        peer_size = (Path(folder) / "peer.db").stat().st_size / size
        row("index size / text size", f"{own_size:8.2f}  ", f"{peer_size:8.2f}  ", "")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def report_searches(count: int) -> None:
    """All classes of searches over ``count`` articles."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "own"
        own, peer = WhooshEngine(place), Fts5(Path(folder) / "peer.db")
        texts: dict[str, str] = {}
        titles: list[str] = []
        batch: list[Article] = []
        for article in stream.articles(count):
            texts[article.id] = article.text
            titles.append(article.title)
            batch.append(article)
            if len(batch) == own.batch:
                own.update(batch), peer.update(batch)
                batch.clear()
        own.update(batch), peer.update(batch)
        opened, _ = timed(lambda: WhooshEngine(place).search(parse("", TODAY), limit=20))
        row("open, newest 20 listed", f"{opened * 1000:8.1f}", "", "ms")
        engine = WhooshEngine(place)
        engine.search(parse("warm", TODAY), limit=1)
        for kind, queries in sampled(titles).items():
            mine, theirs = [], []
            for ours, other in queries:
                a, b = search_both(engine, peer, kind, ours, other, texts)
                mine.append(a)
                theirs += [] if b is None else [b]
            row(kind, quantiles(mine), quantiles(theirs) if theirs else "", f"ms, n={len(mine)}")
        _report_additions(engine, peer, count)
        _report_memory(place, [ours for queries in sampled(titles).values() for ours, _ in queries[:40]])


def _report_additions(engine: WhooshEngine, peer: Fts5, count: int) -> None:
    new = [a for a in stream.articles(50)]
    fresh = [type(a)(f"new-{a.id}", a.source, a.title, f"{a.text} xylograph", a.published) for a in new]

    def own() -> int:
        engine.update(fresh)
        return engine.search(parse("xylograph", TODAY), limit=1).total

    mine, found = timed(own)
    assert found == len(fresh), found
    theirs, _ = timed(lambda: (peer.update(fresh), peer.search("xylograph", limit=1)))
    row(f"add 50 to {count}, findable", f"{mine * 1000:8.1f}", f"{theirs * 1000:8.1f}", "ms")


def _report_memory(place: Path, queries: list[str]) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        return
    own = _memory(place, queries)
    bare = subprocess.run(
        [
            sys.executable,
            "-c",
            _MEMORY.replace("engine = ", "sys.argv = sys.argv[:2]; engine = ").split("engine = ")[0]
            + "engine=0\nlines"
            + _MEMORY.split("\nlines")[1],
            str(place),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    row(
        "memory after all searches",
        f"{(own[0] - int(bare[0])) / 1024:8.0f}",
        "",
        "MB resident beyond a bare process",
    )
    row("  of it not mapped files", f"{(own[1] - int(bare[1])) / 1024:8.0f}", "", "MB")


def _memory(place: Path, queries: list[str]) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(place), *queries], check=True, capture_output=True, text=True
    )
    resident, anonymous = done.stdout.split()
    return int(resident), int(anonymous)


def row(name: str, own: str, peer: str, note: str) -> None:
    """Print one line of the table."""
    print(f"{name:28} {own:>18} {peer:>18}  {note}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "--articles", type=int, default=37_554, help="articles to search; beyond the stream: copies"
    )
    parser.add_argument("--build", type=int, default=10_000, help="articles to time the building with")
    options = parser.parse_args()
    if not (stream.data_folder() / "stream.jsonl.xz").exists():
        print(f"no bench: {stream.data_folder() / 'stream.jsonl.xz'} is missing (set LATERAL_DATA)")
        return
    row("", "Lateral", "FTS5 (porter)", "searches: median and 95th percentile, with snippets")
    report_build(options.build)
    report_searches(options.articles)


if __name__ == "__main__":
    main()
