"""The two pages that all settings are made of: a list and a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from delek.core.places.queries import communities, subtree
from delek.core.timeline.actions import By, person
from delek.web.access import StaffRequest


def by(request: StaffRequest) -> By:
    return person(request.standing.person.pk)


def places(request: StaffRequest, capability: str) -> list[Any]:
    """The places that somebody may manage: the subtrees of the posts that carry the capability."""
    return subtree(request.standing.places_for(capability))


def found(rows: list[Any], pk: int) -> Any:
    """The row with a number; not found where it is somebody else's."""
    row = next((r for r in rows if r.pk == pk), None)
    if row is None:
        raise Http404
    return row


def community(request: StaffRequest, capability: str) -> Any:
    """The community of the post that carries the capability; not found for a post elsewhere."""
    for place in request.standing.places_for(capability):
        if place.community_id is not None:
            return place.community
    raise Http404


def office(request: StaffRequest, capability: str) -> Any:
    """The office of the post that carries the capability: its community, or the place above one."""
    place = request.standing.places_for(capability)[0]
    return place.community or place


def over_all(request: StaffRequest, capability: str) -> bool:
    """Whether somebody manages every community of this installation: only then may they change what all share."""
    own = {p.pk for p in places(request, capability)}
    return all(place.pk in own for place in communities())


def tabs(request: StaffRequest) -> list[dict[str, object]]:
    """The rooms of the settings that somebody may enter."""
    rooms = (
        ("manage.places", "/manage/places/", _("Places")),
        ("manage.places", "/manage/posters/", _("Posters and cards")),
        ("manage.places", "/manage/prints/", _("Prints")),
        ("manage.places", "/manage/numbers/", _("Numbers on posters")),
        ("manage.people", "/manage/people/", _("People")),
        ("manage.people", "/manage/kinds/", _("Kinds of post")),
        ("manage.people", "/manage/team/", _("Team")),
        ("manage.cases", "/manage/categories/", _("Categories")),
        ("manage.cases", "/manage/limits/", _("Time limits")),
        ("manage.cases", "/manage/routes/", _("Where matters go")),
        ("manage.cases", "/manage/texts/", _("Texts for residents")),
        ("manage.cases", "/manage/programs/", _("Outside programs")),
        ("manage.cases", "/manage/replies/", _("Ready words")),
        ("manage.cases", "/manage/words/", _("Wrong words")),
        ("manage.cases", "/manage/clips/", _("Spoken labels")),
        ("manage.calendar", "/manage/calendar/", _("Calendar")),
        ("manage.calendar", "/manage/duty/", _("Duty plan")),
        ("policy.write", "/manage/policies/", _("Policies")),
        ("policy.review", "/manage/policies/", _("Policies")),
        ("policy.review", "/manage/headings/", _("Groups, topics, papers")),
        ("manage.people", "/manage/kept/", _("What is kept")),
        ("audit.read", "/manage/kept/", _("What is kept")),
        ("audit.read", "/manage/records/", _("Records")),
    )
    entered = {href: name for capability, href, name in rooms if request.standing.may(capability)}
    return [
        {"href": href, "name": name, "current": request.path.startswith(href)} for href, name in entered.items()
    ]


def list_page(request: StaffRequest, heading: str, **given: Any) -> HttpResponse:
    """``columns``, and ``rows`` of cells with the address of their form; ``links`` to add; ``notes`` above."""
    return render(request, "manage/list.html", {"heading": heading, "tabs": tabs(request), **given})


def handed(request: StaffRequest, post: Any, word: str, heading: str, *, signed_out: bool = False) -> HttpResponse:
    """The one page on which a password stands; the answer to a POST, so that nothing keeps it."""
    given = {"heading": heading, "tabs": tabs(request), "held": post, "word": word, "signed_out": signed_out}
    return render(request, "manage/password.html", given | {"back": "/manage/people/"})


def form_page(
    request: StaffRequest, form: forms.Form, heading: str, save: Callable[[], object], back: str
) -> HttpResponse:
    """Ask; where the answer is in order, save and go back, else show what is wrong. ``save`` may answer a page of its
    own instead.
    """
    if request.method == "POST" and form.is_valid():
        answer = save()
        if isinstance(answer, HttpResponse):
            return answer
        messages.success(request, _("Saved."))
        return redirect(back)
    given = {"form": form, "heading": heading, "tabs": tabs(request), "back": back}
    return render(request, "manage/form.html", given, status=422 if form.is_bound else 200)
