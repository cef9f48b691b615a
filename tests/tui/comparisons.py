"""Comparisons made by hand for the tests of the compare screen: every verdict and mark, long, lopsided, CJK.

The two accounts of the Orsel dam are invented. :class:`Draft` finds the offsets of what it is told to mark,
so that a fixture reads like the finding it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from index.compare.result import (
    Account,
    Comparison,
    Fact,
    FactKind,
    FactSide,
    Link,
    LinkKind,
    Mark,
    MarkKind,
    Reuse,
    Row,
    RowKind,
    SameStory,
    Side,
    Verdict,
)

_LITTLE_REUSE = Reuse(0.05, 0.03)
_SAME_STORY = SameStory(0.9, True, "six sentences tell the same")


@dataclass
class Draft:
    """A comparison under construction."""

    a: Account
    b: Account
    links: list[Link] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def linked(self, a: int, b: int, kind: LinkKind = "same", score: float = 0.8, why: str = "") -> None:
        self.links.append(Link(a, b, kind, score, why or "both name Orsel and the same act"))
        self.rows.append(Row(kind, (a,), (b,)))

    def alone(self, side: Side, *sentences: int) -> None:
        for sentence in sentences:
            row = Row("only_a", (sentence,), ()) if side == "a" else Row("only_b", (), (sentence,))
            self.rows.append(row)

    def find(self, side: Side, sentence: int, text: str) -> tuple[int, int]:
        account = self.a if side == "a" else self.b
        start = account.sentences[sentence].index(text)
        return start, start + len(text)

    def mark(self, kind: MarkKind, side: Side, sentence: int, text: str) -> None:
        self.marks.append(Mark(side, sentence, *self.find(side, sentence, text), kind))

    def end(
        self, side: Side, sentence: int, text: str, value: float | str, unit: str, speaker: str
    ) -> FactSide:
        start, end = self.find(side, sentence, text)
        return FactSide(sentence, start, end, text, value, unit or None, speaker or None)

    def fact(
        self,
        kind: FactKind,
        what: str,
        verdict: Verdict,
        a: tuple[int, str] | None,
        b: tuple[int, str] | None,
        why: str,
        value: tuple[float | str, float | str] = ("", ""),
        unit: str = "",
        speaker: str = "",
    ) -> None:
        left = self.end("a", *a, value[0] or a[1], unit, speaker) if a else None
        right = self.end("b", *b, value[1] or b[1], unit, speaker) if b else None
        self.facts.append(Fact(kind, what, verdict, left, right, why))

    def done(
        self,
        reuse: Reuse = _LITTLE_REUSE,
        days_apart: int | None = 2,
        same_story: SameStory = _SAME_STORY,
    ) -> Comparison:
        rows = tuple(
            replace(
                row,
                marks=tuple(
                    mark for mark in self.marks if mark.sentence in (row.a if mark.side == "a" else row.b)
                ),
            )
            for row in self.rows
        )
        return Comparison(
            self.a, self.b, tuple(self.links), rows, tuple(self.facts), reuse, days_apart, same_story
        )


def account(side: str, source: str, title: str, published: str | None, sentences: list[str]) -> Account:
    """An account whose paragraphs are two sentences long."""
    return Account(
        f"orsel-{side}",
        source,
        title,
        published,
        tuple(sentences),
        tuple(i // 2 for i in range(len(sentences))),
    )


ORSEL_A = [
    "The earthen dam above Orsel gave way on Monday night, with a wave 3.1 metres high in the lower town.",
    "At least 12 people were injured and 1,900 were taken to schools and a sports hall on higher ground.",
    "Governor Yusef Hadad said the breach was “a failure of money, not of rain”.",
    "He promised an inquiry before the end of May.",
    "The reservoir held 43,350 cubic metres when it was last measured.",
    "Engineers had asked for 74 new drains since October 2023, according to minutes of the water board.",
    "“We wrote nine letters and got no reply,” said Ilse Brandt, who resigned from the board in January.",
    "More than 20 villages downstream were told to boil their water.",
    "Power was back in most streets by Wednesday morning.",
    "Insurers have not yet put a figure on the damage.",
]

ORSEL_B = [
    "Orsell’s dam burst on Monday night and a wave of about 3 metres swept through the low quarter.",
    "Rescue crews counted 17 injured, three of them children, and moved 2,400 residents to shelters.",
    "It was the heaviest rain in the valley for 60 years, the weather service said.",
    "Up to 190 millimetres fell between Saturday and Monday.",
    "Governor Youssef Haddad called it “a failure of money”, and an inquiry would report by 12 June.",
    "Opposition councillors asked for his resignation.",
    "The dam, built in 1961, held back some 43,000 cubic metres of water.",
    "Boil-water notices went out to 24 villages.",
    "The army sent 3 helicopters and 140 soldiers from the garrison at Tarn.",
    "A football match due on Thursday was put off.",
    "“I heard it before I saw it,” said Marek Olin, a baker.",
    "He lost his shop and both of his vans.",
]


def orsel() -> Comparison:
    """Two accounts of one event with every verdict and every kind of mark."""
    draft = Draft(
        account("a", "Meridian Post", "Dam above Orsel fails after years of warnings", "2025-04-08", ORSEL_A),
        account(
            "b",
            "The Coastal Wire",
            "Flood tears through Orsell as dam bursts",
            "2025-04-10T06:30:00Z",
            ORSEL_B,
        ),
    )
    draft.linked(0, 0, score=0.91)
    draft.linked(1, 1, score=0.77)
    draft.alone("b", 2, 3)
    draft.linked(2, 4, score=0.83, why="the same quotation and the same speaker")
    draft.alone("a", 3)
    draft.alone("b", 5)
    draft.linked(4, 6, score=0.58)
    draft.alone("a", 5, 6)
    draft.linked(7, 7, "related", score=0.41, why="both tell of villages and boiled water")
    draft.alone("a", 8, 9)
    draft.alone("b", 8, 9, 10, 11)

    for side, sentence, text, kind in ORSEL_MARKS:
        draft.mark(kind, side, sentence, text)

    same = "the same name"
    draft.fact(
        "date",
        "dam gave way",
        "agree",
        (0, "Monday night"),
        (0, "Monday night"),
        "both resolve to 7 April 2025",
    )
    draft.fact(
        "figure",
        "height of the wave",
        "rounding",
        (0, "3.1 metres"),
        (0, "about 3 metres"),
        "3.1 rounds to 3",
        (3.1, 3.0),
        "m",
    )
    draft.fact("place", "Orsel", "close", (0, "Orsel"), (0, "Orsell"), "two spellings of one name")
    draft.fact(
        "figure",
        "people injured",
        "differ",
        (1, "At least 12 people"),
        (1, "17 injured"),
        "both count the injured; 12 and 17 are both exact enough to exclude each other; 2 days apart",
        (12, 17),
    )
    draft.fact(
        "figure",
        "people moved",
        "then_now",
        (1, "1,900"),
        (1, "2,400 residents"),
        "a running total; B is 2 days later",
        (1900, 2400),
    )
    draft.fact("figure", "heaviest rain for", "only_b", None, (2, "60 years"), "no sentence of A tells of it")
    draft.fact(
        "figure", "rain fallen", "only_b", None, (3, "Up to 190 millimetres"), "no sentence of A tells of it"
    )
    draft.fact(
        "person",
        "Yusef Hadad",
        "close",
        (2, "Yusef Hadad"),
        (4, "Youssef Haddad"),
        "two spellings of one name",
    )
    draft.fact(
        "quotation",
        "a failure of money",
        "close",
        (2, "a failure of money, not of rain"),
        (4, "a failure of money"),
        "B cuts the quotation after “money”",
        speaker="Yusef Hadad",
    )
    draft.fact(
        "date",
        "end of the inquiry",
        "differ",
        (3, "the end of May"),
        (4, "12 June"),
        "both say when the inquiry is to end; May 2025 and 12 June 2025 exclude each other",
    )
    draft.fact(
        "figure",
        "water held",
        "rounding",
        (4, "43,350 cubic metres"),
        (6, "some 43,000 cubic metres"),
        "43,350 rounds to 43,000",
        (43350, 43000),
        "m³",
    )
    draft.fact(
        "figure", "drains asked for", "only_a", (5, "74 new drains"), None, "no sentence of B tells of it"
    )
    draft.fact(
        "date", "drains asked for", "only_a", (5, "October 2023"), None, "no sentence of B tells of it"
    )
    draft.fact("person", "Ilse Brandt", "only_a", (6, "Ilse Brandt"), None, "not named in B")
    draft.fact(
        "quotation",
        "nine letters",
        "only_a",
        (6, "We wrote nine letters and got no reply,"),
        None,
        "not quoted in B",
        speaker="Ilse Brandt",
    )
    draft.fact("date", "dam built", "only_b", None, (6, "1961"), "no sentence of A tells of it")
    draft.fact(
        "figure",
        "villages told to boil water",
        "compatible",
        (7, "More than 20 villages"),
        (7, "24 villages"),
        "24 is more than 20",
        (20, 24),
    )
    draft.fact("figure", "helicopters", "only_b", None, (8, "3 helicopters"), "no sentence of A tells of it")
    draft.fact("figure", "soldiers", "only_b", None, (8, "140 soldiers"), "no sentence of A tells of it")
    draft.fact("place", "Tarn", "only_b", None, (8, "Tarn"), "not named in A")
    draft.fact("person", "Marek Olin", "only_b", None, (10, "Marek Olin"), "not named in A")
    draft.fact(
        "quotation",
        "heard it",
        "only_b",
        None,
        (10, "I heard it before I saw it,"),
        "not quoted in A",
        speaker="Marek Olin",
    )
    draft.fact("person", "the governor", "agree", (2, "Governor"), (4, "Governor"), same)
    return draft.done()


ORSEL_MARKS: list[tuple[Side, int, str, MarkKind]] = [
    ("a", 0, "Orsel", "spelling"),
    ("b", 0, "Orsell", "spelling"),
    ("a", 0, "Monday night", "agree"),
    ("b", 0, "Monday night", "agree"),
    ("a", 0, "3.1 metres", "close"),
    ("b", 0, "about 3 metres", "close"),
    ("a", 1, "At least 12 people", "differ"),
    ("b", 1, "17 injured", "differ"),
    ("a", 1, "1,900", "close"),
    ("b", 1, "2,400 residents", "close"),
    ("b", 1, "three of them", "unique"),
    ("b", 2, "60 years", "unique"),
    ("b", 3, "Up to 190 millimetres", "unique"),
    ("a", 2, "Yusef Hadad", "spelling"),
    ("b", 4, "Youssef Haddad", "spelling"),
    ("a", 2, "a failure of money, not of rain", "close"),
    ("b", 4, "a failure of money", "close"),
    ("a", 3, "the end of May", "differ"),
    ("b", 4, "12 June", "differ"),
    ("a", 4, "43,350 cubic metres", "close"),
    ("b", 6, "some 43,000 cubic metres", "close"),
    ("b", 6, "1961", "unique"),
    ("a", 5, "74 new drains", "unique"),
    ("a", 5, "October 2023", "unique"),
    ("a", 6, "Ilse Brandt", "unique"),
    ("a", 7, "More than 20 villages", "close"),
    ("b", 7, "24 villages", "close"),
    ("b", 8, "3 helicopters", "unique"),
    ("b", 8, "140 soldiers", "unique"),
    ("b", 8, "Tarn", "unique"),
    ("b", 10, "Marek Olin", "unique"),
]


def unlinked() -> Comparison:
    """Two articles that have nothing to do with each other."""
    draft = Draft(
        account("a", "Meridian Post", "Dam above Orsel fails after years of warnings", "2025-04-08", ORSEL_A),
        account(
            "c",
            "Valley Gardener",
            "How to prune a pear tree",
            None,
            [
                "Begin on a dry day in late winter, with sharp tools.",
                "Take out what is dead, then what crosses.",
                "Leave the leader alone for the first 3 years.",
            ],
        ),
    )
    draft.alone("a", *range(len(ORSEL_A)))
    draft.alone("b", 0, 1, 2)
    draft.fact("figure", "years", "only_b", None, (2, "3 years"), "no sentence of A tells of it")
    return draft.done(
        Reuse(0.0, 0.0), None, SameStory(0.04, False, "no sentence of one is told in the other")
    )


def wire() -> Comparison:
    """B is A's copy, word for word but for its last sentence."""
    copied = ORSEL_A[:6]
    draft = Draft(
        account("a", "Meridian Post", "Dam above Orsel fails after years of warnings", "2025-04-08", copied),
        account("b", "Daily Echo", "Orsel dam fails", "2025-04-08", [*copied[:5], "More follows."]),
    )
    for index in range(5):
        draft.linked(index, index, score=1.0, why="word for word the same")
    draft.alone("a", 5)
    draft.alone("b", 5)
    return draft.done(Reuse(0.84, 0.97), 0)


def chinese() -> Comparison:
    """One side in Chinese, with emoji, combining marks and control characters in the other."""
    draft = Draft(
        account(
            "a",
            "河谷日报",
            "奥塞尔大坝决堤,下城区被淹",
            "2025-04-08",
            [
                "周一夜间,奥塞尔上方的土坝决堤,三米高的巨浪席卷了下城区,至少12人受伤。",
                "州长表示,调查将于五月底前完成。",
                "水库上次测量时蓄水量为43,350立方米。",
            ],
        ),
        account(
            "b",
            "Cafe\u0301 Wire \U0001f30a",
            "Flood 🌊 tears through Orsell\x1b[31m",
            "2025-04-09",
            [
                "The dam \U0001f1e9\U0001f1f0 burst\u202e \U0001f30a; 17 people hurt in cafe\u0301.",
                "[bold]An inquiry[/bold] was promised.\x07",
            ],
        ),
    )
    draft.linked(0, 0)
    draft.linked(1, 1, "related", 0.4)
    draft.alone("a", 2)
    draft.mark("differ", "a", 0, "12人")
    draft.mark("differ", "b", 0, "17 people")
    draft.mark("unique", "a", 2, "43,350立方米")
    draft.fact(
        "figure", "hurt", "differ", (0, "12人"), (0, "17 people"), "12 and 17 exclude each other", (12, 17)
    )
    draft.fact("figure", "水库蓄水量", "only_a", (2, "43,350立方米"), None, "no sentence of B tells of it")
    return draft.done(days_apart=1)


def long(sentences: int = 1000) -> Comparison:
    """Two accounts of so many sentences each; of every ten, four are linked and one of those differs."""
    left = [
        f"Report {i} from the valley says that {i * 7 % 90 + 10} houses on street {i} stood under water."
        for i in range(sentences)
    ]
    right = [
        f"On street {i} the flood reached {i * 7 % 90 + 12} homes, the crew of boat {i} noted."
        for i in range(sentences)
    ]
    draft = Draft(
        account("a", "Meridian Post", "The flood, street by street", "2025-04-08", left),
        account("b", "The Coastal Wire", "What the boats saw", "2025-05-01", right),
    )
    for start in range(0, sentences, 10):
        tens = range(start, min(start + 10, sentences))
        for i in tens[:4]:
            draft.linked(i, i, "same" if i % 2 else "related")
        draft.alone("a", *tens[4:])
        draft.alone("b", *tens[4:])
        draft.mark("differ", "a", start, f"{start * 7 % 90 + 10} houses")
        draft.mark("differ", "b", start, f"{start * 7 % 90 + 12} homes")
        draft.fact(
            "figure",
            f"houses on street {start}",
            "differ",
            (start, f"{start * 7 % 90 + 10} houses"),
            (start, f"{start * 7 % 90 + 12} homes"),
            "both count the houses of one street",
        )
    return draft.done(days_apart=23)


def mirrored(comparison: Comparison) -> Comparison:
    """The same comparison with the sides changed."""
    sides: dict[Side, Side] = {"a": "b", "b": "a"}
    kinds: dict[RowKind, RowKind] = {"only_a": "only_b", "only_b": "only_a"}
    verdicts: dict[Verdict, Verdict] = {"only_a": "only_b", "only_b": "only_a"}
    return replace(
        comparison,
        a=comparison.b,
        b=comparison.a,
        links=tuple(replace(link, a=link.b, b=link.a) for link in comparison.links),
        rows=tuple(
            Row(
                kinds.get(row.kind, row.kind),
                row.b,
                row.a,
                tuple(replace(mark, side=sides[mark.side]) for mark in row.marks),
            )
            for row in comparison.rows
        ),
        facts=tuple(
            replace(fact, verdict=verdicts.get(fact.verdict, fact.verdict), a=fact.b, b=fact.a)
            for fact in comparison.facts
        ),
        reuse=Reuse(comparison.reuse.b_in_a, comparison.reuse.a_in_b),
    )
