"""What to run instead of what was typed: other spellings of names, corrected words, any of the words.

Everything that changes what is found is told in one line; only the bridging of spellings of a name is silent,
since it is the same name. Nothing is corrected within quotes or after a plus sign.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from index.analysis import words
from index.query import And, Or, Phrase, Prefix, Word, format_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.query import Query

_MOST_TRIED: Final = 4  # corrections of one word that are tried beside the other words
_MOST_READ: Final = 2  # corrections that are looked for together
_RARE: Final = 3  # a word in so few articles may be a misprint itself
_LONG: Final = 6  # words of a query that few articles can be expected to have all of
_FEW: Final = 20  # articles (less than a page) that are too few for one so long, or one that was corrected
_FAR_MORE: Final = 25  # times as frequent must be what is suggested for it


#: What an engine finds; its length is how many articles match.
Found = TypeVar("Found", bound=Sized)
Found_co = TypeVar("Found_co", bound=Sized, covariant=True)


class Matcher(Protocol[Found_co]):
    """Finds."""

    def find(self, query: Query) -> Found_co:
        """Return what ``query`` finds."""


class Vocabulary(Protocol):
    """The words that an engine's index has."""

    def frequency(self, word: str, /) -> int:
        """In how many bodies and titles, added up, words with the stem of ``word`` are."""

    def spellings(self, word: str, /) -> tuple[str, ...]:
        """Other spellings of the name ``word`` that the index has, the most frequent first."""

    def nearest(self, word: str) -> Sequence[tuple[str, int, int]]:
        """What ``word`` may be a misspelling of: (word, edits, articles), the likeliest first."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Found]):
    """What was found, the query that found it, and what to tell the user."""

    found: Found
    read_as: Query
    notice: str | None = None
    suggestion: str | None = None


def run(
    query: Query, matcher: Matcher[Found], vocabulary: Vocabulary, *, ranked: bool = True
) -> Outcome[Found]:
    """Find ``query``; where it finds nothing, find the nearest thing that does, and say so.

    Args:
        query: As parsed.
        matcher: Finds.
        vocabulary: Of the same snapshot.
        ranked: Whether the best match comes first. If so, a query that finds less than a page and is long (a
            headline, say) or was corrected (perhaps wrongly) is widened to articles with any of its words.
    """
    corrections: dict[Word, tuple[str, ...]] = {}
    notices = []
    growing = frozenset(_growing(query, matcher, vocabulary))
    for word in dict.fromkeys(_typed(query)):
        (form,) = words(word.text)
        if word in growing or vocabulary.frequency(form):
            continue
        if spellings := vocabulary.spellings(form):
            notices.append(f'no article has "{word.text}"; showing "{spellings[0]}"')
        elif texts := _corrected(word, query, matcher, vocabulary):
            corrections[word] = texts
            shown = " or ".join(f'"{text}"' for text in texts)
            notices.append(f'no article has "{word.text}"; showing {shown}')
    corrected = _mapped(query, lambda word: replace(word, text=corrections.get(word, (word.text,))[0]))
    read_as = _bridged(_mapped(query, lambda word: _any_of(word, corrections.get(word))), vocabulary)
    found = matcher.find(read_as)
    few = 1
    if ranked:
        few = _FEW if corrections or _is_long(query) else 1
    if len(found) < few and (relaxed := _relaxed(read_as)) is not None:
        either = matcher.find(relaxed)
        if len(either) > len(found):
            number = {0: "no article has", 1: "1 article has"}.get(len(found), f"{len(found)} articles have")
            notices.append(f"{number} all these words; showing any of them")
            found, read_as = either, relaxed
    if not len(found):
        return Outcome(found, query, None, _respelled(query, vocabulary))
    suggestion = format_query(corrected) if corrections else _suggestion(query, vocabulary, growing)
    return Outcome(found, read_as, "; ".join(notices) or None, suggestion)


def _is_long(query: Query) -> bool:
    return isinstance(query, And) and sum(isinstance(part, Word) for part in query.parts) >= _LONG


def _typed(query: Query) -> Iterator[Word]:
    """The words that must or may be found and may be corrected."""
    match query:
        case Word(text, _, exact) if not exact and len(words(text)) == 1:
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _typed(part)


def _growing(query: Query, matcher: Matcher[Found], vocabulary: Vocabulary) -> Iterator[Word]:
    """Rare words still being typed that more than a few articles have a longer word for.

    Such a word is not misspelt, it is not finished: nothing is corrected or suggested for it.
    """
    match query:
        case Or((Word(text, field) as word, Prefix(beginning, place) as longer)):
            same = (text, field) == (beginning, place)
            # Only a rare word might be taken for misspelt: a cluster is not asked about any other.
            if same and vocabulary.frequency(words(text)[0]) <= _RARE < len(matcher.find(longer)):
                yield word
        case And(parts) | Or(parts):
            for part in parts:
                yield from _growing(part, matcher, vocabulary)


def _mapped(query: Query, change: Callable[[Word], Query]) -> Query:
    """``query`` with its words changed; those under a Not stay."""
    match query:
        case Word(text, _, exact) if not exact and len(words(text)) == 1:
            return change(query)
        case And(parts):
            return And(tuple(_mapped(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(_mapped(part, change) for part in parts))
        case _:
            return query


def _bridged(query: Query, vocabulary: Vocabulary) -> Query:
    def spelled(word: Word) -> Query:
        others = vocabulary.spellings(words(word.text)[0])
        return Or((word, *(Word(other, word.field) for other in others))) if others else word

    return _mapped(query, spelled)


def _any_of(word: Word, texts: tuple[str, ...] | None) -> Query:
    """``word``, or what it is read as."""
    if texts is None:
        return word
    read = tuple(replace(word, text=text) for text in texts)
    return read[0] if len(read) == 1 else Or(read)


def _corrected(word: Word, query: Query, matcher: Matcher[Found], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of the index to read ``word`` as, which no article has; the likeliest first, () for none."""
    (form,) = words(word.text)
    near = vocabulary.nearest(form)[:_MOST_TRIED]
    if len(near) < 2 or not isinstance(query, And):
        return tuple(text for text, _, _ in near[:1])
    # The other words tell which of several it is: those that are in an article with them, and none is
    # nearer. Which of these was meant is left to the ranking: it knows how much they tell.
    others = [part for part in query.parts if isinstance(part, Word) and part != word]
    known = tuple(part for part in others if vocabulary.frequency(words(part.text)[0]))
    fitting = [
        (text, edits) for text, edits, _ in near if len(matcher.find(And((Word(text, word.field), *known))))
    ]
    least = min((edits for _, edits in fitting), default=0)
    found = tuple(text for text, edits in fitting if edits == least)
    return found[:_MOST_READ] or (near[0][0],)


def _relaxed(query: Query) -> Query | None:
    """``query`` with any of its words instead of all; its conditions stay. None where that is the same."""
    if not isinstance(query, And):
        return None
    looked_for = tuple(part for part in query.parts if isinstance(part, Word | Phrase | Prefix | Or))
    if len(looked_for) < 2:
        return None
    either = Or(looked_for)
    conditions = tuple(part for part in query.parts if part not in looked_for)
    return And((either, *conditions)) if conditions else either


def _respelled(query: Query, vocabulary: Vocabulary) -> str | None:
    """The query with words that must stand exactly so, and do in no article, exchanged for the nearest."""

    def nearest(text: str) -> str:
        return " ".join(
            word
            if vocabulary.frequency(word)
            else next((near for near, _, _ in vocabulary.nearest(word)), word)
            for word in words(text)
        )

    def changed(part: Query) -> Query:
        match part:
            case Word(text) | Phrase(text) if words(text) and nearest(text) != " ".join(words(text)):
                return replace(part, text=nearest(text))
            case And(parts):
                return And(tuple(changed(one) for one in parts))
            case Or(parts):
                return Or(tuple(changed(one) for one in parts))
            case _:
                return part

    better = changed(query)
    return None if better == query else format_query(better)


def _suggestion(query: Query, vocabulary: Vocabulary, growing: frozenset[Word]) -> str | None:
    """The query with a rare word that is one letter away from a far more frequent one exchanged for that."""
    better: dict[Word, str] = {}
    for word in _typed(query):
        if word in growing:
            continue
        (form,) = words(word.text)
        count = vocabulary.frequency(form)
        if not 0 < count <= _RARE:
            continue
        for text, edits, articles in vocabulary.nearest(form):
            if edits == 1 and articles >= _FAR_MORE * count:
                better[word] = text
                break
    if not better:
        return None
    return format_query(_mapped(query, lambda word: replace(word, text=better.get(word, word.text))))
