"""Receipts, printed codes and the chain of hashes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delek.foundation.ids import chain_hash, derive_token, read_code, receipt_secret, sign_code, token_digest

KEY = b"a key for the tests"


def test_receipt_secrets_are_16_bytes_and_never_the_same() -> None:
    secrets = {receipt_secret() for _ in range(50)}
    assert (len(secrets), {len(secret) for secret in secrets}) == (50, {16})


def test_a_token_can_be_derived_again_and_is_26_quiet_characters() -> None:
    token = derive_token(KEY, b"s" * 16)
    assert token == derive_token(KEY, b"s" * 16)
    assert re.fullmatch("[a-z2-7]{26}", token)


def test_another_key_or_secret_gives_another_token() -> None:
    tokens = {derive_token(KEY, b"s" * 16), derive_token(b"other", b"s" * 16), derive_token(KEY, b"t" * 16)}
    assert len(tokens) == 3


def test_a_token_is_stored_as_its_sha256() -> None:
    assert token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.integers(0, 2**64 - 1))
def test_a_printed_code_reads_back_to_its_number(identifier: int) -> None:
    assert read_code(KEY, sign_code(KEY, identifier)) == identifier


def test_a_small_number_still_gives_twelve_characters() -> None:
    assert len(sign_code(KEY, 0)) == 12


@pytest.mark.parametrize("identifier", [-1, 2**64])
def test_a_number_that_does_not_fit_is_refused(identifier: int) -> None:
    with pytest.raises(ValueError, match="number"):
        sign_code(KEY, identifier)


@pytest.mark.parametrize("identifier", [0, 1, 32, 33, 1024])
def test_codes_read_aloud_or_copied_by_hand_are_understood(identifier: int) -> None:
    code = sign_code(KEY, identifier)
    for copied in (
        code.upper(),
        code.replace("1", "I").replace("0", "O"),
        code.replace("1", "l"),
        f" {code[:4]}-{code[4:]} ",
    ):
        assert read_code(KEY, copied) == identifier


def test_a_code_changed_in_any_place_is_refused() -> None:
    code = sign_code(KEY, 4711)
    changed = [code[:i] + ("2" if code[i] != "2" else "3") + code[i + 1 :] for i in range(len(code))]
    assert [read_code(KEY, one) for one in changed] == [None] * len(code)


@pytest.mark.parametrize("code", ["", "abc", "u" * 12, "0" * 500, "电" * 12, "z" * 21])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert read_code(KEY, code) is None


def test_a_code_of_another_key_or_with_more_zeros_in_front_is_refused() -> None:
    assert read_code(KEY, sign_code(b"other", 5)) is None
    assert read_code(KEY, "0" + sign_code(KEY, 5)) is None


def test_the_chain_depends_on_the_link_before_and_every_field_but_not_their_order() -> None:
    link = chain_hash("00", {"by": 1, "what": "关闭"})
    assert link == chain_hash("00", {"what": "关闭", "by": 1})
    assert link not in {chain_hash("01", {"by": 1, "what": "关闭"}), chain_hash("00", {"by": 2, "what": "关闭"})}


def test_the_chain_refuses_what_json_cannot_say() -> None:
    with pytest.raises(TypeError):
        chain_hash("", {"at": object()})
    with pytest.raises(ValueError, match="JSON"):
        chain_hash("", {"share": float("nan")})
