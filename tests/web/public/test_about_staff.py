"""A resident says that it is about staff and, if they wish, whom."""

from uuid import uuid4

from django.test import Client

from delek.core.cases.models import Case, Report
from tests.town import Town


def send(town: Town, **fields: object) -> int:
    given = {"submission_id": str(uuid4()), "at": town.code(), "description": "态度不好"} | fields
    return Client().post("/report", given).status_code


def test_the_team_of_the_grid_and_the_office_are_offered_and_nobody_elses(town: Town) -> None:
    page = Client().get(f"/report?at={town.code()}&lang=zh-hans").content.decode()
    offered = page.split('name="concerns"')[1].split("</select>")[0]
    names = {name for name in ("扎西", "次仁", "白玛", "尼玛", "央金", "多吉") if name in offered}
    assert names == {"扎西", "次仁", "白玛"}


def test_whoever_is_chosen_is_the_person_concerned(town: Town) -> None:
    assert send(town, concerns=town.post("worker").pk) == 303
    case = Case.objects.get()
    assert (case.about_staff, case.concerns, case.desk) == (True, town.post("worker"), None)


def test_free_words_are_kept_with_the_report_and_go_above(town: Town) -> None:
    assert send(town, about_staff="1", about="戴眼镜的") == 303
    assert (Report.objects.get().about, Case.objects.get().desk) == ("戴眼镜的", town.subdistrict)
    assert "戴眼镜的" not in Case.objects.get().title + Case.objects.get().search


def test_a_post_of_another_place_counts_as_not_said(town: Town) -> None:
    assert send(town, concerns=town.post("stranger").pk, about_staff="1") == 303
    assert Case.objects.get().concerns is None


def test_too_many_words_are_said_and_everything_typed_stays(town: Town) -> None:
    given = {"submission_id": str(uuid4()), "at": town.code(), "about": "长" * 121, "concerns": town.post("worker").pk}
    answer = Client().post("/report?lang=en", given | {"description": "态度"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "121 characters, at most 120" in page
    assert ("长" * 121 in page, f'value="{town.post("worker").pk}" selected' in page) == (True, True)
    assert '<details class="about-staff gap" open>' in page
