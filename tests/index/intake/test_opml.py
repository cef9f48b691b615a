"""Lists of feeds: what is written is read again, and what others write is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.intake.opml import OpmlError, looks_like_opml, opml_export, parse_opml
from index.settings import Feed
from tests.fuzzing import examples

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="Ports"><outline text="The Mole" title="The Mole (feed)" type="rss" xmlUrl="https://mole.example/f"
 htmlUrl="https://mole.example/" category="/sea/north,wire"/></outline>
<outline text="The Pier" XMLURL=" https://pier.example/f "/>
<outline text="Again" xmlUrl="https://mole.example/f"/>
<outline text="Files" xmlUrl="file:///etc/passwd"/>
<outline text="Program" xmlUrl="|~/run.py"/>
<outline text="Shared" type="source" xmlUrl="https://lists.example/all.opml"/></body></opml>"""


def test_folders_and_categories_are_tags() -> None:
    listed = parse_opml(OPML)
    assert listed.title == "My feeds"
    assert listed.feeds == (
        Feed("https://mole.example/f", "The Mole", ("Ports", "sea/north", "wire")),
        Feed("https://pier.example/f", "The Pier"),
    )
    assert [line.partition(":")[0] for line in listed.skipped] == ["Files", "Program", "Shared"]


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body><outline text='A' xmlUrl='https://a.example/'>",
        "<opml><body><outline text='A' xmlUrl='https://a.example/'/></head></x:y>",
        "\n\n<OPML><BODY><OUTLINE TEXT='A' XMLURL='https://a.example/'/></BODY></OPML>",
    ],
)
def test_broken_lists_give_what_can_be_read(text: str) -> None:
    assert [(feed.url, feed.name) for feed in parse_opml(text.encode()).feeds] == [
        ("https://a.example/", "A")
    ]


def test_names_of_characters_from_html() -> None:
    data = (
        b"<opml><body><outline text='Caf&eacute; &nope; &amp; bar' xmlUrl='https://a.example/?a=1&amp;b=2'/>"
    )
    (feed,) = parse_opml(data).feeds
    assert feed.name == "Café & bar"
    assert feed.url == "https://a.example/?a=1&b=2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html></html>",
        b"<rss/>",
        b"words",
        b'<!DOCTYPE o [<!ENTITY a "b">]><opml/>',
        '<!DOCTYPE o [<!ENTITY a "b">]><opml/>'.encode("utf-16"),
    ],
)
def test_what_is_no_list_is_told(data: bytes) -> None:
    with pytest.raises(OpmlError):
        parse_opml(data)


def test_deep_nesting_ends() -> None:
    data = b"<opml><body>" + b"<outline text='a'>" * 100_000
    assert parse_opml(data).feeds == ()


_line = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "),
    min_size=1,
    max_size=20,
).map(lambda text: " ".join(text.split()))
_lines = _line.filter(lambda text: text and text == text.strip("/ "))
_tags = _lines.filter(lambda text: "," not in text and "/" not in text)
_paths = st.text("abcXYZ019._~%&=?'\"<>;-/", max_size=20)
_urls = st.builds("https://{}.example/{}".format, st.text("abcdefg", min_size=1, max_size=8), _paths)
_feeds = st.lists(
    st.builds(
        Feed,
        url=_urls,
        name=st.none() | _lines,
        tags=st.lists(_tags, max_size=3, unique=True).map(tuple),
        full_text=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda feed: feed.url,
)


@settings(max_examples=examples(40), deadline=None)
@given(_feeds)
def test_what_is_written_is_read_again(feeds: list[Feed]) -> None:
    import unicodedata

    feeds = [
        Feed(
            feed.url,
            unicodedata.normalize("NFC", feed.name) if feed.name else None,
            tuple(unicodedata.normalize("NFC", tag) for tag in feed.tags),
            feed.full_text,
        )
        for feed in feeds
    ]
    text = opml_export(feeds)
    assert looks_like_opml(text.encode())
    assert list(parse_opml(text.encode()).feeds) == feeds


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_anything_is_a_list_or_an_opml_error(text: str, value: str) -> None:
    for data in (text, f"<opml><body><outline text='{value}' xmlUrl='{text}'>{text}</outline>{value}"):
        try:
            parse_opml(data.encode("utf-8", "surrogatepass"))
        except OpmlError as error:
            assert "\n" not in str(error)  # noqa: PT017 - most inputs are lists, and raise nothing
