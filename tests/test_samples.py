"""What the README and corpus/README.md say of the sample articles, asked of the comparison itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from index.compare import compare_facts
from index.compare.facts import ArticleFacts, extract
from index.library import article_in_file

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def _facts(name: str) -> ArticleFacts:
    return extract(article_in_file(CORPUS / f"{name}.md"))


@pytest.mark.parametrize(
    ("a", "b", "verdict", "one", "other"),
    [
        ("ferry-daily-rampart", "ferry-northgate-wire", "agree", "12", "12"),
        ("dam-northgate-wire", "dam-prairie-standard", "rounding", "43,350", "About 43,000"),
        (
            *("kursk-daily-rampart", "kursk-prairie-standard", "compatible"),
            *("about 1,050 square kilometres", "over 1,000 square kilometers (about 390 square miles)"),
        ),
        ("ferry-daily-rampart", "ferry-northgate-wire", "differ", "47", "31"),
        ("ferry-northgate-wire", "ferry-harbour-courier", "then_now", "12", "Four"),
    ],
)
def test_each_verdict_is_found_where_the_readme_says(
    a: str, b: str, verdict: str, one: str, other: str
) -> None:
    found = compare_facts(_facts(a), _facts(b)).facts
    told = {(fact.verdict, fact.a.text, fact.b.text) for fact in found if fact.a and fact.b}
    assert (verdict, one, other) in told


def test_the_samples_hold_no_conflict_but_those_that_were_written_into_them() -> None:
    names = sorted(path.stem for path in CORPUS.glob("*-*.md"))
    differing = {
        (fact.what, *sorted((fact.a.text, fact.b.text)))
        for a in names
        for b in names
        if a < b and a.split("-")[0] == b.split("-")[0]
        for fact in compare_facts(_facts(a), _facts(b)).facts
        if fact.verdict == "differ" and fact.a and fact.b
    }
    assert differing == {
        ("people wounded", "31", "47"),
        ("villages", "14", "9"),
        ("date", "Saturday, 10 May", "Sunday, 11 May"),
    }
