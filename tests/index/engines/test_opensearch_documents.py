"""Documents, clauses, deep pages: what an archive is made of, and that it finds what a library finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("opensearchpy", reason="the extra lateral[opensearch] is not installed")

from index.article import Article
from index.engines import opensearch_pages
from index.engines.opensearch import OpenSearchEngine
from index.engines.opensearch_bulk import batches
from index.engines.opensearch_query import MOST_WORDS, clause, ranks, shortened
from index.engines.opensearch_schema import document_id, to_article, to_document
from index.engines.whoosh import WhooshEngine
from index.query import And, Everything, Not, Word, parse
from index.records import LibraryError
from tests.clusters import AT_ONCE, Server, archive
from tests.index.engines.contract import LIBRARY, TODAY, article, ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What a real server's boolean query may hold in all.
MOST_CLAUSES = 1024

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
moments = st.none() | st.datetimes(timezones=st.just(UTC))
articles = st.builds(
    Article,
    id=texts.filter(bool),
    source=texts.filter(bool),
    title=texts,
    text=texts,
    published=moments,
    url=st.none() | texts.filter(bool),
    language=st.none() | st.just("uk"),
    topic=st.none() | texts.filter(bool),
    authors=st.lists(texts.filter(bool), max_size=3).map(tuple),
    origin=texts,
)


@given(articles)
def test_a_document_is_the_article_and_nothing_is_lost(one: Article) -> None:
    assert to_article(to_document(one)) == one


@pytest.mark.parametrize("stored", [{}, {"id": "a"}, {"id": "a", "source": "S", "published": "yesterday"}])
def test_what_is_no_article_is_told_of(stored: dict[str, object]) -> None:
    with pytest.raises(LibraryError, match="something that is no article"):
        to_article(stored)


def test_no_word_is_longer_than_the_cluster_s_own_cut() -> None:
    found = to_document(article("a", "x" * 1000, "y" * 1000))
    assert {len(word) for name in ("title_stems", "body_stems", "forms") for word in found[name].split()} == {
        255
    }


@given(st.text(max_size=700).filter(bool))
def test_ids_of_documents_are_short_enough_and_their_own(text: str) -> None:
    key = document_id(text)
    assert len(key.encode("utf-8", "replace")) <= 512
    assert key == text or len(text.encode("utf-8", "replace")) > 512


@given(st.lists(st.text(max_size=30), max_size=40))
def test_batches_lose_nothing(actions: list[str]) -> None:
    assert [action for batch in batches(actions) for action in batch] == actions


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_a_clause(text: str) -> None:
    query = parse(text, TODAY)
    assert isinstance(clause(query), dict)
    assert ranks(query) in (True, False)


def test_a_pasted_page_is_cut_to_what_a_server_takes(osmem: Server) -> None:
    words = [f"word{n}" for n in range(1000)]
    query, cut = shortened(parse(" ".join(words) + " -tram", TODAY))
    assert cut
    assert query == And(tuple(map(Word, words[:MOST_WORDS])))
    assert str(clause(query)).count("'term'") < MOST_CLAUSES
    assert shortened(Not(Word("a")), 0) == (Everything(), True)
    engine = OpenSearchEngine(archive(osmem.url, index="lateral-test-long"), AT_ONCE)
    engine.update(LIBRARY)
    hits = engine.search(parse("quay " + " ".join(words), TODAY), limit=5)
    assert hits.total == 4
    assert hits.notice is not None
    assert hits.notice.startswith("only the first 250 words were looked for; no article has all these words")
    engine.cluster.ask("DELETE", "")


class TestDeepPages:
    @pytest.fixture(params=["osmem", "noida"])
    def engine(
        self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[OpenSearchEngine]:
        monkeypatch.setattr(opensearch_pages, "WINDOW", 10)
        server: Server = request.getfixturevalue(request.param)
        engine = OpenSearchEngine(archive(server.url, index="lateral-test-deep"), AT_ONCE)
        start = datetime.now(UTC) - timedelta(days=30)
        engine.update(
            [
                *(
                    Article(f"p{n:02}", "S", "Tide", "water", start + timedelta(hours=n // 2))
                    for n in range(36)
                ),
                *(Article(f"f{n}", "S", "Tide", "water", start + timedelta(days=400 + n)) for n in range(7)),
                *(Article(f"u{n}", "S", "Tide", "water") for n in range(6)),
            ]
        )
        yield engine
        engine.cluster.ask("DELETE", "")
        engine.close()

    def test_join_without_gap_or_overlap(
        self, engine: OpenSearchEngine, request: pytest.FixtureRequest
    ) -> None:
        plausible = sorted((f"p{n:02}" for n in range(36)), key=lambda name: (-(int(name[1:]) // 2), name))
        late, undated = [f"f{n}" for n in reversed(range(7))], [f"u{n}" for n in range(6)]
        newest = [*plausible, *late, *undated]
        oldest = [*sorted(plausible, key=lambda name: int(name[1:])), *reversed(late), *undated]
        for query, sort, expected in (
            (Everything(), "newest", newest),
            (Word("tide"), "newest", newest),
            (Word("tide"), "oldest", oldest),
            (Word("tide"), "relevance", None),
        ):
            if sort == "relevance" and "osmem" in request.node.name:
                continue  # it ranks by other digits than it tells, so that nothing can go on after a score
            pages = [engine.search(query, limit=8, offset=offset, sort=sort) for offset in range(0, 56, 8)]
            found = [article_id for page in pages for article_id in ids(page)]
            assert {page.total for page in pages} == {49}
            assert sorted(found) == sorted(newest)
            assert expected is None or found == expected
            whole = engine.search(query, limit=60, sort=sort)
            assert ids(whole) == found

    def test_any_of_them_can_be_opened_first(self, engine: OpenSearchEngine) -> None:
        whole = ids(engine.search(Everything(), limit=49, sort="newest"))
        for offset in (41, 12, 33):
            assert (
                ids(engine.search(Everything(), limit=5, offset=offset, sort="newest")) == whole[offset:][:5]
            )
        assert ids(engine.search(Everything(), limit=5, offset=400, sort="newest")) == []


WORDS = "ferry quay strike repairs tides lantern harbour-master 渡船 码头 sunday zelensky"
MORE = [
    article(
        "one",
        "Harbour master quits",
        "The harbourmaster left the quay; a ferry sailed on Sunday.",
        day="2031-05-06",
    ),
    article("two", "渡船", "渡船码头今天开放。 Repairs go on.", day="2031-05-06"),
    article(
        "three",
        "Strike over",
        "Zelensky’s ferries strike no lantern.",
        source="Sunday Post",
        day="2250-01-01",
    ),
]
FILTERS = ("source:post", 'source:"the harbour"', "after:2031-05-03", "before:2031-05-03", "on:2031-05")
OTHERS = ("fer*", "渡*", "title:strike", "title:ferr*", "+repairs", "+ferry", '"the quay"', '"渡船码头"')
leaves = st.sampled_from([*WORDS.split(), *OTHERS, *FILTERS])
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"-{part}"),
    ),
    max_leaves=5,
)


class TestAgainstTheEmbeddedEngine:
    @pytest.fixture(scope="class")
    def both(
        self, osmem: Server, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[tuple[OpenSearchEngine, WhooshEngine]]:
        folder: Path = tmp_path_factory.mktemp("both") / "index"
        archived = OpenSearchEngine(archive(osmem.url, index="lateral-test-both"), AT_ONCE)
        with WhooshEngine(folder) as embedded:
            for engine in (archived, embedded):
                engine.update([*LIBRARY, *MORE])
            yield archived, embedded
        archived.cluster.ask("DELETE", "")

    @given(typed=queries)
    @settings(max_examples=60)
    def test_finds_the_same_in_the_same_order(
        self, both: tuple[OpenSearchEngine, WhooshEngine], typed: str
    ) -> None:
        query = parse(typed, TODAY)
        archived, embedded = (engine.search(query, limit=20, sort="newest") for engine in both)
        assert (ids(archived), archived.notice) == (ids(embedded), embedded.notice)
        assert both[0].facets(query) == both[1].facets(query)
