"""The reader's own state: it survives everything, moves between machines, and never stops the reader."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.state import RECENT_SEARCHES, State, StateError
from index.state_file import FILE_NAME, user_folder
from tests.fuzzing import examples


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / FILE_NAME


def fill(state: State) -> None:
    state.mark_read("a")
    state.star("b")
    state.set_note("a", "Check the figure\nagainst the report.")
    state.add_search('kursk "74 settlements"')
    state.set_pair("topic.rename", "t1", "Old bridge")


def contents(state: State) -> tuple[object, ...]:
    return (
        state.read_ids(), state.starred_ids(), state.notes(), state.searches(), state.pairs("topic.rename"),
    )  # fmt: skip


def exported(state: State) -> str:
    stream = io.StringIO()
    state.export(stream)
    return stream.getvalue()


class TestRemembering:
    def test_everything_outlives_the_process(self, path: Path) -> None:
        first = State(path)
        fill(first)
        before = contents(first)
        first.close()
        again = State(path)
        assert contents(again) == before
        assert again.is_read("a")
        assert not again.is_read("b")
        assert again.is_starred("b")
        assert again.note("a") == "Check the figure\nagainst the report."
        assert again.note("b") is None
        assert again.notices == []

    def test_everything_can_be_undone(self, path: Path) -> None:
        state = State(path)
        fill(state)
        state.mark_read("a", read=False)
        state.star("b", starred=False)
        state.set_note("a", "  ")
        state.set_pair("topic.rename", "t1", None)
        state.forget_searches()
        assert contents(state) == (frozenset(), (), (), (), {})

    def test_the_last_comes_first(self, path: Path) -> None:
        state = State(path)
        for name in ("a", "b", "c"):
            state.star(name)
            state.add_search(f"about  {name}")
            state.set_note(name, name)
        state.add_search("about a")
        assert state.starred_ids() == ("c", "b", "a")
        assert state.searches() == ("about a", "about c", "about b")
        assert state.searches(limit=1) == ("about a",)
        assert [note.article_id for note in state.notes()] == ["c", "b", "a"]

    def test_old_and_empty_searches_are_forgotten(self, path: Path) -> None:
        state = State(path)
        for number in range(RECENT_SEARCHES + 20):
            state.add_search(f"search {number}")
        state.add_search(" ")
        state.add_search("x" * 5000)
        assert len(state.searches(1000)) == RECENT_SEARCHES
        assert state.searches(1) == (f"search {RECENT_SEARCHES + 19}",)

    def test_kinds_of_pairs_are_apart(self, path: Path) -> None:
        state = State(path)
        state.set_pair("join", "a", "b")
        state.set_pair("split", "a", "c")
        state.set_pair("join", "a", "d")
        assert state.pairs("join") == {"a": "d"}
        assert state.pairs("split") == {"a": "c"}
        assert state.pairs("other") == {}

    def test_half_characters_from_a_terminal_do_no_harm(self, path: Path) -> None:
        state = State(path)
        state.set_note("a", "caf\udce9")
        state.add_search("caf\udce9")
        assert state.note("a") == "caf?"
        assert exported(state)


class TestPlace:
    def test_nothing_is_made_before_it_is_needed(self, path: Path) -> None:
        State(path).close()
        assert not path.parent.exists()

    def test_it_is_the_users_own_data_folder_and_private(self) -> None:
        state = State()
        state.star("a")
        assert (user_folder() / FILE_NAME).is_file()
        assert user_folder().stat().st_mode & 0o777 == 0o700
        assert "cache" not in str(user_folder()).lower().removeprefix(str(Path.home()).lower())

    def test_where_nothing_can_be_written_it_is_kept_for_this_run(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        state = State(tmp_path / "file" / "state.sqlite")
        fill(state)
        assert state.is_read("a")
        assert len(state.notices) == 1
        assert "for this run only" in state.notices[0]

    def test_in_memory_threads_share_it(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        state = State(tmp_path / "file" / "state.sqlite")
        threads = [threading.Thread(target=state.mark_read, args=(f"a{number}",)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(state.read_ids()) == 20

    def test_when_writing_fails_later_what_was_there_stays_readable(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = State(path)
        state.star("a")
        state._file._open().connection.execute("PRAGMA query_only = ON")  # as a disk that turned read-only
        state.star("b")
        assert state.starred_ids() == ("b", "a")
        assert "for this run only" in state.notices[0]

    def test_a_damaged_file_is_set_aside(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"garbage" * 1000)
        state = State(path)
        fill(state)
        assert state.is_read("a")
        assert "damaged" in state.notices[0]
        assert path.with_name(f"{FILE_NAME}.damaged-1").exists()

    def test_a_file_of_a_newer_version_is_left_alone(self, path: Path) -> None:
        State(path).star("a")
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        state = State(path)
        state.star("b")
        assert "newer" in state.notices[0]
        state.close()
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT article_id FROM starred").fetchall() == [("a",)]
        connection.close()

    def test_killed_at_any_moment_nothing_done_is_lost(self, path: Path) -> None:
        script = (
            "import os, signal, sys; from pathlib import Path; from index.state import State\n"
            "state = State(Path(sys.argv[1])); [state.star(f'a{n}') for n in range(50)]\n"
            "os.kill(os.getpid(), signal.SIGKILL)"
        )
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        killed = subprocess.run([sys.executable, "-c", script, path], check=False, env=environment)
        assert killed.returncode == -signal.SIGKILL
        assert len(State(path).starred_ids()) == 50


class TestExchange:
    def test_an_export_read_elsewhere_is_the_same_state(self, path: Path, tmp_path: Path) -> None:
        state, other = State(path), State(tmp_path / "other.sqlite")
        fill(state)
        text = exported(state)
        assert other.import_(io.StringIO(text)) == 5
        assert contents(other) == contents(state)
        assert exported(other) == text
        assert all(json.loads(line) for line in text.splitlines())

    def test_importing_twice_changes_nothing_and_the_later_stays(self, path: Path, tmp_path: Path) -> None:
        state, other = State(path), State(tmp_path / "other.sqlite")
        state.set_note("a", "older")
        text = exported(state)
        other.set_note("a", "newer")
        other.import_(io.StringIO(text))
        assert other.note("a") == "newer"
        state.import_(io.StringIO(exported(other)))
        state.import_(io.StringIO(text))
        assert state.note("a") == "newer"

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("no json", "line 3: is not JSON"),
            ("[1]", "line 3: is not an object"),
            ('{"read": "a"}', "line 3: has no 'at'"),
            ('{"read": 7, "at": "2024-01-01"}', "line 3: read needs text"),
            ('{"read": "a", "at": "soon"}', "line 3: at needs a date"),
            ('{"pair": "a", "value": "b", "at": "2024-01-01"}', "line 3: pair needs 2 texts"),
            ('{"other": "a", "at": "2024-01-01"}', "line 3: is none of"),
            ('{"note": "a", "text": "\\ud800", "at": "2024-01-01"}', "line 3: note needs text"),
        ],
    )
    def test_a_broken_line_takes_over_nothing(self, path: Path, line: str, reason: str) -> None:
        state = State(path)
        good = '{"lateral": "state", "schema": 1}\n{"read": "a", "at": "2024-01-01T00:00:00+00:00"}\n'
        with pytest.raises(StateError, match=reason):
            state.import_(io.StringIO(good + line + "\n"))
        assert state.read_ids() == frozenset()

    @pytest.mark.parametrize("text", ["", "{}", '{"lateral": "state", "schema": 2}', "\x00", "[" * 10_000])
    def test_another_file_is_refused(self, path: Path, text: str) -> None:
        with pytest.raises(StateError, match="line 1"):
            State(path).import_(io.StringIO(text))

    @given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=20)), max_size=6))
    @settings(max_examples=examples(20))
    def test_any_notes_travel(self, notes: list[tuple[str, str]]) -> None:
        state, other = State.in_memory(), State.in_memory()
        for article_id, text in notes:
            state.set_note(article_id.encode("utf-8", "replace").decode(), text)
        other.import_(io.StringIO(exported(state)))
        assert other.notes() == state.notes()
