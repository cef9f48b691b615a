"""Writing files whole, naming them, and keeping articles as files that read back equal."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.corpus import Corpus, Entry
from index.files import keep, safe_name, to_markdown, write_atomically
from index.formats import parse_file
from index.formats.clean import body, one_line
from index.formats.draft import without_headline
from tests.fuzzing import examples

ARTICLE = Article(
    id="bridge-1",
    source="The Morning Tide",
    title="Bridge closed: “again”, says #1 engineer",
    text="The bridge is closed.\n\n# Not a heading\n\n- one\n- two\nand more\n\n\\# odd \\\nline",
    published=datetime(2024, 8, 13, 9, 30, tzinfo=UTC),
    url="https://tide.example/bridge?a=1&b=%20#top",
    language="en",
    topic="Old bridge",
    authors=("Ana Ruiz", "Bo, Jr.", "yes"),
    origin="somewhere.md",
)


def read_back(folder: Path, path: Path) -> Article:
    (found,) = Corpus(folder).read(path.relative_to(folder).as_posix())
    assert isinstance(found, Entry)
    return found.article


class TestAtomicWriting:
    def test_text_and_bytes_are_written(self, tmp_path: Path) -> None:
        write_atomically(tmp_path / "a.txt", "naïve\n")
        assert (tmp_path / "a.txt").read_bytes() == "naïve\n".encode()
        write_atomically(tmp_path / "a.txt", b"\x00\xff")
        assert (tmp_path / "a.txt").read_bytes() == b"\x00\xff"
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

    def test_when_it_fails_the_old_file_stays_and_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").write_text("old")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_atomically(tmp_path / "a.txt", "new")
        assert (tmp_path / "a.txt").read_text() == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

    def test_mode_and_links_are_kept(self, tmp_path: Path) -> None:
        (tmp_path / "real.txt").write_text("old")
        (tmp_path / "real.txt").chmod(0o600)
        (tmp_path / "link.txt").symlink_to("real.txt")
        write_atomically(tmp_path / "link.txt", "new")
        assert (tmp_path / "link.txt").is_symlink()
        assert (tmp_path / "real.txt").read_text() == "new"
        assert (tmp_path / "real.txt").stat().st_mode & 0o777 == 0o600


class TestNames:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Bridge closed: again?", "Bridge closed again"),
            ("../../etc/passwd", "etc passwd"),
            (".hidden", "hidden"),
            ("-rf", "rf"),
            ("CON", "CON_"),
            ("nul.txt", "nul_.txt"),
            ("\x1b[31mred\x1b[0m", "red"),
            ("gnp\u200f.exe\u200b", "gnp.exe"),
            ("\u200b\u2060", "untitled"),
            ("", "untitled"),
            ("???", "untitled"),
            ("Мост закрыт", "Мост закрыт"),
        ],
    )
    def test_titles_become_names(self, title: str, name: str) -> None:
        assert safe_name(title) == name

    @given(st.text(max_size=300))
    @settings(max_examples=examples(100))
    def test_any_text_becomes_a_name_that_a_file_can_have(self, text: str) -> None:
        name = safe_name(text)
        assert 0 < len(name.encode()) <= 121
        assert Path(name).name == name
        assert not name.startswith((".", "-", " "))
        assert name == name.strip()


class TestKeeping:
    def test_a_kept_article_reads_back_equal(self, tmp_path: Path) -> None:
        path = keep(ARTICLE, tmp_path / "kept")
        assert path.name == "Bridge closed “again”, says #1 engineer.md"
        assert read_back(tmp_path / "kept", path) == replace(ARTICLE, origin=path.name)

    def test_it_is_readable(self) -> None:
        assert to_markdown(ARTICLE).startswith(
            "---\nid: bridge-1\nsource: The Morning Tide\n"
            'title: "Bridge closed: “again”, says #1 engineer"\npublished: 2024-08-13T09:30:00Z\n'
        )

    def test_the_same_article_replaces_itself_and_no_other(self, tmp_path: Path) -> None:
        first = keep(ARTICLE, tmp_path)
        second = keep(replace(ARTICLE, id="other"), tmp_path)
        again = keep(replace(ARTICLE, text="Updated."), tmp_path)
        assert first == again != second
        assert read_back(tmp_path, second).text == ARTICLE.text
        assert read_back(tmp_path, first).text == "Updated."

    def test_a_foreign_file_of_that_name_is_not_touched(self, tmp_path: Path) -> None:
        foreign = tmp_path / "Bridge closed “again”, says #1 engineer.md"
        foreign.write_text("mine")
        assert keep(ARTICLE, tmp_path) != foreign
        assert foreign.read_text() == "mine"


LINES = st.text(max_size=40).map(one_line)
TRAPS = [
    "# h",
    "\\# h",
    "x\\",
    "- a\n- b",
    "a\n# b",
    "1. c\\\nd",
    "---",
    "...",
    "a\n---",
    "x " * 70 + "\n- i\nb",
]
BODIES = (
    st.lists(st.text(max_size=60) | st.sampled_from(TRAPS))
    .map("\n\n".join)
    .map(body)
)  # fmt: skip


@given(
    title=LINES, text=BODIES, source=LINES, topic=LINES,
    authors=st.lists(LINES.filter(bool), max_size=3, unique=True),
    published=st.none() | st.datetimes().map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC)),
)  # fmt: skip
@example(title="T", text="a\\\n# b", source="~", topic="null", authors=["\U0001f600", "x: y"], published=None)
@settings(max_examples=examples(150))
def test_whatever_is_kept_reads_back_equal(
    title: str, text: str, source: str, topic: str, authors: list[str], published: datetime | None
) -> None:
    # What the readers of all formats guarantee of every article.
    text = without_headline(text, title)
    if not title and not text:
        title = "T"
    article = Article(
        "id-1", source or "S", title, text, published, None, None, topic or None, tuple(authors)
    )
    found = parse_file(to_markdown(article).encode(), ".md")
    assert found.warnings == ()
    assert (found.title, found.text, found.source) == (article.title, article.text, article.source)
    assert (found.published, found.topic, found.authors) == (published, topic or None, tuple(authors))
