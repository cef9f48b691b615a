"""The catalogue: what changed is noticed, nothing is lost, nothing is done twice."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import catalogue_refresh
from index.article import Article
from index.catalogue import Catalogue, CatalogueError
from index.catalogue_store import FILE_NAME
from index.corpus import Corpus, CorpusError
from index.progress import Refresh, Step


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder, "flood.md", text="The river rose by 2 metres overnight.", published="2024-05-01")
    write(folder, "storm.md", text="Winds of 90 km/h were measured.", published="2024-05-03")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "deep"


def write(root: Path, path: str, *, text: str, published: str = "", **fields: str) -> None:
    fields = {
        "title": path.partition(".")[0].title(),
        "source": "Coast Wire",
        "published": published,
    } | fields
    lines = [f"{name}: {value}" for name, value in fields.items()]
    (root / path).write_text("\n".join(["---", *lines, "---", "", text, ""]))


def write_lines(root: Path, path: str, *lines: dict[str, object]) -> None:
    content = "".join(json.dumps({"source": "Tide Times"} | line) + "\n" for line in lines).encode()
    (root / path).write_bytes(gzip.compress(content) if path.endswith(".gz") else content)


def numbers(found: Refresh) -> tuple[int, int, int]:
    return found.added, found.changed, found.removed


def indexed(catalogue: Catalogue) -> list[str]:
    """Act as the engine: take everything that is pending; return the ids."""
    ids: list[str] = []
    while batch := catalogue.pending(2):
        catalogue.mark_indexed([article.id for article in batch])
        ids += [article.id for article in batch]
    catalogue.mark_removed(catalogue.removed())
    return sorted(ids)


class TestRefresh:
    def test_added_changed_and_removed_files_are_noticed(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        assert numbers(catalogue.refresh()) == (2, 0, 0)
        assert indexed(catalogue) == ["flood", "storm"]
        write(root, "flood.md", text="The river rose by 3 metres overnight.", published="2024-05-01")
        write(root, "fire.md", text="Nobody was hurt.")
        (root / "storm.md").unlink()
        assert numbers(catalogue.refresh()) == (1, 1, 1)
        assert catalogue.removed() == ["storm"]
        assert indexed(catalogue) == ["fire", "flood"]
        assert catalogue.removed() == []
        flood = catalogue.article("flood")
        assert flood is not None
        assert flood.text == "The river rose by 3 metres overnight."

    def test_without_changes_nothing_is_read(
        self, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in root.iterdir():
            os.utime(path, (1_700_000_000, 1_700_000_000))
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        indexed(catalogue)
        catalogue.close()
        monkeypatch.setattr(Corpus, "read", lambda *_: pytest.fail("a file was read"))
        monkeypatch.setattr("index.catalogue_refresh._file_hash", lambda *_: pytest.fail("a file was opened"))
        again = Catalogue(cache, Corpus(root))
        assert numbers(again.refresh()) == (0, 0, 0)
        assert again.pending(10) == []

    def test_a_file_that_was_only_touched_is_not_indexed_again(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        indexed(catalogue)
        os.utime(root / "flood.md", (1_700_000_000, 1_700_000_000))
        assert numbers(catalogue.refresh()) == (0, 0, 0)
        assert catalogue.pending_count() == 0

    def test_a_change_of_the_same_size_within_the_clocks_tick_is_noticed(
        self, root: Path, cache: Path
    ) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        before = (root / "flood.md").stat()
        write(root, "flood.md", text="The river rose by 9 metres overnight.", published="2024-05-01")
        os.utime(root / "flood.md", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (root / "flood.md").stat().st_size == before.st_size
        assert numbers(catalogue.refresh()) == (0, 1, 0)

    def test_in_a_file_of_lines_only_the_changed_ones_are_pending(self, root: Path, cache: Path) -> None:
        lines: list[dict[str, object]] = [
            {"id": f"n{number}", "text": f"Text {number}."} for number in range(4)
        ]
        write_lines(root, "news.jsonl", *lines)
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        indexed(catalogue)
        lines[1]["text"] = "Text one, corrected."
        write_lines(root, "news.jsonl", *lines[:3], {"id": "n9", "text": "Text 9."})
        assert numbers(catalogue.refresh()) == (1, 1, 1)
        assert indexed(catalogue) == ["n1", "n9"]
        assert catalogue.texts(["n0", "n2", "n3", "n1"]) == {
            "n0": "Text 0.", "n2": "Text 2.", "n1": "Text one, corrected.",
        }  # fmt: skip

    def test_a_moved_article_keeps_its_id(self, root: Path, cache: Path) -> None:
        write(root, "a.md", text="A text of its own.", id="own-id")
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        indexed(catalogue)
        (root / "sub").mkdir()
        (root / "a.md").rename(root / "sub" / "b.md")
        catalogue.refresh()
        moved = catalogue.article("own-id")
        assert moved is not None
        assert moved.origin == "sub/b.md"
        assert catalogue.removed() == []

    def test_problems_are_remembered_until_they_are_mended(self, root: Path, cache: Path) -> None:
        (root / "bad.md").write_text("---\ntitle: [\n---\nBody.")
        first = Catalogue(cache, Corpus(root))
        assert [problem.place for problem in first.refresh().problems] == ["bad.md"]
        again = Catalogue(cache, Corpus(root))
        assert [problem.place for problem in again.refresh().problems] == ["bad.md"]
        assert again.problems() == again.refresh().problems
        write(root, "bad.md", text="Body.")
        assert again.refresh().problems == ()

    def test_a_file_of_garbage_does_not_flood_the_problems(self, root: Path, cache: Path) -> None:
        (root / "garbage.jsonl").write_bytes(b"no json\n" * 5000)
        problems = Catalogue(cache, Corpus(root)).refresh().problems
        assert len(problems) == 101
        assert problems[-1].reason == "has 4900 more problems like these"

    def test_a_corpus_that_is_gone_leaves_the_catalogue_as_it_was(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        root.rename(root.with_name("elsewhere"))
        with pytest.raises(CorpusError):
            catalogue.refresh()
        assert catalogue.count() == 2

    def test_progress_is_told_and_it_can_be_cancelled_and_goes_on(self, root: Path, cache: Path) -> None:
        write_lines(root, "a.jsonl.gz", *({"id": f"n{number}", "text": "Text."} for number in range(1200)))
        catalogue = Catalogue(cache, Corpus(root))
        steps: list[Step] = []
        catalogue.refresh(steps.append, cancelled=lambda: len(steps) >= 1)
        assert steps == [Step("reading", 500, None)]
        assert catalogue.count() == 500
        found = catalogue.refresh()
        assert (found.added, catalogue.count()) == (702, 1202)


class TestIds:
    def test_a_second_article_with_the_same_id_gets_one_of_its_own(self, root: Path, cache: Path) -> None:
        write(root, "a.md", text="The first.", id="same")
        write(root, "b.md", text="The second.", id="same")
        catalogue = Catalogue(cache, Corpus(root))
        problems = catalogue.refresh().problems
        (other,) = (article_id for article_id in catalogue.ids() if article_id.startswith("same~"))
        assert problems[0].place == "b.md"
        assert problems[0].reason == f"has the id same of a.md; read as {other}"
        assert catalogue.texts(["same", other]) == {"same": "The first.", other: "The second."}
        rebuilt = Catalogue(cache.with_name("rebuilt"), Corpus(root))
        rebuilt.refresh()
        assert rebuilt.ids() == catalogue.ids()

    def test_the_second_gets_the_id_when_the_first_is_gone(self, root: Path, cache: Path) -> None:
        write(root, "a.md", text="The first.", id="same")
        write(root, "b.md", text="The second.", id="same")
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        (root / "a.md").unlink()
        assert catalogue.refresh().problems == ()
        assert catalogue.texts(["same"]) == {"same": "The second."}
        assert len(catalogue.ids()) == 3

    def test_the_very_same_article_in_two_files_is_one(self, root: Path, cache: Path) -> None:
        line: dict[str, object] = {"id": "n1", "title": "T", "text": "Text."}
        write_lines(root, "a.jsonl", line)
        write_lines(root, "b.jsonl.gz", line)
        catalogue = Catalogue(cache, Corpus(root))
        assert catalogue.refresh().problems == ()
        assert catalogue.ids() == ["flood", "n1", "storm"]
        (root / "a.jsonl").unlink()
        catalogue.refresh()
        assert catalogue.texts(["n1"]) == {"n1": "Text."}

    def test_an_article_that_moved_survives_a_death_between_two_files(
        self, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        line: dict[str, object] = {"id": "n1", "title": "T", "text": "Text."}
        write_lines(root, "b.jsonl", line)
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        # a.jsonl comes first and stands back behind b.jsonl, which then turns out not to have it any more.
        write_lines(root, "a.jsonl", line)
        write_lines(root, "b.jsonl", {"id": "n2", "text": "Other."})

        def die(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as dying:
            dying.setattr(catalogue_refresh, "_settle_clashes", die)
            with pytest.raises(KeyboardInterrupt):
                catalogue.refresh()
        assert "n1" not in catalogue.ids()
        Catalogue(cache, Corpus(root)).refresh()
        assert catalogue.texts(["n1", "n2"]) == {"n1": "Text.", "n2": "Other."}

    def test_one_file_may_repeat_an_id(self, root: Path, cache: Path) -> None:
        write_lines(root, "a.jsonl", {"id": "n1", "text": "One."}, {"id": "n1", "text": "Two."})
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        before = catalogue.ids()
        write_lines(
            root,
            "a.jsonl",
            {"id": "n1", "text": "One."},
            {"id": "n1", "text": "Two."},
            {"id": "n2", "text": "Three."},
        )
        assert numbers(catalogue.refresh()) == (1, 0, 0)
        assert catalogue.ids() == sorted([*before, "n2"])


class TestReading:
    def test_an_article_comes_back_as_the_corpus_gave_it(self, root: Path, cache: Path) -> None:
        write(
            root, "full.md", text="One.\n\nTwo — “three”.", published="2024-08-13T10:15:30+02:00",
            url="https://tide.example/a", topic="Old bridge", language="en", authors="[Ana Ruiz, Bo Lind]",
        )  # fmt: skip
        write_lines(root, "n.jsonl", {"id": "n1", "title": "T", "text": "Plain.", "published": "0001-11-30"})
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        entries = [entry for path in Corpus(root).scan() for entry in Corpus(root).read(path)]
        expected = {entry.article.id: entry.article for entry in entries if not isinstance(entry, Refresh)}  # type: ignore[union-attr]
        assert {article_id: catalogue.article(article_id) for article_id in catalogue.ids()} == expected
        assert catalogue.article("nobody") is None
        (record,) = catalogue.entries(["full"])
        assert (record.title, record.topic, record.authors) == ("Full", "Old bridge", ("Ana Ruiz", "Bo Lind"))
        assert record.published == datetime(2024, 8, 13, 8, 15, 30, tzinfo=UTC)

    def test_records_come_in_the_order_asked_for(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        assert [record.id for record in catalogue.entries(["storm", "nobody", "flood"])] == ["storm", "flood"]
        assert {record.id for record in catalogue.records()} == {"storm", "flood"}

    def test_more_ids_than_sql_takes_at_once(self, root: Path, cache: Path) -> None:
        write_lines(
            root, "n.jsonl", *({"id": f"n{number}", "text": f"Text {number}."} for number in range(2500))
        )
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        ids = [f"n{number}" for number in range(2500)]
        assert list(catalogue.texts(ids)) == ids
        assert len(catalogue.entries(ids)) == 2500

    def test_the_newest_come_first_then_the_future_then_the_undated(self, root: Path, cache: Path) -> None:
        later = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
        write(root, "absurd.md", text="x", published="2950-01-01")
        write(root, "later.md", text="x", published=later)
        write(root, "old.md", text="x", published="0001-11-30")
        write(root, "undated.md", text="x")
        write(root, "also-undated.md", text="x")
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        order = ["storm", "flood", "old", "absurd", "later", "also-undated", "undated"]
        assert [record.id for record in catalogue.newest(10)] == order
        for size in (1, 2, 3, 5):
            pages = [catalogue.newest(size, offset) for offset in range(0, 9, size)]
            assert [record.id for page in pages for record in page] == order

    def test_how_texts_begin_is_at_hand_without_the_corpus(self, root: Path, cache: Path) -> None:
        write_lines(root, "tides.jsonl", {"id": "high", "text": "High water.\n\n" + "It is late. " * 40})
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        write(root, "flood.md", text="The river fell again.", published="2024-05-01")
        (root / "storm.md").unlink()
        catalogue.refresh()
        (root / "tides.jsonl").unlink()
        leads = catalogue.leads(["high", "flood", "storm", "nothing"])
        assert leads["flood"] == "The river fell again."
        assert leads["high"].startswith("High water. It is late. It")
        assert leads["high"].endswith("…")
        assert len(leads["high"]) <= 200
        assert leads.keys() == {"high", "flood"}

    def test_sources_are_counted(self, root: Path, cache: Path) -> None:
        write(root, "x.md", text="x", source="another wire")
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        another, coast = catalogue.sources()
        assert (another.name, another.articles, another.first) == ("another wire", 1, None)
        assert (coast.name, coast.articles) == ("Coast Wire", 2)
        assert (coast.first, coast.last) == (
            datetime(2024, 5, 1, tzinfo=UTC),
            datetime(2024, 5, 3, tzinfo=UTC),
        )

    def test_a_file_rewritten_meanwhile_gives_no_wrong_text(self, root: Path, cache: Path) -> None:
        write_lines(root, "n.jsonl", {"id": "n1", "text": "One."}, {"id": "n2", "text": "Two."})
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        write_lines(root, "n.jsonl", {"id": "n7", "text": "One!"}, {"id": "n2", "text": "Two."})
        assert catalogue.article("n1") is None
        assert catalogue.texts(["n1", "n2"]) == {"n2": "Two."}
        assert indexed(catalogue) == ["flood", "n2", "storm"]
        assert catalogue.pending_count() == 0
        catalogue.refresh()
        assert indexed(catalogue) == ["n7"]


class TestPending:
    def test_it_outlives_the_process(self, root: Path, cache: Path) -> None:
        first = Catalogue(cache, Corpus(root))
        first.refresh()
        first.mark_indexed([first.pending(1)[0].id])
        first.close()
        again = Catalogue(cache, Corpus(root))
        assert again.pending_count() == 1
        assert len(indexed(again)) == 1

    def test_everything_can_be_asked_for_again(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        indexed(catalogue)
        catalogue.mark_all_pending()
        assert indexed(catalogue) == ["flood", "storm"]

    def test_a_change_while_indexing_stays_pending(self, root: Path, cache: Path) -> None:
        catalogue, other = Catalogue(cache, Corpus(root)), Catalogue(cache, Corpus(root))
        catalogue.refresh()
        batch = catalogue.pending(10)
        write(root, "flood.md", text="A correction.", published="2024-05-01")
        other.refresh()
        catalogue.mark_indexed([article.id for article in batch])
        assert [article.text for article in catalogue.pending(10)] == ["A correction."]


class TestRobustness:
    def test_the_folder_is_private(self, root: Path, cache: Path) -> None:
        Catalogue(cache, Corpus(root))
        assert stat.S_IMODE(cache.stat().st_mode) == 0o700

    @pytest.mark.parametrize("damage", [b"garbage" * 1000, b"SQLite format 3\x00" + b"\xff" * 8000])
    def test_a_damaged_catalogue_is_set_aside_and_made_anew(
        self, root: Path, cache: Path, damage: bytes
    ) -> None:
        Catalogue(cache, Corpus(root)).close()
        (cache / FILE_NAME).write_bytes(damage)
        catalogue = Catalogue(cache, Corpus(root))
        found = catalogue.refresh()
        assert found.added == 2
        assert "damaged" in found.notices[0]
        assert (cache / f"{FILE_NAME}.damaged-1").read_bytes() == damage

    def test_damage_inside_is_found_while_refreshing(self, root: Path, cache: Path) -> None:
        write_lines(
            root, "n.jsonl.gz", *({"id": f"n{number}", "text": f"{number} " * 300} for number in range(300))
        )
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        catalogue.close()
        content = bytearray((cache / FILE_NAME).read_bytes())
        content[4096:] = os.urandom(len(content) - 4096)
        (cache / FILE_NAME).write_bytes(content)
        catalogue = Catalogue(cache, Corpus(root))
        found = catalogue.refresh()
        assert catalogue.count() == 302
        assert "damaged" in found.notices[0]

    @pytest.mark.parametrize(
        "spoilt",
        ["title = x'41'", "title = CAST(x'41ff' AS TEXT)", "authors = x'41'", "offset = 'no'"],
    )
    def test_a_row_that_nobody_wrote_is_damage(self, root: Path, cache: Path, spoilt: str) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        with sqlite3.connect(cache / FILE_NAME) as connection:
            connection.execute(f"UPDATE articles SET {spoilt}")
        catalogue = Catalogue(cache, Corpus(root))
        with pytest.raises(CatalogueError, match="damaged"):
            catalogue.newest(9)
        found = catalogue.refresh()
        assert numbers(found) == (2, 0, 0)
        assert "damaged" in found.notices[0]
        assert len(catalogue.newest(9)) == 2

    def test_an_article_that_is_not_what_it_was_is_read_again_by_the_next_refresh(
        self, root: Path, cache: Path
    ) -> None:
        write_lines(root, "feed.jsonl", {"id": "a", "title": "A tide", "text": "High."})
        os.utime(root / "feed.jsonl", (1, 1))  # long ago: no later refresh has reason to doubt it
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        (article,) = (each for each in catalogue.pending(9) if each.id == "a")
        with sqlite3.connect(cache / FILE_NAME) as connection:
            connection.execute("UPDATE articles SET source = 'another'")
        assert catalogue.article(article.id) is None
        catalogue.refresh()
        assert catalogue.article(article.id) == article

    def test_damage_found_while_reading_is_mended_by_the_next_refresh(self, root: Path, cache: Path) -> None:
        lines = ({"id": f"n{number}", "text": f"{number} " * 900} for number in range(300))
        write_lines(root, "n.jsonl.gz", *lines)
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        catalogue.close()
        content = bytearray((cache / FILE_NAME).read_bytes())
        # Everything but the schema: a refresh without changes might never touch the bodies.
        content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
        (cache / FILE_NAME).write_bytes(content)
        catalogue = Catalogue(cache, Corpus(root))
        with pytest.raises(CatalogueError, match="damaged"):
            catalogue.texts([f"n{number}" for number in range(300)])
        assert catalogue.refresh().added == 302
        assert catalogue.article("n299") is not None

    def test_a_spoilt_body_is_read_anew_by_the_next_refresh(self, root: Path, cache: Path) -> None:
        catalogue = Catalogue(cache, Corpus(root))
        catalogue.refresh()
        with sqlite3.connect(cache / FILE_NAME) as connection:
            connection.execute("UPDATE bodies SET body = x'00ff00'")
        connection.close()
        assert catalogue.texts(["flood", "storm"]) == {}
        catalogue.refresh()
        assert len(catalogue.texts(["flood", "storm"])) == 2

    def test_a_folder_that_cannot_be_made_is_told_in_one_line(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(CatalogueError) as caught:
            Catalogue(tmp_path / "file" / "cache", Corpus(root))
        assert "\n" not in str(caught.value)

    def test_threads_can_read_and_refresh_at_once(self, root: Path, cache: Path) -> None:
        write_lines(
            root, "n.jsonl.gz", *({"id": f"n{number}", "text": f"Text {number}."} for number in range(800))
        )
        catalogue = Catalogue(cache, Corpus(root))
        errors: list[BaseException] = []

        def work(action: object) -> None:
            try:
                for _ in range(5):
                    action()  # type: ignore[operator]
            except BaseException as error:  # noqa: BLE001 - any of them fails the test
                errors.append(error)

        actions = [
            catalogue.refresh,
            catalogue.refresh,
            lambda: catalogue.newest(20),
            lambda: catalogue.texts(["n1"]),
        ]
        threads = [threading.Thread(target=work, args=(action,)) for action in actions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert catalogue.count() == 802

    def test_two_processes_refresh_at_once(self, root: Path, cache: Path) -> None:
        for name in ("a", "b", "c"):
            lines = ({"id": f"{name}{number}", "text": f"Text {number}."} for number in range(700))
            write_lines(root, f"{name}.jsonl.gz", *lines)
        script = (
            "import sys; from pathlib import Path\n"
            "from index.catalogue import Catalogue; from index.corpus import Corpus\n"
            "Catalogue(Path(sys.argv[2]), Corpus(Path(sys.argv[1]))).refresh()"
        )
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        running = [
            subprocess.Popen([sys.executable, "-c", script, root, cache], env=environment) for _ in range(2)
        ]
        assert [process.wait() for process in running] == [0, 0]
        catalogue = Catalogue(cache, Corpus(root))
        assert catalogue.count() == catalogue.pending_count() == 2102
        assert numbers(catalogue.refresh()) == (0, 0, 0)

    def test_killed_while_reading_it_goes_on_where_it_stopped(self, root: Path, cache: Path) -> None:
        write_lines(
            root, "n.jsonl.gz", *({"id": f"n{number}", "text": f"Text {number}."} for number in range(3000))
        )
        script = (
            "import os, signal, sys; from pathlib import Path\n"
            "from index.catalogue import Catalogue; from index.corpus import Corpus\n"
            "kill = lambda step: step.done >= 1000 and os.kill(os.getpid(), signal.SIGKILL)\n"
            "Catalogue(Path(sys.argv[2]), Corpus(Path(sys.argv[1]))).refresh(kill)"
        )
        killed = subprocess.run([sys.executable, "-c", script, root, cache], check=False, env=os.environ | {
            "PYTHONPATH": str(Path(__file__).parents[2])})  # fmt: skip
        assert killed.returncode == -signal.SIGKILL
        catalogue = Catalogue(cache, Corpus(root))
        assert 1000 <= catalogue.count() < 3002
        catalogue.refresh()
        assert catalogue.count() == catalogue.pending_count() == 3002
        assert catalogue.article("n2999") == Article(
            id="n2999", source="Tide Times", title="", text="Text 2999.", origin="n.jsonl.gz:3000"
        )
