import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from index.compare import compare
from index.compare.report import as_html, as_json, as_markdown, as_text, render, to_json
from tests.index.compare.texts import HARBOUR, LINDOW, ORCHARD, article, texts

FORMATS = ("text", "markdown", "html", "json")


@pytest.fixture(scope="module")
def comparison():
    return compare(article(HARBOUR, "a"), article(LINDOW, "b", "The Gazette"), 2)


def flat(text):
    return " ".join(text.split())


def test_json_has_the_documented_shape(comparison):
    data = to_json(comparison)
    assert list(data) == [
        "schema", "a", "b", "links", "rows", "facts", "reuse", "days_apart", "same_story"
    ]  # fmt: skip
    assert data["schema"] == 1
    assert data["a"]["sentences"][0].startswith("The harbour bridge")
    assert {"id", "source", "title", "published", "sentences"} <= data["a"].keys()
    assert {"a", "b", "kind", "score"} <= data["links"][0].keys()
    assert {"kind", "a", "b", "marks"} <= data["rows"][0].keys()
    assert {"kind", "what", "verdict", "a", "b", "why"} <= data["facts"][0].keys()
    assert data["reuse"].keys() == {"a_in_b", "b_in_a"}
    assert {"score", "likely"} <= data["same_story"].keys()
    assert json.loads(as_json(comparison)) == json.loads(json.dumps(data))


def test_text_tells_all_sentences_and_all_findings(comparison):
    text = flat(as_text(comparison, 72))
    for sentence in comparison.a.sentences + comparison.b.sentences:
        assert flat(sentence) in text
    for fact in comparison.facts:
        assert flat(fact.why) in text
    assert "Published on the same day." in text


def test_text_keeps_to_its_width(comparison):
    assert max(map(len, as_text(comparison, 60).splitlines())) <= 60


@given(texts, texts)
@settings(max_examples=30, deadline=None)
def test_text_keeps_to_its_width_in_cells(one, other):
    report = as_text(compare(article(one + " 停火协议在基辅签署。" * 9, "a"), article(other, "b")), 40)
    for line in report.splitlines():
        longest = max((cell_len(word) for word in line.split()), default=0)
        assert cell_len(line) <= 40 or longest > 25, line


def test_wide_characters_count_twice_and_break_without_spaces(comparison):
    report = as_text(
        compare(article("停火协议在基辅签署，两国代表团都出席了仪式。" * 4, "a"), article(HARBOUR, "b")), 40
    )
    wide = [line for line in report.splitlines() if "停" in line or "基" in line]
    assert len(wide) > 3
    assert max(map(cell_len, wide)) <= 40
    assert not any(line.strip().startswith(("，", "。")) for line in report.splitlines())


def test_markdown_and_html_hold_every_sentence(comparison):
    markdown, page = as_markdown(comparison), as_html(comparison)
    assert markdown.count("\n- A") == len(comparison.a.sentences)
    assert page.count('class="place"') == len(comparison.a.sentences) + len(comparison.b.sentences)


def test_doubt_about_the_story_is_said():
    apart = compare(article(HARBOUR, "a"), article(ORCHARD, "b"))
    assert all("may not be the same story" in render(apart, form) for form in ("text", "markdown", "html"))


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_terminal_would_obey_is_shown_harmlessly(form):
    hostile = "Alarm \x1b[31mred\x07 \u202egnorw \x9b2J end of it."
    report = render(compare(article(hostile, "a", "S\x1b]0;x\x07"), article(hostile, "b")), form)
    assert not set(report) & {"\x1b", "\x07", "\x9b", "\u202e"}
    report.encode("utf-8")


def test_markup_in_an_article_stays_text():
    hostile = "See <script>alert(1)</script> & *this* [link](http://x.test) | `code`."
    both = compare(article(hostile, "a", "<b>S</b>"), article(hostile, "b"))
    assert "<script" not in as_html(both)
    assert "<b>S" not in as_html(both)
    markdown = as_markdown(both)
    assert "\\<script\\>" in markdown
    assert "\\[link\\]" in markdown


def test_undated_accounts_are_said_to_be_undated(comparison):
    undated = replace(comparison, days_apart=None, a=replace(comparison.a, published=None))
    assert "undated" in as_text(undated)


@given(texts, texts)
@settings(max_examples=30, deadline=None)
def test_any_text_can_be_reported(one, other):
    both = compare(article(one, "a"), article(other, "b"))
    for form in FORMATS:
        report = render(both, form)
        report.encode("utf-8")
        assert report.endswith("\n")
