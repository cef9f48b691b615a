"""What every engine must do. A test module for an engine inherits :class:`EngineContract`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.query import Among, And, Everything, Not, Topic, Word, parse

if TYPE_CHECKING:
    from pathlib import Path

    from index.engines.base import Engine, Hits, Sort

TODAY = date(2031, 5, 20)


def article(
    article_id: str, title: str = "", text: str = "", *, source: str = "Harbour Post", day: str | None = None
) -> Article:
    """An article with little to type."""
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Article(article_id, source, title, text, published)


LIBRARY = (
    article(
        "ferry",
        "Ferry to Lindholm sails again",
        "The ferry left the quay at Lindholm today after weeks of repairs.\n\nCrews replaced the engine.",
        day="2031-05-02",
    ),
    article(
        "strike",
        "Dockers end strike",
        "Dockers at the quay voted to end their strike. The union's Oleksandr Zelenskiy called it a truce.",
        source="Feed Two",
        day="2031-05-04T08:30:00",
    ),
    article(
        "budget",
        "Council passes budget",
        "The city council passed a budget of 1,200 million crowns. Repairs of the quay come first.",
        source="The Harbour Post on Sunday",
        day="2031-04-30",
    ),
    article("undated", "A note on tides", "Spring tides reach the quay twice a month.", source="Almanac"),
)


def ids(hits: Hits) -> list[str]:
    """The ids of a page, in order."""
    return [hit.article_id for hit in hits.hits]


class EngineContract(ABC):
    """Inherit, and say how to open the engine over a folder."""

    @abstractmethod
    def open(self, folder: Path) -> Engine: ...

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        engine = self.open(tmp_path / "index")
        engine.update(LIBRARY, [])
        return engine

    @pytest.fixture
    def empty(self, tmp_path: Path) -> Engine:
        return self.open(tmp_path / "index")

    @staticmethod
    def find(engine: Engine, text: str, *, sort: Sort = "relevance", limit: int = 50) -> list[str]:
        return ids(engine.search(parse(text, TODAY), limit=limit, sort=sort))

    def test_an_empty_index_finds_nothing(self, empty: Engine) -> None:
        assert empty.count() == 0
        assert empty.search(Word("quay"), limit=5).total == 0
        assert empty.search(Everything(), limit=5).total == 0
        assert empty.facets(Word("quay")).sources == ()
        assert empty.similar(LIBRARY[0], 3) == ()

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("ferry", {"ferry"}),
            ("FERRY", {"ferry"}),
            ("quay repairs", {"ferry", "budget"}),
            ("repair", {"ferry", "budget"}),
            ("voting", {"strike"}),
            ("ferry OR budget", {"ferry", "budget"}),
            ("quay -repairs", {"strike", "undated"}),
            ("quay -(repairs OR strike)", {"undated"}),
            ('"end their strike"', {"strike"}),
            ('"strike their end"', set()),
            ('"weeks of repairs"', {"ferry"}),
            ('"sails again the"', set()),
            ("1200", {"budget"}),
            ("union", {"strike"}),
            ("repai*", {"ferry", "budget"}),
            ("title:strike", {"strike"}),
            ("title:quay", set()),
            ("title:counc*", {"budget"}),
            ('title:"passes budget"', {"budget"}),
            ("+repairs", {"ferry", "budget"}),
            ("+repair", set()),
            ('source:"Harbour Post"', {"ferry", "budget"}),
            ("source:harbour quay", {"ferry", "budget"}),
            ('source:"feed two"', {"strike"}),
            ("source:har", set()),
            ("-source:almanac quay", {"ferry", "strike", "budget"}),
            ("after:2031-05-02", {"ferry", "strike"}),
            ("before:2031-05-02", {"budget"}),
            ("on:2031-05", {"ferry", "strike"}),
            ("on:2031-05-04", {"strike"}),
            ("quay after:-19d", {"ferry", "strike"}),
            ("quay (ferry OR (council budget))", {"ferry", "budget"}),
        ],
    )
    def test_finds_just_what_is_asked_for(self, engine: Engine, typed: str, expected: set[str]) -> None:
        hits = engine.search(parse(typed, TODAY), limit=50)
        assert set(ids(hits)) == expected
        assert hits.total == len(expected)
        assert hits.notice is None

    def test_everything_is_listed_newest_first_and_undated_last(self, engine: Engine) -> None:
        assert self.find(engine, "") == ["strike", "ferry", "budget", "undated"]
        assert self.find(engine, "", sort="oldest") == ["budget", "ferry", "strike", "undated"]

    def test_sets_of_ids_and_unresolved_topics(self, engine: Engine) -> None:
        among = Among(frozenset({"ferry", "budget", "unknown"}))
        assert set(ids(engine.search(among, limit=5))) == {"ferry", "budget"}
        assert ids(engine.search(And((Word("quay"), Not(among))), limit=5, sort="newest")) == [
            "strike",
            "undated",
        ]
        assert engine.search(Topic("kursk"), limit=5).total == 0

    def test_falls_back_to_any_word_and_says_so(self, engine: Engine) -> None:
        hits = engine.search(parse("ferry budget", TODAY), limit=5)
        assert set(ids(hits)) == {"ferry", "budget"}
        assert hits.notice == "no article has all these words; showing any of them"
        assert hits.read_as != parse("ferry budget", TODAY)

    def test_conditions_stay_when_words_are_relaxed(self, engine: Engine) -> None:
        assert self.find(engine, "ferry budget source:sunday") == ["budget"]
        assert self.find(engine, "ferry budget -council") == ["ferry"]

    def test_corrects_a_word_that_no_article_has(self, engine: Engine) -> None:
        hits = engine.search(parse("ferrry quay engine", TODAY), limit=5)
        assert ids(hits)[0] == "ferry"
        assert hits.notice is not None
        assert hits.notice.startswith('no article has "ferrry"')

    def test_quotes_and_plus_turn_correction_off(self, engine: Engine) -> None:
        assert engine.search(parse('"ferrry"', TODAY), limit=5).total == 0
        assert engine.search(parse("+ferrry", TODAY), limit=5).total == 0

    def test_spellings_of_a_name_find_each_other(self, engine: Engine) -> None:
        assert self.find(engine, "Zelenskyy truce") == ["strike"]
        assert self.find(engine, "Зеленський") == ["strike"]

    def test_what_nothing_has_is_not_found(self, engine: Engine) -> None:
        hits = engine.search(parse("xyzzyplugh", TODAY), limit=5)
        assert (hits.total, hits.hits, hits.notice) == (0, (), None)

    def test_the_title_counts_more_and_scores_fall(self, empty: Engine) -> None:
        filler = "Plain words about the weather and the harbour fill this text."
        empty.update(
            [
                article("body", "Weather by the sea", f"{filler} Lantern."),
                article("title", "Lantern by the sea", f"{filler} Weather."),
                article("neither", "Weather by the sea", filler),
            ],
            [],
        )
        hits = empty.search(Word("lantern"), limit=5)
        assert ids(hits) == ["title", "body"]
        assert hits.hits[0].score > hits.hits[1].score > 0

    def test_pages_are_stable_and_complete(self, empty: Engine) -> None:
        many = [
            article(f"a{n:03}", "Tide table", "High water.", day=f"2031-01-{n % 3 + 1:02}") for n in range(60)
        ]
        empty.update(many, [])
        for sort in ("relevance", "newest", "oldest"):
            whole = self.find(empty, "tide", sort=sort, limit=60)
            pages = [
                hit.article_id
                for offset in range(0, 70, 7)
                for hit in empty.search(Word("tide"), limit=7, offset=offset, sort=sort).hits
            ]
            assert pages == whole
            assert sorted(whole) == [each.id for each in many]
        assert self.find(empty, "tide", limit=3) == ["a002", "a005", "a008"]
        assert self.find(empty, "tide", sort="oldest", limit=3) == ["a000", "a003", "a006"]

    def test_absurd_dates(self, empty: Engine) -> None:
        soon = (datetime.now(UTC) + timedelta(hours=5)).isoformat()[:19]
        empty.update(
            [
                article("first", "tide", day="0001-01-01"),
                article("last", "tide", day="9999-12-31"),
                article("future", "tide", day="2250-01-01"),
                article("soon", "tide", day=soon),
                article("plain", "tide", day="2019-06-01"),
                article("none", "tide"),
            ],
            [],
        )
        newest = ["soon", "plain", "first", "last", "future", "none"]
        assert self.find(empty, "tide", sort="newest") == newest
        assert self.find(empty, "") == newest
        assert self.find(empty, "tide", sort="oldest") == ["first", "plain", "soon", "future", "last", "none"]
        assert self.find(empty, "after:2200") == ["last", "future"]
        assert self.find(empty, "before:0002") == ["first"]

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("паром", {"cyrillic"}),
            ("ПАРОМ", {"cyrillic"}),
            ("еще", {"cyrillic"}),
            ("λιμάνι", {"greek"}),
            ("ΛΙΜΑΝΙ", {"greek"}),
            ("ميناء", {"arabic"}),
            ("渡船", {"chinese"}),
            ("船", {"chinese"}),
            ("渡船码头", {"chinese"}),
            ('"渡船码头"', {"chinese"}),
            ("码头渡船", set()),
            ("フェリー", {"japanese"}),
            ("부두", {"korean"}),
            ("cafe", {"latin"}),
            ("CAFÉ", {"latin"}),
            ("smorrebrod", {"latin"}),
            ("obrien", {"latin"}),
            ("O'Brien’s", {"latin"}),
            ("cease-fire", {"latin"}),
            ("us", {"latin"}),
        ],
    )
    def test_scripts(self, empty: Engine, typed: str, expected: set[str]) -> None:
        empty.update(
            [
                article("cyrillic", "Паром", "Паром ещё стоит в порту."),
                article("greek", "Νέα", "Το λιμάνι άνοιξε."),
                article("arabic", "خبر", "فتح المِيناء مِيناء اليوم"),
                article("chinese", "新闻", "渡船码头今天开放。"),
                article("japanese", "ニュース", "フェリーが出た。"),
                article("korean", "소식", "부두가 열렸다."),
                article("latin", "Café", "Smørrebrød at O'Brien's; a cease-fire, said the U.S. envoy."),
            ],
            [],
        )
        assert set(self.find(empty, typed)) == expected

    def test_an_id_that_comes_again_replaces(self, engine: Engine) -> None:
        engine.update([article("ferry", "Tram stops", "The tram broke down.")], [])
        assert engine.count() == 4
        assert self.find(engine, "tram") == ["ferry"]
        assert self.find(engine, "+lindholm") == []

    def test_an_id_twice_in_one_update_counts_once(self, empty: Engine) -> None:
        empty.update([article("a", "tram"), article("b", "tram"), article("a", "ferry")], [])
        assert empty.count() == 2
        assert self.find(empty, "tram") == ["b"]
        assert self.find(empty, "+ferry") == ["a"]

    def test_removed_articles_are_gone(self, engine: Engine) -> None:
        engine.update([], ["ferry", "never heard of"])
        assert engine.count() == 3
        assert "ferry" not in self.find(engine, "quay")
        assert self.find(engine, "", limit=10) == ["strike", "budget", "undated"]
        engine.update([LIBRARY[0]], ["budget"])
        assert self.find(engine, "", limit=10) == ["strike", "ferry", "undated"]

    def test_removing_everything_leaves_an_index_that_works(self, engine: Engine) -> None:
        engine.update([], [each.id for each in LIBRARY])
        assert engine.count() == 0
        assert engine.search(Word("quay"), limit=5).total == 0
        engine.update(LIBRARY[:1], [])
        assert self.find(engine, "quay") == ["ferry"]

    def test_an_update_with_nothing_changes_nothing(self, engine: Engine) -> None:
        engine.update([], [])
        engine.update(iter(()), ["unknown"])
        assert engine.count() == 4

    def test_empty_and_enormous_articles(self, empty: Engine) -> None:
        long = "tide " * 70_000 + "then the lantern went out " + "and water " * 500
        empty.update([article("empty"), article("blank", " ", "\n\n"), article("long", "Long", long)], [])
        assert empty.count() == 3
        assert self.find(empty, '"lantern went out"') == ["long"]
        assert self.find(empty, '"out lantern"') == []
        assert set(self.find(empty, "")) == {"empty", "blank", "long"}

    def test_odd_ids_and_sources(self, empty: Engine) -> None:
        odd = ["a b", "ü/ñ", "x\ny", "日本", "'\"", "🗞"]
        empty.update([article(each, "tide", source=f"{each} Source") for each in odd], [])
        assert set(self.find(empty, "tide")) == set(odd)
        empty.update([], ["x\ny"])
        assert set(self.find(empty, "tide")) == set(odd) - {"x\ny"}

    def test_a_thousand_sources(self, empty: Engine) -> None:
        empty.update([article(f"a{n}", "tide", source=f"Source {n}") for n in range(1000)], [])
        assert self.find(empty, 'source:"source 77"') == ["a77"]
        assert len(empty.facets(Word("tide")).sources) == 1000

    def test_facets_count_what_matches(self, engine: Engine) -> None:
        facets = engine.facets(parse("quay", TODAY))
        assert dict(facets.sources) == {
            "Almanac": 1,
            "Feed Two": 1,
            "Harbour Post": 1,
            "The Harbour Post on Sunday": 1,
        }
        assert facets.months == (("2031-05", 2), ("2031-04", 1))

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    @pytest.mark.parametrize(
        "query", ["quay", "quya", "quay tide nowhere", "the quay and the tide by a bell"]
    )
    def test_facets_count_what_a_search_finds(self, engine: Engine, query: str, sort: Sort) -> None:
        found = engine.search(parse(query, TODAY), limit=5, sort=sort)
        assert sum(times for _, times in engine.facets(parse(query, TODAY), sort=sort).sources) == found.total

    def test_similar_articles_share_rare_words(self, empty: Engine) -> None:
        common = "The people of the town spoke about it for a long time."
        empty.update(
            [
                article("a", "Bell found", f"Divers raised a bronze bell off Lindholm. {common}"),
                article("b", "Bell on show", f"The bronze bell that divers raised is on show. {common}"),
                article("c", "Tram fares", f"Fares rise in June. {common}"),
                article("d", "Bridge shut", f"The bridge is shut. {common}"),
            ],
            [],
        )
        mine = article("a", "Bell found", f"Divers raised a bronze bell off Lindholm. {common}")
        assert empty.similar(mine, 1)[0].article_id == "b"
        assert "a" not in [hit.article_id for hit in empty.similar(mine, 10)]
        assert empty.similar(article("new", "Fares rise"), 1)[0].article_id == "c"

    def test_progress_is_told(self, empty: Engine) -> None:
        told: list[int] = []
        empty.update((article(f"a{n}", "tide") for n in range(700)), [], told.append)
        assert told == sorted(told)
        assert told[-1] == 700

    def test_check_finds_a_sound_index_sound(self, engine: Engine) -> None:
        engine.check()
