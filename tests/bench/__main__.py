"""How fast the search is, beside SQLite FTS5 in the same run (``make bench``)."""

from __future__ import annotations

import argparse
import gc
import statistics
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
from tests.bench import compare, reader, stream
from tests.bench.peer import Fts5
from tests.bench.queries import SINCE, sampled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.article import Article
    from index.engines.base import LocalEngine

TODAY = date(2020, 6, 1)


def opened(name: str, folder: Path) -> LocalEngine:
    """The engine of that name over a folder of its own."""
    if name == "tantivy":
        from index.engines.tantivy import TantivyEngine

        return TantivyEngine(folder)
    return WhooshEngine(folder)


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """Seconds that ``work`` took, and what it returned."""
    start = clock()
    result = work()
    return clock() - start, result


def row(name: str, own: str, peer: str, note: str) -> None:
    """Print one line of the table."""
    print(f"{name:28} {own:>18} {peer:>18}  {note}", flush=True)


def quantiles(times: list[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{statistics.median(ordered) * 1000:8.1f} {p95 * 1000:8.1f}"


def report_build(name: str, count: int) -> None:
    """Building time and size of both on the first ``count`` real articles."""
    sample = list(stream.real(count))
    size = sum(len(article.text.encode()) + len(article.title.encode()) for article in sample)
    with tempfile.TemporaryDirectory() as folder:
        own, peer = Path(folder) / "own", Path(folder) / "peer.db"
        mine, _ = timed(lambda: opened(name, own).update(sample, ()))
        theirs, _ = timed(lambda: Fts5(peer).update(sample))
        row(
            f"build, {len(sample)} articles",
            f"{mine:8.1f}",
            f"{theirs:8.1f}",
            f"s; {mine / theirs:.1f} times",
        )
        own_size = sum(path.stat().st_size for path in own.rglob("*") if path.is_file()) / size
        row("index size / text size", f"{own_size:8.2f}", f"{peer.stat().st_size / size:8.2f}", "")


def report_searches(name: str, count: int, clock: Callable[[], float] = time.perf_counter) -> None:
    """All classes of searches over ``count`` articles, timed by ``clock``, and additions."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "own"
        peer = Fts5(Path(folder) / "peer.db")
        texts = _filled(opened(name, place), peer, stream.articles(count))
        began, _ = timed(lambda: opened(name, place).search(parse("", TODAY), limit=20))
        row("open, newest 20 listed", f"{began * 1000:8.1f}", "", "ms, once")
        engine = opened(name, place)
        first, _ = timed(lambda: engine.search(parse("harbour", TODAY), limit=20))
        row("first search of a process", f"{first * 1000:8.1f}", "", "ms, once, numpy already loaded")
        # No collection of garbage looks through the texts that only this measurement holds.
        gc.collect()
        gc.freeze()
        classes = sampled([title for title, _ in texts.values()])
        for kind, queries in classes.items():
            times = [_search_both(engine, peer, kind, ours, theirs, texts, clock) for ours, theirs in queries]
            own, others = [mine for mine, _ in times], [other for _, other in times if other is not None]
            row(kind, quantiles(own), quantiles(others) if others else "", f"ms, {len(times)} queries")
        _report_additions(engine, peer, count)


def _filled(engine: LocalEngine, peer: Fts5, articles: Iterable[Article]) -> dict[str, tuple[str, str]]:
    """Index everything; return title and body by id."""
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

    engine.update(indexed(), ())
    return texts


def _search_both(
    engine: LocalEngine,
    peer: Fts5,
    kind: str,
    ours: str,
    theirs: str,
    texts: dict[str, tuple[str, str]],
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float | None]:
    """Seconds for a page of twenty with snippets: ours, and the peer's where it has such a search."""
    newest = "newest" in kind
    typing = "keystroke" in kind

    def own() -> None:
        query = parse(ours, TODAY, unfinished=typing)
        hits = engine.search(query, limit=20, sort="newest" if newest else "relevance")
        for hit in hits.hits:
            snippet(texts[hit.article_id][1], hits.read_as)

    mine, _ = timed(own, clock)
    if not theirs:
        return mine, None
    since = seconds(datetime.fromisoformat(SINCE).replace(tzinfo=UTC)) if "date" in kind else None
    return mine, timed(lambda: peer.search(theirs, newest=newest, since=since), clock)[0]


def _report_additions(engine: LocalEngine, peer: Fts5, count: int) -> None:
    fresh = [replace(a, id=f"new-{a.id}", text=f"{a.text} xylograph") for a in stream.articles(50)]

    def own() -> int:
        engine.update(fresh, ())
        return engine.search(parse("xylograph", TODAY), limit=1).total

    mine, found = timed(own)
    if found != len(fresh):
        raise SystemExit(f"{found} of {len(fresh)} added articles were found")
    theirs, _ = timed(lambda: (peer.update(fresh), peer.search("xylograph", limit=1)))
    row(f"add 50 to {count}, findable", f"{mine * 1000:8.1f}", f"{theirs * 1000:8.1f}", "ms, once")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "--articles", type=int, default=37_554, help="articles to search; beyond 37,554 copies"
    )
    parser.add_argument("--build", type=int, default=10_000, help="articles to time the building with")
    parser.add_argument("--engine", choices=("whoosh", "tantivy"), default="whoosh", help="which is measured")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="time searches and comparisons by the processor: for a machine with other work",
    )
    options = parser.parse_args()
    if not (stream.data_folder() / "stream.jsonl.xz").exists():
        print(f"no bench: {stream.data_folder() / 'stream.jsonl.xz'} is missing (set LATERAL_DATA)")
        return
    row(
        "",
        f"Lateral, {options.engine}",
        "FTS5 (porter)",
        "searches: median and 95th percentile, with snippets",
    )
    report_build(options.engine, options.build)
    clock = time.process_time if options.cpu else time.perf_counter
    report_searches(options.engine, options.articles, clock)
    print("\nthe reader, on a library of 2,000:")
    reader.report_on(stream.real(2000))
    print()
    compare.report(clock)


if __name__ == "__main__":
    main()
