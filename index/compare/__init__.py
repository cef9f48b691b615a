"""Two accounts side by side: what both say, what differs, what each leaves out.

    from index.compare import compare
    comparison = compare(article_a, article_b)

It says what differs, not who is right; every finding points at the sentences that it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import date_text
from index.compare.alignment import align, shown, tempered
from index.compare.dates import date_facts
from index.compare.facts import ArticleFacts, extract
from index.compare.figures import figure_facts, figure_marks
from index.compare.hand_links import NO_HAND_LINKS, taken_apart, with_hand_links
from index.compare.names import matched_names, name_facts, spelling_marks
from index.compare.quotations import quotation_facts
from index.compare.result import Account, Comparison, Fact, Mark
from index.compare.reuse import reuse
from index.compare.rows import rows
from index.compare.story import same_story
from index.garbage import uncollected

if TYPE_CHECKING:
    from index.article import Article
    from index.compare.hand_links import HandLinks

__all__ = ["compare", "compare_facts"]

_ORDER_OF_KINDS = ("figure", "date", "quotation", "person", "place")


@uncollected
def compare(a: Article, b: Article, strictness: int = 3) -> Comparison:
    """Compare two accounts sentence by sentence.

    Args:
        a: The one account; rows follow its order.
        b: The other.
        strictness: 1 (show every link worth a look) to 5 (only near certain ones). Values outside are brought
            inside.

    Returns:
        The comparison; ``compare(b, a)`` is its mirror. No text makes it raise.
    """
    return compare_facts(extract(a), extract(b), strictness)


@uncollected
def compare_facts(
    a: ArticleFacts, b: ArticleFacts, strictness: int = 3, hand: HandLinks = NO_HAND_LINKS
) -> Comparison:
    """Compare two articles whose facts are at hand (see :func:`compare`); ``hand``: links made by hand."""
    alignment = align(a, b)
    story = same_story(a, b, alignment)
    links = with_hand_links(shown(tempered(alignment, story), strictness), hand)
    days_apart = _days_apart(a, b)
    figure_like = [*figure_facts(a, b, links, days_apart), *date_facts(a, b, links, days_apart)]
    figure_like = taken_apart(figure_like, hand)
    names = matched_names(a, b)
    facts = [*figure_like, *taken_apart(quotation_facts(a, b, links), hand), *name_facts(a, b, names)]
    marks: list[Mark] = [*figure_marks(figure_like), *spelling_marks(a, b, names)]
    return Comparison(
        a=_account(a),
        b=_account(b),
        links=links,
        rows=rows(len(a.sentences), len(b.sentences), links, marks),
        facts=_sorted(facts),
        reuse=reuse((sentence.text for sentence in a.sentences), (sentence.text for sentence in b.sentences)),
        days_apart=days_apart,
        same_story=story,
    )


def _account(facts: ArticleFacts) -> Account:
    return Account(
        id=facts.id,
        source=facts.source,
        title=facts.title,
        published=date_text(facts.published),
        sentences=tuple(sentence.text for sentence in facts.sentences),
        paragraphs=tuple(sentence.paragraph for sentence in facts.sentences),
        url=facts.url,
    )


def _days_apart(a: ArticleFacts, b: ArticleFacts) -> int | None:
    """Return the days between the two days of publication, never negative; None where one is undated."""
    if a.published is None or b.published is None:
        return None
    return abs((a.published.date() - b.published.date()).days)


def _sorted(facts: list[Fact]) -> tuple[Fact, ...]:
    """Order by kind, then by where A (or, failing that, B) states it."""

    def place(fact: Fact) -> tuple[int, int, int, int]:
        side = fact.a or fact.b
        assert side is not None  # noqa: S101 (a fact without a side would be a mistake in the program)
        return _ORDER_OF_KINDS.index(fact.kind), fact.a is None, side.sentence, side.start

    return tuple(sorted(facts, key=place))
