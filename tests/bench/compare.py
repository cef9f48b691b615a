"""How long it takes to compare two accounts: ``python -m tests.bench.compare [--cpu]``.

The accounts are BASIL's, two of each event, joined until they have about 40 or 200 sentences a side.
There is no peer: nothing else compares accounts; a plain TF-IDF matrix of the sentences stands beside it.
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from index.article import Article
from index.compare import compare, compare_facts
from index.compare.facts import extract
from index.compare.sentences import sentences
from index.compare.terms import stems
from tests.bench import stream
from tests.evaluation.gold import basil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PAIRS = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare")
    parser.add_argument(
        "--cpu", action="store_true", help="time by the processor: for a machine with other work"
    )
    options = parser.parse_args()
    if not (stream.data_folder() / "basil.jsonl").exists():
        print(f"no bench: {stream.data_folder() / 'basil.jsonl'} is missing (set LATERAL_DATA)")
        return
    report(time.process_time if options.cpu else time.perf_counter)


def report(clock: Callable[[], float] = time.perf_counter) -> None:
    """Print the median times over some pairs of accounts."""
    timed = partial(_timed, clock)
    articles = sorted(basil(stream.data_folder()).values(), key=lambda one: (one.event, one.article.id))
    events = [[one.article for one in group] for _, group in groupby(articles, key=lambda one: one.event)]
    print(
        f"{'two accounts compared, median ms':34}{'whole':>8} {'facts kept':>11} {'facts':>7} {'TF-IDF':>7}"
    )
    for length in (40, 200):
        pairs = list(_pairs(events, length))[:_PAIRS]
        facts = [(extract(a), extract(b)) for a, b in pairs]
        texts = [tuple([one.text for one in side.sentences] for side in both) for both in facts]
        columns = (
            [timed(compare, *pair) for pair in pairs],
            [timed(compare_facts, *both) for both in facts],
            [timed(lambda a, b: (extract(a), extract(b)), *pair) for pair in pairs],
            [timed(_tf_idf, *both) for both in texts],
        )
        whole, kept, extracted, bare = map(median, columns)
        print(f"  {length} sentences a side{'':13}{whole:8.1f} {kept:11.1f} {extracted:7.1f} {bare:7.1f}")


def _pairs(events: Sequence[Sequence[Article]], length: int) -> Iterator[tuple[Article, Article]]:
    """Join accounts of events, two of each, to pairs of about ``length`` sentences a side."""
    sides: tuple[list[str], list[str]] = ([], [])
    count = 0
    for accounts in events:
        for side, account in zip(sides, accounts, strict=False):
            side.append(account.text)
            count += len(sentences(account))
        if count >= 2 * length:
            if count < 2.4 * length:
                a, b = (
                    Article(id=name, source=name, title="", text="\n\n".join(side))
                    for name, side in zip("ab", sides, strict=True)
                )
                yield a, b
            sides, count = ([], []), 0


def _timed(clock: Callable[[], float], act: Callable[..., object], *arguments: object) -> float:
    start = clock()
    act(*arguments)
    return (clock() - start) * 1000


def _tf_idf(a: Sequence[str], b: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    both = [stems(text) for text in (*a, *b)]
    numbers = {stem: number for number, stem in enumerate(sorted(frozenset().union(*both)))}
    table = np.zeros((len(both), len(numbers)))
    for row, content in enumerate(both):
        table[row, [numbers[stem] for stem in content]] = 1.0
    table *= np.log(len(both) / table.sum(axis=0))
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return np.asarray(table[: len(a)] @ table[len(a) :].T)


if __name__ == "__main__":
    main()
