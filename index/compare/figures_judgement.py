"""Whether two unequal figures state one quantity: the weighing of the evidence, and what forbids it."""

from __future__ import annotations

import json
from functools import cache
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from index.compare.figures_evidence import magnitudes_apart
from index.compare.figures_words import DISTINCT, EXCLUSIVE, FURTHER, OPPOSED

if TYPE_CHECKING:
    from index.compare.figures_evidence import Evidence
    from index.compare.figures_model import Figure

#: Shares of shared words from which two statements are alike, and nearly word for word alike.
_CLEAR = 0.2
_LIKE = 0.35
_TIGHT = 0.5
_VERY_TIGHT = 0.6
#: A tally of fewer is a score or a small court's; the shares that two tallies of one vote may be apart by.
_LEAST_VOTERS = 40
_ABSENT = 0.05
_TURNED = 0.1
#: Log-odds from which two figures are one quantity: in linked sentences, anywhere, and of different nouns.
_SURE_LINKED = 0.25
_SURE = 1.0
_VERY_SURE = 2.5
#: Weight of shared words that are a ground without a link; orders of magnitude between values of one order.
_RARE = 0.25
_NEAR_VALUES = 0.3
_FAR = 0.7
_HALF = 0.5

#: Kinds of figure that have a weight of their own; the others (money, ratio) have none.
_KINDS = ("age", "count", "duration", "measure", "percent", "tally")
#: What :func:`features` gives.
NAMES = (
    *("same_link", "sentence", "near", "beside", "rare", "same_noun", "other_noun"),
    *("same_role", "other_role", "apart", "precision", "rivals", "plain", "subject", "who", "only", "place"),
    *("margin", *_KINDS),
)
#: Logistic regression over them (tests/evaluation/fit_figures.py writes it): figures changed on purpose in
#: one of two accounts that agreed, against all other unequal figures of one dimension in two accounts.
WEIGHTS_FILE = Path(__file__).parents[1] / "data" / "figures.json"


def features(evidence: Evidence, kind: str) -> tuple[float, ...]:
    """What :func:`strength` weighs: the evidence, with agreement and contradiction told apart."""
    return (
        evidence.same_link,
        evidence.sentence,
        min(evidence.near, _LIKE),
        evidence.beside,
        evidence.rare,
        float(evidence.noun == 1),
        float(evidence.noun < 0),
        float(evidence.role > 0),
        float(evidence.role < 0),
        evidence.apart,
        evidence.precision,
        evidence.rivals,
        evidence.plain,
        evidence.subject,
        evidence.who,
        evidence.only,
        evidence.place,
        evidence.margin,
        *(float(kind == one) for one in _KINDS),
    )


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    """The bias, and a weight for each of ``NAMES``."""
    record = json.loads(WEIGHTS_FILE.read_text(encoding="ascii"))
    return record["bias"], tuple(record["weights"][name] for name in NAMES)


def strength(evidence: Evidence, kind: str) -> float:
    """Log-odds that the two figures state one quantity, judged by everything but whether they are equal."""
    bias, weights = _weights()
    weighed: float = sum(map(mul, weights, features(evidence, kind)))
    return bias + weighed


def ruled_out(one: Figure, other: Figure, evidence: Evidence) -> bool:
    """Whether something forbids to call the two one quantity stated differently, for all the shared words."""
    if one.kind != other.kind:
        return True
    if one.parts and other.parts:
        return not _same_vote(one.parts, other.parts)
    if evidence.place < 0 and evidence.near < _VERY_TIGHT:
        return True
    if roles_exclude(one.role, other.role) and (one.role in EXCLUSIVE or evidence.near < _VERY_TIGHT):
        return True
    # "Four men" and "two other men" are two groups.
    if (one.qualifiers ^ other.qualifiers) & (DISTINCT if evidence.plain else FURTHER):
        return True
    if one.kind == "age":
        return evidence.subject < 0 and not (evidence.same_link and evidence.near >= _LIKE)
    if evidence.clock < 0 and one.kind == "measure":
        return True  # where the storm is, how warm it is: both move on
    if one.kind == "count":
        if (one.noun is None) != (other.noun is None) and evidence.role <= 0:
            return True  # "62 had been admitted" counts something, but nothing says that it is "19 centres"
        return bool(evidence.plain) and not _surely_told_together(evidence)
    if evidence.period < 0 or (one.kind == "percent" and 0 < evidence.period < 1):
        return True
    return evidence.object < 0 and max(evidence.near, evidence.sentence) < _TIGHT


def _surely_told_together(evidence: Evidence) -> bool:
    """Whether enough speaks for two small counts being of one thing: "three" stands in every text."""
    unique = evidence.only == 1 and evidence.noun == 1 and evidence.role > 0
    linked = evidence.same_link > 0 and evidence.near >= _CLEAR
    return unique or linked or max(evidence.near, evidence.sentence) >= _TIGHT


def _tied(one: Figure, other: Figure) -> bool:
    """Whether one of two tallies is a tie: such as a vice president breaks, none that passes a bill."""
    return len(set(one.parts)) == 1 or len(set(other.parts)) == 1


def _same_vote(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two tallies can be one vote told differently: nearly as many voted, and nearly so."""
    voters, others = sum(one), sum(other)
    if min(voters, others) < _LEAST_VOTERS or abs(voters - others) > _ABSENT * voters:
        return False
    return all(abs(mine - theirs) <= _TURNED * voters for mine, theirs in zip(one, other, strict=True))


def is_sure(one: Figure, other: Figure, evidence: Evidence, score: float) -> bool:
    """Whether log-odds of ``score`` suffice to say that the two are one quantity.

    Sentences that are linked have been found to tell of the same. Without a link it takes more: rare words in
    common, or values of one order told of one subject. The age of one person and the count of one vote speak
    for themselves.
    """
    if one.kind == "age" and evidence.subject > 0 and one.modifier == other.modifier == "exact":
        return True
    if one.parts and other.parts:
        return sum(one.parts) == sum(other.parts) and evidence.only >= _HALF and not _tied(one, other)
    if evidence.noun < 0 and (score < _VERY_SURE or evidence.apart >= _NEAR_VALUES):
        return False  # "42 members of the caucus" may be "42 senators"
    if evidence.same_link > 0 or evidence.related_link > 0:
        return score >= (_SURE if one.kind == "measure" else _SURE_LINKED)
    grounded = evidence.rare > _RARE or (evidence.apart < _NEAR_VALUES and evidence.subject >= 0)
    return score >= _SURE and grounded and evidence.apart < _FAR


def cannot_be_sure(one: Figure, other: Figure) -> bool:
    """Whether unequal figures of sentences without a link are no quantity of one sort, whatever the evidence.

    What :func:`ruled_out` and :func:`is_sure` ask for anyway, told before the evidence is weighed.
    """
    if one.kind != other.kind:
        return True
    if one.kind == "age" or (one.parts and other.parts):
        return False
    return magnitudes_apart(one, other) >= _FAR


def roles_exclude(one: str | None, other: str | None) -> bool:
    """Whether two roles cannot be one: killed and wounded, raised and spent, but not charged and paid."""
    if one is None or other is None or one == other:
        return False
    return any(one in group and other in group for group in OPPOSED)
