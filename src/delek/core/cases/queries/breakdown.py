"""The indicators by place, category and holder, by the days of a period, and by how long it took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Left

from delek.core.people.queries import Standing
from delek.core.places.models import Place

from ..models import Category
from .figures import BY_KEY, FEW, SETTLED, Asked, chosen, counts, known_to, within

COLUMNS = ("received", "settled", "above", "closing", "on_time", "unsolved")
"""What a line says; the last three are of what was due."""
DRAWN = 2000
"""Of more cases the days are not drawn one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place, category or holder; ``counts`` by the key of the figure, and ``due``."""

    key: Any
    counts: Mapping[str, int]

    @property
    def is_few(self) -> bool:
        """Fewer were due than anything about persons may be said of."""
        return 0 < self.counts["due"] < FEW


def by_place(standing: Standing, asked: Asked) -> list[tuple[Place, Line]]:
    """The places right below the one that is asked for, with what lies at or below each; by number, not by rank."""
    root = asked.place
    column = "community__path" if root.kind == Place.Kind.DEPARTMENT else "place__path"
    wide = None if root.kind == Place.Kind.DEPARTMENT else len(root.path) + Place.steplen
    lines = _lines(standing, asked, Left(column, wide) if wide else F(column))
    own = Q(path__startswith=root.path, depth=root.depth + 1, closed_at=None)
    places = Place.objects.filter(Q(path__in=list(lines)) | own).exclude(kind=Place.Kind.DEPARTMENT)
    ordered = sorted(places, key=lambda place: (place.pk == root.pk, place.number, place.path))
    return [(place, lines.get(place.path, _nothing(place.path))) for place in ordered]


def by_category(standing: Standing, asked: Asked) -> list[tuple[Category | None, Line]]:
    """The top categories in their order, each with what lies below it; at the end what has none."""
    lines = _lines(standing, asked, F("category"))
    rows = sorted(Category.objects.filter(flow="report"), key=lambda row: (row.tile is None, row.tile, row.pk))
    every = {category.pk: category for category in rows}
    merged: dict[int | None, Line] = {}
    for key, line in lines.items():
        top = _top(every, key)
        merged[top] = _added(merged.get(top), line, top)
    known = [(category, merged[pk]) for pk, category in every.items() if pk in merged]
    return known + ([(None, merged[None])] if None in merged else [])


def by_holder(standing: Standing, asked: Asked) -> list[tuple[Place | None, Line]]:
    """The places above that held cases, and before them, as None, what nobody above held.

    What two of them held counts with both.
    """
    lines = _lines(standing, asked, F("holdings__place"), once=True)
    places = Place.objects.filter(pk__in=[key for key in lines if key]).order_by("path")
    own = [(None, lines[None])] if None in lines else []
    return own + [(place, lines[place.pk]) for place in places]


def by_spot(standing: Standing, asked: Asked) -> dict[int, tuple[int, int]]:
    """At each very place, by its id, how many came in and how many of these are settled; one statement."""
    cases = chosen(standing, asked).filter(within("received", asked)).values("place")
    rows: Any = cases.annotate(n=Count("pk"), done=Count("pk", filter=SETTLED))
    return {row["place"]: (row["n"], row["done"]) for row in rows}


def below_category(pk: int) -> tuple[int, ...] | None:
    """A category and those below it; None where there is none of this number."""
    rows = Category.objects.filter(Q(pk=pk) | Q(parent=pk), flow="report").values_list("pk", flat=True)
    return tuple(rows) or None


def holders_known(standing: Standing) -> list[Place]:
    """The places above that ever held something this person's numbers are about."""
    held = known_to(standing).filter(holdings__isnull=False).values("holdings__place")
    return list(Place.objects.filter(pk__in=held).order_by("path"))


def by_time(standing: Standing, asked: Asked, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """For each span of a period how many came in, and how many of these are settled by now; one statement."""
    found: dict[str, Count] = {}
    for n, (starts, ends) in enumerate(spans):
        opened = Q(opened_at__gte=starts, opened_at__lt=ends)
        found |= {f"in{n}": Count("pk", filter=opened), f"of{n}": Count("pk", filter=opened & SETTLED)}
    row = chosen(standing, asked).filter(within("received", asked)).aggregate(**found)
    return [(row[f"in{n}"], row[f"of{n}"]) for n in range(len(spans))]


def took(standing: Standing, asked: Asked) -> list[tuple[int, datetime, datetime, bool]] | None:
    """Of the settled cases that came in: its id, when it began, when it was found done, whether within its limit.

    None where there are more than are drawn.
    """
    met = Q(deadlines__step="solve", deadlines__met_at__isnull=False)
    cases = chosen(standing, asked).filter(within("received", asked) & SETTLED & met)
    columns = ("pk", "opened_at", "deadlines__met_at", "deadlines__due_at")
    rows = list(cases.values_list(*columns)[: DRAWN + 1])
    return [(pk, opened, done, done <= due) for pk, opened, done, due in rows] if len(rows) <= DRAWN else None


def _lines(standing: Standing, asked: Asked, key: Any, *, once: bool = False) -> dict[Any, Line]:
    """Counts by a column: one statement for what came in, one for what was due."""
    found: dict[Any, dict[str, int]] = {}
    for base in ("received", "due"):
        figures = [BY_KEY[column] for column in COLUMNS if BY_KEY[column].base == base]
        wanted = {name: count for name, count in counts(figures, once=once).items() if name.startswith("n_")}
        if base == "due":
            wanted["n_due"] = Count("pk", distinct=once)
        cases = chosen(standing, asked).filter(within(base, asked)).annotate(line=key)
        rows: Any = cases.values("line").annotate(**wanted)
        for row in rows:
            line = found.setdefault(row.pop("line"), _zeros())
            line.update({name.removeprefix("n_"): count for name, count in row.items()})
    return {line: Line(line, numbers) for line, numbers in found.items()}


def _zeros() -> dict[str, int]:
    return dict.fromkeys((*COLUMNS, "due"), 0)


def _nothing(key: Any) -> Line:
    return Line(key, _zeros())


def _top(every: Mapping[int, Category], pk: int | None) -> int | None:
    category = every.get(pk) if pk else None
    return (category.parent_id or category.pk) if category else None


def _added(one: Line | None, other: Line, key: Any) -> Line:
    sums = {name: count + (one.counts[name] if one else 0) for name, count in other.counts.items()}
    return Line(key, sums)


