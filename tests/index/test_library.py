"""The façade over corpus, engine, topics and comparison."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.engines import manifest
from index.highlight import snippet
from index.library import Library, LibraryError, Step, UnknownArticleError
from index.query import Everything
from index.refreshing import refresh_elsewhere
from index.settings import load
from tests.articles import BRIDGE_WIRE, FILES, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "news")


@pytest.fixture
def library(corpus: Path) -> Iterator[Library]:
    with Library.open(corpus) as opened:
        yield opened


def ids(library: Library, query: str, **options: object) -> list[str]:
    return [result.article_id for result in library.search(query, **options).results]  # type: ignore[arg-type]


def test_finds_by_words_and_says_where(library: Library) -> None:
    page = library.search("bridge collapsed")
    assert page.total == 3
    first = page.results[0]
    assert first.source in {"Valley Gazette", "Northern Herald", "Crossing Wire"}
    assert first.snippet.hits
    marked = {first.snippet.text[start:end].lower() for start, end in first.snippet.hits}
    assert marked <= {"bridge", "collapsed"}


def test_an_empty_query_lists_the_newest_first(library: Library) -> None:
    page = library.search("")
    assert page.total == len(FILES)
    dates = [result.published for result in page.results if result.published]
    assert dates == sorted(dates, reverse=True)


def test_the_newest_are_listed_with_their_beginnings_as_a_search_would_show_them(library: Library) -> None:
    for result in library.search("").results:
        text = library.article(result.article_id).text
        assert (result.snippet.text, result.snippet.hits) == snippet(text, Everything())


def test_what_was_kept_before_leads_were_is_read_from_the_corpus(library: Library) -> None:
    expected = library.search("").results
    (catalogue,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("catalogue.sqlite")
    with closing(sqlite3.connect(catalogue)) as connection, connection:
        connection.execute("DELETE FROM leads")
    assert library.search("").results == expected


def test_only_a_library_that_was_opened_before_is_ready(tmp_path: Path) -> None:
    corpus, settings = tmp_path / "news", replace(load(), cache=tmp_path / "elsewhere")
    assert not Library.is_ready(corpus, settings)
    write_corpus(corpus)
    assert not Library.is_ready(corpus, settings)
    assert not settings.cache.exists()
    Library.open(corpus, settings).close()
    assert Library.is_ready(corpus, settings)
    assert not Library.is_ready(corpus, replace(settings, engine="opensearch"))


def test_a_word_still_being_typed_is_also_the_beginning_of_one(library: Library) -> None:
    assert {result.article_id for result in library.search("orskd", unfinished=True).results} == {
        "bridge-gazette",
        "bridge-herald",
        "bridge-wire",
    }


def test_pages_join_without_gap_or_overlap(library: Library) -> None:
    whole = ids(library, "injured OR council OR harbour")
    assert (
        ids(library, "injured OR council OR harbour", limit=2)
        + ids(library, "injured OR council OR harbour", limit=10, offset=2)
        == whole
    )


def test_filters_by_source_date_and_topic(library: Library) -> None:
    assert ids(library, 'bridge source:"Northern Herald"') == ["bridge-herald"]
    assert ids(library, "bridge after:2031-03-05") == ["bridge-wire"]
    assert set(ids(library, 'topic:"harbour tax"')) == {"vote-gazette", "vote-herald"}
    assert ids(library, "topic:nonsense") == []


def test_other_scripts_and_accents_are_found(library: Library) -> None:
    assert ids(library, "комета") == ["comet-wire"]
    assert ids(library, "cafe zurich") == ["comet-wire"]


@pytest.mark.parametrize(
    "typed", ['"', "((", "OR", "-", "title:", "a AND", ":", '"open (', "*", "after:soon", "\x00"]
)
def test_nothing_typed_raises(library: Library, typed: str) -> None:
    library.search(typed)
    library.facets(typed)


def test_groups_accounts_of_one_event_and_keeps_others_apart(library: Library) -> None:
    topics = {frozenset(topic.article_ids): topic for topic in library.topics()}
    assert frozenset({"bridge-gazette", "bridge-herald", "bridge-wire"}) in topics
    given = topics[frozenset({"vote-gazette", "vote-herald"})]
    assert given.label == "Harbour tax"
    assert given.sources == ("Northern Herald", "Valley Gazette")
    assert library.topic_of("comet-wire") is None


def test_counterparts_are_of_other_sources_and_say_why(library: Library) -> None:
    counterparts = library.counterparts("bridge-gazette")
    assert [counterpart.article_id for counterpart in counterparts][:2] == ["bridge-herald", "bridge-wire"]
    assert "same story" in counterparts[0].why
    assert all(counterpart.source != "Valley Gazette" for counterpart in counterparts)


def test_compares_two_articles_and_again_from_the_cache(library: Library) -> None:
    once = library.compare("bridge-gazette", "bridge-wire")
    again = library.compare("bridge-gazette", "bridge-wire")
    assert once == again
    assert once.days_apart == 1
    assert any(fact.verdict == "only_a" and fact.kind == "quotation" for fact in once.facts)


def test_an_unknown_id_names_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownArticleError, match="bridge-gazette"):
        library.article("bridge-gazete")


def test_an_article_whose_file_is_another_now_is_told_apart_from_an_unknown_one(tmp_path: Path) -> None:
    line = '{"id": "a", "title": "A tide", "text": "High."}\n'
    (tmp_path / "feed.jsonl").write_text(line, "utf-8")
    with Library.open(tmp_path) as library:
        (tmp_path / "feed.jsonl").write_text(line.replace("High", "Low"), "utf-8")
        with pytest.raises(UnknownArticleError, match="refresh the library"):
            library.article("a")
        library.refresh()
        assert library.article("a").text == "Low."


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no such folder"):
        Library.open(tmp_path / "nowhere")


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        assert library.count() == 0
        assert library.search("").total == 0
        assert library.search("anything").results == ()
        assert library.topics() == []


def test_added_changed_and_removed_files_are_noticed(corpus: Path) -> None:
    with Library.open(corpus):
        pass
    (corpus / "new.md").write_text(
        "---\nsource: Late Post\ntitle: A walrus in the harbour\n---\nIt slept.", "utf-8"
    )
    (corpus / "bridge-wire.md").write_text(BRIDGE_WIRE.replace("Fourteen", "Fifteen walruses or"), "utf-8")
    (corpus / "comet-wire.md").unlink()
    with Library.open(corpus, refresh=False) as library:
        report = library.refresh()
        assert (report.added, report.changed, report.removed) == (1, 1, 1)
        assert set(ids(library, "walrus")) == {"new", "bridge-wire"}
        assert ids(library, "комета") == []
        again = library.refresh()
        assert (again.added, again.changed, again.removed) == (0, 0, 0)


def test_a_run_without_changes_indexes_nothing(corpus: Path) -> None:
    with Library.open(corpus):
        pass
    steps: list[Step] = []
    with Library.open(corpus, on_step=steps.append):
        assert not [step for step in steps if step.phase in {"indexing", "grouping"}]


def test_broken_files_are_named_and_the_rest_is_read(corpus: Path) -> None:
    (corpus / "lines.jsonl").write_text('{"title": "Fine", "text": "Hello there."}\n{"title": \n', "utf-8")
    with Library.open(corpus) as library:
        assert [problem.place for problem in library.problems()] == ["lines.jsonl:2"]
        assert library.count() == len(FILES) + 1


def cache(library: Library) -> Path:
    return library._folder


@pytest.mark.parametrize("apart", [False, True])
def test_an_index_of_another_version_is_rebuilt_when_nothing_else_is_to_do(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, apart: bool
) -> None:
    with monkeypatch.context() as older:
        older.setattr(manifest, "FORMAT", 1)
        Library.open(corpus).close()
    with Library.open(corpus, refresh=False, apart=apart) as library:
        report = library.refresh()
        assert (report.added, report.changed) == (0, 0)
        assert any("by another version" in notice for notice in report.notices)
        assert library.search("bridge").total == 3
        assert not library.refresh().notices


def test_a_damaged_index_is_rebuilt_and_said(corpus: Path) -> None:
    with Library.open(corpus) as library:
        folder = cache(library)
    for path in (folder / "whoosh").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\0" * 50)
    with Library.open(corpus, refresh=False) as library:
        page = library.search("bridge")
        assert page.total == 3
        assert page.notice is not None
        assert "rebuilt" in page.notice
        assert library.search("bridge").notice is None


@pytest.mark.parametrize("victim", ["whoosh", "topics.sqlite", "facts.sqlite", "catalogue.sqlite"])
def test_any_part_of_the_cache_may_vanish(corpus: Path, victim: str) -> None:
    with Library.open(corpus) as library:
        folder = cache(library)
        library.compare("bridge-gazette", "bridge-wire")
    for path in folder.glob(victim + "*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with Library.open(corpus) as library:
        assert len(ids(library, "bridge")) == 3
        assert len(library.topics()) == 2
        assert library.compare("bridge-gazette", "bridge-wire").days_apart == 1


def test_any_part_of_the_cache_may_be_garbage(corpus: Path) -> None:
    with Library.open(corpus) as library:
        folder = cache(library)
        library.compare("bridge-gazette", "bridge-wire")
    for path in folder.glob("*.sqlite*"):
        path.write_bytes(b"not a database at all" * 40)
    with Library.open(corpus) as library:
        assert len(ids(library, "bridge")) == 3
        assert len(library.topics()) == 2
        assert library.compare("bridge-gazette", "bridge-wire").days_apart == 1


def test_rebuilding_gives_the_same_answers(corpus: Path) -> None:
    with Library.open(corpus) as library:
        before = ids(library, "bridge flood"), [topic.id for topic in library.topics()]
        library.refresh(rebuild=True)
        assert (ids(library, "bridge flood"), [topic.id for topic in library.topics()]) == before


def test_a_cancelled_refresh_goes_on_later(corpus: Path) -> None:
    with Library.open(corpus, refresh=False) as library:
        library.refresh(cancelled=lambda: True)
        library.refresh()
        assert len(ids(library, "bridge")) == 3


def test_two_libraries_at_once_see_each_others_work(corpus: Path) -> None:
    with Library.open(corpus) as one, Library.open(corpus) as other:
        assert len(ids(other, "bridge")) == 3
        (corpus / "late.md").write_text("---\nsource: Late Post\n---\nA bridge of boats was built.", "utf-8")
        one.refresh()
        assert "late" in ids(other, "bridge")


def test_much_work_is_done_in_another_process(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.upkeep.APART", 1)
    steps: list[Step] = []
    with Library.open(corpus, refresh=False, apart=True) as library:
        assert library.topics() == []
        report = library.refresh(steps.append)
        assert report.added == len(FILES)
        assert steps
        assert len(ids(library, "bridge")) == 3
        assert len(library.topics()) == 2


def test_work_in_another_process_can_be_cancelled_and_goes_on_later(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.upkeep.APART", 1)
    with Library.open(corpus, refresh=False, apart=True) as library:
        library.refresh(cancelled=lambda: True)
        library.refresh()
        assert len(ids(library, "bridge")) == 3


def test_what_another_process_could_not_do_is_said(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.upkeep.APART", 1)
    with Library.open(corpus, refresh=False) as library:
        shutil.rmtree(corpus)
        with pytest.raises(LibraryError, match="no such folder"):
            refresh_elsewhere(corpus, library.settings)


def test_what_the_reader_has_marked_can_be_searched_for(library: Library) -> None:
    library.state.mark_read("bridge-wire")
    library.state.star("bridge-wire")
    library.state.set_note("bridge-wire", "Ask the engineer.")
    assert (
        ids(library, "is:read") == ids(library, "is:starred") == ids(library, "is:noted") == ["bridge-wire"]
    )
    assert ids(library, "bridge is:read") == ["bridge-wire"]
    unread = ids(library, "is:unread", limit=100)
    assert "bridge-wire" not in unread
    assert len(unread) == len(FILES) - 1
    assert set(ids(library, "bridge -is:read")) == set(ids(library, "bridge is:unread"))
    assert ids(library, "is:red") == ids(library, "is red"), "no mark of that name: words like any other"


def test_all_ids_that_match(library: Library) -> None:
    assert set(library.matching("bridge collapsed")) == set(ids(library, "bridge collapsed"))
    assert len(library.matching("")) == len(FILES)


@pytest.mark.parametrize("phase", ["indexing", "grouping"])
def test_what_was_done_before_a_refresh_was_cancelled_is_kept(tmp_path: Path, phase: str) -> None:
    corpus = tmp_path / "many"
    corpus.mkdir()
    lines = [
        json.dumps({"id": f"n{n}", "title": f"Tide table {n}", "text": "High water."}) for n in range(900)
    ]
    (corpus / "all.jsonl").write_text("\n".join(lines), "utf-8")
    with Library.open(corpus, refresh=False) as library:
        seen: list[Step] = []
        reached = {"indexing": 256, "grouping": 50}[phase]

        def is_there() -> bool:
            return any(step.phase == phase and step.done >= reached for step in seen)

        library.refresh(seen.append, cancelled=is_there)
        found = library.search("tide").total
        assert 0 < found < 900 if phase == "indexing" else found == 900
    again: list[Step] = []
    with Library.open(corpus, on_step=again.append) as library:
        assert library.search("tide").total == 900
        assert library.refresh().added == 0
    rest = [step.total for step in again if step.phase == phase]
    assert rest
    assert all(total is not None and total < 900 for total in rest)
