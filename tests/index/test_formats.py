"""Files with front matter, lines of JSON, dates, and text made harmless."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import Draft, FormatError, parse_file, suffix_of
from index.formats.clean import body, comparable, decode, one_line, printable
from index.formats.dates import parse_published
from index.formats.lines import parse_line
from tests.fuzzing import examples

if TYPE_CHECKING:
    from collections.abc import Callable


def day(year: int, month: int, number: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, number, hour, minute, tzinfo=UTC)


def outcome(parse: Callable[..., object], *values: object) -> object:
    """Return what ``parse`` returns, or the message of the error that it is meant to raise."""
    try:
        return parse(*values)
    except (FormatError, ValueError) as error:
        return str(error)


def is_one_line(value: object) -> bool:
    return isinstance(value, str) and "\n" not in value


def markdown(text: str) -> Draft:
    return parse_file(text.encode(), ".md")


class TestFrontMatter:
    def test_every_field_is_read(self) -> None:
        found = markdown(
            "---\nid: bridge-1\nsource: The Morning Tide\ntitle: 'Bridge closed: again'\n"
            "published: 2024-08-13T09:30:00+02:00\nurl: https://tide.example/bridge\ntopic: Old bridge\n"
            "language: en-gb\nauthors: [Ana Ruiz, 'Bo, Jr.']\n---\n\n"
            "The bridge is closed.\n\nNobody knows why.\n"
        )
        assert found == Draft(
            title="Bridge closed: again",
            text="The bridge is closed.\n\nNobody knows why.",
            id="bridge-1",
            source="The Morning Tide",
            published=day(2024, 8, 13, 7, 30),
            url="https://tide.example/bridge",
            language="en-gb",
            topic="Old bridge",
            authors=("Ana Ruiz", "Bo, Jr."),
        )

    @pytest.mark.parametrize(
        ("written", "names"),
        [
            ("Ana Ruiz", ("Ana Ruiz",)),
            ("Ana Ruiz and Bo Lind", ("Ana Ruiz", "Bo Lind")),
            ("Ana Ruiz, Bo Lind, and Cy Oak", ("Ana Ruiz", "Bo Lind", "Cy Oak")),
            ("[Ana Ruiz, Ana Ruiz]", ("Ana Ruiz",)),
            ("\n  - name: Ana Ruiz\n  - Bo Lind", ("Ana Ruiz", "Bo Lind")),
            ("null", ()),
        ],
    )
    def test_authors_come_as_text_or_list(self, written: str, names: tuple[str, ...]) -> None:
        assert markdown(f"---\ntitle: T\nauthors: {written}\n---\nBody.").authors == names

    def test_numbers_and_words_that_yaml_would_change_stay_as_written(self) -> None:
        found = markdown("---\ntitle: 1_000\nsource: No\nid: 007\n---\nBody.")
        assert (found.title, found.source, found.id) == ("1_000", "No", "007")

    def test_a_text_file_with_front_matter_is_read_alike(self) -> None:
        text = "---\ntitle: T\nsource: S\n---\nBody."
        assert parse_file(text.encode(), ".txt") == markdown(text)

    def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(self) -> None:
        found = parse_file(b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nOne.\r\n\r\nTwo.\r\n", ".md")
        assert (found.title, found.text) == ("T", "One.\n\nTwo.")

    def test_an_undated_file_says_nothing_and_a_wrong_date_is_told(self) -> None:
        assert markdown("---\ntitle: T\n---\nBody.").warnings == ()
        found = markdown("---\ntitle: T\npublished: 99999-01-01\n---\nBody.")
        assert found.published is None
        assert found.warnings == ("undated: no such day or time: 99999-01-01",)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("---\ntitle: [\n---\nBody.", "not valid YAML"),
            ("---\n- a\n- b\n---\nBody.", "key: value"),
            ("---\ntitle: T\nBody without an end", "no end"),
            ("---\na: " + "[" * 5000 + "\n---\nBody.", "nested too deeply"),
            ("---\nsource: S\n---\n", "no text"),
            ("", "no text"),
        ],
    )
    def test_a_broken_file_is_told_in_one_line(self, text: str, reason: str) -> None:
        with pytest.raises(FormatError, match=reason) as caught:
            markdown(text)
        assert "\n" not in str(caught.value)

    def test_aliases_cost_nothing(self) -> None:
        rungs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
        found = markdown(f"---\na0: &a0 x\n{rungs}title: T\n---\nBody.")
        assert found.title == "T"

    def test_headings_and_wrapped_lines_become_paragraphs(self) -> None:
        found = markdown(
            "# The headline\n\nA line that was wrapped\nat some width.\n\n"
            "## What follows\nMore text here.\n\n- one\n- two\n"
        )
        assert found.title == "The headline"
        assert found.text.split("\n\n") == [
            "A line that was wrapped at some width.",
            "What follows",
            "More text here.",
            "- one\n- two",
        ]

    def test_underlined_and_plain_headings(self) -> None:
        found = markdown("The headline\n============\n\nSome text.\n\nBelow\n-----\nMore text.")
        assert (found.title, found.text) == ("The headline", "Some text.\n\nBelow\n\nMore text.")
        assert markdown("The headline\n\nSome text.").title == "The headline"
        assert markdown("A first sentence.\n\nAnother.").title == ""
        assert markdown("---\nsource: S\n---\nNo mark\n\nSome text.").title == ""

    def test_long_lines_are_paragraphs_of_their_own(self) -> None:
        long = (
            "A paragraph on one line, as programs save them, goes on beyond any width at which text wraps. "
            * 2
        )
        found = markdown(f"---\ntitle: T\n---\nHeading\n{long}\n{long}\n\nEnd of it.")
        assert found.text.split("\n\n") == ["Heading", long.strip(), long.strip(), "End of it."]

    def test_a_body_that_repeats_the_headline_loses_it_once_and_for_all(self) -> None:
        assert (
            markdown("---\ntitle: Bridge closed\n---\n# Bridge closed\n\nBridge closed!\n\nBody.").text
            == "Body."
        )


class TestLines:
    def test_the_fields_of_bulk_data_are_read_and_gold_is_not(self) -> None:
        line = {
            "id": "x1", "source": "S", "title": "T", "published": "2016-09-20", "url": "",
            "authors": "A. B, C. D", "section": "politics", "event": "gold", "text": "One.\n\nTwo.",
        }  # fmt: skip
        assert parse_line(json.dumps(line).encode()) == Draft(
            title="T",
            text="One.\n\nTwo.",
            id="x1",
            source="S",
            published=day(2016, 9, 20),
            authors=("A. B", "C. D"),
        )

    def test_paragraphs_of_sentences_are_joined(self) -> None:
        line = {"title": "T", "paragraphs": [["One.", "Two."], [], ["Three."], "Four."]}
        assert parse_line(json.dumps(line).encode()).text == "One. Two.\n\nThree.\n\nFour."

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            (b"{broken", "not JSON"),
            (b"[1, 2]", "not an article"),
            (b'"text"', "not an article"),
            (b'{"text": 7}', "not text"),
            (b"[" * 100_000, "nested"),
            (b"{}", "no text"),
            (b"\x00\xff\xfe", "not JSON"),
        ],
    )
    def test_a_broken_line_is_told_in_one_line(self, line: bytes, reason: str) -> None:
        with pytest.raises(FormatError, match=reason) as caught:
            parse_line(line)
        assert "\n" not in str(caught.value)

    def test_a_line_in_an_old_encoding_keeps_its_words(self) -> None:
        line = '{"title": "Café “Zoë”", "text": "It’s open."}'.encode("cp1252")
        found = parse_line(line)
        assert (found.title, found.text) == ("Café “Zoë”", "It’s open.")

    def test_halves_of_characters_do_not_survive(self) -> None:
        found = parse_line(b'{"title": "a\\ud800b", "text": "c\\udfffd"}')
        assert found.title.encode().decode() == "a�b"
        assert found.text == "c�d"


class TestDates:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("2024-08-13", day(2024, 8, 13)),
            ("2024-8-3", day(2024, 8, 3)),
            ("2024/08/13", day(2024, 8, 13)),
            ("20240813", day(2024, 8, 13)),
            ("2024-08-13T10:15:00Z", day(2024, 8, 13, 10, 15)),
            ("2024-08-13T10:15:30.123456+03:00", day(2024, 8, 13, 7, 15).replace(second=30)),
            ("2024-08-13 10:15", day(2024, 8, 13, 10, 15)),
            ("2024-08-13 10:15:00 +0300", day(2024, 8, 13, 7, 15)),
            ("13 August 2024", day(2024, 8, 13)),
            ("13th of August 2024", day(2024, 8, 13)),
            ("August 13, 2024", day(2024, 8, 13)),
            ("Aug. 13, 2024", day(2024, 8, 13)),
            ("Tuesday, August 13, 2024 at 10:05 PM EDT", day(2024, 8, 14, 2, 5)),
            ("Tue, 13 Aug 2024 10:15:00 GMT", day(2024, 8, 13, 10, 15)),
            ("Tue, 13 Aug 2024 10:15:00 -0700", day(2024, 8, 13, 17, 15)),
            ("13-Aug-2024", day(2024, 8, 13)),
            ("13.08.2024", day(2024, 8, 13)),
            ("13/08/2024", day(2024, 8, 13)),
            ("08/13/2024", day(2024, 8, 13)),
            ("12:05 is no date, 2024-08-13 is", None),
            (1723543200, day(2024, 8, 13, 10)),
            (1723543200000, day(2024, 8, 13, 10)),
            ("1723543200", day(2024, 8, 13, 10)),
            ("0001-11-30", day(1, 11, 30)),
            ("2050-09-30", day(2050, 9, 30)),
            ("0001-01-01T00:30:00+02:00", day(1, 1, 1, 0, 30)),
            ("0000-01-01", None),
            ("2024-02-30", None),
            ("99999-01-01", None),
            ("04/05/2024", None),
            ("13 August 2024 10:15 XYZ", None),
            ("yesterday", None),
            ("2024", None),
            (True, None),
            (["2024-08-13"], None),
            (float("nan"), None),
            (float("inf"), None),
            ("9" * 200, None),
            ("٢٠٢٤", None),
        ],
    )
    def test_written_forms(self, written: object, expected: datetime | None) -> None:
        if expected is None:
            with pytest.raises(ValueError, match=r".+") as caught:
                parse_published(written)
            assert "\n" not in str(caught.value)
        else:
            assert parse_published(written) == expected

    @pytest.mark.parametrize("nothing", [None, "", "  \n"])
    def test_nothing_is_no_date_and_no_mistake(self, nothing: str | None) -> None:
        assert parse_published(nothing) is None

    @given(
        st.text(max_size=60)
        | st.integers()
        | st.floats()
        | st.datetimes(timezones=st.none() | st.timezones())
    )
    @settings(max_examples=examples(150))
    def test_anything_is_a_date_in_utc_or_a_value_error(self, written: object) -> None:
        found = outcome(parse_published, written)
        assert found is None or is_one_line(found) or (isinstance(found, datetime) and found.tzinfo is UTC)

    @given(st.datetimes().map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC)))
    @settings(max_examples=examples(100))
    def test_iso_text_reads_back(self, moment: datetime) -> None:
        assert parse_published(moment.isoformat()) == moment


class TestCleaning:
    @pytest.mark.parametrize(
        ("data", "text"),
        [
            ("naïve – “so”".encode(), "naïve – “so”"),
            ("naïve – “so”".encode("cp1252"), "naïve – “so”"),
            ("naïve – “so”".encode("utf-16"), "naïve – “so”"),
            ("naïve – “so”".encode("utf-16-le"), "naïve – “so”"),
            ("naïve – “so”".encode("utf-16-be"), "naïve – “so”"),
            ("naïve – “so”".encode("utf-32"), "naïve – “so”"),
            ("naïve – “so”".encode("utf-8-sig"), "naïve – “so”"),
            ("naïve ".encode() + "naïve".encode("cp1252"), "naïve naïve"),
            ("Курск".encode(), "Курск"),
        ],
    )
    def test_encodings(self, data: bytes, text: str) -> None:
        assert decode(data) == text

    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            ("\x1b[31mred\x1b[0m alert", "red alert"),
            ("\x1b]0;new window title\x07Storm", "Storm"),
            ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\ here", "click here"),
            ("bell\x07 and null\x00", "bell and null"),
            ("\x9b31mred", "31mred"),
            ("abc\u202egpj.exe", "abcgpj.exe"),
            ("co\u00adop\u00aderate", "cooperate"),
            ("it\x92s", "it’s"),
            ("itâ\x80\x99s", "it’s"),
            ("  two\n\tlines ", "two lines"),
            ("cafe\u0301", "café"),
        ],
    )
    def test_one_line_fields_are_harmless(self, raw: str, clean: str) -> None:
        assert one_line(raw) == clean

    def test_bodies_keep_their_words_and_lose_what_is_not_text(self) -> None:
        raw = "One \x1b[1mbold\x1b[0m word.  \r\n\r\n\r\n\t Two\u2028 three.\x00\r\n"
        assert body(raw) == "One bold word.\n\nTwo\nthree."

    @given(st.text(max_size=300))
    @settings(max_examples=examples(150))
    def test_cleaning_is_stable_and_leaves_no_control(self, text: str) -> None:
        for clean in (printable, one_line, body):
            once = clean(text)
            assert clean(once) == once
            assert not {c for c in once if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0}
            once.encode()

    @given(st.lists(st.from_regex(r"[a-zA-Zäöüß0-9]{1,12}", fullmatch=True), max_size=40))
    @settings(max_examples=examples(50))
    def test_words_survive(self, words: list[str]) -> None:
        assert body("\n \r\n".join(words)).split() == words

    @given(st.binary(max_size=400))
    @settings(max_examples=examples(100))
    def test_any_bytes_decode(self, data: bytes) -> None:
        assert isinstance(decode(data), str)

    @pytest.mark.parametrize(
        "run", [" ", "\t ", "\u00a0", "#", "# ", "\\", "\x1b]", "\n", " \n", "» ", "read more ", "… ", "- "]
    )
    @pytest.mark.parametrize("suffix", [".md", ".txt"])
    def test_long_runs_of_anything_do_not_take_for_ever(self, suffix: str, run: str) -> None:
        text = f"Title of it\n\n# A{run * 100_000}b\n\n{run * 100_000}Some words.{run * 100_000}"
        found = outcome(parse_file, text.encode(), suffix)
        assert isinstance(found, Draft)
        assert "Some words." in found.text

    def test_authors_with_long_gaps(self) -> None:
        line = json.dumps({"title": "T", "authors": "Ana Ruiz" + " " * 1_000_000 + "and Bo Lind"})
        assert parse_line(line.encode()).authors == ("Ana Ruiz", "Bo Lind")

    @pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
    def test_what_is_no_text_is_told(self, suffix: str) -> None:
        with pytest.raises(FormatError, match="is not text"):
            parse_file(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, suffix)

    def test_stray_null_bytes_are_borne(self) -> None:
        found = parse_file(b"# Bridge closed\x00\n\nThe old bridge is closed\x00.", ".md")
        assert (found.title, found.text) == ("Bridge closed", "The old bridge is closed.")

    def test_comparable_lines(self) -> None:
        assert comparable("Bridge CLOSED – again!") == comparable("bridge closed, again")


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@given(data=st.binary(max_size=600) | st.text(max_size=400).map(str.encode))
@settings(max_examples=examples(30))
def test_any_file_is_an_article_or_a_format_error(suffix: str, data: bytes) -> None:
    found = outcome(parse_file, data, suffix)
    if isinstance(found, Draft):
        assert found.title or found.text
        assert "\n" not in found.title
    else:
        assert is_one_line(found)


FIELDS = st.dictionaries(
    st.sampled_from(["id", "title", "text", "published", "authors"]),
    st.none() | st.text(max_size=20) | st.integers() | st.lists(st.text(max_size=5), max_size=3),
)


@given(st.binary(max_size=300) | FIELDS.map(lambda fields: json.dumps(fields).encode()))
@settings(max_examples=examples(100))
def test_any_line_is_an_article_or_a_format_error(line: bytes) -> None:
    found = outcome(parse_line, line)
    assert isinstance(found, Draft) or is_one_line(found)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.MD", ".md"),
        ("a.jsonl.gz", ".jsonl.gz"),
        ("a.gz", None),
        ("a.json", None),
        ("a.htm", ".htm"),
        ("md", None),
    ],
)
def test_suffixes(name: str, suffix: str | None) -> None:
    assert suffix_of(name) == suffix


class TestSavedPages:
    PAGE = """<!doctype html><html lang="en"><head><title>Bridge closed | The Morning Tide</title>
      <meta property="og:title" content="Bridge closed">
      <meta property="og:site_name" content="The Morning Tide">
      <meta property="article:published_time" content="2024-08-13T09:30:00+02:00"></head><body>
      <nav><a href="/">Home</a> <a href="/coast">Coast</a></nav>
      <article><h1>Bridge closed</h1>
      <p>The old bridge over the Arn was closed on Tuesday after an engineer found cracks in two piers.</p>
      <p>Buses will take the long way round through the harbour until further notice, the town said.</p>
      </article>
      <aside>Subscribe to our newsletter</aside><footer>All rights reserved</footer>
      <script>document.write("not text")</script></body></html>"""

    def test_headline_body_and_metadata_are_found(self) -> None:
        found = parse_file(self.PAGE.encode(), ".html")
        assert found.title == "Bridge closed"
        assert found.source == "The Morning Tide"
        assert found.published == day(2024, 8, 13, 7, 30)
        assert found.text.split("\n\n") == [
            "The old bridge over the Arn was closed on Tuesday after an engineer found cracks in two piers.",
            "Buses will take the long way round through the harbour until further notice, the town said.",
        ]

    def test_a_page_without_an_article_is_told(self) -> None:
        with pytest.raises(FormatError, match="no article"):
            parse_file(b"<html><body><nav><a href=x>Home</a></nav></body></html>", ".html")
