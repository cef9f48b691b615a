"""The plainest engine that fulfils the protocol: lists and loops. It says what is right, slowly."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from index.analysis import fold, sequence, stem, tokens, words
from index.engines.base import Facets, Hit, Hits
from index.query import Among, And, Dates, Everything, Marked, Not, Or, Phrase, Prefix, Source, Topic, Word
from index.spelling import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.article import Article
    from index.engines.base import Progress, Sort
    from index.query import Query

_EVER = datetime(1, 1, 1, tzinfo=UTC)


class ReferenceEngine:
    """Holds the articles themselves and looks at every one for every query."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}

    def update(
        self, articles: Iterable[Article], removed: Sequence[str] = (), progress: Progress | None = None
    ) -> None:
        for article_id in removed:
            self._articles.pop(article_id, None)
        for done, article in enumerate(articles, 1):
            self._articles[article.id] = article
            if progress:
                progress(done)

    def search(self, query: Query, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Hits:
        read_as, notice = self._read(query)
        found = [article for article in self._articles.values() if _matches(read_as, article)]
        if not found and isinstance(read_as, And):
            sought = tuple(p for p in read_as.parts if isinstance(p, Word | Phrase | Prefix | Or))
            rest = tuple(p for p in read_as.parts if p not in sought)
            read_as = And((Or(sought), *rest)) if len(sought) > 1 else read_as
            found = [article for article in self._articles.values() if _matches(read_as, article)]
            notice = "no article has all these words; showing any of them" if found else None
        scores = {article.id: _score(read_as, article) for article in found}
        if sort != "relevance" or not any(scores.values()):
            scores = dict.fromkeys(scores, 0.0)
        found.sort(key=lambda article: article.id)
        found.sort(key=_oldest if sort == "oldest" else _newest)
        found.sort(key=lambda article: -scores[article.id])
        page = found[offset : offset + limit]
        return Hits(
            len(found), tuple(Hit(a.id, scores[a.id]) for a in page), read_as if found else query, notice
        )

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        found = [self._articles[hit.article_id] for hit in self.search(query, limit=10**9, sort=sort).hits]
        sources = Counter(article.source for article in found)
        months = Counter(f"{a.published:%Y-%m}".zfill(7) for a in found if a.published)
        return Facets(
            *(tuple(sorted(c.items(), key=lambda item: (-item[1], item[0]))) for c in (sources, months))
        )

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        every = [{stem(t.text) for t in tokens(f"{a.title} {a.text}")} for a in self._articles.values()]
        frequency = Counter(word for each in every for word in each)
        own = {stem(t.text) for t in tokens(f"{article.title} {article.text}")}
        scores = [
            (sum(1 / frequency[word] ** 2 for word in own & each), a.id)
            for each, a in zip(every, self._articles.values(), strict=True)
            if a.id != article.id
        ]
        return tuple(Hit(i, score) for score, i in sorted(scores, reverse=True)[:limit])

    def count(self) -> int:
        return len(self._articles)

    def check(self) -> None:
        return None

    def close(self) -> None:
        return None

    def _read(self, query: Query) -> tuple[Query, str | None]:
        """Bridge spellings of names and correct words that no article has."""
        if isinstance(query, And | Or):
            parts = [self._read(part) for part in query.parts]
            return type(query)(tuple(p for p, _ in parts)), next((n for _, n in parts if n), None)
        if not isinstance(query, Word) or query.exact or len(words(query.text)) != 1:
            return query, None
        (form,) = words(query.text)
        known = {t.text for a in self._articles.values() for t in tokens(f"{a.title} {a.text}")}
        if spellings := [k for k in known if name_key(k) == name_key(form) and stem(k) != stem(form)]:
            return Or((query, *(Word(k, query.field) for k in spellings))), f'no article has "{query.text}"'
        if stem(form) in map(stem, known) or len(form) < 4:
            return query, None
        near = min(known, key=lambda k: OSA.distance(form, k), default=form)
        if OSA.distance(form, near) > 2:
            return query, None
        return Word(near, query.field), f'no article has "{query.text}"; showing "{near}"'


def _texts(article: Article, field: str) -> list[str]:
    return [article.title] if field == "title" else [article.title, article.text]


def _matches(query: Query, article: Article) -> bool:
    match query:
        case Everything():
            return True
        case And(parts):
            return all(_matches(part, article) for part in parts)
        case Or(parts):
            return any(_matches(part, article) for part in parts)
        case Not(part):
            return not _matches(part, article)
        case Among(ids):
            return article.id in ids
        case Dates(first, last):
            at = article.published
            start = datetime.combine(first, time(), UTC) if first else _EVER
            return at is not None and start <= at and (last is None or at.astimezone(UTC).date() <= last)
        case Source(name):
            return f" {' '.join(words(name))} " in f" {' '.join(words(article.source))} "
        case Topic() | Marked():
            return False
        case Prefix(text, field):
            return any(t.text.startswith(fold(text)) for each in _texts(article, field) for t in tokens(each))
        case Word(text, field, exact):
            run = words(text)
            if len(run) > 1:
                joined = (
                    _matches(Word("".join(run), field, exact), article) if "".join(run).isascii() else False
                )
                return joined or _matches(Phrase(text, field), article)
            same = fold if exact else stem
            return any(
                same(t.text) == same(w) for each in _texts(article, field) for t in tokens(each) for w in run
            )
        case Phrase(text, field):
            return any(_has_run(each, text) for each in _texts(article, field))


def _has_run(text: str, phrase: str) -> bool:
    wanted = [(stem(word), place) for word, place in sequence(phrase)]
    held: dict[int, set[str]] = {}
    place = -1
    for token in tokens(text):
        pair = not token.text.isascii() and token.end - token.start == 2 and len(sequence(token.text)) == 1
        place += not (pair and len(sequence(text[token.start : token.end])) == 1 and _unspaced(token.text))
        held.setdefault(place, set()).add(stem(token.text))
    return bool(wanted) and any(all(w in held.get(at + off, ()) for w, off in wanted) for at in held)


def _unspaced(word: str) -> bool:
    from index.analysis import is_unspaced

    return is_unspaced(word)


def _score(query: Query, article: Article) -> float:
    match query:
        case And(parts) | Or(parts):
            return sum(_score(part, article) for part in parts)
        case Word() | Phrase() | Prefix() if _matches(query, article):
            in_title = any(_matches(query, a) for a in [_TitleOnly.of(article)])
            return 3.0 if in_title else 1.0
        case _:
            return 0.0


class _TitleOnly:
    @staticmethod
    def of(article: Article) -> Article:
        from dataclasses import replace

        return replace(article, text="")


def _newest(article: Article) -> tuple[int, float]:
    if article.published is None:
        return 2, 0.0
    seconds = -(article.published - _EVER).total_seconds()
    return (1 if article.published > datetime.now(UTC) + timedelta(days=1) else 0), seconds


def _oldest(article: Article) -> tuple[int, float]:
    return (1, 0.0) if article.published is None else (0, (article.published - _EVER).total_seconds())
