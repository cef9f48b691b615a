"""What counts as the same word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import RAW_TOKEN, fold, pieces, sequence, stem, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The QUICK fox", ["the", "quick", "fox"]),
        ("naïve Łódź Ångström smørrebrød", ["naive", "lodz", "angstrom", "smorrebrod"]),
        ("Kyiv's mayor didn't; O’Brien did", ["kyiv", "mayor", "didnt", "obrien", "did"]),
        ("1,200 men and 3.5 km, 1,2 or 10:30", ["1200", "men", "and", "3.5", "km", "1,2", "or", "10", "30"]),
        ("1,200.75 tonnes", ["1200.75", "tonnes"]),
        ("The U.S. at 9 a.m. sharp.Then", ["the", "us", "at", "9", "am", "sharp", "then"]),
        ("cease-fire and/or truce", ["cease", "fire", "and", "or", "truce"]),
        ("snake_case e-mail@example.com", ["snake", "case", "e", "mail", "example", "com"]),
        ("Зеленський Ёлка", ["зеленськии", "елка"]),
        ("ΛΙΜΆΝΙ λιμένας", ["λιμανι", "λιμενασ"]),
        ("المِيناء ـكتاب", ["الميناء", "كتاب"]),
        ("ｆｕｌｌ ﬁnance", ["full", "finance"]),
        ("Straße", ["strasse"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("\U0001f5de️ — …", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_scripts_without_spaces_are_characters_and_pairs() -> None:
    assert [token.text for token in tokens("渡船x")] == ["渡", "渡船", "船", "x"]
    assert sequence("渡船码头 x") == [("渡船", 0), ("船码", 1), ("码头", 2), ("x", 4)]
    assert sequence("x渡 船") == [("x", 0), ("渡", 1), ("船", 2)]
    assert sequence("부두") == [("부두", 0)]


def test_offsets_select_the_word_in_the_original() -> None:
    text = "The U.S. envoy’s 1,200 cafés"
    found = {token.text: text[token.start : token.end] for token in tokens(text)}
    assert found == {"the": "The", "us": "U.S", "envoy": "envoy’s", "1200": "1,200", "cafes": "cafés"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("repairs", "repairing"), ("happiness", "happy"), ("cities", "city"), ("voted", "votes")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_only_plain_latin_words_are_stemmed() -> None:
    for word in ("паромы", "1200s", "φωνες", "渡船"):
        assert stem(word) == word


TEXT = st.text(max_size=40) | st.lists(
    st.sampled_from(
        ["O'Brien", "U.S.", "1,200", "x1.y", "渡船", "e\u0301", "ß", "'s", "ا\u064e", "_", ".", "’", "٣"]
    )
).map("".join)


@given(TEXT)
def test_tokens_lie_in_order_inside_the_text(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert token.text
        assert last <= token.start < token.end <= len(text)
        last = token.start


@given(TEXT)
@example("\u0300'S")
def test_every_letter_is_in_a_token(text: str) -> None:
    covered = {place for token in tokens(text) for place in range(token.start, token.end)}
    for place, letter in enumerate(text):
        if letter.isascii() and letter.isalnum():
            assert place in covered


@given(TEXT)
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", decomposed)
    if all(len(fold(letter)) == 1 or not letter.isalnum() for letter in composed) and composed.isascii():
        assert words(composed) == words(decomposed)


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F), min_size=1, max_size=8))
def test_folding_knows_neither_case_nor_accents(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    assert fold(word.swapcase().swapcase()) == fold(word)
    assert fold(unicodedata.normalize("NFD", word)) == fold(word)


@given(TEXT)
def test_pieces_of_raw_tokens_are_the_tokens(text: str) -> None:
    taken = [
        (form, match.start() + start)
        for match in RAW_TOKEN.finditer(text)
        for form, start, _ in pieces(match.group())
    ]
    assert taken == [(token.text, token.start) for token in tokens(text)]
