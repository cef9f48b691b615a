"""What the palette ranks first."""

from __future__ import annotations

import pytest

from tests.tui.fake import FakeLibrary
from tui.palette import closeness, places

NAMES = [
    "Northgate Wire",
    "Norrland Wire",
    "Corrin Star ferry",
    "Ferry strike in Sund",
    "The Mainland Herald",
]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("north", "Northgate Wire"),
        ("nothgate", "Northgate Wire"),
        ("mainlnd", "The Mainland Herald"),
        ("ferry str", "Ferry strike in Sund"),
        ("star", "Corrin Star ferry"),
        ("he", "The Mainland Herald"),
    ],
)
def test_the_name_that_is_meant_comes_first(typed: str, best: str):
    assert max(NAMES, key=lambda name: closeness(typed, name)) == best


@pytest.mark.parametrize("typed", ["", "zzz", "x", "stra", "qwertyuiop" * 4])
def test_what_is_like_no_name_offers_none(typed: str):
    assert not any(closeness(typed, name) for name in NAMES)


def test_saved_searches_come_before_sources_and_topics():
    found = places(FakeLibrary(), {"Mine": "ferry is:unread"})  # type: ignore[arg-type]
    assert found[0].name == "Mine"
    assert found[0].query == "ferry is:unread"
    assert {place.query.partition(":")[0] for place in found[1:]} == {"source", "topic"}
