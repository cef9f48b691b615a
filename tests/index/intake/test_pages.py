"""The article in a web page: the body whole, the page's furniture left out."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.intake.page_clues import read_date
from index.intake.pages import PageError, decode_page, read_page
from index.intake.promotion import is_promotion
from tests.fuzzing import examples
from tests.index.intake.newsroom import body, page


def test_a_page_gives_its_article() -> None:
    found = read_page(page(1), url="https://www.mole.example/1?utm_source=x")
    assert found.title == "Harbour report 1"
    assert found.text == body(1, 12)
    assert found.source == "The Mole"
    assert found.published == datetime(2024, 5, 6, 10, tzinfo=UTC)
    assert found.language == "en"


def _with_head(head: str) -> bytes:
    return page(1).replace(b"</head>", head.encode() + b"</head>")


def test_what_the_publisher_declares_is_believed() -> None:
    head = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
        {"@type": ["NewsArticle"], "headline": "Harbour report 1",
         "datePublished": "2024-05-05T23:00:00+02:00", "publisher": {"name": "Mole &amp; Pier"},
         "author": [{"name": "Ada Brink"}, {"name": "By Tom Quay"}]}]}
        </script><link rel="canonical" href="https://mole.example/1">"""
    found = read_page(_with_head(head), url="https://mole.example/1?x=1")
    assert found.source == "Mole & Pier"
    assert found.authors == ("Ada Brink", "Tom Quay")
    assert found.published == datetime(2024, 5, 5, 21, tzinfo=UTC)
    assert found.url == "https://mole.example/1"


def test_nobody_speaks_for_another_site() -> None:
    found = read_page(
        _with_head('<link rel="canonical" href="https://evil.example/x">'), url="https://mole.example/1"
    )
    assert found.url == "https://mole.example/1"


@pytest.mark.parametrize(
    "script",
    ["{", "[" * 50_000, '{"@type": 3, "headline": {}}', '"x"', "null", '{"@graph": {"@type": "Article"}}'],
)
def test_senseless_declarations_do_no_harm(script: str) -> None:
    found = read_page(_with_head(f'<script type="application/ld+json">{script}</script>'))
    assert found.title == "Harbour report 1"


@pytest.mark.parametrize(
    ("data", "header"),
    [
        ("<html><meta charset=koi8-r><p>Порт".encode("koi8-r"), ""),
        ("<html><p>Порт".encode("koi8-r"), "text/html; charset=KOI8-R"),
        ("<html><p>Порт".encode(), ""),
        ("<html><p>Порт".encode("utf-16"), ""),
        ("<html><meta charset=nonsense><p>Порт".encode(), ""),
        ("\ufeff<html><p>Порт".encode(), "text/html; charset=iso-8859-1"),
    ],
)
def test_charsets(data: bytes, header: str) -> None:
    assert "Порт" in decode_page(data, header)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"<html></html>",
        b"<html><body><p>Short.</p></body></html>",
        b"<" * 5000,
        b"\xff\xfe" * 500,
    ],
)
def test_pages_without_an_article_are_told(data: bytes) -> None:
    with pytest.raises(PageError) as caught:
        read_page(data)
    assert "\n" not in str(caught.value)


TRAPS = {
    "too long": b"<html>" + b" " * 8_000_001,
    "elements": b"<html><body><article>" + b"<br>" * 100_000,
    "beside": b"<html><body><article><p>" + b"<b>x</b> y " * 20_000,
    "deep": b"<html><body>" + b"<div>" * 20_000 + page(1),
    "attributes": b"<html><body " + b'a="b" ' * 50_000 + b">",
    "word": b"<html><body><article><p>" + b"x" * 2_000_000,
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_traps_cost_little(trap: bytes) -> None:
    began = time.monotonic()
    try:
        read_page(trap)
    except PageError as error:
        assert str(error)  # noqa: PT017 - some of the traps hold an article
    assert time.monotonic() - began < 20  # a hang, not a measurement


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter and get the news in your inbox every morning.",
        "Follow us on Twitter @mole and Facebook.",
        "Related: What the harbour master knew",
        "READ MORE: Ferry owners silent",
        "© 2024 The Mole. All rights reserved.",
        "Got a tip? Write to the desk.",
        "Advertisement",
    ],
)
def test_promotion_goes(text: str) -> None:
    assert is_promotion(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister told reporters to read more history before judging the port.",
        "Officials urged residents to sign up for the evacuation list by noon.",
        "Subscribers lost 4 million pounds when the newsletter's owner went bankrupt.",
        "The ferry will follow the coast to Port Annick.",
        "Copyright law does not protect facts, the court held on Tuesday.",
        "They watched the ship go down: nobody spoke.",
        "He shared the letter with the police.",
    ],
)
def test_what_reporters_write_stays(text: str) -> None:
    assert not is_promotion(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-06T10:00:00Z", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06"),
        ("May 6, 2024", "2024-05-06"),
        ("0001-01-01", None),
        ("9999-12-31T23:59:59Z", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_pages(text: str, day: str | None) -> None:
    found = read_date(text)
    assert (found.date().isoformat() if found else None) == day


_pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "<h1>",
        "<table>",
        "<a href='x'>",
        "&amp;",
        "&#0;",
        "<!--",
        "\x00",
        "<script>",
        "</script>",
        "<time datetime='x'>",
        "The harbour master closed the northern quay. ",
        "<br>",
        "é",
    ]
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(_pieces | st.text(max_size=20), max_size=40).map("".join))
def test_any_page_gives_an_article_or_a_page_error(html: str) -> None:
    try:
        found = read_page(html)
    except PageError:
        return
    assert found.text.strip()
    assert "\x00" not in found.text + found.title


def test_a_front_page_names_its_feed() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    with pytest.raises(PageError, match=r"https://mole\.example/feed\.xml"):
        read_page(f"<html><head>{link}</head><body><p>News</p></body></html>", url="https://mole.example/")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Saved page 3</title>", "Tug sinks in the harbour"),
        (
            "<title>Saved page</title><meta property='og:title' content='Sinking of a tug'>",
            "Sinking of a tug",
        ),
        ("<title>Tug sinks in the harbour | The Mole</title>", "Tug sinks in the harbour"),
        ("", "Tug sinks in the harbour"),
    ],
)
def test_the_headline_is_no_paragraph(head: str, title: str) -> None:
    told = "".join(f"<p>{part}</p>" for part in body(1, 8).split("\n\n"))
    page = f"<article><h1>Tug sinks\n in the harbour</h1>{told}</article>"
    found = read_page(f"<html><head>{head}</head><body>{page}</body></html>")
    assert found.title == title
    assert found.text == body(1, 8)


def test_the_sites_heading_is_no_headline() -> None:
    told = "".join(f"<p>{part}</p>" for part in body(1, 8).split("\n\n"))
    page = f"<h1><a href='/'>The Mole</a></h1><article>{told}</article>"
    assert read_page(f"<title>Tug sinks</title><body>{page}</body>").title == "Tug sinks"
