"""What a query finds is marked, and the snippet shows the passage that says most."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.analysis import RAW_TOKEN, fold, pieces, stem, words
from index.highlight import snippet, spans
from index.query import And, Not, Or, Phrase, Prefix, Word, parse

if TYPE_CHECKING:
    from index.query import Query

TODAY = date(2031, 5, 20)
TEXT = (
    "The ferry left the quay at nine. Crews had worked for weeks.\n\n"
    "Nobody on the quay expected the storm that followed; the harbour master's log says the Lindholm ferry"
    " turned back at noon. U.S. and 1,200 other visitors waited. A cease-fire held. Café owners were glad."
)


def marked(text: str, query: Query, place: str = "body") -> list[str]:
    return [text[start:end] for start, end in spans(text, query, place)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ferries", ["ferry", "ferry"]),
        ("+ferries", []),
        ("harbour masters", ["harbour", "master's"]),
        ('"the lindholm ferry"', ["the Lindholm ferry"]),
        ('"ferry lindholm"', []),
        ("us", ["U.S"]),
        ("1200", ["1,200"]),
        ("cafe", ["Café"]),
        ("cease-fire", ["cease-fire"]),
        ("storm -quay", ["storm"]),
        ("(storm OR noon) turned", ["storm", "turned", "noon"]),
        ("work*", ["worked"]),
        ("title:ferry", []),
        ("source:ferry", []),
        ("turned to the quay", ["the", "quay", "the", "quay", "turned"]),
        ("the", ["The", *["the"] * 5]),
        ("the of", ["The", *["the"] * 5]),
        ("", []),
    ],
)
def test_marks_what_the_query_finds(typed: str, expected: list[str]) -> None:
    assert marked(TEXT, parse(typed, TODAY)) == expected


def test_words_asked_for_in_the_title_are_marked_there() -> None:
    assert marked("Ferry sails", parse("title:ferry", TODAY), "title") == ["Ferry"]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("渡船码头开放", "码头", ["码头"]),
        ("渡船码头开放", "渡船码头", ["渡船码头"]),
        ("Паром ещё стоит", "еще", ["ещё"]),
        ("في المِيناء", "الميناء", ["المِيناء"]),
        ("Straße und Ægir", "strasse", ["Straße"]),
        ("cafe\u0301 society", "cafés", ["cafe\u0301"]),
        ("O’Brien's and brien", "obrien", ["O’Brien's"]),
        ("see t.co or x.Word", "word", ["Word"]),
        ("He is dying; they die, the dice", "die", ["dying", "die"]),
        ("sun s\u0301 's S S.S. s_x (s) us", "s", ["s\u0301", "s", "S", "s", "s"]),
        ("Ferries de la mer", "de OR で", ["de"]),
        ("Ferries de la mer で", "de OR で", ["de", "で"]),
        ("ferries, café", "で", []),
        ("渡x ဿ0 x渡", "x OR 0", ["x", "0", "x"]),
    ],
)
def test_marks_in_many_scripts(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, parse(typed, TODAY)) == expected


def test_the_snippet_shows_the_passage_with_most_of_the_words() -> None:
    text, hits = snippet(TEXT, parse("ferry lindholm noon", TODAY), 120)
    assert [text[start:end] for start, end in hits] == ["Lindholm", "ferry", "noon"]
    assert text.startswith("…")
    assert text.endswith("…")
    assert len(text) <= 120


def test_the_snippet_begins_with_the_sentence_where_it_is_near() -> None:
    text, _ = snippet(TEXT, parse("storm", TODAY), 100)
    assert text.startswith("…Nobody on the quay expected the storm")


def test_without_hits_the_snippet_is_the_beginning() -> None:
    text, hits = snippet(TEXT, parse("zeppelin", TODAY), 60)
    assert text == "The ferry left the quay at nine. Crews had worked for…"
    assert hits == ()
    assert snippet("", parse("zeppelin", TODAY)) == ("", ())


PIECES = [
    "ferry",
    "Ferries",
    "O'Brien",
    "U.S.",
    "1,200",
    "16.A",
    "f.erry",
    "2½",
    "t.co",
    "naïve",
    "Straße",
    "ﬁnance",
    "½",
    "паром",
    "渡船码头",
    "x京",
    "京x",
    "e\u0301te\u0301",
    "_a_",
    "—",
    "\n\n",
    "don’t",
    "A",
    "a",
    "'a'",
    "で",
    "dying",
    "die",
    "s",
]
RANDOM_TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=15).map(" ".join)
NEEDLES = st.one_of(st.sampled_from(PIECES), st.text(min_size=1, max_size=4))


@given(text=RANDOM_TEXT, needle=NEEDLES, exact=st.booleans())
@example(text="x京", needle="X", exact=False)
@settings(max_examples=200, deadline=None)
def test_a_word_is_marked_just_where_the_analysis_finds_it(text: str, needle: str, exact: bool) -> None:
    run = words(needle)
    if len(run) != 1:
        return
    same = fold if exact else stem
    expected = set()
    for match in RAW_TOKEN.finditer(text):
        for form, start, end in pieces(match.group()):
            if same(form) == same(run[0]):
                expected.update(range(match.start() + start, match.start() + end))
    found = {
        place for start, end in spans(text, Word(needle, exact=exact), "body") for place in range(start, end)
    }
    assert found == expected


@given(text=RANDOM_TEXT, a=NEEDLES, b=NEEDLES, width=st.integers(3, 80))
@settings(max_examples=200, deadline=None)
def test_spans_and_snippets_hold_together(text: str, a: str, b: str, width: int) -> None:
    query = And((Word(a), Or((Prefix(b), Phrase(f"{a} {b}"))), Not(Word(b))))
    last = 0
    for start, end in spans(text, query, "body"):
        assert last <= start < end <= len(text)
        last = end
    line, hits = snippet(text, query, width)
    assert "\n" not in line
    assert len(line) <= max(width, 3)
    for start, end in hits:
        assert 0 <= start < end <= len(line)
        assert line[start:end].strip() == line[start:end]


def test_the_first_passage_is_found_however_far_down_in_a_book() -> None:
    book = "Nothing but waves. " * 30_000
    text, hits = snippet(f"{book}The lantern went out at last. {book}", parse("lantern", TODAY), 80)
    assert [text[start:end] for start, end in hits] == ["lantern"]
    assert text.startswith("…")
    assert text.endswith("…")
