from hypothesis import given, settings

from index.compare.result import Reuse
from index.compare.reuse import reuse
from tests.index.compare.texts import texts

WIRE = "The ferry ran aground on a sandbank off the northern cape late on Sunday night."


def test_copied_words_are_measured_on_each_side():
    found = reuse(
        [WIRE], [WIRE, "Its captain, who has sailed the route for years, blamed a new and faulty chart."]
    )
    assert found.a_in_b == 1.0
    assert 0.4 < found.b_in_a < 0.6


def test_case_and_punctuation_do_not_hide_a_copy():
    assert reuse([WIRE], [WIRE.upper().replace(" ", ", ")]) == Reuse(1.0, 1.0)


def test_the_same_facts_in_other_words_are_no_reuse():
    assert reuse([WIRE], ["Late on Sunday a ferry got stuck on sand near the cape in the north."]) == Reuse(
        0.0, 0.0
    )


def test_nothing_reuses_nothing():
    assert reuse([], []) == Reuse(0.0, 0.0)


@given(texts, texts)
@settings(max_examples=80, deadline=None)
def test_shares_are_shares_and_mirror(one, other):
    found, mirror = reuse([one], [other]), reuse([other], [one])
    assert (found.a_in_b, found.b_in_a) == (mirror.b_in_a, mirror.a_in_b)
    assert 0.0 <= found.a_in_b <= 1.0
    assert 0.0 <= found.b_in_a <= 1.0
