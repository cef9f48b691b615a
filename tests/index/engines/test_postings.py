"""Postings are found by checksums, and read together as they are one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.engines import inversion, postings, segment
from index.engines.snapshot import open_snapshot
from index.engines.vocabulary import Vocabulary
from index.engines.whoosh import WhooshEngine
from index.query import Word
from tests.index.engines.contract import article, ids

if TYPE_CHECKING:
    from pathlib import Path


def test_counts_beyond_a_byte_come_back_wherever_they_stand(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    for n in range(3):
        engine.update(
            [
                article(f"few{n}", "Quays", "quay " * (n + 1)),
                article(f"many{n}", "A quay", "quay " * (300 + n) + "quays " * 255),
            ]
        )
    snapshot, _ = open_snapshot(tmp_path / "index")
    slices = [
        (part.fields["body"], base, *part.fields["body"].postings(number))
        for part, base in zip(snapshot.segments, snapshot.bases, strict=False)
        for number in part.fields["body"].of_stem("quay")
    ]
    docs, counts = postings.read(slices, np.int64)
    told = sorted(zip(map(snapshot.article_id, docs.tolist()), counts.tolist(), strict=True))
    expected = [(f"few{n}", n + 1) for n in range(3)]
    expected += [(f"many{n}", count) for n in range(3) for count in (255, 300 + n)]
    assert told == expected


def test_words_are_told_apart_whose_stems_have_the_same_checksum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (segment, inversion):
        monkeypatch.setattr(module, "key_checksum", lambda key: len(key) % 2)
    engine = WhooshEngine(tmp_path / "index")
    texts = ["harbour", "harbours", "quay", "quays", "Zelensky", "Zelenskyy", "Zelenskiy"]
    engine.update([article(text, text, text) for text in texts])
    for stemmed, found in (
        ("harbour", {"harbour", "harbours"}),
        ("quay", {"quay", "quays"}),
        ("rope", set()),
    ):
        assert set(ids(engine.search(Word(f"{stemmed}s"), limit=9))) == found
    spellings = Vocabulary(open_snapshot(tmp_path / "index")[0]).spellings("zelensky")
    assert set(spellings) == {"zelenskyy", "zelenskiy"}


@pytest.mark.parametrize("text", ["", "quay"])
def test_an_article_has_room_for_its_last_word(tmp_path: Path, text: str) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.update([article("a", "Two words", text), article("b", "", "three more words")])
    (only,) = open_snapshot(tmp_path / "index")[0].segments
    assert only.fields["title"].rooms.tolist() == [2, 0]
    assert only.fields["body"].rooms.tolist() == [len(text.split()), 3]
