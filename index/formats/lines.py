"""JSON Lines: one article a line, plain or packed with gzip or xz."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from index.formats.clean import decode
from index.formats.draft import Draft, FormatError, draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

#: Bytes of one line; ten times the largest article that was ever meant to be read.
LONGEST_LINE = 64_000_000
#: Bytes that are passed over in search of the end of such a line before the file is given up.
_PATIENCE = 1_000_000_000

_NAMES = {
    "body": "text",
    "content": "text",
    "headline": "title",
    "date": "published",
    "author": "authors",
    "lang": "language",
}


def is_packed(path: Path) -> bool:
    """Whether offsets into ``path`` count decompressed bytes, so that seeking in it is slow."""
    return path.name.lower().endswith((".gz", ".xz"))


def open_lines(path: Path) -> BinaryIO:
    """Open the file for reading decompressed bytes. Raises OSError."""
    name = path.name.lower()
    if name.endswith(".gz"):
        import gzip

        return gzip.open(path, "rb")  # type: ignore[return-value]  # a BinaryIO in all but name
    if name.endswith(".xz"):
        import lzma

        return lzma.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def damage() -> tuple[type[Exception], ...]:
    """The errors that reading a file cut short or spoilt raises."""
    import lzma
    import zlib

    return (OSError, EOFError, lzma.LZMAError, zlib.error)


def read_lines(file: BinaryIO, on_long: Callable[[int], None]) -> Iterator[tuple[int, int, bytes]]:
    """Yield (line number from 1, offset, bytes with the line's end) of every line that is not blank.

    Lines over LONGEST_LINE are passed over; ``on_long`` is called with their numbers.
    """
    offset = 0
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        length = len(line)
        if length == LONGEST_LINE and not line.endswith(b"\n"):
            on_long(number)
            while (rest := file.readline(1 << 20)) and length < _PATIENCE:
                length += len(rest)
                if rest.endswith(b"\n"):
                    break
            else:
                return
        elif not line.isspace():
            yield number, offset, line
        offset += length


def parse_line(line: bytes) -> Draft:
    """Read one line. Raises FormatError."""
    return draft(*fields_and_text(line))


def fields_and_text(line: bytes) -> tuple[Mapping[str, object], str]:
    """Return the fields of one line's article and its body, both as given. Raises FormatError."""
    try:
        values = json.loads(line)
    except UnicodeDecodeError:
        values = _loads(decode(line))
    except RecursionError:
        raise FormatError("nested too deeply") from None
    except ValueError:
        values = _loads(decode(line))
    if not isinstance(values, dict):
        raise FormatError("is JSON, but not an article: an object with fields is needed")
    for name, meant in _NAMES.items():
        if name in values and meant not in values:
            values[meant] = values[name]
    return values, _text(values)


def _loads(text: str) -> object:
    try:
        return json.loads(text.strip("\ufeff\x00 \r\n\t"))
    except RecursionError:
        raise FormatError("nested too deeply") from None
    except ValueError as error:
        raise FormatError(f"is not JSON: {str(error).partition(': line')[0]}") from None


def _text(values: Mapping[str, object]) -> str:
    """Return the body: ``text``, or ``paragraphs`` (texts, or lists of sentences)."""
    text = values.get("text")
    if isinstance(text, str):
        return text
    paragraphs = values.get("paragraphs")
    if isinstance(paragraphs, list):
        return "\n\n".join(
            " ".join(map(str, part)) if isinstance(part, list) else str(part) for part in paragraphs
        )
    if text is None:
        return ""
    raise FormatError("has a text that is not text")
