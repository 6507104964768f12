"""Nothing whose time is over survives the nightly job (quality.md S10)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from delek.config import upkeep
from delek.config.retention import forget_expired
from delek.core.cases.actions import judge
from delek.core.cases.actions.reaching import tell_in_browser
from delek.core.cases.models import Case, Holding, Proof, Report, Statement, Subscription
from delek.core.media import actions as media_actions
from delek.core.media.actions import Upload, enter, process, take
from delek.core.media.models import Media
from delek.core.media.queries import served, store
from delek.core.people.actions import end_post
from delek.core.people.models import Person, Post
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Delivery
from delek.core.timeline.queries import breaks, newest_of
from delek.foundation.words import Words
from tests.architecture.test_house import our_models
from tests.browser import Browser
from tests.town import MORNING, Town, jpeg

DAY = timedelta(days=1)
YEARS = timedelta(days=1096)


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_FOLDER = tmp_path / "media"
    store.cache_clear()
    yield
    store.cache_clear()


def photos(colour: str) -> list[Any]:
    return [take(Upload("photo.jpg", jpeg(colour)))]


def closed(town: Town, colour: str = "#102030") -> Report:
    """A matter that went up, came back, and was closed, with everything personal in it."""
    report = town.report("我家门口的电线", name="卓玛", phone="13900000001", files=photos(colour))
    case = report.case
    town.move(case, "accept", "dispatcher")
    town.move(case, "escalate", "dispatcher", place=town.department, question="谁来换？")
    town.move(case, "reply", "superior", answer="我们来换")
    town.move(case, "dispatch", "dispatcher", post=town.post("worker"))
    town.move(case, "arrive", "worker", note="三楼左边")
    town.move(case, "finish", "worker", media=enter(photos("#405060"), community_id=town.community.pk, at=MORNING))
    town.move(case, "verify", "dispatcher")
    judge(report=report, solved="solved", rating=4, text="谢谢", media=[], at=MORNING)
    for media in Media.objects.filter(processed_at=None):
        process(media, at=MORNING)
    return report


def test_names_and_numbers_go_after_half_a_year(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + 179 * DAY)
    assert Report.objects.get().phone == "13900000001"
    forget_expired(at=MORNING + 181 * DAY)
    assert (Report.objects.get().name, Report.objects.get().phone) == ("", "")


def test_browsers_go_a_month_after_the_matter_proofs_the_next_day_addresses_with_the_number(town: Town) -> None:
    report = closed(town)
    fields = Browser("https://push.example.org/x").fields
    tell_in_browser(report=report, at=MORNING, **fields)
    Proof.objects.create(report=report, email="reader@example.org", asked_at=MORNING)
    Report.objects.update(email="reader@example.org")
    forget_expired(at=MORNING + DAY)
    assert (Subscription.objects.count(), Proof.objects.count()) == (1, 1)
    forget_expired(at=MORNING + 29 * DAY)
    assert (Subscription.objects.count(), Proof.objects.count()) == (1, 0)
    forget_expired(at=MORNING + 31 * DAY)
    assert (Subscription.objects.count(), Report.objects.get().email) == (0, "reader@example.org")
    forget_expired(at=MORNING + 181 * DAY)
    assert Report.objects.get().email == ""


def test_a_message_that_never_went_out_is_given_up_with_its_number(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + 91 * DAY)
    assert set(Delivery.objects.values_list("address", "text", "state")) == {("", "", "failed")}


def test_photos_go_with_the_words_original_and_copies(town: Town) -> None:
    closed(town)
    forget_expired(at=MORNING + YEARS - 2 * DAY)
    assert len(list(store())) == 4, "two originals, and a copy of each that is both screen and thumb"
    forget_expired(at=MORNING + YEARS)
    assert (list(store()), Statement.objects.exclude(text="", note="", sentence=Words()).count()) == ([], 0)
    assert [served(m, "screen") for m in Media.objects.all()] == [None, None]
    assert upkeep.verify() == 0


def test_a_photo_that_another_open_matter_shares_stays(town: Town) -> None:
    closed(town, "#112233")
    young = town.report("还有一个", files=photos("#112233"))
    forget_expired(at=MORNING + YEARS)
    kept = Media.objects.get(statements__report=young)
    assert (store().check(kept.original), kept.erased_at) == (True, None)
    assert Media.objects.exclude(erased_at=None).exclude(original="").count() == 0


def test_bytes_stored_again_while_the_job_runs_stay(town: Town) -> None:
    closed(town)
    address = Media.objects.order_by("pk")[0].original
    store().put(store().read(address))
    at = MORNING + YEARS
    assert store().discard(address, 0.0) is False
    assert store().discard(address, at.timestamp()) is True
    assert not store().exists(address)


def test_a_joined_report_keeps_its_number_as_long_as_the_leading_case_is_open(town: Town) -> None:
    first, second = town.report("电线"), town.report("电线掉了", phone="13900000002")
    town.move(second.case, "join", "dispatcher", case=first.case)
    forget_expired(at=MORNING + 4 * YEARS)
    assert Report.objects.get(pk=second.pk).phone == "13900000002"


def test_an_open_case_forgets_nothing(town: Town) -> None:
    town.report("电线", phone="13900000001", files=photos("#445566"))
    forget_expired(at=MORNING + 4 * YEARS)
    assert Report.objects.get().phone == "13900000001"
    assert Statement.objects.get().text == "电线"
    assert len(list(store())) == 1


def test_who_left_can_no_longer_sign_in_after_a_week_and_is_no_name_after_a_year(town: Town) -> None:
    worker, at = town.people["worker"], MORNING
    worker.set_password("a right password")
    worker.phone, worker.created_at = "13900000009", MORNING - DAY
    worker.save()
    end_post(post=town.post("worker"), by=SYSTEM, at=at)
    forget_expired(at=at + 6 * DAY)
    assert Person.objects.get(pk=worker.pk).check_password("a right password")
    forget_expired(at=at + 8 * DAY)
    left = Person.objects.get(pk=worker.pk)
    assert (left.phone, left.has_usable_password(), left.name) == ("", False, "扎西")
    forget_expired(at=at + 366 * DAY)
    left.refresh_from_db()
    assert (left.name, left.login, left.is_active) == ("", f"gone-{worker.pk}", False)
    assert Person.objects.get(login="worker2").name == "尼玛"


def test_a_file_of_a_form_that_was_never_completed_is_deleted(town: Town) -> None:
    stray = photos("#778899")[0].address
    forget_expired(at=MORNING.replace(year=2025))
    assert store().exists(stray)
    forget_expired(at=MORNING + YEARS)
    assert not store().exists(stray)


def test_a_stored_file_that_is_gone_though_its_time_is_not_over_is_found(town: Town) -> None:
    closed(town)
    assert upkeep.verify() == 0
    store().delete(Media.objects.order_by("pk")[0].original)
    assert upkeep.verify() == 1


def test_the_doctor_misses_a_night_and_names_what_could_not_be_erased(town: Town, monkeypatch: Any) -> None:
    def said(at: Any) -> list[str]:
        monkeypatch.setattr(upkeep, "now", lambda: at)
        return [text for text in upkeep._nights() if text]

    assert len(said(MORNING)) == 1
    forget_expired(at=MORNING)
    assert said(MORNING + DAY) == []
    assert len(said(MORNING + 2 * DAY)) == 1


def test_one_bad_row_never_stops_the_others_and_the_night_says_so(town: Town, monkeypatch: Any) -> None:
    closed(town, "#010203"), closed(town, "#030201")
    bad = Media.objects.order_by("pk")[0].original
    real = media_actions._discard

    def discard(address: str, at: Any) -> bool:
        if address == bad:
            raise OSError("the disk refuses")
        return real(address, at)

    monkeypatch.setattr(media_actions, "_discard", discard)
    night = forget_expired(at=MORNING + YEARS)
    assert night.particulars["failed"] == {"files": 1}
    assert Media.objects.exclude(original="").count() == 1
    monkeypatch.undo()
    assert forget_expired(at=MORNING + YEARS + DAY).particulars["failed"] == {}
    assert newest_of("job", 1)[0].particulars["done"]["files"] == 1


def test_nothing_registered_survives_and_the_chain_still_holds(town: Town) -> None:
    closed(town)
    session = SessionStore()
    session["x"] = 1
    session.save()
    for post in Post.objects.all():
        end_post(post=post, by=SYSTEM, at=MORNING)
    Person.objects.update(created_at=MORNING - DAY, phone="1", email="a@example.org")
    assert Holding.objects.exclude(question="").count() == Case.objects.exclude(title="").count() == 1
    forget_expired(at=MORNING + 4 * YEARS)
    left = [
        (model.__name__, column, value)
        for model in our_models()
        for column, reason in getattr(model, "personal", {}).items()
        if reason.keep_days is not None
        for value in model._default_manager.values_list(column, flat=True)
        if value and not str(value).startswith(("gone-", "!"))
    ]
    assert left == []
    assert (list(store()), Session.objects.count(), list(breaks())) == ([], 0, [])
