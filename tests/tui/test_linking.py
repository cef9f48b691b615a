"""Addresses in texts: found as a reader would see them, opened only where that is safe."""

from __future__ import annotations

import webbrowser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.clipboard import tool
from tui.linking import is_safe, links_in, open_in_browser


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("See https://a.example/x, then go.", ["https://a.example/x"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://a.example/wiki/Dam_(river) rose", ["https://a.example/wiki/Dam_(river)"]),
        ("at www.a.example.", ["https://www.a.example"]),
        ("“http://a.example/?q=1&r=2”", ["http://a.example/?q=1&r=2"]),
        ("javascript:alert(1) file:///etc/passwd ftp://a.example", []),
        ("https:// and http://", []),
    ],
)
def test_addresses_are_found(text: str, urls: list[str]):
    assert [link.url for link in links_in(text)] == urls
    for link in links_in(text):
        assert link.url.endswith(text[link.start : link.end])


@given(st.text(max_size=80).map(lambda text: f"x http://a.example/{text} y"))
def test_what_is_found_is_safe_whatever_stands_around(text: str):
    for link in links_in(text):
        assert is_safe(link.url)
        assert text[link.start : link.end] in link.url


class App:
    is_web = False


def test_a_browser_in_the_terminal_is_never_started(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    assert not open_in_browser(App(), "https://a.example")  # type: ignore[arg-type]


def test_no_browser_at_all(monkeypatch: pytest.MonkeyPatch):
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    assert not open_in_browser(App(), "https://a.example")  # type: ignore[arg-type]


def test_a_browser_outside_is_given_the_address(monkeypatch: pytest.MonkeyPatch):
    given_: list[str] = []

    class Browser:
        def open(self, url: str) -> bool:
            given_.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", Browser)
    assert open_in_browser(App(), "https://a.example")  # type: ignore[arg-type]
    assert not open_in_browser(App(), "file:///etc/passwd")  # type: ignore[arg-type]
    assert given_ == ["https://a.example"]


def test_the_clipboard_of_the_system_is_used_where_it_can_work(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "xsel" else None)
    assert tool({"DISPLAY": ":0"}, "linux") == ("xsel", "--clipboard", "--input")
    assert tool({}, "linux") is None
    assert tool({}, "darwin") == ("pbcopy",)
