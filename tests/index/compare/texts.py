"""Small accounts, written for these tests, and articles of any text at all."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from index.article import Article

HARBOUR = """The harbour bridge in Port Lindow collapsed early on Tuesday, killing 12 people, officials said.

Rescue teams searched the river until dusk. Mayor Edda Quill said the town would mourn for three days.

"We will find out why this happened," Quill told reporters at the quay.

The bridge was built in 1964 and repaired twice. Fishermen had complained of cracks since the spring.

Schools will stay closed on Wednesday."""

LINDOW = """At least 12 people died when a bridge in the harbour of Lindow fell into the water before dawn.

The span, built in 1964, had last been inspected in March. Its steel came from a mill now gone.

"We will find out why this happened," said Edda Quill, the mayor.

Insurers put the damage at $40 million.

Divers from two neighbouring counties joined the search."""

ORCHARD = """A late frost has ruined most of the apple blossom in the Tamsin valley, growers say.

Prices at the Oskar market doubled within a week. The cooperative expects to press no cider this year."""

DAY = datetime(2024, 5, 14, tzinfo=UTC)


def article(
    text: str, identity: str = "a", source: str = "The Herald", published: datetime | None = DAY
) -> Article:
    """Make an article of ``text``."""
    return Article(identity, source, "A headline", text, published)


_PLAIN = (
    "Mayor Quill bridge river the fell 12 people said “We know.” It on Tuesday 3.5 million U.S. Mr. he $40"
)
_ODD = (
    "“no",
    "!?",
    "…",
    "km",
    "dead,",
    "injured\n\n",
    "\x1b[31m",
    "\u202e",
    "雪崩。",
    "№7",
    "— a",
    "’s",
    '"',
    "*",
)
_WORDS = st.sampled_from([*_PLAIN.split(), *_ODD])
#: Prose-like and broken texts alike.
texts = st.one_of(st.lists(_WORDS, max_size=60).map(" ".join), st.text(max_size=200))
