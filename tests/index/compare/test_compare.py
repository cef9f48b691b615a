import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from index.compare import compare, compare_facts
from index.compare.facts import VERSION, extract, from_json, to_json
from tests.index.compare.texts import DAY, HARBOUR, LINDOW, ORCHARD, article, texts

MIRRORED = {"only_a": "only_b", "only_b": "only_a"}


def seen(comparison):
    """What a comparison tells, without the order of its rows and facts, which follows A."""
    return (
        {(one.a, one.b, one.kind, one.score) for one in comparison.links},
        {(one.kind, one.a, one.b) for one in comparison.rows},
        {(one.kind, one.verdict, one.a, one.b) for one in comparison.facts},
        (comparison.reuse.a_in_b, comparison.reuse.b_in_a),
        comparison.days_apart,
        (comparison.same_story.score, comparison.same_story.likely),
    )


def mirrored(comparison):
    links, rows, facts, reuse, days, story = seen(comparison)
    return (
        {(b, a, kind, score) for a, b, kind, score in links},
        {(MIRRORED.get(kind, kind), b, a) for kind, a, b in rows},
        {(kind, MIRRORED.get(verdict, verdict), b, a) for kind, verdict, a, b in facts},
        reuse[::-1],
        days,
        story,
    )


def test_two_accounts_of_one_event():
    comparison = compare(article(HARBOUR, "a"), article(LINDOW, "b", "The Gazette"))
    assert comparison.same_story.likely
    assert {row.kind for row in comparison.rows} >= {"same", "only_a", "only_b"}
    assert not any(fact.verdict == "differ" for fact in comparison.facts)
    assert any(
        fact.kind == "figure" and fact.verdict != "only_a" and fact.a and fact.b for fact in comparison.facts
    )
    assert any(fact.kind == "person" and fact.verdict == "agree" for fact in comparison.facts)


def test_stories_that_have_nothing_in_common_are_said_to_be_apart():
    comparison = compare(article(HARBOUR, "a"), article(ORCHARD, "b"))
    assert not comparison.same_story.likely
    assert comparison.same_story.why
    assert {row.kind for row in comparison.rows} == {"only_a", "only_b"}


def test_days_apart_count_days_of_publication():
    later = article(LINDOW, "b", published=DAY + timedelta(days=3, hours=5))
    assert compare(article(HARBOUR), later).days_apart == 3
    assert compare(later, article(HARBOUR)).days_apart == 3
    assert compare(article(HARBOUR, published=None), later).days_apart is None


def test_the_mirror_of_a_comparison_is_the_comparison_of_the_mirror():
    a, b = article(HARBOUR, "a"), article(LINDOW, "b")
    for strictness in range(1, 6):
        assert seen(compare(b, a, strictness)) == mirrored(compare(a, b, strictness))


@pytest.mark.parametrize("text", [HARBOUR, LINDOW, ORCHARD, "Yes. No. Yes.", "", "* * *\n\n* * *"])
def test_an_account_agrees_with_itself(text):
    comparison = compare(article(text, "a"), article(text, "b"))
    assert [(row.kind, row.a, row.b) for row in comparison.rows] == [
        ("same", (index,), (index,)) for index in range(len(comparison.a.sentences))
    ]
    assert {fact.verdict for fact in comparison.facts} <= {"agree"}
    assert comparison.same_story.likely == bool(text)


@given(texts, texts)
@settings(max_examples=40, deadline=None)
def test_any_two_texts_can_be_compared(one, other):
    a, b = article(one, "a"), article(other, "b", published=None)
    comparison = compare(a, b, 1)
    assert seen(compare(b, a, 1)) == mirrored(comparison)
    for side, account in (("a", comparison.a), ("b", comparison.b)):
        rows = [index for row in comparison.rows for index in getattr(row, side)]
        assert sorted(rows) == list(range(len(account.sentences)))
        for fact in comparison.facts:
            stated = getattr(fact, side)
            if stated:
                assert account.sentences[stated.sentence][stated.start : stated.end] == stated.text != ""
            assert fact.why
    for row in comparison.rows:
        for mark in row.marks:
            account = comparison.a if mark.side == "a" else comparison.b
            assert mark.sentence in getattr(row, mark.side)
            assert 0 <= mark.start < mark.end <= len(account.sentences[mark.sentence])


@given(texts)
@settings(max_examples=40, deadline=None)
def test_facts_survive_the_cache(text):
    facts = extract(article(text))
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_cached_facts_compare_alike():
    a, b = extract(article(HARBOUR, "a")), extract(article(LINDOW, "b"))
    read_back = from_json(json.loads(json.dumps(to_json(a))))
    assert compare_facts(read_back, b) == compare_facts(a, b)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"version": VERSION - 1, "facts": []}, {"version": VERSION, "facts": [1, 2]}]
)
def test_facts_of_another_version_or_shape_are_refused(data):
    with pytest.raises(ValueError, match=r"version|not a"):
        from_json(data)
