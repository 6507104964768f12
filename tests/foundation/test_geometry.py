"""Within an outline or not, and how far."""

import pytest

from delek.foundation.geometry import holds, metres

RING = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
HOLE = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0], [1.0, 1.0]]
SHAPES = [RING, {"type": "Polygon", "coordinates": [RING]}, {"type": "MultiPolygon", "coordinates": [[RING]]}]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_outline_holds_what_lies_within(shape: object) -> None:
    assert [holds(shape, spot) for spot in ((3.0, 3.0), (5.0, 3.0), (-1.0, 3.0), (3.0, 9.0))] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_hole_lies_outside_and_a_further_part_inside() -> None:
    far = [[x + 10, y] for x, y in RING]
    shape = {"type": "MultiPolygon", "coordinates": [[RING, HOLE], [far]]}
    assert [holds(shape, spot) for spot in ((1.5, 1.5), (3.0, 3.0), (11.0, 1.0))] == [False, True, True]


@pytest.mark.parametrize("shape", [None, {}, [], {"type": "Point", "coordinates": [1, 2]}, {"coordinates": [[]]}])
def test_what_is_no_outline_holds_nothing(shape: object) -> None:
    assert not holds(shape, (1.0, 2.0))


def test_a_degree_is_111_kilometres_at_the_equator_and_less_in_the_north() -> None:
    assert round(metres((0.0, 0.0), (1.0, 0.0)) / 1000) == 111
    assert round(metres((91.0, 29.65), (92.0, 29.65)) / 1000) == 97
    assert metres((91.1, 29.65), (91.1, 29.65)) == 0
