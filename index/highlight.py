"""Where a query's words stand in a text, and the piece of the text that shows them best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from index.analysis import RAW_TOKEN, fold, is_unspaced, pieces, stem, words
from index.candidates import candidates
from index.forms import beginning_of_forms, is_only_form
from index.function_words import FUNCTION_WORDS
from index.query import And, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.query import Query

Place: TypeAlias = Literal["title", "body"]
Span: TypeAlias = tuple[int, int]

_ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*\n")
_STRETCH = 100_000  # characters that are looked through at once: more than nearly all articles have
_LOOK_BACK = 90  # how far before the first hit the start of its sentence may lie to begin there


@dataclass(frozen=True, slots=True)
class _Needles:
    """What to mark, numbered: a stem, a form of a word (unstemmed) or a beginning -> the needle's number."""

    stems: dict[str, int]
    forms: dict[str, int]
    beginnings: tuple[tuple[str, int], ...]
    phrases: tuple[tuple[str, ...], ...]  # runs of stems
    phrase_stems: frozenset[str]
    slight: frozenset[int]  # those that are marked only beside another: "to" in "safe to sail"

    def __bool__(self) -> bool:
        return bool(self.stems or self.forms or self.beginnings or self.phrases)


class _Memo(dict[str, tuple[tuple[int, int, int, str], ...]]):
    """For each raw token of a text: (start, end, needle or -1, stem of a phrase's word or "") in it."""

    def __init__(self, needles: _Needles) -> None:
        super().__init__()
        self._needles = needles

    def __missing__(self, raw: str) -> tuple[tuple[int, int, int, str], ...]:
        found = []
        for form, start, end in pieces(raw):
            stemmed = stem(form)
            needle = self._needles.stems.get(stemmed, self._needles.forms.get(form, -1))
            if needle < 0:
                needle = next(
                    (n for beginning, n in self._needles.beginnings if form.startswith(beginning)), -1
                )
            in_phrase = stemmed if stemmed in self._needles.phrase_stems else ""
            if needle >= 0 or in_phrase:
                found.append((start, end, needle, in_phrase))
        # Texts of one library share most of their words; a memo that outgrew this is one of random text.
        if len(self) > 200_000:
            self.clear()
        self[raw] = tuple(found)
        return self[raw]


def _leaves(query: Query) -> Iterator[Word | Prefix | Phrase]:
    """The leaves that say what a matching text holds; what stands under a Not does not."""
    match query:
        case Word() | Prefix() | Phrase():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)


@dataclass(frozen=True, slots=True)
class _Search:
    """A query made ready to be looked for in many texts.

    ``starts`` are what the words to mark begin with; ``lone`` are letters that are such a word themselves.
    """

    needles: _Needles
    memo: _Memo
    starts: frozenset[str]
    lone: frozenset[str]


@lru_cache(maxsize=64)
def _search(query: Query, place: Place) -> _Search:
    stems: dict[str, int] = {}
    forms: dict[str, int] = {}
    beginnings: list[tuple[str, int]] = []
    phrases: list[tuple[str, ...]] = []
    slight: set[int] = set()
    number = 0
    for leaf in _leaves(query):
        if leaf.field == "title" and place != "title":
            continue
        number += 1
        if isinstance(leaf, Prefix):
            beginnings.append((fold(leaf.text), number))
            continue
        run = words(leaf.text)
        if len(run) > 1:
            phrases.append(tuple(map(stem, run)))
            # What the engines find for "cease-fire" as one word.
            if isinstance(leaf, Word) and "".join(run).isascii():
                stems.setdefault(stem("".join(run)), number)
        elif run and isinstance(leaf, Word) and leaf.exact:
            forms.setdefault(run[0], number)
        elif run:
            stems.setdefault(stem(run[0]), number)
            if run[0] in FUNCTION_WORDS:
                slight.add(number)
    if len(slight) == number:
        slight.clear()  # there is nothing else to mark
    in_phrases = frozenset(word for phrase in phrases for word in phrase)
    needles = _Needles(stems, forms, tuple(beginnings), tuple(phrases), in_phrases, frozenset(slight))
    stemmed = {*stems, *in_phrases}
    lone = frozenset(word for word in stemmed if is_only_form(word))
    starts = {beginning_of_forms(word) for word in stemmed - lone}
    starts |= {*forms, *(beginning for beginning, _ in beginnings)}
    return _Search(needles, _Memo(needles), frozenset(starts), lone - starts)


def _hits(text: str, query: Query, place: Place) -> list[tuple[int, int, int]]:
    """(start, end, needle) of all hits in ``text``, in order."""
    search = _search(query, place)
    if not search.needles:
        return []
    memo = search.memo
    found: list[tuple[int, int, int]] = []
    in_phrases: dict[str, dict[int, int]] = {}  # stem -> start -> end
    for offset, raw in candidates(text, search.starts, search.lone):
        for start, end, needle, in_phrase in memo[raw]:
            if needle >= 0:
                found.append((offset + start, offset + end, needle))
            if in_phrase:
                in_phrases.setdefault(in_phrase, {})[offset + start] = offset + end
    for which, phrase in enumerate(search.needles.phrases):
        found.extend((start, end, -1 - which) for start, end in _runs(in_phrases, phrase, text))
    found.sort()
    slight = search.needles.slight
    return _beside_others(text, found, slight) if slight else found


def _beside_others(
    text: str, found: list[tuple[int, int, int]], slight: frozenset[int]
) -> list[tuple[int, int, int]]:
    """Drop hits of ``slight`` needles that no other hit is near, with no word of the text between them."""
    kept: list[tuple[int, int, int]] = []
    run: list[tuple[int, int, int]] = []
    for hit in found:
        if run and RAW_TOKEN.search(text, run[-1][1], hit[0]):
            kept += _unless_slight(run, slight)
            run = []
        run.append(hit)
    return kept + _unless_slight(run, slight)


def _unless_slight(run: list[tuple[int, int, int]], slight: frozenset[int]) -> list[tuple[int, int, int]]:
    return [] if all(needle in slight for _, _, needle in run) else run


def _runs(by_stem: dict[str, dict[int, int]], phrase: tuple[str, ...], text: str) -> Iterator[Span]:
    """Where the stems of ``phrase`` follow each other with no other word between them."""
    for first_start, first_end in by_stem.get(phrase[0], {}).items():
        end = first_end
        previous_start = first_start
        for stemmed in phrase[1:]:
            if is_unspaced(stemmed) and previous_start + 1 in by_stem.get(stemmed, {}):
                start = previous_start + 1  # pairs of characters overlap
            else:
                start = _next_word(text, end)
            if start not in by_stem.get(stemmed, {}):
                break
            previous_start, end = start, by_stem[stemmed][start]
        else:
            yield first_start, end


def _next_word(text: str, end: int) -> int:
    match = RAW_TOKEN.search(text, end)
    # What is left of a raw token ("'s", ".com") may begin with the mark that joined it.
    return match.start() if match else -1


def spans(text: str, query: Query, place: Place) -> tuple[Span, ...]:
    """Return (start, end) of what ``query`` finds in ``text``, in order and without overlaps.

    Args:
        text: A title or a body.
        query: What was really run (:attr:`index.engines.base.Hits.read_as`).
        place: Which of the two ``text`` is: words asked for in the title are not marked in a body.
    """
    return tuple(_merged((start, end) for start, end, _ in _hits(text, query, place)))


def _merged(found: Iterator[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in found:
        if last is None:
            last = span
        elif span[0] < last[1]:
            last = (last[0], max(last[1], span[1]))
        else:
            yield last
            last = span
    if last is not None:
        yield last


def snippet(text: str, query: Query, width: int = 200) -> tuple[str, tuple[Span, ...]]:
    """Return the passage of ``text`` with most of the query's words close together, on one line.

    Args:
        text: The body of an article.
        query: What was really run.
        width: The most characters to return.

    Returns:
        The passage, with an ellipsis where text was left out, and the (start, end) spans of hits in it. Where
        nothing is found, the beginning of the text.
    """
    found = _first_hits(text, query)
    start, end = _passage(text, found, max(width - 2, 1))
    while start < end and text[start].isspace():
        start += 1
    lead = _ELLIPSIS if text[:start].strip() else ""
    tail = _ELLIPSIS if text[end:].strip() else ""
    line = " ".join(text[start:end].split())
    inside = (span for span in _merged((s, e) for s, e, _ in found) if start <= span[0] and span[1] <= end)
    shift = len(lead)
    hits = tuple((_on_line(text, start, a) + shift, _on_line(text, start, b) + shift) for a, b in inside)
    return lead + line + tail, hits


def _first_hits(text: str, query: Query) -> list[tuple[int, int, int]]:
    """The hits in the first stretch of ``text`` that has any: a book is not read for one passage of it."""
    for start in range(0, len(text), _STRETCH):
        if found := _hits(text[start : start + _STRETCH], query, "body"):
            return [(first + start, end + start, needle) for first, end, needle in found]
    return []


def _on_line(text: str, start: int, place: int) -> int:
    """Where ``place`` of the text stands once runs of white space have become single spaces."""
    before = text[start:place]
    return len(" ".join(before.split())) + (1 if before and before[-1].isspace() else 0)


def _passage(text: str, found: list[tuple[int, int, int]], width: int) -> Span:
    if not found:
        return 0, _cut(text, 0, width)
    first, best = found[0][0], (0, 0)
    low = 0
    counts: dict[int, int] = {}
    # A window slides over the hits; one that adds no other word is better only if it holds more hits.
    for high, (_, end, needle) in enumerate(found):
        counts[needle] = counts.get(needle, 0) + 1
        while end - found[low][0] > width and low < high:
            dropped = found[low][2]
            counts[dropped] -= 1
            if not counts[dropped]:
                del counts[dropped]
            low += 1
        if (rank := (len(counts), min(high - low + 1, 4))) > best:
            best, first = rank, found[low][0]
            last_end = end
    start = _sentence_start(text, first, max(0, min(_LOOK_BACK, width - (last_end - first))))
    return start, _cut(text, start, width)


def _sentence_start(text: str, first: int, reach: int) -> int:
    """The start of the sentence of ``first`` if it is near, else a word's start a little before."""
    floor = max(0, first - reach)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, floor - 4), first)]
    if ends and ends[-1] >= floor:
        return ends[-1]
    if floor == 0:
        return 0
    near = max(floor, first - reach // 3)
    space = next((place for place in range(near, first) if text[place].isspace()), None)
    return first if space is None else space + 1


def _cut(text: str, start: int, width: int) -> int:
    """The end of a piece of at most ``width`` characters from ``start`` that does not break a word."""
    end = start + width
    if end >= len(text):
        return len(text)
    return next((p for p in range(end, max(start, end - 30), -1) if text[p].isspace()), end)
