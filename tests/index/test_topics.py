"""Grouping: what is put together, what is kept apart, and that it stays where it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.topic_labels import label
from index.topic_profile import profile, similarity
from index.topic_store import TopicStore
from index.topics import topic_id

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2031, 5, 1, tzinfo=UTC)


def article(name: str, title: str, text: str, day: int | None, topic: str | None = None) -> Article:
    published = None if day is None else START + timedelta(days=day)
    return Article(name, name, title, text, published, topic=topic)


DERAILED = "A freight train derailed near Tornby on Monday and spilled caustic soda into the Lyse canal."
DERAILED_TOO = "Caustic soda ran into the Lyse canal after a freight train derailed at Tornby on Monday."
ELECTED = "Marit Solheim won the leadership of the Coastal Party with 54 per cent of the delegates' votes."
ELECTED_TOO = "Delegates of the Coastal Party chose Marit Solheim as leader with 54 per cent of the votes."


@pytest.fixture
def store(tmp_path: Path) -> TopicStore:
    return TopicStore(tmp_path / "topics.sqlite", window=3)


def stories(store: TopicStore) -> dict[str, str]:
    return {member.article_id: member.story for member in store.members()}


def topics(store: TopicStore) -> dict[str, str]:
    return {member.article_id: member.topic for member in store.members()}


def test_same_event_within_days_is_one_story(store: TopicStore) -> None:
    store.update(
        [
            article("a", "Train derails at Tornby", DERAILED, 0),
            article("b", "Soda spill in Lyse canal", DERAILED_TOO, 1),
            article("c", "Solheim leads Coastal Party", ELECTED, 0),
            article("d", "Coastal Party picks Solheim", ELECTED_TOO, 1),
        ],
        [],
        {},
    )
    found = stories(store)
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert found["a"] != found["c"]


def test_weeks_later_it_is_another_story_of_the_same_topic(store: TopicStore) -> None:
    store.update(
        [
            article("a", "Train derails at Tornby", DERAILED, 0),
            article("b", "Tornby: Lyse canal still closed after caustic soda spill", DERAILED_TOO, 40),
        ],
        [],
        {},
    )
    assert stories(store)["a"] != stories(store)["b"]
    assert topics(store)["a"] == topics(store)["b"]


PIPELINE = (
    "The Sioux camped at Cannonball to stop the Dakota pipeline under Lake Oahe. The Corps of Engineers"
    " withheld the easement that Energy Transfer wanted for the pipeline."
)
REFERENDUM = (
    "Matteo Renzi resigned after Italians rejected his referendum on the senate. Grillo of the Five Star"
    " movement called for elections, and Mattarella asked Renzi to pass the budget."
)


def test_a_story_leaves_a_topic_that_only_its_first_article_speaks_of(store: TopicStore) -> None:
    digest = article("digest", "Renzi resigns; Sioux hold the camp", f"{REFERENDUM}\n\n{PIPELINE}", 30)
    store.update(
        [
            article("plain", "Sioux camp against Dakota pipeline", PIPELINE, 0),
            article("herald", "Corps withholds easement for Dakota pipeline", PIPELINE, 1),
            digest,
        ],
        [],
        {},
    )
    assert len(set(topics(store).values())) == 1
    kept = topics(store)["plain"]
    store.update(
        [article(name, "Renzi resigns after referendum", REFERENDUM, 30) for name in ("one", "two")], [], {}
    )
    found = topics(store)
    assert found["plain"] == found["herald"] == kept
    assert found["digest"] == found["one"] == found["two"] != kept
    assert stories(store)["digest"] == stories(store)["two"]


def test_a_story_that_goes_on_with_the_affair_stays_in_its_topic(store: TopicStore) -> None:
    later = "The Sioux left the camp at Cannonball as oil ran through the Dakota pipeline under Lake Oahe."
    store.update([article(name, "Sioux against pipeline", PIPELINE, 0) for name in ("a", "b")], [], {})
    store.update([article(name, "Oil in Dakota pipeline", later, 40) for name in ("c", "d", "e")], [], {})
    assert len(set(topics(store).values())) == 1
    assert len(set(stories(store).values())) == 2


def test_undated_articles_join_what_they_plainly_tell(store: TopicStore) -> None:
    store.update(
        [
            article("a", "Train derails at Tornby", DERAILED, 0),
            article("b", "Soda spill in Lyse canal", DERAILED_TOO, None),
            article("c", "Coastal Party picks Solheim", ELECTED_TOO, None),
        ],
        [],
        {},
    )
    assert topics(store)["a"] == topics(store)["b"]
    assert topics(store)["c"] != topics(store)["a"]


def test_a_given_topic_always_wins(store: TopicStore) -> None:
    store.update(
        [
            article("a", "Train derails at Tornby", DERAILED, 0, "Rail safety"),
            article("b", "Soda spill in Lyse canal", DERAILED_TOO, 0, "Water"),
            article("c", "Freight train derails, soda in Lyse canal at Tornby", DERAILED, 1),
        ],
        [],
        {},
    )
    found = topics(store)
    assert found["a"] == "rail-safety"
    assert found["b"] == "water"
    assert found["c"] in {"rail-safety", "water"}


def test_a_topic_found_by_itself_takes_the_name_that_a_later_article_gives(store: TopicStore) -> None:
    store.update([article("a", "Train derails at Tornby", DERAILED, 0)], [], {})
    store.update([article("b", "Soda spill in Lyse canal", DERAILED_TOO, 1, "Rail safety")], [], {})
    store.update([article("c", "Lyse canal closed after Tornby derailment", DERAILED, 2)], [], {})
    assert set(topics(store).values()) == {"rail-safety"}


def test_new_articles_never_move_old_ones(store: TopicStore) -> None:
    store.update([article("a", "Train derails at Tornby", DERAILED, 0)], [], {})
    before = topics(store)
    store.update([article("b", "Soda spill in Lyse canal", DERAILED_TOO, 1)], [], {})
    after = topics(store)
    assert after["a"] == before["a"] == after["b"]


def test_one_at_a_time_gives_what_all_at_once_gives(tmp_path: Path) -> None:
    articles = [
        article(f"{kind}{number}", title, text, number)
        for number in range(3)
        for kind, title, text in (
            ("rail", "Train derails at Tornby", DERAILED),
            ("vote", "Solheim leads Coastal Party", ELECTED),
        )
    ]
    whole, single = TopicStore(tmp_path / "1.sqlite", 3), TopicStore(tmp_path / "2.sqlite", 3)
    whole.update(articles, [], {})
    for one in articles:
        single.update([one], [], {})
    assert stories(whole) == stories(single)
    assert topics(whole) == topics(single)


def test_forgetting_an_article_leaves_the_others(store: TopicStore) -> None:
    store.update(
        [article("a", "Train derails", DERAILED, 0), article("b", "Spill", DERAILED_TOO, 1)], [], {"a": "x"}
    )
    assert store.digests() == {"a": "x", "b": ""}
    store.update([], ["a"], {})
    assert list(stories(store)) == ["b"]
    assert [near.article_id for near in store.neighbours("b", 5)] == []


def test_a_changed_article_is_placed_again(store: TopicStore) -> None:
    store.update([article("a", "Train derails", DERAILED, 0), article("b", "Vote", ELECTED, 0)], [], {})
    store.update([article("b", "Tornby spill", DERAILED_TOO, 0)], ["b"], {"b": "2"})
    assert stories(store)["a"] == stories(store)["b"]


def test_neighbours_say_what_they_share(store: TopicStore) -> None:
    store.update(
        [
            article("a", "Train derails at Tornby", DERAILED, 0),
            article("b", "Soda spill in Lyse canal", DERAILED_TOO, 2),
        ],
        [],
        {},
    )
    (near,) = store.neighbours("a", 5)
    assert (near.article_id, near.days, near.same_story) == ("b", 2, True)
    assert {"Tornby", "Lyse"} <= set(near.shared)
    assert label(store.members())


@pytest.mark.parametrize("text", ["", "1 2 3", "the of and", "漢字だけの記事です", "\x00\x1b[31m"])
def test_any_text_gets_a_place(store: TopicStore, text: str) -> None:
    store.update([article("odd", text, text, None), article("dull", text, text, 0)], [], {})
    assert set(stories(store)) == {"odd", "dull"}


def test_profiles_are_unit_vectors_whose_keys_are_words() -> None:
    one = profile(article("a", "Train derails at Tornby", DERAILED + " 1,050 2024 7", 0), {}, 0)
    assert similarity(one.vector, one.vector) == pytest.approx(1)
    assert {"1050", "2024"} <= one.vector.keys()
    assert "7" not in one.vector
    assert not any(key[0].isdigit() for key in one.keys)


def test_numbers_help_to_tell_two_like_events_apart() -> None:
    told = "Rangers won {} to {} at Halden before {} people."
    one, same, other = (
        profile(article("a", "Rangers win", told.format(*figures), None), {}, 0).vector
        for figures in ((31, 24, 8150), (31, 24, 8150), (20, 13, 9420))
    )
    assert similarity(one, same) > similarity(one, other)


def test_topic_ids_are_single_words() -> None:
    assert topic_id("Harbour tax: the vote") == "harbour-tax-the-vote"
    assert topic_id("Ökologie & Straße") == "okologie-strasse"
    assert topic_id("???").startswith("named-")
