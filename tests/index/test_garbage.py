import gc

import pytest

from index.garbage import uncollected


@uncollected
def collects(fail=False):
    if fail:
        raise ValueError("for the test")
    return gc.isenabled()


def test_no_garbage_is_collected_within_and_again_afterwards():
    assert not collects()
    assert gc.isenabled()


def test_a_failure_lets_the_collector_in_again():
    with pytest.raises(ValueError, match="for the test"):
        collects(fail=True)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        assert not collects()
        assert not gc.isenabled()
    finally:
        gc.enable()
