"""Feeds and pages of invented outlets, for tests that bring articles in."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from index.corpus import Corpus, Entry

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article

_SENTENCES = (
    "The harbour master closed the northern quay shortly before seven.",
    "Two tugs had been sent out against the advice of the coastguard.",
    "Nobody on board was hurt, though the galley was under water.",
    "Engineers expect the pumps to run through the night.",
    "A spokeswoman for the port called the damage considerable.",
    "The owners have not answered our questions.",
    "Fishing boats may leave again once the wreck has been marked.",
    "The last such accident on this coast was eleven years ago.",
)


def body(number: int, sentences: int = 6) -> str:
    """An article's text that no other number shares."""
    own = [f"Report {number} came from berth {number * 7}, where crew {number} waited."]
    told = [
        f"{_SENTENCES[(number + i) % 8]} Crew {number}{chr(97 + i)} agreed on point {i}."
        for i in range(sentences)
    ]
    return "\n\n".join([*own, *told])


def rss(title: str, *items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


def item(
    number: int, text: str | None = None, *, link: str | None = None, title: str | None = None, date: str = ""
) -> str:
    html = "".join(f"<p>{escape(part)}</p>" for part in (text or body(number)).split("\n\n"))
    return (
        f"<item><title>{escape(title or f'Harbour report {number}')}</title>"
        f"<link>{escape(link or f'https://harbour.example/reports/{number}')}</link>"
        f"<pubDate>{date or 'Mon, 06 May 2024 10:00:00 GMT'}</pubDate>"
        f"<description>{escape(html)}</description></item>"
    )


def page(number: int, text: str | None = None) -> bytes:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in (text or body(number, 12)).split("\n\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Harbour report {number} | The Mole</title>'
        '<meta property="og:site_name" content="The Mole">'
        '<meta property="article:published_time" content="2024-05-06T10:00:00Z"></head>'
        f"<body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article>"
        f"<h1>Harbour report {number}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def articles(corpus: Path) -> list[Article]:
    """What a reader finds in the corpus."""
    reader = Corpus(corpus)
    found = [entry for path in reader.scan() for entry in reader.read(path)]
    assert all(isinstance(entry, Entry) for entry in found), found
    return [entry.article for entry in found if isinstance(entry, Entry)]
