"""The first page of the settings."""

from django.http import HttpResponse
from django.shortcuts import redirect

from delek.web.access import StaffRequest, staff
from delek.web.signin import MANAGE

from .page import tabs


@staff(*MANAGE)
def manage(request: StaffRequest) -> HttpResponse:
    """To the first room that somebody may enter."""
    return redirect(str(tabs(request)[0]["href"]))
