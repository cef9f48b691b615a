"""An archive as a library: the same answers as over files, from a cluster that many readers share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("opensearchpy", reason="the extra lateral[opensearch] is not installed")

from index import archive_upkeep
from index.library import Library, LibraryError, Step, UnknownArticleError
from index.records import UnreachableError
from index.settings import Settings, load
from tests import clusters
from tests.articles import FILES, write_corpus
from tests.clusters import Server, archive
from tests.faults import Fault, proxy, refused
from tests.playoffs import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUERIES = (
    "",
    "bridge collapsed",
    "bridge source:herald",
    "harbour after:2031-04-01",
    "комета",
    "cafe zurich",
    "orsk* -lorry",
    'topic:"harbour tax"',
    '"closed it at five"',
    "brigde",
)


@pytest.fixture(params=["osmem", "noida"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def settings(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings for an archive of this test's own."""
    name = "lateral-test-" + "".join(one if one.isalnum() else "-" for one in request.node.name.lower())[-40:]
    found = replace(
        load(), engine="opensearch", opensearch=archive(server.url, index=name), cache=tmp_path / "cache"
    )
    yield found
    with Library.open(settings=found, refresh=False) as library:
        for cluster in (library._backend.engine.cluster, library._backend.places.cluster):  # type: ignore[attr-defined]
            try:
                cluster.ask("DELETE", "")
            except LibraryError:
                continue


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "news")


@pytest.fixture
def written(corpus: Path, settings: Settings) -> Settings:
    """The settings of a reader without files, over an archive that has the articles of the corpus."""
    with Library.open(corpus, settings) as writer:
        assert writer.count() == len(FILES)
    return replace(settings, opensearch=replace(settings.opensearch, read_only=True))


def ids(library: Library, query: str, **options: object) -> list[str]:
    return [result.article_id for result in library.search(query, **options).results]  # type: ignore[arg-type]


def test_a_reader_without_files_finds_what_one_with_files_finds(
    corpus: Path, written: Settings, request: pytest.FixtureRequest
) -> None:
    with Library.open(corpus, load()) as local, Library.open(settings=written) as shared:
        assert shared.count() == local.count()
        if "osmem" in request.node.name:  # the other has no dates of first and last
            assert shared.sources() == local.sources()
        assert [(one.name, one.articles) for one in shared.sources()] == [
            (one.name, one.articles) for one in local.sources()
        ]
        assert shared.problems() == ()
        for query in QUERIES:
            here, there = local.search(query), shared.search(query)
            assert {each.article_id for each in here.results} == {
                each.article_id for each in there.results
            }, query
            assert (here.total, here.notice) == (there.total, there.notice)
            assert {one.article_id: one.snippet for one in here.results} == {
                one.article_id: one.snippet for one in there.results
            }
            assert ids(local, query, sort="newest") == ids(shared, query, sort="newest")
            assert local.facets(query) == shared.facets(query)
        for article_id in ids(local, "", limit=50):
            assert replace(shared.article(article_id), origin="") == replace(
                local.article(article_id), origin=""
            )


def test_topics_and_counterparts_are_those_of_a_library(corpus: Path, written: Settings) -> None:
    with Library.open(corpus, load()) as local, Library.open(settings=written) as shared:
        assert {frozenset(topic.article_ids) for topic in shared.topics()} == {
            frozenset(topic.article_ids) for topic in local.topics()
        }
        assert [topic.label for topic in shared.topics()] == [topic.label for topic in local.topics()]
        for article_id in ("bridge-gazette", "vote-herald"):
            mine, theirs = local.counterparts(article_id), shared.counterparts(article_id)
            assert [one.article_id for one in mine] == [one.article_id for one in theirs]
            assert [one.why for one in mine] == [one.why for one in theirs]
        assert shared.topic_of("comet-wire") is None
        assert shared.similar("bridge-gazette", 2)[0].article_id in {"bridge-herald", "bridge-wire"}
        topic = shared.topic("bridge-wire")
        assert shared.sheet(topic.id).differing == local.sheet(local.topic("bridge-wire").id).differing
        assert shared.compare("bridge-gazette", "bridge-wire") == local.compare(
            "bridge-gazette", "bridge-wire"
        )
        with pytest.raises(LibraryError, match="stands alone"):
            shared.topic("comet-wire")


def test_stories_come_apart_in_an_archive_as_in_a_library(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "playoffs"
    folder.mkdir()
    told = accounts("halden", "vik")
    with Library.open(folder, settings) as library:
        for some in (told[:6], told[6:]):
            for one in some:
                text = f"---\nsource: {one.source}\ntitle: {one.title}\n---\n{one.text}\n"
                (folder / f"{one.id}.md").write_text(text, encoding="utf-8")
            library.refresh()
        (topic,) = library.topics()
        events = [
            {article_id.partition("-")[0] for article_id in story.article_ids} for story in topic.stories
        ]
        assert sorted(events, key=str) == [{"halden"}, {"vik"}]


def test_an_unknown_id_names_the_nearest(written: Settings) -> None:
    with Library.open(settings=written) as library:
        with pytest.raises(UnknownArticleError, match="bridge-gazette"):
            library.article("bridge-gazete")
        with pytest.raises(UnknownArticleError, match=r"no article has the id 'nothing like it'$"):
            library.article("nothing like it")


def test_the_archive_follows_the_files(corpus: Path, settings: Settings) -> None:
    with Library.open(corpus, settings) as library:
        (corpus / "bridge-wire.md").write_text(
            "---\nsource: Crossing Wire\ntitle: Tram derails\n---\nA tram derailed.\n", encoding="utf-8"
        )
        (corpus / "comet-wire.md").unlink(missing_ok=True)
        gone = [name for name in ids(library, "", limit=50) if not list(corpus.glob(f"**/{name}.*"))]
        report = library.refresh()
        assert (report.changed, report.removed) == (1, len(gone))
        assert ids(library, "tram") == ["bridge-wire"]
        assert not set(gone) & set(ids(library, "", limit=50))
        assert library.count() == len(FILES) - len(gone)
        assert {"bridge-gazette", "bridge-herald"} in [set(topic.article_ids) for topic in library.topics()]
        again = library.refresh()
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
        library.check()


def test_sending_goes_on_where_it_was_stopped(
    corpus: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_upkeep, "PORTION", 2)
    steps: list[Step] = []
    with Library.open(corpus, settings, refresh=False) as library:
        library.refresh(steps.append, cancelled=lambda: any(step.phase == "grouping" for step in steps))
        assert 0 < library.count() < len(FILES)
        library.refresh(steps.append)
        assert library.count() == len(FILES)
        indexed = [step for step in steps if step.phase == "indexing"]
        assert len(indexed) == (len(FILES) + 1) // 2
        assert indexed[-1].done == indexed[-1].total
        library.check()


def test_an_archive_that_was_deleted_is_filled_again(corpus: Path, settings: Settings) -> None:
    with Library.open(corpus, settings) as library:
        library._backend.engine.cluster.ask("DELETE", "")  # type: ignore[attr-defined]
        with pytest.raises(LibraryError, match="does not exist yet"):
            library.search("bridge")
        assert library.refresh().notices == (
            "the archive is another one than before: the whole corpus was sent to it",
        )
        assert library.count() == len(FILES)
        assert len(ids(library, "bridge collapsed")) == 3


def test_rebuilding_needs_no_files(written: Settings, settings: Settings) -> None:
    with Library.open(settings=settings, refresh=False) as library:
        cluster = library._backend.engine.cluster  # type: ignore[attr-defined]
        meta = {"format": 1, "analysis": "older", "made": "before"}
        cluster.ask("PUT", "_mapping", {"_meta": {"lateral": meta}})
        assert library.refresh().notices == (
            "the archive was made by other rules of what a word is: some words may not be found",
        )
        before = [(one, library.article(one)) for one in ids(library, "", limit=50)]
        topics = {frozenset(topic.article_ids) for topic in library.topics()}
        library.refresh(rebuild=True)
        library.check()
        assert library.refresh().notices == ()
        assert [(one, library.article(one)) for one in ids(library, "", limit=50)] == before
        assert {frozenset(topic.article_ids) for topic in library.topics()} == topics
    with (
        Library.open(settings=written) as reader,
        pytest.raises(LibraryError, match=r"only read, as opensearch\.read_only says"),
    ):
        reader.refresh(rebuild=True)


def test_a_screen_has_it_done_in_another_process(corpus: Path, settings: Settings) -> None:
    steps: list[Step] = []
    with Library.open(corpus, settings, refresh=False, apart=True) as library:
        report = library.refresh(steps.append)
        assert (report.added, report.problems) == (len(FILES), ())
        assert library.count() == len(FILES)
        assert len(library.topics()) == 2
    assert steps


def test_the_samples_are_sent_nowhere(settings: Settings) -> None:
    with (
        Library.open(settings=settings, refresh=False) as library,
        pytest.raises(LibraryError, match="does not exist yet"),
    ):
        library.refresh()


def test_places_that_are_lacking_are_told_of(corpus: Path, settings: Settings) -> None:
    with Library.open(corpus, settings) as library:
        library._backend.places.drop()  # type: ignore[attr-defined]
        assert library.topics() == []
        assert library.counterparts("bridge-gazette") == []
        with pytest.raises(LibraryError, match=f"0 of the archive's {len(FILES)} articles are grouped"):
            library.check()


class TestWhileTheClusterIsAway:
    def test_what_is_open_can_be_read_and_compared(self, written: Settings, server: Server) -> None:
        with proxy(server.url) as between:
            where = replace(written.opensearch, hosts=(between.url,))
            with Library.open(settings=replace(written, opensearch=where)) as library:
                first, second = library.article("bridge-gazette"), library.article("bridge-wire")
                between.fault = lambda _: refused(
                    503, "cluster_manager_not_discovered_exception", "no manager"
                )
                assert library.article("bridge-gazette") == first
                assert library.compare(first.id, second.id).a.id == first.id
                for ask in (
                    lambda: library.search("bridge"),
                    library.sources,
                    library.refresh,
                    library.topics,
                ):
                    with pytest.raises(UnreachableError, match=r"cannot answer now \(503: no manager\)"):
                        ask()
                between.fault = lambda _: None
                assert len(ids(library, "bridge collapsed")) == 3

    def test_opening_asks_nothing(self, settings: Settings) -> None:
        away = replace(settings.opensearch, hosts=(f"http://127.0.0.1:{clusters.free_port()}",))
        with (
            Library.open(settings=replace(settings, opensearch=away), refresh=False) as library,
            pytest.raises(UnreachableError, match="cannot be reached"),
        ):
            library.search("")

    def test_partial_answers_say_so_on_the_page(self, written: Settings, server: Server) -> None:
        def one_failed(answer: dict[str, object]) -> None:
            answer["_shards"] = {"total": 5, "successful": 4, "failed": 1}

        with proxy(server.url) as between:
            where = replace(written.opensearch, hosts=(between.url,))
            with Library.open(settings=replace(written, opensearch=where)) as library:
                between.always("_search", Fault(change=one_failed))
                for query in ("bridge", ""):
                    assert library.search(query).notice == "partial results: 4 of 5 shards answered"


def news(folder: Path, name: str, published: str, text: str) -> None:
    (folder / f"{name}.md").write_text(
        f"---\nsource: {name}\npublished: {published}\n---\n{text}\n", encoding="utf-8"
    )


def test_a_new_article_asks_as_much_of_a_large_archive_as_of_a_small_one(
    corpus: Path, settings: Settings, server: Server
) -> None:
    asked: list[int] = []
    with proxy(server.url) as between:
        where = replace(settings.opensearch, hosts=(between.url,))
        with Library.open(corpus, replace(settings, opensearch=where)) as library:
            for round_ in range(2):
                between.asked.clear()
                news(corpus, f"late-{round_}", "2031-03-05", "The Orsk bridge fell in the flood.")
                library.refresh()
                asked.append(len(between.asked))
                for n in range(12):
                    news(
                        corpus,
                        f"filler-{n}",
                        f"2030-02-{n + 1:02}",
                        f"Tides of the {n}th month, lighthouse{n}.",
                    )
                library.refresh()
    assert asked[0] == asked[1] < 20
