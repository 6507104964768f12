"""Answers are what the JSON Schemas published for GeoReport v2 ask for: what must be there, of which kind."""

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime

from delek.foundation.clock import now
from tests.town import Town

from .programs import Sending, tell

Kinds = Mapping[str, tuple[bool, type | tuple[type, ...]]]
SAID, PERHAPS = (True, str), (False, (str, type(None)))
SERVICE: Kinds = {
    "service_code": SAID, "service_name": SAID, "metadata": (True, bool), "type": SAID, "description": PERHAPS,
    "keywords": PERHAPS, "group": PERHAPS,
}  # fmt: skip
ATTRIBUTE: Kinds = {
    "variable": (True, bool), "code": SAID, "datatype": SAID, "required": (True, bool), "values": (False, list),
    "datatype_description": PERHAPS, "order": (False, (int, type(None))), "description": PERHAPS,
}  # fmt: skip
NUMBER = (False, (int, float, type(None)))
REQUEST: Kinds = {
    "service_request_id": SAID, "status": SAID, "service_code": SAID, "requested_datetime": SAID, "lat": NUMBER,
    "long": NUMBER,
} | dict.fromkeys(
    ("status_notes", "service_name", "description", "agency_responsible", "service_notice", "updated_datetime",
     "expected_datetime", "address", "address_id", "zipcode", "media_url"), PERHAPS,
)  # fmt: skip


def strange(row: Mapping[str, Any], kinds: Kinds) -> list[str]:
    """The fields that are missing, or of another kind."""
    return [name for name, (needed, kind) in kinds.items() if (name not in row and needed)
            or (name in row and not isinstance(row[name], kind))]  # fmt: skip


def test_services_and_definitions(town: Town, program: Sending) -> None:
    services = program.get("services.json").json()
    assert [(s["service_code"], wrong) for s in services if (wrong := strange(s, SERVICE))] == []
    assert {s["type"] for s in services} == {"realtime"}
    for service in services:
        told = program.get(f"services/{service['service_code']}.json").json()
        assert bool(told["attributes"]) == service["metadata"]
        assert [strange(a, ATTRIBUTE) for a in told["attributes"]] in ([], [[]])


def test_requests_in_every_state(town: Town, program: Sending) -> None:
    tell(town, program.send())
    declined = program.send(service_code="cable")
    town.move(declined, "decline", "dispatcher", now(), reason="不归我们管")
    unfiled = program.send(service_code="other", description="x")
    type(unfiled).objects.filter(pk=unfiled.pk).update(category=None, place=town.community)
    rows = program.get().json()
    assert len(rows) == 3
    assert [(row["service_request_id"], wrong) for row in rows if (wrong := strange(row, REQUEST))] == []
    assert {row["status"] for row in rows} == {"open", "closed"}
    moments = [row[name] for row in rows for name in row if name.endswith("_datetime") and row[name]]
    assert [m for m in moments if not m.endswith("Z") or parse_datetime(m) is None] == []
    assert max(len(row["description"]) for row in rows) <= 4000
