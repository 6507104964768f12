"""The workers' phone."""

from django.core.files.uploadedfile import SimpleUploadedFile

from delek.core.cases.models import Case
from delek.core.timeline.models import Event
from tests.town import Town
from tests.web.desk.test_desk import photo, send, signed_in


def sent(town: Town, who: str = "worker") -> Case:
    case = town.report("旧线缆掉下来了", phone="13900000001").case
    town.move(case, "accept", "dispatcher")
    return town.move(case, "dispatch", "dispatcher", post=town.post(who))


def test_a_worker_sees_only_what_they_are_sent_to(town: Town) -> None:
    mine, other = sent(town), sent(town, "worker2")
    client = signed_in(town, "worker")
    assert [case.pk for case, _job in client.get("/field/").context["jobs"]] == [mine.pk]
    assert client.get(f"/field/cases/{mine.pk}").status_code == 200
    assert client.get(f"/field/cases/{other.pk}").status_code == 404
    assert send(client, other, "arrive", "field").status_code == 404


def test_a_step_shows_the_sentence_in_both_languages(town: Town) -> None:
    page = signed_in(town, "worker").get(f"/field/cases/{sent(town).pk}?do=arrive")
    composer = page.context["composer"]
    assert composer.bo and composer.zh
    assert composer.bo in page.content.decode()


def test_a_sentence_with_words_to_come_shows_dots_and_no_code(town: Town) -> None:
    case = sent(town)
    town.move(case, "arrive", "worker")
    page = signed_in(town, "worker").get(f"/field/cases/{case.pk}?lang=zh-hans").content.decode()
    assert ("{reason}" in page, "原因：…" in page) == (False, True)


def test_done_needs_a_photo_and_keeps_what_was_written(town: Town) -> None:
    case = sent(town)
    town.move(case, "arrive", "worker")
    answer = send(signed_in(town, "worker"), case, "finish", "field", note="换了新线")
    assert answer.status_code == 422
    assert list(answer.context["composer"].errors) == ["photo"]
    assert "换了新线" in answer.content.decode()


def test_a_file_that_is_no_photo_is_refused_with_its_reason(town: Town) -> None:
    case = sent(town)
    town.move(case, "arrive", "worker")
    wrong = SimpleUploadedFile("after.jpg", b"not a photo at all", "image/jpeg")
    answer = send(signed_in(town, "worker"), case, "finish", "field", photos=wrong)
    assert list(answer.context["composer"].errors) == ["photos"]


def test_a_photo_finishes_the_work(town: Town) -> None:
    case = sent(town)
    town.move(case, "arrive", "worker")
    assert send(signed_in(town, "worker"), case, "finish", "field", photos=photo()).status_code == 302
    case.refresh_from_db()
    assert case.state == "finished"


def test_the_number_is_hidden_until_the_worker_calls(town: Town) -> None:
    case, client = sent(town), signed_in(town, "worker")
    assert "13900000001" not in client.get(f"/field/cases/{case.pk}").content.decode()
    assert "tel:13900000001" in client.post(f"/field/cases/{case.pk}/reporter").content.decode()
    assert Event.objects.filter(verb="reporter_seen").count() == 1


def test_the_phone_has_a_place_for_the_rest(town: Town) -> None:
    assert signed_in(town, "worker").get("/field/more").status_code == 200


def test_the_phone_and_the_desk_are_told_of_each_other(town: Town) -> None:
    case = sent(town)
    worker, desk = signed_in(town, "worker"), signed_in(town, "dispatcher")
    assert worker.get(f"/field/cases/{case.pk}").context["here"] == []
    assert "扎西 也在看" in desk.get(f"/desk/cases/{case.pk}").content.decode()
    assert "拉姆 也在看" in worker.get(f"/field/cases/{case.pk}").content.decode()
    assert "拉姆 也在看" in worker.get(f"/field/cases/{case.pk}/here").content.decode()
    assert signed_in(town, "worker2").get(f"/field/cases/{case.pk}/here").status_code == 404
