"""S7 and S8: no planted script comes out as script, no planted address or device is kept."""

import logging
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from delek.core.cases.models import Case
from tests.real import REAL, needs_real_data
from tests.town import Town

pytestmark = pytest.mark.faults
PLANTED = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "PlantedPhone/7", "HTTP_X_FORWARDED_FOR": "198.51.100.9"}


def everything() -> str:
    """All rows of all our tables as one text."""
    rows = (str(row) for model in apps.get_models() for row in model._base_manager.values())
    return "\n".join(rows)


def test_no_address_and_no_device_is_kept_with_a_report(
    town: Town, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    fields = {"submission_id": str(uuid.uuid4()), "at": town.code(), "description": "电线", "category": "cable"}
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/report", fields, **PLANTED)
    assert answer.status_code == 303
    assert Case.objects.count() == 1
    kept = everything() + caplog.text
    assert [mark for mark in PLANTED.values() if mark in kept] == []


def payloads() -> list[str]:
    ours = {"<head>", "</head>", "<body>", "</body>", "<html>", "</html>", "<title>"}
    lines = (REAL / "payloads.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    marked = (line for line in lines if "<" in line and not line.startswith("#"))
    return [line for line in marked if line.strip().lower() not in ours][:250]


@needs_real_data
def test_no_payload_comes_out_as_markup_on_the_reporters_page_or_the_desk(town: Town, client: Client) -> None:
    desk = Client()
    desk.force_login(town.dispatcher)
    ran: list[tuple[str, str]] = []
    for payload in payloads():
        opened = town.open(payload, name=payload[:80])
        pages = {"page": client.get(f"/r/{opened.token}"), "desk": desk.get(f"/desk/cases/{opened.report.case_id}")}
        ran += [(name, payload) for name, page in pages.items() if payload.strip() in body(page)]
        Case.objects.filter(pk=opened.report.case_id).update(state="closed")
    assert len(payloads()) > 100
    assert ran == []


def body(page: Any) -> str:
    assert page.status_code == 200
    return str(page.content.decode())
