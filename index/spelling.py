"""Spellings of one name: Zelensky, Zelenskiy and Зеленський; Kiev and Kyiv; Gaddafi, Qaddafi and Kadafi.

Three steps, the surest first: a table of forms that no rule connects (:mod:`index.spelling_variants`), rules
of transliteration, and for what is left a skeleton in which sounds that romanisations write differently are
one, with an edit distance as the last judge. Two names wrongly joined cost more than one missed, so every
step is cautious and ordinary words are never changed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from index.spelling_variants import DIFFERENT, GIVEN_FORMS, PLACE_FORMS, VARIANTS
from index.spelling_wade_giles import to_pinyin

_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻʹʾʿ`´")
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_RULED = 5
_SHORTEST_JUDGED = 5
_LONG = 8
_SYLLABLES = 3
#: Doubled letters of shorter names tell them apart: Carol and Carroll, Baron and Barron.
_SHORTEST_DOUBLED = 6


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Slavic endings: -skyi, -skiy, -skij, -sky, -ski are one; so are -vych and -vich, -yev and -ev.
_SKI = re.compile(r"(?<=[a-z]{2})[sc]k(?:y[yij]?|i[yij]?|oi)$")
_VICH = re.compile(r"(?<=[a-z]{2})(?:v[yi](?:t?ch|tsch|c|cz)|w(?:itsch|icz|itch))$")
_EV = re.compile(r"(?<=[a-z]{3})[yij]e[vw]$")
_EV_AFTER_VOWEL = re.compile(r"(?<=[a-z][aeioun])[yij]?e[vw]$")
_OFF = re.compile(r"(?<=[a-z]{3}[nklmrt])(?:off|ow)$")
_LONG_I = re.compile(r"(?<=[a-z]{3})(?:i[yij]|y[yij]?)$")
_PIL = re.compile(r"(?<=[a-z]{4})pil$")
_SLAVIC = re.compile(r"(?:ski|enko|vich|ov|ev|chuk|hin|zin)$")
_SLAVIC_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"schtsch|shh|chtch", "shch"),
        (r"tsch|tch", "ch"),
        (r"sch(?!ch)", "sh"),
        (r"ks(?=[aeiouy])", "x"),
        (r"(?<=[bcdfghklmnprstvxz])y(?=[bcdfghklmnprstvxz])", "i"),
        (r"(?<=[aeiou])[yj](?=[eaou])", ""),
        (r"^(?:ye|je)(?=[a-z])", "e"),
        (r"(?<=[bdfgklmnprstvz])[yj](?=[aou])", "i"),
        (r"w", "v"),
    )
)
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")

# Ukrainian -iv, -ivka, -hrad are Russian -ov, -ovka, -grad.
_UKRAINIAN_OR_RUSSIAN = re.compile(r"(?:[ioe]v(?:ka|sk|tsi)?|[hg]rad|[hg]orsk)$")
_SLAVIC_VOWEL = re.compile(r"(?<=[a-z]{3})(?:[yij]?[ioe])v(?=ka$|sk$|tsi$|$)")
_SLAVIC_G = re.compile(r"(?<![kscz])h")

#: What hardly any name of English, German or Romance origin is spelt with.
_FOREIGN = re.compile(
    r"[kgzd]h(?!o?lm)|kh|q(?!u)|dj|aa|ii|yy|uu|ee[mnr]$|ou[bdfklmz]|ts[vk]|iy|yo"
    r"|(?:a[iydhd]|ed|ev|ia|im|in|iv|ka|ko|ov|uh|ud|ya)$"
)

# The skeleton: what Arabic, Persian, Slavic, Greek and Indian names are written with in Latin letters.
_SKELETON_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:al|el|ad|as|ash|at|ar|an|az)[- ]", ""),
        (r"schtsch|shch|stch", "s"),
        (r"tsch|tch|tsh|ch|sch|sh|cz", "s"),
        (r"dj|dzh|zh|j(?=[aeiou])|gu?(?=[ei])", "j"),
        (r"(?<=.)kh", "h"),
        (r"gh", "g"),
        (r"kh|q|ck|c(?=[aoukrl])|c$", "k"),
        (r"ts|tz|c(?=[eiy])", "s"),
        (r"dh|dd", "d"),
        (r"th|tt", "t"),
        (r"ph", "f"),
        (r"ks", "x"),
        (r"w", "v"),
        (r"z", "s"),
        (r"[ae]h$", "a"),
        (r"ou|oo|uw|u|o", "u"),
        (r"a[iy]|e[iy]|ee|i[ey]?|y|e", "i"),
        (r"(?<=[a-z])h(?=[^aeiou]|$)", ""),
        (r"([a-z])\1+", r"\1"),
    )
)
_DIGRAPH = re.compile(r"([cdgkpst])h|zh|j")
_VOWELS = re.compile(r"[aeiouy]")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s\s*$")
_FULL = {"ft": "fort", "mt": "mount", "st": "saint"}
_MALE = frozenset(("mr", "sir", "lord"))
_FEMALE = frozenset(("dame", "lady", "miss", "mrs", "ms"))
_TITLES = _set("""
adm admiral ambassador attorney ayatollah brig capt captain chancellor chief cmdr col colonel commander
congressman congresswoman dame deputy dr emir first former gen general gov governor hon imam judge justice
king lady lieutenant lord lt madame maj major marshal mayor minister miss mr mrs ms mullah officer pope
president prime prince princess prof professor queen rabbi rep representative rev reverend secretary sen
senator sergeant sgt sheikh sir speaker staff sultan vice
""")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLES = _set("ad al an ar as ash at az bin da de del den der di dos du el ibn la le ul van von")
_DIRECTIONS = frozenset(("east", "new", "north", "saint", "south", "west"))
_MOST_READINGS = 256


def fold_name(text: str) -> str:
    """Return ``text`` in lower-case Latin letters: no accents, no apostrophes, any script romanised."""
    if not text.isascii():
        text = anyascii(text.translate(_APOSTROPHES))
    return text.replace("'", "").replace("`", "").lower()


@cache
def ordinary_words() -> frozenset[str]:
    """English words that are not names, folded; about 22,000."""
    return _listed("spelling_words.txt")


@cache
def _well_known() -> frozenset[str]:
    """Names that news often has, folded; about 7,500."""
    return _listed("spelling_names.txt")


def _listed(file: str) -> frozenset[str]:
    text = Path(__file__).with_name(file).read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1 << 16)
def name_key(word: str) -> str:
    """Return a key that the spellings of one name share; an ordinary word is its own key.

    The key is meant for equality alone: it need not be a spelling in use. Words of fewer than five letters
    and ordinary English words are changed by the table of variants only.

    Args:
        word: One word in any script and case.
    """
    folded = fold_name(word).strip("-. ")
    known = VARIANTS.get(folded)
    if known is not None:
        return known
    if len(folded) < _SHORTEST_RULED or not folded.isalpha() or folded in ordinary_words():
        return folded
    key = _by_rule(folded)
    # A name must not take the key of an ordinary word: Byrd is not "bird".
    return folded if key in ordinary_words() else VARIANTS.get(key, key)


def _by_rule(folded: str) -> str:
    key = _SKI.sub("ski", folded)
    if key == folded:
        key = _OFF.sub("ov", _EV_AFTER_VOWEL.sub("ev", _EV.sub("ev", _VICH.sub("vich", key))))
        key = _LONG_I.sub("y", _PIL.sub("pol", key))
    if _SLAVIC.search(key):
        for pattern, to in _SLAVIC_STEPS:
            key = pattern.sub(to, key)
    single = _DOUBLED.sub(r"\1", key.replace("ph", "f"))
    return single if len(single) >= _SHORTEST_DOUBLED else key


def same_name(a: str, b: str) -> bool:
    """Whether ``a`` and ``b`` can be spellings of one name, of a person or a place.

    Titles are ignored, initials and familiar forms agree with what they stand for ("Bill" with "William"),
    and a surname alone agrees with the whole name. Symmetric; true of a name and itself.
    """
    if _titles_disagree(a, b):
        return False
    one, other = _parts(a), _parts(b)
    if not one or not other:
        return fold_name(a).strip() == fold_name(b).strip()
    if one == other or "".join(one) == "".join(other):
        return True
    if (" ".join(one), " ".join(other)) in DIFFERENT:
        return False
    whole, whole_other = VARIANTS.get(" ".join(one)), VARIANTS.get(" ".join(other))
    if whole is not None and whole_other is not None:
        return whole == whole_other
    if _same_chinese(one, other) or _same_chinese(other, one):
        return True
    if len(one) == 1 and len(other) == 1:
        return same_word(one[0], other[0])
    if len(one) == 1 or len(other) == 1:
        return _same_surname(one, other) if len(one) == 1 else _same_surname(other, one)
    return _same_whole(one, other)


def _titles_disagree(a: str, b: str) -> bool:
    """Whether one is a Mr and the other a Mrs."""
    first, second = (fold_name(name).replace(".", " ").split()[:1] for name in (a, b))
    return (not _MALE.isdisjoint(first) and not _FEMALE.isdisjoint(second)) or (
        not _FEMALE.isdisjoint(first) and not _MALE.isdisjoint(second)
    )


def _parts(name: str) -> tuple[str, ...]:
    words = [_FULL.get(word, word) for word in _WORD.findall(fold_name(_POSSESSIVE.sub("", name)))]
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        del words[-1]
    if VARIANTS.get(" ".join(words)) is None:
        kept = [word for word in words if word not in _PARTICLES]
        words = kept or words
    return tuple(words)


def _same_surname(alone: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """A surname against a whole name: "Putin", "Vladimir Putin"; but not "York", "New York"."""
    given = whole[0]
    if given in ordinary_words() or given in _DIRECTIONS:
        return False
    return " ".join(whole) not in VARIANTS and same_word(alone[0], whole[-1])


def _same_whole(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if sorted(map(name_key, one)) == sorted(map(name_key, other)) or _same_korean(one, other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer) and longer[-len(shorter) :] == shorter and longer[0] not in _DIRECTIONS:
        return True  # Mark Felt, W. Mark Felt
    surnames = same_word(one[-1], other[-1])
    given = _same_given(one[0], other[0])
    # Where one of the two agrees, the other may be further apart.
    if not (surnames or (given and len(one[0]) > 1 and _loosely(one[-1], other[-1]))):
        return False
    if not given and not _loosely(one[0], other[0]):
        return False
    middle, middle_other = one[1:-1], other[1:-1]
    return not middle or not middle_other or _same_given(middle[0], middle_other[0])


def _same_korean(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Three syllables, the family's first: Yoon Suk-yeol, Yoon Seok-youl."""
    if len(one) != _SYLLABLES or len(other) != _SYLLABLES or one[0] != other[0]:
        return False
    return all(
        len(x) < _LONG and len(y) < _LONG and _VOWELS.sub("", x) == _VOWELS.sub("", y)
        for x, y in zip(one[1:], other[1:], strict=True)
    ) and not (one[1] in GIVEN_FORMS or other[1] in GIVEN_FORMS)


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if same_word(one, other):
        return True
    return not _given_forms(one).isdisjoint(_given_forms(other))


def _given_forms(given: str) -> frozenset[str]:
    return GIVEN_FORMS.get(given, frozenset()) | GIVEN_FORMS.get(name_key(given), frozenset()) or frozenset(
        {given}
    )


@lru_cache(maxsize=1 << 14)
def same_word(one: str, other: str) -> bool:
    """Whether two folded words can be spellings of one name; familiar forms ("Bill") are not spellings."""
    if one == other:
        return True
    key, key_other = name_key(one), name_key(other)
    if (key, key_other) in DIFFERENT or (one, other) in DIFFERENT:
        return False
    if key == key_other:
        return True
    if (one in VARIANTS and other in VARIANTS) or min(len(one), len(other)) < _SHORTEST_JUDGED:
        return False
    if one in PLACE_FORMS or other in PLACE_FORMS:
        return False
    if not ordinary_words().isdisjoint((one, other)) or _well_known().issuperset((one, other)):
        return False
    return _near(key, key_other)


def _near(one: str, other: str) -> bool:
    """Whether the skeletons are the same and the spellings not far apart."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] != "h":
        return False  # Iran, Iranian; Petrov, Petrova
    if len(longer) < _LONG and not (_FOREIGN.search(one) or _FOREIGN.search(other)):
        return False
    pairs = [(one, other)]
    if _UKRAINIAN_OR_RUSSIAN.search(one) and _UKRAINIAN_OR_RUSSIAN.search(other):
        pairs.append((_as_russian(one), _as_russian(other)))
    if ("kh" in one and "ch" in other) or ("ch" in one and "kh" in other):
        pairs.append((one.replace("ch", "kh"), other.replace("ch", "kh")))
    return any(
        _skeleton(x) == _skeleton(y)
        and Levenshtein.distance(_DIGRAPH.sub(r"\1", x), _DIGRAPH.sub(r"\1", y)) <= len(shorter) // 4
        for x, y in pairs
    )


def _as_russian(word: str) -> str:
    return _SLAVIC_VOWEL.sub("ov", _SLAVIC_G.sub("g", word))


def _loosely(one: str, other: str) -> bool:
    """Whether only vowels, or one letter of many, tell two words apart: enough where the rest agrees."""
    shorter, longer = sorted((one, other), key=len)
    if not ordinary_words().isdisjoint((one, other)) or _well_known().issuperset((one, other)):
        return False
    if longer == shorter + "e":
        return True
    distance = Levenshtein.distance(one, other)
    if longer[:2] in ("al", "el") and longer[2:] == shorter and len(shorter) >= _SHORTEST_JUDGED:
        return True
    if len(shorter) < _SHORTEST_JUDGED or one[-1] != other[-1] or distance > len(shorter) // 3:
        return False
    consonants, consonants_other = (_VOWELS.sub("", _skeleton(name)) for name in (one, other))
    return consonants == consonants_other or (distance == 1 and len(shorter) >= _LONG - 1)


def _skeleton(word: str) -> str:
    for pattern, to in _SKELETON_STEPS:
        word = pattern.sub(to, word)
    return word


def _same_chinese(wade_giles: tuple[str, ...], pinyin: tuple[str, ...]) -> bool:
    """Whether the first, syllable by syllable, is the second in another romanisation."""
    if not 2 <= len(wade_giles) <= 4:
        return False
    readings = [to_pinyin(syllable) | {syllable} for syllable in wade_giles]
    if min(map(len, readings)) == 0 or any(not to_pinyin(syllable) for syllable in wade_giles):
        return False
    size = 1
    for reading in readings:
        size *= len(reading)
    return size <= _MOST_READINGS and "".join(pinyin) in {"".join(choice) for choice in product(*readings)}
