"""Where a person goes after signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from .access import public


@public
def start(request: Any) -> HttpResponse:
    """To the room of one's work; without a post, a page that says so."""
    standing = request.standing
    if standing is None:
        return redirect("account_login")
    if standing.may("case.read"):
        return redirect("/desk/")
    if standing.may("case.handle"):
        return redirect("/field/")
    if any(standing.may(f"manage.{room}") for room in ("places", "people", "cases", "calendar")):
        return redirect("/manage/")
    return _no_post(request)


def _no_post(request: HttpRequest) -> HttpResponse:
    return render(request, "account/no_post.html", status=200)


urlpatterns = [path("start", start, name="start")]
