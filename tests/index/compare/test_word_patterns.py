import re

from hypothesis import given
from hypothesis import strategies as st

from index.compare.word_patterns import any_of

PHRASES = st.lists(st.text("ab c", min_size=1, max_size=5).filter(lambda text: "  " not in text), min_size=1)


@given(PHRASES, st.text("ab c", max_size=30), st.booleans())
def test_what_is_found_is_what_the_phrases_one_by_one_would_find(phrases, text, whole):
    plain = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    ending = r"\b" if whole else ""
    together = re.compile(any_of(phrases) + ending).finditer(text)
    one_by_one = re.compile(f"(?:{plain}){ending}").finditer(text)
    assert [match.span() for match in together] == [match.span() for match in one_by_one]


def test_a_full_stop_in_a_phrase_stands_for_itself():
    office = re.compile(any_of(["d.a.", "dean"]))
    assert office.fullmatch("d.a.")
    assert office.fullmatch("deal") is None
    assert office.fullmatch("dean")
