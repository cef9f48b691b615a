"""Let old articles of feeds go, and never those that the reader holds on to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.intake.feed_memory import file_key
from index.intake.outcomes import Outcome
from index.intake.versions import is_version_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from index.article import Article
    from index.intake.keeper import Keeper
    from index.intake.memory import Known
    from index.settings import Retention
    from index.state import State


def held_by(state: State) -> frozenset[str] | None:
    """Return the ids of the articles that stay whatever a rule says: those with a star or a note.

    None: that cannot be told for sure, because the reader's state was damaged or is not kept. Then nothing
    may go.
    """
    marked = [*state.starred_ids(), *(note.article_id for note in state.notes())]
    if not state.is_whole:
        return None
    # Whoever starred what an article said before wants to keep the article.
    return frozenset([*marked, *(one.rpartition("@")[0] for one in marked if is_version_id(one))])


def retire(
    keeper: Keeper,
    feed_url: str,
    rule: Retention,
    *,
    held: Callable[[], Collection[str] | None],
    now: datetime | None = None,
) -> list[Outcome]:
    """Remove a feed's articles that ``rule`` lets go; fetching does not bring them back.

    Only articles that came in by this feed are looked at, and of these only files that hold one article and
    are as they were written: what was edited by hand is the user's. Older versions of an article go with it.

    Args:
        keeper: Of the corpus; its turn must not be taken.
        feed_url: As the settings name it.
        rule: How long articles stay.
        held: Tells the ids that stay whatever the rule says, see :func:`held_by`. Asked once nobody else
            writes any more; None: nothing is removed.
        now: For tests.

    Returns:
        One outcome for each article that was removed, with the reason, or could not be ("failed").

    Raises:
        OSError: The corpus cannot be written at all.
    """
    with keeper.turn():
        protected = held()
        if protected is None:
            return []
        brought = keeper.memory.feeds.brought_by(feed_url)
        ours = [known for known in map(keeper.memory.by_id, brought) if known and known.line is None]
        articles = [(known, keeper.memory.article(known)) for known in ours]
        going = _going([(k, a) for k, a in articles if a is not None], rule, now or datetime.now(UTC))
        return [
            _remove(keeper, known, why)
            for known, why in going
            if known.id not in protected and file_key(keeper.corpus.root / known.path) == brought[known.id]
        ]


def _going(articles: list[tuple[Known, Article]], rule: Retention, now: datetime) -> list[tuple[Known, str]]:
    """Return what the rule lets go, with the reason."""
    oldest = datetime.min.replace(tzinfo=UTC)
    articles.sort(key=lambda pair: pair[1].published or oldest, reverse=True)
    going = []
    for place, (known, article) in enumerate(articles):
        if rule.count is not None and place >= rule.count:
            going.append((known, f"the feed has {rule.count} newer articles"))
        elif (
            rule.days is not None
            and article.published
            and now - article.published > timedelta(days=rule.days)
        ):
            going.append((known, f"older than {rule.days} days"))
    return going


def _remove(keeper: Keeper, known: Known, why: str) -> Outcome:
    # Remembered first: who is killed in between removes a file too few, and never fetches one too many.
    keeper.memory.retire([known.id])
    try:
        keeper.remove(known)
    except OSError as error:
        return Outcome(known.path, "failed", reason=f"cannot be removed: {error.strerror or error}")
    return Outcome(known.path, "removed", reason=why, article_id=known.id)
