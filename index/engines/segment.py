"""One segment of the index as it lies on disk: articles' plain facts, and the words of titles and bodies.

A segment never changes once written; deletions are told by the manifest. Two files make it: *articles* (ids,
dates, sources, lengths) and *words* (for each field a sorted vocabulary, and for each word the articles, how
often, and where). Words are kept as they were written (folded), not as stems: prefixes, exact search and
spelling need them. The words of one stem are found through a second order of the vocabulary, by checksums of
stems, and are united when asked for.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from index.analysis import stem
from index.engines.sections import Sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.engines.places import Steady
    from index.engines.sections import Stored
    from index.engines.shapes import Listed


FIELDS: Final = ("title", "body")
ARTICLES_EXTENSION: Final = ".articles"
WORDS_EXTENSION: Final = ".words"

#: Stands for "no date" where dates are seconds since 1970.
UNDATED: Final = -(2**62)

_REMEMBERED: Final = 64
_STRIDE: Final = 64  # one string of so many is remembered
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def seconds(published: datetime | None) -> int:
    """Return a date as whole seconds since 1970 (:data:`UNDATED` for None); any year that Python knows."""
    return UNDATED if published is None else (published - _EPOCH) // timedelta(seconds=1)


def key_checksum(key: str) -> int:
    """What the words of one stem, or the spellings of one name, are found by: a number is soon compared."""
    return zlib.crc32(key.encode())


class Strings:
    """Many strings in one blob, in bytes of UTF-8: cheap to open, each decoded only when asked for."""

    def __init__(self, blob: memoryview, ends: memoryview) -> None:
        self._blob = blob
        self._ends = ends
        # Every search halves the same way at first, so every so many-th string is remembered once it was
        # asked for, and the last few halvings alone cut strings out.
        self._known = lru_cache(maxsize=None)(self.raw)  # bounded: of one string in so many

    def __len__(self) -> int:
        return len(self._ends)

    def raw(self, number: int) -> bytes:
        """The string of that number as UTF-8."""
        return bytes(self._blob[self._ends[number - 1] if number else 0 : self._ends[number]])

    def __getitem__(self, number: int) -> str:
        return self.raw(number).decode()

    def __iter__(self) -> Iterator[str]:
        text, start = bytes(self._blob), 0
        for end in self._ends:
            yield text[start:end].decode()
            start = end

    def find(self, text: str) -> int:
        """Where ``text`` stands or would stand among sorted strings (UTF-8 sorts as code points do)."""
        wanted, count = text.encode(), len(self._ends)
        stops = range(0, count, _STRIDE)
        after = bisect_left(stops, wanted, key=self._known)
        if not after:
            return 0
        high = min(after * _STRIDE, count)
        return bisect_left(range(count), wanted, lo=stops[after - 1] + 1, hi=high, key=self.raw)


class Field:
    """The words of one field of a segment. Words are numbered in order of their code points."""

    def __init__(self, sections: Sections, name: str) -> None:
        self._sections = sections
        self._name = name
        self.words = Strings(sections.view(f"{name}.words"), sections.view(f"{name}.word_ends"))
        self.total_length: int = sections.facts[f"{name}.total_length"]
        # Each search asks for a word's forms several times, each letter typed for those of the words before.
        self.beginning = lru_cache(maxsize=_REMEMBERED)(self._beginning)
        self.of_stem = lru_cache(maxsize=_REMEMBERED)(self._of_stem)
        self.of_name = lru_cache(maxsize=_REMEMBERED)(self._of_name)
        self._starts = sections.view(f"{name}.firsts")

    def _array(self, name: str) -> NDArray[Any]:
        import numpy as np

        full = f"{self._name}.{name}"
        return np.frombuffer(self._sections.view(full), dtype=self._sections.code(full))

    @cached_property
    def firsts(self) -> NDArray[np.generic]:
        """For each word the number of its first posting, and one more for the end."""
        return self._array("firsts")

    @cached_property
    def docs(self) -> Stored:
        """For each posting the article's number in the segment; they rise within a word."""
        return self._sections.stored(f"{self._name}.docs")

    @cached_property
    def counts(self) -> Stored:
        """For each posting how often the word occurs; 255 stands for more, see :attr:`many`."""
        return self._sections.stored(f"{self._name}.counts")

    @cached_property
    def place_firsts(self) -> NDArray[np.generic]:
        """For each word where its bytes among :attr:`places` begin, and one more for the end."""
        return self._array("place_firsts")

    @cached_property
    def places(self) -> Stored:
        """Where words stand, counted in words from the field's start; see :mod:`index.engines.places`."""
        return self._sections.stored(f"{self._name}.places")

    @cached_property
    def steady(self) -> Steady:
        """The words that stand everywhere, whose places are kept apart."""
        from index.engines.places import Steady

        words, firsts, far_at, far = (
            self._array(f"steady_{part}") for part in ("words", "firsts", "far_at", "far")
        )
        return Steady(words, firsts, self._sections.stored(f"{self._name}.steady_steps"), far_at, far)

    def coded_steps(self, word: int) -> NDArray[np.uint8]:
        """The places of a word as the steps from one to the next; see :func:`index.engines.places.decode`."""
        return self.places[int(self.place_firsts[word]) : int(self.place_firsts[word + 1])]

    @cached_property
    def many(self) -> tuple[memoryview, memoryview]:
        """Which postings' counts are greater than :attr:`counts` can tell, rising, and what they are."""
        view = self._sections.view
        return view(f"{self._name}.many_at"), view(f"{self._name}.many")

    def frequencies(self, low: int, high: int) -> NDArray[np.int64]:
        """How often the word occurs, for the postings from ``low`` up to ``high``."""
        import numpy as np

        counts = self.counts[low:high].astype(np.int64)
        at, many = self.many
        if len(at):
            first, last = bisect_left(at, low), bisect_left(at, high)
            for place, count in zip(at[first:last], many[first:last], strict=True):
                counts[place - low] = count
        return counts

    def postings(self, word: int) -> tuple[int, int]:
        """The range of postings of a word."""
        return self._starts[word], self._starts[word + 1]

    def word(self, text: str) -> int | None:
        """The number of the word ``text``, or None."""
        number = self.words.find(text)
        return number if number < len(self.words) and self.words[number] == text else None

    def _beginning(self, prefix: str) -> range:
        """The numbers of the words that begin with ``prefix``."""
        return range(self.words.find(prefix), self.words.find(prefix + "\U0010ffff"))

    def _of_stem(self, stemmed: str) -> Sequence[int]:
        """The numbers of the words with that stem."""
        return tuple(self._keyed("stem", stemmed, stem))

    def _of_name(self, key: str) -> Sequence[int]:
        """The numbers of the words that spell the name with that key, see :mod:`index.spelling`."""
        from index.spelling import name_key

        itself = self.word(key)
        return (*self._keyed("name", key, name_key), *(() if itself is None else (itself,)))

    def _keyed(self, order: str, wanted: str, key: Callable[[str], str]) -> Iterator[int]:
        """The numbers of the words with that key, from an order of the vocabulary by checksums of keys."""
        numbers, checksums = self._orders[order]
        checksum = key_checksum(wanted)
        place = bisect_left(checksums, checksum)
        while place < len(checksums) and checksums[place] == checksum:
            if key(self.words[numbers[place]]) == wanted:
                yield numbers[place]
            place += 1

    @cached_property
    def _orders(self) -> dict[str, tuple[memoryview, memoryview]]:
        view = self._sections.view
        return {
            order: (view(f"{self._name}.by_{order}"), view(f"{self._name}.{order}_checksums"))
            for order in ("stem", "name")
        }

    @cached_property
    def rooms(self) -> NDArray[np.generic]:
        """For each article one more than the last place of a word; see :attr:`places`."""
        return self._array("rooms")

    def listed(self, prefix: str) -> Listed:
        """The words that begin so, to look for like ones among; see :mod:`index.engines.shapes`."""
        import numpy as np

        numbers = self.beginning(prefix)
        begin, end = numbers.start, numbers.stop

        def part(array: str, low: int, high: int) -> NDArray[Any]:
            return self._sections.stored(f"{self._name}.{array}")[low:high]

        ends = part("word_ends", max(0, begin - 1), end)
        if not begin:
            ends = np.concatenate((np.zeros(1, ends.dtype), ends))
        text = part("words", int(ends[0]), int(ends[-1]))
        firsts = part("firsts", begin, end + 1)
        return text, ends[1:] - ends[:-1], part("letters", begin, end), firsts[1:] - firsts[:-1]


class Segment:
    """The articles of one segment, numbered from 0 in the order in which they came.

    Raises:
        ValueError: Its files are not ones of this format.
        OSError: They cannot be read.
    """

    def __init__(self, folder: Path, name: str, deleted: Sequence[int] = ()) -> None:
        self.name = name
        self.deleted = frozenset(deleted)
        self._articles = Sections(folder / f"{name}{ARTICLES_EXTENSION}")
        self._words = Sections(folder / f"{name}{WORDS_EXTENSION}")
        self.count: int = self._articles.facts["count"]
        self.ids = Strings(self._articles.view("ids"), self._articles.view("id_ends"))
        self.dates = self._articles.view("dates")
        self.sources: list[str] = self._articles.facts["sources"]
        self.source_numbers = self._articles.view("source_numbers")
        self.by_date = self._articles.view("by_date")  # newest first, undated last, then by id
        self.fields = {field: Field(self._words, field) for field in FIELDS}

    @property
    def alive(self) -> int:
        """How many of the articles are not deleted."""
        return self.count - len(self.deleted)

    def lengths(self, field: str) -> NDArray[np.generic]:
        """The number of words of each article's field, in the steps that Whoosh keeps lengths in."""
        import numpy as np

        name = f"{field}.lengths"
        return np.frombuffer(self._articles.view(name), dtype=self._articles.code(name))

    def close(self) -> None:
        """Let go of the files."""
        for strings in (self._articles, self._words):
            strings.close()
