"""Many articles are described in a second process, while the first one places those before them.

The parent starts ``python -m index.topic_ahead`` and writes lines of JSON: how rare terms are, then batches
of articles; the child answers each batch with a line of profiles. Ending the child at any moment is safe;
what it has not answered, the parent describes itself.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from array import array
from collections import deque
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeAlias

from index.article import Article
from index.topic_describing import Describer
from index.topic_profile import DESCRIBED, Profile, Rarities

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence

#: So few articles are not worth a second process: its start takes as long as describing some hundreds.
FEW: Final = 1000
#: Articles in a line, and lines that the child has before it.
BATCH: Final = 50
AHEAD: Final = 3

_Line: TypeAlias = list[list[Any]]


class Counted(Protocol):
    """Knows in how many articles of a library a term stands."""

    def found(self, term: str) -> int:
        """Return it for one term."""

    def all_found(self) -> Mapping[str, int]:
        """Return it for all terms for which it is not 0."""


def profiles(articles: Iterable[Article], counted: Counted, searched: int) -> Generator[Profile]:
    """Yield the profile of each article in turn, given what is known of ``searched`` articles before them.

    The articles are taken only as far as they are needed soon.
    """
    describer = Describer(Rarities(counted.found, searched))
    articles = iter(articles)
    yield from map(describer.describe, islice(articles, FEW))
    if _cores() < 2:
        yield from map(describer.describe, articles)
        return
    first = next(articles, None)
    if first is None:
        return
    articles = chain([first], articles)
    with _Helper(counted.all_found(), searched) as helper:
        waiting: deque[list[Article]] = deque()
        while batch := list(islice(articles, BATCH)):
            helper.send([_sent(one) for one in batch])
            waiting.append(batch)
            if len(waiting) > AHEAD:
                yield from _answered(helper, waiting.popleft(), describer)
        for batch in waiting:
            yield from _answered(helper, batch, describer)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answered(helper: _Helper, batch: Sequence[Article], describer: Describer) -> list[Profile]:
    answer = helper.receive()
    return [describer.describe(one) for one in batch] if answer is None else [_profile(one) for one in answer]


class _Helper:
    """The other process. A thread writes to it, so that neither side ever waits for the other to read."""

    def __init__(self, found: Mapping[str, int], searched: int) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "index.topic_ahead"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            cwd=Path(__file__).parent.parent,
        )
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()
        self._lines.put(json.dumps({"found": dict(found), "searched": searched}))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.put(None)
        self._child.kill()
        self._writer.join()
        with suppress(OSError):
            self._child.communicate()

    def _write(self) -> None:
        assert self._child.stdin is not None  # noqa: S101
        with suppress(OSError, ValueError):
            while (line := self._lines.get()) is not None:
                self._child.stdin.write(line + "\n")
                self._child.stdin.flush()

    def send(self, batch: _Line) -> None:
        """Have a batch described."""
        self._lines.put(json.dumps(batch))

    def receive(self) -> _Line | None:
        """Return what the next batch was described as; None if the child is gone."""
        assert self._child.stdout is not None  # noqa: S101
        try:
            answer: _Line = json.loads(self._child.stdout.readline())
        except (OSError, ValueError):
            return None
        return answer


def _sent(one: Article) -> list[Any]:
    published = one.published.isoformat() if one.published else None
    return [one.id, one.title, one.text[:DESCRIBED], published, one.topic]


def _taken(sent: list[Any]) -> Article:
    article_id, title, text, published, topic = sent
    moment = datetime.fromisoformat(published) if published else None
    return Article(article_id, "", title, text, moment, topic=topic)


def _told(one: Profile) -> list[Any]:
    weights = base64.b64encode(array("d", one.vector.values()).tobytes()).decode()
    return [one.article_id, one.day, one.given, " ".join(one.vector), weights, one.keys, one.surfaces]


def _profile(told: list[Any]) -> Profile:
    article_id, day, given, terms, packed, keys, surfaces = told
    weights = array("d", base64.b64decode(packed))
    vector = dict(zip(terms.split(" "), weights, strict=True)) if weights else {}
    return Profile(article_id, day, given, vector, tuple(keys), tuple(surfaces))


def main() -> int:
    """Describe what standard input brings until it ends."""
    asked = json.loads(sys.stdin.readline())
    found = asked["found"]
    describer = Describer(Rarities(lambda term: found.get(term, 0), asked["searched"]))
    for line in sys.stdin:
        told = [_told(describer.describe(_taken(sent))) for sent in json.loads(line)]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
