"""What a feed says, whatever its format and however broken."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.intake.feeds import FeedError, looks_like_feed, parse_feed
from index.intake.markup import paragraphs_of_html, title_of_html
from tests.fuzzing import examples


def xml_text(text: str) -> str:
    """Text as a broken generator writes it into XML: with characters that XML forbids as references."""
    return re.sub(r"[\x00-\x1f]", lambda match: f"&#{ord(match[0])};", text)


RSS_2 = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Mole</title><link>https://mole.example/</link><language>en-gb</language>
<item><title>Wreck &amp; rescue</title><link>/wreck</link><guid isPermaLink="false">m-1</guid>
<pubDate>Mon, 06 May 2024 12:30:00 +0200</pubDate><dc:creator>Ada Brink</dc:creator>
<description>A ship ran aground.</description>
<content:encoded><![CDATA[<p>A ship ran aground.</p><p>Nobody was hurt.</p>]]></content:encoded></item>
</channel></rss>"""

RSS_1 = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://mole.example/">
<title>The Mole</title><link>https://mole.example/</link></channel><item rdf:about="https://mole.example/wreck">
<title>Wreck &amp; rescue</title><link>https://mole.example/wreck</link><dc:date>2024-05-06T10:30:00Z</dc:date>
<dc:creator>Ada Brink</dc:creator><description>A ship ran aground.</description></item></rdf:RDF>"""

RSS_092 = b"""<rss version="0.92"><channel><title>The Mole</title><item><title>Wreck &amp; rescue</title>
<link>https://mole.example/wreck</link><pubDate>06 May 2024 10:30:00 GMT</pubDate><author>Ada Brink</author>
<description>A ship ran aground.</description></item></channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Mole</title><id>x</id>
<entry><title type="html">Wreck &amp;amp; rescue</title><link rel="enclosure" href="https://mole.example/a.mp3"/>
<link href="https://mole.example/wreck"/><id>tag:mole.example,2024:1</id>
<published>2024-05-06T12:30:00+02:00</published><updated>2024-05-07T00:00:00Z</updated>
<author><name>Ada Brink</name></author><summary>A ship ran aground.</summary></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Mole",
        "items": [
            {
                "id": 7,
                "url": "https://mole.example/wreck",
                "title": "Wreck & rescue",
                "content_text": "A ship ran aground.",
                "date_published": "2024-05-06T12:30:00+02:00",
                "authors": [{"name": "Ada Brink"}],
            }
        ],
    }
).encode()


@pytest.mark.parametrize("data", [RSS_2, RSS_1, RSS_092, ATOM, JSON_FEED])
def test_every_format_says_the_same(data: bytes) -> None:
    feed = parse_feed(data, url="https://mole.example/feed")
    assert feed.title == "The Mole"
    (entry,) = feed.entries
    assert entry.title == "Wreck & rescue"
    assert entry.link == "https://mole.example/wreck"
    assert entry.published == datetime(2024, 5, 6, 10, 30, tzinfo=UTC)
    assert entry.authors == ("Ada Brink",)
    text = paragraphs_of_html(entry.content or entry.summary)
    assert text.startswith("A ship ran aground.")
    assert looks_like_feed(data)


def test_the_whole_text_has_its_paragraphs() -> None:
    (entry,) = parse_feed(RSS_2).entries
    assert paragraphs_of_html(entry.content) == "A ship ran aground.\n\nNobody was hurt."
    assert entry.id == "m-1"
    assert entry.language == "en-gb"


def test_a_link_beside_an_address_of_another_kind() -> None:
    data = b"<rss version='2.0'><channel><item><title>A</title><link uri='at://did:x/1'>https://a.example/1</link>"
    assert parse_feed(data).entries[0].link == "https://a.example/1"


def test_a_title_with_a_cut_object_is_kept_whole() -> None:
    assert title_of_html("Wreck <object data='x'> &amp; rescue") == "Wreck & rescue"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text += "<rss version='2.0'><channel><title>Près du môle</title></channel></rss>"
    assert parse_feed(text.encode(encoding)).title == "Près du môle"


def test_the_charset_of_the_header_counts() -> None:
    data = "<rss version='2.0'><channel><title>Мол</title></channel></rss>".encode("koi8-r")
    assert parse_feed(data, content_type="application/rss+xml; charset=koi8-r").title == "Мол"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"<html><body>Not found</body></html>",
        b"plain words",
        b"{}",
        b'{"items": 3}',
        b"[" * 100_000,
        b"\x00" * 1000,
        b"%PDF-1.7",
        b"{" * 5,
    ],
)
def test_what_is_no_feed_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(data)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_broken_feed_gives_what_can_be_read() -> None:
    data = b"<rss><channel><title>The Mole</title><item><title>Salt & sand</title><link>https://a.example/1"
    assert parse_feed(data).entries[0].title == "Salt & sand"


@pytest.mark.parametrize("date", ["0000-00-00", "31 Feb 2024", "never", "", "-1"])
def test_senseless_dates_are_none(date: str) -> None:
    data = (
        f"<rss version='2.0'><channel><item><title>x</title><pubDate>{date}</pubDate></item></channel></rss>"
    )
    assert parse_feed(data.encode()).entries[0].published is None


def test_the_bytes_are_never_taken_for_the_name_of_a_file() -> None:
    with pytest.raises(FeedError):
        parse_feed(b"/etc/passwd")


def _entity_bomb() -> bytes:
    value = "x" * 10_000
    return (
        f'<!DOCTYPE rss [<!ENTITY a "{value}">]><rss version="2.0"><channel><title>{"&a;" * 10_000}'.encode()
    )


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss version="2.0"><channel><title>&l11;'.encode()


def _outside() -> bytes:
    return b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&f;'


TRAPS = {
    "entities": _entity_bomb(),
    "laughs": _laughs(),
    "outside": _outside(),
    "open": b"<rss><channel>" + b"<item>" * 150_000,
    "deep": b"<rss><channel>" + b"<x>" * 300_000,
    "angles": b"<rss>" + b"<" * 900_000,
    "ampersands": b"<rss><channel><title>" + b"&" * 900_000,
    "comment": b"<rss><!--" * 50_000,
    "attributes": b"<rss" + b' a="b"' * 100_000 + b">",
    "json": b'{"items": ' + b"[" * 400_000,
    "long title": b"<rss><channel><item><title>"
    + b"a &lt;b&gt; " * 50_000
    + b"</title></item></channel></rss>",
    "huge": b"<rss>" + b" " * 10_000_001,
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_traps_cost_little(trap: bytes) -> None:
    began = time.monotonic()
    try:
        feed = parse_feed(trap)
    except FeedError:
        feed = None
    assert time.monotonic() - began < 20  # a hang, not a measurement
    if feed is not None:
        assert len(feed.title) <= 1000
        assert "root:" not in feed.title
        assert all(len(entry.title) <= 1000 for entry in feed.entries)


_texts = st.text(max_size=60)
_markup = st.one_of(
    _texts,
    st.sampled_from(
        [
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "&nope;",
            "<p>",
            "</title>",
            "\x1b[31m",
        ]
    ),
)


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    """Nearly feeds: the right elements around anything."""
    names = (
        "title",
        "link",
        "pubDate",
        "guid",
        "description",
        "author",
        "dc:date",
        "content:encoded",
        "updated",
    )
    kind = draw(st.sampled_from(["rss", "feed", "rdf:RDF", "channel"]))
    parts = [f"<{kind} version='{draw(_texts)}'><channel>"]
    for _ in range(draw(st.integers(0, 4))):
        parts.append(draw(st.sampled_from(["<item>", "<entry>", ""])))
        for name in draw(st.lists(st.sampled_from(names), max_size=5)):
            value = "".join(draw(st.lists(_markup, max_size=4)))
            parts.append(f"<{name} type='{draw(st.sampled_from(['html', 'xhtml', 'text']))}'>{value}")
            parts.append(draw(st.sampled_from([f"</{name}>", "", "</item>"])))
        parts.append(draw(st.sampled_from(["</item>", "</entry>", ""])))
    data = "".join(parts).encode("utf-8", "surrogatepass")
    cut = draw(st.integers(0, len(data)))
    return data if draw(st.booleans()) else data[:cut]


@settings(max_examples=examples(80), deadline=None)
@given(st.one_of(feeds(), st.binary(max_size=300)))
def test_anything_is_a_feed_or_a_feed_error(data: bytes) -> None:
    try:
        feed = parse_feed(data, url="https://a.example/feed")
    except FeedError as error:
        told = str(error)
        assert "\n" not in told
        return
    for entry in feed.entries:
        assert entry.title == " ".join(entry.title.split())
        assert entry.published is None or entry.published.tzinfo is UTC
        paragraphs_of_html(entry.content)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)
_json_item = st.dictionaries(
    st.sampled_from(["id", "url", "title", "content_html", "date_published", "authors", "author", "summary"]),
    _json,
)


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(st.one_of(_json_item, _json), max_size=3), st.dictionaries(_texts, _json, max_size=3))
def test_any_json_feed_is_read(items: list[object], more: dict[str, object]) -> None:
    feed = parse_feed(json.dumps({**more, "items": items}).encode())
    assert len(feed.entries) == sum(isinstance(item, dict) for item in items)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("plain words", "plain words"),
        ("a<b>b</b>c <script>alert(1)</script>d", "abc d"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("", ""),
        ("<p>un<!-- hidden -->seen</p>", "unseen"),
        ("<div>a\nb</div>", "a b"),
        ("\x1b[31mred\x1b[0m", "red"),
    ],
)
def test_paragraphs_of_html(html: str, text: str) -> None:
    assert paragraphs_of_html(html) == text


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(_markup, max_size=8).map("".join))
def test_any_html_becomes_harmless_text(html: str) -> None:
    text = paragraphs_of_html(html)
    assert "\x1b" not in text
    assert "\n\n\n" not in text
    assert "\n" not in title_of_html(html)
