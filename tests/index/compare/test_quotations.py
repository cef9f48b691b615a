"""Quotations are found, ascribed to who said them, and compared between two accounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.compare.facts import ArticleFacts, extract
from index.compare.quotations import Quotation, quotation_facts
from index.compare.result import Link


def facts_of(text: str) -> ArticleFacts:
    return extract(Article("x", "Source", "Title", text))


def quoted(text: str) -> tuple[Quotation, ...]:
    return facts_of(text).quotations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We leave now,” she said.", ["We leave now,"]),
        ('"We leave now," she said.', ["We leave now,"]),
        ("«We leave now», she said.", ["We leave now"]),
        ("‘We leave now,’ she said.", ["We leave now,"]),
        ("'We leave now,' she said.", ["We leave now,"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ("”We leave now,” she said.", ["We leave now,"]),
        ("The workers' union and the bosses' league met in the '90s.", []),
        ("The board was 6' 2\" long and the other 5' 1\" long.", []),
        ("She said that nobody would leave.", []),
    ],
)
def test_marks_are_told_from_apostrophes_and_inches(text: str, words: list[str]) -> None:
    assert [one.text for one in quoted(text)] == words


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will rebuild the pier by spring,” Ingrid Holm said.", "Ingrid Holm"),
        ("“We will rebuild the pier by spring,” said Ingrid Holm, the mayor of Lund.", "Ingrid Holm"),
        ("“We will rebuild the pier by spring,” the mayor, Ingrid Holm, said.", "Ingrid Holm"),
        (
            "“We will rebuild the pier by spring,” Ingrid Holm, the mayor of Lund, told reporters.",
            "Ingrid Holm",
        ),
        ("Ingrid Holm said: “We will rebuild the pier by spring.”", "Ingrid Holm"),
        ("Ingrid Holm, who runs the port, told Karl Brandt that “it is a total loss.”", "Ingrid Holm"),
        ("Ingrid Holm called the report of Karl Brandt “a total and shameful fabrication.”", "Ingrid Holm"),
        ("According to Ingrid Holm, the pier is “a total loss for everyone.”", "Ingrid Holm"),
        ("The pier is “a total loss for everyone,” according to Ingrid Holm.", "Ingrid Holm"),
        ("The pier, said Ingrid Holm, is “a total loss for everyone.”", "Ingrid Holm"),
        ("Ingrid Holm resigned on Monday. “I am tired of this fight,” she said.", "Ingrid Holm"),
        ("Ingrid Holm met Karl Brandt. “I am tired of this fight,” he said.", "Karl Brandt"),
        ("“It was loud as a train,” a neighbor said.", "a neighbor"),
        ("“It was loud as a train,” Ingrid Holm’s spokesman said.", "Ingrid Holm’s spokesman"),
        ("Ingrid Holm spoke briefly, adding, “It was as loud as a train.”", "Ingrid Holm"),
        ("“Was it loud?” Karl Brandt asked Ingrid Holm.", "Karl Brandt"),
        ("“Mr. Brandt is wrong about this,” Ingrid Holm said.", "Ingrid Holm"),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str) -> None:
    assert {one.speaker for one in quoted(text)} == {speaker}


def test_the_speaker_goes_on_in_the_next_sentence() -> None:
    one, two = quoted("“We will rebuild,” Ingrid Holm said. “It will take until spring.”")
    assert (one.speaker, one.how) == ("Ingrid Holm", "after")
    assert (two.speaker, two.how) == ("Ingrid Holm", "carried")


def test_both_halves_of_a_broken_quotation_have_the_speaker() -> None:
    records = quoted("“We will rebuild,” Ingrid Holm said, “but it will take until spring.”")
    assert [one.speaker for one in records] == ["Ingrid Holm", "Ingrid Holm"]


def test_a_quotation_over_sentences_and_paragraphs_is_one_group() -> None:
    text = "Karl Brandt wrote: “We waited. Nobody came.\n\n“Then the phones went dead.”\n\nIt was over."
    records = quoted(text)
    assert [one.sentence for one in records] == [0, 1, 2]
    assert {one.group for one in records} == {0}
    assert {one.speaker for one in records} == {"Karl Brandt"}


def test_a_mark_that_nobody_closes_does_not_swallow_the_article() -> None:
    text = "Karl Brandt wrote: “We waited all night.\n\nIt rained.\n\nThe town slept."
    assert [one.sentence for one in quoted(text)] == [0]


def test_a_sentence_of_thousands_of_quotations_takes_no_time_out_of_proportion() -> None:
    records = quoted("“Yes,” Karl Brandt said " * 400)
    assert len(records) == 400
    assert records[0].speaker == "Karl Brandt"


def test_emphasis_and_titles_have_no_speaker() -> None:
    records = quoted(
        "The so-called “green” road reached the coast. They watched “The Long Winter” in silence."
    )
    assert [(one.speaker, one.how) for one in records] == [(None, "scare"), (None, "scare")]


def verdicts(one: str, other: str, links: tuple[Link, ...] = ()) -> list[tuple[str, str]]:
    return [(fact.verdict, fact.why) for fact in quotation_facts(facts_of(one), facts_of(other), links)]


WHOLE = "“The pier is lost, and it will take until spring to rebuild it,” Ingrid Holm said."


def test_the_same_words_agree() -> None:
    (found,) = verdicts(
        WHOLE, 'Ingrid Holm said "The pier is lost, and it will take until spring to rebuild it."'
    )
    assert found[0] == "agree"


def test_a_cut_quotation_is_close_and_says_what_was_cut() -> None:
    ((verdict, why),) = verdicts(WHOLE, "“It will take until spring to rebuild it,” Ingrid Holm said.")
    assert verdict == "close"
    assert "cut by B" in why
    assert "“The pier is lost and”" in why


def test_pieces_of_one_quotation_each_find_the_whole() -> None:
    pieces = "“The pier is lost,” Ingrid Holm said. “It will take until spring to rebuild it.”"
    assert [verdict for verdict, _ in verdicts(pieces, WHOLE)] == ["close", "close"]


def test_the_same_words_of_different_speakers_differ() -> None:
    ((verdict, why),) = verdicts(WHOLE, WHOLE.replace("Ingrid Holm", "Karl Brandt"))
    assert verdict == "differ"
    assert "Ingrid Holm" in why
    assert "Karl Brandt" in why


@pytest.mark.parametrize("speaker", ["Mayor Holm", "a spokesman", "she", "Ms. Ingrid Holm"])
def test_an_unclear_or_shorter_speaker_is_no_difference(speaker: str) -> None:
    ((verdict, _),) = verdicts(WHOLE, WHOLE.replace("Ingrid Holm", speaker))
    assert verdict == "agree"


def test_quotations_of_one_side_are_told_and_emphasis_is_not() -> None:
    text = WHOLE + " The “green” road was closed."
    assert [verdict for verdict, _ in verdicts(text, "It rained.")] == ["only_a"]
    assert [verdict for verdict, _ in verdicts("It rained.", text)] == ["only_b"]


def test_short_quotations_need_a_link() -> None:
    one, other = "Karl Brandt called it “a disaster.”", "To Karl Brandt it was “a disaster,” he said."
    assert {verdict for verdict, _ in verdicts(one, other)} == {"only_a", "only_b"}
    assert [verdict for verdict, _ in verdicts(one, other, (Link(0, 0, "same", 0.9),))] == ["agree"]


PIECES = """
“ ” \" ' ‘ ’ « » “No,” said he Smith Mr. Holm: told according to , . ? ! — “Yes wrote, 6'2\" it’s
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), "\n\n"]) | st.text(max_size=6), max_size=50).map(" ".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_selects_its_text(text: str) -> None:
    facts = facts_of(text)
    for one in facts.quotations:
        assert facts.sentences[one.sentence].text[one.start : one.end] == one.text != ""
        if one.speaker_span is not None:
            sentence, start, end = one.speaker_span
            assert 0 <= start < end <= len(facts.sentences[sentence].text)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_facts_mirror(one: str, other: str) -> None:
    a, b = facts_of(one), facts_of(other)
    swapped = {"only_a": "only_b", "only_b": "only_a"}
    ours = sorted((fact.what, fact.verdict, repr(fact.a), repr(fact.b)) for fact in quotation_facts(a, b, ()))
    theirs = sorted(
        (fact.what, swapped.get(fact.verdict, fact.verdict), repr(fact.b), repr(fact.a))
        for fact in quotation_facts(b, a, ())
    )
    assert ours == theirs
