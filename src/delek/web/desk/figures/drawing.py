"""The charts, drawn here as paths: one unit a case, or, where there are very many, one for so many cases.

They need no script, print as they are, and each stands beside a table of the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDE, TALL, FLOOR = 560, 264, 236
HIGHEST, LOWEST = 16, 72
"""Units above each other in a column; and how high a chart is at least."""
LONGEST = 30
"""Units in a row."""
STRIP = 100
"""Units in the strip of a figure."""


@dataclass(frozen=True, slots=True)
class Column:
    """Two stacks beside each other over one label; ``is_named``: whether its label has room."""

    label: str
    x: float
    left: str
    right: str
    counts: tuple[int, int]
    left_at: tuple[float, float]
    right_at: tuple[float, float]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, and how many cases one unit stands for; ``has_numbers``: whether there is room for them above.

    ``top`` is where the drawing begins, ``tall`` how high it is: low columns leave no empty sky.
    """

    columns: list[Column]
    per: int
    has_numbers: bool

    @property
    def top(self) -> float:
        highest = min((y for column in self.columns for _x, y in (column.left_at, column.right_at)), default=FLOOR)
        return min(highest, FLOOR - LOWEST) - 16

    @property
    def tall(self) -> float:
        return TALL - self.top


def columns(labels: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Chart:
    """Two counts a label, as stacks of units."""
    per = max(1, ceil(max((max(pair) for pair in pairs), default=0) / HIGHEST))
    room = WIDE / max(len(pairs), 6)
    unit = min(18.0, (room - 4) / 2 - 1)
    every = 1 if len(pairs) <= 14 else 5
    drawn = []
    for n, (label, pair) in enumerate(zip(labels, pairs, strict=True)):
        x = round(n * room + room / 2, 1)
        sides = (x - unit - 1.5, x + 1.5)
        left, right = (_stack(side, unit, ceil(count / per)) for side, count in zip(sides, pair, strict=True))
        tops = [FLOOR - 13 * ceil(count / per) - 6 for count in pair]
        middles = [round(side + unit / 2, 1) for side in sides]
        named = n == 0 or (n + 1) % every == 0
        drawn.append(Column(label, x, left, right, pair, (middles[0], tops[0]), (middles[1], tops[1]), named))
    return Chart(drawn, per, len(pairs) <= 14)


def _stack(x: float, wide: float, count: int) -> str:
    return "".join(block(x, FLOOR - 13 * (n + 1), wide, 11, 3) for n in range(count))


def beads(labels: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Chart:
    """Two counts a label (in time, late) as beads, two abreast: first those in time, the late ones above."""
    per = max(1, ceil(max((sum(pair) for pair in pairs), default=0) / (2 * HIGHEST)))
    room = WIDE / max(len(pairs), 6)
    drawn = []
    for n, (label, (good, late)) in enumerate(zip(labels, pairs, strict=True)):
        x = round(n * room + room / 2, 1)
        first, second = ceil(good / per), ceil(late / per)
        places = [(x + (7 if k % 2 else -7), FLOOR - 7 - 14 * (k // 2)) for k in range(first + second)]
        top = FLOOR - 14 * ceil((first + second) / 2) - 6
        left, right = "".join(map(_bead, places[:first])), "".join(map(_bead, places[first:]))
        drawn.append(Column(label, x, left, right, (good, late), (x, top), (x, top), is_named=True))
    return Chart(drawn, per, has_numbers=True)


def _bead(at: tuple[float, float]) -> str:
    x, y = at
    return f"M{x - 5.5:g} {y:g}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0"


@dataclass(frozen=True, slots=True)
class Row:
    """Units of several looks in one row; ``wide`` is how much room it takes of ``LONGEST`` units."""

    paths: list[tuple[str, str]]
    wide: int


def row(parts: Sequence[tuple[str, int]], per: int) -> Row:
    """One look after the other."""
    at, paths = 0, []
    for look, count in parts:
        units = ceil(count / per)
        if units:
            paths.append((look, "".join(block((at + k) * 13, 1, 11, 14, 3) for k in range(units))))
        at += units
    return Row(paths, max(at, 1) * 13)


def scale(counts: Sequence[int]) -> int:
    """How many cases one unit of some rows stands for."""
    return max(1, ceil(max(counts, default=0) / LONGEST))


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip under a figure: units that are counted, and the rest."""

    on: str
    off: str
    wide: int


def strip(count: int, total: int) -> Strip:
    """One unit a case; of more than a hundred, one unit a hundredth."""
    units = min(total, STRIP)
    on = count if total <= STRIP else round(count * STRIP / total)
    paths = ["".join(block(n * 4, 0, 3, 14, 0.6) for n in span) for span in (range(on), range(on, units))]
    return Strip(paths[0], paths[1], max(units, 40) * 4)


def block(x: float, y: float, wide: float, tall: float, bend: float) -> str:
    """One unit, its corners bent."""
    turn = f"a{bend:g} {bend:g} 0 0 1"
    across, down = wide - 2 * bend, tall - 2 * bend
    return (
        f"M{x + bend:g} {y:g}h{across:g}{turn} {bend:g} {bend:g}v{down:g}{turn}-{bend:g} {bend:g}"
        f"h-{across:g}{turn}-{bend:g}-{bend:g}v-{down:g}{turn} {bend:g}-{bend:g}z"
    )
