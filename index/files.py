"""Writing files: all or nothing, under names that every system takes; articles kept as readable files."""

from __future__ import annotations

import json
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import date_text
from index.formats.clean import body, one_line
from index.formats.markdown import LIST_ITEM

if TYPE_CHECKING:
    from index.article import Article

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
#: What no listing of a folder shows: two names could look the same, or one could read from the wrong end.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
#: Names that Windows keeps for devices, whatever follows the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
#: Bytes of a name; most systems allow 255, and a suffix and a number must fit as well.
_LONGEST_NAME = 120
_HEADING_OR_ESCAPE = re.compile(r"^(?=\\*#)", re.MULTILINE)
#: Values that YAML reads as the same text without quotes.
_PLAIN = re.compile(r"[^\W\d_](?:[\w.'’()/&+-]|[ ](?=[^#\s]))*")
_PLAIN_DATE_OR_URL = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?|https?://[\w./~%=&?+-]+")
_YAML_WORDS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write the file so that at any moment, whatever happens, it is either the old or the new one, whole.

    Text is written as UTF-8. The mode of a file that was there is kept.

    Raises:
        OSError: The folder cannot be written, the disk is full ...; the old file is as it was.
    """
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    target = Path(os.path.realpath(path))  # a link stays a link, and what it points to is replaced
    # Hidden, so that nobody takes it for an article while it is written.
    part = target.with_name(f".{target.name[:80]}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; not every system lets one open a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def safe_name(text: str, longest: int = _LONGEST_NAME) -> str:
    """Make a file name (without suffix) of a title: readable, valid on every system, never hidden or empty.

    Args:
        text: Any text.
        longest: Bytes of UTF-8 that the name may have.
    """
    name = _UNSEEN.sub("", _FORBIDDEN.sub(" ", one_line(unicodedata.normalize("NFC", text))))
    name = " ".join(name.split()).encode()[:longest].decode("utf-8", "ignore").strip(" .-~")
    if _DEVICES.fullmatch(name):
        name = f"{name[:3]}_{name[3:]}"
    return name or "untitled"


def keep(article: Article, folder: Path) -> Path:
    """Write the article into ``folder`` as a readable ``.md`` file with front matter; return its path.

    Reading the file gives the article back as it is, except for where it stands. An earlier file of the same
    article is replaced; files of other articles are never touched.

    Raises:
        OSError: The folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = safe_name(article.title or article.id)
    path = folder / f"{name}.md"
    number = 1
    while path.exists() and _id_in(path) != article.id:
        number += 1
        path = folder / f"{name} {number}.md"
    write_atomically(path, to_markdown(article))
    return path


def to_markdown(article: Article) -> str:
    """Return the article as the text of a ``.md`` file with front matter."""
    fields = (
        ("id", article.id),
        ("source", article.source),
        ("title", article.title),
        ("published", date_text(article.published)),
        ("url", article.url),
        ("topic", article.topic),
        ("language", article.language),
    )
    lines = [f"{name}: {_scalar(value)}" for name, value in fields if value]
    if article.authors:
        lines.append(f"authors: [{', '.join(map(_scalar, article.authors))}]")
    paragraphs = [_paragraph(text) for text in body(article.text).split("\n\n")]
    return "\n".join(["---", *lines, "---", "", "\n\n".join(paragraphs), ""])


def _paragraph(text: str) -> str:
    """Write a paragraph so that the reader of ``.md`` files gives back exactly its lines."""
    written = ""
    for line in _HEADING_OR_ESCAPE.sub(r"\\", text).split("\n"):
        if written:
            # A list shows by itself where its lines begin; any other line break needs its mark.
            written += "\n" if LIST_ITEM.match(line) and not written.endswith("\\") else "\\\n"
        written += line
    return written


def _scalar(value: str) -> str:
    """Write a value plainly where YAML cannot misread it, else in double quotes."""
    value = one_line(value)
    if (_PLAIN.fullmatch(value) and value.lower() not in _YAML_WORDS) or _PLAIN_DATE_OR_URL.fullmatch(value):
        return value
    # JSON's strings are YAML's, as long as nothing outside the basic plane is written as a pair of escapes.
    return json.dumps(value, ensure_ascii=False)


def _id_in(path: Path) -> str | None:
    from index.formats import FormatError, parse_file

    try:
        return parse_file(path.read_bytes(), ".md").id
    except (OSError, FormatError):
        return None
