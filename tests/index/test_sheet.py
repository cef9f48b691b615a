"""The sheet of a topic: what stands in one row, how cells relate, what stands alone, exports."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.compare.facts import extract
from index.library import Library, LibraryError
from index.settings import load
from index.sheet import NAMES, timeline
from index.sheet_build import SheetBuilder
from index.sheet_export import as_csv, as_json, as_markdown, as_text, copied, harmless
from index.sheet_making import MOST_ARTICLES, Material, differing, keep, kept, make, newest
from index.sheet_pairs import Described, pairs
from index.topic_profile import profile
from index.topics import Topic

if TYPE_CHECKING:
    from pathlib import Path

    from index.sheet import Sheet, SheetRow

START = datetime(2031, 5, 1, tzinfo=UTC)
LEAD = "A freight train derailed near Tornby on Monday and spilled caustic soda into the Lyse canal."
HERALD = (
    f"{LEAD} Twelve wagons left the rails, the railway company said.\n\n"
    "Some 430 residents were moved to a school in Harn. “We heard one long scream of metal and then nothing,”"
    " said Ida Korsgaard, who lives beside the line.\n\nThe company has run trains here since 1931."
)
COURIER = (
    "Caustic soda ran into the Lyse canal after a freight train derailed near Tornby on Monday."
    " Twelve wagons left the rails, according to the railway company.\n\n"
    "430 residents were moved to a school in Harn. “We heard one long scream of metal,” said Ida Korsgaard."
)
LEDGER = (
    "A freight train derailed near Tornby on Monday, and caustic soda spilled into the Lyse canal."
    " Nine wagons left the rails, the railway company said.\n\nResidents were moved to a school in Harn."
    " Shares of the company fell 7 per cent."
)


def article(
    name: str, source: str, text: str, day: int | None = 0, title: str = "Train derails at Tornby"
) -> Article:
    return Article(name, source, title, text, None if day is None else START + timedelta(days=day))


STORY = (
    article("a", "Herald", HERALD),
    article("b", "Courier", COURIER, title="Caustic soda in canal after train derails at Tornby"),
    article("c", "Ledger", LEDGER, 1),
)


def sheet_of(articles: tuple[Article, ...]) -> Sheet:
    topic = Topic("t", "Tornby", (), None, None, (), tuple(a.id for a in articles), ())
    profiles = {a.id: (profile(a, {}, 0), a.text) for a in articles}
    facts = {a.id: extract(a) for a in articles}
    return make(Material(topic, articles, profiles, 3), facts.__getitem__)


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return sheet_of(STORY)


def row(sheet: Sheet, text: str) -> SheetRow:
    (found,) = [r for r in sheet.rows if r.kind != "claim" and any(text in one.text for one in r.statements)]
    return found


def texts(row: SheetRow) -> list[str | None]:
    return [cell.statements[0].text if cell else None for cell in row.cells]


def test_columns_are_the_sources_in_the_order_of_their_first_accounts(sheet: Sheet) -> None:
    assert [column.source for column in sheet.columns] == ["Courier", "Herald", "Ledger"]


def test_a_differing_figure_stands_first_and_is_marked_against_what_most_give(sheet: Sheet) -> None:
    wagons = sheet.rows[0]
    assert wagons.standing == "differ"
    assert texts(wagons) == ["Twelve", "Twelve", "Nine"]
    assert [cell.mark for cell in wagons.cells if cell] == ["agree", "agree", "differ"]
    assert wagons.why


def test_of_two_sources_neither_is_taken_for_right() -> None:
    pair = sheet_of((STORY[0], STORY[2]))
    assert [cell.mark for cell in row(pair, "Nine").cells if cell] == ["differ", "differ"]


def test_a_gap_is_a_gap(sheet: Sheet) -> None:
    residents = row(sheet, "430")
    assert texts(residents)[2] is None
    assert residents.sources == 2


def test_a_cut_quotation_is_one_row(sheet: Sheet) -> None:
    said = next(r for r in sheet.rows if r.kind == "quotation")
    assert (said.sources, said.standing) == (2, "close")


def test_people_and_places_of_two_sources_are_rows(sheet: Sheet) -> None:
    assert row(sheet, "Ida Korsgaard").kind == "person"
    assert row(sheet, "Tornby").sources == 3


def test_what_one_source_alone_gives_stands_apart(sheet: Sheet) -> None:
    alone = {one.text for r in sheet.alone for one in r.statements}
    assert {"7 per cent", "1931"} <= alone
    assert not any("Twelve" in text for text in alone)


def test_claims_are_told_not_agreed_upon(sheet: Sheet) -> None:
    claims = [r for r in sheet.rows if r.kind == "claim"]
    assert claims
    assert {r.standing for r in claims} == {"told"}


def test_every_statement_can_be_followed(sheet: Sheet) -> None:
    facts = {a.id: extract(a) for a in STORY}
    for found in (*sheet.rows, *sheet.alone):
        for one in found.statements:
            said = facts[one.article_id].sentences[one.sentence].text
            assert one.said == said
            assert said[one.start : one.end] == one.text


def test_no_row_holds_two_values_of_one_article(sheet: Sheet) -> None:
    for found in sheet.rows:
        if found.kind in ("figure", "date"):
            for one, other in combinations(found.statements, 2):
                assert one.article_id != other.article_id or one.value == other.value


def test_accounts_of_other_events_share_only_what_is_certain() -> None:
    other = article(
        "d", "Post", "Marit Solheim won 54 per cent in Harn. Nine delegates were absent.", 90, "A vote"
    )
    mixed = sheet_of((*STORY, other))
    post = next(n for n, column in enumerate(mixed.columns) if column.source == "Post")
    for found in mixed.rows:
        cell = found.cells[post]
        assert cell is None or cell.mark in ("agree", "rounding")


def test_of_what_agrees_names_come_last(sheet: Sheet) -> None:
    agreeing = [found.kind in NAMES for found in sheet.rows if found.standing == "agree"]
    assert set(agreeing) == {True, False}
    assert agreeing == sorted(agreeing)


def test_what_one_source_says_twice_is_one_row() -> None:
    twice = article("d", "Post", f"{HERALD}\n\nThe canal police closed 19 locks. All 19 locks stay shut.")
    (locks,) = [found for found in sheet_of((*STORY, twice)).alone if found.what == "locks"]
    assert [one.text for one in locks.statements] == ["19", "All 19"]


def test_figures_that_can_both_be_true_meet_though_months_lie_between() -> None:
    early = article("e", "Post", "Kyiv's troops hold about 1,050 square kilometres of the Kursk region.", 0)
    late = article(
        "f", "Mail", "At its peak Ukraine held over 1,000 square kilometres of the Kursk region.", 220
    )
    found = row(sheet_of((early, late)), "1,050")
    assert (found.standing, found.sources) == ("compatible", 2)


def test_the_timeline_tells_when_a_value_came_and_when_it_changed(sheet: Sheet) -> None:
    steps = timeline(row(sheet, "Nine"))
    assert [step.change for step in steps] == ["first", "again", "changed"]
    assert steps[-1].statement.published == "2031-05-02"


def test_copied_words_are_told_with_care() -> None:
    copy = replace(STORY[0], id="x", source="Wire", published=START + timedelta(days=2))
    (between,) = sheet_of((STORY[0], copy)).between
    told = copied(between, ("Herald", "Wire"))
    assert between.a_in_b > 0.9
    assert told is not None
    assert "Wire came later" in told
    assert "may share a third source" in told


def test_the_order_of_articles_does_not_matter(sheet: Sheet) -> None:
    turned = sheet_of(STORY[::-1])
    assert [texts(r) for r in turned.rows if r.kind == "figure"] == [
        texts(r) for r in sheet.rows if r.kind == "figure"
    ]


def test_one_article_or_none_is_an_empty_sheet() -> None:
    assert sheet_of(()).rows == ()
    assert sheet_of(STORY[:1]).rows == ()


# Which articles are compared


def test_few_articles_are_all_compared() -> None:
    few = [Described(str(n), str(n), None, {}) for n in range(5)]
    assert len(pairs(few)) == 10


def test_of_many_articles_only_near_ones_are_compared() -> None:
    many = [
        Described(str(n), f"source {n % 9}", n // 10, {"all": 0.6, f"day {n // 10}": 0.8}) for n in range(200)
    ]
    chosen = pairs(many)
    assert len(chosen) <= 200 * 5
    assert len(set(chosen)) == len(chosen)
    assert {name for pair in chosen for name in pair} == {one.article_id for one in many}


def test_of_a_huge_topic_the_newest_articles_are_taken() -> None:
    taken, left_out = newest([article(str(n), "s", "", n) for n in range(MOST_ARTICLES + 7)])
    assert (len(taken), left_out) == (MOST_ARTICLES, 7)
    assert min(int(one.id) for one in taken) == 7


def test_it_stops_when_asked_and_says_so() -> None:
    topic = Topic("t", "Tornby", (), None, None, (), (), ())
    facts = {a.id: extract(a) for a in STORY}
    unfinished = make(Material(topic, STORY, {}, 3), facts.__getitem__, cancelled=lambda: True)
    assert (unfinished.compared, unfinished.planned) == (0, 3)
    assert "unfinished" in as_text(unfinished)


# Keeping


def test_a_kept_sheet_comes_back_the_same(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "sheets.sqlite"
    assert kept(path, "t", "1") is None
    keep(path, "1", sheet)
    assert kept(path, "t", "1") == sheet
    assert kept(path, "t", "2") is None
    assert differing(path) == {"t": 1}
    path.write_bytes(b"no database at all, but long enough to be read as one" * 40)
    assert kept(path, "t", "1") is None
    assert differing(path) == {}


def test_the_library_makes_and_keeps_sheets(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for one in STORY:
        front = (
            f"source: {one.source}\ntitle: {one.title}\npublished: {one.published:%Y-%m-%d}\ntopic: Tornby"
        )
        (corpus / f"{one.id}.md").write_text(f"---\n{front}\n---\n\n{one.text}\n")
    with Library.open(corpus, replace(load(), cache=tmp_path / "cache")) as library:
        made = library.sheet("tornby")
        assert made.rows[0].standing == "differ"
        assert library.sheet("tornby") == made
        assert library.differing() == {"tornby": made.differing}
        assert library.sheet(library.topic("tornby").article_ids[0]).topic_id == "tornby"
        with pytest.raises(LibraryError, match="nearest is 'tornby'"):
            library.sheet("tornbi")
        (corpus / "a.md").unlink()
        library.refresh()
        assert len(library.sheet("tornby").columns) == 2


# Exports


def test_text_names_sources_values_and_history(sheet: Sheet) -> None:
    text = as_text(sheet)
    assert "≠ differ: figure" in text
    assert "2031-05-01  first given Twelve, Herald" in text
    assert "2031-05-02  then Nine, Ledger" in text


def test_of_one_day_nobody_is_called_the_first() -> None:
    day = sheet_of((STORY[0], replace(STORY[2], published=STORY[0].published)))
    text = as_text(day)
    assert "2031-05-01  given Twelve, Herald" in text
    assert "2031-05-01  also Nine, Ledger" in text


def test_csv_has_one_column_a_source(sheet: Sheet) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(sheet))))
    assert rows[0] == ["kind", "what", "standing", "Courier", "Herald", "Ledger", "where", "why"]
    assert rows[1][3:6] == ["Twelve", "Twelve", "Nine"]
    assert "c sentence 2" in rows[1][6]
    assert {len(line) for line in rows} == {8}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1"])
def test_no_cell_starts_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=30).filter(str.strip))
def test_exports_bear_any_text(text: str, source: str) -> None:
    odd = sheet_of(
        (article("a", source, f"{LEAD} {text} 41 wagons."), article("b", source + "2", f"{LEAD} {text}"))
    )
    for line in list(csv.reader(io.StringIO(as_csv(odd))))[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in line)
    assert "\x1b" not in as_text(odd) + as_markdown(odd) + as_csv(odd)
    assert as_json(odd)["rows"] is not None


def test_markdown_escapes_what_would_be_markup() -> None:
    odd = sheet_of((replace(STORY[0], source="He|ra*ld"), replace(STORY[1], source="<b>")))
    text = as_markdown(odd)
    assert "He\\|ra\\*ld" in text
    assert "\\<b\\>" in text


def test_json_says_all_that_the_sheet_says(sheet: Sheet) -> None:
    data = as_json(sheet)
    assert len(data["rows"]) == len(sheet.rows)
    assert data["rows"][0]["timeline"][-1]["change"] == "changed"
    assert data["columns"][2] == {"source": "Ledger", "articles": ["c"], "first": "2031-05-02"}


def test_a_builder_can_be_asked_before_anything_came() -> None:
    assert SheetBuilder("t", "T", STORY, 3).sheet().rows == ()
