"""Web push against the RFCs' own figures, and a sender's signature that anybody can check."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from delek.foundation.push import CURVE, Browser, encrypted, from_base64, public_key, read_browser, signed, to_base64

# RFC 8291, section 5 and appendix A
KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECORD = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    sender = ec.derive_private_key(int.from_bytes(from_base64(SENDER), "big"), CURVE)
    browser = read_browser("https://push.example.org/x", KEY, SECRET)
    words = b"When I grow up, I want to be a watermelon"
    assert to_base64(encrypted(words, browser, key=sender, salt=from_base64(SALT))) == RECORD


def test_no_two_records_are_alike_and_their_size_tells_nothing() -> None:
    browser = read_browser("https://push.example.org/x", KEY, SECRET)
    records = [encrypted(words, browser, length=512) for words in (b"one", b"one", b"something longer")]
    assert (len(set(records)), {len(r) for r in records}) == (3, {16 + 4 + 1 + 65 + 512 + 16})


def test_the_signature_names_service_and_end_and_holds() -> None:
    at = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
    told = signed(b"k" * 32, "https://push.example.org", "https://desk.example.org", at)
    token, _, key = told.removeprefix("vapid t=").partition(", k=")
    body, _, signature = token.rpartition(".")
    claims = json.loads(from_base64(body.split(".")[1]))
    assert (claims["aud"], claims["exp"] - at.timestamp(), key) == (
        "https://push.example.org", 12 * 3600, public_key(b"k" * 32)
    )  # fmt: skip
    r, s = (int.from_bytes(from_base64(signature)[part], "big") for part in (slice(0, 32), slice(32, 64)))
    known = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_base64(key))
    known.verify(utils.encode_dss_signature(r, s), body.encode(), ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    ("key", "secret"),
    [("", SECRET), (KEY, ""), (KEY, KEY), (KEY[:-4], SECRET), ("B" + "A" * 86, SECRET), ("§", SECRET)],
)
def test_a_key_that_is_none_is_refused(key: str, secret: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_browser("https://push.example.org/x", key, secret)


def test_a_browser_is_what_it_told() -> None:
    assert read_browser("https://a/", KEY, SECRET) == Browser("https://a/", from_base64(KEY), from_base64(SECRET))
