"""A person's own lists: saved, shown beside the views, renamed, deleted and brought back; and only theirs."""

from datetime import timedelta
from typing import Any

from delek.config.retention import forget_expired
from delek.core.cases.actions.saving import MOST
from delek.core.cases.models import SavedFilter
from delek.core.people.actions import end_post
from delek.core.people.models import Person
from delek.core.timeline.actions import SYSTEM
from tests.town import BEGINNING, MORNING, Town
from tests.web.desk.test_desk import signed_in


def save(client: Any, name: str, **fields: str) -> Any:
    return client.post("/desk/filters/add", {"name": name, "view": "work"} | fields)


def named() -> list[str]:
    return list(SavedFilter.objects.order_by("pk").values_list("name", flat=True))


def test_a_filter_is_saved_under_a_name_and_stands_beside_the_views(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    answer = save(client, "  我的  急件 ", urgency="urgent", nonsense="x", sort="opened")
    assert answer["Location"] == "/desk/?view=work&urgency=urgent&sort=opened"
    page = client.get(answer["Location"])
    assert [(one.name, one.query) for one in page.context["saved"]] == [
        ("我的 急件", "view=work&urgency=urgent&sort=opened")
    ]
    assert page.content.decode().count('aria-current="page" data-key="1"') == 1


def test_the_same_name_holds_the_newer_list(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    save(client, "急件", urgency="urgent"), save(client, "急件", urgency="emergency")
    assert SavedFilter.objects.get().query == "view=work&urgency=emergency"


def test_one_without_a_name_is_not_saved(town: Town) -> None:
    answer = save(signed_in(town, "dispatcher"), " \u202e ")
    assert (answer.status_code, named()) == (422, [])


def test_no_more_than_stand_beside_the_views(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    answers = [save(client, f"第{n}", q=f"{n}").status_code for n in range(MOST + 1)]
    assert answers == [302] * MOST + [422]
    assert save(client, "第3", q="x").status_code == 302


def test_it_gets_another_name_but_not_that_of_another(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    save(client, "一"), save(client, "二")
    one = SavedFilter.objects.get(name="一")
    answers = [client.post(f"/desk/filters/{one.pk}", {"name": name}).status_code for name in ("二", "", "三", "三")]
    assert (answers, named()) == ([422, 422, 302, 302], ["三", "二"])


def test_a_deleted_one_is_offered_back(town: Town) -> None:
    client = signed_in(town, "dispatcher")
    save(client, "急件", urgency="urgent", q="电线")
    page = client.post(f"/desk/filters/{SavedFilter.objects.get().pk}/drop")
    assert (named(), page.context["dropped"].name) == ([], "急件")
    client.post("/desk/filters/add", page.context["pairs"] | {"name": page.context["dropped"].name})
    assert SavedFilter.objects.get().query == "view=work&q=%E7%94%B5%E7%BA%BF&urgency=urgent"


def test_nobody_sees_or_changes_anothers(town: Town) -> None:
    save(signed_in(town, "dispatcher"), "急件")
    other, pk = signed_in(town, "dispatcher2"), SavedFilter.objects.get().pk
    assert "急件" not in other.get("/desk/filters/").content.decode() + other.get("/desk/").content.decode()
    answers = [other.post(f"/desk/filters/{pk}{end}", {"name": "x"}).status_code for end in ("", "/drop")]
    assert (answers, named()) == ([404, 404], ["急件"])


def test_they_go_a_week_after_the_last_post(town: Town) -> None:
    save(signed_in(town, "dispatcher"), "急件"), save(signed_in(town, "dispatcher2"), "还在")
    Person.objects.update(created_at=BEGINNING)
    end_post(post=town.post("dispatcher"), by=SYSTEM, at=MORNING)
    forget_expired(at=MORNING + timedelta(days=6))
    assert named() == ["急件", "还在"]
    forget_expired(at=MORNING + timedelta(days=8))
    assert named() == ["还在"]
