"""The first page of the settings."""

from django.http import HttpResponse
from django.shortcuts import render

from delek.web.access import StaffRequest, staff

ANY = ("manage.places", "manage.people", "manage.cases", "manage.calendar")


@staff(*ANY)
def manage(request: StaffRequest) -> HttpResponse:
    """What may be set."""
    return render(request, "manage/index.html")
