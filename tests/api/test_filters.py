"""What a list is narrowed by, and what cannot be understood."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from delek.core.cases.models import Case
from delek.core.places.models import Place
from delek.foundation.clock import now
from tests.town import Town

from .programs import Sending, numbers


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def three(town: Town, program: Sending) -> list[Case]:
    """Today's lamp at point 10, yesterday's cable at 21, the day before's rubbish, which is closed."""
    cases = [
        program.send(service_code=code, address_id=f"model-point-{point}", lat=None, long=None)
        for code, point in (("lamp", 10), ("cable", 21), ("rubbish", 11))
    ]
    for days, case in enumerate(cases):
        at = now() - timedelta(days=days)
        Case.objects.filter(pk=case.pk).update(opened_at=at, changed_at=at)
    Case.objects.filter(pk=cases[2].pk).update(state="closed")
    Place.objects.filter(pk=town.points[21].pk).update(longitude=91.2)
    return cases


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [0, 1, 2]), ({"status": "open"}, [0, 1]), ({"status": "CLOSED"}, [2]),
        ({"status": "open,closed"}, [0, 1, 2]), ({"status": ""}, [0, 1, 2]),
        ({"service_code": "lamp,rubbish"}, [0, 2]), ({"service_code": "none"}, []),
        ({"page": "1", "page_size": "2"}, [0, 1]), ({"page": "2", "page_size": "2"}, [2]), ({"page": "9"}, []),
        ({"lat": "29.65", "long": "91.1", "radius": "500"}, [0, 2]), ({"lat": "29.65", "long": "91.2"}, [1]),
        ({"lat": "0", "long": "0"}, []),
    ],
)  # fmt: skip
def test_a_list_is_narrowed(program: Sending, three: list[Case], given: dict[str, str], found: list[int]) -> None:
    assert numbers(program.get(**given)) == [three[n].label for n in found]


def test_a_list_is_narrowed_by_time(program: Sending, three: list[Case]) -> None:
    middle = iso(now() - timedelta(hours=12))
    assert numbers(program.get(start_date=middle)) == [three[0].label]
    assert numbers(program.get(end_date=middle)) == [three[1].label, three[2].label]
    assert numbers(program.get(updated_before=middle)) == [three[1].label, three[2].label]
    assert numbers(program.get(updated_after=middle)) == [three[0].label]
    offset = (now() - timedelta(hours=12)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    assert numbers(program.get(start_date=offset)) == [three[0].label]
    assert numbers(program.get(start_date=middle, end_date=middle)) == []


def test_numbers_go_before_everything_else(program: Sending, three: list[Case]) -> None:
    wanted = f" {three[2].label},{three[0].label},unknown,"
    assert numbers(program.get(service_request_id=wanted, status="open")) == [three[0].label, three[2].label]


@pytest.mark.parametrize(
    "given",
    [
        {"status": "done"}, {"start_date": "yesterday"}, {"start_date": "2026-13-01"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"start_date": "9999-12-31T23:59:59-14:00"}, {"start_date": "2026-01-01", "end_date": "2026-06-01"},
        {"updated_after": "x"}, {"page": "0"}, {"page": "x"}, {"page_size": "1001"}, {"page_size": "-1"}, {"page": "²"},
        {"lat": "29.6"}, {"lat": "1", "long": "2", "radius": "0"}, {"lat": "inf", "long": "2"}, {"radius": "5"},
        {"service_code": "x" * 5001},
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(town: Town, program: Sending, given: dict[str, Any]) -> None:
    answer = program.get(**given)
    assert (answer.status_code, answer.json()[0]["code"]) == (400, "400")
