"""Whom a report about staff is about, said by whoever settles it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from delek.core.cases.actions import Declined, name_concerned
from delek.core.cases.queries import cases_for
from delek.core.people.queries import posts_of_community
from delek.web.access import StaffRequest, staff
from delek.web.casework.facing import found

from .views import case_page


@staff("case.about_staff")
@require_POST
def concerns(request: StaffRequest, pk: int) -> HttpResponse:
    """Name the person concerned; whoever named may then be past it, too."""
    opened = found(request, pk)
    posts = posts_of_community(opened.community, request.now)
    post = next((p for p in posts if str(p.pk) == request.POST.get("post")), None)
    if post is None:
        return case_page(request, opened, status=422, error=_("Please choose one."))
    try:
        name_concerned(case=opened, post=post, standing=request.standing, at=request.now)
    except Declined:
        return case_page(request, opened, status=409, error=_("This cannot be said any more: somebody has been sent."))
    return redirect("desk_case", pk=pk) if cases_for(request.standing).filter(pk=pk).exists() else redirect("desk")
