"""Where a person who signed in goes, and how long wrong tries make them wait."""

from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from delek.core.cases.queries.calling import CAN_COME
from delek.core.people.queries import Standing

from .access import StaffRequest, signed_in

DESK = ("case.accept", "case.answer", "case.verify")
MANAGE = (
    "manage.places", "manage.people", "manage.cases", "manage.calendar", "policy.write", "policy.review", "audit.read",
)  # fmt: skip
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 10, 30, 3600
FOREIGN = (
    gettext_noop("The username and/or password you specified are not correct."),
    gettext_noop("Two-Factor Authentication"),
    gettext_noop("Confirm Access"),
    gettext_noop("Please reauthenticate to safeguard your account."),
    gettext_noop("Authenticator App"),
    gettext_noop("Security Keys"),
    gettext_noop("Recovery Codes"),
)
"""Sentences of the sign-in library that our catalogues carry."""


class Tries:
    """Wrong tries by login and address, in this process's memory only: whether the login exists plays no part."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}
        self._lock = Lock()

    def wait(self, login: str, address: str, second: float) -> int:
        """How many seconds the next try still has to wait; 0: it may be made."""
        count, last = self._wrong.get((login.lower(), address), (0, 0.0))
        if count < FREE_TRIES:
            return 0
        pause: int = min(FIRST_WAIT * 2 ** min(count - FREE_TRIES, 12), LONGEST_WAIT)
        return max(0, round(last + pause - second))

    def failed(self, login: str, address: str, second: float) -> None:
        """Count one wrong try; where there are very many, those older than a day are forgotten."""
        with self._lock:
            if len(self._wrong) > 10_000:
                self._wrong = {k: v for k, v in self._wrong.items() if second - v[1] < 86400}
            key = (login.lower(), address)
            self._wrong[key] = (self._wrong.get(key, (0, 0.0))[0] + 1, second)

    def succeeded(self, login: str, address: str) -> None:
        with self._lock:
            self._wrong.pop((login.lower(), address), None)

    def forget(self) -> None:
        with self._lock:
            self._wrong.clear()


TRIES = Tries()


def works_at_desk(standing: Standing) -> bool:
    return standing.may("case.read") and any(standing.may(c) for c in DESK)


def manages(standing: Standing) -> bool:
    return any(standing.may(c) for c in MANAGE)


def rooms(request: HttpRequest) -> list[dict[str, object]]:
    """The rooms that a person's posts open, for the rail."""
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        return []
    all_rooms = (
        (works_at_desk(standing), "/desk/", "inbox", _("Desk")),
        (standing.may_any(*CAN_COME), "/field/", "todo", _("Field")),
        (standing.may("case.read"), "/desk/figures/", "chart", _("Figures")),
        (standing.may("message.read"), "/desk/messages", "phone", _("Messages")),
        (manages(standing), "/manage/", "gear", _("Settings")),
    )
    entered = max((href for _opens, href, *_rest in all_rooms if request.path.startswith(href)), key=len, default="")
    return [
        {"href": href, "icon": icon, "name": name, "current": href == entered, "last": icon == "gear"}
        for opens, href, icon, name in all_rooms
        if opens
    ]


@signed_in
def start(request: StaffRequest) -> HttpResponse:
    """Send a person to the room of their work."""
    standing = request.standing
    if works_at_desk(standing):
        return redirect("/desk/")
    if standing.may_any(*CAN_COME):
        return redirect("/field/")
    if manages(standing):
        return redirect("/manage/")
    words = {"heading": _("No post yet"), "sentence": _("You have no post at present. Ask your administrator.")}
    return render(request, "staff/plain.html", words)
