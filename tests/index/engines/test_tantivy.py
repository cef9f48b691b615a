"""The second embedded engine: the contract of all engines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("tantivy", reason="the extra lateral[tantivy] is not installed")

from index.engines.base import EngineBusyError, EngineDamagedError
from index.engines.tantivy import TantivyEngine
from index.library import Library
from index.query import Everything, Word
from index.settings import load
from tests.articles import write_corpus
from tests.index.engines.contract import LIBRARY, EngineContract, article, ids

if TYPE_CHECKING:
    from pathlib import Path

    from index.engines.base import Engine


class TestTantivy(EngineContract):
    def open(self, folder: Path) -> Engine:
        return TantivyEngine(folder)


def test_the_index_is_there_when_opened_again_and_what_another_writes_is_seen(tmp_path: Path) -> None:
    writer = TantivyEngine(tmp_path / "index")
    writer.update(LIBRARY)
    reader = TantivyEngine(tmp_path / "index")
    assert ids(reader.search(Word("lindholm"), limit=5)) == ["ferry"]
    writer.update([article("tram", "Tram to Lindholm")], ["ferry"])
    assert ids(reader.search(Word("lindholm"), limit=5)) == ["tram"]
    assert reader.count() == 4
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_two_writers_at_once_are_told(tmp_path: Path) -> None:
    first, second = TantivyEngine(tmp_path / "index"), TantivyEngine(tmp_path / "index")

    def while_the_other_writes():
        yield LIBRARY[0]
        with pytest.raises(EngineBusyError, match="another process is writing"):
            second.update(LIBRARY)

    first.update(while_the_other_writes())
    assert first.count() == 1


def test_an_index_of_another_version_or_cut_short_is_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    TantivyEngine(folder).update(LIBRARY)
    note = folder / "lateral.json"
    told = note.read_text(encoding="utf-8")
    note.write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(EngineDamagedError, match="another version"):
        TantivyEngine(folder)
    note.write_text(told, encoding="utf-8")
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(EngineDamagedError):
        TantivyEngine(folder).search(Everything(), limit=5)


def test_a_library_can_stand_on_it_and_on_whoosh_in_turn(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "news")
    settings = replace(load(), engine="tantivy")
    with Library.open(corpus, settings) as library:
        assert len(library.search("bridge collapsed").results) == 3
        assert library.search("Zürich").results[0].article_id == "comet-wire"
        assert len(library.topics()) == 2
        library.check()
    (corpus / "tram.md").write_text("---\nsource: Wire\ntitle: Tram\n---\nA tram.\n", encoding="utf-8")
    for engine in ("whoosh", "tantivy"):
        with Library.open(corpus, replace(settings, engine=engine)) as library:
            assert [result.article_id for result in library.search("tram").results] == ["tram"]
            assert library.refresh(rebuild=True).problems == ()
            assert library.search("bridge collapsed").total == 3
