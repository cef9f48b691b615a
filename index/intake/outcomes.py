"""What became of what was to be brought in, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Status: TypeAlias = Literal["kept", "corrected", "skipped", "failed", "removed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item.

    Attributes:
        item: What was asked for: a path, an address, ``file:line``, or the title of a feed's entry; one line.
        status: "kept": a new article; "corrected": a new version of one that was there, whose old version is
            kept too; "skipped": it is there already; "failed": it could not be read or written; "removed":
            the feed's rule let it go.
        kept: The article's file, where it was kept or corrected.
        reason: One line: why it was skipped or removed or failed, or what was corrected or left out; for
            "kept" most often empty.
        article_id: The id in the corpus, of the new article or of the one that was there already.
    """

    item: str
    status: Status
    kept: Path | None = None
    reason: str = ""
    article_id: str | None = None
