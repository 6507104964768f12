"""S1: the doors of the house in one table. A route says who may use it, and it is what its room says.

A new page of a known room is taken in by itself; a new room, or a page that asks for something else, stands here.
"""

from .crawl import routes

PUBLIC = ("public", "")
LINK = ("link", "")
SIGNED_IN = ("signed in", "")
NUMBER = ("number", "")
KEY = ("key", "")


def staff(*capabilities: str) -> tuple[str, str]:
    return ("staff", " ".join(capabilities))


STEPS = ("case.accept", "case.dispatch", "case.verify", "case.close", "case.escalate", "case.answer")
SETTINGS = ("manage.places", "manage.people", "manage.cases", "manage.calendar", "policy.write", "policy.review",
            "audit.read")  # fmt: skip
DOORS = {
    "start": SIGNED_IN, "q/": PUBLIC, "report": PUBLIC, "policies": PUBLIC, "staff": PUBLIC, "privacy": PUBLIC,
    "sw.js": PUBLIC, "offline": PUBLIC,
    "clips/": PUBLIC, "wrong-word": PUBLIC, "healthz": PUBLIC, "readyz": PUBLIC, "metrics": PUBLIC,

    "matters/": PUBLIC, "open311/": PUBLIC, "api/v1/": KEY, "api/v1/openapi.json": PUBLIC,
    "check": PUBLIC, "me": PUBLIC, "me/": NUMBER, "me/code": PUBLIC, "r/": LINK, "manage/setup/": LINK,
    "desk/": staff("case.read"), "desk/messages": staff("message.read"),
    "desk/media/": staff("case.read", "case.handle", "call.take"),
    "desk/cases/<int:pk>/moves": staff(*STEPS), "desk/cases/<int:pk>/reporter": staff("report.reveal"),
    "desk/cases/<int:pk>/notes": staff("case.read"),
    "desk/cases/<int:pk>/concerns": staff("case.about_staff"),
    "desk/reporters": staff("report.reveal"), "desk/heaps/": staff("case.accept"),
    "desk/batch": staff("case.accept", "case.dispatch"),
    "desk/cases/<int:pk>/announcement": staff("case.announce"), "field/": staff("call.take", "case.handle"),
    "field/media/": staff("case.read", "case.handle", "call.take"),
    "field/cases/<int:pk>/reporter": staff("report.reveal"),
    "manage/": staff(*SETTINGS), "manage/places/": staff("manage.places"),
    "manage/posters/": staff("manage.places"), "manage/numbers/": staff("manage.places"),
    "manage/prints/": staff("manage.places"), "manage/people/": staff("manage.people"),
    "manage/kinds/": staff("manage.people"), "manage/team/": staff("manage.people"),
    "manage/categories/": staff("manage.cases"), "manage/limits/": staff("manage.cases"),
    "manage/texts/": staff("manage.cases"), "manage/calendar/": staff("manage.calendar"),
    "manage/words/": staff("manage.cases"), "manage/clips/": staff("manage.cases"),
    "manage/duty/": staff("manage.calendar"),
    "manage/kept/": staff("manage.people", "audit.read"), "manage/records/": staff("audit.read"),
    "manage/replies/": staff("manage.cases"), "manage/replies/add": staff("manage.cases"),
    "manage/routes/": staff("manage.cases"), "manage/routes/add": staff("manage.cases"),
    "manage/programs/": staff("manage.cases"), "manage/headings/": staff("policy.review"),
    "manage/policies/": staff("policy.write", "policy.review"), "manage/policies/add": staff("policy.write"),
    "manage/policies/<int:pk>/withdraw": staff("policy.write"),
    "manage/policies/<int:pk>/bring-back": staff("policy.write"),
    "manage/policies/<int:pk>/review": staff("policy.review"),
    "account/": SIGNED_IN, "account/login/": PUBLIC, "account/logout/": PUBLIC, "account/2fa/authenticate/": PUBLIC,
    "account/2fa/webauthn/login/": PUBLIC,
}  # fmt: skip


def door_of(route: str) -> tuple[str, str]:
    """What the longest part of the table says; the first page alone has none."""
    prefixes = [prefix for prefix in DOORS if route.startswith(prefix)]
    return DOORS[max(prefixes, key=len)] if prefixes else (PUBLIC if route == "" else ("in no room of the table", ""))


def test_every_route_declares_what_its_room_says() -> None:
    declared = {route: (e.callback.access.kind, e.callback.access.capability) for route, e in routes()}
    assert {r: d for r, d in declared.items() if d != door_of(r)} == {}
    assert len(declared) > 60


def test_every_line_of_the_table_has_a_route() -> None:
    every = [route for route, _ in routes()]
    assert [prefix for prefix in DOORS if not any(route.startswith(prefix) for route in every)] == []
