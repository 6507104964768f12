"""The pages of the second factor: ours in look and language, with codes to keep."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.town import Town

RIGHT = "a right password"


@pytest.fixture
def client(town: Town) -> Client:
    town.dispatcher.set_password(RIGHT)
    town.dispatcher.save()
    client = Client(headers={"accept-language": "zh-hans"})
    client.post("/account/login/", {"login": "dispatcher", "password": RIGHT})
    client.post("/account/reauthenticate/", {"password": RIGHT})
    return client


def code(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def set_up(client: Client) -> str:
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.findall(r'id="authenticator_secret">([A-Z2-7]+)<', page)[0]
    assert 'class="qr" src="data:image/svg' in page
    assert client.post("/account/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    return secret


def test_the_app_is_set_up_and_asked_for_at_the_next_sign_in(client: Client, town: Town, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    secret = set_up(client)
    assert client.get("/desk/").status_code == 200
    again = Client()
    answer = again.post("/account/login/?lang=en", {"login": "dispatcher", "password": RIGHT}, follow=True)
    assert "Second step of signing in" in answer.content.decode()
    wrong = again.post("/account/2fa/authenticate/?lang=zh-hans", {"code": "000000"})
    assert "Incorrect" not in wrong.content.decode()
    assert 'class="error"' in wrong.content.decode()
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    assert auth.validate_totp_code(secret, code(secret))


def test_recovery_codes_are_shown_saved_and_made_anew(client: Client) -> None:
    set_up(client)
    client.post("/account/2fa/recovery-codes/generate/")
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<code>([^<]+)</code>", page)
    assert len(codes) == 10
    assert client.get("/account/2fa/recovery-codes/download/").content.decode().split() == codes


@pytest.mark.parametrize("language", ["zh-hans", "bo"])
@pytest.mark.parametrize(
    "page",
    ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/", "recovery-codes/generate/",
     "totp/deactivate/", "reauthenticate/"],
)  # fmt: skip
def test_no_english_sentence_is_left_on_a_chinese_or_tibetan_page(client: Client, page: str, language: str) -> None:
    if page not in ("", "totp/activate/"):
        set_up(client)
    client.post("/account/2fa/recovery-codes/generate/")
    shown = client.get(f"/account/2fa/{page}?lang={language}", headers={"host": "localhost"}, follow=True)
    text = re.sub(r"<script.*?</script>|<title>.*?</title>|<[^>]+>", " ", shown.content.decode(), flags=re.S)
    words = re.findall(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", text)
    assert (shown.status_code, words) == (200, [])


def test_under_a_number_the_page_says_what_a_passkey_needs(client: Client) -> None:
    shown = client.get("/account/2fa/webauthn/add/?lang=en", headers={"host": "127.0.0.1:8000"}).content.decode()
    assert "http://localhost:8000/account/2fa/webauthn/add/" in shown
    assert "mfa_webauthn_add" not in shown
    assert "passkey_login" not in Client().get("/account/login/", headers={"host": "127.0.0.1:8000"}).content.decode()
    assert "passkey_login" in Client().get("/account/login/", headers={"host": "localhost"}).content.decode()
