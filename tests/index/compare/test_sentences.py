import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.compare.sentences import sentences, split
from tests.index.compare.texts import article, texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Nobody came.", ["It rained.", "Nobody came."]),
        ("Mr. Hale met Dr. Ito at 5 p.m. Monday.", ["Mr. Hale met Dr. Ito at 5 p.m. Monday."]),
        ("Lt. Col. Ann Ray and Maj. Gen. Bo Li spoke.", ["Lt. Col. Ann Ray and Maj. Gen. Bo Li spoke."]),
        ("The U.S. Navy sailed. J. R. Moss watched.", ["The U.S. Navy sailed.", "J. R. Moss watched."]),
        ("It cost $3.5 million. Who paid?", ["It cost $3.5 million.", "Who paid?"]),
        ('"We won." She smiled.', ['"We won."', "She smiled."]),
        ('"Who won?" Hale asked.', ['"Who won?" Hale asked.']),
        ('"Who won?" she asked.', ['"Who won?" she asked.']),
        ("Wait ... what now? Go.", ["Wait ... what now?", "Go."]),
        ("下雪了。学校关了！为什么？", ["下雪了。", "学校关了！", "为什么？"]),
        ("क्या हुआ। सब ठीक है।", ["क्या हुआ।", "सब ठीक है।"]),
        ("it rained. nobody came.", ["it rained.", "nobody came."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert split(text) == expected


def test_paragraphs_are_never_joined():
    found = sentences(article("The mayor said\n\nthat it was over"))
    assert [(one.text, one.paragraph) for one in found] == [("The mayor said", 0), ("that it was over", 1)]


def test_a_short_line_that_no_stop_ends_is_a_heading():
    found = sentences(article("What we know\n\nThe bridge fell on Tuesday."))
    assert [one.heading for one in found] == [True, False]


def test_line_breaks_within_a_paragraph_are_spaces():
    assert [one.text for one in sentences(article("The bridge\nfell  down."))] == ["The bridge fell down."]


@given(texts)
@settings(max_examples=150, deadline=None)
def test_every_character_that_is_not_space_stands_in_exactly_one_sentence(text):
    found = sentences(article(text))
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
    assert all(one.text == one.text.strip() != "" for one in found)
    assert [one.paragraph for one in found] == sorted(one.paragraph for one in found)


@given(st.sampled_from(['."', "! ", "a. ", "Mr. ", "。", "x", '" ', "?) "]))
@settings(max_examples=8, deadline=None)
def test_repetition_costs_linear_time(part):
    def seconds(times):
        start = time.process_time()
        split(part * times)
        return time.process_time() - start

    seconds(100)
    # Quadratic growth would make the longer text 100 times as slow; a slow machine gets some room.
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.01)
