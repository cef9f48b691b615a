"""One fetch of the feeds, in a thread: what it has come to can be shown by any screen, or by none."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tui.errands import run_errand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.intake.fetch import FeedOutcome, FetchEvent
    from index.library import Library
    from index.settings import Feed
    from tui.app import LateralApp

RowState: TypeAlias = Literal["waiting", "fetching", "new", "unchanged", "later", "failed", "left out"]

_COUNTED: Final = (("kept", "new"), ("corrected", "corrected"), ("removed", "let go"), ("failed", "failed"))


@dataclass(frozen=True, slots=True)
class FeedRow:
    """How far one feed has come. ``told``: numbers, or why not; one line from outside, not yet made safe."""

    name: str
    state: RowState = "waiting"
    told: str = ""


class Fetching:
    """One run over ``feeds``. Started and asked by the thread of the screen, filled by another.

    Args:
        library: Whose corpus takes the articles, and whose stars and notes hold on to them.
        feeds: Each one is asked once.
    """

    def __init__(self, library: Library, feeds: Sequence[Feed]) -> None:
        self._library = library
        self._rows = {feed.url: FeedRow(feed.name or feed.url) for feed in feeds}
        self._feeds = feeds
        self._counts: Counter[str] = Counter()
        self._stop = Event()
        self.notices: tuple[str, ...] = ()
        self.looked_at = 0
        self.running = True
        self.trouble = ""

    @property
    def rows(self) -> tuple[FeedRow, ...]:
        """The feeds in the order of the settings."""
        return tuple(self._rows.values())

    @property
    def changed(self) -> bool:
        """Whether the corpus is another than before."""
        return any(self._counts[status] for status in ("kept", "corrected", "removed"))

    @property
    def stopping(self) -> bool:
        """Whether the reader has had enough."""
        return self._stop.is_set()

    @property
    def summary(self) -> str:
        """In one line how far it has come, or what came of it."""
        if self.trouble:
            return self.trouble
        done = sum(row.state not in ("waiting", "fetching", "left out") for row in self.rows)
        if self.running and not done and self.looked_at:
            return f"Looking at what is there: {self.looked_at:,} articles"
        failed = sum(row.state == "failed" for row in self.rows)
        parts = [f"{self._counts[status]:,} {name}" for status, name in _COUNTED[:3] if self._counts[status]]
        parts = parts or ["nothing new"]
        if failed:
            parts.append(
                f"{failed} of {len(self.rows)} feeds failed" if len(self.rows) > 1 else "the feed failed"
            )
        so_far = f"{done} of {len(self.rows)} feeds" if self.running or self.stopping else ""
        return " · ".join([*([so_far] if so_far else []), ", ".join(parts)])

    def stop(self) -> None:
        """Ask for nothing more; what has come is kept."""
        self._stop.set()

    def run(self, leaving: Callable[[], bool]) -> None:
        """Fetch. Blocking; ``leaving`` is asked now and then whether the program ends."""
        from index.intake.fetch import fetch_feeds
        from index.intake.retention import held_by

        try:
            fetch_feeds(
                self._feeds,
                self._library.corpus,
                held=lambda: held_by(self._library.state),
                on_event=self._take,
                cancelled=lambda: self._stop.is_set() or leaving(),
            )
        except OSError as error:
            self.trouble = (
                f"Cannot fetch: {error.filename or self._library.corpus}: {error.strerror or error}"
            )
        finally:
            for url, row in self._rows.items():
                if row.state in ("waiting", "fetching"):
                    self._rows[url] = FeedRow(row.name, "left out")
            self.running = False

    def _take(self, event: FetchEvent) -> None:
        from index.intake.fetch import Begun, Notice, Progress
        from index.progress import Step

        match event:
            case Step():
                self.looked_at = event.done
            case Notice(text):
                self.notices = (*self.notices, text)
            case Begun(feed):
                self._rows[feed.url] = FeedRow(self._rows[feed.url].name, "fetching")
            case Progress(latest=outcome):
                self._counts.update(one.status for one in outcome.outcomes)
                self._rows[outcome.feed.url] = _row(self._rows[outcome.feed.url].name, outcome)


def _row(name: str, outcome: FeedOutcome) -> FeedRow:
    counted = [f"{outcome.count(status):,} {told}" for status, told in _COUNTED if outcome.count(status)]
    troubles = (one.reason for one in outcome.outcomes if one.status == "failed")
    told = "; ".join(part for part in (", ".join(counted), outcome.message, next(troubles, "")) if part)
    if outcome.status == "failed":
        return FeedRow(name, "failed", told)
    if outcome.status == "waiting":
        return FeedRow(name, "later", told)
    return FeedRow(name, "new" if counted else "unchanged", told or "nothing new")


def show_fetch(app: LateralApp) -> None:
    """Begin to fetch unless that goes on already, and show how far it has come."""
    from tui.screens.fetch import FetchScreen

    if app.library is None:
        app.notify("The library is not open yet.", timeout=3)
        return
    if app.fetching is None or not app.fetching.running:
        from index.intake.subscriptions import why_not

        if reason := why_not(app.library.settings.feeds, app.library.corpus):
            app.notify(reason[0].upper() + reason[1:], severity="warning", markup=False, timeout=10)
            return
        app.fetching = Fetching(app.library, app.library.settings.feeds)
        run_errand(app, _fetch, app, app.fetching, group="fetch")
    app.push_screen(FetchScreen(app.fetching))


async def _fetch(app: LateralApp, fetching: Fetching) -> None:
    from tui.screens.fetch import FetchScreen

    await asyncio.to_thread(fetching.run, app.leaving)
    if not isinstance(app.screen, FetchScreen):
        app.notify(fetching.summary, title="Feeds fetched", markup=False)
    if fetching.changed:
        app.action_read_corpus()
