"""A new community, ready to put up its first poster."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from delek.core.content.actions import load_policies
from delek.core.people.actions import add_person, appoint, shape_team
from delek.core.people.models import Person, PostKind
from delek.core.places.actions import add_place
from delek.core.places.models import Place
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words

from .start import load_start_set

TEAM = (
    ("grid_chief", 1, 1),
    ("grid_worker", 1, None),
    ("grid_police", 1, 1),
    ("grid_doctor", 1, 1),
    ("volunteer", 0, None),
)
FIRST_POSTS = ("secretary", "administrator")
"""The first reads for the community; the second manages every place from the district down, so that somebody can be
appointed above who hears what is said about staff."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first person says: names from the district down, how many grids and points, and their own sign-in."""

    district: Words
    subdistrict: Words
    community: Words
    grids: int
    points_per_grid: int
    login: str
    name: str
    password: str
    name_bo: str = ""


class AlreadyFounded(Exception):
    """Somebody exists already; the first set-up is over for good."""


@transaction.atomic
def found_community(*, founding: Founding, at: datetime) -> Person:
    """Make the places, the usual team and the first administrator. Raises AlreadyFounded."""
    if Person.objects.exists() or Place.objects.exists():
        raise AlreadyFounded
    load_start_set(at)
    district = add_place(parent=None, kind="district", key="district", name=founding.district, by=SYSTEM, at=at)
    above = add_place(
        parent=district, kind="subdistrict", key="subdistrict", name=founding.subdistrict, by=SYSTEM, at=at
    )
    community = add_place(parent=above, kind="community", key="community", name=founding.community, by=SYSTEM, at=at)
    load_policies(place=community, at=at)
    _add_grids(community, founding, at)
    for position, (key, minimum, maximum) in enumerate(TEAM):
        kind = PostKind.objects.get(key=key)
        shape_team(
            community=community, kind=kind, position=position, minimum=minimum, maximum=maximum, by=SYSTEM, at=at
        )
    return _first_person((community, district), founding, at)


def _add_grids(community: Place, founding: Founding, at: datetime) -> None:
    number = 0
    for n in range(1, founding.grids + 1):
        name = Words(bo=f"དྲ་མིག་ཨང་{n}", zh=f"第{n}网格", en=f"Grid {n}")
        grid = add_place(parent=community, kind="grid", key=f"grid:{n}", name=name, number=n, by=SYSTEM, at=at)
        for _ in range(founding.points_per_grid):
            number += 1
            _add_point(grid, number, at)


def _add_point(grid: Place, number: int, at: datetime) -> None:
    name = Words(bo=f"དྲ་མིག་ས་ཚིགས་ཨང་{number}", zh=f"{number} 号网格点", en=f"Grid point {number}")
    add_place(parent=grid, kind="point", key=f"point:{number}", name=name, number=number, by=SYSTEM, at=at)


def _first_person(places: tuple[Place, Place], founding: Founding, at: datetime) -> Person:
    person = add_person(
        login=founding.login, name=founding.name, name_bo=founding.name_bo, password=founding.password, by=SYSTEM, at=at
    )
    for key, place in zip(FIRST_POSTS, places, strict=True):
        appoint(person=person, kind=PostKind.objects.get(key=key), place=place, by=SYSTEM, at=at)
    return person
