"""R3: where the disk is full or the database cannot be written, nobody is told that a report was taken."""

import errno
import uuid
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from delek.core.cases.models import Report
from delek.core.media import store as stored
from tests.town import Town, jpeg

pytestmark = pytest.mark.faults


def send(client: Client, at: str, **headers: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    fields = {"submission_id": str(uuid.uuid4()), "at": at, "description": "电线掉了", "photos": photo}
    return client.post("/report", fields, headers=headers)


def test_a_full_disk_answers_507_and_keeps_nothing(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(stored.os, "fsync", full)
    answer = send(client, town.code(), accept_language="zh-hans")
    assert answer.status_code == 507
    assert "我们的存储满了" in answer.content.decode()
    assert Report.objects.count() == 0


@pytest.mark.parametrize("words", ["attempt to write a readonly database", "disk I/O error", "connection refused"])
def test_a_database_that_fails_answers_503(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def fail(**_: Any) -> None:
        raise OperationalError(words)

    monkeypatch.setattr("delek.core.cases.actions.opening._store", lambda *a: fail())
    answer = send(client, town.code(), accept_language="bo")
    assert answer.status_code == 503
    assert 'lang="bo"' in answer.content.decode()
    assert send(client, town.code(), accept="application/json").json() == {"error": "unavailable"}


def test_it_recovers_by_itself(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(stored.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        assert send(client, town.code()).status_code == 507
    assert send(client, town.code()).status_code == 303
    assert Report.objects.count() == 1
