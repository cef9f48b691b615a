"""Is the right article found? Known-item search and same-event retrieval on the stream, beside two peers.

Known items: an article's own title, with words dropped, words out of order, one word misspelt or one name
misspelt, should find the article. Events: a headline as the query should find what other outlets wrote about
the event. The peers are SQLite FTS5 (porter, bm25 with the title counted twice) and stock Whoosh (our tokens
and stems, BM25F, the title boosted as in ours). All three ask for all words first, and for any of them where
nothing has all.
"""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.analysis import words
from index.engines.whoosh import WhooshEngine
from index.query import And, Or, Word, parse
from tests.bench.peer import Fts5
from tests.bench.stream import events, real
from tests.index.engines.stock import StockWhoosh

if TYPE_CHECKING:
    from index.article import Article

#: A query's words -> the ids found, best first.
Search: TypeAlias = Callable[[Sequence[str], bool], list[str]]

ARTICLES = 4000
ITEMS = 120
TODAY = date(2020, 6, 1)
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{4,}")


def run(data: Path) -> None:
    """Measure on ``data``/stream.jsonl.xz and print a table."""
    if not (data / "stream.jsonl.xz").exists():
        print(f"search: {data / 'stream.jsonl.xz'} is missing (set LATERAL_DATA)")
        return
    groups = events(data)
    in_events = {article.id: article for group in groups.values() for article in group}
    others = [article for article in real(ARTICLES, data) if article.id not in in_events]
    collection = [*in_events.values(), *others]
    print(f"search: {len(collection)} articles, {len(groups)} events, {ITEMS} known items a row")
    with tempfile.TemporaryDirectory() as folder:
        systems = _systems(Path(folder), collection)
        print(f"{'':44}" + "".join(f"{name:>22}" for name in systems))
        for name, queries in _known_items(others).items():
            _print_row(
                name, "MRR, recall@10", [_known_item_scores(search, queries) for search in systems.values()]
            )
        pairs = [(article, group) for group in groups.values() for article in group]
        pairs = random.Random(8).sample(pairs, ITEMS)
        _print_row(
            "same event, by headline", "MAP, recall@10", [_event_scores(s, pairs) for s in systems.values()]
        )


def _print_row(name: str, what: str, scores: list[tuple[float, float]]) -> None:
    figures = "".join(f"{first:>14.3f} {second:>7.3f}" for first, second in scores)
    print(f"{f'{name} ({what})':44}{figures}", flush=True)


def _systems(folder: Path, collection: list[Article]) -> dict[str, Search]:
    own, peer = WhooshEngine(folder / "own"), Fts5(folder / "peer.db")
    own.update(collection)
    peer.update(collection)
    stock = StockWhoosh(collection, k1=1.2)  # its default

    def ask_own(query: Sequence[str], all_words: bool) -> list[str]:
        typed = parse((" " if all_words else " OR ").join(query), TODAY)
        return [hit.article_id for hit in own.search(typed, limit=50).hits]

    def ask_peer(query: Sequence[str], all_words: bool) -> list[str]:
        quoted = [f'"{word}"' for word in query]
        try:
            found = peer.search(" ".join(quoted), limit=50, snippets=False) if all_words else []
            return found or peer.search(" OR ".join(quoted), limit=50, snippets=False)
        except sqlite3.OperationalError:
            return []

    def ask_stock(query: Sequence[str], all_words: bool) -> list[str]:
        parts = tuple(Word(word) for word in query)
        found = stock.search(And(parts), 50) if all_words else []
        return [article_id for article_id, _ in found or stock.search(Or(parts), 50)]

    return {"Lateral": ask_own, "FTS5 (porter)": ask_peer, "stock Whoosh": ask_stock}


def _known_items(articles: list[Article]) -> dict[str, list[tuple[list[str], str]]]:
    draw = random.Random(8)
    long = [article for article in articles if len(words(article.title)) >= 6]
    items = draw.sample(long, ITEMS)
    named = draw.sample([a for a in long if _NAME.search(a.title)], ITEMS)
    rows: dict[str, list[tuple[list[str], str]]] = {
        "half the words": [],
        "out of order": [],
        "one misspelt": [],
    }
    rows["one name misspelt"] = []
    for item in items:
        run = words(item.title)
        kept = sorted(draw.sample(range(len(run)), max(3, len(run) // 2)))
        rows["half the words"].append(([run[n] for n in kept], item.id))
        rows["out of order"].append((draw.sample(run, min(5, len(run))), item.id))
        rows["one misspelt"].append((_with_typo([run[n] for n in kept], draw, None), item.id))
    for item in named:
        name = draw.choice(words(" ".join(_NAME.findall(item.title))))
        others = [word for word in words(item.title) if word != name and len(word) > 3]
        query = [name, *draw.sample(others, min(2, len(others)))]
        rows["one name misspelt"].append((_with_typo(query, draw, 0), item.id))
    return rows


def _with_typo(query: list[str], draw: random.Random, at: int | None) -> list[str]:
    """One word (the longest, if ``at`` is None) with a letter swapped, dropped, doubled or wrong."""
    at = max(range(len(query)), key=lambda n: len(query[n])) if at is None else at
    word = query[at]
    place = draw.randrange(1, max(2, len(word) - 1))
    typos = (
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + draw.choice("aeioutnrs") + word[place + 1 :],
    )
    return [*query[:at], draw.choice(typos), *query[at + 1 :]]


def _known_item_scores(search: Search, queries: list[tuple[list[str], str]]) -> tuple[float, float]:
    """Mean reciprocal rank, and the share found among the first ten."""
    ranks = [
        found.index(wanted) + 1 if wanted in (found := search(query, True)) else 0
        for query, wanted in queries
    ]
    return sum(1 / r for r in ranks if r) / len(ranks), sum(0 < r <= 10 for r in ranks) / len(ranks)


def _event_scores(search: Search, pairs: list[tuple[Article, list[Article]]]) -> tuple[float, float]:
    """Mean average precision, and recall among the first ten, of the other articles of the event."""
    precision, recall = 0.0, 0.0
    for article, group in pairs:
        wanted = {other.id for other in group} - {article.id}
        found = [each for each in search(words(article.title), False) if each != article.id]
        hits = 0
        for rank, each in enumerate(found, 1):
            if each in wanted:
                hits += 1
                precision += hits / rank / len(wanted) / len(pairs)
        recall += len(wanted & set(found[:10])) / len(wanted) / len(pairs)
    return precision, recall


if __name__ == "__main__":
    from tests.bench.stream import data_folder

    run(data_folder())
