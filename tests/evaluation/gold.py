"""Reads the evaluation data: BASIL articles, gold pairs, and which sentence of ours is which of theirs."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from index.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.sentences import Sentence


#: Links between sentences of articles of ``stream.jsonl.xz``, annotated for this project to the gold's brief:
#: a record names two articles by id and gives their sentences' lengths (white space aside), no text.
STREAM_LINKS = Path(__file__).with_name("links.jsonl")


@dataclass(frozen=True)
class GoldArticle:
    """An article of BASIL: ``sentences`` as its makers split it, numbered as the gold numbers them."""

    article: Article
    event: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class GoldPair:
    """Two accounts with the links that an annotator gave; ``data`` is the whole annotation."""

    event: str
    a: GoldArticle
    b: GoldArticle
    same: frozenset[tuple[int, int]]
    related: frozenset[tuple[int, int]]
    only_a: frozenset[int]
    only_b: frozenset[int]
    data: dict[str, Any]


@cache
def basil(data: Path) -> dict[str, GoldArticle]:
    """Read ``basil.jsonl``; keys are the articles' ids."""
    articles = {}
    with (data / "basil.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            article = Article(
                id=record["id"],
                source=record["source"],
                title=record["title"],
                text="\n\n".join(" ".join(paragraph) for paragraph in record["paragraphs"]),
                published=datetime.fromisoformat(record["published"]).replace(tzinfo=UTC),
                url=record["url"],
            )
            flat = tuple(sentence for paragraph in record["paragraphs"] for sentence in paragraph)
            articles[article.id] = GoldArticle(article, record["event"], flat)
    return articles


def gold_pairs(data: Path, annotators: Sequence[str] = ("annotator1", "single")) -> list[GoldPair]:
    """Read the pairs of accounts that are annotated sentence by sentence."""
    articles = basil(data)
    pairs = []
    for annotator in annotators:
        for path in sorted((data / "gold" / "pairs" / annotator).glob("*.yaml")):
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            pairs.append(_pair(record, articles[record["a"]], articles[record["b"]]))
    return pairs


def strict_pairs(data: Path) -> list[GoldPair]:
    """Read the six pairs of an earlier, stricter annotation."""
    articles = list(basil(data).values())
    record = yaml.safe_load((data / "gold" / "basil_pairs.yaml").read_text(encoding="utf-8"))

    def find(event: str, source: str) -> GoldArticle:
        return next(
            one for one in articles if one.event.startswith(event) and one.article.source.lower() == source
        )

    return [
        _pair(pair, find(pair["triplet"], pair["a"]), find(pair["triplet"], pair["b"]))
        for pair in record["pairs"]
    ]


@cache
def stream_pairs(data: Path) -> list[GoldPair]:
    """Read the annotated pairs of stream articles; two that only look alike are an event of their own."""
    records = [json.loads(line) for line in STREAM_LINKS.read_text(encoding="utf-8").splitlines()]
    wanted = {record[side] for record in records for side in ("a", "b")}
    found: dict[str, dict[str, Any]] = {}
    with lzma.open(data / "stream.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in wanted:
                found[article["id"]] = article
    return [
        _pair(
            {kind: [{"a": a, "b": b} for a, b in record[kind]] for kind in ("same", "related")},
            *(_of_stream(found[record[side]], record, side) for side in ("a", "b")),
        )
        for record in records
    ]


def _of_stream(article: dict[str, Any], record: dict[str, Any], side: str) -> GoldArticle:
    day = str(article["published"])[:10]
    return GoldArticle(
        Article(
            id=article["id"],
            source=article["source"],
            title=article["title"],
            text=article["text"],
            published=datetime.fromisoformat(day).replace(tzinfo=UTC) if day[:1].isdigit() else None,
        ),
        record["event"] or f"{record['a']} {record['b']}",
        _cut(article["text"], record[f"lengths_{side}"]),
    )


def _cut(text: str, lengths: Iterable[int]) -> tuple[str, ...]:
    """Cut a text into parts of so many characters each, white space not counted."""
    letters = "".join(text.split())
    parts, start = [], 0
    for length in lengths:
        parts.append(letters[start : start + length])
        start += length
    if start != len(letters):
        raise ValueError("an annotated article of the stream has changed: its sentences cannot be told")
    return tuple(parts)


def _pair(record: dict[str, Any], a: GoldArticle, b: GoldArticle) -> GoldPair:
    def links(kind: str) -> frozenset[tuple[int, int]]:
        return frozenset((link["a"], link["b"]) for link in record.get(kind) or ())

    return GoldPair(
        a.event,
        a,
        b,
        links("same"),
        links("related"),
        frozenset(record.get("only_a") or ()),
        frozenset(record.get("only_b") or ()),
        record,
    )


def overlap(theirs: Sequence[str], ours: Sequence[Sentence]) -> list[dict[int, int]]:
    """For each of our sentences, how many characters (white space aside) it shares with which of theirs."""
    bounds = []
    position = 0
    for number, text in enumerate(theirs):
        length = sum(map(len, text.split()))
        bounds.append((position, position + length, number))
        position += length
    shares: list[dict[int, int]] = []
    position = 0
    for sentence in ours:
        start, position = position, position + sum(map(len, sentence.text.split()))
        shares.append(
            {
                number: min(position, end) - max(start, begin)
                for begin, end, number in bounds
                if min(position, end) > max(start, begin)
            }
        )
    return shares


def to_theirs(theirs: Sequence[str], ours: Sequence[Sentence]) -> list[int | None]:
    """For each of our sentences the number of theirs that it shares most characters with."""
    return [
        max(share, key=lambda number: share[number]) if share else None for share in overlap(theirs, ours)
    ]
