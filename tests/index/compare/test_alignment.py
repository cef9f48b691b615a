from itertools import pairwise

import pytest

from index.compare.alignment import Candidate, align, shown, tempered
from index.compare.facts import extract
from index.compare.result import SameStory
from tests.index.compare.texts import HARBOUR, LINDOW, ORCHARD, article


def links(text_a, text_b, strictness=3):
    a, b = extract(article(text_a, "a")), extract(article(text_b, "b"))
    found = shown(align(a, b), strictness)
    return [(a.sentences[one.a].text, b.sentences[one.b].text, one) for one in found]


def test_the_same_event_in_other_words_is_linked():
    opening = [(a, b) for a, b, one in links(HARBOUR, LINDOW, 2) if one.kind == "same"]
    assert any("collapsed early" in a and "fell into the water" in b for a, b in opening)


def test_a_quotation_is_an_anchor():
    assert any("told reporters" in a and "said Edda Quill" in b for a, b, _ in links(HARBOUR, LINDOW))


def test_different_stories_have_no_links():
    assert links(HARBOUR, ORCHARD) == []


def test_a_stricter_view_shows_a_part_of_the_looser_one():
    seen = [{(one.a, one.b) for *_, one in links(HARBOUR, LINDOW, strictness)} for strictness in range(1, 6)]
    assert all(stricter <= looser for looser, stricter in pairwise(seen))
    assert len(seen[4]) < len(seen[0])


def test_strictness_is_brought_inside_its_bounds():
    assert [one for *_, one in links(HARBOUR, LINDOW, 99)] == [one for *_, one in links(HARBOUR, LINDOW, 5)]
    assert [one for *_, one in links(HARBOUR, LINDOW, -4)] == [one for *_, one in links(HARBOUR, LINDOW, 1)]


def test_scores_are_probabilities_and_say_why():
    found = align(extract(article(HARBOUR)), extract(article(LINDOW)))
    assert found
    assert all(0 <= one.same <= one.related <= 1 for one in found)
    assert all(one.why for *_, one in links(HARBOUR, LINDOW))


def test_word_for_word_sentences_are_certain_whatever_their_words():
    (found,) = links("They had all been there before us.", "THEY had all been there, before us!")
    assert found[2].score == 1.0


@pytest.mark.parametrize("short", ["He agreed.", "* * *", "Why?"])
def test_short_words_in_common_link_nothing(short):
    assert links(f"{HARBOUR}\n\n{short}", f"{short}\n\n{ORCHARD}") == []


def test_hundreds_of_sentences_with_the_same_words_finish():
    text = "The mayor of Lindow said the bridge over the river fell down again today. " * 400
    found = align(extract(article(text, "a")), extract(article(text + "It rained.", "b")))
    assert len(found) >= 400


def test_doubt_about_the_story_takes_from_all_but_word_for_word_pairs():
    found = (Candidate(0, 0, 1.0, 1.0), Candidate(1, 1, 0.6, 0.8))
    doubted = tempered(found, SameStory(0.2, likely=False))
    assert doubted[0] == found[0]
    assert 0 < doubted[1].same < 0.3
    assert tempered(found, SameStory(0.9, likely=True)) == found
