"""Names of two accounts beside each other: who and where both tell of, and who and where only one does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz.distance import Levenshtein

from index.compare.result import Fact, FactSide, Mark
from index.spelling import fold_name, name_key, same_name, same_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.names_model import Mention, Name, NameKind
    from index.compare.result import FactKind

_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
_COMPARED = ("person", "place")


#: A name of A and the one of B that is it; None where the other account does not have it.
MatchedNames: TypeAlias = "Sequence[tuple[Name | None, Name | None]]"


def matched_names(a: ArticleFacts, b: ArticleFacts) -> MatchedNames:
    """Match the people and places of two accounts; each comes exactly once."""
    return tuple(_matched(*_agreed_kinds(a.names, b.names)))


def name_facts(a: ArticleFacts, b: ArticleFacts, matched: MatchedNames | None = None) -> list[Fact]:
    """Compare the people and places of two accounts.

    Verdicts are "agree" (``why`` names both spellings where they differ), "only_a" and "only_b". Each side
    points at the fullest form that the account uses.

    Args:
        a: One account.
        b: The other.
        matched: What :func:`matched_names` gives for them, where that is at hand.
    """
    facts = []
    for one, other in matched_names(a, b) if matched is None else matched:
        if one is not None and other is not None:
            facts.append(_both(one, other))
        elif one is not None:
            facts.append(_alone(one, "a"))
        elif other is not None:
            facts.append(_alone(other, "b"))
    return facts


def spelling_marks(a: ArticleFacts, b: ArticleFacts, matched: MatchedNames | None = None) -> list[Mark]:
    """Mark every mention of a name that the two accounts spell differently; ``matched`` as above."""
    marks: list[Mark] = []
    for one, other in matched_names(a, b) if matched is None else matched:
        if one is None or other is None or not _spelt_apart(one, other):
            continue
        for side, name in (("a", one), ("b", other)):
            marks.extend(
                Mark("a" if side == "a" else "b", mention.sentence, mention.start, mention.end, "spelling")
                for mention in name.mentions
            )
    return marks


def _agreed_kinds(a: Sequence[Name], b: Sequence[Name]) -> tuple[list[Name], list[Name]]:
    """What is clearly a person or a place in one account is one in the other, under the same words."""
    clear: dict[str, NameKind] = {}
    for name in (*a, *b):
        if name.kind in _COMPARED:
            words = fold_name(name.canonical)
            clear[words] = name.kind if clear.get(words, name.kind) == name.kind else "other"

    def settled(name: Name) -> Name:
        kind = clear.get(fold_name(name.canonical)) if name.kind == "other" else None
        return name if kind is None else replace(name, kind=kind)

    return [settled(name) for name in a], [settled(name) for name in b]


def _matched(a: Sequence[Name], b: Sequence[Name]) -> Iterator[tuple[Name | None, Name | None]]:
    """Pair the names that are one; each name of the compared kinds comes exactly once."""
    theirs: defaultdict[str, list[int]] = defaultdict(list)
    alike: defaultdict[tuple[NameKind, str], list[int]] = defaultdict(list)
    for number, name in enumerate(b):
        if name.kind in _COMPARED:
            alike[_kind_and_initial(name)].append(number)
            for key in _keys(name):
                theirs[key].append(number)
    taken: set[int] = set()
    left = [name for name in a if name.kind in _COMPARED]
    # The same words first, so that nobody else takes a name away from its bearer.
    for fits in (_same_words, _same_suffix, _junior_or_not):
        waiting, left = left, []
        for name in waiting:
            partner = _partner(name, b, theirs, taken, fits)
            if partner is None:
                left.append(name)
            else:
                taken.add(partner)
                yield name, b[partner]
    for name in left:
        # By distance, for spellings that share no key.
        rest = (number for number in alike[_kind_and_initial(name)] if number not in taken)
        partner = next((number for number in rest if _one_name(name, b[number])), None)
        if partner is not None:
            taken.add(partner)
            yield name, b[partner]
        else:
            yield name, None
    for number, name in enumerate(b):
        if name.kind in _COMPARED and number not in taken:
            yield None, name


def _keys(name: Name) -> set[str]:
    words = [word for word in name.canonical.split() if fold_name(word).rstrip(".") not in _SUFFIXES]
    return {name_key(word) for word in words[-1:]} | {name_key(name.canonical)}


def _partner(
    name: Name,
    b: Sequence[Name],
    theirs: dict[str, list[int]],
    taken: set[int],
    fits: Callable[[Name, Name], bool],
) -> int | None:
    numbers = {number for key in _keys(name) for number in theirs.get(key, ())} - taken
    return min((number for number in numbers if fits(name, b[number])), default=None)


def _same_words(one: Name, other: Name) -> bool:
    return one.kind == other.kind and fold_name(one.canonical) == fold_name(other.canonical)


def _same_suffix(one: Name, other: Name) -> bool:
    """The same name, and both or neither are a junior."""
    return _suffix(one) == _suffix(other) and _one_name(one, other)


def _junior_or_not(one: Name, other: Name) -> bool:
    """One name that only one account tells from the father's; a surname alone is rather the father's."""
    whole = " " in one.canonical and " " in other.canonical
    return (whole or _suffix(one) == _suffix(other)) and _one_name(one, other)


def _suffix(name: Name) -> str:
    last = fold_name(name.canonical).split()[-1].rstrip(".")
    return last if last in _SUFFIXES else ""


def _kind_and_initial(name: Name) -> tuple[NameKind, str]:
    return name.kind, fold_name(name.canonical)[:1]


def _one_name(one: Name, other: Name) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "place":
        return fold_name(one.canonical) == fold_name(other.canonical) or (
            len(one.canonical.split()) == len(other.canonical.split())
            and same_name(one.canonical, other.canonical)
        )
    if one.gender is not None and other.gender is not None and one.gender != other.gender:
        return False
    return same_name(one.canonical, other.canonical)


def _both(one: Name, other: Name) -> Fact:
    side, side_other = _side(one), _side(other)
    if _spelt_apart(one, other):
        why = f"one name in two spellings: “{side.text}” and “{side_other.text}”"
    elif fold_name(side.text) == fold_name(side_other.text):
        why = f"both name {side.text}"
    else:
        why = f"one name in two forms: “{side.text}” and “{side_other.text}”"
    # The fuller role or form, whichever side has it, so that the comparison mirrors.
    roles = [name.role for name in (one, other) if name.role is not None] or [one.canonical, other.canonical]
    what = max(roles, key=lambda text: (len(text), text))
    return Fact(_fact_kind(one), what, "agree", side, side_other, why)


def _alone(name: Name, where: str) -> Fact:
    times = len(name.mentions)
    side = _side(name)
    said = f"named {times} times" if times > 1 else "named once"
    why = f"{said} in {where.upper()}, not in {'B' if where == 'a' else 'A'}"
    what = name.role or name.canonical
    if where == "a":
        return Fact(_fact_kind(name), what, "only_a", side, None, why)
    return Fact(_fact_kind(name), what, "only_b", None, side, why)


def _fact_kind(name: Name) -> FactKind:
    return "person" if name.kind == "person" else "place"


def _side(name: Name) -> FactSide:
    mention = _best_mention(name)
    return FactSide(mention.sentence, mention.start, mention.end, mention.text, value=name.canonical)


def _best_mention(name: Name) -> Mention:
    return next((one for one in name.mentions if one.text == name.canonical), name.mentions[0])


def _spelt_apart(one: Name, other: Name) -> bool:
    """Whether the surnames or the given names are one word in two spellings; "Bill" is no spelling."""
    words, words_other = (fold_name(name.canonical).replace("-", " ").split() for name in (one, other))
    pairs = [(words[-1], words_other[-1])]
    if len(words) > 1 and len(words_other) > 1:
        pairs.append((words[0], words_other[0]))
    return any(
        word != other_word
        and (same_word(word, other_word) or (len(word) > 4 and Levenshtein.distance(word, other_word) == 1))
        for word, other_word in pairs
    )
