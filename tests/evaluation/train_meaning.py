"""Learns which words are used alike: ``python -m tests.evaluation.train_meaning`` writes the vectors.

Counts which words stand near each other in the articles of ``$LATERAL_DATA/stream.jsonl.xz``, weighs the
counts by positive pointwise mutual information and keeps the strongest directions (Levy, Goldberg and Dagan
2015: "Improving distributional similarity"), one byte a number. No label of any evaluation goes in, and
nothing of the articles can be read out. Takes some minutes and 1 GB; the same articles give the same vectors.
"""

from __future__ import annotations

import array
import json
import lzma
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from index.compare.terms import roots

if TYPE_CHECKING:
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[Any]"

#: As many words are counted as neighbours; as many get a vector, of so many numbers. With 15,000 words of 100
#: numbers, eight times the weight, alignment gains nothing: F1 of `same` .659 against .656.
NEIGHBOURS, WORDS, DIRECTIONS = 12_000, 8_000, 32
#: How many content words away a neighbour may stand, counted the less the farther.
REACH = 4
#: Neighbours' frequencies are raised to this power, so that rare ones do not rule.
SMOOTHING = 0.75
TARGET = Path(__file__).parents[2] / "index" / "data" / "meaning.npz"
_END = -1


def read(stream: Path) -> tuple[Numbers, list[str]]:
    """Return the content stems of all articles as numbers (paragraphs parted by -1), and the stems."""
    known: dict[str, int] = {}
    run = array.array("i")
    with lzma.open(stream, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                run.extend(known.setdefault(root, len(known)) for root in roots(paragraph))
                run.append(_END)
    return np.frombuffer(run, dtype=np.int32), list(known)


def association(run: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return the ``count`` commonest stems, and how much more often than by chance each two are near."""
    frequency = np.bincount(run[run >= 0])
    chosen = np.argsort(-frequency, kind="stable")[:count]
    number = np.full(len(frequency) + 1, _END, dtype=np.int64)
    number[chosen] = np.arange(len(chosen))
    words, paragraph = number[run], np.cumsum(run < 0, dtype=np.int32)
    near: Numbers = np.zeros(len(chosen) ** 2, dtype=np.float32)
    for distance in range(1, REACH + 1):
        one, other = words[:-distance], words[distance:]
        together = (one >= 0) & (other >= 0) & (paragraph[:-distance] == paragraph[distance:])
        places, times = np.unique(one[together] * len(chosen) + other[together], return_counts=True)
        near[places] += times * np.float32((REACH + 1 - distance) / REACH)
    near = near.reshape(len(chosen), len(chosen))
    near += near.T.copy()
    total = near.sum(axis=1)
    expected = total**SMOOTHING / (total**SMOOTHING).sum()
    for place, all_of in enumerate(total):
        near[place] = np.log(np.maximum(near[place] / (all_of * expected + 1e-12), 1.0))
    return chosen, near


def reduced(matrix: Numbers, directions: int) -> Numbers:
    """Return the strongest directions of a symmetric matrix (Halko, Martinsson and Tropp 2011)."""
    sketch = np.random.default_rng(0).standard_normal((len(matrix), directions + 60)).astype(np.float32)
    for _ in range(5):
        sketch = np.linalg.qr(matrix @ sketch)[0]
    inner = sketch.T @ matrix
    turned, squares, _ = np.linalg.svd(inner @ inner.T)
    return np.asarray(sketch @ turned[:, :directions] * squares[:directions] ** 0.25)


def main() -> None:
    """Read the articles and write the vectors."""
    stream = Path(os.environ.get("LATERAL_DATA", "../shared/data")) / "stream.jsonl.xz"
    if not stream.is_file():
        sys.exit(f"no articles at {stream}: set LATERAL_DATA")
    run, known = read(stream)
    chosen, near = association(run, NEIGHBOURS)
    vectors = reduced(near, DIRECTIONS)[:WORDS]
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    words = "\n".join(known[number] for number in chosen[:WORDS])
    np.savez(
        TARGET,
        words=np.frombuffer(words.encode(), dtype=np.uint8),
        vectors=np.round(vectors / largest * 127).astype(np.int8),
    )
    print(f"{len(run):,} words -> {TARGET.name}, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
