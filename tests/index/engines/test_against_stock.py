"""The fast way returns what the slow way returns: the same articles with the same scores as stock Whoosh."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.analysis import tokens
from index.article import Article
from index.engines import matching, phrases, places
from index.engines.snapshot import open_snapshot
from index.engines.whoosh import WhooshEngine
from index.query import And, Dates, Not, Or, Phrase, Prefix, Word
from tests.index.engines.reference import ReferenceEngine
from tests.index.engines.stock import StockWhoosh

if TYPE_CHECKING:
    from pathlib import Path

    from index.engines.base import Sort
    from index.engines.snapshot import Snapshot
    from index.query import Query

SYLLABLES = ["ka", "lo", "min", "ter", "su", "ra", "vel", "ton", "pi", "dor"]
ENDINGS = ["", "", "s", "ing", "ed", "'s"]


def invented(seed: int, count: int) -> list[Article]:
    """Articles of invented words, as unevenly frequent as in real text, with English endings to stem."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices(SYLLABLES, k=draw.choice((1, 2, 2, 3)))) for _ in range(400)]
    weights = [1 / rank for rank in range(1, 401)]

    def text(words: int) -> str:
        return " ".join(word + draw.choice(ENDINGS) for word in draw.choices(vocabulary, weights, k=words))

    return [
        Article(f"a{number:04}", "Source", text(draw.randint(1, 9)), text(draw.choice((0, 20, 90, 300))))
        for number in range(count)
    ]


def random_query(draw: random.Random, words: list[str], depth: int = 0) -> Query:
    # No exclusions: nested in others, stock Whoosh finds articles that they exclude.
    kind = draw.choice(("word", "word", "and", "or") if depth < 3 else ("word",))
    if kind == "word":
        return Word(draw.choice(words), draw.choice(("any", "any", "title")), exact=False)
    parts = tuple(random_query(draw, words, depth + 1) for _ in range(draw.randint(2, 3)))
    if kind == "and":
        return And(parts)
    return Or(parts)


@pytest.mark.parametrize("segments", [1, 3])
def test_same_articles_and_scores_as_stock_whoosh(tmp_path: Path, segments: int) -> None:
    articles = invented(7, 300)
    engine = WhooshEngine(tmp_path / "index")
    size = len(articles) // segments
    for start in range(0, len(articles), size):
        engine.update(articles[start : start + size])
    stock = StockWhoosh(articles, segments=segments)
    snapshot, _ = open_snapshot(tmp_path / "index")
    assert len(snapshot.segments) == segments
    matcher = matching.Matcher(snapshot)
    draw = random.Random(11)
    words = sorted(
        {word for each in articles for word in each.text.replace("'", " ").split() if len(word) > 1}
    )
    compared = 0
    for _ in range(150):
        query = random_query(draw, words)
        expected = stock.search(query, limit=20)
        found = matcher.find(query)
        ranked = [] if found.scores is None else found.scores.tolist()
        scores = dict(zip(map(snapshot.article_id, found.docs.tolist()), ranked, strict=True))
        best = sorted(scores.values(), reverse=True)[:20]
        assert best == pytest.approx([score for _, score in expected], rel=1e-6)
        for article_id, score in expected:
            assert scores[article_id] == pytest.approx(score, rel=1e-6)
        compared += len(expected)
    assert compared > 1000


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Article], Snapshot, StockWhoosh]:
    """The same invented articles with dates in our index and in stock Whoosh, each in two segments."""
    draw = random.Random(23)
    start = datetime(2030, 1, 1, tzinfo=UTC)
    articles = [
        replace(each, published=start + timedelta(minutes=draw.randrange(500_000)))
        for each in invented(19, 300)
    ]
    folder = tmp_path_factory.mktemp("dated") / "index"
    engine = WhooshEngine(folder)
    engine.update(articles[:150])
    engine.update(articles[150:])
    return articles, open_snapshot(folder)[0], StockWhoosh(articles, segments=2)


def leaves(kind: str, draw: random.Random, articles: list[Article]) -> Query:
    """A random query of one class, from the articles' own words."""
    field = draw.choice(("any", "any", "title"))
    run: list[str] = []
    while len(run) < 3:
        each = draw.choice(articles)
        run = [token.text for token in tokens(each.title if field == "title" else each.text)]
    at = draw.randrange(len(run) - 2)
    match kind:
        case "phrase":
            return Phrase(" ".join(run[at : at + draw.choice((2, 2, 3))]), field)
        case "exact":
            return Word(run[at], field, exact=True)
        case "prefix":
            return Prefix(run[at][: draw.randint(1, 4)], field)
        case _:
            first = date(2030, 1, 1) + timedelta(days=draw.randrange(300))
            last = draw.choice((None, first + timedelta(days=draw.randrange(60))))
            return And((Word(run[at], field), Dates(first, last)))


@pytest.mark.parametrize("kind", ["phrase", "exact", "prefix", "dates"])
def test_each_class_finds_what_stock_whoosh_finds(
    dated: tuple[list[Article], Snapshot, StockWhoosh], kind: str
) -> None:
    articles, snapshot, stock = dated
    matcher = matching.Matcher(snapshot)
    draw = random.Random(kind)
    compared = 0
    for _ in range(40):
        query = leaves(kind, draw, articles)
        expected = dict(stock.search(query, limit=1000))
        found = matcher.find(query)
        ranked = [] if found.scores is None else found.scores.tolist()
        scores = dict(zip(map(snapshot.article_id, found.docs.tolist()), ranked, strict=True))
        assert set(scores) == set(expected), query
        # Stock Whoosh does not rank by the beginning of a word: all that it finds are as good.
        if kind != "prefix":
            assert scores == pytest.approx(expected, rel=1e-6), query
        compared += len(expected)
    assert compared > 100


@pytest.mark.parametrize("postings", [1, 1000, 1 << 16], ids=["one by one", "some", "all together"])
@pytest.mark.parametrize(
    ("sparse", "probing"),
    [(1 << 30, 1 << 30), (0.1, 1 << 30), (1, 0)],
    ids=["ticked off", "merged", "looked up"],
)
@pytest.mark.parametrize("most", [0, 1.0], ids=["in all articles", "in those with all words"])
def test_phrases_are_the_same_where_words_stand_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postings: int, sparse: float, probing: int, most: float
) -> None:
    monkeypatch.setattr(phrases, "_MOST", most)
    monkeypatch.setattr(phrases, "_SPARSE", sparse)
    monkeypatch.setattr(phrases, "_PROBING", probing)
    monkeypatch.setattr(phrases, "_MOST_TOGETHER", postings)  # of segments that are looked at together
    monkeypatch.setattr(places, "_OFTEN", 20)  # as many words as in real articles, in far fewer articles
    articles = invented(31, 240)
    folder = tmp_path / "index"
    engine = WhooshEngine(folder)
    for first in range(0, len(articles), 24):  # small segments, which are merged
        engine.update(articles[first : first + 24])
    snapshot, _ = open_snapshot(folder)
    assert all(len(segment.fields["body"].steady.words) > 2 for segment in snapshot.segments)
    assert len(snapshot.segments) < 10
    stock = StockWhoosh(articles)
    matcher = matching.Matcher(snapshot)
    draw = random.Random(13)
    compared = 0
    for _ in range(60):
        query = leaves("phrase", draw, articles)
        found = matcher.find(query)
        assert set(map(snapshot.article_id, found.docs.tolist())) == {
            article_id for article_id, _ in stock.search(query, limit=1000)
        }
        compared += len(found)
    assert compared > 200


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_sorting_by_date_is_that_of_stock_whoosh(tmp_path: Path, sort: Sort) -> None:
    draw = random.Random(2)
    start = datetime(2030, 1, 1, tzinfo=UTC)
    # No two at one time: stock Whoosh leaves ties in the order of arrival, Lateral in that of ids.
    minutes = draw.sample(range(500_000), 200)
    articles = [
        replace(each, published=start + timedelta(minutes=minute))
        for each, minute in zip(invented(29, 200), minutes, strict=True)
    ]
    engine = WhooshEngine(tmp_path / "index")
    for first in (0, 80, 160):
        engine.update(articles[first : first + 80])
    stock = StockWhoosh(articles, segments=3)
    for word in ("ka", "lo", "min", "ter", "ton", "pi", "dor", "kalo"):
        hits = engine.search(Word(word, exact=True), limit=200, sort=sort)
        expected = stock.by_date(Word(word, exact=True), newest=sort == "newest")
        assert [hit.article_id for hit in hits.hits] == expected


WORDS = [
    "tide",
    "tides",
    "quay",
    "Quay",
    "ferry",
    "ferries",
    "café",
    "船",
    "渡船",
    "паром",
    "1,200",
    "U.S.",
    "sea-wall",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
LEAVES = st.one_of(
    st.builds(Word, st.sampled_from(WORDS), st.sampled_from(["any", "title"]), st.booleans()),
    st.builds(Prefix, st.sampled_from(["t", "qu", "fer", "渡", "12"]), st.sampled_from(["any", "title"])),
    st.builds(Phrase, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)),
)
QUERIES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> tuple[WhooshEngine, ReferenceEngine]:
    """The same random texts in both engines, in several segments with deletions."""
    draw = random.Random(3)
    engine, reference = WhooshEngine(tmp_path_factory.mktemp("numbered") / "index"), ReferenceEngine()
    for _ in range(5):
        articles = [
            Article(
                f"a{draw.randint(0, 90)}",
                "S",
                " ".join(draw.choices(WORDS, k=3)),
                " ".join(draw.choices(WORDS, k=8)),
            )
            for _ in range(40)
        ]
        removed = [f"a{draw.randint(0, 90)}" for _ in range(5)]
        for each in (engine, reference):
            each.update(articles, removed)
    return engine, reference


@given(query=QUERIES)
@example(Or((Word("tide"), Or((Word("tide"), Not(Prefix("t")))))))
@settings(max_examples=100, deadline=None)
def test_finds_what_looking_at_every_article_finds(
    numbered: tuple[WhooshEngine, ReferenceEngine], query: Query
) -> None:
    found, expected = (each.search(query, limit=200, sort="newest") for each in numbered)
    assert [hit.article_id for hit in found.hits] == [hit.article_id for hit in expected.hits]
    assert found.total == expected.total


def test_stock_searchers_of_whoosh_read_the_index(tmp_path: Path) -> None:
    articles = invented(5, 60)
    WhooshEngine(tmp_path / "index").update(articles)
    index = FileIndex(FileStorage(str(tmp_path / "index")), indexname="LATERAL")
    word = articles[0].title.split()[0].replace("'s", "")
    with index.searcher() as searcher:
        hits = searcher.search(whoosh_query.Term("body", word) | whoosh_query.Term("title", word), limit=None)
        expected = {e.id for e in articles if word in (e.title + " " + e.text).replace("'s", "").split()}
        assert {hit["id"] for hit in hits} == expected
        assert searcher.doc_count() == 60
        assert "title" in set(index.reader().indexed_field_names())
        assert sorted(index.reader().lexicon("title")) == list(index.reader().lexicon("title"))
