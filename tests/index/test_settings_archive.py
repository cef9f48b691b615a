"""Where the archive is: what ``opensearch:`` takes, and how a mistake is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.settings import OpenSearchSettings, SettingsError, load

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str) -> OpenSearchSettings:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path).opensearch


def test_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("certificate", encoding="utf-8")
    found = read(
        tmp_path,
        "engine: opensearch\nopensearch:\n  hosts: [https://news-1:9200/, https://news-2:9200]\n"
        "  index: news\n  username: reader\n  password_env: NEWS_PASSWORD\n  ca_file: ca.pem\n"
        "  timeout: 30\n  read_only: true\n  shards: 3\n  verify: false\n",
    )
    assert found == OpenSearchSettings(
        hosts=("https://news-1:9200", "https://news-2:9200"),
        index="news",
        username="reader",
        password_env="NEWS_PASSWORD",
        ca_file=tmp_path / "ca.pem",
        verify=False,
        timeout=30,
        read_only=True,
        shards=3,
    )


def test_without_it_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "engine: whoosh\n") == OpenSearchSettings((), "lateral")


@pytest.mark.parametrize("host", ["http://localhost:9200", "http://127.0.0.1:9200", "http://[::1]:9200"])
def test_this_machine_may_be_asked_in_the_clear(tmp_path: Path, host: str) -> None:
    assert read(tmp_path, f"engine: opensearch\nopensearch:\n  hosts: ['{host}']\n").hosts == (host,)


@pytest.mark.parametrize(
    "host", ["http://news:9200", "http://10.0.0.7:9200", "http://localhost.example:9200"]
)
def test_other_machines_only_if_one_says_so(tmp_path: Path, host: str) -> None:
    text = f"engine: opensearch\nopensearch:\n  hosts: {host}\n"
    with pytest.raises(SettingsError, match=r"own\.yaml:3: opensearch\.hosts has http://.* without TLS"):
        read(tmp_path, text)
    assert read(tmp_path, text + "  plain_http: true\n").hosts == (host,)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("index: News", r"own\.yaml:3: opensearch\.index needs lower-case letters"),
        ("index: news,wire", "needs lower-case letters"),
        ("index: _all", "needs lower-case letters"),
        ("hosts: news:9200", r"own\.yaml:3: opensearch\.hosts needs an address that begins with http"),
        ("hosts: ['https://me:secret@news:9200']", "needs addresses without names and passwords"),
        ("password_env: correct horse", "needs the name of an environment variable, not a secret"),
        ("ca_file: nowhere.pem", "needs the path of a file that is there"),
        ("timeout: 0", "needs a whole number from 1 to 600"),
        ("verify: perhaps", "needs true or false"),
        ("shards: 2000", "needs a whole number from 1 to 1024"),
        ("host: https://news:9200", r"unknown setting opensearch\.host; did you mean opensearch\.hosts\?"),
        (
            "password: hunter2",
            r"unknown setting opensearch\.password; did you mean opensearch\.password_env\?",
        ),
    ],
)
def test_mistakes_say_where_and_what_would_be_right(tmp_path: Path, lines: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        read(tmp_path, f"engine: opensearch\nopensearch:\n  {lines}\n")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", r"own\.yaml:1: engine opensearch needs addresses under opensearch\.hosts"),
        (
            "opensearch:\n  hosts: https://n:1\n  username: me",
            r"own\.yaml:4: opensearch\.username needs opensearch\.password_env",
        ),
        (
            "opensearch:\n  hosts: https://n:1\n  username: me\n  password_env: A\n  api_key_env: B",
            r"own\.yaml:6: opensearch\.api_key_env cannot stand beside opensearch\.username",
        ),
    ],
)
def test_what_contradicts_itself(tmp_path: Path, lines: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        read(tmp_path, f"engine: opensearch\n{lines}\n")
