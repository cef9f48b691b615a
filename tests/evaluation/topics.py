"""Grouping: are accounts of one event put together, and accounts of different events kept apart?

B-cubed precision, recall and F1 (Bagga and Baldwin, 1998) against the gold events, with the shipped
thresholds. Constants were chosen on these sets, so the figures are of open data.
"""

from __future__ import annotations

import json
import lzma
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from index.article import Article
from index.neighbours import nearness
from index.topic_store import TopicStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def run(data: Path) -> None:
    """Print the table for the sets that ``data`` has."""
    print("\nTopics: stories against gold events (B-cubed)")
    print(f"  {'set':<34}{'articles':>9}{'P':>8}{'R':>8}{'F1':>8}{'seconds':>9}")
    if (data / "basil.jsonl").exists():
        _closed("BASIL", list(basil(data)))
    if (data / "ecbplus").is_dir():
        _closed("ECB+ (two like events a topic)", list(ecbplus(data)))
    if (data / "stream.jsonl.xz").exists():
        everything = list(stream(data))
        _closed("stream, articles with an event", [pair for pair in everything if pair[1]])
        _counterparts(everything)


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of one clustering (item -> cluster) against another."""
    ours: dict[str, set[str]] = defaultdict(set)
    theirs: dict[str, set[str]] = defaultdict(set)
    for item, cluster in found.items():
        ours[cluster].add(item)
    for item, cluster in gold.items():
        theirs[cluster].add(item)
    precision = recall = 0.0
    for item in found:
        mine, right = ours[found[item]], theirs[gold[item]]
        shared = len(mine & right)
        precision += shared / len(mine)
        recall += shared / len(right)
    precision, recall = precision / len(found), recall / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _closed(name: str, articles: list[tuple[Article, str | None]]) -> None:
    with _store() as store:
        started = time.perf_counter()
        store.update(_in_order(articles), [], {})
        took = time.perf_counter() - started
        stories = {member.article_id: member.story for member in store.members()}
    gold = {article.id: event for article, event in articles if event}
    precision, recall, f1 = bcubed(stories, gold)
    print(f"  {name:<34}{len(articles):>9,}{precision:>8.3f}{recall:>8.3f}{f1:>8.3f}{took:>9.1f}")


def _counterparts(articles: list[tuple[Article, str | None]]) -> None:
    """In the whole stream: how high does the gold partner stand among an article's counterparts?"""
    with _store() as store:
        started = time.perf_counter()
        store.update(_in_order(articles), [], {})
        built = time.perf_counter() - started
        partners: dict[str, set[str]] = defaultdict(set)
        for article, event in articles:
            if event:
                partners[event].add(article.id)
        source = {article.id: article.source for article, _ in articles}
        ranks: list[int] = []
        started = time.perf_counter()
        asked = [(article, event) for article, event in articles if event and len(partners[event]) > 1]
        for article, event in asked:
            near = [
                neighbour.article_id
                for neighbour in sorted(store.neighbours(article.id, 100), key=nearness, reverse=True)
                if source[neighbour.article_id] != article.source
            ]
            wanted = partners[event or ""] - {article.id}
            ranks.append(next((rank for rank, other in enumerate(near, 1) if other in wanted), 10**6))
        took = (time.perf_counter() - started) / max(1, len(asked))
        shares = "  ".join(f"@{k} {sum(rank <= k for rank in ranks) / len(ranks):.2f}" for k in (1, 5, 10))
        stories: dict[str, int] = defaultdict(int)
        topics: dict[str, int] = defaultdict(int)
        for member in store.members():
            stories[member.story] += 1
            topics[member.topic] += 1
        print(f"  whole stream ({len(articles):,} articles): gold partner among the counterparts {shares}")
        print(
            f"  built in {built:.0f} s, {took * 1000:.0f} ms per counterpart list;"
            f" {sum(n > 1 for n in stories.values()):,} stories and"
            f" {sum(n > 1 for n in topics.values()):,} topics of two articles or more,"
            f" the largest {max(stories.values())} and {max(topics.values())}"
        )


@contextmanager
def _store() -> Iterator[TopicStore]:
    with tempfile.TemporaryDirectory(prefix="lateral-topics-") as folder:
        yield TopicStore(Path(folder) / "topics.sqlite", window=3)


def _in_order(articles: Iterable[tuple[Article, str | None]]) -> list[Article]:
    """By date, undated ones last, as the library hands them over."""
    return sorted(
        (article for article, _ in articles),
        key=lambda article: (article.published is None, str(article.published), article.id),
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def basil(data: Path) -> Iterator[tuple[Article, str | None]]:
    """Yield BASIL's articles with their events."""
    for line in (data / "basil.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = "\n\n".join(" ".join(paragraph) for paragraph in record["paragraphs"])
        article = Article(record["id"], record["source"], record["title"], text, _moment(record["published"]))
        yield article, record["event"]


def ecbplus(data: Path) -> Iterator[tuple[Article, str | None]]:
    """Yield ECB+'s documents; topic and sub-topic make the event, as the corpus defines it."""
    for path in sorted((data / "ecbplus").glob("*/*.xml")):
        sentences: dict[str, list[str]] = defaultdict(list)
        for token in ElementTree.parse(path).getroot().iter("token"):
            sentences[token.get("sentence", "")].append(token.text or "")
        text = "\n\n".join(" ".join(words) for words in sentences.values())
        event = path.parent.name + ("plus" if "plus" in path.name else "")
        yield Article(path.stem, path.stem, "", text), event


def stream(data: Path) -> Iterable[tuple[Article, str | None]]:
    """Yield the stream's articles; the event is None where none is known."""
    with lzma.open(data / "stream.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield (
                Article(
                    record["id"],
                    record["source"],
                    record["title"],
                    record["text"],
                    _moment(record["published"]),
                ),
                record["event"],
            )
