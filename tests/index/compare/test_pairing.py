from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.compare.pairing import Pairs, best_of, meet, post, sums_of

WORDS = st.sampled_from("abcde")
SIDES = st.lists(st.frozensets(WORDS), max_size=6)
NUMBERS = {word: number for number, word in enumerate("abcd")}


@given(SIDES, SIDES)
def test_sentences_meet_under_each_number_that_both_have(a, b):
    met = meet(post(a, NUMBERS), post(b, NUMBERS), most=1000)
    found = sorted(zip(met.number.tolist(), met.a.tolist(), met.b.tolist(), strict=True))
    assert found == sorted(
        (number, i, j)
        for word, number in NUMBERS.items()
        for (i, one), (j, other) in product(enumerate(a), enumerate(b))
        if word in one and word in other
    )


def test_what_most_sentences_have_is_left_out_where_too_much_meets():
    side = [{"a"}, {"a"}, {"a", "b"}]
    met = meet(post(side, NUMBERS), post(side, NUMBERS), most=5)
    assert list(zip(met.number.tolist(), met.a.tolist(), met.b.tolist(), strict=True)) == [(1, 2, 2)]


@given(SIDES, SIDES)
def test_sums_are_the_same_whichever_account_is_a(a, b):
    weights = np.array([0.1, 0.7, 1.3, 2.9])
    one, other = (
        meet(post(left, NUMBERS), post(right, NUMBERS), most=1000) for left, right in ((a, b), (b, a))
    )
    pairs = Pairs(one.a, one.b, (len(a), len(b)))
    mirrored = Pairs(other.a, other.b, (len(b), len(a)))
    sums, mirror = pairs.sums(one, weights[one.number]), mirrored.sums(other, weights[other.number])
    assert dict(zip(zip(pairs.a, pairs.b, strict=True), sums, strict=True)) == dict(
        zip(zip(mirrored.b, mirrored.a, strict=True), mirror, strict=True)
    )


def test_values_are_looked_up_also_where_no_table_of_all_pairs_fits_in_memory():
    a, b = np.array([3, 0, 9000]), np.array([4, 0, 9999])
    pairs = Pairs(a, b, (10_000, 10_000))
    assert pairs.numbers(np.array([9000, 3, 5, -1, 0]), np.array([9999, 4, 5, 0, 10_000])).tolist() == [
        2, 1, -1, -1, -1,
    ]  # fmt: skip
    assert pairs.at(np.array([1.0, 2.0, 3.0]), np.array([9000, 1]), np.array([9999, 1])).tolist() == [
        3.0,
        0.0,
    ]


def test_what_lies_beside_a_pair_is_seen_along_and_across():
    pairs = Pairs(np.array([0, 1, 1, 2]), np.array([0, 1, 2, 4]), (5, 5))
    along, across, around = pairs.beside(np.array([0.5, 0.25, 1.0, 2.0]), np.array([1]), np.array([1]))
    assert (along.tolist(), across.tolist(), around.tolist()) == ([0.5], [1.0], [1.5])


def test_ranks_count_the_greater_and_put_the_nearer_in_reading_order_first():
    pairs = Pairs(np.array([0, 0, 0, 2]), np.array([0, 1, 2, 1]), (3, 3))
    of_a, of_b = pairs.ranks(np.array([1.0, 2.0, 2.0, 5.0]))
    assert of_a.tolist() == [2, 0, 1, 0]
    assert of_b.tolist() == [0, 1, 0, 0]
    assert [rank.tolist() for rank in Pairs(of_a[:0], of_b[:0], (3, 3)).ranks(np.zeros(0))] == [[], []]


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 3)))
def test_ranks_are_the_same_whichever_account_is_a(values):
    def ranks(of):
        pairs = Pairs(*np.array(list(of), dtype=np.int64).reshape(-1, 2).T, (5, 5))
        return pairs, pairs.ranks(np.array([of[i, j] for i, j in zip(pairs.a, pairs.b, strict=True)]))

    pairs, (of_a, of_b) = ranks(values)
    mirrored, (of_b_too, of_a_too) = ranks({(j, i): value for (i, j), value in values.items()})
    places = mirrored.numbers(pairs.b, pairs.a)
    assert (of_a.tolist(), of_b.tolist()) == (of_a_too[places].tolist(), of_b_too[places].tolist())


def test_owners_without_values_have_nothing():
    values, owners = np.array([1.5, 2.0, 0.5]), np.array([0, 0, 2])
    assert sums_of(values, owners, 4).tolist() == [3.5, 0.0, 0.5, 0.0]
    assert best_of(values, owners, 4).tolist() == [2.0, 0.0, 0.5, 0.0]
