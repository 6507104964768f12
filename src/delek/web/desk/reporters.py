"""Finding a matter by its reporter's number: never in an address, always on record."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from delek.core.cases.actions.looking import look_for_reporter
from delek.core.cases.forms import check_phone
from delek.web.access import StaffRequest, staff
from delek.web.casework import lists

from .queue import listed


@staff("report.reveal")
def reporters(request: StaffRequest) -> HttpResponse:
    """The matters of a number; whoever only opens the address is led to the form."""
    if request.method != "POST":
        return redirect("desk_filter")
    try:
        phone, error = check_phone(request.POST.get("phone", "")), _("Please fill this in.")
    except ValidationError as wrong:
        phone, error = "", wrong.messages[0]
    if not phone:
        return render(request, "desk/reporters.html", {"room": "desk", "error": error}, status=422)
    cases = look_for_reporter(phone=phone, standing=request.standing, at=request.now)
    groups = listed(cases, lists.Seen(request.now, get_language() or "zh-hans"))
    return render(request, "desk/reporters.html", {"room": "desk", "groups": groups, "now": request.now})
