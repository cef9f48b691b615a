"""Which numbers are figures, and what is known of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.compare.figures import Figure, figures
from index.compare.sentences import Sentence


def found(text: str) -> tuple[Figure, ...]:
    return figures([Sentence(text, 0)])


def only(text: str) -> Figure:
    (figure,) = found(text)
    return figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The march drew nearly 3,000 nurses.", "nearly 3,000"),
        ("The wall would cost about $8 billion.", "about $8 billion"),
        ("She won 90 percent of the vote.", "90 percent"),
        ("A 48-page report was published.", "48-page"),
        ("The 12-nation pact was signed.", "12-nation"),
        ("At least one driver was hurt.", "At least one"),
        ("They need a 40- to 60-hour course.", "40- to 60-hour"),
        ("The seven-month-long siege is over.", "seven-month-long"),
        ("Up to 8-10 vehicles got through.", "Up to 8-10"),
        ("It took more than a month.", "more than a month"),
        ("He gave $250,000 or more.", "$250,000 or more"),
        ("A 150-kilometer (90-mile) front line.", "150-kilometer (90-mile)"),
        ("Only two remain.", "Only two"),
        ("The bill passed 52-48.", "52-48"),
        ("The storm left hundreds of homes dark.", "hundreds"),
    ],
)
def test_text_holds_modifier_and_unit_but_not_the_noun(text: str, expected: str) -> None:
    assert only(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "She is the No. 2 official.",
        "Senate Bill 1062 does not say so.",
        "The 15th Brigade withdrew.",
        "A Boeing 737 landed.",
        "The victims of 9/11 were remembered.",
        "COVID-19 spread among the G7.",
        "It happened on August 6, 2024.",
        "The 2016 election was in 2016.",
        "The meeting began at 9:30 p.m.",
        "One of them left.",
        "No one knew the one reason.",
        "He spoke of the two.",
        "It began in the 1990s.",
        "Flight 370 left Gate 5 for 10 Downing Street.",
        "In year six of the plan, on day 35.",
        "That is ground zero.",
        "One day he will return.",
        "The S&P 500 fell.",
        "Call 555-1234 today.",
        "A two-way street.",
        "They endorsed the Park 51 project.",
    ],
)
def test_names_dates_and_pronouns_are_no_figures(text: str) -> None:
    assert [figure.text for figure in found(text)] == []


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("They held 1,050 square kilometers.", "measure", 1050, "km2"),
        ("The fire burned 640 acres.", "measure", 2.59, "km2"),
        ("They walked 10 miles.", "measure", 16.09, "km"),
        ("It was 86 degrees Fahrenheit.", "measure", 30, "celsius"),
        ("The load weighed 3 tonnes.", "measure", 3000, "kg"),
        ("It cost €3.2bn.", "money", 3.2e9, "EUR"),
        ("It cost 20 million Canadian dollars.", "money", 2e7, "CAD"),
        ("It cost 72 cents.", "money", 0.72, "USD"),
        ("It rose 3 percentage points.", "percent", 3, "percentage point"),
        ("It rose by 3%.", "percent", 3, "percent"),
        ("He waited two decades.", "duration", 20, "year"),
        ("He waited half an hour.", "duration", 0.5, "hour"),
        ("A 27-year-old farmer spoke.", "age", 27, "year"),
        ("Ms. Okafor, 46, is a lawyer.", "age", 46, "year"),
        ("There is a two-in-three chance.", "ratio", 2 / 3, None),
        ("The court ruled 5-4 on Monday.", "tally", 5, None),
        ("A 6.3-magnitude quake struck.", "measure", 6.3, "magnitude"),
        ("Her tax rate was 35.72, she said.", "percent", 35.72, "percent"),
    ],
)
def test_kinds_and_units(text: str, kind: str, value: float, unit: str | None) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit) == (kind, unit)
    assert figure.value == pytest.approx(value, rel=2e-3)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 20 boats", 20, None),
        ("more than 20 boats", 20, None),
        ("up to 20 boats", None, 20),
        ("fewer than 20 boats", None, 20),
        ("nearly 20 boats", 18, 20),
        ("about 20 boats", 18, 22),
        ("between 20 and 30 boats", 20, 30),
        ("20 boats", 20, 20),
        ("dozens of boats", 24, 120),
    ],
)
def test_modifiers_bound_the_value(text: str, low: float | None, high: float | None) -> None:
    figure = only(f"They saw {text}.")
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("They took 74 towns.", ["town"]),
        ("Three Republican state senators agreed.", ["senator"]),
        ("Fifteen of the 19 hijackers were named.", ["hijacker", "hijacker"]),
        ("They fired 172 drone strikes.", ["strike"]),
        ("Eleven women and four children came.", ["woman", "child"]),
    ],
)
def test_finds_the_head_noun(text: str, nouns: list[str]) -> None:
    assert [figure.noun for figure in found(text)] == nouns


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The blast killed 12 people and wounded 30.", ["killed", "wounded"]),
        ("At least 25 people were killed and 40 others injured.", ["killed", "wounded"]),
        ("Police arrested 8 men.", ["arrested"]),
        ("7 dead, 12 missing.", ["killed", "missing"]),
        ("The death toll rose to 43.", ["killed"]),
    ],
)
def test_finds_what_happened_to_the_counted(text: str, roles: list[str]) -> None:
    assert [figure.role for figure in found(text)] == roles


def test_keeps_qualifiers() -> None:
    assert "state" in only("Three Republican state senators agreed.").qualifiers
    assert "other" in only("They met four other women.").qualifiers


def test_numbers_its_sentences() -> None:
    spoken = [Sentence("Nothing here.", 0), Sentence("Some 40 boats sank.", 0), Sentence("Two floated.", 1)]
    assert [(figure.sentence, figure.value) for figure in figures(spoken)] == [(1, 40), (2, 2)]


def test_a_very_long_sentence_is_left_alone() -> None:
    assert found("5 boats " * 5_000) == ()


_WORDS = st.sampled_from(
    (  # noqa: SIM905
        "at least 12 people were killed in No. 2 on August 6 , 2024 $ 1.5 million % - of the two thirds "
        "more than a year or two one half 8-10 52-48 km ( 90-mile ) twice early 20s Smith , 45 , percent "
        "to and 3 7.5 Sept."
    ).split()
)


@settings(max_examples=150)
@given(st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_makes_it_raise_and_spans_select_the_text(text: str) -> None:
    end = 0
    for figure in found(text):
        assert text[figure.start : figure.end] == figure.text != ""
        assert figure.start >= end
        end = figure.end
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The river carried 2,400 m³/s.", 2_400_000.0, "l/s"),
        ("The river carried 2,400 cubic metres per second.", 2_400_000.0, "l/s"),
        ("Gusts of 120 km/h were measured.", 120.0, "km/h"),
        ("Gusts of 33 m/s were measured.", 118.8, "km/h"),
        ("A flat of 45 m2 is enough.", 45e-6, "km2"),
        ("It used 300 MWh of power.", 300_000.0, "kwh"),
        ("Gambling brought in $ 38 bn.", 38e9, "USD"),
        ("A 6.8 quake struck at noon.", 6.8, "magnitude"),
        ("Debt is 60 per cent of GDP.", 60.0, "percent"),
    ],
)
def test_compound_units_are_normalised(text: str, value: float, unit: str) -> None:
    figure = only(text)
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Some 29 required treatment and left.",
        "On Monday the two met briefly.",
        "Another 40 attended.",
        "Sixteen recovered quickly.",
    ],
)
def test_a_verb_is_not_what_is_counted(text: str) -> None:
    assert [figure.noun for figure in found(text) if figure.noun is not None] == []


def test_who_kills_is_not_killed() -> None:
    assert only("There were three senators who killed the bill.").role is None
    assert only("Two bullets killed Roe.").role is None
    assert only("In the fire 12 people killed were guests.").role == "killed"


@pytest.mark.parametrize("clock", ["o'clock", "o’clock"])
def test_an_hour_of_the_clock_counts_nothing(clock: str) -> None:
    assert found(f"It left on the forecast of five {clock}.") == ()


def test_a_death_rate_is_nobodys_death() -> None:
    assert only("Treatment with four older medicines has halved the death rate.").role is None
    assert only("With four older medicines deaths have become rare.").role == "killed"


def test_an_age_belongs_to_the_name_beside_it() -> None:
    assert only("Roe met the 61-year-old former mayor Jane Brandt.").subject == "Jane Brandt"
    assert only("Brandt, 61, is the mayor.").subject == "Brandt"
    assert only("It is for those between the ages of 12 and 16.").kind == "age"


def test_a_headline_counts_too() -> None:
    assert only("Bomber Kills 14 at Council.").value == 14
