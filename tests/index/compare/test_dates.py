"""Dates are found, resolved against the day of publication where that is possible, and compared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.compare.dates import DateMention, date_facts, dates
from index.compare.facts import ArticleFacts, extract
from index.compare.result import Link
from index.compare.sentences import Sentence

#: A Wednesday.
PUBLISHED = datetime(2024, 8, 14, tzinfo=UTC)


def found(text: str, published: datetime | None = PUBLISHED) -> tuple[DateMention, ...]:
    return dates([Sentence(text, 0)], published)


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("They came on Tuesday.", "Tuesday", "2024-08-13"),
        ("They came on Wednesday.", "Wednesday", "2024-08-14"),
        ("They came last Thursday.", "last Thursday", "2024-08-08"),
        ("They will meet on Friday.", "Friday", "2024-08-16"),
        ("It must end by Friday.", "Friday", "2024-08-16"),
        ("She said Friday that it will end.", "Friday", "2024-08-09"),
        ("They left yesterday.", "yesterday", "2024-08-13"),
        ("They left last night.", "last night", "2024-08-13"),
        ("They leave tomorrow.", "tomorrow", "2024-08-15"),
        ("It rained last week.", "last week", "2024-W32"),
        ("It rained earlier this month.", "earlier this month", "2024-08"),
        ("It rained last year.", "last year", "2023"),
        ("It began on August 6.", "August 6", "2024-08-06"),
        ("It began on 6 August 2023.", "6 August 2023", "2023-08-06"),
        ("It began on Aug. 6, 2023.", "Aug. 6, 2023", "2023-08-06"),
        ("It began on Saturday, 8 October 2011.", "Saturday, 8 October 2011", "2011-10-08"),
        ("It runs through Dec. 3.", "Dec. 3", "2024-12-03"),
        ("It was quiet since January.", "since January", "2024-01"),
        ("It was quiet in November.", "November", "2023-11"),
        ("It opens in November.", "November", "2024-11"),
        ("It ended in October 2023.", "October 2023", "2023-10"),
        ("It will end in late 2025.", "late 2025", "2025"),
        ("It began two months ago.", "two months ago", "2024-06"),
        ("It began three days ago.", "three days ago", "2024-08-11"),
        ("It was the music of the 1940s.", "1940s", "194X"),
        ("It ran June 25-29.", "June 25-29", "2024-06-25/2024-06-29"),
        ("It began at 9:30 p.m.", "9:30 p.m.", "T21:30"),
    ],
)
def test_resolves(text: str, mention: str, value: str) -> None:
    (date,) = found(text)
    assert (date.text, date.value) == (mention, value)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("A week after the attack they left.", "A week after"),
        ("They left three days later.", "three days later"),
        ("It changed in recent weeks.", "in recent weeks"),
        ("It ended last winter.", "last winter"),
    ],
)
def test_what_hangs_on_something_else_stays_unresolved(text: str, mention: str) -> None:
    (date,) = found(text)
    assert (date.text, date.value) == (mention, None)


def test_without_a_day_of_publication_only_full_dates_are_resolved() -> None:
    text = "It began on August 6, went on until Tuesday and ended on 9 May 2024."
    assert [date.value for date in found(text, None)] == ["--08-06", None, "2024-05-09"]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "The Sept. 11 attacks shocked them.",
        "It holds 2000 people.",
        "They won 24 to 7.",
        "On Feb. 31 it",
    ],
)
def test_what_is_no_date_is_not_resolved(text: str) -> None:
    assert [date.value for date in found(text) if date.value is not None] == []


def test_knows_the_word_that_governs_a_date() -> None:
    assert [date.relation for date in found("It was shut until May 3, then open since June 2024.")] == [
        "until",
        "since",
    ]


@settings(max_examples=150)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            (  # noqa: SIM905
                "Monday last week May 31 Feb. 30 , 2024 99 in since the end of this year ago a two 9:30 p.m. "
                "1999-2001"
            ).split()
        ),
        max_size=15,
    ).map(" ".join),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_no_text_makes_it_raise_and_spans_select_the_text(text: str, published: datetime | None) -> None:
    for date in found(text, published):
        assert text[date.start : date.end] == date.text != ""


def account(*sentences: str, published: datetime | None = PUBLISHED) -> ArticleFacts:
    return extract(Article("x", "The Paper", "", "\n\n".join(sentences), published))


LINK = [Link(0, 0, "same", 0.9)]


def test_a_weekday_and_a_date_agree() -> None:
    a = account("The council approved the Oberau dam on Tuesday.")
    b = account(
        "The council approved the Oberau dam on August 13.", published=datetime(2024, 8, 20, tzinfo=UTC)
    )
    (fact,) = date_facts(a, b, LINK, 6)
    assert fact.verdict == "agree"
    assert fact.a is not None
    assert fact.a.value == "2024-08-13"


def test_a_month_and_a_day_in_it_are_compatible() -> None:
    a = account("The council approved the Oberau dam in June 2023.")
    b = account("The council approved the Oberau dam on June 9, 2023.")
    assert [fact.verdict for fact in date_facts(a, b, LINK, 0)] == ["compatible"]


def test_two_days_for_one_event_differ() -> None:
    a = account("The council approved the Oberau dam and its budget on June 9, 2023.")
    b = account("The council approved the Oberau dam and its budget on June 16, 2023.")
    assert [fact.verdict for fact in date_facts(a, b, LINK, 0)] == ["differ"]


@pytest.mark.parametrize(
    ("a", "b", "links"),
    [
        # Not linked; another relation; a time zone's difference; another event.
        (
            "The council approved the dam on June 9, 2023.",
            "The council approved the dam on June 16, 2023.",
            [],
        ),
        ("The council met on the dam since June 9.", "The council met on the dam until June 16.", LINK),
        (
            "The council approved the Oberau dam on Monday.",
            "The council approved the Oberau dam on Tuesday.",
            LINK,
        ),
        ("The council approved the dam on June 9.", "The bridge in Unterau was opened on June 20.", LINK),
    ],
)
def test_without_strong_evidence_dates_do_not_differ(a: str, b: str, links: list[Link]) -> None:
    assert "differ" not in [fact.verdict for fact in date_facts(account(a), account(b), links, 0)]


def test_a_date_that_is_told_often_is_one_fact() -> None:
    a = account("They met on June 9.", "On June 9 it rained.", "They left in May 2020.")
    assert [fact.verdict for fact in date_facts(a, account("Nothing happened."), [], 0)] == [
        "only_a",
        "only_a",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The limit took effect on Jan. 1 of this year.", "2024-01-01"),
        ("By Tuesday, the mayor had changed her mind.", "2024-08-06"),
        ("After reports in November that the bridge was unsafe, it closed.", "2023-11"),
        ("The mayor is facing elections in November and needs help.", "2024-11"),
        ("Sirens sounded at 21:00 in Lemm.", "T21:00"),
    ],
)
def test_the_words_after_a_date_tell_which_it_is(text: str, value: str) -> None:
    first, *_ = dates([Sentence(text, 0)], datetime(2024, 8, 8, tzinfo=UTC))
    assert first.value == value


@pytest.mark.parametrize(
    "text",
    [
        "He told USA TODAY so.",
        "She leads before Super Tuesday and its many votes.",
        "The feast falls on a Saturday.",
        "Watch: the dam at its worst 06:38",
        "They read Psalm 6:13 aloud.",
    ],
)
def test_names_and_lengths_are_no_dates(text: str) -> None:
    assert dates([Sentence(text, 0)], datetime(2024, 8, 8, tzinfo=UTC)) == ()


def test_the_reason_names_the_day() -> None:
    a = extract(Article("a", "A", "", "The dam broke on Tuesday.", datetime(2024, 8, 8, tzinfo=UTC)))
    b = extract(Article("b", "B", "", "The dam broke on August 6.", datetime(2024, 8, 9, tzinfo=UTC)))
    (fact,) = date_facts(a, b, [Link(0, 0, "same", 0.9)], 1)
    assert fact.why == "Tuesday and August 6 are the same day, 6 August 2024"
    c = extract(Article("c", "C", "", "The dam broke in August 2024.", None))
    (fact,) = date_facts(a, c, [Link(0, 0, "same", 0.9)], None)
    assert fact.why == "Tuesday (6 August 2024) lies within August 2024"
