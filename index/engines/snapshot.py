"""One generation of the index, open for reading by any number of threads.

Opening takes neither Whoosh nor numpy: the newest articles are on the screen before either is loaded.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from index.engines import manifest
from index.engines.base import EngineDamagedError
from index.engines.segment import UNDATED, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_ATTEMPTS = 20  # another process may publish, and delete what was, while files are being opened


class Snapshot:
    """All segments of one generation; articles are numbered through, deleted ones included."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.bases = [0, *accumulate(segment.count for segment in segments)]

    @property
    def size(self) -> int:
        """How many articles are numbered, deleted ones included."""
        return self.bases[-1]

    @property
    def alive(self) -> int:
        """How many articles there are."""
        return sum(segment.alive for segment in self.segments)

    def _place(self, number: int) -> tuple[Segment, int]:
        low, high = 0, len(self.segments)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.bases[middle] <= number else (low, middle)
        return self.segments[low], number - self.bases[low]

    def article_id(self, number: int) -> str:
        """The id of an article."""
        segment, place = self._place(number)
        return segment.ids[place]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Article id -> number, of those that are not deleted."""
        return {
            article_id: base + place
            for segment, base in zip(self.segments, self.bases, strict=False)
            for place, article_id in enumerate(segment.ids)
            if place not in segment.deleted
        }

    @cached_property
    def deleted(self) -> NDArray[np.int64]:
        """The numbers of deleted articles."""
        import numpy as np

        found = [
            base + place
            for segment, base in zip(self.segments, self.bases, strict=False)
            for place in sorted(segment.deleted)
        ]
        return np.array(found, np.int64)

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """For each article its date in seconds since 1970, or UNDATED."""
        import numpy as np

        parts = [np.frombuffer(segment.dates, np.int64) for segment in self.segments]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    @cached_property
    def sources(self) -> list[str]:
        """The names of all sources."""
        return list(dict.fromkeys(name for segment in self.segments for name in segment.sources))

    @cached_property
    def source_numbers(self) -> NDArray[np.int64]:
        """For each article the number of its source in :attr:`sources`."""
        import numpy as np

        number = {name: place for place, name in enumerate(self.sources)}
        parts = []
        for segment in self.segments:
            renumbered = np.array([number[name] for name in segment.sources], np.int64)
            parts.append(renumbered[np.frombuffer(segment.source_numbers, np.uint32)])
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def newest_first(self, latest: int) -> Iterator[int]:
        """The numbers of all articles, newest first; then those dated after ``latest``; then undated ones.

        Lazily and without numpy. ``latest`` is in seconds since 1970; equal dates are in order of id.
        """
        for low, high in ((UNDATED + 1, latest), (latest + 1, None), (None, UNDATED)):
            parts = [self._dated(place, low, high) for place in range(len(self.segments))]
            for _, _, number in heapq.merge(*parts):
                yield number

    def _dated(self, place: int, low: int | None, high: int | None) -> Iterator[tuple[int, bytes, int]]:
        """(-date, id, number) of one segment's articles with dates from ``low`` to ``high``, newest first."""
        segment, base = self.segments[place], self.bases[place]
        order, dates = segment.by_date, segment.dates
        # The order falls in date: skip what is later than ``high``, stop at what is earlier than ``low``.
        first = 0 if high is None else bisect_left(order, -high, key=lambda number: -dates[number])
        for rank in range(first, len(order)):
            number = order[rank]
            if low is not None and dates[number] < low:
                return
            if number not in segment.deleted:
                yield -dates[number], segment.ids.raw(number), base + number

    def close(self) -> None:
        """Let go of the files."""
        for segment in self.segments:
            segment.close()


def open_snapshot(folder: Path) -> tuple[Snapshot, tuple[int, int, int] | None]:
    """Open the current generation; return it with the stamp of its manifest.

    Raises:
        EngineDamagedError: The index cannot be trusted.
    """
    for attempt in range(_ATTEMPTS):
        stamp = manifest.stamp(folder)
        current = manifest.load(folder)
        segments: list[Segment] = []
        try:
            manifest.verify(folder, current, thoroughly=False)
            segments.extend(Segment(folder, facts.name, facts.deleted) for facts in current.segments)
        except FileNotFoundError as error:
            if manifest.stamp(folder) == stamp or attempt == _ATTEMPTS - 1:
                raise EngineDamagedError(
                    f"the search index is damaged: {error.filename} is missing"
                ) from error
            continue
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise EngineDamagedError(f"the search index is damaged: {error}") from error
        return Snapshot(segments), stamp
    raise EngineDamagedError("the search index changes faster than it can be opened")
