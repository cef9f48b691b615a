"""Load addresses politely and without trusting who answers.

One request at a time to each host, a few hosts at once. Whatever a server does (drips, lies about lengths,
redirects in circles, unpacks to gigabytes), each request ends within bounds of time and memory, with the
body or with one line that says why not.
"""

from __future__ import annotations

import asyncio
import ipaddress
import random
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any, Self

from index.formats.clean import one_line
from index.intake.unpacking import ACCEPTED, Unpacker, UnpackError
from index.intake.urls import absolute, host_of, is_web, shown_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    import httpx

USER_AGENT = "Lateral/0.1 (news reader; conditional requests)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOCATION = "x-lateral-location"
_PERMANENT = frozenset({301, 308})
_WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REASONS = {
    401: "asks for a password",
    403: "refuses us (403)",
    404: "not found (404)",
    410: "gone for good (410)",
    429: "asks us to come less often (429)",
    451: "not available for legal reasons (451)",
}


class FetchError(Exception):
    """An address could not be loaded; the message is one line that says why.

    ``wait`` is how many seconds the server asked us to stay away, 0 where it did not.
    """

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much. Times in seconds, sizes in bytes (of the body, unpacked).

    Attributes:
        connect: For making a connection.
        read: Between two pieces of an answer.
        total: For one whole request, however steadily it drips.
        redirects: From the first address to the last.
        attempts: In all, where a failure may pass.
        backoff: Before the second attempt; each further one waits twice as long.
        patience: The longest that is waited when a server asks us to.
        hosts: That are asked at once.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    redirects: int = 10
    attempts: int = 3
    backoff: float = 1.0
    patience: float = 30.0
    hosts: int = 6


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to hear to answer "not modified" (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        url: The address that answered, after redirects.
        moved_to: The address to use from now on, where permanent redirects say so; else None.
        modified: False for "not modified"; the body is empty then.
        body: Unpacked.
        content_type: The header; may be empty.
        validators: For the next time.
    """

    url: str
    moved_to: str | None
    modified: bool
    body: bytes
    content_type: str
    validators: Validators


@dataclass(slots=True)
class _Hops:
    """The way from the first address to the present one."""

    url: str
    seen: set[str] = field(default_factory=set)
    moved_to: str | None = None
    only_permanent: bool = True


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: with which headers, how many bytes and seconds at most, and whom to tell."""

    headers: Mapping[str, str]
    largest: int
    seconds: float
    on_turn: Callable[[], None]


def _nothing() -> None:
    """Tell nobody."""


class Client:
    """Loads addresses within limits. An async context manager; used within one event loop.

    Args:
        limits: Bounds of each request.
        sleep: How to wait between attempts; tests pass their own.
    """

    def __init__(
        self, limits: Limits | None = None, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self.limits = limits or Limits()
        self._sleep = sleep
        self._hosts: dict[str, asyncio.Lock] = {}
        self._slots = asyncio.Semaphore(self.limits.hosts)
        self._public: dict[str, bool] = {}
        self._exits = AsyncExitStack()
        self._http: httpx.AsyncClient

    async def __aenter__(self) -> Self:
        import httpx

        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        self._http = await self._exits.enter_async_context(
            httpx.AsyncClient(
                timeout=timeout,
                follow_redirects=False,  # each step is looked at first
                event_hooks={"response": [_hide_location]},
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPTED},
                limits=httpx.Limits(max_keepalive_connections=self.limits.hosts),
            )
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._exits.aclose()

    async def get(
        self,
        url: str,
        *,
        largest: int,
        accept: str = "*/*",
        validators: Validators | None = None,
        linked_from: str | None = None,
        seconds: float | None = None,
        on_turn: Callable[[], None] | None = None,
    ) -> Reply:
        """Load ``url``, following redirects, trying again where that may help.

        Args:
            url: http or https.
            largest: Bytes of the body, unpacked, beyond which it is given up.
            accept: The header of that name.
            validators: From the last time; the answer may then be "not modified".
            linked_from: Who named the address. A public site may not send us into a private network.
            seconds: For each request, in place of the client's limit of that, where it is less.
            on_turn: Called when it is this address's turn to be asked, for each attempt and redirect.

        Raises:
            FetchError: It could not be loaded.
        """
        if not is_web(url):
            raise FetchError(f"not a web address: {shown_url(url)}")
        headers = {"Accept": accept}
        if validators and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        if linked_from is not None:
            await self._refuse_inward(linked_from, url)
        wish = _Wish(
            headers, largest, min(seconds or self.limits.total, self.limits.total), on_turn or _nothing
        )
        for attempt in range(1, self.limits.attempts + 1):
            try:
                return await self._follow(url, wish)
            except _PassingError as error:
                wait = max(error.wait, self.limits.backoff * 2 ** (attempt - 1) * random.uniform(0.8, 1.2))  # noqa: S311
                if attempt == self.limits.attempts or wait > self.limits.patience:
                    raise FetchError(str(error), error.wait) from error
            await self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _follow(self, url: str, wish: _Wish) -> Reply:
        hops = _Hops(url)
        for _ in range(self.limits.redirects + 1):
            hops.seen.add(hops.url)
            async with self._turn(hops.url), self._asked(hops.url, wish) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._reply(response, hops, wish.largest)
                target = _target(response, hops)
            await self._refuse_inward(hops.url, target)
            hops.only_permanent &= response.status_code in _PERMANENT
            if hops.only_permanent:
                hops.moved_to = target
            hops.url = target
        raise FetchError(f"redirects more than {self.limits.redirects} times")

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Wait until nobody asks this host and few others are being asked."""
        # The host first: waiting for it must not keep others from their slot.
        async with self._hosts.setdefault(host_of(url), asyncio.Lock()), self._slots:
            yield

    @asynccontextmanager
    async def _asked(self, url: str, wish: _Wish) -> AsyncIterator[httpx.Response]:
        """Send the request and turn what goes wrong on the way, body included, into errors of ours."""
        import httpx

        wish.on_turn()
        try:
            async with (
                asyncio.timeout(wish.seconds),
                self._http.stream("GET", url, headers=dict(wish.headers)) as response,
            ):
                yield response
        except TimeoutError:
            raise FetchError(f"took longer than {wish.seconds:g} seconds") from None
        except httpx.TimeoutException as error:
            what = "no connection" if isinstance(error, httpx.ConnectTimeout) else "no answer"
            raise _PassingError(f"{what} in time") from None
        except httpx.ConnectError as error:
            raise _PassingError(f"no connection ({one_line(str(error), 80)})") from None
        except httpx.RemoteProtocolError as error:
            raise _PassingError(f"cut off or garbled ({one_line(str(error), 80)})") from None
        except httpx.TransportError as error:
            raise _PassingError(
                f"connection lost ({one_line(str(error) or type(error).__name__, 80)})"
            ) from None
        except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
            raise FetchError(f"cannot be asked ({one_line(str(error), 80)})") from None
        finally:
            self._http.cookies.clear()  # nothing that a site sets is sent back

    async def _reply(self, response: httpx.Response, hops: _Hops, largest: int) -> Reply:
        status = response.status_code
        if status == 304:
            return _make_reply(response, hops, b"", modified=False)
        if status in _WORTH_RETRYING:
            raise _PassingError(_REASONS.get(status, f"server trouble ({status})"), _asked_wait(response))
        if status != 200:
            raise FetchError(_REASONS.get(status, f"answers with status {status}"))
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > largest:
            raise FetchError(f"larger than {largest:,} bytes")
        try:
            unpacker = Unpacker(response.headers.get("content-encoding", ""), largest)
            async for chunk in response.aiter_raw(1 << 16):
                unpacker.feed(chunk)
            body = unpacker.result()
        except UnpackError as error:
            raise FetchError(str(error)) from None
        return _make_reply(response, hops, body, modified=True)

    async def _refuse_inward(self, origin: str, target: str) -> None:
        """Stop a public site from sending us to an address that only we can reach."""
        if host_of(origin) == host_of(target) or not await self._is_public(host_of(origin)):
            return
        if not await self._is_public(host_of(target)):
            raise FetchError(f"leads from the web into a private network ({shown_url(target)})")

    async def _is_public(self, host: str) -> bool:
        if host not in self._public:
            self._public[host] = await _is_public(host)
        return self._public[host]


class _PassingError(FetchError):
    """A failure that may be over in a moment."""


async def _hide_location(response: httpx.Response) -> None:
    """Keep httpx from reading an address that it would choke on, although it is told not to follow it."""
    if "location" in response.headers:
        response.headers[_LOCATION] = response.headers.pop("location")


def _target(response: httpx.Response, hops: _Hops) -> str:
    location = response.headers.get(_LOCATION, "")
    if not location:
        raise FetchError(f"redirects to nowhere ({response.status_code})")
    target = absolute(location, hops.url)
    if target is None:
        raise FetchError(f"redirects to what is no web address: {shown_url(location)}")
    target = target.partition("#")[0]
    if target in hops.seen:
        raise FetchError("redirects in a circle")
    return target


def _make_reply(response: httpx.Response, hops: _Hops, body: bytes, *, modified: bool) -> Reply:
    headers = response.headers
    return Reply(
        url=hops.url,
        moved_to=hops.moved_to,
        modified=modified,
        body=body,
        content_type=headers.get("content-type", "")[:200],
        validators=Validators(_validator(headers.get("etag")), _validator(headers.get("last-modified"))),
    )


def _validator(value: str | None) -> str | None:
    """Return a header as it can be sent back, or None."""
    return value if value and len(value) < 500 and value.isascii() and value.isprintable() else None


def _asked_wait(response: httpx.Response) -> float:
    """Return the seconds that Retry-After names, as a number or as a date; 0 where it names none."""
    from email.utils import parsedate_to_datetime

    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0


async def _is_public(host: str) -> bool:
    """Whether the name or address belongs to the public internet; names that nobody knows count as public."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    try:
        found: list[Any] = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return True  # behind a proxy that resolves for us, or nowhere: asking will tell
    return all(ipaddress.ip_address(item[4][0].partition("%")[0]).is_global for item in found)
