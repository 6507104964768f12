"""Whoever manages people, and the auditor, see that the nightly job runs."""

from django.test import Client

from delek.config.retention import forget_expired
from tests.town import MORNING, Town


def test_the_nights_of_the_retention_job_are_seen(town: Town) -> None:
    client = Client()
    client.force_login(town.auditor)
    assert "has not run yet" in client.get("/manage/kept/?lang=en").content.decode()
    town.report("电线", phone="13900000001")
    forget_expired(at=MORNING.replace(year=2027))
    client.force_login(town.auditor)
    assert "Messages 1" in client.get("/manage/kept/?lang=en").content.decode()


def test_a_dispatcher_does_not(town: Town) -> None:
    client = Client()
    client.force_login(town.dispatcher)
    assert client.get("/manage/kept/").status_code == 404
