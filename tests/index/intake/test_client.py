"""Whatever a server does, a request ends: with the body or with one line that says why not."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from typing import TYPE_CHECKING

import brotli
import pytest

from index.intake.client import Client, FetchError, Limits, Reply, Validators
from tests.index.intake.conftest import no_sleep

if TYPE_CHECKING:
    from tests.index.intake.server import Connection, LoopbackServer, Page

LARGEST = 1_000_000


def load(url: str, limits: Limits, **options: object) -> Reply:
    async def run() -> Reply:
        async with Client(limits, no_sleep) as client:
            return await client.get(url, largest=LARGEST, **options)  # type: ignore[arg-type]

    return asyncio.run(run())


def trouble(url: str, limits: Limits, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        load(url, limits, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_comes_with_what_its_server_says_of_it(server: LoopbackServer, limits: Limits) -> None:
    server.pages["/a"] = lambda talk: talk.reply(
        b"hello", content_type="text/html; charset=utf-8", etag='"1"'
    )
    reply = load(server.url("/a"), limits)
    assert reply.body == b"hello"
    assert reply.modified
    assert reply.content_type == "text/html; charset=utf-8"
    assert reply.validators == Validators('"1"', None)
    assert reply.moved_to is None
    assert "Lateral" in server.requests[0].headers["user-agent"]


def test_conditional_requests_spare_the_body(server: LoopbackServer, limits: Limits) -> None:
    server.pages["/a"] = lambda talk: talk.reply(status=304)
    known = Validators('"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    reply = load(server.url("/a"), limits, validators=known)
    assert not reply.modified
    assert reply.body == b""
    assert server.requests[0].headers["if-none-match"] == '"1"'
    assert server.requests[0].headers["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


TEXT = b"The ferry left at dawn. " * 1000
_bare = zlib.compressobj(wbits=-15)
PACKED = [
    ("gzip", gzip.compress(TEXT)),
    ("gzip", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", _bare.compress(TEXT) + _bare.flush()),
    ("br", brotli.compress(TEXT)),
    ("gzip, br", brotli.compress(gzip.compress(TEXT))),
    ("identity", TEXT),
]


@pytest.mark.parametrize(("encoding", "packed"), PACKED)
def test_compressed_bodies_are_unpacked(
    server: LoopbackServer, limits: Limits, encoding: str, packed: bytes
) -> None:
    server.pages["/a"] = lambda talk: talk.reply(packed, content_encoding=encoding)
    assert load(server.url("/a"), limits).body == TEXT


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [("gzip", gzip.compress(b"\0" * 50_000_000)), ("br", brotli.compress(b"\0" * 50_000_000, quality=5))],
)
def test_bombs_are_not_unpacked(server: LoopbackServer, limits: Limits, encoding: str, bomb: bytes) -> None:
    server.pages["/a"] = lambda talk: talk.reply(bomb, content_encoding=encoding)
    assert "larger than 1,000,000 bytes" in trouble(server.url("/a"), limits)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "snappy", "gzip, gzip, gzip"])
def test_what_cannot_be_unpacked_is_told(server: LoopbackServer, limits: Limits, encoding: str) -> None:
    server.pages["/a"] = lambda talk: talk.reply(b"neither this nor that", content_encoding=encoding)
    assert "compress" in trouble(server.url("/a"), limits)


@pytest.mark.parametrize(
    ("encoding", "packed"), [("gzip", gzip.compress(TEXT)), ("br", brotli.compress(TEXT))]
)
def test_a_stream_that_is_cut_off_is_not_taken_for_whole(
    server: LoopbackServer, limits: Limits, encoding: str, packed: bytes
) -> None:
    server.pages["/a"] = lambda talk: talk.reply(packed[:-10], content_encoding=encoding)
    assert "cut off" in trouble(server.url("/a"), limits)


def _endless(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        talk.send(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def _dripping(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\ncontent-length: 900000\r\n\r\n")
    while True:
        # Waits a moment for a word from the client, which never speaks, so that each byte comes alone.
        talk.socket.settimeout(0.05)
        try:
            if not talk.socket.recv(1):
                return
        except TimeoutError:
            talk.send(b"x")


def _dripping_headers(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\n")
    while True:
        talk.socket.settimeout(0.05)
        try:
            if not talk.socket.recv(1):
                return
        except TimeoutError:
            talk.send(b"x-more: y\r\n")


def _silent(talk: Connection) -> None:
    talk.wait_for_goodbye()


def _stalled(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\ncontent-length: 1000\r\n\r\nbeginning")
    talk.wait_for_goodbye()


def _too_short(talk: Connection) -> None:
    talk.reply(b"half of i", content_length="1000")


def _not_http(talk: Connection) -> None:
    talk.send(b"220 mail.example ESMTP ready\r\n")


def _hung_up(talk: Connection) -> None:
    pass


def _bad_chunks(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\nzzz\r\nhello\r\n")


def _huge_header(talk: Connection) -> None:
    talk.send(b"HTTP/1.1 200 x\r\nx-huge: " + b"y" * 2_000_000)


def _declared_huge(talk: Connection) -> None:
    talk.reply(b"", content_length="1000000000")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (_endless, "larger than"),
        (_declared_huge, "larger than"),
        (_dripping, "took longer than"),
        (_dripping_headers, "took longer than"),
        (_silent, "no answer in time"),
        (_stalled, "no answer in time"),
        (_too_short, "cut off"),
        (_not_http, "garbled"),
        (_hung_up, "cut off"),
        (_bad_chunks, "garbled"),
        (_huge_header, ""),
    ],
)
def test_bad_hosts_cost_bounded_time_and_memory(
    server: LoopbackServer, limits: Limits, page: Page, told: str
) -> None:
    server.pages["/a"] = page
    assert told in trouble(server.url("/a"), limits)


def test_trouble_that_passes_is_tried_again(server: LoopbackServer, limits: Limits) -> None:
    def flaky(talk: Connection) -> None:
        first = len(server.requests) == 1
        talk.reply(b"busy" if first else b"fine", status=503 if first else 200)

    server.pages["/a"] = flaky
    assert load(server.url("/a"), limits).body == b"fine"
    assert len(server.requests) == 2


def test_trouble_that_stays_is_told_after_some_attempts(server: LoopbackServer, limits: Limits) -> None:
    server.pages["/a"] = lambda talk: talk.reply(status=500)
    assert trouble(server.url("/a"), limits) == "server trouble (500)"
    assert len(server.requests) == limits.attempts


@pytest.mark.parametrize(
    ("status", "told"), [(404, "not found"), (410, "gone"), (403, "refuses"), (204, "204")]
)
def test_what_will_not_get_better_is_asked_once(
    server: LoopbackServer, limits: Limits, status: int, told: str
) -> None:
    server.pages["/a"] = lambda talk: talk.reply(status=status)
    assert told in trouble(server.url("/a"), limits)
    assert len(server.requests) == 1


def test_retry_after_is_obeyed(server: LoopbackServer, limits: Limits) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def busy(talk: Connection) -> None:
        first = len(server.requests) == 1
        talk.reply(b"", status=429, retry_after="3") if first else talk.reply(b"fine")

    async def run() -> Reply:
        async with Client(limits, sleep) as client:
            return await client.get(server.url("/a"), largest=LARGEST)

    server.pages["/a"] = busy
    assert asyncio.run(run()).body == b"fine"
    assert waits == [3.0]


@pytest.mark.parametrize("after", ["86400", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_who_asks_for_a_long_wait_is_left_alone(server: LoopbackServer, limits: Limits, after: str) -> None:
    server.pages["/a"] = lambda talk: talk.reply(status=429, retry_after=after)
    with pytest.raises(FetchError) as caught:
        load(server.url("/a"), limits)
    assert caught.value.wait > 3600
    assert len(server.requests) == 1


@pytest.mark.parametrize("after", ["soon", "-5", "Fri, 99 Foo 9999", "9" * 400])
def test_a_senseless_retry_after_is_no_reason_to_stop(
    server: LoopbackServer, limits: Limits, after: str
) -> None:
    server.pages["/a"] = lambda talk: talk.reply(status=429, retry_after=after)
    assert "less often" in trouble(server.url("/a"), limits)
    assert len(server.requests) == limits.attempts


def _to(target: str, status: int = 302) -> Page:
    return lambda talk: talk.reply(status=status, location=target)


def test_redirects_are_followed_and_permanent_ones_reported(server: LoopbackServer, limits: Limits) -> None:
    server.pages |= {"/a": _to("/b", 301), "/b": _to("/c", 308), "/c": _to("/d", 302), "/d": b"here"}
    reply = load(server.url("/a"), limits)
    assert reply.body == b"here"
    assert reply.url == server.url("/d")
    assert reply.moved_to == server.url("/c")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/a", "in a circle"),
        ("file:///etc/passwd", "no web address"),
        ("ftp://127.0.0.1/x", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("data:text/html,x", "no web address"),
        ("http://user:secret@127.0.0.1/", "no web address"),
        ("http://[::1/", "no web address"),
        ("", "nowhere"),
    ],
)
def test_redirects_lead_only_to_the_web(
    server: LoopbackServer, limits: Limits, target: str, told: str
) -> None:
    server.pages["/a"] = _to(target)
    message = trouble(server.url("/a"), limits)
    assert told in message
    assert "secret" not in message


def test_redirects_come_to_an_end(server: LoopbackServer, limits: Limits) -> None:
    for number in range(20):
        server.pages[f"/{number}"] = _to(f"/{number + 1}")
    assert "more than 10 times" in trouble(server.url("/0"), limits)
    assert len(server.requests) == 11


def test_a_public_site_cannot_send_us_into_a_private_network(server: LoopbackServer, limits: Limits) -> None:
    server.pages["/secret"] = b"the router's password"
    message = trouble(server.url("/secret"), limits, linked_from="http://8.8.8.8/feed.xml")
    assert "private network" in message
    assert server.requests == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "/etc/passwd", ""])
def test_nothing_but_the_web_is_opened(limits: Limits, url: str) -> None:
    assert "not a web address" in trouble(url, limits)


def test_nobody_at_home(limits: Limits) -> None:
    assert "no connection" in trouble("http://127.0.0.1:9/", limits)


def test_one_request_at_a_time_for_a_host(server: LoopbackServer, limits: Limits) -> None:
    async def run() -> None:
        async with Client(limits, no_sleep) as client:
            await asyncio.gather(*(client.get(server.url(f"/{n}"), largest=LARGEST) for n in range(8)))

    server.pages |= {f"/{number}": b"page" for number in range(8)}
    server.thinking = 0.01
    asyncio.run(run())
    assert len(server.requests) == 8
    assert server.most_at_once == 1


def test_cookies_are_not_sent_back(server: LoopbackServer, limits: Limits) -> None:
    async def run() -> None:
        async with Client(limits, no_sleep) as client:
            await client.get(server.url("/a"), largest=LARGEST)
            await client.get(server.url("/a"), largest=LARGEST)

    server.pages["/a"] = lambda talk: talk.reply(b"x", set_cookie="who=you")
    asyncio.run(run())
    assert "cookie" not in server.requests[1].headers
