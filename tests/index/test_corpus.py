"""A folder of articles: what is found in it, in which order, under which ids."""

from __future__ import annotations

import gzip
import json
import lzma
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corpus import Corpus, CorpusError, Entry, Place, id_of, source_of
from index.progress import Problem
from tests.fuzzing import examples

LINES = [
    {
        "id": f"n{number}",
        "source": "Coast Wire",
        "title": f"Storm {number}",
        "text": f"Wind of {number} knots.",
    }
    for number in range(5)
]
PACKED = "\n".join(map(json.dumps, LINES)).encode() + b"\n"


def write(root: Path, path: str, content: str | bytes) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(root: Path, path: str) -> list[Entry | Problem]:
    return list(Corpus(root).read(path))


def titles(found: list[Entry | Problem]) -> list[str]:
    return [
        item.article.title if isinstance(item, Entry) else f"! {item.place}: {item.reason}" for item in found
    ]


class TestSurvey:
    def test_articles_are_found_in_sub_folders_and_the_rest_is_passed_over(self, tmp_path: Path) -> None:
        for path in ("b.md", "a/c.txt", "a/deep/d.jsonl.xz", "e.HTML", "a/README.md"):
            write(tmp_path, path, "x")
        for path in ("README.md", ".hidden.md", ".git/x.md", "picture.png", "a/notes.json", "data.xz"):
            write(tmp_path, path, "x")
        assert list(Corpus(tmp_path).scan()) == [
            "a/README.md",
            "a/c.txt",
            "a/deep/d.jsonl.xz",
            "b.md",
            "e.HTML",
        ]

    def test_size_and_time_are_told(self, tmp_path: Path) -> None:
        write(tmp_path, "a.md", "12345")
        os.utime(tmp_path / "a.md", ns=(1, 1_700_000_000_000_000_007))
        state = Corpus(tmp_path).scan()["a.md"]
        assert state.size == 5
        assert state.mtime_ns == (tmp_path / "a.md").stat().st_mtime_ns

    def test_links_are_followed_to_what_is_not_found_anyway_and_never_in_circles(
        self, tmp_path: Path
    ) -> None:
        root, archive = tmp_path / "corpus", tmp_path / "archive"
        write(root, "real/a.md", "x")
        write(archive, "old/b.md", "x")
        (root / "loop").symlink_to(root)
        (root / "real" / "up").symlink_to("..")
        (root / "again").symlink_to(root / "real")
        (root / "above").symlink_to(tmp_path)
        (root / "archive").symlink_to(archive)
        (root / "same archive").symlink_to(archive)
        (archive / "old" / "back").symlink_to(root)
        (root / "one.md").symlink_to(archive / "old" / "b.md")
        (root / "gone.md").symlink_to(root / "nowhere.md")
        (root / "twin.md").symlink_to("real/a.md")
        write(root, ".store/3f2a", "x")
        (root / "stored.md").symlink_to(".store/3f2a")
        survey = Corpus(root).survey()
        assert [path.rpartition("/")[2] for path in survey.files if "archive" in path] == ["b.md"]
        assert {"real/a.md", "one.md", "stored.md"} <= survey.files.keys()
        assert len(survey.files) == 4
        assert survey.problems == ()

    def test_a_pipe_with_a_harmless_name_does_not_block(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.md")
        assert Corpus(tmp_path).scan() == {}

    def test_a_missing_folder_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match="no such folder"):
            Corpus(tmp_path / "nowhere").scan()
        write(tmp_path, "file.md", "x")
        with pytest.raises(CorpusError):
            Corpus(tmp_path / "file.md").scan()

    def test_a_name_that_is_no_text_is_a_problem(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.md")).write_bytes(b"x")
        survey = Corpus(tmp_path).survey()
        assert survey.files == {}
        assert "UTF-8" in survey.problems[0].reason


class TestReading:
    @pytest.mark.parametrize(
        ("name", "content"),
        [("n.jsonl", PACKED), ("n.jsonl.gz", gzip.compress(PACKED)), ("n.jsonl.xz", lzma.compress(PACKED))],
        ids=["plain", "gz", "xz"],
    )
    def test_lines_are_read_with_places_into_the_unpacked_text(
        self, tmp_path: Path, name: str, content: bytes
    ) -> None:
        write(tmp_path, name, content)
        found = read(tmp_path, name)
        assert titles(found) == [line["title"] for line in LINES]
        for item, line in zip(found, LINES, strict=True):
            assert isinstance(item, Entry)
            span = PACKED[item.place.offset : item.place.offset + item.place.length]
            assert json.loads(span) == line

    def test_a_broken_line_is_a_problem_and_the_rest_is_read(self, tmp_path: Path) -> None:
        lines = PACKED.splitlines()
        lines[1:3] = [b"{broken", b"", b"\xff\xfe\x00"]
        write(tmp_path, "n.jsonl", b"\n".join(lines))
        assert titles(read(tmp_path, "n.jsonl")) == [
            "Storm 0",
            "! n.jsonl:2: is not JSON: Expecting property name enclosed in double quotes",
            "! n.jsonl:4: is not JSON: Expecting value",
            "Storm 3",
            "Storm 4",
        ]

    @pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
    def test_of_a_damaged_archive_what_can_be_read_is_read(self, tmp_path: Path, pack: object) -> None:
        noise = b"".join(
            json.dumps({"title": f"T{number}", "text": os.urandom(500).hex()}).encode() + b"\n"
            for number in range(800)
        )
        content = pack(noise)  # type: ignore[operator]
        suffix = "gz" if pack is gzip.compress else "xz"
        write(tmp_path, f"n.jsonl.{suffix}", content[: len(content) // 2])
        *articles, problem = titles(read(tmp_path, f"n.jsonl.{suffix}"))
        assert articles[0] == "T0"
        assert len(articles) > 100
        assert problem.startswith(f"! n.jsonl.{suffix}: is damaged after line {len(articles)}")

    def test_a_date_that_is_none_leaves_the_article_undated(self, tmp_path: Path) -> None:
        write(tmp_path, "a.md", "---\ntitle: T\npublished: 0000-00-00\n---\nBody.")
        assert titles(read(tmp_path, "a.md")) == ["! a.md: undated: no such day: 0000-00-00", "T"]

    def test_an_unreadable_file_is_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "a.md").mkdir()
        assert titles(read(tmp_path, "a.md"))[0].startswith("! a.md: ")
        assert titles(read(tmp_path, "gone.jsonl"))[0].startswith("! gone.jsonl: No such file")

    def test_a_line_too_long_for_an_article_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("index.formats.lines.LONGEST_LINE", 1000)
        long = json.dumps({"title": "Long", "text": "x" * 5000}).encode()
        write(tmp_path, "n.jsonl", b"\n".join([PACKED.splitlines()[0], long, PACKED.splitlines()[1]]))
        assert titles(read(tmp_path, "n.jsonl")) == [
            "Storm 0",
            "! n.jsonl:2: is too long for an article",
            "Storm 1",
        ]

    def test_ten_megabytes_in_one_article(self, tmp_path: Path) -> None:
        write(tmp_path, "big.md", "---\ntitle: Big\n---\n" + "Some words stand here.\n\n" * 450_000)
        (found,) = read(tmp_path, "big.md")
        assert isinstance(found, Entry)
        assert len(found.article.text) > 10_000_000

    def test_reading_writes_nothing(self, tmp_path: Path) -> None:
        write(tmp_path, "a.md", "# T\n\nBody.")
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
        read(tmp_path, "a.md")
        Corpus(tmp_path).scan()
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("suffix", [".md", ".txt", ".jsonl", ".jsonl.gz", ".jsonl.xz"])
@given(data=st.binary(max_size=300), is_packed=st.booleans())
@settings(max_examples=examples(20))
def test_reading_never_raises(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes, is_packed: bool
) -> None:
    root = tmp_path_factory.mktemp("corpus")
    pack = {".jsonl.gz": gzip.compress, ".jsonl.xz": lzma.compress}.get(suffix, bytes)
    (root / f"x{suffix}").write_bytes(pack(data) if is_packed else data)
    for item in read(root, f"x{suffix}"):
        assert isinstance(item, Entry | Problem)


class TestIdsAndSources:
    @pytest.mark.parametrize(
        ("path", "line", "expected"),
        [
            ("flood.md", None, "flood"),
            ("wire/Flood in Arden.txt", None, "wire.flood-in-arden"),
            ("feed.jsonl.gz", 7, "feed-7"),
            ("--rm -rf.md", None, "rm-rf"),
            ("Потоп.md", None, "potop"),
            ("_.md", None, "_"),
        ],
    )
    def test_ids_are_readable(self, path: str, line: int | None, expected: str) -> None:
        assert id_of(Place(path, 0, 1, line)) == expected

    @given(
        st.text(
            st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]), min_size=1, max_size=200
        )
    )
    @settings(max_examples=examples(100))
    def test_ids_are_safe_words_on_the_command_line(self, name: str) -> None:
        made = id_of(Place(f"{name}.md", 0, 1))
        assert made
        assert made.isascii()
        assert len(made) < 100
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
        assert not made.startswith(("-", "."))

    def test_two_unknown_sources_stay_two(self) -> None:
        assert source_of("a.txt") == "unknown source (a.txt)"
        assert source_of("b.txt") != source_of("a.txt")

    def test_the_folder_names_the_source(self, tmp_path: Path) -> None:
        write(tmp_path, "Coast_Wire/one.txt", "A title\n\nA body.")
        (found,) = read(tmp_path, "Coast_Wire/one.txt")
        assert isinstance(found, Entry)
        assert found.article.source == "Coast Wire"
        assert found.article.origin == "Coast_Wire/one.txt"

    def test_escapes_in_names_are_not_obeyed(self, tmp_path: Path) -> None:
        write(tmp_path, "red\x1b[31m.txt", "A title\n\nA body.")
        (found,) = read(tmp_path, "red\x1b[31m.txt")
        assert isinstance(found, Entry)
        assert "\x1b" not in found.article.source + found.article.origin + found.article.id
