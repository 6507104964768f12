"""Two communities full of everything, and everybody who may ask for it: the ground of the permission matrix."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.template import Template
from django.test import Client, override_settings

from delek.core.cases.actions import announce
from delek.core.cases.actions.replies import drop_reply_template, set_reply_template
from delek.core.cases.actions.routing import drop_route, set_route
from delek.core.cases.actions.saving import save_filter
from delek.core.cases.actions.settings import set_limit
from delek.core.cases.models import Case
from delek.core.cases.queries import token_of
from delek.core.cases.queries.replies import answerable
from delek.core.content.actions import add_page, withdraw, write
from delek.core.content.actions.headings import add_heading
from delek.core.content.actions.start import START_SET, parts_of, read
from delek.core.media.actions import process_waiting
from delek.core.partners.actions import admit, retire_program
from delek.core.people.actions import add_person, appoint, end_post, shape_team
from delek.core.people.models import Person, PostKind
from delek.core.places.actions import add_place
from delek.core.places.models import Place
from delek.core.printing.actions import ask_print, issue_poster
from delek.core.schedule.actions import set_day
from delek.core.schedule.actions.duty import plan_shifts
from delek.core.timeline.actions import SYSTEM
from delek.foundation import clock
from delek.foundation.words import Words
from tests.town import BEGINNING, MORNING, Town, jpeg, lone_code
from tests.town import build as build_town

from .crawl import routes

HERE = (
    "secretary", "dispatcher", "dispatcher2", "administrator", "auditor", "chief", "worker", "worker2", "superior",
    "subdistrict_officer",
    "editor",
)  # fmt: skip
THERE = {"stranger_secretary": "secretary", "stranger": "dispatcher", "stranger_administrator": "administrator",
         "stranger_chief": "grid_chief", "stranger_worker": "grid_worker",
         "stranger_editor": "editor"}  # fmt: skip
OUT = ("ended", "disabled", "future", "postless")
"""Somebody whose post ended, is switched off, begins later, or who never had one."""
ROLES = ("nobody", *HERE, *THERE, *OUT)
ALL = list(routes())


@dataclass
class Towns:
    """The town and its neighbour. ``cases`` by name; ``tokens``: each case's reporter's link."""

    town: Town
    cases: dict[str, Case] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        """A browser in which this person is signed in; ``nobody`` is not."""
        if name not in self.clients:
            self.clients[name] = Client()
            if name != "nobody":
                person = self.town.people[name]
                person.set_password("a long password")
                person.save(update_fields=["password"])
                self.clients[name].force_login(person)
        return self.clients[name]


@contextmanager
def standing(blocker: Any) -> Iterator[Towns]:
    """Both communities for a whole folder of tests, everybody signed in; gone afterwards."""
    watched, Template._render = Template._render, plainly
    with blocker.unblock(), override_settings(SECOND_FACTOR_REQUIRED=False), transaction.atomic():
        towns = build(build_town())
        for role in ROLES:
            towns.client(role)
        yield towns
        transaction.set_rollback(True)
    Template._render = watched


def plainly(template: Template, context: Any) -> str:
    """Rendering without the copies of every context that Django's tests keep: three times as fast."""
    return str(template.nodelist.render(context))


def build(town: Town) -> Towns:
    """Fill both communities by the real verbs."""
    towns = Towns(town)
    point = _neighbour(town)
    _people(town, point)
    _open(towns, "plain", 10, name="某某", phone="13900000001")
    _open(towns, "sent", 10, name="某某", phone="13900000001")
    _open(towns, "south", 21)
    _open(towns, "up", 11)
    _open(towns, "about_staff", 10, category="staff")
    _open(towns, "about_dispatcher", 10)
    town.community, town.points[10], town.codes[10] = (
        town.elsewhere,
        point,
        lone_code(point),
    )
    _open(towns, "theirs", 10, name="某某", phone="13900000002")
    town.community = towns.cases["plain"].community
    _move(towns)
    for name, who in (("plain", "dispatcher"), ("theirs", "stranger")):
        announce(case=towns.cases[name], text=Words(bo="གློག་སྐུད།", zh="电线"), standing=town.standing(who, clock.now()),
                 at=clock.now())  # fmt: skip
    process_waiting(at=MORNING)
    for community in (town.community, town.elsewhere):
        set_day(place=community, day=date(clock.now().year, 6, 15), works=False, name="节日", source="通知",
                by=SYSTEM, at=MORNING)  # fmt: skip
        set_limit(place=community, urgency="urgent", step="solve", amount=9, unit="minutes", by=SYSTEM, at=MORNING)
    _texts(towns)
    _filters(town)
    return towns


def _texts(towns: Towns) -> None:
    """In each community a policy that waits for review and one that was withdrawn; and a remark on a word."""
    town = towns.town
    parts = parts_of(read(START_SET / "veterans.toml"))
    for place, editor in ((town.community, "editor"), (town.elsewhere, "stranger_editor")):
        for key in ("waiting", "withdrawn"):
            page = add_page(place=place, key=key, by=SYSTEM, at=clock.now())
            write(page=page, parts=parts, author=town.people[editor], at=clock.now(), base=page.last, asked=True)
        withdraw(page=page, by=SYSTEM, at=clock.now())
    add_heading(kind="group", name=Words(bo="སློབ་མ།", zh="学生"), icon="book", by=SYSTEM, at=clock.now())
    Client().post("/wrong-word", {"text": "字错了"})
    for name in ("worker", "stranger_worker"):
        plan_shifts(post=town.post(name), weekdays=[1], starts=time(9), ends=time(12), by=SYSTEM, at=clock.now())
    for place in (town.points[11], town.points[10]):
        issue_poster(place=place, kind="poster", by=SYSTEM, at=clock.now())
        ask_print(place=place, kind="poster", paper="a4", asker=None, by=SYSTEM, at=clock.now())
        kind = PostKind.objects.get(key="grid_worker")
        for position in (10, 20):
            line = set_route(community=place.community, route=None, position=position, kind=kind, by=SYSTEM,
                             at=clock.now())  # fmt: skip
            ready = set_reply_template(
                community=place.community, template=None, step=answerable()[0], category=None, position=position,
                words=Words(bo="བརྟག་ཟིན།", zh="已看过"), by=SYSTEM, at=clock.now(),
            )  # fmt: skip
        drop_reply_template(template=ready, by=SYSTEM, at=clock.now())
        drop_route(route=line, by=SYSTEM, at=clock.now())
        for name in ("retired", "let in"):
            program, _key = admit(community=place.community, name=name, may_read=True, may_write=True, per_minute=60,
                                  per_day=60, by=SYSTEM, at=clock.now())  # fmt: skip
            if name == "retired":
                retire_program(program=program, by=SYSTEM, at=clock.now())
        shape_team(community=place.community, kind=PostKind.objects.get(key="grid_chief"), position=1, minimum=1,
                   maximum=1, by=SYSTEM, at=clock.now())  # fmt: skip


def _filters(town: Town) -> None:
    for name in ("dispatcher", "stranger"):
        save_filter(person=town.people[name], name=name, query="view=work", at=clock.now())


def _open(towns: Towns, key: str, point: int, **rest: object) -> None:
    from delek.core.media.actions import Upload, take

    photo = take(Upload("a.jpg", jpeg(f"#{len(towns.cases):02d}5060", (40, 30))))
    report = towns.town.report(f"事情 {key}", point, files=[photo], at=clock.now(), **rest)
    towns.cases[key], towns.tokens[key] = report.case, token_of(report)


def _move(towns: Towns) -> None:
    town, cases = towns.town, towns.cases
    for name in ("sent", "up"):
        town.move(cases[name], "accept", "dispatcher", clock.now())
    town.move(cases["sent"], "dispatch", "dispatcher", clock.now(), post=town.post("worker"))
    town.move(cases["up"], "escalate", "dispatcher", clock.now(), place=town.department, question="谁来换？")
    Case.objects.filter(pk=cases["about_dispatcher"].pk).update(concerns=town.post("dispatcher"))
    for case in cases.values():
        case.refresh_from_db()


def _neighbour(town: Town) -> Place:
    grid = _place(town.elsewhere, "grid", "other-grid-1")
    return _place(grid, "point", "other-point-1")


def _place(parent: Place, kind: str, key: str) -> Place:
    return add_place(parent=parent, kind=kind, key=key, name=Words(zh="邻里"), number=1, by=SYSTEM, at=BEGINNING)


def _people(town: Town, point: Place) -> None:
    grid = Place.objects.get(key="other-grid-1")
    for login, kind in THERE.items():
        if login not in town.people:
            _appoint(town, login, kind, grid if kind.startswith("grid") else town.elsewhere)
    _appoint(town, "editor", "editor", town.community)
    _appoint(town, "ended", "secretary", town.community)
    _appoint(town, "disabled", "secretary", town.community)
    town.people["future"] = add_person(login="future", name="以后", by=SYSTEM, at=BEGINNING)
    appoint(person=town.people["future"], kind=PostKind.objects.get(key="secretary"), place=town.community,
            by=SYSTEM, at=clock.now() + timedelta(days=1))  # fmt: skip
    town.people["postless"] = add_person(login="postless", name="没有", by=SYSTEM, at=BEGINNING)
    end_post(post=town.post("ended"), by=SYSTEM, at=clock.now())
    Person.objects.filter(login="disabled").update(is_active=False)


def _appoint(town: Town, login: str, kind: str, place: Place) -> None:
    town.people[login] = person = add_person(login=login, name=login[:8], by=SYSTEM, at=BEGINNING)
    appoint(person=person, kind=PostKind.objects.get(key=kind), place=place, by=SYSTEM, at=BEGINNING)
