"""The query language: what is typed, and what it means."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query import (
    Among,
    And,
    Dates,
    Everything,
    Marked,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Source,
    Topic,
    Word,
    format_query,
    notes,
    parse,
)
from tests.fuzzing import examples

TODAY = date(2024, 3, 31)
A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("-a b", And((Not(A), B))),
        ("-(a b)", Not(And((A, B)))),
        ('"a b"', Phrase("a b")),
        ("“a b”", Phrase("a b")),
        ('-"a b"', Not(Phrase("a b"))),
        ("ab*", Prefix("ab")),
        ("+a", Word("a", exact=True)),
        ("title:a", Word("a", "title")),
        ("TITLE:a*", Prefix("a", "title")),
        ('title:"a b"', Phrase("a b", "title")),
        ("title:(a OR b*)", Or((Word("a", "title"), Prefix("b", "title")))),
        ("-title:(a b)", Not(And((Word("a", "title"), Word("b", "title"))))),
        ("source:x", Source("x")),
        ('source:"Feed Two" a', And((Source("Feed Two"), A))),
        ("-source:x", Not(Source("x"))),
        ("topic:kursk", Topic("kursk")),
        ("is:Unread", Marked("unread")),
        ("http://example.com/a", Word("http://example.com/a")),
        ("note:this", Word("note:this")),
        ("cease-fire", Word("cease-fire")),
    ],
)
def test_reads(typed: str, expected: Query) -> None:
    assert parse(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("after:2024-02-10", date(2024, 2, 10), None),
        ("after:2024-02", date(2024, 2, 1), None),
        ("after:2024", date(2024, 1, 1), None),
        ("before:2024-02-10", None, date(2024, 2, 9)),
        ("before:2024", None, date(2023, 12, 31)),
        ("on:2024-02-10", date(2024, 2, 10), date(2024, 2, 10)),
        ("on:2024-2-9", date(2024, 2, 9), date(2024, 2, 9)),
        ("on:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("on:2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("on:today", TODAY, TODAY),
        ("after:Yesterday", date(2024, 3, 30), None),
        ("after:-7d", date(2024, 3, 24), None),
        ("after:-2w", date(2024, 3, 17), None),
        ("after:-1m", date(2024, 2, 29), None),
        ("after:-1y", date(2023, 3, 31), None),
        ('after:"2024-02-10"', date(2024, 2, 10), None),
    ],
)
def test_reads_dates(typed: str, first: date | None, last: date | None) -> None:
    assert parse(typed, TODAY) == Dates(first, last)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"a b', And((A, B))),
        ('a" b', And((A, B))),
        ("OR", Word("OR")),
        ("a OR", And((A, Word("OR")))),
        ("OR a", And((Word("OR"), A))),
        ("a OR OR b", Or((And((A, Word("OR"))), B))),
        ("(a", A),
        ("a)", A),
        (")(", Everything()),
        ("()", Everything()),
        ("-", Everything()),
        ("+", Everything()),
        ("*", Everything()),
        ('""', Everything()),
        ("?!", Everything()),
        ("a -", A),
        ("a:", Word("a:")),
        (":a", Word(":a")),
        ("source: a", And((Word("source:"), A))),
        ('source:"" a', And((Word("source"), A))),
        ("after:soon a", And((Word("after"), Word("soon"), A))),
        ("on:2024-13-01", And((Word("on"), Word("2024-13-01")))),
        ("on:2023-02-29", And((Word("on"), Word("2023-02-29")))),
        ("after:-99999y", And((Word("after"), Word("99999y")))),
        ("on:0000", And((Word("on"), Word("0000")))),
        ("--a", Not(A)),
    ],
)
def test_reads_what_makes_no_sense_as_words(typed: str, expected: Query) -> None:
    assert parse(typed, TODAY) == expected


def test_deep_nesting_is_no_trouble() -> None:
    assert parse("(" * 5000 + "a" + ")" * 5000, TODAY) == A
    assert isinstance(parse("-(" * 3000 + "a b", TODAY), (And, Not, Word))


LEXEMES = st.sampled_from(
    [
        "a",
        "b*",
        '"',
        "'",
        "(",
        ")",
        "-",
        "+",
        "OR",
        "AND",
        " ",
        ":",
        "title:",
        "source:",
        "after:",
        "-7d",
        "2024-02-30",
        "*",
        "“",
        "naïve",
        "渡船",
        "\n",
    ]
)


@given(st.text(max_size=30) | st.lists(LEXEMES, max_size=20).map("".join))
@settings(max_examples=examples(300), deadline=None)
def test_nothing_typed_is_an_error(typed: str) -> None:
    again = parse(format_query(parse(typed, TODAY)), TODAY)
    assert isinstance(again, get_args(Query))


NAMES = st.text(alphabet="abcdefgé", min_size=1, max_size=6)
LEAVES = st.one_of(
    st.builds(Word, NAMES, st.sampled_from(["any", "title"])),
    st.builds(Word, NAMES, st.just("any"), st.just(True)),
    st.builds(Prefix, NAMES, st.sampled_from(["any", "title"])),
    st.builds(
        Phrase, st.lists(NAMES, min_size=1, max_size=3).map(" ".join), st.sampled_from(["any", "title"])
    ),
    st.builds(Source, st.lists(NAMES, min_size=1, max_size=2).map(" ".join)),
    st.builds(Topic, NAMES),
    st.builds(Marked, st.sampled_from(["read", "unread", "starred", "noted"])),
    st.dates(date(1000, 1, 1), date(9000, 1, 1)).map(lambda day: Dates(day, day)),
    st.dates(date(1000, 1, 1), date(9000, 1, 1)).map(lambda day: Dates(None, day)),
)


def _trees(leaves: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return st.recursive(
        leaves | leaves.map(Not),
        lambda parts: st.one_of(
            st.lists(parts.filter(lambda p: not isinstance(p, And)), min_size=2, max_size=3)
            .map(tuple)
            .map(And),
            st.lists(parts.filter(lambda p: not isinstance(p, Or)), min_size=2, max_size=3)
            .map(tuple)
            .map(Or),
        ),
        max_leaves=8,
    )


@given(_trees(LEAVES))
@settings(max_examples=examples(200), deadline=None)
def test_what_is_written_is_read_back(query: Query) -> None:
    assert parse(format_query(query), TODAY) == query


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a kur", And((A, Or((Word("kur"), Prefix("kur")))))),
        ("title:kur", Or((Word("kur", "title"), Prefix("kur", "title")))),
        ("a -kur", And((A, Not(Or((Word("kur"), Prefix("kur"))))))),
        ("kur ", Word("kur")),
        ("k", Word("k")),
        ("+kur", Word("kur", exact=True)),
        ('"kur', Or((Word("kur"), Prefix("kur")))),
        ("kur*", Prefix("kur")),
        ("source:kur", Source("kur")),
        ("", Everything()),
    ],
)
def test_the_last_word_of_what_is_still_being_typed_may_go_on(typed: str, expected: Query) -> None:
    assert parse(typed, TODAY, unfinished=True) == expected


def test_ids_are_not_written() -> None:
    assert format_query(And((A, Among(frozenset({"x"}))))) == "a"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("after:foo bridge", "no date in after:foo; searched as words"),
        ("-before:2024-13", "no date in before:2024-13; searched as words"),
        ("sorce:reuters bridge", "no filter sorce:, did you mean source:? Searched as words"),
        ('TITEL:"two words"', "no filter TITEL:, did you mean title:? Searched as words"),
        ("since:2024-01", "no filter since:, did you mean after:? Searched as words"),
        ("from:2024-01", "no filter from:, did you mean after:? Searched as words"),
        ("from:reuters", "no filter from:, did you mean source:? Searched as words"),
        ("source: reuters", "nothing stands after source: (without a space); searched as a word"),
        ("is:red", "is: is followed by read, unread, starred, noted, not by red; searched as words"),
    ],
)
def test_what_looks_like_a_filter_and_is_none_is_told(typed: str, said: str) -> None:
    assert notes(typed, TODAY) == (said,)
    assert notes(f"{typed} ", TODAY, unfinished=True) == (said,)
    assert parse(typed, TODAY) != Everything()


@pytest.mark.parametrize(
    "typed",
    [
        "", "kursk", "source:x after:2024-01 on:2024 is:read", "http://example.com", "10:30", "note:this",
        "update:kursk", "pm:speech", 'title:"a b"', "source:", "table:tennis"
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_is_understood_or_is_no_filter(typed: str) -> None:
    assert notes(typed, TODAY, unfinished=True) == ()
    if not typed.endswith(":"):
        assert notes(typed, TODAY) == ()


@pytest.mark.parametrize("typed", ["bridge after:20xx", "sorce:reu", "source:"])
def test_nothing_is_said_of_what_is_still_being_typed(typed: str) -> None:
    assert notes(typed, TODAY)
    assert notes(typed, TODAY, unfinished=True) == ()


@given(st.text(alphabet=st.sampled_from('after:sorce()"-+ *2024x'), max_size=40))
def test_notes_never_fail_and_are_of_one_line(typed: str) -> None:
    for unfinished in (False, True):
        assert all("\n" not in note for note in notes(typed, TODAY, unfinished=unfinished))
