"""Talking to a cluster: which node, with what patience, and what to tell when it fails.

Every failure becomes one clear line: :class:`UnreachableError` where trying again later may help, plain
:class:`LibraryError` where something has to be put right. The client tries the other nodes by itself.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import threading
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from index.records import LibraryError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opensearchpy import Transport
    from opensearchpy.exceptions import TransportError

    from index.settings import OpenSearchSettings

#: The oldest servers whose answers are understood: (distribution, major version).
_OLDEST: Final = {"opensearch": 2, "elasticsearch": 7}
_BUSY: Final = 429
#: Seconds that writing many articles may take where nobody sits and waits for it.
PATIENTLY: Final = 120
#: How often a busy cluster is asked while somebody does.
HURRIEDLY: Final = 3
_NDJSON: Final = {"content-type": "application/x-ndjson"}

#: What a server answered: JSON, whose shape is its own documentation's business.
Answer: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on trying while the cluster says that it is too busy.

    Attributes:
        attempts: How often in all.
        first: Seconds before the second attempt; twice as long before each further one.
        longest: Seconds that no pause exceeds.
        sleep: Waits; exchanged by tests.
    """

    attempts: int = 8
    first: float = 0.5
    longest: float = 30.0
    sleep: Callable[[float], None] = time.sleep

    def pause(self, attempt: int) -> None:
        """Wait after failed attempt number ``attempt`` (from 0), a little by chance: many may be waiting."""
        self.sleep(min(self.longest, self.first * 2**attempt) * random.uniform(0.5, 1.0))  # noqa: S311


class Cluster:
    """One index on one cluster, as the settings name it. Safe to use from several threads.

    Nothing is asked before the first request; the first one also looks at the server's version.
    """

    def __init__(self, settings: OpenSearchSettings, patience: Patience | None = None) -> None:
        self.settings = settings
        self.index = settings.index
        self.patience = patience or Patience()
        #: Sends one reader's searches to the same copies of the shards, so that pages fit together.
        self.preference = secrets.token_hex(6)
        self._lock = threading.Lock()
        self._known = False

    @property
    def name(self) -> str:
        """What to call the archive in a message."""
        return f"the archive {self.index!r} on {', '.join(self.settings.hosts)}"

    @cached_property
    def _transport(self) -> Transport:
        settings = self.settings
        try:
            from opensearchpy import OpenSearch
        except ImportError as error:
            raise LibraryError(
                "engine: opensearch needs the package opensearch-py: pip install 'lateral[opensearch]'"
            ) from error
        client = OpenSearch(
            hosts=list(settings.hosts),
            http_auth=_basic(settings),
            headers=_api_key(settings),
            verify_certs=settings.verify,
            ssl_show_warn=False,
            ca_certs=str(settings.ca_file) if settings.ca_file else None,
            timeout=settings.timeout,
            max_retries=max(2, len(settings.hosts)),
            retry_on_timeout=len(settings.hosts) > 1,
            pool_maxsize=8,
        )
        return client.transport

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
        *,
        patiently: bool = False,
    ) -> Answer:
        """Ask something of the index: ``path`` is "_search" and the like, "" for the index itself.

        ``patiently`` says that nobody sits and waits: :data:`PATIENTLY` seconds are given for an answer.

        Raises:
            UnreachableError: No node answers in time, or they are too busy.
            LibraryError: The cluster refuses.
        """
        text = None if body is None else json.dumps(body, ensure_ascii=False)
        target = f"/{self.index}/{path}".rstrip("/")
        return self._send(method, target, text, params=params, patiently=patiently)

    def ask_lines(self, path: str, lines: Sequence[str], *, patiently: bool = False) -> Answer:
        """Send lines of JSON, as ``_bulk`` and ``_msearch`` take them. Raises as :meth:`ask` does."""
        text = "\n".join((*lines, ""))
        return self._send("POST", f"/{self.index}/{path}", text, headers=_NDJSON, patiently=patiently)

    def ask_many(self, searches: Sequence[Mapping[str, Any]], *, patiently: bool = False) -> list[Answer]:
        """Return the answers to several searches, sent as one request. Raises as :meth:`ask` does."""
        if not searches:
            return []
        lines = [text for body in searches for text in ("{}", json.dumps(body, ensure_ascii=False))]
        for attempt in range(self._attempts(patiently=patiently)):
            answers: list[Answer] = self.ask_lines("_msearch", lines, patiently=patiently).get(
                "responses", []
            )
            failed = next((answer for answer in answers if "error" in answer), None)
            if failed is None:
                return answers
            if failed.get("status") != _BUSY:
                raise self._told(_as_error(failed))
            self.patience.pause(attempt)
        raise UnreachableError(f"{self.name} is too busy now")

    def _send(
        self,
        method: str,
        path: str,
        body: str | None,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        patiently: bool,
    ) -> Answer:
        self._look_at_version()
        # What no encoding can carry, a lone half of a surrogate pair, no server would take.
        sent = None if body is None else body.encode("utf-8", "replace").decode()
        timeout = max(PATIENTLY, self.settings.timeout) if patiently else None
        return self._repeatedly(
            lambda: self._transport.perform_request(
                method, path, params=params, body=sent, timeout=timeout, headers=headers
            ),
            self._attempts(patiently=patiently),
        )

    def _attempts(self, *, patiently: bool) -> int:
        return self.patience.attempts if patiently else min(HURRIEDLY, self.patience.attempts)

    def _repeatedly(self, send: Callable[[], Any], attempts: int) -> Answer:
        """Send, and again after a while as long as the answer is that the cluster is too busy."""
        from opensearchpy.exceptions import SerializationError, TransportError

        for attempt in range(attempts):
            try:
                answer = send()
            except TransportError as error:
                if error.status_code != _BUSY or _is_blocked(error) or attempt + 1 == attempts:
                    raise self._told(error) from error
                self.patience.pause(attempt)
            except (SerializationError, UnicodeDecodeError) as error:
                raise LibraryError(f"{self.name} did not answer in JSON: is it OpenSearch?") from error
            else:
                if not isinstance(answer, dict):
                    raise LibraryError(f"{self.name} did not answer in JSON: is it OpenSearch?")
                return answer
        raise UnreachableError(f"{self.name} is too busy now")

    def _look_at_version(self) -> None:
        with self._lock:
            if self._known:
                return
            try:
                about = self._repeatedly(lambda: self._transport.perform_request("GET", "/"), HURRIEDLY)
            except RefusedError:
                about = {}  # many a reader may search but not ask about the cluster
            self._known = True
        version = about.get("version", {})
        kind = str(version.get("distribution", "elasticsearch"))
        major = str(version.get("number", "")).partition(".")[0]
        oldest = _OLDEST.get(kind)
        if oldest is not None and major.isdecimal() and int(major) < oldest:
            self._known = False
            raise LibraryError(
                f"{self.name} runs {kind} {version['number']}, which is too old:"
                " OpenSearch 2 or Elasticsearch 7 is needed"
            )

    def _told(self, error: TransportError) -> LibraryError:
        """What went wrong, in one line."""
        from opensearchpy.exceptions import ConnectionError as NotConnectedError
        from opensearchpy.exceptions import ConnectionTimeout, SSLError

        if isinstance(error, SSLError) or "CERTIFICATE" in str(error.error).upper():
            return LibraryError(
                f"{self.name}: its certificate is not trusted ({_reason(error)});"
                " opensearch.ca_file names the authority that signed it"
            )
        if isinstance(error, ConnectionTimeout):
            return UnreachableError(f"{self.name} gave no answer within {self.settings.timeout} s")
        if isinstance(error, NotConnectedError):
            return UnreachableError(f"{self.name} cannot be reached ({_reason(error)})")
        match error.status_code, error.error:
            case 401, _:
                return RefusedError(
                    f"{self.name} refuses the credentials: see opensearch.username,"
                    " opensearch.password_env and opensearch.api_key_env"
                )
            case _, "cluster_block_exception":
                return LibraryError(f"{self.name} takes no changes now: {_reason(error)}")
            case 403, _:
                return RefusedError(f"{self.name} does not allow this: {_reason(error)}")
            case 404, "index_not_found_exception":
                return NoIndexError(f"{self.name} does not exist yet; lateral index makes it of a corpus")
            case (429, _) | (502 | 503 | 504, _):
                return UnreachableError(
                    f"{self.name} cannot answer now ({error.status_code}: {_reason(error)})"
                )
            case _:
                return LibraryError(f"{self.name} failed ({error.status_code}: {_reason(error)})")

    def close(self) -> None:
        """Close all connections."""
        if "_transport" in self.__dict__:
            self._transport.close()


class RefusedError(LibraryError):
    """The cluster does not let this user do this."""


class NoIndexError(LibraryError):
    """The cluster has no index of that name."""


def _as_error(answer: Answer) -> TransportError:
    """One failed answer of several as the error that it would have been alone."""
    from opensearchpy.exceptions import TransportError

    error = answer["error"]
    kind = error.get("type", "") if isinstance(error, dict) else str(error)
    return TransportError(int(answer.get("status", 500)), kind, {"error": error})


def _is_blocked(error: TransportError) -> bool:
    """Whether writing is forbidden, which waiting does not change; some servers tell it as being busy."""
    return bool(error.error == "cluster_block_exception")


def _reason(error: TransportError) -> str:
    """The innermost reason that the server or the network gave, one line."""
    info = error.info
    if isinstance(info, dict):
        found = info.get("error", info)
        if isinstance(found, dict):
            causes = found.get("root_cause") or [found]
            found = causes[0].get("reason") or found.get("reason") or found.get("type")
        text = str(found)
    else:
        text = str(info if info is not None else error.error)
        # urllib3 wraps what the system said: "<... object at 0x..>: Failed ...: [Errno 111] Refused".
        text = text.rpartition("] ")[2] if "[Errno" in text or "[SSL" in text else text.rpartition(">: ")[2]
    return " ".join(text.strip("'()\" ").split())[:200]


def _basic(settings: OpenSearchSettings) -> tuple[str, str] | None:
    if settings.username is None or settings.password_env is None:
        return None
    return settings.username, _secret(settings.password_env, "opensearch.password_env")


def _api_key(settings: OpenSearchSettings) -> dict[str, str] | None:
    if settings.api_key_env is None:
        return None
    return {"authorization": f"ApiKey {_secret(settings.api_key_env, 'opensearch.api_key_env')}"}


def _secret(variable: str, key: str) -> str:
    value = os.environ.get(variable)
    if not value:
        raise LibraryError(f"the environment variable {variable} is not set, which {key} names")
    return value
