"""What the desk shows of a report about staff, and to whom: something that could leak lies in each of them."""

import pytest
from django.test import Client

from delek.core.cases.models import Case
from delek.core.media.actions import Upload, process, take
from delek.core.media.models import Media
from tests.town import MORNING, Town, jpeg

SECRET = "独一无二的话"


def signed_in(town: Town, who: str) -> Client:
    client = Client()
    client.force_login(town.people[who])
    return client


@pytest.fixture
def case(town: Town) -> Case:
    """About the secretary, with a photo and a number, at the point of an ordinary one of the same resident."""
    town.report("普通的事", phone="13900000077")
    files = [take(Upload("photo.jpg", jpeg("#aa1122")))]
    opened = town.report(SECRET, phone="13900000077", concerns=town.post("secretary"), files=files).case
    for media in Media.objects.all():
        process(media, at=MORNING)
    return opened


@pytest.mark.parametrize("who", ["secretary", "dispatcher", "chief"])
def test_nothing_of_it_leaks_to_those_it_goes_past(town: Town, case: Case, who: str) -> None:
    client = signed_in(town, who)
    ordinary = Case.objects.exclude(pk=case.pk).get()
    pages = ["/desk/", "/desk/?view=work", "/desk/?view=above", "/desk/?q=独一无二", f"/desk/cases/{ordinary.pk}"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert SECRET not in answer.content.decode().replace('value="独一无二"', ""), page
        assert case.label not in answer.content.decode(), page
    photo = Media.objects.get(statements__case=case)
    for page in (f"/desk/cases/{case.pk}", f"/desk/media/{photo.key}/screen", f"/desk/media/{photo.key}/thumb"):
        assert client.get(page).status_code == 404, page
    for page in ("moves", "reporter", "concerns"):
        assert client.post(f"/desk/cases/{case.pk}/{page}", {"transition": "accept"}).status_code == 404, page


@pytest.mark.parametrize("who", ["secretary", "dispatcher", "administrator"])
def test_its_messages_are_not_in_the_outbox_of_the_community(town: Town, case: Case, who: str) -> None:
    page = signed_in(town, who).get("/desk/messages?lang=en").content.decode()
    assert Case.objects.exclude(pk=case.pk).get().label in page
    assert case.label not in page


def test_who_settles_it_sees_it_and_says_whom(town: Town, case: Case) -> None:
    client = signed_in(town, "subdistrict_officer")
    page = client.get(f"/desk/cases/{case.pk}?lang=en").content.decode()
    assert SECRET in page
    assert "This person and whom they lead do not see this case." in page
    assert "About staff, settled here" in client.get("/desk/?view=above&lang=en").content.decode()
    assert client.post(f"/desk/cases/{case.pk}/concerns", {"post": "0"}).status_code == 422
    answer = client.post(f"/desk/cases/{case.pk}/concerns", {"post": town.post("worker").pk})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert SECRET in signed_in(town, "secretary").get(f"/desk/cases/{case.pk}").content.decode()


def test_who_is_sent_to_look_into_it_is_not_offered_the_chief_nor_the_chiefs_people(town: Town) -> None:
    case = town.report("网格长骂人", concerns=town.post("chief")).case
    town.move(case, "accept", "secretary")
    page = signed_in(town, "secretary").get(f"/desk/cases/{case.pk}?do=dispatch").content.decode()
    offered = page.split('id="post"')[1].split("</select>")[0]
    assert ("尼玛" in offered, "次仁" in offered, "扎西" in offered) == (True, False, False)
