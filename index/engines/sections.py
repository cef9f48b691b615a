"""A file of named arrays: what a segment of the index is kept in.

Layout: a magic line, the arrays one after the other (each at a multiple of eight bytes, in the machine's own
byte order), a directory as JSON, and the directory's length in eight bytes. Reading maps the file into
memory, so that opening costs nothing and only what is used is ever loaded. Nothing here is ever executed,
unlike a pickle.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import weakref
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"lateral arrays 1 " + sys.byteorder.encode() + b"\n"
_LENGTH = struct.Struct("<Q")
_ALIGNMENT = 8
_pread: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)


class _Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


class _Buffer(Protocol):
    """An array of numpy or of the standard library."""

    def tobytes(self) -> bytes: ...


def write(file: _Sink, arrays: Mapping[str, tuple[str, _Buffer | bytes]], facts: Mapping[str, Any]) -> None:
    """Write ``arrays`` (name -> type code of :mod:`array`, values) and ``facts`` (JSON) to ``file``."""
    directory: dict[str, tuple[str, int, int]] = {}
    file.write(_MAGIC)
    place = len(_MAGIC)
    for name, (code, values) in arrays.items():
        data = values if isinstance(values, bytes) else values.tobytes()
        padding = -place % _ALIGNMENT
        file.write(b"\0" * padding)
        place += padding
        directory[name] = (code, place, len(data))
        file.write(data)
        place += len(data)
    tail = json.dumps({"arrays": directory, "facts": facts}, ensure_ascii=False).encode()
    file.write(tail)
    file.write(_LENGTH.pack(len(tail)))


class Sections:
    """The arrays of one file, read where they lie.

    Raises:
        ValueError: The file is not one that :func:`write` made.
        OSError: It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        # Not closed while a search in another thread still holds one of the arrays.
        self._release = weakref.finalize(self, os.close, self._descriptor)
        self._map = mmap.mmap(self._descriptor, 0, access=mmap.ACCESS_READ)
        self._view = memoryview(self._map)
        if self._view[: len(_MAGIC)] != _MAGIC or len(self._view) < len(_MAGIC) + _LENGTH.size:
            raise ValueError(f"{path.name} is not a file of this index")
        end = len(self._view) - _LENGTH.size
        (length,) = _LENGTH.unpack(self._view[end:])
        if length > end:
            raise ValueError(f"{path.name} is cut off")
        tail = json.loads(bytes(self._view[end - length : end]))
        self._directory: dict[str, tuple[str, int, int]] = tail["arrays"]
        self.facts: dict[str, Any] = tail["facts"]

    def code(self, name: str) -> str:
        """The type code of an array."""
        return self._directory[name][0]

    def view(self, name: str) -> memoryview:
        """An array without copying it and without numpy."""
        code, start, length = self._directory[name]
        return self._view[start : start + length].cast(code)  # type: ignore[call-overload, no-any-return]

    def stored(self, name: str) -> Stored:
        """An array that is read slice by slice."""
        code, start, length = self._directory[name]
        return Stored(self, code, start, length)

    def read(self, start: int, length: int) -> bytes | memoryview:
        """Some bytes of the file. Raises OSError where it is cut off meanwhile."""
        if _pread is None:  # pragma: no cover (Windows)
            return self._view[start : start + length]
        data = _pread(self._descriptor, length, start)
        if len(data) < length:
            raise OSError("a file of the search index is cut off")
        return data

    def close(self) -> None:
        """Let go of the file. Arrays still in use elsewhere keep it mapped until they are gone."""
        self._release()
        self._descriptor = -1
        self._view.release()
        try:
            self._map.close()
        except BufferError:
            # A search in another thread still holds a slice; the map goes with the last of them.
            return


class Stored:
    """An array in a file, of which slices are read; what lies beyond its bounds is cut off, as of a list.

    One search asks for hundreds of them: what can be worked out once is not worked out for each.
    """

    def __init__(self, sections: Sections, code: str, start: int, length: int) -> None:
        import numpy as np

        self._array = np.frombuffer
        self._type = np.dtype(code)
        self._size = self._type.itemsize
        self._read = sections.read
        self._start = start
        self._length = length // self._size

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> NDArray[Any]:
        first, last, _ = part.indices(self._length)
        data = self._read(self._start + first * self._size, max(0, last - first) * self._size)
        return self._array(data, self._type)
