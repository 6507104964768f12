"""Discovery, services and their definitions, in XML and JSON."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delek.core.cases.models import Category
from tests.town import Town

from .programs import V2, xml

MODEL = {"jurisdiction_id": "model"}


def test_discovery_names_the_endpoint_and_its_formats(db: Any, settings: Any) -> None:
    told = Client().get(f"{V2}discovery.json").json()
    endpoint = told["endpoints"][0]
    assert endpoint["url"] == f"{settings.ORIGIN}/open311/v2"
    assert endpoint["formats"] == ["application/json", "text/xml"]
    tree = xml(Client().get("/open311/discovery.xml"))
    assert tree.tag == "discovery"
    assert [f.text for f in tree.findall("endpoints/endpoint/formats/format")] == ["application/json", "text/xml"]


@pytest.mark.parametrize(("locale", "name"), [("bo", "ལམ་གློག"), ("zh_CN", "路灯"), ("en", "Street lamp")])
def test_the_services_are_the_categories_of_reports_in_the_language_asked_for(
    town: Town, locale: str, name: str
) -> None:
    services = Client().get(f"{V2}services.json", MODEL | {"locale": locale}).json()
    codes = [row.key for row in Category.objects.filter(flow="report", retired=False).order_by("id")]
    assert [s["service_code"] for s in services] == codes
    lamp = next(s for s in services if s["service_code"] == "lamp")
    assert (lamp["service_name"], lamp["type"], lamp["metadata"]) == (name, "realtime", False)


def test_xml_says_the_same_as_json(town: Town) -> None:
    given = MODEL | {"locale": "en"}
    tree = xml(Client().get(f"{V2}services.xml", given))
    rows = Client().get(f"{V2}services.json", given).json()
    spoken = [{leaf.tag: leaf.text or "" for leaf in service} for service in tree.findall("service")]
    assert spoken == [{name: str(v).lower() if isinstance(v, bool) else v for name, v in row.items()} for row in rows]


def test_only_what_is_about_staff_asks_one_thing_more(town: Town) -> None:
    plain = Client().get(f"{V2}services/lamp.json", MODEL).json()
    assert plain == {"service_code": "lamp", "attributes": []}
    tree = xml(Client().get(f"{V2}services/staff.xml", MODEL | {"locale": "en"}))
    told = [[leaf.text for leaf in a if leaf.tag in ("code", "datatype", "required")] for a in tree.iter("attribute")]
    assert told == [["about", "string", "false"]]


def test_the_list_asks_the_database_as_often_however_long_it_is(town: Town) -> None:
    with CaptureQueriesContext(connection) as few:
        Client().get(f"{V2}services.json", MODEL)
    Category.objects.create(key="own-1", name={}, flow="report")
    with CaptureQueriesContext(connection) as more:
        Client().get(f"{V2}services.json", MODEL)
    assert len(few) == len(more) <= 2


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("services.json", 400), ("services.json?jurisdiction_id=nowhere", 404), ("services.html", 404),
        ("services/none.json?jurisdiction_id=model", 404), ("nothing.json", 404), ("nothing", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_its_own_form(town: Town, address: str, status: int) -> None:
    answer = Client().get(V2 + address)
    assert answer.status_code == status
    if "json" in address:
        assert [error["code"] for error in answer.json()] == [str(status)]
        assert answer.json()[0]["description"]
    else:
        assert xml(answer).findtext("error/code") == str(status)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_no_other_method_is_answered(town: Town, method: str) -> None:
    answer = getattr(Client(), method)(f"{V2}services.xml", MODEL)
    assert (answer.status_code, answer["Allow"], xml(answer).tag) == (405, "GET", "errors")


def test_a_head_is_answered_without_a_body(town: Town) -> None:
    answer = Client().head(f"{V2}services.json", MODEL)
    assert (answer.status_code, answer.content) == (200, b"")
