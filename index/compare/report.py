"""A comparison as something to keep: JSON, plain text, Markdown or a page that stands by itself."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from index.compare.report_html import as_html
from index.compare.report_markdown import as_markdown
from index.compare.report_text import as_text

if TYPE_CHECKING:
    from index.compare.result import Comparison

__all__ = ["Format", "as_html", "as_json", "as_markdown", "as_text", "render", "to_json"]

Format: TypeAlias = Literal["text", "markdown", "html", "json"]

#: What a terminal might obey, what turns the direction of writing, and halves of characters.
_DANGEROUS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(comparison: Comparison, format: Format, width: int = 80) -> str:  # noqa: A002 (the option's name)
    """Return the comparison in ``format``; it ends in a line break. ``width`` (columns) is for text alone."""
    if format == "json":
        return as_json(comparison)
    if format == "markdown":
        return as_markdown(comparison)
    if format == "html":
        return as_html(comparison)
    return as_text(comparison, width)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain JSON values.

    The names are those of the dataclasses in :mod:`index.compare.result`; ``schema`` comes first and counts
    changes that a script would notice. Text is unchanged, so that offsets hold.
    """
    plain = asdict(comparison)
    return {"schema": plain.pop("schema"), **plain}


def as_json(comparison: Comparison) -> str:
    """Return :func:`to_json` as text that is safe to print: what a terminal might obey is escaped."""
    text = json.dumps(to_json(comparison), ensure_ascii=False, indent=1)
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
