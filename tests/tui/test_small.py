"""Ages, entries, readings: the small functions that the panes are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.library import Highlights, Result, Snippet
from tests.tui.fake import NOW
from tui.dates import age, full_date
from tui.reading import reading
from tui.widgets.entries import NO_TOPIC, Shape, entry, grouped, heading
from tui.widgets.footer import Shown, fitting
from tui.widgets.wrapping import cells


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (NOW - timedelta(seconds=20), "1 min"),
        (NOW - timedelta(minutes=59), "59 min"),
        (NOW - timedelta(hours=3, minutes=10), "3 h"),
        (NOW - timedelta(days=6), "6 d"),
        (datetime(2025, 4, 9, tzinfo=UTC), "9 Apr"),
        (datetime(2025, 1, 2, 8, tzinfo=UTC), "2 Jan"),
        (datetime(2024, 8, 13, tzinfo=UTC), "13 Aug 2024"),
        (NOW + timedelta(days=2, hours=1), "12 Apr"),
        (datetime(1, 1, 1, tzinfo=UTC), "1 Jan 1"),
        (None, "undated"),
    ],
)
def test_ages(published: datetime | None, shown: str):
    assert age(published, NOW) == shown


def test_full_dates_show_the_time_only_where_it_is_known():
    assert full_date(datetime(2024, 8, 13, tzinfo=UTC)) == "Tue 13 Aug 2024"
    assert full_date(datetime(2024, 8, 13, 14, 5, tzinfo=UTC)) == "Tue 13 Aug 2024, 14:05 UTC"
    assert full_date(None) == "undated"


def result(
    title: str = "A title", source: str = "Source", topic: str | None = None, text: str = ""
) -> Result:
    return Result(
        "id", source, title, NOW, None, topic, 0.0, Snippet(text, ((0, min(3, len(text))),) if text else ())
    )


@given(st.text(max_size=80), st.text(min_size=1, max_size=40), st.text(max_size=200), st.integers(10, 90))
@settings(max_examples=60)
def test_entries_fit_their_width_whatever_they_hold(title: str, source: str, text: str, width: int):
    for line in entry(result(title, source, "Topic", text), Shape(width), NOW, marked=True):
        assert sum(cells(piece.text) for piece in line) <= width
        assert not any("\x1b" in piece.text or "\n" in piece.text for piece in line)


def test_long_titles_end_in_an_ellipsis_after_two_lines():
    lines = entry(result("word " * 40), Shape(30), NOW)
    assert "".join(piece.text for piece in lines[1]).endswith("…")
    assert any("source" in piece.styles for piece in lines[2])


def test_groups_follow_their_first_result_and_the_rest_comes_last():
    results = [result(topic=None), result(topic="B"), result(topic="A"), result(topic="B")]
    assert [(name, len(found)) for name, found in grouped(results)] == [("B", 2), ("A", 1), (NO_TOPIC, 1)]


def test_headings_count_sources_and_articles():
    text = "".join(piece.text for piece in heading("Kursk", 2, 5, 60))
    assert text == "Kursk · 2 sources, 5 articles"
    assert cells("".join(piece.text for piece in heading("Long " * 30, 2, 5, 40))) <= 40


def test_folded_lines_are_joined_and_hits_stay_on_their_words():
    text = "First line\nof one paragraph.\n\nSecond: ferry.\n- an item\n- another"
    start = text.index("ferry")
    ready = reading(
        Article("x", "S", "T", text, url="https://x.example", authors=("A", "B")),
        Highlights((), ((start, start + 5),)),
        "Topic",
    )
    shown = ready.document.text
    assert "First line of one paragraph." in shown
    assert "- an item\n- another" in shown
    assert shown.startswith("By A, B\nhttps://x.example\n\n")
    (hit,) = ready.hits
    assert shown[hit.start : hit.end] == "ferry"
    assert ready.topic == "Topic"


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=4))
def test_readings_never_shift_a_hit(text: str, spans: list[tuple[int, int]]):
    found = tuple(sorted((min(s, e), max(s, e)) for s, e in spans if max(s, e) <= len(text)))
    ready = reading(Article("x", "S", "T", text, authors=("A",)), Highlights((), found))
    for (start, end), hit in zip(found, ready.hits, strict=False):
        for before, after in zip(text[start:end], ready.document.text[hit.start : hit.end], strict=True):
            assert before == after or not before.isprintable() or before.isspace()


def test_an_article_without_text_says_so():
    assert "no text" in reading(Article("x", "S", "", "  "), None).document.text


def test_the_footer_keeps_help_and_the_way_back():
    keys = [Shown("a", "a", "First", always=False), Shown("b", "b", "Second", always=False)]
    last = Shown("question_mark", "?", "Help", always=True)
    assert fitting([*keys, last], 100) == [*keys, last]
    assert fitting([*keys, last], 18) == [keys[0], last]
    assert fitting([*keys, last], 3) == [last]


def test_a_late_hit_is_still_seen_in_a_short_snippet():
    text = "Many words come before the one that was looked for, which is ferry and then some more."
    start = text.index("ferry")
    late = Result("id", "S", "T", NOW, None, None, 0.0, Snippet(text, ((start, start + 5),)))
    lines = entry(late, Shape(34, snippet_lines=1), NOW)
    assert any(piece == ("ferry", ("snippet", "hit")) for piece in lines[-1])


def test_headings_inside_an_article_stand_out():
    text = "It began.\n\nWhat followed\n\nThen it ended.\n\nSource agency"
    ready = reading(Article("x", "S", "T", text), None)
    shown = ready.document.text
    found = [shown[span.start : span.end] for span in ready.document.spans if span.style == "heading"]
    assert found == ["What followed"]
