"""The people, places and organisations of an article, found without a model, and compared with another's.

A name is met in several forms ("President Volodymyr Zelensky", "Zelensky", "Mr Zelenskiy"); all of them are
mentions of one :class:`Name`, under its fullest form.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.compare.names_candidates import Candidate, candidates, gender_of
from index.compare.names_facts import matched_names, name_facts, spelling_marks
from index.compare.names_model import Mention, Name
from index.compare.names_places import SURNAMES_TOO
from index.compare.names_reference import referents
from index.compare.names_roles import role_beside
from index.compare.names_runs import Token, is_title_case, runs, tokens
from index.spelling import name_key, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.compare.names_model import Gender, NameKind
    from index.compare.sentences import Sentence

__all__ = ["Mention", "Name", "matched_names", "name_facts", "names", "referents", "spelling_marks"]

_UNITED_STATES = ("united states", "United States")
_SAME_PLACE = dict.fromkeys(
    ("u.s.", "us", "usa", "u.s.a.", "america", "united states of america"), _UNITED_STATES
)
_SAME_PLACE |= dict.fromkeys(("u.k.", "uk", "great britain", "united kingdom"), ("britain", "Britain"))
_SAME_PLACE |= dict.fromkeys(("d.c.", "dc", "washington d.c.", "washington"), ("washington", "Washington"))
_SAME_PLACE |= dict.fromkeys(("uae", "u.a.e."), ("united arab emirates", "United Arab Emirates"))
_SUFFIXES = ("jr.", "jr", "sr.", "sr", "ii", "iii", "iv")


@dataclass(slots=True)
class _Group:
    """The candidates that one name has so far."""

    kind: NameKind
    members: list[Candidate] = field(default_factory=list)
    gender: Gender | None = None
    positions: list[tuple[int, int]] = field(default_factory=list)

    def add(self, one: Candidate) -> None:
        """Take ``one`` as another mention, and what it tells of the gender."""
        self.members.append(one)
        self.gender = self.gender or one.gender
        insort(self.positions, (one.sentence, one.start))

    @property
    def fullest(self) -> Candidate:
        return max(self.members, key=lambda one: (len(one.words), len(one.text), -one.sentence))


def names(sentences: Sequence[Sentence]) -> tuple[Name, ...]:
    """Find the names in ``sentences``, in the order of their first mention.

    Takes time linear in the text and never raises. Words are taken for names by their capitals; headings,
    where capitals say nothing, add mentions of names that the rest of the text has.
    """
    found: list[Candidate] = []
    silent: list[tuple[int, list[Token]]] = []
    for number, sentence in enumerate(sentences):
        words = tokens(sentence.text)
        if is_title_case(sentence, words):
            silent.append((number, words))
            continue
        for run in runs(number, words):
            found.extend(candidates(run, sentence.text, words))
    found = _without_openings(found)
    _weigh_unsure(found)
    groups = [*_people(found), *_places(found), *_others(found)]
    _add_headings(groups, silent, sentences)
    made = [_name(group, sentences) for group in groups]
    return tuple(sorted(made, key=lambda name: (name.mentions[0].sentence, name.mentions[0].start)))


def _weigh_unsure(found: Sequence[Candidate]) -> None:
    """Decide on names of several unknown words by what all their mentions say.

    People speak, hold an office or go by a surname. Without such a sign a name is "other": a ship or a
    company called a person would be compared as one.
    """
    sure = {one.words for one in found if one.kind == "person" and one.sure}
    surnames = {one.words[-1] for one in found if one.kind == "person" and (one.sure or len(one.words) == 1)}
    alone = {one.words[0] for one in found if len(one.words) == 1 and one.setting == "speaks"}
    located: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for one in found:
        located[one.words] += {"located": 1, "speaks": -1}.get(one.setting or "", 0)
    for one in found:
        if one.kind != "person" or one.sure or len(one.words) == 1 or one.words in sure:
            continue
        if located[one.words] > 0:
            one.kind = "place"
        elif located[one.words] == 0 and one.words[-1] not in surnames | alone:
            one.kind = "other"


def _without_openings(found: Sequence[Candidate]) -> list[Candidate]:
    """Drop unknown words whose capital may be that of the sentence alone."""
    inside = {one.words for one in found if not one.opening}
    parts = {word for one in found if len(one.words) > 1 for word in one.words}
    return [
        one
        for one in found
        if not (one.opening and one.kind == "other" and len(one.words) == 1)
        or one.words in inside
        or one.words[0] in parts
    ]


def _surname(words: Sequence[str]) -> str:
    kept = [word for word in words if word not in _SUFFIXES] or list(words)
    last = kept[-1]
    return name_key(last.removeprefix("al-").removeprefix("el-"))


def _people(found: Sequence[Candidate]) -> list[_Group]:
    """Group whole names first; then surnames and given names go to whom they were last said of."""
    groups: list[_Group] = []
    by_surname: defaultdict[str, list[_Group]] = defaultdict(list)
    for one in found:
        if one.kind == "person" and len(one.words) > 1:
            _add_whole(one, groups, by_surname)
    by_given: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_given[group.members[0].words[0]].append(group)
    # Those that a title or a word of saying marks come first: they make "Smith" a person everywhere else.
    alone = sorted((one for one in found if len(one.words) == 1), key=lambda one: one.kind != "person")
    for one in alone:
        owner = _owner(one, by_surname[_surname(one.words)]) or _owner(one, by_given[one.words[0]])
        if owner is None and one.kind == "person":
            owner = _Group("person")
            groups.append(owner)
            by_surname[_surname(one.words)].append(owner)
        if owner is not None:
            one.kind = "person"
            owner.add(one)
    return groups


def _add_whole(one: Candidate, groups: list[_Group], by_surname: defaultdict[str, list[_Group]]) -> None:
    key = _surname(one.words)
    for group in by_surname[key]:
        if _is_junior(group.members[0]) == _is_junior(one) and same_name(group.members[0].text, one.text):
            break
    else:
        group = _Group("person")
        groups.append(group)
        by_surname[key].append(group)
    group.add(one)


def _is_junior(one: Candidate) -> bool:
    """Whether the name tells the son from the father; where an article has both forms, it means both."""
    return one.words[-1] in _SUFFIXES


def _owner(one: Candidate, groups: Sequence[_Group]) -> _Group | None:
    """Whose surname (or given name) it is: of those that fit, the one named last before, else the next."""
    fitting = [
        group for group in groups if one.gender is None or group.gender is None or one.gender == group.gender
    ]
    if not fitting or not _may_be_person(one):
        return None
    here = (one.sentence, one.start)

    def nearness(group: _Group) -> tuple[int, int, int]:
        before = bisect_left(group.positions, here)
        if before:
            return (1, *group.positions[before - 1])
        return (0, -group.positions[0][0], -group.positions[0][1]) if group.positions else (-1, 0, 0)

    return max(fitting, key=nearness)


def _may_be_person(one: Candidate) -> bool:
    if one.kind == "person":
        return True
    if one.kind == "place":
        return one.words[0] in SURNAMES_TOO
    return one.kind in ("other", None) or (one.kind == "organisation" and not one.sure)


def _places(found: Iterable[Candidate]) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for one in found:
        if one.kind == "place" and one.sure:
            groups.setdefault(_place_key(one), _Group("place")).members.append(one)
    for one in found:
        if one.kind in ("place", "other") and not one.sure:
            key = _place_key(one)
            if one.kind == "place":
                groups.setdefault(key, _Group("place"))
            if key in groups:
                one.kind = "place"
                groups[key].members.append(one)
    return list(groups.values())


def _place_key(one: Candidate) -> str:
    whole = " ".join(one.words)
    if whole in _SAME_PLACE:
        return _SAME_PLACE[whole][0]
    return name_key(whole) if len(one.words) == 1 else " ".join(map(name_key, one.words))


def _others(found: Iterable[Candidate]) -> list[_Group]:
    groups: dict[str, _Group] = {}
    for one in found:
        if one.kind in ("organisation", "other"):
            key = " ".join(one.words)
            groups.setdefault(key, _Group(one.kind)).members.append(one)
    _join_acronyms(groups)
    return list(groups.values())


def _join_acronyms(groups: dict[str, _Group]) -> None:
    """Put "FBI" with "Federal Bureau of Investigation" where the article has both."""
    initials: dict[str, str] = {}
    for key in groups:
        words = [word for word in key.split() if word not in ("of", "the", "for", "and", "on", "&")]
        if len(words) > 1:
            initials.setdefault("".join(word[0] for word in words), key)
    for key in list(groups):
        whole = initials.get(key.replace(".", ""))
        if whole is not None and whole != key and groups[key].members[0].text.isupper():
            groups[whole].members.extend(groups.pop(key).members)


def _add_headings(
    groups: Sequence[_Group], headings: Iterable[tuple[int, list[Token]]], sentences: Sequence[Sentence]
) -> None:
    """Find names of the text in sentences whose capitals say nothing."""
    known: dict[tuple[str, ...], _Group] = {}
    for group in groups:
        for one in group.members:
            known.setdefault(one.words, group)
            if group.kind == "person":
                known.setdefault(one.words[-1:], group)
    longest = max(map(len, known), default=0)
    for number, words in headings:
        index = 0
        while index < len(words):
            most = min(longest, len(words) - index)
            size = next((n for n in range(most, 0, -1) if _folded(words, index, n) in known), 0)
            if size and words[index].capital:
                start, end = words[index].start, words[index + size - 1].end
                text = sentences[number].text[start:end]
                group = known[_folded(words, index, size)]
                group.members.append(
                    Candidate(number, start, end, text, _folded(words, index, size), group.kind, False)
                )
            index += size or 1


def _folded(words: Sequence[Token], index: int, size: int) -> tuple[str, ...]:
    return tuple(word.folded for word in words[index : index + size])


def _name(group: _Group, sentences: Sequence[Sentence]) -> Name:
    members = sorted(group.members, key=lambda one: (one.sentence, one.start))
    canonical = group.fullest.text
    if group.kind == "place":
        canonical = _SAME_PLACE.get(" ".join(members[0].words), ("", members[0].text))[1]
    if canonical.isupper() and len(canonical) > 3 and group.kind in ("person", "place"):
        canonical = canonical.title()
    gender = group.gender
    role = None
    if group.kind == "person":
        gender = gender or gender_of(group.fullest.words[0])
        role = next(_roles(members, sentences), None)
    mentions = tuple(Mention(one.sentence, one.start, one.end, one.text) for one in members)
    return Name(canonical, group.kind, mentions, role, gender)


def _roles(members: Sequence[Candidate], sentences: Sequence[Sentence]) -> Iterator[str]:
    for one in members:
        if one.role is not None:
            yield one.role
        beside = role_beside(sentences[one.sentence].text, one.start, one.end)
        if beside is not None:
            yield beside
