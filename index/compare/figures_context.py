"""What a number counts: the noun after it, the role it plays, its qualifiers and the words about it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.compare.dates_calendar import MONTHS
from index.compare.figures_words import (
    EXCLUSIVE,
    IRREGULAR_PLURALS,
    NOBODYS,
    ROLES,
    SAME_NOUN,
    SINGULAR_IN_S,
    STOP_WORDS,
    words,
)
from index.compare.numerals import DASHES, NUMBER_WORDS, PLURALS, Token, is_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DETERMINERS = words(
    """
    a all an her his its my other our the their these this those whom your
    """
)
_MEN_SINGULAR = frozenset({"abdomen", "acumen", "regimen", "specimen"})
_TITLES = frozenset(
    {"col", "dr", "gen", "gov", "lt", "mr", "mrs", "ms", "prof", "rep", "reps", "sen", "sens", "st"}
)
#: Words before a number among which a verb is taken to govern it.
_GOVERNING = 3
_LONGEST_PHRASE = 6
_WINDOW = 9
#: How many words on either side stand right beside a figure.
BESIDE = 4
_WORD = re.compile(r"[^\W\d_]+")
_DIRECTIONS = words(
    """
    away downstream east eastward high inland long more north northeast northward northwest offshore south
    southeast southward southwest tall upstream west westward wide worth
    """
)
#: Words that may stand between an age and the name of who has it.
_MOST_BEFORE_NAME = 4
_VAGUE_WORDS = words(
    """
    also billion first get make million new one people said say says thing way year
    """
)
_NOTHING = frozenset({""})
_EMPTY = STOP_WORDS | NUMBER_WORDS | frozenset(PLURALS) | _VAGUE_WORDS


#: Counted though they have no plural, or only after "zero".
_MASS = words("aboard casualty clue dead doubt evidence hurt interest likelihood missing proof risk")


class Noun(NamedTuple):
    """The noun phrase after a number: its singular head, the words before the head, where it ends."""

    head: str | None
    qualifiers: frozenset[str]
    last: int
    partitive: bool = False


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
    return stem


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The Snowball stem of a lower-case word."""
    return _stemmer()(word)


@lru_cache(maxsize=8_192)
def singular(word: str) -> str:
    """The singular of a lower-case noun; unknown forms come back unchanged."""
    word = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word in SINGULAR_IN_S:
        return word
    if word.endswith("men") and len(word) > 5 and word not in _MEN_SINGULAR:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in IRREGULAR_PLURALS or (word.endswith("men") and len(word) > 5 and word not in _MEN_SINGULAR):
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and word not in SINGULAR_IN_S
        and not word.endswith(("ss", "us", "is", "'s", "’s", "ous"))
    )


def same_noun(one: str, other: str) -> bool:
    """Whether two singular nouns name the same sort of thing."""
    return one == other or SAME_NOUN.get(one, one) == SAME_NOUN.get(other, other)


def is_word(token: Token) -> bool:
    """Whether the token is made of letters."""
    return token.text[0].isalpha()


def noun_after(tokens: Sequence[Token], i: int, *, plural: bool) -> Noun:
    """Read the noun phrase that begins at token ``i``; ``plural``: the number asks for a plural."""
    partitive = False
    j = i
    if j < len(tokens) and tokens[j].lower == "of":
        partitive = True
        j += 1
        while j < len(tokens) and (
            tokens[j].lower in _DETERMINERS or is_digits(tokens[j]) or tokens[j].lower in NUMBER_WORDS
        ):
            j += 1
    phrase: list[int] = []
    while j < len(tokens) and len(phrase) < _LONGEST_PHRASE:
        token = tokens[j]
        if token.text in DASHES and phrase and tokens[j - 1].end == token.start:
            j += 1
            continue
        if (token.lower in MONTHS or token.lower in _TITLES) and token.text[0].isupper():
            j = _past_date(tokens, j)  # "the 19 Sept. 11 hijackers", "one of Mr. Clay's lawyers"
            continue
        if not is_word(token) or (token.lower in STOP_WORDS and token.lower not in ("more", "other")):
            break
        if token.lower in NUMBER_WORDS or token.lower in PLURALS:
            break
        phrase.append(j)
        j += 1
    return _head(tokens, phrase, i, plural=plural, partitive=partitive)


def _uncounted(words: list[str]) -> int | None:
    """Where the head is in words without a plural: of "dead", "zero evidence" the last; None: none.

    A number that is not one is not followed by its noun then: "five remained", "the two met Tuesday".
    """
    if words[0] in _MASS or words[0] in ROLES:
        return 0
    return next((n for n, word in enumerate(words) if word in _MASS), None)


def _past_date(tokens: Sequence[Token], j: int) -> int:
    """The index after a month or a title, its full stop and a day."""
    j += 1
    while j < len(tokens) and (tokens[j].text == "." or is_digits(tokens[j])):
        j += 1
    return j


def object_after(tokens: Sequence[Token], i: int) -> Noun:
    """The noun that a measure is of: "of drug dealers", "ad buy"; none where a verb or an adverb follows."""
    noun = noun_after(tokens, i, plural=False)
    if noun.partitive or noun.head is None:
        return noun
    verbal = (
        noun.head in _DIRECTIONS
        or noun.head in ROLES
        or noun.head.endswith(("ed", "ing", "ly", "er"))
        or tokens[i].text[0].isupper()
    )
    return Noun(None, frozenset(), i) if verbal else noun


def _head(tokens: Sequence[Token], phrase: list[int], i: int, *, plural: bool, partitive: bool) -> Noun:
    if not phrase:
        return Noun(None, frozenset(), i, partitive)
    words = [tokens[index].lower for index in phrase]
    if plural:
        at = next((n for n, word in enumerate(words) if is_plural(word)), None)
        if at is not None and at + 1 < len(words) and is_plural(words[at + 1]) and words[at + 1] not in ROLES:
            at += 1  # "women voters"
        if at is None:
            at = _uncounted(words)
            if at is None:
                return Noun(None, frozenset(), i, partitive)
    elif partitive and (at := next((n for n, word in enumerate(words) if is_plural(word)), None)) is not None:
        pass  # "31 percent of voters thought"
    else:
        # The verb after the noun is no part of it: "48-page indictment included".
        while len(words) > 1 and words[-1].endswith(("ed", "ing")):
            words.pop()
        at = next((n for n, word in enumerate(words) if n and word.endswith(("ed", "ing"))), len(words)) - 1
        at = min(at, 2)
        if len(words) > 1 and words[at] in ROLES and at > 0:
            at -= 1  # "one man killed"
    if words[at] in ROLES and words[at].endswith(("ed", "dead", "hurt", "missing")):
        # "17 killed": what happened to them is told, not what they are.
        return Noun(singular(words[at - 1]) if at else None, frozenset(words[: max(at - 1, 0)]), phrase[at])
    qualifiers = frozenset(words[:at])
    return Noun(singular(words[at]), qualifiers, phrase[at] + 1, partitive)


def role_of(tokens: Sequence[Token], first: int, noun: Noun) -> str | None:
    """What happens to the counted: by the verb just before the number, else after the noun, else near."""
    if _acts(tokens, noun):
        return None
    told = tokens[noun.last].lower if noun.last < len(tokens) else ""
    if told in ROLES and told.endswith(("ed", "dead", "hurt", "missing")):
        return ROLES[told]
    governing = _scan_back(tokens, first, _GOVERNING)
    if governing is not None:
        return governing
    for qualifier in sorted(noun.qualifiers):
        if qualifier in ROLES:
            return ROLES[qualifier]
    if noun.head in (
        "dead",
        "wounded",
        "injured",
        "casualty",
        "death",
        "injury",
        "arrest",
        "fatality",
        "layoff",
    ):
        return ROLES.get(noun.head) or ROLES.get(noun.head + "s")
    following = _scan_ahead(tokens, noun.last, 5)
    return following or _scan_back(tokens, first, 7)


def _acts(tokens: Sequence[Token], noun: Noun) -> bool:
    """Whether the counted do it to others: "three senators who killed the bill", "two bullets killed Roe"."""
    if noun.head is None:
        return False
    at = noun.last
    if at < len(tokens) and tokens[at].lower in ("who", "that", "which"):
        return at + 1 < len(tokens) and _is_deed(tokens[at + 1])
    if at + 1 >= len(tokens) or not _is_deed(tokens[at]):
        return False
    after = tokens[at + 1]
    return after.lower in _DETERMINERS or (
        after.text[0].isupper() and not after.text.endswith("day") and after.lower not in MONTHS
    )


def _is_deed(token: Token) -> bool:
    return token.lower in ROLES and token.lower.endswith(("ed", "ing"))


def _scan_back(tokens: Sequence[Token], first: int, most: int) -> str | None:
    """The role that stands last before the number; "toll rose to" is of the toll, not of the rising."""
    moving: str | None = None
    for token in reversed(tokens[max(0, first - most) : first]):
        if not is_word(token) and token.text not in DASHES and token.text not in "$€£":
            break
        role = ROLES.get(token.lower)
        if role in ("up", "down"):
            moving = moving or role
        elif role is not None:
            return role if moving is None or role in EXCLUSIVE else moving
        elif is_digits(token) or token.lower in NUMBER_WORDS or token.lower in ("and", "but", "while"):
            break
    return moving


def _scan_ahead(tokens: Sequence[Token], last: int, most: int) -> str | None:
    for at in range(last, min(len(tokens), last + most)):
        token = tokens[at]
        if not is_word(token) or token.lower in NUMBER_WORDS:
            return None
        if token.lower in ROLES:
            after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
            return None if after in NOBODYS else ROLES[token.lower]
    return None


def context_of(tokens: Sequence[Token], first: int, last: int, reach: int = _WINDOW) -> frozenset[str]:
    """Stems of the content words at most ``reach`` words before and after the figure."""
    around = [*tokens[max(0, first - reach) : first], *tokens[last : last + reach]]
    return frozenset({content_stem(token.lower) for token in around} - _NOTHING)


def content_stems(text: str) -> frozenset[str]:
    """Stems of the content words of a whole sentence, without its numbers."""
    found = set(map(content_stem, _WORD.findall(text.lower())))
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=32_768)
def content_stem(word: str) -> str:
    """The stem of a lower-case word that says what a text is about; empty for any other."""
    return stem(word) if len(word) > 2 and word[0].isalpha() and word not in _EMPTY else ""


def subject_before(tokens: Sequence[Token], first: int) -> str | None:
    """The run of capitalised words that stands last before the figure, past the sentence's first word."""
    run: list[str] = []
    for index in range(first - 1, -1, -1):
        token = tokens[index]
        name = (
            is_word(token)
            and token.text[0].isupper()
            and (index > 0 or len(run) > 0 or token.lower not in STOP_WORDS)
        )
        if name:
            run.append(token.text)
        elif run and token.text != ".":
            break
    return " ".join(reversed(run)) or None


def subject_of_age(tokens: Sequence[Token], last: int) -> str | None:
    """The name in "59-year-old Jane Roe", "the 68-year-old former mayor John Doe"; None: none follows."""
    for at in range(last, min(last + _MOST_BEFORE_NAME, len(tokens))):
        token = tokens[at]
        if not is_word(token) or token.lower in STOP_WORDS:
            return None
        if token.text[0].isupper() and token.lower not in MONTHS:
            end = at + 1
            while end < len(tokens) and is_word(tokens[end]) and tokens[end].text[0].isupper():
                end += 1
            return " ".join(one.text for one in tokens[at:end])
    return None
