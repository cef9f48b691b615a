"""How fast the search is, beside SQLite FTS5 in the same run (``make bench``)."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.engines.segment import seconds
from index.engines.whoosh import WhooshEngine
from index.highlight import snippet
from index.query import parse
from tests.bench import stream
from tests.bench.peer import Fts5
from tests.bench.queries import SINCE, sampled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.article import Article

TODAY = date(2020, 6, 1)

#: Prints the kilobytes that a process holds, and those of them that are not mapped files: after opening the
#: index named first and running the queries named next, or (without arguments) right away.
_MEMORY = """
import sys
from datetime import date
from pathlib import Path
if sys.argv[1:]:
    from index.engines.whoosh import WhooshEngine
    from index.query import parse
    engine = WhooshEngine(Path(sys.argv[1]))
    for typed in sys.argv[2:]:
        engine.search(parse(typed, date(2020, 6, 1)), limit=20)
lines = [line for line in Path("/proc/self/smaps_rollup").read_text().splitlines() if line.endswith("kB")]
facts = {line.split(":")[0]: line.split()[1] for line in lines}
print(facts["Rss"], facts["Anonymous"])
"""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that ``work`` took, and what it returned."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def row(name: str, own: str, peer: str, note: str) -> None:
    """Print one line of the table."""
    print(f"{name:28} {own:>18} {peer:>18}  {note}", flush=True)


def quantiles(times: list[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1000:8.1f} {p95 * 1000:8.1f}"


def report_build(count: int) -> None:
    """Building time and size of both on the first ``count`` real articles."""
    sample = list(stream.real(count))
    size = sum(len(article.text.encode()) + len(article.title.encode()) for article in sample)
    with tempfile.TemporaryDirectory() as folder:
        own, peer = Path(folder) / "own", Path(folder) / "peer.db"
        mine, _ = timed(lambda: WhooshEngine(own).update(sample))
        theirs, _ = timed(lambda: Fts5(peer).update(sample))
        row(
            f"build, {len(sample)} articles",
            f"{mine:8.1f}",
            f"{theirs:8.1f}",
            f"s; {mine / theirs:.1f} times",
        )
        own_size = sum(path.stat().st_size for path in own.iterdir()) / size
        row("index size / text size", f"{own_size:8.2f}", f"{peer.stat().st_size / size:8.2f}", "")


def report_searches(count: int) -> None:
    """All classes of searches over ``count`` articles, additions, and memory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "own"
        peer = Fts5(Path(folder) / "peer.db")
        texts = _filled(place, peer, stream.articles(count))
        opened, _ = timed(lambda: WhooshEngine(place).search(parse("", TODAY), limit=20))
        row("open, newest 20 listed", f"{opened * 1000:8.1f}", "", "ms, once")
        engine = WhooshEngine(place)
        first, _ = timed(lambda: engine.search(parse("harbour", TODAY), limit=20))
        row("first search of a process", f"{first * 1000:8.1f}", "", "ms, once, numpy already loaded")
        classes = sampled([title for title, _ in texts.values()])
        for kind, queries in classes.items():
            times = [_search_both(engine, peer, kind, ours, theirs, texts) for ours, theirs in queries]
            own, others = [mine for mine, _ in times], [other for _, other in times if other is not None]
            row(kind, quantiles(own), quantiles(others) if others else "", f"ms, {len(times)} queries")
        _report_additions(engine, peer, count)
        _report_memory(place, [ours for queries in classes.values() for ours, _ in queries[:40]])


def _filled(place: Path, peer: Fts5, articles: Iterable[Article]) -> dict[str, tuple[str, str]]:
    """Index everything; return title and body by id."""
    engine = WhooshEngine(place)
    texts: dict[str, tuple[str, str]] = {}

    def told() -> Iterable[Article]:
        for article in articles:
            texts[article.id] = article.title, article.text
            yield article

    def indexed() -> Iterable[Article]:
        batch: list[Article] = []
        for article in told():
            batch.append(article)
            yield article
            if len(batch) == engine.batch:
                peer.update(batch)
                batch.clear()
        peer.update(batch)

    engine.update(indexed())
    return texts


def _search_both(
    engine: WhooshEngine, peer: Fts5, kind: str, ours: str, theirs: str, texts: dict[str, tuple[str, str]]
) -> tuple[float, float | None]:
    """Seconds for a page of twenty with snippets: ours, and the peer's where it has such a search."""
    newest = "newest" in kind

    def own() -> None:
        hits = engine.search(parse(ours, TODAY), limit=20, sort="newest" if newest else "relevance")
        for hit in hits.hits:
            snippet(texts[hit.article_id][1], hits.read_as)

    mine, _ = timed(own)
    if not theirs:
        return mine, None
    since = seconds(datetime.fromisoformat(SINCE).replace(tzinfo=UTC)) if "date" in kind else None
    return mine, timed(lambda: peer.search(theirs, newest=newest, since=since))[0]


def _report_additions(engine: WhooshEngine, peer: Fts5, count: int) -> None:
    fresh = [replace(a, id=f"new-{a.id}", text=f"{a.text} xylograph") for a in stream.articles(50)]

    def own() -> int:
        engine.update(fresh)
        return engine.search(parse("xylograph", TODAY), limit=1).total

    mine, found = timed(own)
    if found != len(fresh):
        raise SystemExit(f"{found} of {len(fresh)} added articles were found")
    theirs, _ = timed(lambda: (peer.update(fresh), peer.search("xylograph", limit=1)))
    row(f"add 50 to {count}, findable", f"{mine * 1000:8.1f}", f"{theirs * 1000:8.1f}", "ms, once")


def _report_memory(place: Path, queries: list[str]) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        return
    bare, own = _memory(), _memory(str(place), *queries)
    row(
        "memory after 320 searches",
        f"{(own[0] - bare[0]) / 1024:8.0f}",
        "",
        "MB resident, beyond bare Python",
    )
    row("  of it not mapped files", f"{(own[1] - bare[1]) / 1024:8.0f}", "", "MB")


def _memory(*arguments: str) -> tuple[int, int]:
    command = [sys.executable, "-c", _MEMORY, *arguments]
    resident, anonymous = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(resident), int(anonymous)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "--articles", type=int, default=37_554, help="articles to search; beyond 37,554 copies"
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
