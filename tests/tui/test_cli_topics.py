"""``lateral topics`` as scripts meet it: the sheet of a topic, and corrections that stay."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from tests.tui.test_cli import corpus, home, lateral  # noqa: F401 (fixtures)


def test_a_topic_by_its_id_or_by_an_article(lateral: Any) -> None:  # noqa: F811
    sheet = json.loads(lateral("topics", "harbour-tax", "--json").stdout)
    assert {
        "schema",
        "id",
        "label",
        "columns",
        "rows",
        "alone",
        "between",
        "compared",
        "planned",
    } <= sheet.keys()
    assert len(sheet["columns"]) >= 2
    assert all(len(row["cells"]) == len(sheet["columns"]) for row in sheet["rows"])
    assert json.loads(lateral("topics", "vote-gazette", "--json").stdout) == sheet


def test_the_sheet_as_text_csv_and_markdown(lateral: Any) -> None:  # noqa: F811
    assert lateral("topics", "harbour-tax").stdout.startswith("Harbour tax  [harbour-tax]\n")
    assert lateral("topics", "harbour-tax", "--format", "markdown").stdout.startswith("# Harbour tax\n")
    rows = list(csv.reader(io.StringIO(lateral("topics", "harbour-tax", "--format", "csv").stdout)))
    assert rows[0][:3] == ["kind", "what", "standing"]


def test_an_unknown_topic_fails_with_the_nearest(lateral: Any) -> None:  # noqa: F811
    done = lateral("topics", "harbour-tacks", status=1)
    assert done.stderr.splitlines()[-1] == (
        "lateral: no topic has the id 'harbour-tacks'; the nearest is 'harbour-tax'"
    )


def test_topics_named_in_files_are_changed_there(lateral: Any) -> None:  # noqa: F811
    done = lateral("topics", "--rename", "harbour-tax", "Another name", status=1)
    assert "own files" in done.stderr


def test_blind_spots_of_a_source(lateral: Any) -> None:  # noqa: F811
    every = [topic for topic in _topics(lateral) if len(topic["sources"]) > 1]
    spans = {one["name"]: one for one in json.loads(lateral("sources", "--json").stdout)}
    found = set()
    for name, span in spans.items():
        missing = json.loads(lateral("topics", "--without", name.upper(), "--json").stdout)
        lacking = [topic["id"] for topic in every if name not in topic["sources"]]
        assert [topic["id"] for topic in missing if topic["id"] in lacking] == [t["id"] for t in missing]
        during = {t["id"] for t in every if t["first"] <= span["last"] and t["last"] >= span["first"]}
        assert during & set(lacking) <= {topic["id"] for topic in missing}
        found |= {topic["id"] for topic in missing}
    assert found <= {topic["id"] for topic in every}
    done = lateral("topics", "--without", "Nobody", status=1)
    assert "no source is called 'Nobody'" in done.stderr


def test_corrections_stay_until_they_are_taken_back(lateral: Any) -> None:  # noqa: F811
    bridge = next(t for t in _topics(lateral) if "bridge-wire" in t["articles"])
    named = lateral("topics", "--rename", bridge["id"], "The bridge").stdout
    assert named == f"{bridge['id']}  The bridge\n"
    lateral("index", "--rebuild")
    again = next(t for t in _topics(lateral) if "bridge-wire" in t["articles"])
    assert again["label"] == "The bridge"
    lateral("topics", "--split", "bridge-wire")
    assert all("bridge-wire" not in t["articles"] for t in _topics(lateral))
    stays = lateral("topics", "--join", "harbour-tax", bridge["id"]).stdout
    assert stays == "harbour-tax  Harbour tax\n"
    assert "joined to “Harbour tax”" in lateral("topics", "--undo").stderr
    assert "bridge-wire split off" in lateral("topics", "--undo").stderr
    lateral("topics", "--undo")
    assert next(t for t in _topics(lateral) if "bridge-wire" in t["articles"]) == bridge
    assert "no correction" in lateral("topics", "--undo", status=1).stderr


def _topics(lateral: Any) -> list[dict[str, Any]]:  # noqa: F811
    found: list[dict[str, Any]] = json.loads(lateral("topics", "--json").stdout)
    return found


def test_what_one_source_alone_tells(lateral: Any) -> None:  # noqa: F811
    sources = [one["name"] for one in json.loads(lateral("sources", "--json").stdout)]
    shared = {
        article for topic in _topics(lateral) if len(topic["sources"]) > 1 for article in topic["articles"]
    }
    told = {}
    for name in sources:
        told[name] = json.loads(lateral("topics", "--only", name, "--json").stdout)
        assert all(topic["sources"] == [name] for topic in told[name])
    alone = {article for topics in told.values() for topic in topics for article in topic["articles"]}
    assert alone
    assert not alone & shared
    count = sum(one["articles"] for one in json.loads(lateral("sources", "--json").stdout))
    assert len(alone | shared) == count


def test_why_two_articles_stand_together(lateral: Any) -> None:  # noqa: F811
    found = next(t for t in _topics(lateral) if len(t["articles"]) > 1)
    told = lateral("topics", "--why", *found["articles"][:2]).stdout
    assert "same story" in told or "same topic" in told or "own files" in told
