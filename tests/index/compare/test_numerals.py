"""Numbers in digits and in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.compare.numerals import Numeral, read_between, read_numeral, tokenize


def read(text: str) -> Numeral | None:
    tokens = tokenize(text)
    return read_between(tokens, 0) or read_numeral(tokens, 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("43,350", 43350),
        ("1.2m", 1.2e6),
        ("5bn", 5e9),
        ("1.5 million", 1.5e6),
        ("seventy-four", 74),
        ("two hundred and five", 205),
        ("twenty-one thousand three hundred and four", 21304),
        ("a dozen", 12),
        ("half-dozen", 6),
        ("a half-dozen", 6),
        ("three dozen", 36),
        ("half a million", 5e5),
        ("two and a half", 2.5),
        ("2½", 2.5),
        ("a million and a half", 1.5e6),
        ("one-hundred", 100),
        (".45", 0.45),
        ("zero", 0),
    ],
)
def test_reads_amounts(text: str, value: float) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.value == pytest.approx(value)
    assert numeral.shape == "exact"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 10", 5, 10),
        ("from 500,000 to 1.6 million", 5e5, 1.6e6),
        ("between 1.45 and 1.55 million", 1.45e6, 1.55e6),
        ("40- to 60", 40, 60),
        ("two or three", 2, 3),
        ("five to six million", 5e6, 6e6),
    ],
)
def test_reads_ranges(text: str, low: float, high: float) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.shape == "range"
    assert (numeral.low, numeral.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two-thirds", 2 / 3),
        ("three quarters", 0.75),
        ("a third of", 1 / 3),
        ("one-fifth", 0.2),
        ("half", 0.5),
    ],
)
def test_reads_fractions(text: str, value: float) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.shape == "fraction"
    assert numeral.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["two in three", "two-in-three", "2 in 3", "two out of three"])
def test_reads_ratios(text: str) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.shape == "ratio"
    assert numeral.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "text", ["dozens", "hundreds", "tens of thousands", "several hundred", "a couple of dozen"]
)
def test_vague_amounts_have_bounds(text: str) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.shape == "vague"
    assert numeral.low < numeral.high


@pytest.mark.parametrize("text", ["52-48", "3-to-1"])
def test_falling_pairs_are_no_ranges(text: str) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.shape == "pair"


def test_a_change_from_one_to_another_is_no_range() -> None:
    tokens = tokenize("rose from 37 to 43")
    assert read_between(tokens, 1) is None
    numeral = read_numeral(tokens, 2)
    assert numeral is not None
    assert numeral.value == 37


@pytest.mark.parametrize(
    ("text", "step"), [("43,000", 1000), ("43,350", 10), ("1.5 million", 1e5), ("2.25", 0.01)]
)
def test_knows_the_printed_precision(text: str, step: float) -> None:
    numeral = read(text)
    assert numeral is not None
    assert numeral.step == pytest.approx(step)


@pytest.mark.parametrize("text", ["", "word", "and", "-", "1234567890123456789012"])
def test_reads_nothing_where_there_is_no_amount(text: str) -> None:
    tokens = tokenize(text)
    assert not tokens or read_numeral(tokens, 0) is None


@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_with_commas_are_read_back(number: int) -> None:
    numeral = read(f"{number:,}")
    assert numeral is not None
    assert numeral.value == number


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(st.integers(0, 8), st.integers(0, 7), st.integers(0, 8), st.sampled_from([" and ", " "]))
def test_words_are_read_back(hundreds: int, tens: int, ones: int, joint: str) -> None:
    text = f"{_UNITS[hundreds]} hundred{joint}{_TENS[tens]}-{_UNITS[ones]}"
    numeral = read(text)
    assert numeral is not None
    assert numeral.value == (hundreds + 1) * 100 + (tens + 2) * 10 + ones + 1


_PIECES = st.sampled_from(
    (  # noqa: SIM905
        "a an and half 3 1.5 million - – two hundred dozen of thousands in to from between third % $ ½ , . x"
    ).split()
)


@settings(max_examples=200)
@given(st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES, max_size=12).map("".join) | st.text())
def test_no_text_makes_it_raise_and_bounds_are_ordered(text: str) -> None:
    tokens = tokenize(text)
    for i in range(len(tokens)):
        numeral = read_between(tokens, i) or read_numeral(tokens, i)
        if numeral is not None:
            assert numeral.first == i < numeral.last <= len(tokens)
            assert numeral.low <= numeral.high
            assert numeral.step > 0
