"""Joining, splitting and renaming topics: kept for good, over regrouping, below the files' own topics."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies

from index.article import Article
from index.records import LibraryError
from index.state import State
from index.topic_corrections import NAMES, PLACES, UNDO
from index.topic_kept import FORMAT, kept
from index.topic_store import TopicStore
from index.topic_view import TopicView
from tests.fuzzing import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self.view = self.looking()

    def looking(self, keeping: Path | None = None) -> TopicView:
        return TopicView(
            self.store,
            self.state,
            lambda ids: [self.articles[one] for one in ids if one in self.articles],
            keeping,
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


# Taking back


def test_corrections_are_taken_back_one_after_the_other(desk: Desk) -> None:
    before = desk.groups()
    first = desk.topic("rail")
    desk.view.join(first, desk.topic("vote"))
    desk.view.split("spill")
    desk.view.rename(desk.topic("rail"), "Tornby")
    assert desk.view.undo() == f"“{first.label}” renamed to “Tornby”"
    assert desk.topic("rail").label == first.label
    assert desk.view.undo() == "spill split off"
    assert "spill" in desk.topic("rail").article_ids
    desk.view.undo()
    assert desk.groups() == before
    assert (desk.state.pairs(PLACES), desk.state.pairs(NAMES)) == ({}, {})


def test_with_nothing_to_take_back_that_is_said(desk: Desk) -> None:
    assert desk.view.undoable() is None
    with pytest.raises(LibraryError, match="no correction"):
        desk.view.undo()


def test_what_was_corrected_twice_is_as_after_the_first_time(desk: Desk) -> None:
    desk.view.rename(desk.topic("rail"), "One")
    desk.view.rename(desk.topic("rail"), "Two")
    assert desk.view.undoable() == "“One” renamed to “Two”"
    desk.view.undo()
    assert desk.topic("rail").label == "One"


def test_only_the_last_twenty_can_be_taken_back(desk: Desk) -> None:
    for number in range(25):
        desk.view.rename(desk.topic("rail"), f"Name {number}")
    for _ in range(20):
        desk.view.undo()
    assert desk.view.undoable() is None
    assert desk.topic("rail").label == "Name 4"


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "{}",
        '{"said": "x", "before": [["read", "a", "b"]]}',
        '{"said": "x", "before": [["topic.place", "a"]]}',
        '{"said": "x", "before": [["topic.place", "a", 3]]}',
    ],
)
def test_a_foreign_note_of_a_correction_is_passed_over(desk: Desk, told: str) -> None:
    desk.view.rename(desk.topic("rail"), "Tornby")
    desk.state.set_pair(UNDO, "999999", told)
    desk.state.set_pair(UNDO, "strange", told)
    assert desk.view.undo().endswith("renamed to “Tornby”")


# Reasons


def test_why_two_articles_stand_together(desk: Desk) -> None:
    told = desk.view.why("rail", "spill")
    assert told.startswith("same story; 1 day apart; shares ")
    assert "Tornby" in told
    assert desk.view.why("rail", "vote").startswith("similar; same day")
    assert desk.view.why("rail", "nobody") == "nothing is known of them"


def test_why_says_who_put_them_together(desk: Desk) -> None:
    desk.view.join(desk.topic("rail"), desk.topic("vote"))
    assert desk.view.why("rail", "vote").startswith("you put them together; same topic; same day")
    desk.regroup(
        [
            article("rail", "Train derails at Tornby", RAIL, 0, "Rail"),
            article("spill", "Soda spill in Lyse canal", SPILL, 1, "Rail"),
        ],
        "second",
    )
    assert desk.view.why("rail", "spill").startswith("their own files name the topic “Rail”; same story")


# Keeping the list


def test_a_kept_list_is_the_list(desk: Desk) -> None:
    path = desk.folder / "topics.json"
    made = desk.looking(path).topics()
    assert path.exists()
    path.write_text(path.read_text().replace(made[0].label, "As kept"))
    assert desk.looking(path).topics()[0].label == "As kept"
    assert desk.looking(path).topics()[1:] == made[1:]


def test_a_kept_list_of_something_else_is_made_anew(desk: Desk) -> None:
    path = desk.folder / "topics.json"
    desk.looking(path).topics()
    desk.view.rename(desk.topic("rail"), "Tornby")
    assert "Tornby" in {topic.label for topic in desk.looking(path).topics()}
    desk.add(article("late", "Solheim, new leader of the Coastal Party", VOTE, 2))
    assert any("late" in topic.article_ids for topic in desk.looking(path).topics())


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"format": 1}', "\x00\xff"])
def test_a_damaged_list_is_made_anew(desk: Desk, damage: str) -> None:
    path = desk.folder / "topics.json"
    made = desk.looking(path).topics()
    path.write_text(damage)
    assert desk.looking(path).topics() == made


VALUES = strategies.recursive(
    strategies.none() | strategies.integers() | strategies.text(),
    lambda inner: strategies.lists(inner) | strategies.dictionaries(strategies.text(), inner),
    max_leaves=6,
)


@settings(max_examples=examples(40))
@given(strategies.lists(strategies.lists(VALUES, min_size=7, max_size=10), max_size=3))
def test_whatever_stands_in_the_kept_list(topics: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "topics.json"
        path.write_text(json.dumps({"format": FORMAT, "version": "1", "topics": topics}))
        found = kept(path, "1")
        assert found is None or len(found) == len(topics)
