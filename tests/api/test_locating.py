"""Where a report lies: by position, by address id, by words."""

from typing import Any

import pytest

from delek.core.cases.models import Statement
from delek.core.places.models import Place
from tests.town import Town

from .programs import Sending

SQUARE = {"type": "Polygon", "coordinates": [[[91.0, 29.6], [91.2, 29.6], [91.2, 29.7], [91.0, 29.7], [91.0, 29.6]]]}


def outlined(place: Place, west: float, east: float) -> None:
    ring = [[west, 29.6], [east, 29.6], [east, 29.7], [west, 29.7], [west, 29.6]]
    Place.objects.filter(pk=place.pk).update(outline={"type": "MultiPolygon", "coordinates": [[ring]]})


def moved(place: Place, longitude: float | None) -> None:
    Place.objects.filter(pk=place.pk).update(longitude=longitude)


def at(program: Sending, long: float, lat: float = 29.65) -> Any:
    return program.send(lat=str(lat), long=str(long)).place


def test_a_position_is_the_nearest_point_of_the_grid_that_holds_it(town: Town, program: Sending) -> None:
    outlined(town.community, 91.0, 91.2)
    outlined(town.grids[3], 91.0, 91.1)
    outlined(town.grids[4], 91.1, 91.2)
    moved(town.points[10], 91.02)
    moved(town.points[11], 91.06)
    moved(town.points[21], 91.101)
    assert at(program, 91.03) == town.points[10]
    assert at(program, 91.0999) == town.points[11]
    assert at(program, 91.19) == town.points[21]
    moved(town.points[21], None)
    assert at(program, 91.19) == town.grids[4]


@pytest.mark.parametrize("outlines", [True, False])
def test_a_position_outside_is_refused(town: Town, program: Sending, outlines: bool) -> None:
    if outlines:
        Place.objects.filter(pk=town.community.pk).update(outline=SQUARE)
    answer = program.post(service_code="lamp", description="x", lat="29.9", long="91.1")
    assert (answer.status_code, answer.json()[0]["description"]) == (
        400, "This position lies outside the jurisdiction.",
    )  # fmt: skip


def test_where_no_place_was_measured_the_community_is_the_place(town: Town, program: Sending) -> None:
    Place.objects.update(longitude=None)
    assert at(program, 10, 10) == town.community


def test_an_address_id_is_the_key_of_a_place(town: Town, program: Sending) -> None:
    for key, place in (("model-point-21", town.points[21]), ("model-grid-3", town.grids[3]), ("model", town.community)):
        assert program.send(address_id=key).place == place


def test_words_name_a_place_or_stay_with_the_report(town: Town, program: Sending) -> None:
    Place.objects.filter(pk=town.points[21].pk).update(name={"zh": "南巷内"})
    assert program.send(lat=None, long=None, address_string="南巷内").place == town.points[21]
    assert program.send(lat=None, long=None, address_string="茶馆对面", description="黑").place == town.community
    assert Statement.objects.latest("id").text == "黑\n\n茶馆对面"
