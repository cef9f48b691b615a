"""How the figures of two accounts relate: agreement, rounding, compatibility, conflict, then and now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.compare.facts import ArticleFacts, extract
from index.compare.figures import figure_facts, figure_marks
from index.compare.figures_evidence import MOST_PAIRS
from index.compare.result import Fact, Link


def account(*sentences: str) -> ArticleFacts:
    return extract(Article("x", "The Paper", "", "\n\n".join(sentences)))


def related(a: str, b: str, days: int | None = 0, *, linked: bool = True) -> list[Fact]:
    """The facts of two one-sentence accounts, without those that stand on one side alone."""
    links = [Link(0, 0, "same", 0.9)] if linked else []
    facts = figure_facts(account(a), account(b), links, days)
    return [fact for fact in facts if fact.a is not None and fact.b is not None]


def verdicts(a: str, b: str, days: int | None = 0, *, linked: bool = True) -> list[str]:
    return [fact.verdict for fact in related(a, b, days, linked=linked)]


FLOOD = "The flood destroyed {} houses in the valley of Oberau, the mayor said."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("74", "seventy-four"),
        ("about 74", "roughly 74"),
        ("1,200", "1,200"),
        ("two dozen", "24"),
        ("hundreds of", "hundreds of"),
    ],
)
def test_equal_values_agree(one: str, other: str) -> None:
    assert verdicts(FLOOD.format(one), FLOOD.format(other)) == ["agree"]


def test_miles_and_kilometres_are_compared() -> None:
    line = "The new pipeline across the Karst plateau is {} long, engineers said."
    assert verdicts(line.format("90 miles"), line.format("145 kilometers")) == ["rounding"]
    assert verdicts(line.format("two miles"), line.format("3 km")) == ["rounding"]
    assert verdicts(line.format("90 miles"), line.format("210 kilometers")) == ["differ"]


def test_durations_in_different_units_are_compared() -> None:
    line = "The judge gave the builder of the Oberau dam {} to repair it."
    assert verdicts(line.format("90 days"), line.format("three months")) == ["rounding"]
    assert verdicts(line.format("two weeks"), line.format("14 days")) == ["agree"]


def test_a_coarser_printing_is_rounding() -> None:
    assert verdicts(FLOOD.format("43,000"), FLOOD.format("43,350")) == ["rounding"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("more than 1,000", "1,050"),
        ("up to 1,100", "1,050"),
        ("about 1,000", "1,050"),
        ("between 900 and 1,100", "1,050"),
        ("nearly 1,100", "1,050"),
    ],
)
def test_bounds_that_allow_the_other_value_are_compatible(one: str, other: str) -> None:
    assert verdicts(FLOOD.format(one), FLOOD.format(other)) in (["compatible"], ["rounding"])


def test_unequal_values_of_one_thing_differ_and_say_why() -> None:
    (fact,) = related(FLOOD.format("74"), FLOOD.format("more than 200"), days=1)
    assert fact.verdict == "differ"
    assert "houses" in fact.why
    assert "74" in fact.why
    assert "more than 200" in fact.why
    assert "do not overlap" in fact.why
    assert "a day apart" in fact.why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # Another noun, another role, another qualifier, another unit, a label, an ordinal.
        ("The flood destroyed 74 houses in Oberau.", "The flood destroyed 9 bridges in Oberau."),
        ("The blast in Oberau killed 12 people.", "The blast in Oberau wounded 31 people."),
        (
            "Two senators in Oberau objected to the dam.",
            "Three state senators in Oberau objected to the dam.",
        ),
        ("Four women accused the dam's builder.", "Three other women accused the dam's builder."),
        ("The dam is 30 meters high.", "The dam is 12 years old."),
        ("She is the No. 2 engineer of the dam.", "She leads three engineers of the dam."),
        ("There is a two-in-three chance of a flood.", "There have been three floods."),
        ("Turnout rose 3 percent.", "Turnout rose 5 percentage points."),
        ("The Senate voted 52-48 on the dam.", "The Senate needs 60 votes for the dam."),
        ("Thousands of people fled the flood.", "The flood drove 700 people from the valley."),
    ],
)
def test_figures_of_different_things_never_differ(a: str, b: str) -> None:
    assert "differ" not in verdicts(a, b)


def test_unlinked_sentences_about_other_matters_never_differ() -> None:
    a = "The council will spend $4 million on a new library."
    b = "The company earned $9 million from its mines abroad."
    assert verdicts(a, b, linked=False) == []


def test_a_matching_second_figure_removes_the_conflict() -> None:
    a = "The flood destroyed 74 houses in Oberau and 20 houses in Unterau."
    b = "The flood destroyed 20 houses in Unterau, which lies lower."
    assert [fact.verdict for fact in related(a, b)] == ["agree"]


def test_an_equal_figure_elsewhere_claims_first() -> None:
    a = account(FLOOD.format("74"), "Twelve schools stay shut.")
    b = account(FLOOD.format("74"), "In all 90 houses were hit in the valley of Oberau, an aid group said.")
    facts = figure_facts(a, b, [Link(0, 0, "same", 0.9), Link(0, 1, "same", 0.8)], 0)
    assert [(fact.verdict, fact.b.text if fact.b else "") for fact in facts if fact.a and fact.b] == [
        ("agree", "74")
    ]


TOLL = "The earthquake near Oberau killed {} people, the ministry said."


def test_a_toll_that_grew_between_the_accounts_is_then_and_now() -> None:
    assert verdicts(TOLL.format("43"), TOLL.format("120"), days=0) == ["differ"]
    (fact,) = related(TOLL.format("43"), TOLL.format("120"), days=5)
    assert fact.verdict == "then_now"
    assert "5 days apart" in fact.why


def test_a_toll_is_followed_through_other_words() -> None:
    first = (
        "A barge with 80 on board sank off Lemm on Monday and 12 people were missing at dusk, police said."
    )
    later = "Four people were still missing on Thursday, after divers searched the barge that sank off Lemm."
    assert verdicts(first, later, days=3) == ["then_now"]
    assert "differ" not in verdicts(first, later, days=0)


def test_the_only_area_of_one_place_is_compared_without_a_link() -> None:
    one = "Rebels hold about 1,050 square kilometres of the Oberau district."
    other = (
        "It is smaller than what was lost in the Oberau district, over 1,000 square kilometres, last year."
    )
    assert verdicts(one, other, linked=False) == ["compatible"]


def test_what_does_not_grow_still_differs_after_days_but_not_after_months() -> None:
    report = "The 48-page report on the Oberau dam blames the builder."
    other = "The 52-page report on the Oberau dam blames the builder."
    assert verdicts(report, other, days=5) == ["differ"]
    assert verdicts(report, other, days=90) == ["then_now"]


def test_two_lower_bounds_far_apart_differ() -> None:
    assert verdicts(FLOOD.format("at least 40"), FLOOD.format("at least 90")) == ["differ"]
    assert verdicts(FLOOD.format("as many as 1.5 million"), FLOOD.format("up to 1.6 million")) == [
        "compatible"
    ]


def test_two_tallies_of_one_vote_differ_and_of_two_votes_do_not() -> None:
    vote = "The assembly passed the dam bill {} on Monday."
    assert verdicts(vote.format("97-1"), vote.format("95-3")) == ["differ"]
    assert verdicts(vote.format("97-1"), vote.format("52-46")) == []
    assert verdicts(vote.format("97-1"), vote.format("97-1")) == ["agree"]


def test_every_figure_stands_in_a_fact_that_selects_its_text() -> None:
    a = account(FLOOD.format("74"), "Some 300 people fled.", "It cost $4 million.")
    b = account(FLOOD.format("74"), "The dam is 12 years old.")
    facts = figure_facts(a, b, [Link(0, 0, "same", 0.9)], 0)
    assert sorted(fact.verdict for fact in facts) == ["agree", "only_a", "only_a", "only_b"]
    for fact in facts:
        for side, text in ((fact.a, a), (fact.b, b)):
            if side is not None:
                assert text.sentences[side.sentence].text[side.start : side.end] == side.text


def test_marks_follow_the_verdicts() -> None:
    facts = figure_facts(account(FLOOD.format("74")), account("Some 300 people fled."), [], 0)
    assert {(mark.side, mark.kind) for mark in figure_marks(facts)} == {("a", "unique"), ("b", "unique")}
    agreed = related(FLOOD.format("74"), FLOOD.format("74"))
    assert {mark.kind for mark in figure_marks(agreed)} == {"agree"}
    close = related(FLOOD.format("43,000"), FLOOD.format("43,350"))
    assert {mark.kind for mark in figure_marks(close)} == {"close"}


def test_very_many_figures_are_related_in_linked_sentences() -> None:
    side = round(MOST_PAIRS**0.5) + 5
    a = account(*(f"The flood destroyed {100 + n} houses in its valley." for n in range(side)))
    b = account(
        *(f"The flood destroyed {100 + n + 5_000 * (n == 7)} houses in its valley." for n in range(side))
    )
    facts = figure_facts(a, b, [Link(n, n, "same", 0.9) for n in range(side)], 0)
    houses = [fact for fact in facts if fact.a and fact.b and fact.a.sentence == fact.b.sentence]
    assert [(fact.verdict, fact.a.text) for fact in houses if fact.verdict != "agree" and fact.a] == [
        ("differ", "107")
    ]
    assert len(houses) >= side


_SENTENCES = st.lists(
    st.sampled_from(
        [
            "The flood destroyed 74 houses in Oberau.",
            "The flood destroyed about 80 houses in Oberau.",
            "At least 12 people were killed and 30 wounded.",
            "Some 15 people were killed in Oberau, police said.",
            "It cost $4 million, or 3 percent of the budget.",
            "The vote was 52-48 after two weeks of talks.",
            "The 48-page report names four engineers.",
            "Nothing else is known.",
        ]
    ),
    min_size=1,
    max_size=6,
)
_LINKS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "related"])), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(_SENTENCES, _SENTENCES, _LINKS, st.none() | st.integers(0, 60))
def test_swapping_the_accounts_mirrors_the_facts(
    one: list[str], other: list[str], pairs: list[tuple[int, int, str]], days: int | None
) -> None:
    links = {(i, j): Link(i, j, kind, 0.5) for i, j, kind in pairs if i < len(one) and j < len(other)}  # type: ignore[arg-type]
    a, b = account(*one), account(*other)
    forward = figure_facts(a, b, list(links.values()), days)
    backward = figure_facts(
        b, a, [Link(link.b, link.a, link.kind, link.score) for link in links.values()], days
    )
    mirror = {"only_a": "only_b", "only_b": "only_a"}
    assert {(f.verdict, f.a, f.b) for f in forward} == {
        (mirror.get(f.verdict, f.verdict), f.b, f.a) for f in backward
    }


@settings(max_examples=30, deadline=None)
@given(_SENTENCES)
def test_an_account_agrees_with_itself(sentences: list[str]) -> None:
    a = account(*sentences)
    links = [Link(i, i, "same", 1.0) for i in range(len(a.sentences))]
    assert {fact.verdict for fact in figure_facts(a, a, links, 0)} <= {"agree"}


def test_two_hedged_figures_are_compared_by_what_they_print() -> None:
    assert verdicts(FLOOD.format("about 700"), FLOOD.format("about 740")) == ["compatible"]
    assert verdicts(FLOOD.format("about 600"), FLOOD.format("about 900")) == ["differ"]
    assert verdicts(FLOOD.format("at least 40"), FLOOD.format("more than 90")) == ["differ"]


def test_the_age_of_one_person_is_one_thing_wherever_it_stands() -> None:
    a = "Marta Oswin, 48, has led the harbour board since spring."
    assert verdicts(a, "The board is led by 52-year-old Marta Oswin.", linked=False) == ["differ"]
    assert verdicts(a, "The board is led by 52-year-old Karl Brandt.", linked=False) == []


def test_the_vote_of_as_many_voters_is_one_vote_but_a_tie_is_none() -> None:
    a = "The assembly passed the water bill 231-196 late at night."
    assert verdicts(a, "Deputies approved it 229-198.", linked=False) == ["differ"]
    assert verdicts("The assembly passed the water bill 52-48.", "It may yet be 50-50.", linked=False) == []


def test_further_ones_are_others() -> None:
    a = "Two nurses accused the director of the Oberau clinic of fraud, the paper said."
    b = "Three other nurses accused the director of the Oberau clinic of fraud, the paper said."
    assert "differ" not in verdicts(a, b)


def test_a_value_that_the_other_sentence_states_too_is_no_conflict() -> None:
    a = "Three senators voted against the dam."
    b = "Three Liberals joined the 48 senators who voted against the dam."
    assert "differ" not in verdicts(a, b)


def test_a_place_at_another_hour_is_no_conflict() -> None:
    a = "At 2:00 p.m. the storm was 145 miles south of Lemm."
    assert verdicts(a, "The storm was 90 miles south of Lemm.") == []


def test_a_value_told_twice_is_compared_once() -> None:
    a = account(
        "The harbour board of Lemm paid 84,000 dollars to settle the case of its clerk.",
        "It will repay the 84,000 dollars of public money that it spent to settle the case.",
    )
    b = account("Lemm harbour board used 92,000 dollars of public money to settle the case of its clerk.")
    facts = figure_facts(a, b, [Link(0, 0, "same", 0.9), Link(1, 0, "same", 0.9)], 0)
    assert [fact.verdict for fact in facts if fact.a and fact.b] == ["differ"]


def test_what_came_first_is_told_first() -> None:
    def of_day(text: str, day: int) -> ArticleFacts:
        return extract(Article("x", "The Paper", "", text, datetime(2024, 8, day, tzinfo=UTC)))

    early, late = of_day(TOLL.format("43"), 3), of_day(TOLL.format("120"), 8)
    for a, b in ((early, late), (late, early)):
        (fact,) = figure_facts(a, b, [Link(0, 0, "same", 0.9)], 5)
        assert fact.verdict == "then_now"
        assert "first 43, then 120; 5 days apart" in fact.why


def test_the_reason_names_what_is_counted_and_of_what() -> None:
    line = "The {}-page report on the Oberau dam was published at noon."
    (fact,) = related(line.format(48), line.format(47))
    assert fact.why == "both count pages of the report; 48-page and 47-page are not equal"


def test_a_count_that_says_not_of_what_contradicts_no_other() -> None:
    trial = "The drug cut the number of patients who were admitted to hospital in a trial at 19 centres."
    result = "Of 410 patients who took the drug, 62 were admitted to hospital in the trial."
    assert "differ" not in verdicts(trial, result)
