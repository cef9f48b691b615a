"""What a finding about figures is called, and the sentence that says why it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.compare.figures_context import same_noun
from index.compare.figures_words import EXCLUSIVE

if TYPE_CHECKING:
    from index.compare.figures_evidence import Evidence
    from index.compare.figures_model import Figure

_DIMENSION_NAMES = {
    "celsius": "temperature",
    "degree": "degrees",
    "gigabyte": "data",
    "kg": "weight",
    "km": "distance",
    "km/h": "speed",
    "km2": "area",
    "kwh": "energy",
    "l": "volume",
    "l/s": "flow",
    "ppm": "concentration",
    "watt": "power",
}
_KIND_NAMES = {
    "count": "number",
    "duration": "duration",
    "money": "money",
    "percent": "share",
    "ratio": "share",
}
#: Nouns that need no role beside them, and those that have no plural.
_SAYS_IT_ITSELF = frozenset({"casualty", "death", "fatality", "injury"})
_NO_PLURAL = frozenset(
    {
        "aircraft",
        "cattle",
        "clergy",
        "crew",
        "deer",
        "livestock",
        "military",
        "o'clock",
        "offspring",
        "personnel",
    }
    | {"police", "series", "sheep", "spacecraft", "species", "staff"}
)
_IRREGULAR = {
    "alumnus": "alumni",
    "bacterium": "bacteria",
    "child": "children",
    "criterion": "criteria",
    "foot": "feet",
    "life": "lives",
    "man": "men",
    "person": "people",
    "phenomenon": "phenomena",
    "wife": "wives",
    "woman": "women",
}
#: Roles that "what was ..." does not suit.
_ROLE_WORDS = {
    "attending": "both count those who came",
    "down": "both tell how far it went down",
    "employed": "both count those employed",
    "laid off": "both count those laid off",
    "opposed": "both tell how many are against it",
    "supporting": "both tell how many support it",
    "up": "both tell how far it went up",
    "voting": "both are about the vote",
}


def what(one: Figure, other: Figure) -> str:
    """A few words for what is stated: "people killed", "pages (indictment)", "money (wall)"."""
    kind = one.kind
    name = {"age": "age", "tally": "vote or score"}.get(kind)
    if name is not None:
        return name
    noun, of, role = one.noun or other.noun, one.of or other.of, one.role or other.role
    general = _KIND_NAMES.get(kind) or _DIMENSION_NAMES.get(one.unit or "", one.unit or kind)
    name = plural(noun) if noun else general
    if kind == "count" and role in EXCLUSIVE and noun not in _SAYS_IT_ITSELF:
        name = f"{name} {role}"
    return f"{name} ({of})" if of else name


def ground(one: Figure, other: Figure, evidence: Evidence) -> str:
    """What makes the two one quantity, as the first part of a sentence: "both count pages of the report"."""
    together = one.of is not None and other.of is not None and same_noun(one.of, other.of)
    if one.noun and other.noun and same_noun(one.noun, other.noun):
        of = f" of the {one.of}" if together else ""
        role = f" {one.role}" if one.role == other.role and one.role in EXCLUSIVE else ""
        return f"both count {plural(one.noun)}{of}{'' if one.noun in _SAYS_IT_ITSELF else role}"
    if one.kind == "age":
        return f"both give the age of {one.subject}" if evidence.subject > 0 else "both give an age"
    if one.kind == "tally":
        return "both give the result of the vote"
    if together:
        return f"both tell of the {one.of}"
    if one.role and one.role == other.role:
        return role_in_words(one.role, one.kind)
    if evidence.same_link > 0 or evidence.related_link > 0:
        return "the two sentences tell of the same thing"
    return "the words about both are nearly the same"


def role_in_words(role: str, kind: str) -> str:
    """What two figures of one role have in common."""
    if role in _ROLE_WORDS:
        return _ROLE_WORDS[role]
    if role in EXCLUSIVE:
        return f"both count the {role}"
    return f"both tell how {'many were' if kind == 'count' else 'much was'} {role}"


def apart(days: int | None) -> str:
    """How many days lie between, as the last part of a sentence; nothing for one day or an unknown one."""
    return "" if not days else f"; {days} days apart" if days > 1 else "; a day apart"


def plural(noun: str) -> str:
    """The plural of an English noun."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in _NO_PLURAL or noun.endswith(("children", "people")):
        return noun
    if noun.endswith("man") and noun not in ("german", "human", "roman", "shaman", "talisman"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
