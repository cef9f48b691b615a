import numpy as np
import pytest

from index.compare.facts import extract
from index.compare.meaning import CommonActs, Likeness, acts_of
from index.compare.terms import stems, terms_of
from tests.index.compare.texts import article


def terms(*sentences):
    return terms_of(extract(article("\n\n".join(sentences))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor resigned over the leak on Monday.", "Ana Bell stepped down over the affair."),
        ("The governor vetoed the ferry subsidy.", "Her office turned down the ferry money."),
        ("Police arrested two dockers.", "Two dockers were taken into custody by officers."),
    ],
)
def test_one_act_in_two_wordings_is_found(one, other):
    acts = CommonActs(terms(one, "It rained."), terms(other, "Nothing else was said of it."))
    assert acts.of(0, 0) > 0
    assert acts.of(1, 0) == 0


def test_an_act_in_the_same_words_is_left_to_the_words():
    acts = CommonActs(terms("The mayor resigned."), terms("A clerk resigned too."))
    assert acts.of(0, 0) == 0


def test_the_rarer_act_weighs_more():
    often = ["The mayor resigned.", *["The clerk quit."] * 6]
    assert CommonActs(terms(often[0]), terms("She stepped down.")).of(0, 0) > CommonActs(
        terms(*often), terms("She stepped down.")
    ).of(0, 0)


def test_phrases_stand_only_where_their_words_follow_each_other():
    (together,), (apart,) = terms("She stepped down."), terms("She stepped out and sat down.")
    assert set(acts_of(together)) - set(acts_of(apart))


def test_words_used_alike_make_sentences_alike():
    a = [stems("the storm flooded streets"), stems("the court heard the lawsuit")]
    b = [stems("a hurricane swamped roads"), stems("judges listened to plaintiffs")]
    likeness = Likeness(a, b, dict.fromkeys(frozenset().union(*a, *b), 1.0))
    weather, weather_as_court = likeness.of(np.array([0, 0]), np.array([0, 1]))
    court, court_as_weather = likeness.of(np.array([1, 1]), np.array([1, 0]))
    assert weather > weather_as_court
    assert court > court_as_weather
    np.testing.assert_array_equal(likeness.ranks(np.array([0, 0]), np.array([0, 1])), [0, 2])


def test_likeness_is_the_same_from_both_sides():
    a, b = [stems("rain fell on the harbour"), stems("xqzt")], [stems("ships left the port in rain")]
    weights = dict.fromkeys(frozenset().union(*a, *b), 2.0)
    i, j = np.array([0, 1]), np.array([0, 0])
    one, other = Likeness(a, b, weights), Likeness(b, a, weights)
    np.testing.assert_array_equal(one.of(i, j), other.of(j, i))
    np.testing.assert_array_equal(one.ranks(i, j), other.ranks(j, i))
    assert -1 <= one.of(i, j)[1] <= 1
