"""Measures figures and their verdicts: extraction, agreement, false and injected conflicts, headlines."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import yaml

from index.article import Article
from index.compare import compare, compare_facts
from index.compare.facts import extract
from index.compare.figures import figures
from index.compare.sentences import Sentence
from tests.evaluation.gold import basil, gold_pairs, to_theirs
from tests.evaluation.injection import agreeing, changed, inject

if TYPE_CHECKING:
    from pathlib import Path

    from index.compare.facts import ArticleFacts
    from index.compare.result import Comparison, Fact
    from tests.evaluation.gold import GoldArticle, GoldPair

_SEED = 20240806
_MOST_PER_PAIR = 4


class Score(NamedTuple):
    """Counts of one measure."""

    right: int
    extra: int
    missed: int

    def text(self) -> str:
        """Precision, recall and F1 with the counts that they come from."""
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        counts = f"({self.right} right, {self.extra} extra, {self.missed} missed)"
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {counts}"


def run(data: Path) -> None:
    """Print the table."""
    print("figures (tuned on these 28 pairs, on all BASIL pairs for conflicts, and on the seeds: optimistic)")
    pairs = gold_pairs(data)
    print(f"  extraction, gold pairs         {extraction(pairs).text()}")
    matched, verdicts, rows = matching(pairs)
    print(f"  matched across, gold pairs     {matched.text()}")
    print(f"    of the matched, same verdict {verdicts}/{rows}")
    natural = differences(data)
    true, known = judged(data, natural)
    print(f"  differ declared on BASIL pairs {len(natural)}; hand-judged: {true} true, {known - true} false")
    for name, score in injected(data, pairs).items():
        print(f"  injected, {name:<21}{score.text()}")
    seeds = seed_conflicts(data)
    print(f"  false conflicts on the seeds   {len(seeds)} {seeds or ''}")
    print(f"  headline number differences    {headlines(data).text()}")
    found, chains = chained(data)
    print(f"  ECB+ chains read alike         {found}/{chains} chains of equal numbers give equal values")


# Extraction and matching on the gold pairs ----------------------------------------------------------------


def gold_figures(pairs: list[GoldPair]) -> dict[str, tuple[GoldArticle, set[tuple[int, str]]]]:
    """For every article of the gold its figures: (sentence, text)."""
    found: dict[str, tuple[GoldArticle, set[tuple[int, str]]]] = {}
    for pair in pairs:
        only = pair.data.get("figures_only") or {}
        for side, article in (("a", pair.a), ("b", pair.b)):
            _, marked = found.setdefault(article.article.id, (article, set()))
            marked |= {(row[side], row[f"{side}_text"]) for row in pair.data.get("figures") or ()}
            marked |= {(sentence, text) for sentence, text in only.get(side) or ()}
    return found


def extraction(pairs: list[GoldPair]) -> Score:
    """Compare extracted with annotated figures: ours has to overlap the annotated text in its sentence."""
    right = extra = missed = 0
    for article, marked in gold_figures(pairs).values():
        ours = figures([Sentence(text, 0) for text in article.sentences])
        used: set[int] = set()
        for number, text in sorted(marked):
            places = [
                m.span() for m in re.finditer(re.escape(text), article.sentences[number], re.IGNORECASE)
            ]
            hit = next(
                (
                    index
                    for index, figure in enumerate(ours)
                    if index not in used
                    and figure.sentence == number
                    and any(figure.start < end and start < figure.end for start, end in places)
                ),
                None,
            )
            if hit is None:
                missed += 1
            else:
                used.add(hit)
        right += len(used)
        extra += len(ours) - len(used)
    return Score(right, extra, missed)


def matching(pairs: list[GoldPair]) -> tuple[Score, int, int]:
    """Compare the figures found in both accounts with the annotated ones; then their verdicts."""
    right = extra = missed = same = 0
    for pair in pairs:
        a, b = extract(pair.a.article), extract(pair.b.article)
        to_a, to_b = to_theirs(pair.a.sentences, a.sentences), to_theirs(pair.b.sentences, b.sentences)
        ours = [
            (to_a[fact.a.sentence], to_b[fact.b.sentence], fact)
            for fact in compare_facts(a, b).facts
            if fact.kind == "figure" and fact.a is not None and fact.b is not None
        ]
        gold = list(pair.data.get("figures") or ())
        used: set[int] = set()
        for row in gold:
            hit = next((n for n, one in enumerate(ours) if n not in used and _is_row(one, row)), None)
            if hit is None:
                missed += 1
                continue
            used.add(hit)
            same += ours[hit][2].verdict == row["verdict"]
        right += len(used)
        extra += len(ours) - len(used)
    return Score(right, extra, missed), same, right


def _is_row(ours: tuple[int | None, int | None, Fact], row: dict[str, object]) -> bool:
    sentence_a, sentence_b, fact = ours
    if (sentence_a, sentence_b) != (row["a"], row["b"]) or fact.a is None or fact.b is None:
        return False
    return all(
        mine.lower() in theirs.lower() or theirs.lower() in mine.lower()
        for mine, theirs in ((fact.a.text, str(row["a_text"])), (fact.b.text, str(row["b_text"])))
    )


# Conflicts ------------------------------------------------------------------------------------------------


def events(data: Path) -> list[list[GoldArticle]]:
    """The BASIL accounts, grouped by event."""
    events: dict[str, list[GoldArticle]] = defaultdict(list)
    for article in basil(data).values():
        events[article.event].append(article)
    return [events[event] for event in sorted(events)]


def _differs(comparison: Comparison) -> list[Fact]:
    return [fact for fact in comparison.facts if fact.kind == "figure" and fact.verdict == "differ"]


def differences(data: Path) -> list[Fact]:
    """Every figure conflict declared between two accounts of one event in BASIL."""
    found: list[Fact] = []
    for articles in events(data):
        facts = [extract(article.article) for article in articles]
        for a, b in combinations(facts, 2):
            found += _differs(compare_facts(a, b))
    return found


def judged(data: Path, declared: list[Fact]) -> tuple[int, int]:
    """How many of the declared conflicts are on the hand-judged list: (as true, as either)."""
    record = yaml.safe_load((data / "gold" / "basil_conflicts.yaml").read_text(encoding="utf-8"))
    counts = Counter(
        verdict
        for fact in declared
        for verdict in (True, False)
        if any(_is_listed(fact, row) for row in record[verdict])
    )
    return counts[True], counts[True] + counts[False]


def _is_listed(fact: Fact, row: dict[str, object]) -> bool:
    if fact.a is None or fact.b is None:
        return False
    mine = [_number(fact.a.text), _number(fact.b.text)]
    theirs = [_number(str(row["a"])), _number(str(row["b"]))]
    return None not in mine and (mine == theirs or mine == theirs[::-1])


def _number(text: str) -> float | None:
    found = figures([Sentence(text, 0)])
    return found[0].value if found else None


def injected(data: Path, pairs: list[GoldPair]) -> dict[str, Score]:
    """Change one agreeing figure in a copy of an account and look for a difference there; others are extra.

    "agreeing in gold" takes every figure that the 28 gold pairs call agreeing, and changes either side; "all
    of BASIL" takes particular figures that any two accounts of one event share, wherever they stand.
    """
    random = Random(_SEED)
    gold, everywhere = [0, 0, 0], [0, 0, 0]
    for pair in pairs:
        for row in pair.data.get("figures") or ():
            if row["verdict"] == "agree":
                _inject_gold(pair.a, pair.b, row["b"], row["b_text"], random, gold)
                _inject_gold(pair.b, pair.a, row["a"], row["a_text"], random, gold)
    for articles in events(data):
        facts = [extract(article.article) for article in articles]
        for (_, a), (other, b) in combinations(enumerate(facts), 2):
            _inject_all(a, b, articles[other].article, random, everywhere)
    return {"agreeing in gold": Score(*gold), "all of BASIL": Score(*everywhere)}


def _inject_gold(
    kept: GoldArticle, copied: GoldArticle, number: int, text: str, random: Random, counts: list[int]
) -> None:
    other, sentence = changed(text, random), copied.sentences[number]
    if other is None or sentence.count(text) != 1 or copied.article.text.count(sentence) != 1:
        return
    body = copied.article.text.replace(sentence, sentence.replace(text, other))
    a, b = extract(kept.article), extract(copied.article)
    before = {_texts(fact) for fact in _differs(compare_facts(a, b))}
    declared = _differs(compare_facts(a, extract(replace(copied.article, text=body))))
    hits = [
        fact for fact in declared if fact.b is not None and (fact.b.text in other or other in fact.b.text)
    ]
    counts[0 if hits else 2] += 1
    counts[1] += sum(fact not in hits and _texts(fact) not in before for fact in declared)


def _texts(fact: Fact) -> tuple[str, str]:
    return (fact.a.text if fact.a else "", fact.b.text if fact.b else "")


def _inject_all(
    a: ArticleFacts,
    b: ArticleFacts,
    article: Article,
    random: Random,
    counts: list[int],
) -> None:
    before = {_place(fact) for fact in _differs(compare_facts(a, b))}
    for one, other in agreeing(a, b)[:_MOST_PER_PAIR]:
        injection = inject(article, b, one, other, random)
        if injection is None:
            continue
        declared = _differs(compare_facts(a, extract(injection.article)))
        hit = any(fact.b is not None and fact.b.text == injection.text for fact in declared)
        counts[0 if hit else 2] += 1
        counts[1] += sum(
            fact.b is not None and fact.b.text != injection.text and _place(fact) not in before
            for fact in declared
        )


def _place(fact: Fact) -> tuple[int, int, int, int]:
    assert fact.a is not None
    assert fact.b is not None
    return fact.a.sentence, fact.a.start, fact.b.sentence, fact.b.start


def seed_conflicts(data: Path) -> list[str]:
    """Conflicts declared among the five seeds, which hold none; of figures and of dates."""
    articles = [
        Article(path.stem, path.stem, "", path.read_text(encoding="utf-8"))
        for path in sorted((data / "seeds").glob("*.txt"))
    ]
    return [
        f"{fact.a.text} ~ {fact.b.text}"
        for a, b in combinations(articles, 2)
        for fact in compare(a, b).facts
        if fact.kind in ("figure", "date") and fact.verdict in ("differ", "then_now") and fact.a and fact.b
    ]


# Other sets -----------------------------------------------------------------------------------------------

_ALIGNED = re.compile(
    r"^(?P<ids>[0-9 ]+<==>[0-9 ]+) // (?P<kind>[A-Z_]+) // (?P<score>[0-9NIL]+) // (?P<texts>.*)$"
)


def headlines(data: Path) -> Score:
    """Headline pairs of SemEval-2016 Task 2: aligned chunks with other numbers are differences to be found.

    A pair counts as different when aligned chunks hold one unequal number each; a difference declared on a
    pair without such chunks is extra.
    """
    right = extra = missed = 0
    for first, second, different in _headline_pairs(data):
        a, b = (
            Article(name, name, "", text, datetime(2014, 1, 1, tzinfo=UTC))
            for name, text in zip("ab", (first, second), strict=True)
        )
        facts = [
            fact
            for fact in compare(a, b).facts
            if fact.kind == "figure"
            and fact.verdict in ("differ", "close", "compatible", "rounding", "then_now")
        ]
        if different:
            right += bool(facts)
            missed += not facts
        else:
            extra += bool(facts)
    return Score(right, extra, missed)


def _headline_pairs(data: Path) -> list[tuple[str, str, bool]]:
    text = (data / "ists_train" / "STSint.input.headlines.wa").read_text(encoding="utf-8")
    found = []
    for block in text.split("</sentence>"):
        lines = [line.removeprefix("// ").strip() for line in block.splitlines() if line.startswith("// ")]
        if len(lines) < 2:
            continue
        rows = [match for line in block.splitlines() if (match := _ALIGNED.match(line.strip()))]
        found.append((lines[0] + ".", lines[1] + ".", any(_other_numbers(row["texts"]) for row in rows)))
    return found


def _other_numbers(texts: str) -> bool:
    left, _, right = texts.partition(" <==> ")
    values = [sorted(figure.value for figure in figures([Sentence(text, 0)])) for text in (left, right)]
    return len(values[0]) == len(values[1]) == 1 and values[0] != values[1]


def chained(data: Path) -> tuple[int, int]:
    """Chains of ECB+ whose mentions name one number: how many are read with one value in all mentions."""
    found = total = 0
    with (data / "ecbplus" / "figure_chains.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            chain = json.loads(line)
            if chain["values_differ"] or not chain["type"].startswith(
                ("ACTION", "HUMAN_PART_PER", "NON_HUMAN", "TIME_DUR")
            ):
                continue
            texts = [
                re.sub(r"\s+([.,:-])\s*(?=[0-9])|\s+-\s+", lambda m: m.group(1) or "-", one["text"])
                for one in chain["mentions"]
            ]
            values = [{round(f.value * f.factor, 3) for f in figures([Sentence(text, 0)])} for text in texts]
            if not any(values):
                continue  # a label ("No. 2", "route 94"): rightly no figure
            total += 1
            found += all(value == values[0] for value in values)
    return found, total
