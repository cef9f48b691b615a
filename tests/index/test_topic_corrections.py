"""Joining, splitting and renaming topics: kept for good, over regrouping, below the files' own topics."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.records import LibraryError
from index.state import State
from index.topic_corrections import PLACES
from index.topic_store import TopicStore
from index.topic_view import TopicView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.topics import Topic

START = datetime(2031, 5, 1, tzinfo=UTC)
RAIL = "A freight train derailed near Tornby on Monday and spilled caustic soda into the Lyse canal."
SPILL = "Caustic soda ran into the Lyse canal after a freight train derailed at Tornby on Monday."
VOTE = "Marit Solheim won the leadership of the Coastal Party with 54 per cent of the delegates' votes."
CHOSEN = "Delegates of the Coastal Party chose Marit Solheim as leader with 54 per cent of the votes."


def article(name: str, title: str, text: str, day: int, topic: str | None = None) -> Article:
    return Article(name, f"source {name}", title, text, START + timedelta(days=day), topic=topic)


ARTICLES = (
    article("rail", "Train derails at Tornby", RAIL, 0),
    article("spill", "Soda spill in Lyse canal", SPILL, 1),
    article("vote", "Solheim leads Coastal Party", VOTE, 0),
    article("chosen", "Coastal Party picks Solheim", CHOSEN, 1),
)


class Desk:
    """A store with articles, the reader's state, and the view of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = State.in_memory()
        self.articles: dict[str, Article] = {}
        self.regroup(ARTICLES, "first")

    def regroup(self, articles: Sequence[Article], name: str) -> None:
        """Group everything from nothing, as a rebuild does."""
        self.store = TopicStore(self.folder / f"{name}.sqlite", window=3)
        self.articles = {}
        self.add(*articles)

    def add(self, *articles: Article) -> None:
        self.articles.update({one.id: one for one in articles})
        self.store.update(articles, [], {})
        self.view = TopicView(
            self.store, self.state, lambda ids: [self.articles[one] for one in ids if one in self.articles]
        )

    def topic(self, article_id: str) -> Topic:
        found = self.view.topic_of(article_id)
        assert found is not None
        return found

    def groups(self) -> set[frozenset[str]]:
        return {frozenset(topic.article_ids) for topic in self.view.topics()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_without_corrections_the_view_is_the_grouping(desk: Desk) -> None:
    assert desk.groups() == {frozenset({"rail", "spill"}), frozenset({"vote", "chosen"})}


def test_joined_topics_are_one_with_the_name_of_the_first(desk: Desk) -> None:
    first = desk.topic("rail")
    stays = desk.view.join(first, desk.topic("vote"))
    assert desk.groups() == {frozenset({"rail", "spill", "vote", "chosen"})}
    assert (stays, desk.topic("vote").label) == (first.id, first.label)
    assert desk.view.labels(["chosen"]) == {"chosen": first.label}


def test_joined_articles_are_counterparts(desk: Desk) -> None:
    assert not [
        near for near in desk.view.neighbours("rail", 9) if near.article_id == "vote" and near.same_topic
    ]
    desk.view.join(desk.topic("rail"), desk.topic("vote"))
    assert [near for near in desk.view.neighbours("rail", 9) if near.article_id == "vote" and near.same_topic]


def test_a_join_outlives_a_regrouping_in_another_order(desk: Desk) -> None:
    desk.view.join(desk.topic("rail"), desk.topic("vote"))
    desk.regroup(ARTICLES[::-1], "second")
    assert desk.groups() == {frozenset({"rail", "spill", "vote", "chosen"})}


def test_what_arrives_later_follows_into_the_joined_topic(desk: Desk) -> None:
    desk.view.join(desk.topic("rail"), desk.topic("vote"))
    desk.add(article("late", "Solheim, new leader of the Coastal Party", VOTE, 2))
    assert "late" in desk.topic("rail").article_ids


def test_a_split_article_stands_alone_for_good(desk: Desk) -> None:
    desk.add(article("third", "Tornby derailment: soda in canal", RAIL, 1))
    desk.view.split("spill")
    assert desk.groups() == {frozenset({"rail", "third"}), frozenset({"vote", "chosen"})}
    assert desk.view.topic_of("spill") is None
    desk.regroup([*ARTICLES, article("third", "Tornby derailment: soda in canal", RAIL, 1)], "second")
    assert frozenset({"rail", "third"}) in desk.groups()


def test_what_arrives_later_does_not_follow_a_split(desk: Desk) -> None:
    desk.view.split("spill")
    desk.add(article("third", "Tornby derailment: soda in canal", RAIL, 1))
    assert set(desk.topic("rail").article_ids) == {"rail", "third"}


def test_a_name_stays_with_its_articles(desk: Desk) -> None:
    desk.view.rename(desk.topic("rail"), "  The Tornby\nspill ")
    desk.regroup(ARTICLES[::-1], "second")
    assert desk.topic("spill").label == "The Tornby spill"
    assert desk.view.labels(["rail", "vote"])["rail"] == "The Tornby spill"


def test_the_articles_own_files_win(desk: Desk) -> None:
    desk.view.split("spill")
    desk.regroup(
        [
            article("rail", "Train derails at Tornby", RAIL, 0, "Rail"),
            article("spill", "Soda spill in Lyse canal", SPILL, 1, "Rail"),
            *ARTICLES[2:],
        ],
        "second",
    )
    rail = desk.topic("spill")
    assert set(rail.article_ids) == {"rail", "spill"}
    with pytest.raises(LibraryError, match="own files"):
        desk.view.rename(rail, "Another name")
    with pytest.raises(LibraryError, match="itself names the topic 'Rail'"):
        desk.view.split("spill")
    assert desk.view.join(desk.topic("vote"), rail) == rail.id
    assert desk.topic("vote").label == "Rail"


def test_two_topics_that_files_name_are_not_joined(desk: Desk) -> None:
    named = [
        article("rail", "Train derails at Tornby", RAIL, 0, "Rail"),
        article("vote", "Solheim leads Coastal Party", VOTE, 0, "Politics"),
    ]
    desk.regroup(named, "second")
    with pytest.raises(LibraryError, match="own files"):
        desk.view.join(desk.topic("rail"), desk.topic("vote"))
    assert desk.state.pairs(PLACES) == {}


@pytest.mark.parametrize("name", ["", "  \n ", "x" * 201])
def test_a_name_must_be_one(desk: Desk, name: str) -> None:
    with pytest.raises(LibraryError, match="1 to 200"):
        desk.view.rename(desk.topic("rail"), name)


def test_a_topic_is_not_joined_to_itself(desk: Desk) -> None:
    with pytest.raises(LibraryError, match="one topic already"):
        desk.view.join(desk.topic("rail"), desk.topic("spill"))
