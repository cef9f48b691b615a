"""What may be misspelt, what is only unfinished, and which words are near."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.engines import shapes
from index.engines.snapshot import open_snapshot
from index.engines.vocabulary import Vocabulary
from index.engines.whoosh import WhooshEngine
from index.query import parse
from tests.index.engines.contract import article, ids

if TYPE_CHECKING:
    from pathlib import Path

    from index.query import Query

TODAY = date(2031, 6, 1)


def typing(text: str) -> Query:
    """A query whose last word may go on."""
    return parse(text, TODAY, unfinished=True)


def test_a_word_still_being_typed_is_not_misspelt_while_words_begin_so(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.update(
        [
            article("rule", "One rule", "The role of one rule."),
            *(article(f"r{n}", "One release", "They were released.") for n in range(5)),
            *(article(f"s{n}", "A rule", "The rule of law.") for n in range(3)),
        ]
    )
    hits = engine.search(typing("one rele"), limit=20)
    assert set(ids(hits)) == {f"r{n}" for n in range(5)}
    assert (hits.notice, hits.suggestion) == (None, None)
    finished = engine.search(typing("one rele "), limit=20)
    assert finished.notice is not None
    assert finished.notice.startswith('no article has "rele"; showing "rule"')
    assert ids(finished)[0] == "rule"


def test_what_few_words_begin_with_may_be_misspelt(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    right = [article(f"a{n}", "The harbour opens") for n in range(80)]
    engine.update([article("typo", "The harbuors open"), *right])
    hits = engine.search(typing("harbuo"), limit=20)
    assert hits.notice == 'no article has "harbuo"; showing "harbour"'
    assert hits.total == 81


def test_nothing_is_suggested_for_a_rare_word_that_may_go_on(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    many = [article(f"a{n}", "The decor of a house") for n in range(60)]
    engine.update([article("rare", "A deco chair"), *many])
    assert engine.search(typing("deco"), limit=5).suggestion is None
    assert engine.search(typing("deco "), limit=5).suggestion == "decor"


def test_what_several_segments_have_is_counted_together(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    for n in range(3):
        engine.update([article(f"a{n}", "The quay", f"паром паром lone{'abc'[n]} {'harbor' * 11}")])
    nearest = Vocabulary(open_snapshot(tmp_path / "index")[0]).nearest
    assert nearest("quau") == [("quay", 1, 3)]
    assert nearest("qauy") == [("quay", 1, 3)]
    assert nearest("uqay") == [("quay", 1, 3)]
    assert nearest("парам") == [("паром", 1, 3)]
    assert nearest("lonee") == ()  # in one article each: no more sure than what was typed
    assert nearest("harbor" * 11 + "s") == ()


def test_an_empty_index_has_no_near_words(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    assert engine.search(typing("harbuor"), limit=5).total == 0


LETTERS = st.sampled_from("abcdef1é船")
LISTS = st.lists(st.lists(st.text(LETTERS, min_size=1, max_size=8), unique=True), min_size=1, max_size=3)


@given(word=st.text(LETTERS, min_size=1, max_size=8), lists=LISTS, edits=st.integers(0, 3))
def test_all_words_that_are_near_are_found(word: str, lists: list[list[str]], edits: int) -> None:
    encoded = [[other.encode() for other in words] for words in lists]
    listed = [
        (
            np.frombuffer(b"".join(words), np.uint8),
            np.array(list(map(len, words)), np.int64),
            shapes.letters(words),
            np.ones(len(words), np.int64),
        )
        for words in encoded
    ]
    reach = edits * max(len(letter.encode()) for letter in word)
    assert shapes.near(listed, word, edits) == {
        other: (distance, sum(words.count(other) for words in lists))
        for other in {other for words in lists for other in words} - {word}
        if (distance := OSA.distance(word, other)) <= edits
        and abs(len(other.encode()) - len(word.encode())) <= reach
    }
