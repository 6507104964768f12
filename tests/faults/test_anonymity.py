"""S8: no planted address and no device is kept."""

import logging
import uuid

import pytest
from django.apps import apps
from django.test import Client

from delek.core.cases.models import Case
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
