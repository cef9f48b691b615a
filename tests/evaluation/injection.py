"""Conflicts made on purpose: one figure changed in a copy of an account that agreed with another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.compare.figures_values import equal
from index.compare.numerals import ONES, TENS

if TYPE_CHECKING:
    from random import Random

    from index.article import Article
    from index.compare.facts import ArticleFacts
    from index.compare.figures_model import Figure

_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_TALLY = re.compile(r"([0-9]+)-([0-9]+)")
_FRACTION = re.compile(r"thirds|quarters|fifths|decade|half")
_WORDS = tuple(word for word, value in (ONES | TENS).items() if value >= 2 and word != "fourty")
_FACTORS = (0.5, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 1.8)


@dataclass(frozen=True)
class Injection:
    """``article`` is a copy of B whose ``figure``, which agreed with ``original`` of A, reads ``text``."""

    article: Article
    original: Figure
    figure: Figure
    text: str


def agreeing(a: ArticleFacts, b: ArticleFacts) -> list[tuple[Figure, Figure]]:
    """Figures that both print alike and that are too particular to be equal by chance; once in each text."""
    found = []
    for one in a.figures:
        for other in b.figures:
            if one.dimension != other.dimension or not equal(one, other) or not _particular(one, other):
                continue
            if sum(equal(one, rival) for rival in b.figures if rival.dimension == one.dimension) > 1:
                continue
            found.append((one, other))
    return found


def _particular(one: Figure, other: Figure) -> bool:
    if one.modifier in ("vague", "range") or one.kind in ("tally", "ratio"):
        return False
    shared = len(one.context & other.context)
    if one.value >= 13 and one.kind != "duration":
        return shared >= 1
    return one.noun is not None and one.noun == other.noun and shared >= 2


def inject(
    article: Article, facts: ArticleFacts, original: Figure, figure: Figure, random: Random
) -> Injection | None:
    """Change ``figure`` in a copy of ``article``; None where its text cannot be found or changed."""
    other = changed(figure.text, random)
    sentence = facts.sentences[figure.sentence].text
    if other is None:
        return None
    new = sentence[: figure.start] + other + sentence[figure.end :]
    text = re.sub(r"[^\S\n]+", " ", article.text)
    if text.count(sentence) != 1:
        return None
    return Injection(replace(article, text=text.replace(sentence, new)), original, figure, other)


def changed(text: str, random: Random) -> str | None:
    """The text of a figure with another number in it; a tally keeps its voters. None where there is none."""
    tally = _TALLY.fullmatch(text)
    if tally:
        turned = random.choice((1, 2, 3))
        return f"{int(tally[1]) - turned}-{int(tally[2]) + turned}" if int(tally[1]) > turned else None
    if _FRACTION.search(text):
        return None  # another word before it makes no fraction that anyone would print
    digits = list(_DIGITS.finditer(text))
    if len(digits) == 1:
        match = digits[0]
        return text[: match.start()] + _other_digits(match.group(), random) + text[match.end() :]
    words = [match for match in re.finditer(r"[a-z]+", text.lower()) if match.group() in _WORDS]
    if digits or len(words) != 1:
        return None
    match = words[0]
    other = random.choice([word for word in _WORDS if word != match.group()])
    other = other.capitalize() if text[match.start()].isupper() else other
    return text[: match.start()] + other + text[match.end() :]


def _other_digits(digits: str, random: Random) -> str:
    """Another number printed with as many decimals and with or without commas, as ``digits`` are."""
    plain = digits.replace(",", "")
    decimals = len(plain.partition(".")[2])
    zeros = len(plain) - len(plain.rstrip("0")) if not decimals else 0
    while True:
        value = round(float(plain) * random.choice(_FACTORS), decimals - zeros)
        value = value if value != float(plain) else value + 10.0 ** (zeros - decimals)
        text = f"{value:,.{decimals}f}" if "," in digits else f"{value:.{decimals}f}"
        if text != digits and value > 0:
            return text
