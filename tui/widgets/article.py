"""The article pane: what it is, pinned on top, and its text below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.content import Span as ContentSpan
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from index.marks import NO_MARK
from tui.panes import ARTICLE
from tui.widgets.entries import NOTE, STAR
from tui.widgets.find import FindBar, FindInput, finds
from tui.widgets.lines import EMPTY, Document, TextView
from tui.widgets.safe import one_line, visible
from tui.widgets.wrapping import Span, beginning, cells, truncate

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.marks import Mark
    from tui.reading import Reading

_HIT = "bold underline $hit on $hit-ground"
_CURRENT_HIT = "bold $hit-current on $hit-current-ground"


class ArticlePane(Vertical):
    """Shows one article, or a calm sentence where there is none."""

    DEFAULT_CSS = """
    ArticlePane {
        background: $ground;
        & > #headline {
            height: auto;
            max-height: 7;
            padding: 0 1 1 1;
            background: $ground;
            display: none;
        }
        & > TextView { height: 1fr; }
    }
    """

    BINDING_GROUP_TITLE = "Article"

    class LinkClicked(Message):
        """An address in the text was clicked."""

        def __init__(self, url: str) -> None:
            self.url = url
            super().__init__()

    measure: reactive[int] = reactive(80, init=False)
    """The widest line of text, in cells."""

    def __init__(self, *, id: str | None = None, measure: int = 80) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(ArticlePane.measure, measure)
        self.reading: Reading | None = None
        self._hit = 0
        self._finds: tuple[Span, ...] | None = None
        self._mark = NO_MARK

    def compose(self) -> ComposeResult:
        """Headline and text."""
        yield Static(id="headline", markup=False)
        yield TextView(id="text", measure=self.measure)
        yield FindBar(id="find")

    def on_mount(self) -> None:
        """Name the pane; it has no headline yet."""
        self.query_one("#headline", Static).display = False
        self._tell_hits()

    @property
    def text(self) -> TextView:
        """The scrolling part."""
        return self.query_one("#text", TextView)

    # What the owner tells it

    def show(self, reading: Reading) -> None:
        """Show an article from its beginning, or stay where one is when only its hits have changed.

        Who has begun to look for something, quicker than the article came, looks for it in this one.
        """
        same = self.reading is not None and self.reading.article_id == reading.article_id
        top = round(self.text.scroll_y)
        self.reading = reading
        self._hit = 0
        self._finds = None
        self.text.show(reading.document)
        if same:
            self.text.scroll_to(y=top, animate=False)
        self._show_headline()
        find_bar = self.query_one(FindBar)
        if not find_bar.in_use:
            find_bar.close()
        if find_bar.in_use and find_bar.input.value:
            self._look_for(find_bar.input.value)
        else:
            self._tell_hits()

    def show_mark(self, mark: Mark) -> None:
        """Show the reader's own star and note over the article."""
        if mark != self._mark:
            self._mark = mark
            self._show_headline()

    def say(self, heading: str, sentence: str = "") -> None:
        """Show a message in place of an article: what is the case, and what to do next."""
        self.reading = None
        self._hit = 0
        self.query_one("#headline", Static).display = False
        text = f"\n{heading}\n\n{sentence}"
        self.text.show(
            Document(text, (Span(1, 1 + len(heading), "heading"), Span(3 + len(heading), len(text), "quiet")))
        )
        self._tell_hits()

    def clear(self) -> None:
        """Show nothing."""
        self.reading = None
        self.query_one("#headline", Static).display = False
        self.text.show(EMPTY)

    @property
    def hit_count(self) -> int:
        """How many found words the article has, title included; while one looks for something, of that."""
        if self.reading is None:
            return 0
        return (
            len(self.reading.title_hits) + len(self.reading.hits) if self._finds is None else len(self._finds)
        )

    def next_hit(self, by: int = 1) -> None:
        """Go to the next (1) or previous (-1) hit, round and round."""
        if self.reading is None or not self.hit_count:
            return
        before = self._hit - 1 if self._hit else (-1 if by > 0 else 0)
        self._hit = (before + by) % self.hit_count + 1
        in_title = len(self.reading.title_hits) if self._finds is None else 0
        place = self._hit - 1 - in_title
        if place >= 0:
            hit = (self.reading.hits if self._finds is None else self._finds)[place]
            self.text.current = Span(hit.start, hit.end, "current")
            self.text.reveal(hit.start)
        else:
            self.text.current = None
        self._show_headline()
        self._tell_hits()

    # Finding

    def find(self) -> None:
        """Let the reader look for something in the article."""
        if self.reading is not None:
            self.query_one(FindBar).open()

    @property
    def finding(self) -> bool:
        """Whether the reader looks for something in the article."""
        return self._finds is not None or bool(self.query_one(FindBar).display)

    @on(FindBar.Wanted)
    def _wanted(self, event: FindBar.Wanted) -> None:
        self._look_for(event.text)

    def _look_for(self, wanted: str) -> None:
        reading = self.reading
        if reading is None:
            return
        self._finds = finds(reading.document.text, wanted)
        self._hit = 0
        others = (span for span in reading.document.spans if span.style != "hit")
        self.text.restyle(Document(reading.document.text, tuple(sorted((*others, *self._finds)))))
        self.text.current = None
        if self._finds:
            self.next_hit(1)
        self._tell_hits()

    @on(FindInput.Stepped)
    def _stepped(self, event: FindInput.Stepped) -> None:
        self.next_hit(event.by)

    @on(FindInput.Left)
    def stop_finding(self) -> None:
        """Look for nothing any more; the words that were searched for are shown again."""
        self.query_one(FindBar).close()
        self._finds = None
        self._hit = 0
        if self.reading is not None:
            self.text.restyle(self.reading.document)
        self.text.current = None
        self.text.focus()
        self._tell_hits()

    @on(TextView.Clicked)
    def _clicked(self, event: TextView.Clicked) -> None:
        links = self.reading.links if self.reading is not None else ()
        for link in links:
            if link.start <= event.offset < link.end:
                self.post_message(self.LinkClicked(link.url))

    def reveal(self, sentence: str) -> None:
        """Go to ``sentence`` and let it stand out, wherever its lines are broken."""
        if self.reading is None:
            return
        words = (re.escape(word) for word in visible(sentence).split())
        match = re.search(r"\s+".join(words), self.reading.document.text)
        if match is not None:
            self.text.current = Span(match.start(), match.end(), "current")
            self.text.reveal(match.start())

    # Drawing

    def _tell_hits(self) -> None:
        """Say over the pane how many hits there are, and which of them one is at."""
        total = self.hit_count
        if self._finds is not None:
            self.border_title = f"Article · find {self._hit} of {total}" if total else "Article · not found"
        elif self._hit:
            self.border_title = f"Article · hit {self._hit} of {total}"
        elif total:
            self.border_title = f"Article · {total} hit{'s' if total > 1 else ''}"
        else:
            self.border_title = ARTICLE

    def _show_headline(self) -> None:
        reading = self.reading
        if reading is None:
            return
        # Three lines of headline at most, and two of whence: what stands below them must stay in sight.
        room = max(12, self.size.width - 2 * self._margin)
        title = beginning(reading.title, room, 3)
        spans = [ContentSpan(0, len(title), "bold $strong")]
        for number, hit in enumerate(reading.title_hits, 1):
            style = _CURRENT_HIT if number == self._hit else _HIT
            spans.append(ContentSpan(min(hit.start, len(title)), min(hit.end, len(title)), style))
        star = f"{STAR} " if self._mark.starred else ""
        source = truncate(reading.source, max(1, room - cells(star + "  ·")))
        lead = f"{star}{source} · {reading.date}"
        about = [(star, "bold $key"), (source, "bold $source"), (f" · {reading.date}", "$quiet")]
        if reading.topic:
            about.append((beginning(f"{lead} · {reading.topic}", room, 2)[len(lead) :], "$quiet"))
        if self._mark.note:
            about.append((f"\n{NOTE} {truncate(one_line(self._mark.note), room)}", "$key"))
        headline = self.query_one("#headline", Static)
        headline.update(Content.assemble(Content(title, spans), "\n", *about))
        headline.display = True
        self._align_headline()

    def watch_measure(self) -> None:
        """Pass the measure on."""
        if self.is_mounted:
            self.text.measure = self.measure
            self._align_headline()

    def on_resize(self) -> None:
        """Keep the headline over the column of text, and within its lines."""
        if self.reading is not None:
            self._show_headline()
        else:
            self._align_headline()

    @property
    def _margin(self) -> int:
        """How many cells are free on each side of the headline, as they are beside the text below it."""
        width = self.size.width - 1
        column = max(10, min(self.measure, width - 2))
        return max(1, (width - column) // 2)

    def _align_headline(self) -> None:
        # The text is centred by the pane that draws it; the headline stands over its left edge.
        self.query_one("#headline", Static).styles.padding = (0, self._margin, 1, self._margin)
