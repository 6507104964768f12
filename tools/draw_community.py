"""Draws the model community, a neighbourhood that does not exist, as GeoJSON. The same input gives the same file.

    python tools/draw_community.py [community.geojson]

A lattice of 12 by 9 blocks is bent and shaken a little; its lines are the lanes, three by three blocks are a grid.
Nodes count from the south-west. The drawing is checked before it is written; exit 1 with one line a problem.
"""

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

OUTPUT = "src/delek/config/demo/data/community.geojson"
MOST_BYTES = 150_000
CENTRE = (91.100, 29.650)
METRES_PER_DEGREE = (96_760.0, 110_860.0)
WIDTH, HEIGHT, RIVER = 1200.0, 800.0, 75.0
COLUMNS, ROWS, SIDE = 4, 3, 3
ACROSS, UP = COLUMNS * SIDE, ROWS * SIDE
LANE = 3.0  # half the width of a lane, metres
SHAKE = 9.0

Spot = tuple[float, float]
Feature = dict[str, object]

# Points by grid, a grid's numbers in the order of its places below. Numbers need not follow the grids.
NUMBERS = {
    1: (1, 2, 3, 4, 5, 7, 8),
    2: (6, 9, 11, 12, 13, 14, 15),
    3: (10, 16, 18, 19, 20, 22, 29),
    4: (21, 23, 24, 25, 26, 27, 28),
    5: (17, 30, 31, 32, 33, 35, 36),
    6: (34, 37, 38, 39, 40, 41, 42),
    7: (43, 44, 45, 46, 47, 48, 49),
    8: (50, 51, 52, 53, 54, 55, 56),
    9: (57, 58, 59, 60, 61, 62, 63),
    10: (64, 65, 66, 67, 68, 69),
    11: (70, 71, 72, 73, 74, 75),
    12: (76, 77, 78, 79, 80, 81),
}
ASKED = {10: 3, 6: 2, 17: 5, 21: 4, 34: 6, 45: 7, 52: 8, 66: 10, 73: 11}

# Where in its grid, in lattice steps; always on a lane that runs from west to east.
PLACES = ((0.2, 2), (1.5, 1), (2.4, 2), (0.55, 1), (1.35, 2), (2.6, 1), (1.9, 2))

# fmt: off
NORTH, SOUTH = ("北", "བྱང་ཕྱོགས་", "North"), ("南", "ལྷོ་ཕྱོགས་", "South")
EAST, WEST = ("东", "ཤར་ཕྱོགས་", "East"), ("西", "ནུབ་ཕྱོགས་", "West")
NORTH_WEST, NORTH_EAST = ("西北", "བྱང་ནུབ་ཕྱོགས་", "North-west"), ("东北", "བྱང་ཤར་ཕྱོགས་", "North-east")
SOUTH_WEST, SOUTH_EAST = ("西南", "ལྷོ་ནུབ་ཕྱོགས་", "South-west"), ("东南", "ལྷོ་ཤར་ཕྱོགས་", "South-east")
FIRST = (
    ("巷口", "སྲང་ལམ་གྱི་ཁ།", "lane mouth"), ("巷内", "སྲང་ལམ་ནང་།", "lane, inside"), ("水井", "ཆུ་དོང་།", "well"),
    ("路灯", "ལམ་གློག", "street lamp"), ("电线杆", "གློག་གི་ཀ་བ།", "utility pole"),
    ("服务站", "ཞབས་ཞུ་ས་ཚིགས།", "service station"), ("阳光回收房", "ཉི་འོད་ཕྱིར་བསྡུ་ཁང་།", "recycling room"),
)
SECOND = (
    ("二巷口", "སྲང་ལམ་གཉིས་པའི་ཁ།", "second lane mouth"), ("二巷内", "སྲང་ལམ་གཉིས་པའི་ནང་།", "second lane, inside"),
    ("门口", "སྒོ།", "gate"), ("三巷口", "སྲང་ལམ་གསུམ་པའི་ཁ།", "third lane mouth"),
    ("三巷内", "སྲང་ལམ་གསུམ་པའི་ནང་།", "third lane, inside"), ("下水道", "བཙོག་ཆུའི་ཡུར་བུ།", "drain"),
    ("意见箱", "བསམ་འཆར་བསྡུ་ལེན་སྒམ།", "suggestion box"),
)
WORDS = {
    1: (NORTH_WEST, FIRST), 2: (NORTH, SECOND), 3: (NORTH, FIRST), 4: (NORTH_EAST, FIRST),
    5: (WEST, FIRST), 6: (WEST, SECOND), 7: (EAST, SECOND), 8: (EAST, FIRST),
    9: (SOUTH_WEST, FIRST), 10: (SOUTH, FIRST), 11: (SOUTH, SECOND), 12: (SOUTH_EAST, FIRST),
}
# fmt: on


def chance(*key: int) -> float:
    """A number from 0 to 1 that depends on nothing but the key."""
    whole = math.sin(sum((k + 1.37) * f for k, f in zip(key, (12.9898, 78.233, 37.719), strict=False))) * 43758.5453
    return whole - math.floor(whole)


def bend(x: float, y: float) -> Spot:
    """The skew and the slow curve of the whole neighbourhood, metres from its south-west corner."""
    return x + 0.05 * (y - HEIGHT / 2) + 13 * math.sin(y / 190), y - 0.02 * (x - WIDTH / 2) + 12 * math.sin(x / 240)


def node(i: int, j: int) -> Spot:
    step_x, step_y = WIDTH / ACROSS, (HEIGHT - RIVER) / UP
    shake_x, shake_y = (chance(i, j, 1) - 0.5) * 2 * SHAKE, (chance(i, j, 2) - 0.5) * 2 * SHAKE
    drift_x, drift_y = (chance(i, 0, 3) - 0.5) * 30, (chance(0, j, 4) - 0.5) * 22
    inner_x, inner_y = 0 < i < ACROSS, 0 < j < UP
    x = i * step_x + shake_x * 0.6 + drift_x * inner_x
    return bend(x, RIVER + j * step_y + shake_y * 0.6 + drift_y * inner_y)


def between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def on_lane(i: float, j: int) -> Spot:
    west = min(int(i), ACROSS - 1)
    return between(node(west, j), node(west + 1, j), i - west)


def degrees(spot: Spot) -> list[float]:
    east, north = spot[0] - WIDTH / 2, spot[1] - HEIGHT / 2
    return [round(CENTRE[0] + east / METRES_PER_DEGREE[0], 6), round(CENTRE[1] + north / METRES_PER_DEGREE[1], 6)]


def feature(shape: str, spots: list[Spot], **properties: object) -> Feature:
    places = [degrees(spot) for spot in spots]
    coordinates: object = places
    if shape == "Point":
        coordinates = places[0]
    elif shape == "Polygon":
        coordinates = [[*places, places[0]]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def outline(left: int, low: int, right: int, high: int) -> list[Spot]:
    """Round a rectangle of the lattice, counter-clockwise, every node once."""
    nodes = [node(i, low) for i in range(left, right)]
    nodes += [node(right, j) for j in range(low, high)]
    nodes += [node(i, high) for i in range(right, left, -1)]
    return nodes + [node(left, j) for j in range(high, low, -1)]


def corner(number: int) -> tuple[int, int]:
    """The south-west node of a grid: 1 to 4 lie at the top."""
    row, column = divmod(number - 1, COLUMNS)
    return column * SIDE, (ROWS - 1 - row) * SIDE


def grid_at(i: int, j: int) -> int:
    return (ROWS - 1 - j // SIDE) * COLUMNS + i // SIDE + 1


def joined(i: int, j: int) -> bool:
    """Whether no lane parts this block from the next to the east. Never across a grid's edge, never three in a row."""
    return i % SIDE == 0 and i < ACROSS - 1 and chance(i, j, 5) < 0.45


def inset(corners: tuple[Spot, Spot, Spot, Spot], west: float, east: float) -> list[Spot]:
    """A strip of a block from west to east (shares of its width), a lane's half width in from north and south."""
    low_west, low_east, high_east, high_west = corners
    height = (math.dist(low_west, high_west) + math.dist(low_east, high_east)) / 2
    edge = LANE / height

    def at(x: float, y: float) -> Spot:
        return between(between(low_west, low_east, x), between(high_west, high_east, x), y)

    return [at(west, edge), at(east, edge), at(east, 1 - edge), at(west, 1 - edge)]


def houses(i: int, j: int) -> Iterator[list[Spot]]:
    """The built lots of one block; a narrow passage between two lots."""
    corners = node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)
    width = math.dist(corners[0], corners[1])
    edge, passage = LANE / width, 1.2 / width
    west = 0.0 if i and joined(i - 1, j) else edge
    east = 1.0 if joined(i, j) else 1 - edge
    cut = 0.35 + 0.3 * chance(i, j, 6)
    if chance(i, j, 7) < 0.55:
        yield inset(corners, west, cut - passage)
        yield inset(corners, cut + passage, east)
    else:
        yield inset(corners, west, east)


def blocks() -> Iterator[Feature]:
    for j in range(UP):
        for i in range(ACROSS):
            for spots in houses(i, j):
                yield feature("Polygon", spots, kind="block", grid=grid_at(i, j))


def lanes() -> Iterator[Feature]:
    for j in range(UP + 1):
        yield feature("LineString", [node(i, j) for i in range(ACROSS + 1)], kind="lane")
    for i in range(ACROSS + 1):
        run = [node(i, 0)]
        for j in range(UP):
            if 0 < i < ACROSS and joined(i - 1, j):
                if len(run) > 1:
                    yield feature("LineString", run, kind="lane")
                run = []
            run.append(node(i, j + 1))
        if len(run) > 1:
            yield feature("LineString", run, kind="lane")


def water() -> Feature:
    """The river runs along the south, past both ends of the community."""
    steps = [-120 + n * 60 for n in range(25)]
    north = [bend(x, RIVER - 20 + 5 * math.sin(x / 90)) for x in steps]
    south = [bend(x, 8 + 7 * math.sin(x / 130 + 1)) for x in steps]
    return feature("Polygon", south + north[::-1], kind="water")


def points() -> Iterator[Feature]:
    for grid, numbers in NUMBERS.items():
        left, low = corner(grid)
        (zh, bo, en), things = WORDS[grid]
        for number, (i, j), thing in zip(numbers, PLACES, things, strict=False):
            name = {"zh": zh + thing[0], "bo": bo + thing[1], "en": f"{en} {thing[2]}"}
            spot = on_lane(left + i + (chance(number, grid, 8) - 0.5) * 0.2, low + j)
            yield feature("Point", [spot], kind="point", number=number, grid=grid, name=name)


def drawing() -> list[Feature]:
    drawn = [water(), feature("Polygon", outline(0, 0, ACROSS, UP), kind="community")]
    for number in NUMBERS:
        left, low = corner(number)
        drawn.append(feature("Polygon", outline(left, low, left + SIDE, low + SIDE), kind="grid", number=number))
    return [*drawn, *blocks(), *lanes(), *sorted(points(), key=lambda p: p["properties"]["number"])]  # type: ignore[index]


def lies_in(spot: list[float], ring: list[list[float]]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > spot[1]) != (by > spot[1]) and spot[0] < (bx - ax) * (spot[1] - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def problems(drawn: list[dict]) -> Iterator[str]:
    shapes = [(one["properties"], one["geometry"]["coordinates"]) for one in drawn]
    rings = {about["number"]: places[0] for about, places in shapes if about["kind"] == "grid"}
    found = {about["number"]: (about, place) for about, place in shapes if about["kind"] == "point"}
    if sorted(rings) != list(range(1, 13)) or sorted(found) != list(range(1, 82)):
        yield "There must be grids 1 to 12 and points 1 to 81."
    for number, (about, place) in found.items():
        inside = [grid for grid, ring in rings.items() if lies_in(place, ring)]
        if inside != [about["grid"]]:
            yield f"Point {number} of grid {about['grid']} lies in {inside}."
        if ASKED.get(number, about["grid"]) != about["grid"]:
            yield f"Point {number} must be in grid {ASKED[number]}."
    for language in ("zh", "bo", "en"):
        if len({about["name"][language] for about, _ in found.values()}) != len(found):
            yield f"Two points have the same name ({language})."


def main() -> int:
    drawn = drawing()
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in drawn)
    text = '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n"
    wrong = list(problems(json.loads(text)["features"]))
    if len(text.encode()) >= MOST_BYTES:
        wrong.append(f"The file is too large: {len(text.encode())} bytes.")
    if wrong:
        print("\n".join(wrong))
        return 1
    Path(sys.argv[1] if len(sys.argv) > 1 else OUTPUT).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
