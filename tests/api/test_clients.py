"""Clients that are in use ask as they do, and understand what they are answered.

Written after FixMyStreet (Open311.pm, GetServiceRequests.pm, GetServiceRequestUpdates.pm) and georeport 0.3 from PyPI:
the same addresses, fields and ways of reading.
"""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from delek.core.cases.models import Report, Statement
from delek.foundation.clock import now
from tests.town import Town

from .programs import V2, Sending, tell, xml


@dataclass
class FixMyStreet:
    """XML alone; the key goes along when it sends, and in the address of the endpoint, which is HTTP Basic."""

    key: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **given: str) -> Any:
        headers = {"Authorization": f"Basic {base64.b64encode(f':{self.key}'.encode()).decode()}"}
        answer = self.client.get(V2 + path, given | {"jurisdiction_id": "model"}, headers=headers)
        assert answer.status_code == 200
        return xml(answer)

    def post(self, path: str, **given: str) -> Any:
        body = urlencode(given | {"jurisdiction_id": "model", "api_key": self.key})
        answer = self.client.post(V2 + path, body, content_type="application/x-www-form-urlencoded")
        assert 200 <= answer.status_code < 300, answer.content
        return xml(answer)

    def send(self, service: str, title: str, detail: str) -> str:
        words = f"title:  {title}\n\ndetail: {detail}\n\nurl: https://street.example/report/1\n\nSubmitted\n"
        tree = self.post(
            "requests.xml", lat="29.6501", long="91.1001", email="somebody@example.org", description=words,
            service_code=service, first_name="某", last_name="某", media_url="https://street.example/photo/1.jpeg",
        )  # fmt: skip
        return str(tree.findtext("request/service_request_id"))

    def updates(self, at: datetime) -> list[dict[str, str]]:
        """Those of the last two hours that it can tell apart and put in order."""
        start, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (at - timedelta(hours=2), at))
        tree = self.get("servicerequestupdates.xml", start_date=start, end_date=end)
        rows = [{leaf.tag: leaf.text or "" for leaf in row} for row in tree.findall("request_update")]
        return [row for row in rows if row["update_id"] and start <= row["updated_datetime"] <= end]


def test_fixmystreet_sends_a_report_and_hears_how_it_goes(town: Town, program: Sending) -> None:
    street = FixMyStreet(program.key)
    codes = [row.findtext("service_code") for row in street.get("services.xml").findall("service")]
    assert "lamp" in codes and street.get("services/lamp.xml").findtext("service_code") == "lamp"
    number = street.send("lamp", "路灯不亮", "巷口黑")
    again = street.send("lamp", "路灯不亮", "巷口黑")
    report = Report.objects.get()
    assert (number, again) == (report.case.label, report.case.label)
    town.move(report.case, "ask", "dispatcher", now(), question="哪一盏？")
    asked = street.updates(now())[-1]
    assert (asked["service_request_id"], asked["status"], asked["external_status_code"]) == (number, "open", "question")
    assert "哪一盏？" in asked["description"]
    sent = {"update_id_ext": "5", "updated_datetime": f"{now():%Y-%m-%dT%H:%M:%SZ}", "service_request_id": number,
            "service_request_id_ext": "1", "status": "INVESTIGATING", "email": "somebody@example.org",
            "description": "巷口那盏", "public_anonymity_required": "FALSE", "last_name": "-"}  # fmt: skip
    first, second = (street.post("servicerequestupdates.xml", **sent) for _ in range(2))
    assert first.findtext("request_update/update_id") == second.findtext("request_update/update_id") != ""
    assert Statement.objects.filter(transition="answer").get().text == "巷口那盏"
    town.move(report.case, "accept", "dispatcher", now())
    assert [row["status"] for row in street.updates(now())] == ["open", "open"]


def test_fixmystreet_mirrors_what_everybody_may_know(town: Town, program: Sending) -> None:
    tell(town, town.report(at=now()).case)
    start, end = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (now() - timedelta(hours=1), now()))
    rows = FixMyStreet(program.key).get("requests.xml", start_date=start, end_date=end).findall("request")
    assert [(bool(r.findtext("lat")), r.findtext("status"), r.findtext("service_code")) for r in rows] == [
        (True, "open", "cable"),
    ]  # fmt: skip
    assert start <= str(rows[0].findtext("updated_datetime")) <= end


def test_georeport_reads_lists_and_single_requests_in_json(town: Town) -> None:
    report = town.report(at=now())
    tell(town, report.case)
    ask = {"jurisdiction_id": "model"}
    assert Client().get(f"{V2}services.json", ask).json()[0]["service_code"]
    assert Client().get(f"{V2}services/lamp.json", ask).json()["service_code"] == "lamp"
    listed = Client().get(f"{V2}requests.json", ask | {"status": "open"}).json()
    single = Client().get(f"{V2}requests/{report.case.label}.json", ask).json()[0]
    assert listed == [single]


def test_a_client_that_is_refused_reads_why(town: Town) -> None:
    tree = xml(Client().post(f"{V2}requests.xml", {"jurisdiction_id": "model", "api_key": "wrong"}))
    assert [(e.findtext("code"), bool(e.findtext("description"))) for e in tree.findall("error")] == [("403", True)]
