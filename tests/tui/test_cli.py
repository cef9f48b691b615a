"""The command line as scripts meet it: as a process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.articles import FILES, write_corpus
from tui.cli import main

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("library") / "news")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for the module, so that the index is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def lateral(corpus: Path, home: Path, tmp_path: Path) -> Any:
    def run(
        *arguments: str, status: int = 0, corpus: Path | None = corpus
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            "HOME": str(home),
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        }
        chosen = ["--corpus", str(corpus)] if corpus else []
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *arguments, *chosen],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == status, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def test_a_search_tells_of_problems_at_no_length_and_index_of_all(lateral: Any, tmp_path: Path) -> None:
    folder = tmp_path / "messy"
    folder.mkdir()
    lines = [json.dumps({"title": f"Tide {n}", "text": "High.", "published": "soon"}) for n in range(9)]
    (folder / "tides.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = lateral("search", "tide", corpus=folder).stderr.splitlines()
    assert len([line for line in told if "undated" in line]) == 3
    assert "lateral: 6 more problems of this kind; lateral index tells all" in told
    assert lateral("index", corpus=folder).stderr.count("undated") == 9


def test_ctrl_c_ends_indexing_in_good_order(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh = Library.refresh

    def interrupted(library: Library, *arguments: Any, **options: Any) -> Any:
        assert not options["cancelled"]()
        signal.raise_signal(signal.SIGINT)
        assert options["cancelled"]()
        return refresh(library, *arguments, **options)

    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patched:
        patched.setattr(Library, "refresh", interrupted)
        assert main(["--corpus", str(corpus), "index"]) == 130
    assert "stopped; lateral index goes on from there" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before
    assert main(["--corpus", str(corpus), "index"]) == 0
    assert f"{len(FILES)} articles" in capsys.readouterr().err


def test_search_prints_clean_json(lateral: Any) -> None:
    answer = json.loads(lateral("search", "bridge", "flood", "--json", "--limit", "2").stdout)
    assert {"query", "total", "took_ms", "suggestion", "results"} <= answer.keys()
    assert answer["query"] == "bridge flood"
    assert (answer["total"], len(answer["results"])) == (3, 2)
    assert {"id", "source", "title", "published", "url", "topic", "score", "snippet"} <= answer["results"][
        0
    ].keys()
    assert answer["results"][0]["published"].startswith("2031-03-0")


def test_words_with_a_dash_exclude(lateral: Any) -> None:
    answer = json.loads(lateral("search", "bridge", "-lorry", "--json").stdout)
    assert [result["id"] for result in answer["results"]] == ["bridge-wire"]


def test_search_as_text_keeps_talk_off_standard_output(lateral: Any) -> None:
    done = lateral("search", "harbour", "--sort", "newest")
    assert done.stdout.startswith(
        "vote-herald  2031-04-11  Northern Herald\n    Harbour tax fails in Lemmerhaven\n"
    )
    assert "2 of 2 articles" in done.stderr


def test_nothing_found_is_no_failure(lateral: Any) -> None:
    done = lateral("search", '"no such phrase here"')
    assert done.stdout == ""


def test_show_prints_the_article(lateral: Any) -> None:
    text = lateral("show", "vote-gazette").stdout
    assert text.startswith("Council rejects harbour tax by two votes\nValley Gazette - 2031-04-10\n")
    assert "Joris Feld" in text
    shown = json.loads(lateral("show", "vote-gazette", "--json").stdout)
    assert shown["topic"] == "Harbour tax"


def test_an_unknown_id_fails_with_one_line(lateral: Any) -> None:
    done = lateral("show", "vote-gazete", status=1)
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == (
        "lateral: no article has the id 'vote-gazete'; the nearest is 'vote-gazette'"
    )


def test_compare_in_every_format(lateral: Any, tmp_path: Path) -> None:
    compared = json.loads(lateral("compare", "bridge-gazette", "bridge-wire", "--format", "json").stdout)
    assert compared["schema"] == 1
    for side in ("a", "b"):
        placed = sorted(number for row in compared["rows"] for number in row[side])
        assert placed == list(range(len(compared[side]["sentences"])))
    for fact in compared["facts"]:
        for side in ("a", "b"):
            if fact[side]:
                sentence = compared[side]["sentences"][fact[side]["sentence"]]
                assert sentence[fact[side]["start"] : fact[side]["end"]] == fact[side]["text"]
    assert "Valley Gazette" in lateral("compare", "bridge-gazette", "bridge-wire").stdout
    assert lateral("compare", "bridge-gazette", "bridge-wire", "--format", "markdown").stdout.startswith("#")
    target = tmp_path / "report.html"
    done = lateral("compare", "bridge-gazette", "bridge-wire", "--format", "html", "--output", str(target))
    assert done.stdout == ""
    assert target.read_text("utf-8").lower().startswith("<!doctype html>")


def test_compare_takes_files_from_outside_the_library(lateral: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Orsk bridge gone\n\nTwelve people were injured when the bridge over the Orsk fell.\n", "utf-8"
    )
    compared = json.loads(lateral("compare", "bridge-wire", str(other), "--format", "json").stdout)
    assert compared["b"]["title"] == "Orsk bridge gone"
    assert compared["days_apart"] is None


def test_topics_and_sources(lateral: Any) -> None:
    topics = json.loads(lateral("topics", "--json").stdout)
    assert {"id", "label", "terms", "first", "last", "sources", "articles", "stories"} <= topics[0].keys()
    assert topics[0]["articles"] == ["bridge-gazette", "bridge-herald", "bridge-wire"]
    assert topics[0]["stories"]
    assert "Harbour tax" in lateral("topics").stdout
    sources = json.loads(lateral("sources", "--json").stdout)
    assert [source["name"] for source in sources] == ["Crossing Wire", "Northern Herald", "Valley Gazette"]
    assert sum(source["articles"] for source in sources) == len(FILES)


def test_index_says_what_it_did(lateral: Any, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path / "own")
    (folder / "broken.jsonl").write_text("{nope\n", "utf-8")
    done = lateral("index", corpus=folder)
    assert done.stdout == ""
    assert f"{len(FILES)} articles: {len(FILES)} added" in done.stderr
    assert "broken.jsonl:1: " in done.stderr
    assert "0 added, 0 changed, 0 removed" in lateral("index", corpus=folder).stderr
    assert "sound" in lateral("index", "--check", corpus=folder).stderr
    lateral("index", "--rebuild", corpus=folder)


def test_common_options_stand_before_or_after_the_command(lateral: Any, corpus: Path) -> None:
    before = lateral("--corpus", str(corpus), "sources", corpus=None).stdout
    assert before == lateral("sources", "--corpus", str(corpus), corpus=None).stdout


def test_add_keeps_articles_once(lateral: Any, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    page = tmp_path / "heron.txt"
    page.write_text("A heron on the roof\n\nIt stood there all day; nobody knew why.\n", "utf-8")
    done = lateral("add", str(page), "--source", "Roof Watch", "--published", "2021-01-02", corpus=mine)
    assert done.stdout.startswith("kept  ")
    assert "1 kept" in done.stderr
    assert (
        "0 kept, 0 corrected, 1 skipped"
        in lateral("add", str(page), "--source", "Roof Watch", corpus=mine).stderr
    )
    (found,) = json.loads(lateral("search", "heron", "--json", corpus=mine).stdout)["results"]
    assert (found["source"], found["published"]) == ("Roof Watch", "2021-01-02")


def test_add_says_what_it_could_not_take_and_takes_the_rest(lateral: Any, tmp_path: Path) -> None:
    page = tmp_path / "egret.txt"
    page.write_text("An egret on the roof\n\nIt stood there for an hour, then left.\n", "utf-8")
    done = lateral("add", str(tmp_path / "nowhere.txt"), str(page), corpus=tmp_path / "mine", status=1)
    assert "nowhere.txt" in done.stderr
    assert "1 kept, 0 corrected, 0 skipped, 1 failed" in done.stderr


def test_a_corrected_article_is_compared_with_what_it_said_before(lateral: Any, tmp_path: Path) -> None:
    mine, page = tmp_path / "mine", tmp_path / "gulls.md"
    head = "---\nid: gulls\nsource: Roof Watch\ntitle: Gulls on the roof\npublished: 2021-01-02\n---\n"
    page.write_text(
        head + "Forty gulls were counted on the roof of the harbour office on Saturday.\n", "utf-8"
    )
    lateral("add", str(page), corpus=mine)
    page.write_text(
        head + "Sixty gulls were counted on the roof of the harbour office on Saturday.\n", "utf-8"
    )
    assert "corrected" in lateral("add", str(page), corpus=mine).stdout
    compared = json.loads(lateral("compare", "gulls@1", "gulls", "--format", "json", corpus=mine).stdout)
    (figure,) = [fact for fact in compared["facts"] if fact["kind"] == "figure"]
    assert (figure["verdict"], figure["a"]["text"], figure["b"]["text"]) == ("differ", "Forty", "Sixty")


def test_the_samples_are_never_added_to(lateral: Any, tmp_path: Path) -> None:
    page = tmp_path / "stork.txt"
    page.write_text("A stork on the roof\n\nIt stood there.\n", "utf-8")
    assert "folder of your own" in lateral("add", str(page), corpus=None, status=1).stderr


def test_fetch_without_feeds_says_where_to_name_them(lateral: Any) -> None:
    assert "feeds:" in lateral("fetch", status=1).stderr


def test_without_any_option_the_sample_corpus_is_read(lateral: Any) -> None:
    sources = json.loads(lateral("sources", "--json", corpus=None).stdout)
    assert len(sources) >= 3


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["search"], ["search", "x", "--limit", "0"], ["search", "x", "--sort", "best"], ["show"]],
)
def test_wrong_usage_exits_with_2(lateral: Any, arguments: list[str]) -> None:
    assert lateral(*arguments, status=2).stdout == ""


def test_a_wrong_setting_is_named_with_its_place(lateral: Any, tmp_path: Path) -> None:
    settings = tmp_path / "mine.yaml"
    settings.write_text("# mine\nsearch:\n  limt: 5\n", "utf-8")
    done = lateral("sources", "--config", str(settings), status=1)
    assert done.stdout == ""
    assert f"{settings}:3" in done.stderr
    assert "limit" in done.stderr


def test_the_reader_needs_a_terminal(lateral: Any) -> None:
    assert "needs a terminal" in lateral(status=1).stderr


def test_version_and_help(lateral: Any) -> None:
    assert lateral("--version", corpus=None).stdout.startswith("lateral ")
    text = lateral("--help", corpus=None).stdout
    for command in ("search", "show", "compare", "topics", "sources", "add", "fetch", "index"):
        assert command in text


def test_the_ending_of_the_output_file_decides_the_format(lateral: Any, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    lateral("compare", "bridge-gazette", "bridge-wire", "--output", str(target))
    assert json.loads(target.read_text("utf-8"))["schema"] == 1
    nowhere = tmp_path / "no such folder" / "report.md"
    done = lateral("compare", "bridge-gazette", "bridge-wire", "--output", str(nowhere), status=1)
    assert done.stderr.splitlines()[-1].startswith(f"lateral: {nowhere}: ")


def test_a_file_of_several_articles_is_no_account(lateral: Any, tmp_path: Path) -> None:
    several = tmp_path / "several.jsonl"
    several.write_text('{"title": "One", "text": "A."}\n{"title": "Two", "text": "B."}\n', "utf-8")
    assert "holds several articles" in lateral("compare", "bridge-wire", str(several), status=1).stderr


def test_a_spelling_is_suggested(lateral: Any) -> None:
    assert json.loads(lateral("search", "+brdge", "--json").stdout)["suggestion"] == "+bridge"
    corrected = json.loads(lateral("search", "harbuor", "--json").stdout)
    assert corrected["total"] == 2
    assert corrected["suggestion"] == "harbour"
