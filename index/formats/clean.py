"""Text from outside, made harmless and regular: bytes to text, one-line fields, bodies.

Everything that later layers show or search passes through here once, so none of them need fear terminal
escapes, control characters, broken encodings or stray line breaks.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Longest one-line field kept, in characters; longer titles or names are damage, not text.
LONGEST_LINE = 1000

_ESCAPE_SEQUENCES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours, cursor movements
    r"|\x1b[\]PX^_][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)"  # window titles, hyperlinks, device strings
    r"|\x1b[ -/]{0,8}[0-~]"
)
#: C0, DEL and C1 but tab and newline; bidi embeddings, overrides and isolates, which can make a line read
#: other than it is; soft hyphens, word joiners and byte order marks, which split words invisibly; surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: UTF-8 that was read as Latin-1 somewhere on its way: a lead byte and continuation bytes, as characters.
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf]{1,3}")
_C1 = re.compile("[\x80-\x9f]")
#: Runs of blanks, and tabs; a single no-break space stays, it holds numbers together.
_SPACES = re.compile(r"[ \t\u00a0]{2,}|\t")
_NOT_WORDS = re.compile(r"[\W_]+")
_BLANK_LINES = re.compile(r"\n{3,}")


#: What no text holds, but for a stray one: C0 without tab, line breaks and escape.
_CONTROL_CODES = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as the encoding that most old pages are in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return "".join(chr(_windows_1252(byte)) for byte in broken), error.end


def _windows_1252(code: int) -> int:
    try:
        return ord(bytes([code]).decode("cp1252"))
    except UnicodeDecodeError:
        return 0xFFFD  # the five codes that even this encoding leaves open


_handler: Callable[[UnicodeError], tuple[str, int]] = _as_windows_1252
codecs.register_error("lateral-windows-1252", _handler)


def is_text(data: bytes) -> bool:
    """Whether ``data`` can be text at all: a picture under a wrong name has control codes throughout."""
    sample = data[:65536]
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    if sample.startswith(marks) or _utf_16_without_mark(sample[:4096]):
        return True
    return (len(sample) - len(sample.translate(None, _CONTROL_CODES))) * 20 <= len(sample)


def decode(data: bytes) -> str:
    """Turn bytes of unknown encoding into text; never raises.

    Byte order marks and UTF-16 are recognised; the rest is UTF-8, and what is not valid in it is read as
    Windows-1252 byte by byte, so that a page pasted together from both keeps all its words.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            if encoding == "utf-8":
                data = data[len(mark) :]
                break
            return data[len(mark) :].decode(encoding, "replace")
    else:
        if encoding_without_mark := _utf_16_without_mark(data[:4096]):
            return data.decode(encoding_without_mark, "replace")
    return data.decode("utf-8", "lateral-windows-1252")


def _utf_16_without_mark(head: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: every other one in Latin text, all on the same side."""
    zeros = head.count(0)
    if zeros * 4 < len(head) or len(head) < 4:
        return None
    odd = head[1::2].count(0)
    if odd >= zeros * 0.9:
        return "utf-16-le"
    return "utf-16-be" if odd <= zeros * 0.1 else None


def printable(text: str) -> str:
    """Return ``text`` without terminal escapes and control characters; words and line breaks stay.

    Characters that an earlier, wrong decoding left behind are repaired where that is certain.
    """
    if _UNWANTED.search(text):
        text = _MOJIBAKE.sub(_repair, text)
        text = _C1.sub(_repair_c1, text)
        text = _LINE_BREAKS.sub("\n", text)
        text = _UNWANTED.sub(_replacement, _ESCAPE_SEQUENCES.sub("", text))
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""


def _repair(match: re.Match[str]) -> str:
    run = match[0]
    if not _C1.search(run):
        return run  # "Ã©" may be meant; with an invisible C1 character in it, it cannot be
    try:
        return run.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return run


def _repair_c1(match: re.Match[str]) -> str:
    """Read C1 as Windows-1252, as browsers do: nobody writes C1, many wrote 0x92 for an apostrophe."""
    code = ord(match[0])
    # The next line control stays for the line breaks; the one-character CSI (0x9b) is an attack or nothing.
    if code in (0x85, 0x9B):
        return match[0]
    repaired = chr(_windows_1252(code))
    return "" if repaired == "\ufffd" else repaired


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return ``text`` as one printable line with single spaces, at most ``longest`` characters."""
    if not (text.isascii() and text.isprintable()):  # a quick test that most fields pass
        text = printable(text)
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def body(text: str) -> str:
    """Return ``text`` printable and regular: single spaces, no margins, one blank line between paragraphs.

    Single line breaks stay as they are: what they mean depends on the format.
    """
    text = printable(text)
    if "  " in text or "\t" in text or "\u00a0" in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text or "\u00a0" in text:
        # Line by line: an expression for both margins takes quadratic time over a long run of blanks.
        text = "\n".join([line.strip(" \u00a0") for line in text.split("\n")])
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip()


def comparable(text: str) -> str:
    """Reduce ``text`` to its letters and digits, folded, so that two spellings of one line are equal."""
    return _NOT_WORDS.sub("", text.casefold())
