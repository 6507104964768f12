"""Words: three languages in one value, and text that is cleaned, shortened and found."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delek.foundation.words import Words, clean, query_tokens, search_tokens, shorten

ALL = Words(bo="གློག", zh="电", en="Power")
LETTERS = "ab é ཀ་གྲ། ང་། 电缆坏 \n\r\t\x00\u202e,12༡༢"


@pytest.mark.parametrize(("language", "text"), [("bo", "གློག"), ("zh-hans", "电"), ("en", "Power")])
def test_words_are_said_in_the_language_asked_for(language: str, text: str) -> None:
    assert ALL.within(language) == text


@pytest.mark.parametrize(
    ("language", "words", "text"),
    [
        ("bo", Words(zh="电", en="Power"), "电"),
        ("bo", Words(en="Power"), "Power"),
        ("zh-hans", Words(bo="གློག", en="Power"), "Power"),
        ("zh-hans", Words(bo="གློག"), "གློག"),
        ("en", Words(bo="གློག", zh="电"), "电"),
        ("en", Words(bo="གློག"), "གློག"),
    ],
)
def test_words_fall_back_to_what_the_reader_is_likeliest_to_read(language: str, words: Words, text: str) -> None:
    assert words.within(language) == text


def test_missing_names_tibetan_and_chinese_but_never_english() -> None:
    assert Words(en="Power").missing() == ("bo", "zh")
    assert Words(bo="གློག", zh="电").missing() == ()


def test_only_what_is_said_goes_into_json_and_comes_back() -> None:
    words = Words(bo="གློག", en="Power")
    assert words.as_json() == {"bo": "གློག", "en": "Power"}
    assert Words.from_json(words.as_json()) == words


@pytest.mark.parametrize("value", [None, {}, {"fr": "courant"}, {"zh": 3}])
def test_json_without_words_gives_empty_words(value: dict[str, object] | None) -> None:
    assert Words.from_json(value) == Words()


def test_empty_words_are_false_and_words_in_any_language_are_true() -> None:
    assert [bool(words) for words in (Words(), Words(bo="གློག"), Words(en="Power"))] == [False, True, True]


def test_words_as_text_are_chinese_first() -> None:
    assert [str(words) for words in (ALL, Words(bo="གློག", en="Power"), Words(bo="གློག"))] == ["电", "Power", "གློག"]


def test_clean_takes_out_controls_and_bidirectional_overrides() -> None:
    assert clean("  a\x00b\u202ec\u2066d\x1b\te\r\nf\rg  ") == "abcd\te\nf\ng"


def test_clean_keeps_one_blank_line_of_many() -> None:
    assert clean("a\n\nb\n \n\n\nc") == "a\n\nb\n\nc"


def test_clean_composes_but_keeps_compatibility_letters() -> None:
    assert clean("e\u0301 ﬁ １ \u0f77") == "é ﬁ １ \u0f77"


@given(st.text() | st.text(alphabet=LETTERS))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_short_text_is_left_alone() -> None:
    assert shorten("电缆", 2) == "电缆"


@pytest.mark.parametrize(
    ("text", "limit", "shortened"),
    [
        ("A cable hangs", 8, "A cable…"),
        ("电缆垂下来了", 4, "电缆垂…"),
        ("བཀྲ་ཤིས་བདེ་ལེགས།", 8, "བཀྲ་…"),
        ("བཀྲ་ཤིས་བདེ་ལེགས།", 9, "བཀྲ་ཤིས་…"),
        ("བཀྲ་ཤིས་", 3, "…"),
        ("cafe\u0301s", 5, "caf…"),
    ],
)
def test_long_text_is_cut_only_where_its_script_allows(text: str, limit: int, shortened: str) -> None:
    assert shorten(text, limit) == shortened


@given(st.text(alphabet=LETTERS), st.integers(1, 30))
def test_shortened_text_keeps_to_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_chinese_is_stored_as_characters_and_pairs() -> None:
    assert search_tokens("电缆坏") == ["x7535", "x7f06", "x574f", "x75357f06", "x7f06574f"]


def test_tibetan_is_stored_as_syllables() -> None:
    assert search_tokens("བཀྲ་ཤིས།") == ["x0f560f400fb2", "x0f640f720f66"]


def test_latin_words_and_all_digits_are_stored_plain() -> None:
    assert search_tokens("Delek B12, ༡༢ １２ ＱＲ") == ["delek", "b", "12", "12", "12", "qr"]


def test_a_question_uses_pairs_and_a_single_character_itself() -> None:
    assert query_tokens("电缆坏 灯 灯") == ["x75357f06", "x7f06574f", "x706f"]


@given(st.text() | st.text(alphabet=LETTERS))
def test_every_text_is_found_by_itself_in_ascii_tokens(text: str) -> None:
    stored = search_tokens(text)
    assert set(query_tokens(text)) <= set(stored)
    assert all(token.isascii() and token.isalnum() for token in stored)
