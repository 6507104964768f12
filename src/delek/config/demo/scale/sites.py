"""The communities of a prefecture: the model community and others like it, smaller, with a desk and a worker each."""

from datetime import datetime

from delek.core.people.actions import add_person, appoint
from delek.core.people.models import PostKind
from delek.core.people.queries import current_posts, posts_at
from delek.core.places.actions import add_place
from delek.core.places.models import Place
from delek.core.places.queries import communities, points_of
from delek.core.timeline.actions import SYSTEM
from delek.foundation.words import Words

from .writing import Site

GRIDS, POINTS = 12, 2


def sites(count: int, at: datetime) -> list[Place]:
    """So many communities; what is missing is founded beside the first."""
    found = communities()
    parent = Place.objects.get(path=found[0].path[: -Place.steplen])
    while len(found) < count:
        found.append(_found(parent, len(found) + 1, at))
    return found[:count]


def _found(parent: Place, number: int, at: datetime) -> Place:
    name = Words(bo=f"དཔེ་སྟོན་སྡེ་ཁུལ་{number}", zh=f"示范社区{number}", en=f"Model community {number}")
    community = add_place(parent=parent, kind="community", key=f"community:{number}", name=name, by=SYSTEM, at=at)
    for n in range(1, GRIDS + 1):
        said = Words(bo=f"དྲ་མིག་ཨང་{n}", zh=f"第{n}网格", en=f"Grid {n}")
        grid = add_place(
            parent=community, kind="grid", key=f"grid:{number}:{n}", name=said, number=n, by=SYSTEM, at=at
        )
        for m in range(POINTS):
            point = n * POINTS + m - 1
            said = Words(bo=f"ས་ཚིགས་{point}", zh=f"{point}号点", en=f"Point {point}")
            add_place(
                parent=grid, kind="point", key=f"point:{number}:{point}", name=said, number=point, by=SYSTEM, at=at
            )
    for kind, called, told in (("dispatcher", "拉姆", "ལྷ་མོ"), ("grid_worker", "扎西", "བཀྲ་ཤིས")):
        person = add_person(login=f"{kind}-{number}", name=called, name_bo=told, by=SYSTEM, at=at)
        appoint(person=person, kind=PostKind.objects.get(key=kind), place=community, by=SYSTEM, at=at)
    return community


def site_of(community: Place, at: datetime) -> Site:
    """Where cases of a community happen and who deals with them."""
    desk = posts_at(community, "case.accept", at)[0]
    held = current_posts(at).filter(place__path__startswith=community.path).order_by("pk")
    worker = next(post for post in held if "case.handle" in post.kind.capabilities)
    above = list(current_posts(at).filter(place__kind="department").order_by("pk"))
    return Site(
        community, [point.pk for point in points_of(community)], (desk.pk, desk.person_id),
        (worker.pk, worker.person_id), [(post.place_id, post.pk, post.person_id) for post in above],
    )  # fmt: skip
