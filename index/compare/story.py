"""Whether two accounts tell the same story at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.compare.result import SameStory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.alignment import Candidate
    from index.compare.facts import ArticleFacts


def same_story(a: ArticleFacts, b: ArticleFacts, alignment: Sequence[Candidate]) -> SameStory:
    """Judge from the share of sentences that have a partner."""
    strong = [one for one in alignment if one.same >= 0.25]
    linked = len({one.a for one in strong}) + len({one.b for one in strong})
    total = len(a.sentences) + len(b.sentences)
    share = linked / total if total else 0.0
    score = min(1.0, 2 * share)
    return SameStory(
        score, score >= 0.3, f"{linked} of {total} sentences have a partner in the other account"
    )
