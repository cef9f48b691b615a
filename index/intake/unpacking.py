"""Unpack what a server sent compressed, never further than a limit: a small body can hold gigabytes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What to ask servers for.
ACCEPTED = "gzip, deflate, br"
_PIECE = 1 << 16
_MOST_LAYERS = 2  # compressed twice by a careless cache happens; deeper is an attack


class UnpackError(ValueError):
    """The body cannot be unpacked; the message is one line that says why."""


class _Layer(Protocol):
    def unpack(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` unpacks to, in small pieces."""

    def finish(self) -> None:
        """Raise UnpackError where the stream is not at its end."""


class Unpacker:
    """Undoes the ``Content-Encoding`` of one body, chunk by chunk, up to ``largest`` bytes."""

    def __init__(self, encoding: str, largest: int) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > _MOST_LAYERS:
            raise UnpackError("compressed too many times over")
        # What was applied last is undone first.
        self._layers = [_layer(name) for name in reversed(names)]
        self._largest = largest
        self._length = 0
        self._pieces: list[bytes] = []

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk as it came. Raises UnpackError."""
        for piece in self._through(chunk, 0):
            self._length += len(piece)
            if self._length > self._largest:
                raise UnpackError(f"larger than {self._largest:,} bytes")
            self._pieces.append(piece)

    def result(self) -> bytes:
        """Return the whole body. Raises UnpackError where the compressed stream was cut off."""
        if self._length:
            for layer in self._layers:
                layer.finish()
        return b"".join(self._pieces)

    def _through(self, data: bytes, number: int) -> Iterator[bytes]:
        if number == len(self._layers):
            yield data
            return
        for piece in self._layers[number].unpack(data):
            yield from self._through(piece, number + 1)


class _Zlib:
    """gzip and deflate. The latter comes with zlib's header, as specified, or without, as some servers do."""

    def __init__(self, name: str) -> None:
        self._bare_allowed = name == "deflate"
        self._stream = zlib.decompressobj(zlib.MAX_WBITS if self._bare_allowed else zlib.MAX_WBITS | 16)

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data:
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                if not self._bare_allowed:
                    raise UnpackError(f"damaged compression ({error})") from None
                self._bare_allowed = False
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
                continue
            self._bare_allowed = False
            if piece:
                yield piece
            data = self._stream.unconsumed_tail
            if self._stream.eof:
                # A further gzip member may follow; other bytes after the end are padding.
                data = self._stream.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def finish(self) -> None:
        if not self._stream.eof:
            raise UnpackError("cut off in the middle of the compressed text")


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._error: type[Exception] = brotli.error
        self._stream = brotli.Decompressor()

    def unpack(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._stream.process(data, output_buffer_limit=_PIECE)
            # It also holds back output when it says that it can accept more data.
            while piece or not self._stream.can_accept_more_data():
                yield piece
                piece = self._stream.process(b"", output_buffer_limit=_PIECE)
        except self._error:
            raise UnpackError("damaged compression (br)") from None

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise UnpackError("cut off in the middle of the compressed text")


def _layer(name: str) -> _Layer:
    if name in ("gzip", "x-gzip", "deflate"):
        return _Zlib(name)
    if name == "br":
        return _Brotli()
    raise UnpackError(f"compressed in a way that was not asked for ({name[:20]})")
