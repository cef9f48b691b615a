"""Settings: shipped defaults, a user's own file over them, and mistakes told in one line."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.settings import (
    Feed,
    FeedLimits,
    Retention,
    Settings,
    SettingsError,
    load,
    settings_file,
    shipped,
    user_file,
)
from tests.fuzzing import examples


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


def complaint(path: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(write(path, text))
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(str(path))


NAMES = st.sampled_from(["corpus", "reader", "measure", "keys", "feeds", "url", "compare", "x.y"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


class TestDefaults:
    def test_the_shipped_file_gives_every_setting(self) -> None:
        found = load()
        assert isinstance(found, Settings)
        assert found.corpus == shipped("corpus")
        assert found.cache is None
        assert found.engine == "whoosh"
        assert 60 <= found.reader.measure <= 100
        assert found.compare.strictness == 3
        assert found.keys == {}
        assert found.feeds == ()

    def test_every_key_of_the_shipped_file_is_explained(self) -> None:
        lines = shipped("config.yaml").read_text().splitlines()
        for number, line in enumerate(lines):
            if re.match(r"\s*[a-z_]+:\s*\S", line):
                assert lines[number - 1].lstrip().startswith("#"), line

    def test_what_the_comments_show_as_an_example_is_valid(self, own: Path) -> None:
        text = shipped("config.yaml").read_text()
        examples = re.findall(r"For example:\n((?:#   .*\n)+)", text)
        assert len(examples) == 2
        for example in examples:
            load(write(own, re.sub(r"(?m)^#   ", "", example)))


class TestOwnFile:
    def test_it_overrides_key_by_key(self, own: Path) -> None:
        write(own, "reader:\n  measure: 90\nkeys:\n  browse.next: n\n  compare.swap: s, S\n")
        found = load(own)
        assert found.reader.measure == 90
        assert found.reader.theme == load().reader.theme
        assert found.keys == {"browse.next": "n", "compare.swap": "s,S"}
        assert found.places["keys.browse.next"] == f"{own}:4"

    def test_an_empty_one_changes_nothing(self, own: Path) -> None:
        assert load(write(own, "# nothing yet\n")) == load()

    def test_paths_count_from_the_file_that_says_them(self, own: Path) -> None:
        found = load(write(own, "corpus: articles\ncache: ~/fast\n"))
        assert found.corpus == own.parent / "articles"
        assert found.cache == Path.home() / "fast"

    def test_null_is_the_default_again(self, own: Path) -> None:
        assert load(write(own, "corpus: null\ncache:\nreader:\nkeys:\nfeeds:\n")) == load()

    def test_feeds_are_typed(self, own: Path) -> None:
        write(
            own,
            "feeds:\n- https://a.example/x.xml\n"
            "- url: http://b.example\n  name: B\n  tags: [one, two]\n  full_text: yes\n"
            "  limits: {entries: 50, seconds: 5}\n  keep:\n    days: 30\n",
        )
        assert load(own).feeds == (
            Feed("https://a.example/x.xml"),
            Feed("http://b.example", "B", ("one", "two"), True, FeedLimits(50, seconds=5), Retention(30)),
        )

    def test_aliases_cost_what_they_say(self, own: Path) -> None:
        rungs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
        assert "unknown setting a0" in complaint(own, f"a0: &a0 [x]\n{rungs}")


class TestLookup:
    def test_what_is_named_wins_then_the_environment_then_the_users_own(
        self, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user_file(), "reader: {measure: 61}")
        assert load().reader.measure == 61
        monkeypatch.setenv(
            "LATERAL_CONFIG", str(write(tmp_path / "environment.yaml", "reader: {measure: 62}"))
        )
        assert load().reader.measure == 62
        assert load(write(own, "reader: {measure: 63}")).reader.measure == 63

    def test_the_current_folder_is_never_looked_at(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(tmp_path / "config.yaml", "reader: {measure: 99}")
        write(tmp_path / "lateral" / "config.yaml", "reader: {measure: 99}")
        monkeypatch.chdir(tmp_path)
        assert settings_file() is None
        assert load().reader.measure != 99

    def test_a_named_file_that_is_missing_is_told(self, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(SettingsError, match="No such file"):
            load(own)
        monkeypatch.setenv("LATERAL_CONFIG", str(own))
        with pytest.raises(SettingsError, match="No such file"):
            load()

    def test_an_incomplete_installation_is_told(self) -> None:
        with pytest.raises(SettingsError, match="incomplete"):
            shipped("nothing.yaml")


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "corpus: x\nreader:\n  mesure: 70",
                ":3: unknown setting reader.mesure; did you mean reader.measure?",
            ),
            ("measure: 70", ":1: unknown setting measure; did you mean reader.measure?"),
            ("serach:\n  limit: 3", ":1: unknown setting serach; did you mean search?"),
            ("zzz: 1", ":1: unknown setting zzz; valid are: "),
            ("reader: {measure: 50}", ":1: reader.measure needs a whole number from 60 to 100"),
            ("reader: {measure: wide}", ":1: reader.measure needs a whole number from 60 to 100"),
            ("reader: {measure: 7_0}", ":1: reader.measure needs a whole number from 60 to 100"),
            ("compare:\n  strictness: 6", ":2: compare.strictness needs a whole number from 1 to 5"),
            ("reader: {ascii: maybe}", ":1: reader.ascii needs true or false"),
            ("engine: lucene", ":1: engine needs one of: whoosh"),
            ("reader: 3", ":1: reader needs keys of its own"),
            ("corpus: [a, b]", ":1: corpus needs the path of a folder, or null"),
            ("corpus: a\ncorpus: b", ":2: corpus is given twice"),
            ("keys: {browse.next: [a]}", ":1: keys.browse.next needs a key"),
            ("keys: {browse.next: 'a b'}", ":1: keys.browse.next needs a key"),
            ("feeds: nothing", ":1: feeds needs a list of feeds"),
            ("feeds: [{name: x}]", ":1: feeds needs a url for each feed"),
            ("feeds: [{uri: x}]", ":1: feeds knows no 'uri'"),
            ("feeds: [{url: 'file:///etc/passwd'}]", ":1: feeds url needs an address"),
            (
                "feeds: [{url: 'http://a.b', keep: 30}]",
                ":1: feeds keep needs lines of its own: days: 10",
            ),
            (
                "feeds: [{url: 'http://a.b', keep: {days: 0}}]",
                ":1: feeds keep days needs a whole number",
            ),
            (
                "feeds: [{url: 'http://a.b', limits: {bytes: 1}}]",
                ":1: feeds limits knows no 'bytes'",
            ),
            ("- a\n- b", ":1: settings are lines of the form key: value"),
            ("just text", ":1: settings are lines of the form key: value"),
            ("reader:\n\tmeasure: 70", ":2: not valid YAML"),
            ("reader: [", ":2: not valid YAML"),
            ("[a]: b", ":1: a key must be a plain word"),
            ("corpus: \x00", ": not valid YAML"),
        ],
    )
    def test_one_line_says_where_and_what_is_right(self, own: Path, text: str, message: str) -> None:
        assert complaint(own, text).startswith(message)

    def test_nesting_and_size_have_limits(self, own: Path) -> None:
        assert complaint(own, "a: " + "[" * 50_000) == ":1: nested too deeply for settings"
        assert complaint(own, "a: b\n" + "#" * 1_000_001).startswith(": too large for settings")

    def test_bytes_that_are_no_text_are_told(self, own: Path) -> None:
        own.write_bytes(b"corpus: \xc3\x28")
        with pytest.raises(SettingsError, match="not valid YAML"):
            load(own)

    @given(st.text(max_size=80) | VALUES.map(yaml.safe_dump))
    @settings(max_examples=examples(100))
    def test_any_file_gives_settings_or_one_line(self, text: str) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", errors="replace") as file:
            file.write(text)
            file.flush()
            complaints = ""
            try:
                load(Path(file.name))
            except SettingsError as error:
                complaints = str(error)
        assert len(complaints.splitlines()) <= 1
