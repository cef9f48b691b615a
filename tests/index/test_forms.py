"""What is told of a word's forms from their stem holds for whatever the stemmer makes of words."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import stem, words
from index.forms import beginning_of_forms, is_only_form

# The endings that the rules cut off or exchange, behind which others may come to light.
ENDINGS = words("""s es ed ing ly ies ied y tional ational ation ator izer ization alism ality alli fulness
    ousness ous iveness ivity bility bly ogy li ency ancy ent ant ic icate ative alize ful ness ment ement
    ism ate iti ive ize ion e l t eed eedly ingly edly""")

forms = st.builds(
    "".join,
    st.tuples(
        st.text(string.ascii_lowercase, max_size=5),
        st.sampled_from(["", *ENDINGS]),
        st.sampled_from(["", *ENDINGS]),
    ),
).filter(bool)


@given(forms)
@example("dying")
@example("skies")
@example("happy")
@example("using")
@example("aed")
@example("sensibility")
def test_every_form_begins_as_its_stem_tells(form: str) -> None:
    stemmed = stem(form)
    assert form.startswith(beginning_of_forms(stemmed))
    assert not is_only_form(stemmed) or form == stemmed


def test_short_words_with_every_ending_begin_as_their_stems_tell() -> None:
    letters = string.ascii_lowercase
    for word in (*letters, *(a + b for a in letters for b in letters)):
        for ending in ENDINGS:
            assert (word + ending).startswith(beginning_of_forms(stem(word + ending)))


@pytest.mark.parametrize(
    ("stemmed", "beginning"),
    [("harbour", "harbour"), ("happi", "happ"), ("de", "de"), ("die", "d"), ("café", "ca"), ("1200", "12")],
)
def test_the_beginning_is_as_long_as_the_rules_allow(stemmed: str, beginning: str) -> None:
    assert beginning_of_forms(stemmed) == beginning
