"""Which addresses may be opened, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.intake.urls import absolute, is_web, names_article, shown_url, url_key
from tests.fuzzing import examples


@pytest.mark.parametrize(
    "url", ["https://a.example", "http://a.example:8080/x?y#z", "HTTPS://A.EXAMPLE/", "http://[::1]/"]
)
def test_the_web(url: str) -> None:
    assert is_web(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "//a.example",
        "ftp://a.example",
        "file:///x",
        "http://",
        "http:///x",
        "http://u:p@a.example/",
        "http://a.example/\n",
        "http://a.example/\x00",
        "http://a.example:x/",
        "http://[::1/",
        "http://a/" + "x" * 5000,
    ],
)
def test_not_the_web(url: str) -> None:
    assert not is_web(url)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.a.example/x/?b=2&a=1", "a.example/x?a=1&b=2"),
        ("https://www.google.com/amp/s/a.example/x", "a.example/x"),
        ("http://m.a.example/x.amp.html", "a.example/x.html"),
        ("https://a.example/x?utm_campaign=y&id=3", "a.example/x?id=3"),
        ("https://a.example/camp/amplifier", "a.example/camp/amplifier"),
        ("https://a.example:8443/x", "a.example:8443/x"),
        ("https://a.example/%7Ex", "a.example/~x"),
        ("not an address", "not an address"),
    ],
)
def test_keys(url: str, key: str) -> None:
    assert url_key(url) == key


def test_a_front_page_names_no_article() -> None:
    assert not names_article("https://www.a.example/?utm_source=x")
    assert names_article("https://a.example/?p=123")


def test_relative_links() -> None:
    assert absolute("../x", "https://a.example/b/c") == "https://a.example/x"
    assert absolute("javascript:alert(1)", "https://a.example/") is None
    assert absolute(None, "https://a.example/") is None
    assert absolute("http://[", "https://a.example/") is None


def test_passwords_are_not_shown() -> None:
    assert "secret" not in shown_url("http://user:secret@a.example/\x1b[2J")


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"https://a.example/{text}"))
def test_any_text_has_a_key_and_the_key_stays(url: str) -> None:
    key = url_key(url)
    assert url_key(url) == key
    if is_web(url):
        assert url_key(f"https://{key}") == key or "%" in url
    assert absolute(url, "https://a.example/") is None or is_web(str(absolute(url, "https://a.example/")))
