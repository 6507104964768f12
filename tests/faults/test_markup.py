"""S7: what looks like markup comes out as words where a resident and the desk read it."""

from typing import Any

import pytest
from django.test import Client

from delek.core.cases.models import Case
from tests.real import REAL, needs_real_data
from tests.town import Town

pytestmark = pytest.mark.faults


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
