"""Writing many documents: in bounded batches, again and again what the cluster was too busy for.

Ids make repeats harmless: a batch that was cut off half-way is simply sent once more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from index.engines.opensearch_client import RefusedError
from index.records import LibraryError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.engines.opensearch_client import Cluster

#: Documents of one request, and bytes; whichever comes first. 5 to 15 MB are recommended, many are smaller.
MOST_DOCUMENTS: Final = 500
MOST_BYTES: Final = 5_000_000

_BUSY: Final = frozenset({429, 503})


class Writer:
    """Writes to one index. Raises LibraryError with one line for what the cluster does not take."""

    def __init__(self, cluster: Cluster, written: Callable[[int], None] | None = None) -> None:
        """Write to ``cluster``; ``written`` is told how many documents it durably has so far."""
        self._cluster = cluster
        self._written = written
        self.done = 0

    def index(self, documents: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Add or replace documents by id."""
        for batch in batches(_action("index", *each) for each in documents):
            self._send(batch)
            self.done += len(batch)
            if self._written:
                self._written(self.done)

    def update(self, documents: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Change some fields of documents by id; those that are not there stay so."""
        for batch in batches(_action("update", key, {"doc": change}) for key, change in documents):
            self._send(batch)

    def delete(self, ids: Iterable[str]) -> None:
        """Drop documents by id; those that are not there are no mistake."""
        for batch in batches(json.dumps({"delete": {"_id": key}}, ensure_ascii=False) for key in ids):
            self._send(batch)

    def _send(self, actions: list[str]) -> None:
        patience = self._cluster.patience
        for attempt in range(patience.attempts):
            answer = self._cluster.ask_lines("_bulk", actions, patiently=True)
            if not answer.get("errors"):
                return
            actions = self._refused(actions, answer)
            if not actions:
                return
            if attempt + 1 < patience.attempts:
                patience.pause(attempt)
        raise UnreachableError(f"{self._cluster.name} is too busy to take {len(actions)} articles now")

    def _refused(self, actions: list[str], answer: dict[str, Any]) -> list[str]:
        """The actions to send again. Raises LibraryError for one that will never be taken."""
        items = [next(iter(item.values())) for item in answer.get("items", ())]
        if len(items) != len(actions):
            return actions  # cut short: what was taken is taken once more
        again = []
        for action, item in zip(actions, items, strict=True):
            status = int(item.get("status", 200))
            error = item.get("error")
            if not error or status == 404:
                continue
            kind, reason = (
                (error.get("type"), error.get("reason")) if isinstance(error, dict) else ("", error)
            )
            if kind == "cluster_block_exception":
                raise LibraryError(f"{self._cluster.name} takes no changes now: {reason}")
            if status in _BUSY:
                again.append(action)
            elif status == 403:
                raise RefusedError(f"{self._cluster.name} does not allow this: {reason}")
            else:
                raise LibraryError(f"{self._cluster.name} does not take {item.get('_id')!r}: {reason}")
        return again


def batches(actions: Iterable[str]) -> Iterator[list[str]]:
    """Cut ``actions`` into lists of bounded number and size; one that is larger goes alone."""
    batch: list[str] = []
    size = 0
    for action in actions:
        bytes_ = len(action.encode("utf-8", "replace"))
        if batch and (len(batch) >= MOST_DOCUMENTS or size + bytes_ > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(action)
        size += bytes_
    if batch:
        yield batch


def _action(kind: str, key: str, body: dict[str, Any]) -> str:
    head = json.dumps({kind: {"_id": key}}, ensure_ascii=False)
    return f"{head}\n{json.dumps(body, ensure_ascii=False)}"
