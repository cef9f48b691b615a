"""Words that tell what a number is: modifiers, labels, roles and the words that end a noun phrase.

Collected by reading news text (the wire style guides' rules for numerals, and several hundred sentences with
numbers); grammar words follow the closed classes of English.
"""

from __future__ import annotations

from typing import Literal, TypeAlias


def words(text: str) -> frozenset[str]:
    """The words of ``text``; keeps tables of words readable."""
    return frozenset(text.split())


#: How a modifier bounds the number after it. "nearly" and "under" say less, "over" and "least" say more.
Modifier: TypeAlias = Literal["exact", "about", "nearly", "under", "most", "over", "least", "vague", "range"]

#: Phrases before a number by what they do to it.
_MODIFIERS: dict[Modifier, str] = {
    "about": """
        about, an average of, an estimated, approximately, around, circa, estimated, just about, more or
        less, perhaps, possibly, probably, roughly, some, somewhere around
    """,
    "exact": """
        a total of, all, another, exactly, just, only, precisely
    """,
    "least": """
        a minimum of, as few as, as little as, at least, at the very least, no fewer than, no less than,
        not less than
    """,
    "most": """
        a maximum of, as many as, as much as, at most, no more than, not more than, up to, within
    """,
    "nearly": """
        a little less than, a little under, almost, close to, just shy of, just under, nearly, shy of,
        slightly less than, virtually
    """,
    "over": """
        a little more than, a little over, above, exceeding, greater than, in excess of, just over, more
        than, much more than, north of, over, slightly more than, slightly over, upward of, upwards of,
        well over
    """,
    "under": """
        below, fewer than, less than, under, well under
    """,
}
MODIFIERS: dict[str, Modifier] = {
    " ".join(phrase.split()): kind for kind, phrases in _MODIFIERS.items() for phrase in phrases.split(",")
}

#: Modifiers that make a figure of "one" and of "a year": others leave them pronouns and articles.
STRONG = frozenset(MODIFIERS) - words("above all another just only over possibly some under within")

#: Words after a number that modify it.
MODIFIERS_AFTER: dict[str, Modifier] = {
    "odd": "about", "or fewer": "most", "or less": "most", "or more": "least", "or so": "about",
    "plus": "least",
    "something": "about",
}  # fmt: skip

#: A number after one of these is a name, not an amount ("No. 2", "Bill 1062", "Flight 370").
LABELS = words(
    """
    airbus amendment amendments apartment apollo apt area article articles bill block boeing building
    bulletin bus channel chapter clause committee county directive district docket episode exhibit
    flight formula gate grade h.r highway hr interstate iphone issue item jet level line lot msnbc no
    no's nos number numbers op page pages paragraph part phase pier platform pope precinct proposition
    psalm resolution room rooms route row rule rules s.b sb scene season section sections seed series
    session size suite table terminal tier title track type vehicle verse version volume ward week
    windows zone
    """
)

#: Two words before the number that make it a name.
LABEL_PAIRS = frozenset({"super bowl", "world war", "executive order", "hong kong's", "xbox series"})

#: "ground zero", "zero tolerance": no amount.
NOT_ZERO = words(
    """
    carbon day days emission emissions ground hour sum tolerance
    """
)

#: After a hyphen ("two-way") these make a manner of speaking, not a count.
NOT_COUNTED = words(
    """
    a and armed dimensional edged faced fer fold footed handed headed hearted horned liner liners off on
    one ply pointer prong pronged sided size sized some step stroke tiered time timer to tone tongued
    track up way ways
    """
)

#: What is done or happens to the counted, by the words that say it.
_ROLES: dict[str, str] = {
    "arrested": (
        "apprehended arrest arrested arresting arrests detained detaining detention detentions jailed"
    ),
    "attending": "attended attendees attending gathered marched protested rallied",
    "born": "birth births born",
    "built": "build building built construct constructed constructing",
    "captured": "capture captured captures capturing seize seized seizing seizure seizures",
    "charged": "accused charge charged charges indicted",
    "convicted": "convicted convictions guilty",
    "created": "add added adding create created creating",
    "cut": "cut cuts cutting eliminate eliminated reduce reduced reducing slash slashed",
    "damaged": "damage damaged damaging",
    "deployed": "deploy deployed deploying deployment dispatched",
    "deported": "deport deportation deportations deported deporting",
    "destroyed": "demolished destroy destroyed destroying destroys razed",
    "displaced": "displaced displacing evacuate evacuated evacuating evacuation fled fleeing homeless",
    "down": (
        "declined declining decrease decreased drop dropped dropping fall fallen falling fell plunged "
        "shrank shrunk"
    ),
    "earned": "earn earned earning earnings income revenue",
    "employed": "employ employed employees employs",
    "fined": "fine fined fines penalty penalties",
    "fired": "fired firing firings launch launched launching",
    "hospitalised": "hospitalised hospitalized",
    "infected": "contracted infected infecting infections sickened",
    "killed": (
        "dead death deaths died dies dying fatalities fatality kill killed killing kills lives perished "
        "slain slew toll"
    ),
    "laid off": "layoffs redundancies",
    "lost": "lose loses losing loss losses lost",
    "missing": "missing unaccounted",
    "opposed": "against oppose opposed opposes opposing",
    "paid": "pay paid paying payment payments pays salary",
    "raised": "donate donated donation donations fundraising raise raised raising",
    "released": "freed freeing release released releasing",
    "rescued": "rescue rescued rescuing saved",
    "sentenced": "imprisonment prison sentence sentenced sentences",
    "spent": "cost costing costs price priced spend spending spends spent worth",
    "supporting": (
        "approve approved approves back backed backing favor favored favoring support supported "
        "supporting supports"
    ),
    "up": (
        "climb climbed gained grew grow growing grown increase increased increasing jumped rise risen "
        "rising rose surged"
    ),
    "voting": "vote voted votes voting",
    "won": "win winning won",
    "wounded": "hurt injure injured injures injuring injuries injury wound wounded wounding wounds",
}
ROLES: dict[str, str] = {word: role for role, words in _ROLES.items() for word in words.split()}

#: After a deed ("the death rate", "a prison threat") they say that nobody in the sentence came to it.
NOBODYS = words("fear fears penalty rate rates row rule rules threat threats")

#: Roles whose figures grow while a story goes on: a later, other value supersedes, it does not contradict.
RUNNING = words(
    """
    arrested attending captured charged damaged deployed destroyed displaced hospitalised infected
    killed missing raised released rescued wounded
    """
)

#: Roles of which one excludes the other for the same people.
EXCLUSIVE = frozenset(
    {"killed", "wounded", "missing", "arrested", "captured", "rescued", "released", "deployed"}
)

#: Words that end the noun phrase after a number.
STOP_WORDS = words(
    """
    a about above according after again against ago all along already also although amid among an and
    another any are around as at away back be became because become been before behind being below
    between both but by came can come could did do does down during each either else even ever every far
    for from get give given go goes gone got had has have having he her here hers him his how however if
    in including inside instead into is it its itself just last later left less like made make makes
    many may me might more most much must my near neither never next no nor not now of off often on once
    only onto or our out outside over own per put rather said same say saying says several shall she
    should since so some still such take taken than that the their them then there these they this those
    though through throughout till to together told took toward towards under unless until up upon us
    use used very via was we went were what when where whether which while who whom whose why will with
    within without would yet you your
    """
)

#: Plurals without "s".
IRREGULAR_PLURALS = {
    "aircraft": "aircraft", "alumni": "alumnus", "bacteria": "bacterium", "cattle": "cattle",
    "children": "child", "clergy": "clergy", "criteria": "criterion", "deer": "deer",
    "offspring": "offspring", "phenomena": "phenomenon", "spacecraft": "spacecraft",
    "crew": "crew", "dead": "dead", "feet": "foot",
    "livestock": "livestock",
    "men": "man", "military": "military", "people": "person", "personnel": "personnel", "police": "police",
    "servicemen": "serviceman", "sheep": "sheep", "staff": "staff", "wives": "wife", "women": "woman",
    "wounded": "wounded",
    "congressmen": "congressman", "policemen": "policeman", "lives": "life", "gunmen": "gunman",
    "fishermen": "fisherman",
    "businessmen": "businessman", "fish": "fish", "media": "media", "hours": "hour", "injured": "injured",
    "species": "species", "series": "series",
}  # fmt: skip

#: Singular nouns that end like plurals.
SINGULAR_IN_S = words(
    """
    alias atlas bias bus campus canvas chaos christmas corps gas headquarters lens mathematics news overseas
    perhaps physics politics sometimes texas
    """
)

#: Different words for one counted thing.
SAME_NOUN = {
    "congressman": "lawmaker", "country": "nation", "employee": "worker", "female": "woman", "house": "home",
    "human": "person", "individual": "person", "legislator": "lawmaker", "male": "man",
    "migrant": "immigrant",
    "person": "person", "serviceman": "soldier", "settlement": "settlement", "staffer": "worker",
    "troop": "soldier",
    "trooper": "soldier",
}  # fmt: skip

#: Nouns for people of any sort: "12 people" and "12 residents" may be the same twelve.
PEOPLE = frozenset({"person", "other", "victim", "resident", "civilian", "man", "woman", "dead"})

#: Qualifiers that always set one count apart from another with the same noun.
DISTINCT = frozenset(
    {"other", "another", "additional", "more", "new", "former", "state", "federal", "first", "last", "non"}
)

#: Of these, the ones that make a second, separate group of the counted.
FURTHER = frozenset({"other", "another", "additional", "more", "non"})

#: Roles of one group exclude each other.
OPPOSED = (
    EXCLUSIVE,
    frozenset({"supporting", "opposed"}),
    frozenset({"up", "down"}),
    frozenset({"earned", "fined", "lost", "paid", "raised", "spent"}),
    frozenset({"born", "killed"}),
    frozenset({"built", "damaged", "destroyed"}),
)
