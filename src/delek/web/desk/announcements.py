"""Whether neighbours may know of a case, said at the desk."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from delek.core.cases.actions import Declined, announce, take_down
from delek.web.access import StaffRequest, staff
from delek.web.casework.announcing import LONGEST, WHY, AnnouncementForm
from delek.web.casework.facing import found, posted

from .views import case_page


@staff("case.announce")
@posted("desk_case")
def announcement(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a sentence to the neighbours; what was typed stays where it cannot be shown."""
    opened, form = found(request, pk), AnnouncementForm(request.POST)
    if not form.is_valid():
        too_long = _("A sentence is too long: at most {max} characters.").format(max=LONGEST)
        return case_page(request, opened, status=422, unannounced=[too_long])
    try:
        announce(case=opened, text=form.text(), standing=request.standing, at=request.now)
    except Declined as declined:
        status = 409 if declined.why == "rule" else 422
        return case_page(request, opened, status=status, unannounced=[str(WHY[declined.why])])
    return redirect("desk_case", pk=pk)


@staff("case.announce")
@posted("desk_case")
def down(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it back; a second tap says nothing twice."""
    opened = found(request, pk)
    try:
        take_down(case=opened, standing=request.standing, at=request.now)
    except Declined as declined:
        return case_page(request, opened, status=409, unannounced=[str(WHY[declined.why])])
    return redirect("desk_case", pk=pk)
