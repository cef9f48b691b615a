"""Words that tell what a number is: modifiers, labels, roles and the words that end a noun phrase.

Collected by reading news text (the wire style guides' rules for numerals, and several hundred sentences with
numbers); grammar words follow the closed classes of English.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

#: How a modifier bounds the number after it. "nearly" and "under" say less, "over" and "least" say more.
Modifier: TypeAlias = Literal["exact", "about", "nearly", "under", "most", "over", "least", "vague", "range"]

#: Phrases before a number -> what they do to it. Longest match wins.
MODIFIERS: dict[str, Modifier] = {
    "a little less than": "nearly", "a little more than": "over", "a little over": "over", "a little under": "nearly",
    "a maximum of": "most", "a minimum of": "least", "a total of": "exact", "about": "about", "above": "over",
    "all": "exact", "almost": "nearly", "an average of": "about", "an estimated": "about", "another": "exact",
    "approximately": "about", "around": "about", "as few as": "least", "as little as": "least", "as many as": "most",
    "as much as": "most", "at least": "least", "at most": "most", "at the very least": "least", "below": "under",
    "circa": "about", "close to": "nearly", "estimated": "about", "exactly": "exact", "exceeding": "over",
    "fewer than": "under", "greater than": "over", "in excess of": "over", "just": "exact", "just about": "about",
    "just over": "over", "just shy of": "nearly", "just under": "nearly", "less than": "under", "more or less": "about",
    "more than": "over", "much more than": "over", "nearly": "nearly", "no fewer than": "least", "no less than": "least",
    "no more than": "most", "north of": "over", "not less than": "least", "not more than": "most", "only": "exact",
    "over": "over", "perhaps": "about", "possibly": "about", "precisely": "exact", "probably": "about",
    "roughly": "about", "shy of": "nearly", "slightly less than": "nearly", "slightly more than": "over",
    "slightly over": "over", "some": "about", "somewhere around": "about", "under": "under", "up to": "most",
    "upward of": "over", "upwards of": "over", "virtually": "nearly", "well over": "over", "well under": "under",
    "within": "most",
}  # fmt: skip

#: Modifiers that make a figure of "one" and of "a year": others leave them pronouns and articles.
STRONG = frozenset(MODIFIERS) - {
    "all",
    "another",
    "just",
    "only",
    "over",
    "possibly",
    "some",
    "under",
    "within",
    "above",
}

#: Words after a number that modify it.
MODIFIERS_AFTER: dict[str, Modifier] = {
    "odd": "about", "or fewer": "most", "or less": "most", "or more": "least", "or so": "about", "plus": "least",
    "something": "about",
}  # fmt: skip

#: A number after one of these is a name, not an amount ("No. 2", "Bill 1062", "Flight 370").
LABELS = frozenset(
    ["airbus", "amendment", "amendments", "apartment", "apollo", "apt", "area", "article", "articles", "bill", "block", "boeing", "building", "bulletin", "bus", "cell", "channel", "chapter", "class", "clause", "committee", "county", "directive", "district", "docket", "episode", "exhibit", "figure", "flight", "formula", "gate", "grade", "group", "h.r", "highway", "hr", "interstate", "item", "iphone", "issue", "jet", "level", "line", "lot", "msnbc", "no", "no's", "nos", "number", "numbers", "op", "page", "pages", "paragraph", "part", "phase", "pier", "platform", "pope", "precinct", "proposition", "psalm", "public", "range", "resolution", "room", "rooms", "route", "row", "rule", "rules", "s.b", "sb", "scene", "season", "section", "sections", "seed", "sen", "series", "session", "size", "suite", "table", "team", "terminal", "tier", "title", "track", "type", "unit", "vehicle", "verse", "version", "volume", "ward", "week", "windows", "zone"]
) - {"range", "group", "class", "public", "sen", "team", "unit", "cell", "figure"}  # fmt: skip

#: Two words before the number that make it a name.
LABEL_PAIRS = frozenset({"super bowl", "world war", "executive order", "hong kong's", "xbox series"})

#: "ground zero", "zero tolerance": no amount.
NOT_ZERO = frozenset(["ground", "sum", "tolerance", "day", "days", "hour", "emission", "emissions", "carbon"])

#: After a hyphen ("two-way") these make a manner of speaking, not a count.
NOT_COUNTED = frozenset(
    ["a", "and", "armed", "day", "dimensional", "edged", "faced", "fer", "fold", "footed", "handed", "headed", "hearted", "horned", "legged", "liner", "liners", "man", "off", "on", "one", "party", "piece", "ply", "pointer", "prong", "pronged", "sided", "size", "sized", "some", "star", "step", "stroke", "tier", "tiered", "time", "timer", "to", "tone", "tongued", "track", "up", "way", "ways"]
) - {"day", "man", "party", "star", "piece", "legged", "tier"}  # fmt: skip

#: What is done or happens to the counted, by the words that say it.
_ROLES: dict[str, str] = {
    "arrested": "apprehended arrest arrested arresting arrests detained detaining detention detentions jailed",
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
    "down": "declined declining decrease decreased drop dropped dropping fall fallen falling fell plunged shrank shrunk",
    "earned": "earn earned earning earnings income revenue",
    "employed": "employ employed employees employs",
    "fired": "fired firing firings launch launched launching",
    "fined": "fine fined fines penalty penalties",
    "hospitalised": "hospitalised hospitalized",
    "infected": "contracted infected infecting infections sickened",
    "killed": "dead death deaths died dies dying fatalities fatality kill killed killing kills lives perished slain slew toll",
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
    "supporting": "approve approved approves back backed backing favor favored favoring support supported supporting supports",
    "up": "climb climbed gained grew grow growing grown increase increased increasing jumped rise risen rising rose surged",
    "voting": "vote voted votes voting",
    "won": "win winning won",
    "wounded": "hurt injure injured injures injuring injuries injury wound wounded wounding wounds",
}  # fmt: skip
ROLES: dict[str, str] = {word: role for role, words in _ROLES.items() for word in words.split()}

#: Roles whose figures grow while a story goes on: a later, other value supersedes, it does not contradict.
RUNNING = frozenset(
    ["arrested", "attending", "captured", "charged", "damaged", "deployed", "destroyed", "displaced", "hospitalised", "infected", "killed", "missing", "raised", "released", "rescued", "wounded"]
)

#: Roles of which one excludes the other for the same people.
EXCLUSIVE = frozenset(
    {"killed", "wounded", "missing", "arrested", "captured", "rescued", "released", "deployed"}
)

#: Words that end the noun phrase after a number.
STOP_WORDS = frozenset(
    ["a", "about", "above", "according", "after", "again", "against", "ago", "all", "along", "already", "also", "although", "among", "amid", "an", "and", "another", "any", "are", "around", "as", "at", "away", "back", "be", "became", "because", "become", "been", "before", "behind", "being", "below", "between", "both", "but", "by", "came", "can", "come", "could", "did", "do", "does", "down", "during", "each", "either", "else", "even", "ever", "every", "far", "for", "from", "get", "give", "given", "go", "goes", "gone", "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "however", "if", "in", "including", "inside", "instead", "into", "is", "it", "its", "itself", "just", "last", "later", "left", "less", "like", "made", "make", "makes", "many", "may", "me", "might", "more", "most", "much", "must", "my", "near", "neither", "never", "next", "no", "nor", "not", "now", "of", "off", "often", "on", "once", "only", "onto", "or", "our", "out", "outside", "over", "own", "per", "put", "rather", "said", "same", "say", "saying", "says", "several", "shall", "she", "should", "since", "so", "some", "still", "such", "take", "taken", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "though", "through", "throughout", "till", "to", "together", "told", "took", "toward", "towards", "under", "unless", "until", "up", "upon", "us", "use", "used", "very", "via", "was", "we", "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your"]
)

#: Plurals without "s".
IRREGULAR_PLURALS = {
    "aircraft": "aircraft", "children": "child", "crew": "crew", "dead": "dead", "feet": "foot", "livestock": "livestock",
    "men": "man", "military": "military", "people": "person", "personnel": "personnel", "police": "police",
    "servicemen": "serviceman", "sheep": "sheep", "staff": "staff", "wives": "wife", "women": "woman", "wounded": "wounded",
    "congressmen": "congressman", "policemen": "policeman", "lives": "life", "gunmen": "gunman", "fishermen": "fisherman",
    "businessmen": "businessman", "fish": "fish", "media": "media", "hours": "hour", "injured": "injured",
    "species": "species", "series": "series",
}  # fmt: skip

#: Different words for one counted thing.
SAME_NOUN = {
    "congressman": "lawmaker", "country": "nation", "employee": "worker", "female": "woman", "house": "home",
    "human": "person", "individual": "person", "legislator": "lawmaker", "male": "man", "migrant": "immigrant",
    "person": "person", "serviceman": "soldier", "settlement": "settlement", "staffer": "worker", "troop": "soldier",
    "trooper": "soldier",
}  # fmt: skip

#: Nouns for people of any sort: "12 people" and "12 residents" may be the same twelve.
PEOPLE = frozenset({"person", "other", "victim", "resident", "civilian", "man", "woman", "dead"})

#: Qualifiers that always set one count apart from another with the same noun.
DISTINCT = frozenset(
    {"other", "another", "additional", "more", "new", "former", "state", "federal", "first", "last"}
)

#: Of these, the ones that make a second, separate group of the counted.
FURTHER = frozenset({"other", "another", "additional", "more"})

#: Roles of one group exclude each other.
OPPOSED = (
    EXCLUSIVE,
    frozenset({"supporting", "opposed"}),
    frozenset({"up", "down"}),
    frozenset({"earned", "fined", "lost", "paid", "raised", "spent"}),
    frozenset({"born", "killed"}),
    frozenset({"built", "damaged", "destroyed"}),
)
