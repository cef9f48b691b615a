import numpy as np
import pytest

from index.compare.facts import extract
from index.compare.meaning import CommonActs, Likeness, Words, acts_of
from index.compare.pairing import post
from index.compare.terms import stems, terms_of
from tests.index.compare.texts import article


def terms(*sentences):
    return terms_of(extract(article("\n\n".join(sentences))))


def common_act(one, other, i=0, j=0):
    (weight,) = CommonActs(terms(*one), terms(*other)).of(np.array([i]), np.array([j]))
    return weight


def likeness(a, b):
    """Of sentences given as sets of stems, each of which weighs the same."""
    vocabulary = sorted(frozenset().union(*a, *b))
    numbers = {stem: number for number, stem in enumerate(vocabulary)}
    words = Words(vocabulary, np.full(len(vocabulary), 2.0))
    return Likeness(post(a, numbers), post(b, numbers), (len(a), len(b)), words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor resigned over the leak on Monday.", "Ana Bell stepped down over the affair."),
        ("The governor vetoed the ferry subsidy.", "Her office turned down the ferry money."),
        ("Police arrested two dockers.", "Two dockers were taken into custody by officers."),
    ],
)
def test_one_act_in_two_wordings_is_found(one, other):
    a, b = (one, "It rained."), (other, "Nothing else was said of it.")
    assert common_act(a, b) > 0
    assert common_act(b, a) == common_act(a, b)
    assert common_act(a, b, 1, 0) == 0


def test_an_act_in_the_same_words_is_left_to_the_words():
    assert common_act(["The mayor resigned."], ["A clerk resigned too."]) == 0
    assert common_act(["The mayor resigned and stepped down."], ["A clerk resigned too."]) == 0


def test_the_rarest_of_several_acts_counts():
    both = "The mayor resigned when police arrested two dockers."
    other = "She stepped down; the dockers were taken into custody."
    often = ["The clerk quit."] * 6
    assert common_act([both, *often], [other]) == common_act(
        ["Police arrested two dockers.", *often], [other]
    )


def test_the_rarer_act_weighs_more():
    often = ["The mayor resigned.", *["The clerk quit."] * 6]
    assert common_act(often[:1], ["She stepped down."]) > common_act(often, ["She stepped down."])


def test_phrases_stand_only_where_their_words_follow_each_other():
    together, apart = terms("She stepped down."), terms("She stepped out and sat down.")
    assert set(acts_of(together)) - set(acts_of(apart))


def test_words_used_alike_make_sentences_alike():
    a = [stems("the storm flooded streets"), stems("the court heard the lawsuit")]
    b = [stems("a hurricane swamped roads"), stems("judges listened to plaintiffs")]
    found = likeness(a, b)
    weather, weather_as_court = found.of(np.array([0, 0]), np.array([0, 1]))
    court, court_as_weather = found.of(np.array([1, 1]), np.array([1, 0]))
    assert weather > weather_as_court
    assert court > court_as_weather
    np.testing.assert_array_equal(found.ranks(np.array([0, 0]), np.array([0, 1])), [0, 2])


def test_likeness_is_the_same_from_both_sides():
    a, b = [stems("rain fell on the harbour"), stems("xqzt")], [stems("ships left the port in rain")]
    i, j = np.array([0, 1]), np.array([0, 0])
    one, other = likeness(a, b), likeness(b, a)
    np.testing.assert_array_equal(one.of(i, j), other.of(j, i))
    np.testing.assert_array_equal(one.ranks(i, j), other.ranks(j, i))
    assert -1 <= one.of(i, j)[1] <= 1
