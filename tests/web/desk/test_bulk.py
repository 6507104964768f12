"""Several cases take one step: each by itself and at the version that was seen; what went and what not is said."""

from typing import Any

import pytest

from delek.core.cases.models import Case, Statement
from delek.core.timeline.models import Delivery
from delek.web.desk import batch
from tests.town import Town
from tests.web.desk.test_desk import signed_in


def reports(town: Town, count: int = 3) -> list[Case]:
    return [town.report(f"事情{n}", phone=f"1390000000{n}").case for n in range(count)]


def take(town: Town, cases: list[Case], step: str, who: str = "dispatcher", go: bool = True, **fields: Any) -> Any:
    form = {"step": step, "case": [f"{case.pk}.{case.version}" for case in cases]} | fields
    return signed_in(town, who).post(f"/desk/batch{'/go' if go else ''}?view=work", form)


def states() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("state", flat=True))


def labels(done: Any) -> list[str]:
    return [one.case.label for one in done]


def test_before_anything_moves_it_is_said_what_would_and_what_residents_read(town: Town) -> None:
    cases = reports(town)
    town.move(cases[1], "accept", "dispatcher2")
    page = take(town, cases, "accept", go=False)
    assert (labels(page.context["going"]), labels(page.context["stayed"])) == (
        [cases[0].label, cases[2].label], [cases[1].label],
    )  # fmt: skip
    assert [letter.zh for letter in page.context["letters"]] == ["值班员受理了您的上报。"]
    assert states() == ["received", "accepted", "received"]


def test_each_is_accepted_by_itself_and_each_reporter_hears_once(town: Town) -> None:
    cases = reports(town)
    Delivery.objects.all().delete()
    page = take(town, cases, "accept")
    assert (states(), labels(page.context["went"])) == (["accepted"] * 3, [case.label for case in cases])
    assert sorted(Delivery.objects.values_list("address", flat=True)) == [f"1390000000{n}" for n in range(3)]


def test_the_one_that_somebody_moved_meanwhile_stays_and_is_named(town: Town) -> None:
    cases = reports(town)
    town.move(cases[1], "decline", "dispatcher2", reason="重复")
    page = take(town, cases, "accept")
    assert (states(), labels(page.context["stayed"])) == (["accepted", "declined", "accepted"], [cases[1].label])
    assert Statement.objects.filter(transition="accept").count() == 2


def test_all_are_sent_to_one_post(town: Town) -> None:
    cases = [town.move(case, "accept", "dispatcher") for case in reports(town)]
    sure = take(town, cases, "dispatch", go=False)
    assert {town.post("worker"), town.post("worker2")} <= {hand.post for hand in sure.context["hands"]}
    take(town, cases, "dispatch", post=town.post("worker").pk)
    assert states() == ["dispatched"] * 3
    assert set(Case.objects.values_list("assignee", flat=True)) == {town.post("worker").pk}


@pytest.mark.parametrize("post", ["", "x", "999999"])
def test_nobody_is_sent_where_none_was_chosen(town: Town, post: str) -> None:
    cases = [town.move(case, "accept", "dispatcher") for case in reports(town)]
    answer = take(town, cases, "dispatch", post=post)
    assert (answer.status_code, states(), len(answer.context["going"])) == (422, ["accepted"] * 3, 3)


def test_more_than_the_limit_is_said_and_no_more_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST", 2)
    cases = reports(town)
    assert take(town, cases, "accept", go=False).status_code == 422
    take(town, cases, "accept")
    assert states() == ["accepted", "accepted", "received"]


def test_what_one_may_not_open_is_neither_shown_nor_moved(town: Town) -> None:
    cases = reports(town)
    pages = [take(town, cases, "accept", "stranger", go=go).content.decode() for go in (False, True)]
    assert states() == ["received"] * 3
    assert [cases[0].label in page for page in pages] == [False, False]


def test_only_these_steps_are_taken_by_the_dozen(town: Town) -> None:
    cases = reports(town)
    answers = [take(town, cases, step, go=go)["Location"] for step in ("decline", "close", "") for go in (True, False)]
    assert (answers, states()) == (["/desk/?view=work"] * 6, ["received"] * 3)
    client = signed_in(town, "dispatcher")
    assert [client.get(f"/desk/batch{x}?view=done")["Location"] for x in ("", "/go")] == ["/desk/?view=done"] * 2


def test_a_row_carries_the_version_in_which_it_was_seen(town: Town) -> None:
    case = reports(town, 1)[0]
    client = signed_in(town, "dispatcher")
    assert f'value="{case.pk}.{case.version}" form="picked"' in client.get("/desk/").content.decode()
    case = town.move(case, "ask", "dispatcher2", question="在哪里？")
    assert f'value="{case.pk}.{case.version}" form="picked"' in client.get("/desk/?view=work").content.decode()


def test_looking_before_costs_the_same_at_any_number(town: Town, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cases = reports(town, 5)
    form = {"step": "accept", "case": [f"{case.pk}.{case.version}" for case in cases]}
    client = signed_in(town, "dispatcher")
    client.post("/desk/batch", form)
    with CaptureQueriesContext(connection) as asked:
        client.post("/desk/batch", form | {"case": form["case"][:2]})
    with django_assert_num_queries(len(asked.captured_queries)):
        client.post("/desk/batch", form)
