"""Which texts count as the same: letters and figures matter, how they are set does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.intake.likeness import sketch, text_key
from tests.fuzzing import examples
from tests.index.intake.newsroom import body


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quay was closed.", "THE QUAY  WAS\n\nCLOSED"),
        ("“It’s closed”, he said – twice…", '"It\'s closed," he said - twice...'),
        ("12\u00a0000 tonnes", "12 000 tonnes"),
        ("Straße", "STRASSE"),
    ],
)
def test_the_same_words_set_otherwise(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)
    assert sketch(one) == sketch(other)


@pytest.mark.parametrize(
    ("one", "other"), [("31 were hurt", "47 were hurt"), ("Львов", "Киев"), ("!!!", "???"), ("港", "湾")]
)
def test_other_words_are_another_text(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


def test_nearly_the_same_text_shares_most_of_its_sketch() -> None:
    changed = body(3).replace("Nobody", "A sailor")
    assert len(set(sketch(body(3))) & set(sketch(changed))) >= 3
    assert not set(sketch("The council met about the school on Monday.")) & set(sketch(body(3)))


@settings(max_examples=examples(100), deadline=None)
@given(st.text())
def test_any_text_has_a_key_and_a_sketch(text: str) -> None:
    assert len(text_key(text)) == 32
    assert text_key(text) == text_key(f" {text}\n")
    assert len(sketch(text)) <= 8
    assert all(0 <= one < 2**32 for one in sketch(text))
