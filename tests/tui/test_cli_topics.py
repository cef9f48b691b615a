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
    every = _topics(lateral)
    name = every[0]["sources"][0]
    missing = json.loads(lateral("topics", "--without", name.upper(), "--json").stdout)
    assert [t["id"] for t in missing] == [
        t["id"] for t in every if name not in t["sources"] and len(t["sources"]) > 1
    ]
    done = lateral("topics", "--without", "Nobody", status=1)
    assert "no source is called 'Nobody'" in done.stderr


def test_corrections_stay(lateral: Any) -> None:  # noqa: F811
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


def _topics(lateral: Any) -> list[dict[str, Any]]:  # noqa: F811
    found: list[dict[str, Any]] = json.loads(lateral("topics", "--json").stdout)
    return found
