"""Articles described in a second process are described as in the first, even if the second one dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import topic_ahead
from index.article import Article
from index.topic_describing import Describer
from index.topic_profile import Profile, Rarities
from tests.playoffs import accounts

if TYPE_CHECKING:
    from collections.abc import Mapping


class Counts:
    def found(self, term: str) -> int:
        return self.all_found().get(term, 0)

    def all_found(self) -> Mapping[str, int]:
        return {"playoff": 30, "harbour": 25}


ARTICLES = [
    *accounts("halden", "vik"),
    Article("empty", "wire", "", ""),
    Article(
        "odd",
        "wire",
        "Ärger im Café —\ud800 ½ “U.S.-led”",
        "東京で火災\n\nU.S. troops' 1,000-strong U.N. U.N.",
    ),
]


def described_here() -> list[Profile]:
    describer = Describer(Rarities(Counts().found, 100))
    return [describer.describe(article) for article in ARTICLES]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_ahead, "FEW", 2)
    monkeypatch.setattr(topic_ahead, "BATCH", 3)
    monkeypatch.setattr(topic_ahead, "_cores", lambda: 2)


def test_the_other_process_describes_them_alike() -> None:
    assert list(topic_ahead.profiles(ARTICLES, Counts(), 100)) == described_here()


def test_one_core_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_ahead, "_cores", lambda: 1)
    assert list(topic_ahead.profiles(ARTICLES, Counts(), 100)) == described_here()


def test_what_a_dead_process_leaves_is_described_here(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = 0
    receive = topic_ahead._Helper.receive

    def dies(self: topic_ahead._Helper) -> object:
        nonlocal answers
        answers += 1
        if answers == 2:
            self._child.kill()
            self._child.wait()
        return receive(self)

    monkeypatch.setattr(topic_ahead._Helper, "receive", dies)
    assert list(topic_ahead.profiles(ARTICLES, Counts(), 100)) == described_here()
    assert answers > 2


def test_articles_are_taken_only_when_they_are_needed() -> None:
    taken = []

    def slowly() -> object:
        for article in ARTICLES:
            taken.append(article)
            yield article

    found = topic_ahead.profiles(slowly(), Counts(), 100)
    next(found)
    assert len(taken) == 1
    found.close()
