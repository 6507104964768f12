"""Notes among staff, beside a case."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions import Declined, add_note
from delek.web.access import StaffRequest, staff
from delek.web.casework.facing import found

from .views import case_page


@staff("case.read")
@require_POST
def notes(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep a note; what cannot be kept stays in its box."""
    opened = found(request, pk)
    text = request.POST.get("note", "")
    try:
        add_note(case=opened, text=text, standing=request.standing, at=request.now)
    except Declined as declined:
        long = _("Please write the note, in at most 2,000 characters.")
        why = long if declined.missing else _("This may not be done.")
        return case_page(request, opened, status=422, unkept={"text": text, "why": why})
    return redirect("desk_case", pk=pk)
