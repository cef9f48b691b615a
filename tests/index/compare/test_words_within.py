import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compare.dates_calendar import calendar_spans
from index.compare.names_runs import tokens
from index.compare.numerals import tokenize
from index.compare.words_within import forms_of, words_within

WORDS = (
    "the ship a.m. p.m U.S. Mr. don't Ana’s co-op 4th 1,200 x2 né “no” AT&T — it's rock'n'roll dogs’ o.k., é"
    " b c.d. I’m (so end. ٣"
)
NEWS = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


def test_words_stand_as_they_are_written_and_once_each():
    assert words_within("The Mayor’s café: the MAYOR, 4th of May") == {
        *("The", "Mayor", "s", "caf", "the", "MAYOR", "th", "of", "May")
    }


def test_forms_are_those_that_news_writes():
    assert forms_of("may week") == {"may", "May", "MAY", "week", "Week", "WEEK"}


@given(NEWS | st.text())
def test_words_are_cut_alike_whether_one_or_two_spaces_stand_between(text):
    apart = text.replace(" ", "  ")
    assert [token.text for token in tokenize(text)] == [token.text for token in tokenize(apart)]
    assert [(*one[:1], *one[3:7]) for one in tokens(text)] == [(*one[:1], *one[3:7]) for one in tokens(apart)]


@given(NEWS | st.text())
def test_tokens_select_their_text(text):
    assert all(
        text[one.start : one.end] == one.text and one.lower == one.text.lower() for one in tokenize(text)
    )
    assert "".join(one.text for one in tokenize(text)) == "".join(text.split())
    assert all(text[one.start : one.end] == one.text for one in tokens(text))


@pytest.mark.parametrize(
    "date",
    [
        *(
            "MAY 5",
            "Sept. 11",
            "6th of August",
            "5 August 2024",
            "June of 1998",
            "2024-08-06",
            "8/6/2024",
            "9/11",
        ),
        *("1990s", "’90s", "1980’s", "5 p.m.", "5PM", "17:30", "5 o’clock", "1815", "2016-17"),
    ],
)
def test_every_way_to_write_a_date_is_looked_for(date):
    text = f"It was seen since {date}"
    assert [text[span.start : span.end] for span in calendar_spans(text)] == [date]
