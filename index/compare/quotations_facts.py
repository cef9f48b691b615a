"""The quotations of two accounts beside each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from index.compare.result import Fact, FactSide
from index.spelling import fold_name, same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.quotations import Quotation
    from index.compare.result import Link, Verdict

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
#: Quotations of fewer words are told by chance in two accounts; they must be the same and be linked.
_FEWEST = 4
#: Share of the shorter quotation's words that must stand in the longer in order.
_CONTAINED = 0.85
_SHOWN_CUT = 8
_MOST_PIECES = 30
#: Of quotations that share three words, no more than the first so many are compared.
_MOST_ALIKE = 40


@dataclass(frozen=True, slots=True)
class _Said:
    """A whole quotation: its records, its words folded for comparison, and the same words as printed."""

    records: tuple[Quotation, ...]
    words: tuple[str, ...]
    printed: tuple[str, ...]

    @property
    def speaker(self) -> str | None:
        return self.records[0].speaker


def quotation_facts(a: ArticleFacts, b: ArticleFacts, links: Sequence[Link]) -> list[Fact]:
    """Compare the quotations of two accounts.

    Verdicts: "agree" (the same words), "close" (the same quotation cut differently; ``why`` says what one
    has more), "differ" (the same words, clearly ascribed to different speakers), "only_a" and "only_b". Words
    that are quoted but not spoken are left out unless both accounts quote them in linked sentences.

    Args:
        a: One account.
        b: The other.
        links: Links between their sentences.
    """
    ours, theirs = _whole(a.quotations), _whole(b.quotations)
    linked = {(link.a, link.b) for link in links}
    pairs = _pairs(ours, theirs, linked)
    known = _People(a), _People(b)
    facts = [_both(ours[i], theirs[j], known) for i, j in pairs]
    used_a, used_b = {i for i, _ in pairs}, {j for _, j in pairs}
    facts += [_alone(one, "a") for i, one in enumerate(ours) if i not in used_a and _spoken(one)]
    facts += [_alone(one, "b") for j, one in enumerate(theirs) if j not in used_b and _spoken(one)]
    return facts


def _whole(records: Sequence[Quotation]) -> list[_Said]:
    groups: dict[int, list[Quotation]] = {}
    for record in records:
        groups.setdefault(record.group, []).append(record)
    return [
        _Said(
            tuple(group),
            tuple(map(_folded, printed)),
            tuple(printed),
        )
        for group in groups.values()
        for printed in [[word for one in group for word in _printed(one.text)]]
    ]


def _printed(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'"))


def _words(text: str) -> list[str]:
    return list(map(_folded, _printed(text)))


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    return fold_name(word)


def _spoken(one: _Said) -> bool:
    return one.records[0].how != "scare"


def _pairs(
    ours: Sequence[_Said], theirs: Sequence[_Said], linked: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pair quotations of the same words, the most words in common first."""
    by_grams: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, other in enumerate(theirs):
        for gram in _grams(other.words):
            by_grams[gram].append(j)
    scored: list[tuple[int, int, int, int, int]] = []
    for i, one in enumerate(ours):
        for j in sorted({j for gram in _grams(one.words) for j in by_grams.get(gram, ())[:_MOST_ALIKE]}):
            common = _common(one, theirs[j], linked)
            if common:
                longer = max(len(one.words), len(theirs[j].words))
                scored.append((-common, longer - common, i + j, i, j))
    scored.sort()
    free_a, free_b = set(range(len(ours))), set(range(len(theirs)))
    pairs = []
    for _, _, _, i, j in scored:
        if i in free_a and j in free_b:
            free_a.remove(i)
            free_b.remove(j)
            pairs.append((i, j))
    # One account's long quotation may be told in pieces by the other: each piece pairs with the whole.
    for common, _, _, i, j in scored:
        if i in free_a and -common >= _CONTAINED * len(ours[i].words):
            free_a.remove(i)
            pairs.append((i, j))
        elif j in free_b and -common >= _CONTAINED * len(theirs[j].words):
            free_b.remove(j)
            pairs.append((i, j))
    return sorted(pairs)


def _grams(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    if len(words) < _FEWEST:
        return {words} if words else set()
    return set(zip(words, words[1:], words[2:], strict=False))


def _common(one: _Said, other: _Said, linked: set[tuple[int, int]]) -> int:
    """How many words the two share in order; 0 if they are not one quotation."""
    shorter = min(len(one.words), len(other.words))
    if shorter < _FEWEST:
        same = one.words == other.words
        near = any((x.sentence, y.sentence) in linked for x in one.records for y in other.records)
        return shorter if same and near else 0
    common = int(LCSseq.similarity(one.words, other.words))
    return common if common >= _CONTAINED * shorter else 0


class _People:
    """Who are people in an article, and whom each of its sentences names."""

    def __init__(self, article: ArticleFacts) -> None:
        self.names = {name.canonical for name in article.names if name.kind == "person"}
        self._texts = [sentence.text for sentence in article.sentences]

    def clearly(self, one: Quotation) -> str | None:
        """The speaker, if a person whom the words of saying themselves name."""
        if one.speaker not in self.names or one.how not in ("before", "after") or one.speaker_span is None:
            return None
        sentence, start, end = one.speaker_span
        said = self._texts[sentence][start:end]
        return (
            one.speaker if said[:1].isupper() and said not in ("He", "She") and " " in one.speaker else None
        )

    def names_in(self, one: Quotation, other: str) -> bool:
        """Whether the sentence that names the speaker names ``other`` too, as a joint statement does."""
        if one.speaker_span is None:
            return False
        surname = fold_name(other).split()[-1]
        return surname in fold_name(self._texts[one.speaker_span[0]])


def _both(one: _Said, other: _Said, known: tuple[_People, _People]) -> Fact:
    first, second = _nearest_pieces(one, other)
    side, side_other = _side(one, first), _side(other, second)
    same = one.words == other.words
    verdict: Verdict = "agree" if same else "close"
    why = "both quote the same words" if same else _cut(one, other)
    if _clearly_different(first, second, known):
        verdict = "differ"
        why = f"{why}; A ascribes them to {one.speaker}, B to {other.speaker}"
    elif one.speaker is not None and other.speaker is None:
        why += f"; only A says who speaks ({one.speaker})"
    elif one.speaker is None and other.speaker is not None:
        why += f"; only B says who speaks ({other.speaker})"
    return Fact("quotation", _what(one, other), verdict, side, side_other, why)


def _clearly_different(first: Quotation, second: Quotation, known: tuple[_People, _People]) -> bool:
    """Whether each account itself names a person as the speaker, and not the same one."""
    a, b = known[0].clearly(first), known[1].clearly(second)
    if a is None or b is None or same_name(a, b):
        return False
    if fold_name(a).split()[-1] == fold_name(b).split()[-1]:
        return False  # Vicente Fox and Vincente Fox are more likely one than two
    return not known[0].names_in(first, b) and not known[1].names_in(second, a)


def _cut(one: _Said, other: _Said) -> str:
    """Say what each has that the other leaves out."""
    more_a, more_b = _more(one, other), _more(other, one)
    if more_a and more_b:
        return f"the same quotation, cut differently: only A has “{more_a}”, only B has “{more_b}”"
    if more_a:
        return f"the same quotation, cut by B, which leaves out “{more_a}”"
    if more_b:
        return f"the same quotation, cut by A, which leaves out “{more_b}”"
    return "both quote the same words, in another order"


def _more(one: _Said, other: _Said) -> str:
    """The longest stretch of words that ``other`` lacks, shortened for reading."""
    words = one.words
    kept = [False] * len(words)
    for op in LCSseq.opcodes(words, other.words):
        if op.tag == "equal":
            for index in range(op.src_start, op.src_end):
                kept[index] = True
    edges = [-1, *(index for index, has in enumerate(kept) if has), len(words)]
    start, end = max(((x + 1, y) for x, y in pairwise(edges)), key=lambda span: span[1] - span[0])
    if end <= start:
        return ""
    missing = one.printed[start:end]
    if len(missing) <= _SHOWN_CUT:
        return " ".join(missing)
    return " ".join(missing[: _SHOWN_CUT // 2]) + " … " + " ".join(missing[-_SHOWN_CUT // 2 :])


def _alone(one: _Said, where: str) -> Fact:
    other = "B" if where == "a" else "A"
    why = f"these words are quoted in {where.upper()}, not in {other}"
    if where == "a":
        return Fact("quotation", _what(one, one), "only_a", _side(one), None, why)
    return Fact("quotation", _what(one, one), "only_b", None, _side(one), why)


def _what(one: _Said, other: _Said) -> str:
    # The fuller description, whichever side has it, so that the comparison mirrors.
    speaker = max(
        (said.speaker for said in (one, other) if said.speaker),
        key=lambda text: (len(text), text),
        default=None,
    )
    return f"said by {speaker}" if speaker is not None else "quotation"


def _nearest_pieces(one: _Said, other: _Said) -> tuple[Quotation, Quotation]:
    """The sentences of the two quotations that have the most words in common: where a reader should look."""
    return max(
        ((x, y) for x in one.records[:_MOST_PIECES] for y in other.records[:_MOST_PIECES]),
        key=lambda pair: (
            len(set(_words(pair[0].text)) & set(_words(pair[1].text))),
            -pair[0].sentence - pair[1].sentence,
            sorted((pair[0].text, pair[1].text)),
        ),
    )


def _side(one: _Said, shown: Quotation | None = None) -> FactSide:
    first = shown or one.records[0]
    return FactSide(
        first.sentence,
        first.start,
        first.end,
        first.text,
        value=" ".join(record.text for record in one.records),
        speaker=first.speaker,
    )
