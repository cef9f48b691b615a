"""From a run of capitalised words to the names in it: titles, offices and adjectives are told from names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.compare.names_given import GIVEN, MEN, UNSURE, WOMEN
from index.compare.names_places import DEMONYMS, PLACE_AFTER, PLACE_BEFORE, PLACES
from index.compare.names_roles import role_beside
from index.compare.names_runs import Run, Token, looks_ordinary
from index.compare.names_words import (
    ACRONYM_WORDS,
    CALENDAR,
    FEMALE_TITLES,
    MALE_TITLES,
    NO_NAMES,
    OFFICE_PARTS,
    OFFICES,
    ORGANISATIONS,
    OTHERS,
    SHORT_TITLES,
    SPEECH,
    STATE_ABBREVIATIONS,
)
from index.spelling import ordinary_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.names_model import Gender, NameKind

_OFFICE_WORDS = OFFICES | OFFICE_PARTS
_LONGEST_PERSON = 5
_INITIAL = re.compile(r"[A-Z]\.?(?:-?[A-Z]\.)*$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?$")
_MALE_OFFICES = frozenset(
    (
        *("assemblyman", "businessman", "chairman", "congressman", "councilman", "father", "king"),
        *("patriarch", "pope", "prince", "spokesman", "sultan"),
    )
)
_FEMALE_OFFICES = frozenset(
    (
        *("assemblywoman", "businesswoman", "chairwoman", "congresswoman", "councilwoman"),
        *("princess", "queen", "spokeswoman"),
    )
)
_FULL_TITLE = {
    "adm": "admiral",
    "capt": "captain",
    "cmdr": "commander",
    "col": "colonel",
    "gen": "general",
    "gov": "governor",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "prof": "professor",
    "rep": "representative",
    "sen": "senator",
    "sgt": "sergeant",
}
_NOT_IN_ROLES = MALE_TITLES | FEMALE_TITLES | {"democratic", "independent", "republican", "the"}
#: "passenger", "neurologist": what people are, right before their names; not words that end alike.
_TRADE = re.compile(
    r"(?!(?:after|another|border|center|centre|cruiser|either|ever|ferry|freighter|frigate|harbor|however|liner|motor"
    r"|neither|never|other|over|rather|river|sister|tanker|tender|than|theater|trawler|under|whether|winter)$)"
    r"[a-z]{2,}(?:er|ist|or|ian|man|woman|eer|grapher)$"
)
_PLACE_NOUNS = frozenset(
    (
        "city",
        "district",
        "oblast",
        "port",
        "province",
        "region",
        "settlement",
        "suburb",
        "town",
        "township",
        "village",
    )
)
_PLACE_PREPOSITIONS = frozenset(("in", "near", "outside", "toward", "towards", "around"))


@dataclass(slots=True)
class Candidate:
    """One name where it stands, with what its surroundings tell of it."""

    sentence: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    kind: NameKind | None
    sure: bool
    role: str | None = None
    gender: Gender | None = None
    opening: bool = False
    setting: Literal["speaks", "located"] | None = None


def candidates(run: Run, text: str, words: Sequence[Token]) -> Iterator[Candidate]:
    """Yield the names in ``run``; ``text`` is the sentence and ``words`` its tokens."""
    rest = _without_opening(list(run.tokens))
    if not rest:
        return
    cut = _after_title(rest)
    if cut:
        title, rest = rest[:cut], rest[cut:]
        office = len(title)
        while office and _is_title(title[office - 1]):
            office -= 1
        yield from _plain(run, title[:office], text, words, None)
        yield from _plain(run, rest, text, words, title[office:])
    else:
        yield from _plain(run, rest, text, words, None)


def _without_opening(run: list[Token]) -> list[Token]:
    """Drop ordinary words that have a capital only because a sentence or a quotation opens with them."""
    if len(run) > 2 and run[0].opening and _is_given(run[1]) and not _may_lead(run[0]):
        del run[0]  # "Pensioner Hilde Marrow"
    while run and (run[0].opening or not run[0].capital or run[0].folded in ("the", "a", "an")):
        word = run[0]
        known = word.folded in OFFICES or word.folded in SHORT_TITLES or word.folded in ORGANISATIONS
        if (
            not word.capital
            or (looks_ordinary(word) and not (known and len(run) > 1))
            or word.folded in ("the", "a")
        ):
            del run[0]
            if run and run[0].opening is False and run[0].capital:
                break
        else:
            break
    return run


def _is_given(word: Token) -> bool:
    return word.folded.partition("-")[0] in GIVEN and word.folded not in UNSURE


def _may_lead(word: Token) -> bool:
    """Whether the word can stand before a given name for its own sake."""
    return _is_given(word) or _is_title(word) or word.folded in PLACES or bool(_INITIAL.match(word.text))


def _is_title(word: Token) -> bool:
    return (
        word.folded in SHORT_TITLES
        or word.folded in OFFICES
        or word.folded in OFFICE_PARTS
        or word.folded in ("of", "the", "for", "and")
        or word.folded.split("-")[0] in ("vice", "co", "ex")
    )


def _after_title(run: Sequence[Token]) -> int:
    """The index after the last title or office that a name follows, 0 if there is none."""
    for index in range(len(run) - 2, -1, -1):
        word = run[index].folded
        marks = word in SHORT_TITLES or word.partition("-")[0] in OFFICES or word.removesuffix(".") in ("no",)
        if not marks and index and word in OFFICE_PARTS and run[index - 1].folded in ("of", "the"):
            marks = any(before.folded in OFFICES for before in run[:index])
        after = run[index + 1 :]
        if marks and after[0].capital and after[0].folded not in ("of", "for"):
            if word in OFFICES and any(
                one.folded in ORGANISATIONS or one.folded in PLACE_AFTER for one in after
            ):
                return 0
            return index + 1
    return 0


def _plain(
    run: Run, rest: list[Token], text: str, words: Sequence[Token], title: list[Token] | None
) -> Iterator[Candidate]:
    rest = _trimmed(rest, titled=bool(title))
    if not rest or all(word.folded in _OFFICE_WORDS for word in rest):
        return
    folded = tuple(word.folded for word in rest)
    start, end = rest[0].start, rest[-1].end
    candidate = Candidate(
        run.sentence, start, end, text[start:end], folded, None, False, opening=rest[0].opening
    )
    office = _office_before(run, words) if title is None and rest[0] is run.tokens[0] else title or []
    _title(candidate, office or [])
    titled = bool(office)
    after = run.after if rest[-1] is run.tokens[-1] else None
    before = run.before if rest[0] is run.tokens[0] else None
    candidate.setting = _setting(rest, before, after)
    candidate.kind, candidate.sure = _kind(
        rest, folded, titled, candidate.setting, after, text[end : end + 12]
    )
    if candidate.kind == "person" and not candidate.sure and role_beside(text, start, end) is not None:
        candidate.sure = True
    if candidate.kind in ("other", "person") and not (titled or candidate.sure):
        if _is_settlement(run, rest, words):
            candidate.kind, candidate.sure = "place", True
        elif before is not None and before.text == "the":
            candidate.kind = "other"
    if candidate.kind == "person" and candidate.gender is None:
        candidate.gender = gender_of(folded[0]) if len(folded) > 1 else None
    if " ".join(folded) in DEMONYMS:
        return
    if len(candidate.text.rstrip(".")) > 1 and (candidate.kind is not None or not _is_nothing(rest)):
        yield candidate


def _setting(
    rest: Sequence[Token], before: Token | None, after: Token | None
) -> Literal["speaks", "located"] | None:
    """What the words beside it tell: people speak, things are in places."""
    if _speaks(before, after):
        return "speaks"
    if len(rest) > 1 and before is not None and rest[0].gap == " " and _TRADE.match(before.text):
        return "speaks"
    if (
        before is not None
        and before.folded in _PLACE_PREPOSITIONS
        and rest[0].gap == " "
        and not rest[-1].possessive
    ):
        return "located"
    return None


def _is_settlement(run: Run, rest: Sequence[Token], words: Sequence[Token]) -> bool:
    """The name in "the village of Popovka" and in "the Glushkovo district"."""
    after = run.after if rest[-1] is run.tokens[-1] and not rest[-1].possessive else None
    if after is not None and after.gap == " " and after.text in _PLACE_NOUNS and rest[0].gap == " ":
        return True
    first = run.first
    return (
        rest[0] is run.tokens[0]
        and first > 1
        and words[first - 1].text == "of"
        and words[first - 2].folded in _PLACE_NOUNS
    )


def _trimmed(rest: list[Token], *, titled: bool) -> list[Token]:
    """Without days, peoples and parties around a name, and without what cannot stand at its ends."""
    while (
        rest
        and (not rest[-1].capital or rest[-1].folded in CALENDAR)
        and not (
            len(rest) > 1
            and rest[-1].folded in ("may", "april", "june", "august")
            and rest[-2].folded in GIVEN
        )
    ):
        rest = rest[:-1]
    whole = " ".join(word.folded for word in rest)
    if whole in PLACES or titled:
        return rest
    while rest and (
        (rest[0].folded in DEMONYMS and (len(rest) == 1 or not _names_group(rest[1:])))
        or (rest[0].folded in CALENDAR and not (len(rest) > 1 and rest[0].folded in GIVEN))
        or (
            (
                rest[0].folded
                in ("democrat", "republican", "democratic", "congressional", "conservative", "ex")
            )
            and not (len(rest) > 1 and _names_group(rest[1:]))
        )
        or not rest[0].capital
        or rest[0].folded == "&"
    ):
        rest = rest[1:]
    return rest


def _names_group(rest: Sequence[Token]) -> bool:
    return any(
        word.folded in ORGANISATIONS or word.folded in OTHERS or word.folded in PLACE_AFTER for word in rest
    )


def _office_before(run: Run, words: Sequence[Token]) -> list[Token]:
    """The lower-case office right before a name: "campaign manager Corey Lewandowski"."""
    first = run.first
    if (
        run.before is None
        or run.before.folded not in OFFICES
        or run.before.possessive
        or run.tokens[0].gap != " "
    ):
        return []
    begin = first - 1
    while begin and words[begin].gap == " " and words[begin - 1].folded in _OFFICE_WORDS:
        begin -= 1
    return list(words[begin:first])


def _title(candidate: Candidate, title: Sequence[Token]) -> None:
    office = [_FULL_TITLE.get(word.folded.rstrip("."), word.folded) for word in title]
    for word in office:
        if word in MALE_TITLES or word in _MALE_OFFICES:
            candidate.gender = "m"
        elif word in FEMALE_TITLES or word in _FEMALE_OFFICES:
            candidate.gender = "f"
    office = [word for word in office if word not in _NOT_IN_ROLES and not word.endswith(".")]
    while office and office[0] in ("of", "the", "for", "and"):
        del office[0]
    if office and any(word.partition("-")[0] in OFFICES for word in office):
        candidate.role = " ".join(office)


def gender_of(given: str) -> Gender | None:
    """The gender that a folded given name tells, or None."""
    given = given.partition("-")[0]
    if given in MEN:
        return "m"
    return "f" if given in WOMEN else None


def _kind(
    rest: Sequence[Token],
    folded: tuple[str, ...],
    titled: bool,
    setting: Literal["speaks", "located"] | None,
    after: Token | None,
    tail: str,
) -> tuple[NameKind | None, bool]:
    """What the words name (None: unclear), and whether that is sure."""
    whole = " ".join(folded)
    if titled and len(folded) <= _LONGEST_PERSON and not _group_words(folded):
        if len(folded) == 1 and _ACRONYM.match(rest[0].text):
            return "organisation", True
        return "person", True
    if whole in PLACES or (whole.rstrip(".") in PLACES and "." in whole):
        return "place", True
    if len(folded) > 1:
        return _kind_of_several(rest, folded, after, tail)
    word = rest[0]
    if "-" in word.text and word.text.rpartition("-")[2].islower():
        return None, False
    if word.folded in NO_NAMES or word.folded in DEMONYMS or word.folded in _OFFICE_WORDS:
        return None, False
    if _ACRONYM.match(word.text):
        known = word.text in ACRONYM_WORDS or word.folded in STATE_ABBREVIATIONS or looks_ordinary(word)
        return (None, False) if known else ("organisation", True)
    if word.folded in ORGANISATIONS:
        return "organisation", False
    if looks_ordinary(word):
        return None, False
    if setting == "speaks":
        return "person", False
    return ("place" if setting == "located" else "other"), False


def _kind_of_several(
    rest: Sequence[Token], folded: tuple[str, ...], after: Token | None, tail: str
) -> tuple[NameKind | None, bool]:
    if _group_words(folded):
        return "organisation", True
    whole = " ".join(folded)
    given = folded[0].partition("-")[0] in GIVEN
    if folded[-1] in PLACE_AFTER and not (given and folded[0] not in PLACES and len(folded) == 2):
        return "place", True
    if folded[0] in PLACE_BEFORE and not given:
        return "place", True
    if any(word in OTHERS for word in folded):
        return "other", False
    if len(folded) > _LONGEST_PERSON or "&" in folded or any(word in CALENDAR for word in folded[1:-1]):
        return "other", False
    if given and (folded[0] not in UNSURE or not _common(folded[-1])) and folded[0] not in PLACES - GIVEN:
        return "person", True
    if any(_INITIAL.match(word.text) for word in rest[:-1]) and not _common(folded[-1]):
        return "person", True
    if re.match(r", \d{1,2},", tail) or (after is not None and after.folded == "who"):
        return "person", True
    if _ACRONYM.match(rest[-1].text) or (len(folded) == 2 and whole in DEMONYMS):
        return "other", False
    common = sum(map(_common, folded)) + sum(word in PLACES or word in DEMONYMS for word in folded)
    if common == 0:
        return "person", False
    return "other", False


def _group_words(folded: Sequence[str]) -> bool:
    return any(word in ORGANISATIONS for word in folded)


def _common(word: str) -> bool:
    return word in ordinary_words() or word in NO_NAMES


def _speaks(before: Token | None, after: Token | None) -> bool:
    return (after is not None and after.folded in SPEECH) or (
        before is not None and before.folded in ("said", "says")
    )


def _is_nothing(rest: Sequence[Token]) -> bool:
    """Whether no word of it is worth keeping as a name of any kind."""
    return all(
        looks_ordinary(word)
        or ("-" in word.text and word.text.rpartition("-")[2].islower())
        or word.folded in NO_NAMES
        or word.text in ACRONYM_WORDS
        or word.folded in STATE_ABBREVIATIONS
        or word.folded in DEMONYMS
        or word.folded in _OFFICE_WORDS
        for word in rest
    )
