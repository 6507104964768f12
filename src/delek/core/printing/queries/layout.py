"""What a print says: every word in Tibetan and Chinese, every address that a code holds."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, override

from delek.core.places.models import Place
from delek.core.places.queries import token_of
from delek.foundation.words import Words

from ..models import Poster, PrintJob
from .numbers import numbers_of

FACES = Path(__file__).resolve().parents[3] / "faces"
URGENT, OTHERS = 4, 8
MARKS = {Poster.Kind.POSTER: "S", Poster.Kind.CARD: "C"}
TEXTS = {
    "report": gettext_noop("Report code"),
    "staff": gettext_noop("Service staff code"),
    "policies": gettext_noop("Policy code"),
    "report-short": gettext_noop("Report a problem"),
    "staff-short": gettext_noop("Service staff"),
    "policies-short": gettext_noop("Policies for residents"),
    "scan": gettext_noop("Scan with your phone. No sign-up, free."),
    "card": gettext_noop("Convenience service code"),
    "keep": gettext_noop("Please keep it at home. If it is lost, you can have a new one."),
    "title": gettext_noop("Service card"),
}
LINE = gettext_noop("{community}, grid {grid}, point {n}")
CHECK = gettext_noop(
    "After scanning you must see number {n}. If not, please write nothing. If this plate is damaged, please tell the"
    " community."
)


def layout(job: PrintJob, posters: Sequence[Poster]) -> dict[str, Any]:
    """Everything that the press needs; nothing else reaches it."""
    community = job.place if job.place.kind == Place.Kind.COMMUNITY else job.place.community
    numbers = [{"number": n.number, **_both(n.name)} for n in numbers_of(community) if n.urgent] if community else []
    others = [{"number": n.number, **_both(n.name)} for n in numbers_of(community) if not n.urgent] if community else []
    grids = _grids(posters)
    return {
        "kind": job.kind,
        "paper": job.paper,
        "texts": {key: said(text) for key, text in TEXTS.items()},
        "urgent": numbers[:URGENT],
        "services": others[:OTHERS],
        "points": [_point(poster, grids.get(poster.place_id), job.copies) for poster in posters],
    }


def said(text: str, **given: object) -> dict[str, str]:
    """A sentence of the catalogue in Tibetan and Chinese."""
    both = {}
    for key, language in (("bo", "bo"), ("zh", "zh-hans")):
        with override(language):
            words = {
                name: value.within(language) if isinstance(value, Words) else value for name, value in given.items()
            }
            both[key] = gettext(text).format(**words) if given else gettext(text)
    return both


def unknown_characters(layout: dict[str, Any]) -> str:
    """Characters that none of our faces has: they would be printed as boxes."""
    return "".join(sorted({c for text in _texts(layout) for c in text if c not in _known() and not c.isspace()}))


def _point(poster: Poster, grid: Place | None, copies: int) -> dict[str, Any]:
    place = poster.place
    community = place.community.name if place.community else Words()
    number = grid.number if grid else 0
    return {
        "number": place.number,
        "copies": copies,
        "name": _both(place.name),
        "line": said(LINE, community=community, grid=number, n=place.number),
        "way": {"bo": place.directions.bo, "zh": place.directions.zh},
        "check": said(CHECK, n=place.number),
        "typed": typed(token_of(poster.point)),
        "mark": mark(poster, number),
        "codes": {
            service: f"{settings.ORIGIN}/q/{token_of(code)}"
            for service, code in poster.codes().items()
            if service != "point"
        },
    }


def mark(poster: Poster, grid: int) -> str:
    """The mark in the corner of a print: S-03-10 / 2 is the second poster of point 10 in grid 3, C a card."""
    return f"{MARKS[Poster.Kind(poster.kind)]}-{grid:02}-{poster.place.number} / {poster.edition}"


def typed(token: str) -> str:
    """A code in groups of four, as one types it."""
    return "-".join(token[n : n + 4] for n in range(0, len(token), 4))


def _both(words: Words) -> dict[str, str]:
    return {"bo": words.within("bo"), "zh": words.within("zh-hans")}


def _grids(posters: Iterable[Poster]) -> dict[int, Place]:
    """The grid that each poster's point lies in, in one statement."""
    above = {p.place_id: p.place.path[: -Place.steplen] for p in posters}
    found = {g.path: g for g in Place.objects.filter(path__in=set(above.values()), kind=Place.Kind.GRID)}
    return {pk: found[path] for pk, path in above.items() if path in found}


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("codes", "kind", "paper"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset((FACES / "characters.txt").read_text(encoding="utf-8"))
