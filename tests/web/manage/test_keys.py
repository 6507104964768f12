"""Whoever lost password or phone is let in again; nobody gets in as somebody else."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from delek.core.people.actions import appoint, give_password
from delek.core.people.models import Person, PostKind
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import BEGINNING, MORNING, Town

OWN = "my own long password"
SURE = {"reason": "lost", "sure": "on"}


def signed_in(town: Town, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.people[who])
    return client


def keys(town: Town, who: str, what: str = "") -> str:
    return f"/manage/people/{town.post(who).pk}/keys{what}?lang=en"


def word_on(page: str) -> str:
    return re.findall(r"<code>([a-z2-9-]{14})</code>", page)[0]


def given(town: Town, who: str = "worker", by: str = "administrator") -> str:
    answer = signed_in(town, by).post(keys(town, who, "/password"))
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    return word_on(answer.content.decode())


def sign_in(who: str, word: str) -> Client:
    client = Client()
    client.post("/account/login/", {"login": who, "password": word})
    return client


def factor(town: Town, who: str) -> None:
    Authenticator.objects.create(user=town.people[who], type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=town.people[who], type="recovery_codes", data={"seed": "x"})


def test_the_given_password_signs_in_once_to_choose_ones_own(town: Town) -> None:
    word = given(town)
    client = sign_in("worker", word)
    for page in ("/start", "/field/", "/account/2fa/"):
        assert client.get(page)["Location"] == "/account/password/change/"
    own = {"oldpassword": word, "password1": OWN, "password2": OWN}
    assert client.post("/account/password/change/", own)["Location"] == "/start"
    assert client.get("/field/").status_code == 200
    assert sign_in("worker", word).get("/field/")["Location"].startswith("/account/login/")
    assert sign_in("worker", OWN).get("/field/").status_code == 200


def test_what_was_given_is_not_taken_for_ones_own(town: Town) -> None:
    word = given(town)
    client = sign_in("worker", word)
    answer = client.post(
        "/account/password/change/?lang=en", {"oldpassword": word, "password1": word, "password2": word}
    )
    assert "not the one you were given" in answer.content.decode()
    assert Person.objects.get(login="worker").must_change_password


def test_it_is_shown_once_and_ends_every_session(town: Town) -> None:
    phone = signed_in(town, "worker")
    assert phone.get("/field/").status_code == 200
    word = given(town)
    assert phone.get("/field/")["Location"].startswith("/account/login/")
    after = signed_in(town, "administrator")
    assert word not in after.get(keys(town, "worker")).content.decode()
    assert word not in after.get("/manage/people/").content.decode()


def test_the_event_says_who_and_whom_and_never_the_password(town: Town) -> None:
    word = given(town)
    event = Event.objects.get(verb="password_given")
    assert (event.subject_id, event.actor_id) == (town.worker.pk, town.administrator.pk)
    assert word not in str(event.particulars)
    assert not Person.objects.filter(password__contains=word).exists()


def test_the_second_factor_goes_only_with_a_reason_and_confirmed(town: Town) -> None:
    factor(town, "worker")
    client = signed_in(town, "administrator")
    for wrong in ({}, {"reason": "lost"}, {"sure": "on"}, {"reason": "whim", "sure": "on"}):
        assert client.post(keys(town, "worker", "/factor"), wrong).status_code == 422
    assert Authenticator.objects.count() == 2
    assert client.post(keys(town, "worker", "/factor"), SURE).status_code == 302
    assert Authenticator.objects.count() == 0
    event = Event.objects.get(verb="second_factor_reset")
    assert event.particulars == {"reason": "lost", "kinds": {"recovery_codes": 1, "totp": 1}}


def test_who_does_not_read_cases_gets_into_no_account_that_does(town: Town) -> None:
    """A password alone, or the second factor alone: never both by one hand."""
    client = signed_in(town, "administrator")
    client.post(keys(town, "dispatcher", "/password"))
    assert not Event.objects.filter(verb="password_given").exists()
    factor(town, "dispatcher")
    given(town, "dispatcher")
    client.post(keys(town, "dispatcher", "/factor"), SURE)
    assert Authenticator.objects.filter(user=town.dispatcher).count() == 2
    Person.objects.filter(login="dispatcher").update(must_change_password=False)
    client.post(keys(town, "dispatcher", "/factor"), SURE)
    client.post(keys(town, "dispatcher", "/password"))
    assert Authenticator.objects.filter(user=town.dispatcher).count() == 0
    assert Event.objects.filter(verb="password_given").count() == 1


def test_a_second_person_who_reads_as_much_may_do_both(town: Town) -> None:
    factor(town, "dispatcher")
    given(town, "dispatcher", by="secretary")
    signed_in(town, "secretary").post(keys(town, "dispatcher", "/factor"), SURE)
    assert Authenticator.objects.filter(user=town.dispatcher).count() == 0


def test_the_reach_of_a_post_elsewhere_counts_where_it_is(town: Town) -> None:
    kind = PostKind.objects.get(key="dispatcher")
    appoint(person=town.worker, kind=kind, place=town.elsewhere, by=SYSTEM, at=BEGINNING)
    first = town.worker.posts.order_by("pk")[0]
    signed_in(town, "secretary").post(f"/manage/people/{first.pk}/keys/password")
    assert not Event.objects.filter(verb="password_given").exists()


@pytest.mark.parametrize("what", ["/password", "/factor"])
def test_ones_own_is_changed_under_ones_own_name(town: Town, what: str) -> None:
    client = signed_in(town, "administrator")
    answer = client.post(keys(town, "administrator", what), SURE, follow=True)
    assert "stand under your name above" in answer.content.decode()
    assert not Event.objects.filter(verb__in=("password_given", "second_factor_reset")).exists()


def test_another_communitys_people_are_not_found(town: Town) -> None:
    client = signed_in(town, "administrator")
    assert client.get(keys(town, "stranger")).status_code == 404
    assert client.post(keys(town, "stranger", "/password")).status_code == 404


def test_a_new_person_chooses_their_own_password_too(town: Town, settings: Any) -> None:
    kind = PostKind.objects.get(key="grid_worker")
    new = {"login": "new", "name": "新来", "name_bo": "བསོད་ནམས", "kind": kind.pk, "place": town.grids[3].pk}
    page = signed_in(town, "administrator").post("/manage/people/appoint?lang=en", new, follow=True).content.decode()
    word = page.split("<code>")[1].split("</code>")[0]
    assert sign_in("new", word).get("/start")["Location"] == "/account/password/change/"
    assert "བསོད་ནམས" in signed_in(town, "administrator").get("/manage/people/?lang=bo").content.decode()


def test_a_given_word_has_no_letter_that_is_taken_for_another(town: Town) -> None:
    words = {give_password(person=town.worker, by=SYSTEM, at=MORNING) for _n in range(5)}
    assert len(words) == 5
    assert not set("".join(words)) & set("il1o0")
