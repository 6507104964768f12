"""The model community's people as residents meet them: the team's shape, duty plans, what each agreed to show."""

from collections.abc import Mapping
from datetime import datetime, time

from delek.core.people.actions import end_post, introduce, shape_team
from delek.core.people.models import Person, Post, PostKind
from delek.core.places.models import Place
from delek.core.schedule.actions.duty import plan_shifts
from delek.core.timeline.actions import SYSTEM, person

TEAM = (
    ("grid_chief", 1, 1), ("grid_worker", 1, None), ("grid_police", 1, None), ("grid_doctor", 1, None),
    ("mediator", 1, None), ("lawyer", 1, None), ("electrician", 1, None), ("volunteer", 1, None),
)  # fmt: skip
WORKDAYS, EVERY_DAY = range(5), range(7)
PLANS: Mapping[str, tuple[range, int, int]] = {
    "grid_chief": (WORKDAYS, 9, 18), "grid_worker": (EVERY_DAY, 7, 23), "grid_doctor": (EVERY_DAY, 9, 19),
    "mediator": (WORKDAYS, 9, 18), "lawyer": (range(2, 3), 9, 13), "electrician": (EVERY_DAY, 8, 20),
    "volunteer": (range(5, 7), 10, 17),
}  # fmt: skip
ROUND_THE_CLOCK = {"police1": (0, 8), "police2": (8, 16), "police3": (16, 0), "dispatcher1": (8, 20),
                   "dispatcher2": (20, 8)}  # fmt: skip
VACANT = "chief12"
SHY = ("worker2", "police2", "lawyer")
"""They show nothing: residents read their posts alone."""


def serve(posts: Mapping[str, Post], community: Place, at: datetime) -> None:
    """Somebody is on duty at every hour; one chief's post stands empty, and so do the volunteers' of some grids."""
    for position, (key, minimum, maximum) in enumerate(TEAM):
        shape_team(
            community=community, kind=PostKind.objects.get(key=key), position=position, minimum=minimum,
            maximum=maximum, by=SYSTEM, at=at,
        )  # fmt: skip
    for n, (login, post) in enumerate(posts.items()):
        _plan(login, post, at)
        _introduce(login, post, n, at)


def leave(posts: Mapping[str, Post], at: datetime) -> None:
    """One chief has left lately."""
    end_post(post=posts[VACANT], by=SYSTEM, at=at)


def _plan(login: str, post: Post, at: datetime) -> None:
    days, first, last = PLANS.get(post.kind.key, (range(0), 0, 0))
    if login in ROUND_THE_CLOCK:
        days, (first, last) = EVERY_DAY, ROUND_THE_CLOCK[login]
    if days:
        plan_shifts(post=post, weekdays=days, starts=time(first), ends=time(last), by=SYSTEM, at=at)


def _introduce(login: str, post: Post, n: int, at: datetime) -> None:
    Person.objects.filter(pk=post.person_id).update(phone=f"0000{post.call_number or '000'}")
    if login in SHY or post.kind.group == "office":
        return
    languages = [["bo", "zh"], ["bo", "zh", "en"], ["bo"]][n % 3]
    shows = ["name", "languages"] + (["phone"] if n % 4 else [])
    introduce(person=post.person, shows=shows, languages=languages, by=person(post.person_id), at=at)
