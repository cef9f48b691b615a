"""The embedded engine: the contract, and what only an index on disk can get wrong."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.engines import manifest, whoosh_store
from index.engines.base import EngineBusyError, EngineDamagedError
from index.engines.whoosh import WhooshEngine
from index.query import And, Everything, Word
from tests.index.engines.contract import LIBRARY, EngineContract, article, ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.article import Article
    from index.engines.base import Engine


class TestWhoosh(EngineContract):
    def open(self, folder: Path) -> Engine:
        return WhooshEngine(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    WhooshEngine(folder).update(LIBRARY)
    return folder


def many(start: int, count: int) -> list[Article]:
    return [
        article(f"a{n}", f"Tide table {n}", f"High water number{n} at the quay.")
        for n in range(start, start + count)
    ]


def test_the_index_is_there_when_opened_again(folder: Path) -> None:
    with WhooshEngine(folder) as engine:
        assert engine.count() == 4
        assert ids(engine.search(Word("lindholm"), limit=5)) == ["ferry"]


def test_a_headline_finds_more_than_the_one_article_that_has_all_of_it(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.update(
        [
            article("one", "Storm shuts Lindholm harbour for second day"),
            article("two", "Lindholm harbour stays shut after storm"),
            article("three", "Tram fares rise"),
        ]
    )
    headline = And(tuple(map(Word, ["storm", "shuts", "lindholm", "harbour", "for", "second", "day"])))
    hits = engine.search(headline, limit=5)
    assert ids(hits) == ["one", "two"]
    assert hits.notice == "1 article has all these words; showing any of them"
    assert ids(engine.search(headline, limit=5, sort="newest")) == ["one"]


def test_a_far_more_frequent_neighbour_of_a_rare_word_is_suggested(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    right = [article(f"a{n}", "The harbour opens") for n in range(40)]
    engine.update([article("typo", "The harbuor opens"), *right])
    hits = engine.search(And((Word("harbuor"), Word("opens"))), limit=5)
    assert ids(hits) == ["typo"]
    assert hits.suggestion == "harbour opens"
    assert engine.search(Word("harbour"), limit=5).suggestion is None


def test_where_two_corrections_fit_the_other_words_both_are_shown(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    engine.update(
        [
            article("state", "State hears its accuser", "The state and its accuser met in the state house."),
            article("senate", "Senate hears accuser testify", "The senate heard the accuser."),
            *(article(f"s{n}", "State budget and senate vote") for n in range(6)),
        ]
    )
    hits = engine.search(And((Word("snate"), Word("accuser"))), limit=5)
    assert set(ids(hits)) >= {"state", "senate"}
    assert hits.notice is not None
    assert hits.notice.startswith('no article has "snate"; showing "senate" or "state"')
    assert hits.suggestion == "senate accuser"
    alone = engine.search(Word("snate"), limit=20)
    assert alone.notice == 'no article has "snate"; showing "senate"'


def test_the_folder_is_the_users_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0


def test_many_small_updates_are_merged_and_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    engine = WhooshEngine(folder)
    reader = WhooshEngine(folder)
    for start in range(0, 60, 3):
        engine.update(many(start, 3), [f"a{start - 1}"])
        left = start + 3 - start // 3
        assert reader.count() == left
        assert reader.search(Word("tide"), limit=1).total == left
        newest = f"number{start + 2}"
        assert ids(reader.search(Word(newest, exact=True), limit=5)) == [f"a{start + 2}"]
    assert len(manifest.load(folder).segments) < 10
    for n in range(60):
        expected = [] if n % 3 == 2 and n < 59 else [f"a{n}"]
        assert ids(engine.search(Word(f"number{n}", exact=True), limit=5)) == expected
    assert ids(engine.search(Everything(), limit=100)) == sorted(
        f"a{n}" for n in range(60) if n % 3 != 2 or n == 59
    )


def test_a_large_update_is_published_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WhooshEngine, "batch", 10)
    engine, reader = WhooshEngine(tmp_path / "index"), WhooshEngine(tmp_path / "index")
    seen: list[int] = []

    def told() -> Iterator[Article]:
        for each in many(0, 35):
            seen.append(reader.count())
            yield each

    engine.update(told())
    assert sorted(set(seen)) == [0, 10, 20, 30]
    assert engine.count() == 35
    assert engine.search(Word("tide"), limit=1).total == 35


def test_a_failing_source_of_articles_leaves_what_was_published(folder: Path) -> None:
    def broken() -> Iterator[Article]:
        yield from many(0, 3)
        raise RuntimeError("the disk is gone")

    engine = WhooshEngine(folder)
    with pytest.raises(RuntimeError, match="disk is gone"):
        engine.update(broken())
    assert engine.count() == 4
    engine.update(many(0, 3))
    assert engine.count() == 7


def test_a_full_disk_at_the_last_moment_leaves_what_was_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    engine = WhooshEngine(folder)
    with monkeypatch.context() as patched:
        patched.setattr(manifest, "publish", full)
        with pytest.raises(OSError, match="no space left"):
            engine.update(many(0, 3))
    assert engine.count() == 4
    engine.check()
    engine.update(many(0, 3))
    assert engine.count() == 7


def test_two_readers_search_while_a_third_writes(folder: Path) -> None:
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        engine = WhooshEngine(folder)
        last = 0
        try:
            while not done.is_set():
                total = engine.search(Word("quay"), limit=3).total
                if total < last:
                    failures.append(f"{total} after {last}")
                last = total
        except EngineDamagedError as error:
            failures.append(str(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    writer = WhooshEngine(folder)
    for start in range(0, 60, 4):
        writer.update(many(start, 4))
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert writer.search(Word("quay"), limit=3).total == 64


def test_the_engine_that_writes_can_be_searched_meanwhile(folder: Path) -> None:
    engine = WhooshEngine(folder)
    totals: list[int] = []

    def told() -> Iterator[Article]:
        yield from many(0, 3)
        search = threading.Thread(target=lambda: totals.append(engine.search(Word("quay"), limit=3).total))
        search.start()
        search.join(timeout=10)
        yield from many(3, 3)

    engine.update(told())
    assert totals == [4]
    assert engine.search(Word("quay"), limit=3).total == 10


def test_only_one_writes_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_store, "PATIENCE", 0.0)
    with whoosh_store.locked(folder), pytest.raises(EngineBusyError):
        WhooshEngine(folder).update(many(0, 1))
    WhooshEngine(folder).update(many(0, 1))


def _files(folder: Path) -> list[Path]:
    current = manifest.load(folder)
    return sorted([folder / manifest.NAME, *(folder / name for name in current.files)])


def _damaged(folder: Path) -> None:
    """The damage is found before anything is read: by a search, a check and a writer alike."""
    with pytest.raises(EngineDamagedError):
        WhooshEngine(folder).check()
    with pytest.raises(EngineDamagedError):
        WhooshEngine(folder).search(Word("quay"), limit=3)
    with pytest.raises(EngineDamagedError):
        WhooshEngine(folder).search(Everything(), limit=3)
    with pytest.raises(EngineDamagedError):
        WhooshEngine(folder).update(many(0, 1))


def test_flipped_bytes_are_found(folder: Path, tmp_path: Path) -> None:
    draw = random.Random(1)
    for number, path in enumerate(_files(folder)):
        for _ in range(3):
            copy = _restored(folder, tmp_path)
            data = bytearray((copy / path.name).read_bytes())
            data[draw.randrange(len(data) - 1)] ^= 1 << draw.randrange(8)
            (copy / path.name).write_bytes(data)
            _damaged(copy)
        assert number < 10


def test_a_table_of_contents_exchanged_without_a_trace_is_found(folder: Path) -> None:
    (path,) = folder.glob("*.toc")
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[-9] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(EngineDamagedError):
        WhooshEngine(folder).update(many(0, 1))


def test_a_warmed_engine_searches(folder: Path) -> None:
    engine = WhooshEngine(folder)
    engine.warm()
    assert engine.search(Word("ferry"), limit=3).total == 1


def test_cut_and_missing_files_are_found(folder: Path, tmp_path: Path) -> None:
    for path in _files(folder):
        copy = _restored(folder, tmp_path)
        (copy / path.name).write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        _damaged(copy)
        copy = _restored(folder, tmp_path)
        (copy / path.name).unlink()
        _damaged(copy)


def _restored(folder: Path, tmp_path: Path) -> Path:
    """The sound index at the one place that it belongs to."""
    sound = tmp_path / "sound"
    if not sound.exists():
        shutil.copytree(folder, sound)
    shutil.rmtree(folder)
    shutil.copytree(sound, folder)
    return folder


def test_a_sound_copy_put_back_in_its_place_is_read(folder: Path, tmp_path: Path) -> None:
    with WhooshEngine(_restored(folder, tmp_path)) as engine:
        assert engine.count() == 4


def test_a_foreign_index_is_not_opened(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere")
    _damaged(tmp_path / "elsewhere")


def test_an_index_of_another_version_is_not_opened(folder: Path) -> None:
    path = folder / manifest.NAME
    body = json.loads(path.read_bytes().splitlines()[0])
    body["circumstances"]["format"] += 1
    text = json.dumps(body).encode()
    path.write_bytes(text + b"\n%08x\n" % zlib.crc32(text))
    _damaged(folder)


def test_files_of_others_in_the_folder_do_no_harm(folder: Path) -> None:
    (folder / "_LATERAL_99.toc").write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    engine = WhooshEngine(folder)
    engine.update(many(0, 2))
    assert engine.count() == 6
    assert not (folder / "_LATERAL_99.toc").exists()


_WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from index.engines.whoosh import WhooshEngine
from tests.index.engines.test_whoosh import many
engine = WhooshEngine(Path({folder!r}))
print("ready", flush=True)
for start in range(0, 4000, 20):
    engine.update(many(start, 20), [])
    print(start + 20, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_at_any_moment_the_index_is_what_was_published(tmp_path: Path) -> None:
    draw = random.Random(4)
    root = str(Path(__file__).parents[3])
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        code = _WRITER.format(root=root, folder=str(folder))
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = 0
            stop_after = draw.randrange(20, 140)
            for line in process.stdout:
                if line.strip().isdigit():
                    told = int(line)
                    if told >= stop_after:
                        break
            # Somewhere in the update after the one that was told of.
            threading.Event().wait(draw.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            told = max([told, *(int(rest) for rest in process.stdout.read().split() if rest.isdigit())])
        engine = WhooshEngine(folder)
        engine.check()
        count = engine.count()
        assert count in (told, told + 20)
        assert engine.search(Word("tide"), limit=1).total == count
        engine.update(many(0, count + 10))
        assert engine.count() == count + 10
        found = ids(engine.search(Word("quay"), limit=10_000))
        assert sorted(found) == sorted(f"a{n}" for n in range(count + 10))
        strays = {path.name for path in folder.iterdir()} - set(manifest.load(folder).files)
        assert strays <= {manifest.NAME, manifest.LOCK_NAME, "LATERAL_WRITELOCK"}
