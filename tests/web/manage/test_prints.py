"""Prints are asked for, watched and fetched; the register is kept; all of it by those who may."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from delek.core.places.queries import token_of
from delek.core.printing.actions import issue_poster, store_scans, work_on_prints
from delek.core.printing.actions.jobs import UNDER_WAY
from delek.core.printing.models import Poster, PrintJob, ServiceNumber
from delek.core.timeline.actions import SYSTEM
from delek.core.timeline.models import Event
from tests.town import MORNING, Town


@pytest.fixture
def client(town: Town) -> Client:
    client = Client()
    client.force_login(town.administrator)
    return client


def issued(town: Town, point: int = 10) -> Poster:
    return issue_poster(place=town.points[point], kind="poster", by=SYSTEM, at=MORNING)


def shown(client: Client, address: str, **given: object) -> str:
    answer = client.get(address, {"lang": "en", **given})
    assert answer.status_code == 200
    return answer.content.decode()


def order(town: Town, **given: object) -> dict[str, object]:
    return {"kind": "poster", "place": town.points[10].pk, "paper": "a4", "copies": 1, **given}


def test_a_print_is_asked_for_watched_and_fetched(client: Client, town: Town) -> None:
    address = client.post("/manage/prints/ask", order(town))["Location"]
    job = PrintJob.objects.get()
    assert (address, job.asked_by, job.total) == (f"/manage/prints/{job.pk}", town.administrator, 1)
    assert Event.objects.order_by("-pk")[0].verb == "print_asked"
    assert 'hx-trigger="every 1s"' in shown(client, address)
    assert client.get(f"{address}/file").status_code == 404
    work_on_prints(at=MORNING)
    while UNDER_WAY:
        UNDER_WAY[job.pk].wait(5)
        work_on_prints(at=MORNING)
    done = shown(client, address)
    assert ("1 of 1" in done, "hx-trigger" in done) == (True, False)
    file = client.get(f"{address}/file")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert file["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "wrong", [{"place": 0}, {"kind": "banner"}, {"paper": "a9"}, {"kind": "card", "copies": 501}, {"copies": "x"}]
)
def test_a_wrong_order_says_what_is_wrong_and_prints_nothing(
    client: Client, town: Town, wrong: dict[str, object]
) -> None:
    assert client.post("/manage/prints/ask", order(town, **wrong)).status_code == 422
    assert PrintJob.objects.count() == 0


def test_nobody_prints_watches_or_fetches_elsewhere(client: Client, town: Town) -> None:
    assert client.post("/manage/prints/ask", order(town, place=town.elsewhere.pk)).status_code == 422
    job = PrintJob.objects.create(place=town.elsewhere, kind="poster", asked_at=MORNING)
    place = town.elsewhere
    foreign = issue_poster(place=place, kind="poster", by=SYSTEM, at=MORNING)
    for address in (f"prints/{job.pk}", f"prints/{job.pk}/file", f"posters/{foreign.pk}"):
        assert client.get(f"/manage/{address}").status_code == 404
    for verb in ("replace", "retire", "restore"):
        assert client.post(f"/manage/posters/{foreign.pk}/{verb}").status_code == 404
    other = Client()
    other.force_login(town.dispatcher)
    assert other.get("/manage/posters/").status_code == 404


def test_the_register_keeps_where_a_poster_hangs_and_shows_its_scans(client: Client, town: Town) -> None:
    poster = issued(town)
    given = {"hung_on": "2026-09-20", "hung_where": "大门右边", "valid_until": "2027-09-20"}
    assert client.post(f"/manage/posters/{poster.pk}", given).status_code == 302
    poster.refresh_from_db()
    assert (poster.hung_on, poster.hung_where) == (date(2026, 9, 20), "大门右边")
    for _ in range(7):
        client.get(f"/q/{token_of(poster.report)}")
    from django.utils.timezone import now

    store_scans(at=now())
    assert "<td>7</td>" in shown(client, "/manage/posters/")
    assert "<td>7</td>" in shown(client, f"/manage/posters/{poster.pk}")


def test_a_poster_is_replaced_and_retired_by_hand(client: Client, town: Town) -> None:
    poster = issued(town)
    client.post(f"/manage/posters/{poster.pk}/replace")
    client.post(f"/manage/posters/{poster.pk}/replace")  # a second press makes no third edition
    assert [(p.edition, p.why) for p in Poster.objects.order_by("edition")] == [(1, "replaced"), (2, "")]
    new = Poster.objects.get(edition=2)
    client.post(f"/manage/posters/{new.pk}/retire")
    new.refresh_from_db()
    assert new.why == "retired"


def test_before_codes_die_the_page_names_them_and_nothing_has_changed_yet(client: Client, town: Town) -> None:
    poster = issued(town)
    Poster.objects.update(hung_where="大门右边")
    for verb in ("replace", "retire"):
        page = shown(client, f"/manage/posters/{poster.pk}/{verb}")
        assert ["Policy code" in page, "大门右边" in page, "Scanned in 30 days: 0" in page] == [True] * 3
    assert Poster.objects.get().retired_at is None


def test_a_retiring_is_taken_back_within_a_day_and_its_codes_lead_again(client: Client, town: Town) -> None:
    poster = issued(town)
    address = f"/q/{token_of(poster.report)}"
    client.post(f"/manage/posters/{poster.pk}/retire")
    assert client.get(address).status_code == 410
    assert "Retired by mistake?" in shown(client, f"/manage/posters/{poster.pk}")
    client.post(f"/manage/posters/{poster.pk}/restore")
    poster.refresh_from_db()
    assert (poster.retired_at, poster.why, client.get(address).status_code) == (None, "", 302)


@pytest.mark.parametrize("otherwise", ["late", "another holds", "replaced"])
def test_otherwise_it_stays_retired(client: Client, town: Town, otherwise: str) -> None:
    poster = issued(town)
    client.post(f"/manage/posters/{poster.pk}/{'replace' if otherwise == 'replaced' else 'retire'}")
    if otherwise == "late":
        Poster.objects.update(retired_at=MORNING)
    if otherwise == "another holds":
        issued(town)
    assert "Retired by mistake?" not in shown(client, f"/manage/posters/{poster.pk}")
    client.post(f"/manage/posters/{poster.pk}/restore")
    poster.refresh_from_db()
    assert (poster.retired_at is None, client.get(f"/q/{token_of(poster.report)}").status_code) == (False, 410)


def test_the_register_of_one_point_leads_to_its_print(client: Client, town: Town) -> None:
    issued(town)
    other = town.points[11]
    page = shown(client, "/manage/posters/", place=other.pk)
    assert [f"/manage/prints/ask?place={other.pk}" in page, "Nothing was printed yet." in page] == [True, True]


def test_wrong_dates_are_said_and_nothing_is_changed(client: Client, town: Town) -> None:
    poster = issued(town)
    assert client.post(f"/manage/posters/{poster.pk}", {"hung_on": "yesterday"}).status_code == 422


def test_the_numbers_become_a_communitys_own_with_the_first_change(client: Client, town: Town) -> None:
    assert "12348" in shown(client, "/manage/numbers/")
    given = {"number": "0891-12345", "zh": "社区值班", "bo": "སྡེ་ཁུལ།", "position": 1, "urgent": "on"}
    assert client.post("/manage/numbers/add", given).status_code == 302
    client.post("/manage/numbers/12348/drop")
    own = ServiceNumber.objects.filter(community=town.community)
    assert (own.count(), own.filter(number="12348").exists()) == (12, False)
    assert client.get("/manage/numbers/999").status_code == 404
    assert client.post("/manage/numbers/add", given | {"number": "<b>"}).status_code == 422


def test_the_register_and_the_prints_cost_the_same_at_one_and_three_rows(
    client: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    for n in (10, 11, 21):
        issued(town, n)
        PrintJob.objects.create(
            place=town.points[n], kind="poster", asked_at=MORNING, asked_by=town.people["administrator"]
        )
        for room in ("posters", "prints"):
            with django_assert_max_num_queries(8):
                assert client.get(f"/manage/{room}/").status_code == 200
