"""Names are found, told apart by kind, resolved within an article and compared between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.compare.facts import ArticleFacts, extract
from index.compare.names import Name, name_facts, names, referents, spelling_marks
from index.compare.sentences import sentences

if TYPE_CHECKING:
    from index.compare.sentences import Sentence


def read(text: str) -> tuple[Sentence, ...]:
    return sentences(Article("x", "Source", "Title", text))


def facts_of(text: str) -> ArticleFacts:
    return extract(Article("x", "Source", "Title", text))


def found(text: str, kind: str) -> list[str]:
    return [name.canonical for name in names(read(text)) if name.kind == kind]


def the(text: str, canonical: str) -> Name:
    return next(name for name in names(read(text)) if name.canonical == canonical)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Later that day Mayor Ingrid Holm opened the bridge.", ["Ingrid Holm"]),
        ("He met campaign manager Tobias Renner in Oslo.", ["Tobias Renner"]),
        ("Russian Foreign Minister Sergei Lavrov left on Monday.", ["Sergei Lavrov"]),
        ("Secretary of State John Harlow flew home.", ["John Harlow"]),
        ("Texas Gov. Rick Dolan signed it.", ["Rick Dolan"]),
        ("The painter Ludwig van der Meer died.", ["Ludwig van der Meer"]),
        (
            "The talks were led by Omar al-Rashidi and Sen. Ann Tully, D-Conn.",
            ["Omar al-Rashidi", "Ann Tully"],
        ),
        ("Democratic Rep. Joaquín Prada, 45, agreed.", ["Joaquín Prada"]),
        ("Robert F. Dunmore Jr. won.", ["Robert F. Dunmore Jr."]),
    ],
)
def test_people_are_found_without_their_titles(text: str, people: list[str]) -> None:
    assert found(text, "person") == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Shells fell on Sudzha, Kursk and the village of Lipovka.", ["Sudzha", "Kursk", "Lipovka"]),
        ("They crossed Orange County and the Black Sea.", ["Orange County", "Black Sea"]),
        ("The Glushkovo district was emptied, the governor of Ohio said.", ["Glushkovo", "Ohio"]),
        ("U.S. officials flew to South Korea from the United States.", ["United States", "South Korea"]),
    ],
)
def test_places_are_found(text: str, places: list[str]) -> None:
    assert found(text, "place") == places


@pytest.mark.parametrize(
    "text",
    [
        "But the weather turned. However, nobody left. On Tuesday it rained.",
        "Democrats and Republicans met. Russians and Ukrainian troops did not.",
        "I said I’m going. I've had it.",
        "The London-based firm hired a 20-year-old.",
    ],
)
def test_capitals_alone_make_no_person_or_place(text: str) -> None:
    assert found(text, "person") == []
    assert found(text, "place") == []


def test_organisations_are_neither_people_nor_places() -> None:
    text = "The Department of Justice agreed. Fox News, NATO and the Supreme Court did not."
    kinds = {name.canonical: name.kind for name in names(read(text))}
    assert kinds["Department of Justice"] == "organisation"
    assert kinds["NATO"] == "organisation"
    assert kinds["Supreme Court"] == "organisation"
    assert "person" not in kinds.values()


def test_an_acronym_joins_its_expansion() -> None:
    text = "The Federal Bureau of Investigation came. The FBI left."
    assert [mention.text for mention in the(text, "Federal Bureau of Investigation").mentions] == [
        "Federal Bureau of Investigation",
        "FBI",
    ]


def test_short_forms_belong_to_the_full_name() -> None:
    text = "Mr. Petrenko waited. Oleksandr Petrenko, the mayor, was late. Petrenko’s car broke down."
    name = the(text, "Oleksandr Petrenko")
    assert [mention.text for mention in name.mentions] == ["Petrenko", "Oleksandr Petrenko", "Petrenko"]
    assert name.role == "mayor"
    assert name.gender == "m"


def test_a_shared_surname_goes_to_the_one_that_fits() -> None:
    text = "Anna Brandt met Karl Brandt. Mrs. Brandt smiled. Then Karl Brandt left. Mr. Brandt was tired."
    assert [mention.sentence for mention in the(text, "Anna Brandt").mentions] == [0, 1]
    assert [mention.sentence for mention in the(text, "Karl Brandt").mentions] == [0, 2, 3]


def test_a_surname_that_is_a_place_follows_the_person_of_the_article() -> None:
    text = "Clara Jackson spoke first. Jackson denied it. Clara Jackson stayed in Memphis."
    assert found(text, "place") == ["Memphis"]


def test_headings_add_mentions_but_no_names() -> None:
    text = (
        "A Bitter Blow For Petrenko\n\nThe mayor, Oleksandr Petrenko, resigned after a long vote on Friday."
    )
    assert [mention.sentence for mention in the(text, "Oleksandr Petrenko").mentions] == [0, 1]
    assert len(names(read(text))) == 1


@pytest.mark.parametrize(
    ("text", "referred"),
    [
        ("Anna Brandt resigned. She left at once.", {"Anna Brandt"}),
        ("Karl Brandt met Anna Lund. He was late.", {"Karl Brandt"}),
        ("Karl Brandt met Anna Lund. She was late.", {"Anna Lund"}),
        ("Senator Anna Lund spoke. The senator was late.", {"Anna Lund"}),
        ("Shells hit Sudzha. The town was empty.", {"Sudzha"}),
        ("Vice President Karl Brandt spoke. The president was late.", set()),
        ("Troops entered Sudzha. The country was shocked.", set()),
        ("Troops entered Ukraine. The country was shocked.", {"Ukraine"}),
        ("Karl Brandt resigned. Brandt was late.", {"Karl Brandt"}),
        ("The rain stopped. He was late.", set()),
    ],
)
def test_references_are_resolved(text: str, referred: set[str]) -> None:
    split = read(text)
    assert referents(split, names(split))[1] == referred


def test_two_spellings_are_one_name_that_agrees_and_is_marked() -> None:
    a = facts_of("President Volodymyr Zelensky spoke in Kiev.")
    b = facts_of("President Volodymyr Zelenskiy spoke in Kyiv. Zelenskiy left.")
    facts = {fact.kind: fact for fact in name_facts(a, b)}
    assert facts["person"].verdict == facts["place"].verdict == "agree"
    assert "Zelensky" in facts["person"].why
    assert "Zelenskiy" in facts["person"].why
    marked = {(mark.side, mark.sentence, mark.kind) for mark in spelling_marks(a, b)}
    assert marked == {("a", 0, "spelling"), ("b", 0, "spelling"), ("b", 1, "spelling")}


def test_familiar_forms_agree_without_a_mark_for_spelling() -> None:
    a, b = facts_of("Gov. William Harlow came."), facts_of("Gov. Bill Harlow came.")
    assert [fact.verdict for fact in name_facts(a, b)] == ["agree"]
    assert spelling_marks(a, b) == []


def test_names_of_one_side_are_told() -> None:
    a = facts_of("Mayor Ingrid Holm went to Donetsk.")
    b = facts_of("Mayor Ingrid Holm went to Luhansk.")
    verdicts = {(fact.kind, fact.verdict) for fact in name_facts(a, b)}
    assert verdicts == {("person", "agree"), ("place", "only_a"), ("place", "only_b")}


PIECES = """
President Obama Mr. Smith’s said the of al-Assad JR “No,” he U.S. FBI in Paris St. I'm D-Conn. : O'Neill
Jean-Luc and & van 'x' \" — é 北京 Зеленський Ms. New York
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), "\n\n"]) | st.text(max_size=8), max_size=40).map(" ".join)


@given(TEXTS)
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_and_every_mention_selects_its_text(text: str) -> None:
    split = read(text)
    known = names(split)
    for name in known:
        assert name.mentions
        assert all(split[m.sentence].text[m.start : m.end] == m.text for m in name.mentions)
    spans = [(m.sentence, m.start) for name in known for m in name.mentions]
    assert len(spans) == len(set(spans))
    assert len(referents(split, known)) == len(split)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_facts_mirror(one: str, other: str) -> None:
    a, b = facts_of(one), facts_of(other)
    swapped = {"only_a": "only_b", "only_b": "only_a", "agree": "agree"}
    ours = sorted((fact.what, fact.verdict, repr(fact.a), repr(fact.b)) for fact in name_facts(a, b))
    theirs = sorted(
        (fact.what, swapped[fact.verdict], repr(fact.b), repr(fact.a)) for fact in name_facts(b, a)
    )
    assert ours == theirs
