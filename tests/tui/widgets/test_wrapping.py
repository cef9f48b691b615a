"""Wrapping by cells: nothing is lost, nothing is too wide, spans stay on their characters."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import split_graphemes

from tui.widgets.safe import one_line, visible
from tui.widgets.wrapping import (
    Line,
    Piece,
    Span,
    beginning,
    cells,
    pieces,
    truncate,
    truncate_pieces,
    wrap,
    wrapped_pieces,
)

SCRIPTS = st.text(
    st.sampled_from("ab cdé- —/0 9,.\n日本、。「」한語👍👩\u200d🇫🇷❤\ufe0fe\u0301Жλעب\u200b"),
    min_size=0,
    max_size=120,
)


def lines_of(text: str, width: int) -> list[str]:
    return [text[line.start : line.end] for line in wrap(text, width)]


def test_breaks_at_spaces():
    assert lines_of("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_a_word_that_just_fits_is_not_broken():
    assert lines_of("12345 67890", 5) == ["12345", "67890"]


def test_breaks_after_hyphens_between_letters_only():
    assert lines_of("a well-known fact", 8) == ["a well-", "known", "fact"]
    assert lines_of("about 1,050-1,100 km", 13) == ["about", "1,050-1,100", "km"]


def test_long_words_are_cut():
    assert lines_of("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_newlines_and_empty_lines_stay():
    assert lines_of("one\n\ntwo", 10) == ["one", "", "two"]
    assert lines_of("", 10) == [""]


def test_wide_characters_take_two_cells():
    assert lines_of("日本語の文章", 5) == ["日本", "語の", "文章"]


def test_no_line_begins_with_a_closing_mark():
    assert lines_of("日本語。文", 6) == ["日本", "語。文"]


def test_combining_marks_stay_with_their_letter():
    text = "e\u0301" * 4
    assert lines_of(text, 2) == ["e\u0301e\u0301", "e\u0301e\u0301"]


@given(SCRIPTS, st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_lines_fit_and_lose_only_spaces(text: str, width: int):
    text = visible(text)
    found = list(wrap(text, width))
    position = 0
    for line in found:
        assert set(text[position : line.start]) <= {" ", "\n"}
        shown = text[line.start : line.end]
        assert "\n" not in shown
        graphemes = [grapheme for grapheme in split_graphemes(shown)[0] if grapheme[2]]
        assert cells(shown) <= width or len(graphemes) == 1
        position = line.end
    assert set(text[position:]) <= {" ", "\n"}
    assert text.count("\n") < len(found)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_visible_keeps_length_and_leaves_nothing_to_obey(text: str):
    shown = visible(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")
    assert not any(
        (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or "\u202a" <= c <= "\u202e" for c in shown
    )
    assert "\n" not in one_line(text)


def test_escapes_are_pictures():
    assert visible("\x1b[31mred\x07") == "␛[31mred␇"
    assert visible("a\u202eb\ud800") == "a\ufffdb\ufffd"


@given(SCRIPTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
@settings(max_examples=150, deadline=None)
def test_pieces_join_to_the_text_and_follow_the_spans(text: str, ranges: list[tuple[int, int]]):
    spans = [Span(start, end, f"s{n}") for n, (start, end) in enumerate(ranges)]
    found = pieces(text, spans)
    assert "".join(piece.text for piece in found) == text
    position = 0
    for piece in found:
        for offset in range(position, position + len(piece.text)):
            assert set(piece.styles) == {s.style for s in spans if s.start <= offset < s.end}
        position += len(piece.text)


def test_spans_are_cut_to_lines():
    found = wrapped_pieces("alpha beta gamma", [Span(6, 16, "hit")], 10)
    assert found == [[Piece("alpha ", ()), Piece("beta", ("hit",))], [Piece("gamma", ("hit",))]]


@given(SCRIPTS.map(lambda text: text.replace("\n", " ")), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_truncation_fits(text: str, width: int):
    assert cells(truncate(text, width)) <= width
    cut = truncate_pieces(pieces(text, [Span(3, 9, "hit")]), width)
    assert sum(cells(piece.text) for piece in cut) <= width


def test_truncation_shows_that_something_is_missing():
    assert truncate("a long title", 7) == "a long…"
    assert truncate("short", 7) == "short"
    cut = truncate_pieces([Piece("abc", ()), Piece("def", ("hit",))], 3)
    assert "".join(piece.text for piece in cut) == "ab…"


@given(SCRIPTS.map(lambda text: text.replace("\n", " ")), st.integers(2, 20), st.integers(1, 4))
@example("\u200d0、", 2, 1)
@settings(deadline=None)
def test_a_beginning_fills_its_lines_and_no_more(text: str, width: int, lines: int):
    shown = beginning(text, width, lines)
    assert len(lines_of(shown, width)) <= lines
    if shown != text:
        assert len(lines_of(text, width)) > lines
        assert text.startswith(shown.removesuffix("…").rstrip())


def test_a_beginning_ends_at_a_word():
    text = "the quick brown fox jumps"
    assert beginning(text, 10, 2) == "the quick brown …"
    assert beginning(text, 12, 2) == "the quick brown fox …"
    assert beginning(text, 25, 1) == text
    assert beginning("渡船事故で行方不明", 8, 1) == "渡船事…"


def test_wrapping_is_lazy():
    text = "word " * 400_000
    lines = wrap(text, 80)
    started = time.perf_counter()
    assert next(lines) == Line(0, 79)
    assert time.perf_counter() - started < 0.5
