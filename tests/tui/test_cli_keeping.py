"""Commands that bring articles in and keep what the reader did, as a user meets them."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from index.state import State
from tests.index.intake.newsroom import articles, body, item, rss
from tests.index.intake.server import LoopbackServer
from tui.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    server.pages["/feed"] = rss("The Mole", item(1), item(2), item(3))
    path = tmp_path / "config.yaml"
    path.write_text(
        f"corpus: {tmp_path / 'news'}\nfeeds:\n- url: {server.url('/feed')}\n  name: The Mole\n"
        f"  tags: [ports]\n  keep: {{count: 1}}\n- {server.url('/gone')}\n"
    )
    monkeypatch.setenv("LATERAL_CONFIG", str(path))
    return path


def test_feeds_from_first_to_last(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds"]) == 0
    assert capsys.readouterr().out.count("never fetched") == 2
    assert main(["fetch"]) == 1
    told = capsys.readouterr().err
    assert "3 kept, 0 corrected, 0 skipped, 0 failed, 2 removed" in told
    assert "not found (404)" in told
    assert main(["feeds", "--json"]) == 0
    good, gone = json.loads(capsys.readouterr().out)
    assert (good["name"], good["new"], good["kept"], good["failing_since"]) == ("The Mole", 3, 1, None)
    assert (gone["kept"], gone["fetched"], gone["message"]) == (0, None, "not found (404)")
    assert main(["feeds"]) == 0
    told = capsys.readouterr().out
    assert "3 new; 1 article kept" in told
    assert "failing since 2" in told


def test_what_has_a_star_outlives_its_feeds_rule(config: Path, tmp_path: Path) -> None:
    config.write_text(config.read_text().replace("count: 1", "count: 3"))
    main(["fetch"])
    (oldest, *_) = sorted(articles(tmp_path / "news"), key=lambda article: article.title)
    state = State()
    state.star(oldest.id)
    state.close()
    config.write_text(config.read_text().replace("count: 3", "days: 1"))
    main(["fetch"])
    assert [article.id for article in articles(tmp_path / "news")] == [oldest.id]


def test_lists_of_feeds_go_out_and_come_in(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "--opml"]) == 0
    opml = capsys.readouterr().out
    (tmp_path / "list.opml").write_text(opml)
    assert main(["feeds", str(tmp_path / "list.opml"), "--yaml"]) == 0
    (tmp_path / "other.yaml").write_text(capsys.readouterr().out)
    assert main(["feeds", "--opml", "--config", str(tmp_path / "other.yaml")]) == 0
    assert capsys.readouterr().out == opml
    assert main(["add", str(tmp_path / "list.opml"), "--corpus", str(tmp_path / "fresh")]) == 1
    assert "1 failed" in capsys.readouterr().err
    assert {article.source for article in articles(tmp_path / "fresh")} == {"The Mole"}


def test_what_is_no_list_is_told(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", str(config)]) == 1
    assert "neither OPML nor a list of addresses" in capsys.readouterr().err


def test_state_goes_to_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state = State()
    state.star("a-1")
    state.set_note("a-2", "ask \u202e them\nagain")
    state.set_pair("topic.join", "a b", "c")
    state.add_search("kursk after:-7d")
    state.close()
    assert main(["state", "export", str(tmp_path / "mine.jsonl")]) == 0
    assert "4 entries exported" in capsys.readouterr().err
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "other"))
    monkeypatch.setenv("HOME", str(tmp_path / "other"))
    assert main(["state", "import", str(tmp_path / "mine.jsonl")]) == 0
    capsys.readouterr()
    assert main(["state", "export"]) == 0
    assert capsys.readouterr().out == (tmp_path / "mine.jsonl").read_text()
    there = State()
    assert there.starred_ids() == ("a-1",)
    assert there.note("a-2") == "ask \u202e them\nagain"
    there.close()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "line 1: not an export of Lateral"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b'{"lateral": "state", "schema": 1}\n{"starred": 3, "at": "2024-01-01"}\n', "line 2: starred needs"),
    ],
)
def test_a_broken_export_changes_nothing(
    data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    assert main(["state", "import"]) == 1
    assert f"lateral: -: {reason}" in capsys.readouterr().err
    assert State().starred_ids() == ()


def test_dates_that_cannot_be_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"---\ntitle: From tomorrow\npublished: 2999-01-01\n---\n\n{body(1)}\n")
    corpus = ["--corpus", str(tmp_path / "news")]
    assert main(["add", str(page), "--published", "2998-01-01", *corpus]) == 1
    assert "no article can have been published on 2998-01-01" in capsys.readouterr().err
    assert main(["add", str(page), *corpus]) == 0
    assert "its date, 2999-01-01, cannot be and was left out" in capsys.readouterr().err
    assert [article.published for article in articles(tmp_path / "news")] == [None]


@pytest.mark.parametrize(
    "arguments",
    [
        ["feeds", "{place}"],
        ["state", "import", "{place}"],
        ["add", "{place}", "--corpus", "{folder}"],
        ["add", "http://127.0.0.1:1/{place}", "--corpus", "{folder}"],
        ["show", "{place}"],
        ["sources", "--config", "{config}"],
    ],
)
def test_no_message_commands_the_terminal(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text('reader:\n  "me\\e[2Jasure\\u202e": 3\n')
    names = {
        "place": "no\x1b]52;c;eA==\x07\x9b2J\u202efile",
        "folder": str(tmp_path / "news"),
        "config": str(tmp_path / "config.yaml"),
    }
    assert main([argument.format(**names) for argument in arguments]) == 1
    told = capsys.readouterr()
    assert not set("\x1b\x07\x9b\u202e") & set(told.out + told.err)
    assert told.err.count("\n") <= 2
