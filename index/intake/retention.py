"""Let old articles of feeds go, and never those that the reader holds on to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.intake.keeper import Keeper
from index.intake.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index.article import Article
    from index.intake.memory import Known
    from index.settings import Retention


def retire(
    feed_url: str,
    rule: Retention,
    corpus: Path,
    *,
    protected: Collection[str],
    state: Path | None = None,
    now: datetime | None = None,
) -> list[Outcome]:
    """Remove a feed's articles that ``rule`` lets go; fetching does not bring them back.

    Only articles that came from this feed are looked at, and only files that hold one article are removed.
    Older versions of an article go with it.

    Args:
        feed_url: As the settings name it.
        rule: How long articles stay.
        corpus: The folder of articles.
        protected: Ids that stay whatever the rule says: those that the reader starred or wrote notes on.
        state: The folder of what is remembered between runs; None: the user's own.
        now: For tests.

    Returns:
        One outcome for each article that was removed ("skipped", with the reason) or could not be ("failed").

    Raises:
        OSError: The corpus cannot be written at all.
    """
    with Keeper(corpus, state) as keeper, keeper.turn():
        ours = [known for known in map(keeper.memory.by_id, keeper.memory.ids_of(feed_url)) if known]
        articles = [(known, keeper.memory.article(known)) for known in ours if known.line is None]
        going = _going([(k, a) for k, a in articles if a is not None], rule, now or datetime.now(UTC))
        return [_remove(keeper, known, why) for known, why in going if known.id not in protected]


def _going(articles: list[tuple[Known, Article]], rule: Retention, now: datetime) -> list[tuple[Known, str]]:
    """Return what the rule lets go, with the reason."""
    oldest = datetime.min.replace(tzinfo=UTC)
    articles.sort(key=lambda pair: pair[1].published or oldest, reverse=True)
    going = []
    for place, (known, article) in enumerate(articles):
        if rule.count is not None and place >= rule.count:
            going.append((known, f"removed: the feed has {rule.count} newer articles"))
        elif (
            rule.days is not None
            and article.published
            and now - article.published > timedelta(days=rule.days)
        ):
            going.append((known, f"removed: older than {rule.days} days"))
    return going


def _remove(keeper: Keeper, known: Known, why: str) -> Outcome:
    # Remembered first: who is killed in between removes a file too few, and never fetches one too many.
    keeper.memory.retire([known.id])
    try:
        keeper.remove(known)
    except OSError as error:
        return Outcome(known.path, "failed", reason=f"cannot be removed: {error.strerror or error}")
    return Outcome(known.path, "skipped", reason=why, article_id=known.id)
