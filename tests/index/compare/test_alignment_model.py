import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compare.alignment_model import (
    CONTEXT_NAMES,
    Network,
    arrays_of,
    context_of,
    model_of,
    probabilities,
    shipped,
)
from index.compare.pairing import Pairs

PLACES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 4)), st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1
)


@given(PLACES)
def test_the_context_of_a_pair_is_the_same_whichever_account_is_a(places):
    a, b = np.array(list(places)).T
    pairs, mirrored = Pairs(a, b, (6, 5)), Pairs(b, a, (5, 6))
    context, mirror = (
        context_of(pairs, np.array([places[i, j] for i, j in zip(pairs.a, pairs.b, strict=True)])),
        context_of(mirrored, np.array([places[i, j] for j, i in zip(mirrored.a, mirrored.b, strict=True)])),
    )
    order = np.lexsort((mirrored.a, mirrored.b))
    np.testing.assert_array_equal(context, mirror[order])


def test_the_context_tells_of_rivals_and_of_the_whole():
    pairs = Pairs(np.array([0, 0, 1]), np.array([0, 1, 1]), (2, 2))
    log_odds = np.array([[0.0, 1.0], [-1.0, 0.0], [2.0, 2.0]])
    first, second, third = probabilities(log_odds)[:, 0]
    row = dict(zip(CONTEXT_NAMES, context_of(pairs, log_odds)[0], strict=True))
    assert row["rival_least"] == 0.0  # nothing else of A is paired with the first sentence of B
    assert row["rival_most"] == second
    assert row["over_rival_least"] == first - second
    assert row["along"] == third
    assert row["rank_most"] == 0.0
    assert row["partners"] == pytest.approx((first + second + third) / 2)


def test_a_network_adds_a_straight_way_to_its_hidden_units():
    network = Network(
        mean=np.array([1.0]),
        scale=np.array([2.0]),
        hidden=np.array([[1.0]]),
        hidden_bias=np.array([0.0]),
        out=np.array([[3.0, 0.0]]),
        straight=np.array([[0.5, 1.0]]),
        bias=np.array([0.25, 0.0]),
    )
    np.testing.assert_allclose(network.log_odds(np.array([[1.0]])), [[0.25, 0.0]])
    np.testing.assert_allclose(network.log_odds(np.array([[3.0]])), [[3 * np.tanh(1) + 0.75, 1.0]])
    far, farther = network.log_odds(np.array([[1e3], [1e9]]))
    np.testing.assert_array_equal(far, farther)


def test_a_model_comes_back_as_it_was_written():
    again = model_of(arrays_of(shipped()))
    for stage in ("first", "second"):
        for name in Network.__slots__:
            np.testing.assert_array_equal(
                getattr(getattr(again, stage), name), getattr(getattr(shipped(), stage), name)
            )


def test_a_model_for_other_features_is_refused():
    arrays = arrays_of(shipped()) | {"features": np.frombuffer(b"cosine", dtype=np.uint8)}
    with pytest.raises(RuntimeError, match="other features"):
        model_of(arrays)
