"""Each route says who may use it; tests/architecture fails on one that does not (quality.md S1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from delek.core.cases.queries.own import visit_of
from delek.core.people.queries import Standing

VISIT_COOKIE = "me"
OWN_PASSWORD = "account_change_password"  # noqa: S105 - the name of a page
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route: anybody, whoever holds the link or the number, or staff with a capability."""

    kind: str
    capability: str = ""


class StaffRequest(HttpRequest):
    """A request whose sender was let in."""

    standing: Standing
    now: datetime


def public(view: View) -> View:
    """Anybody."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def by_link(view: View) -> View:
    """Whoever holds the unguessable link."""
    view.access = Access("link")  # type: ignore[attr-defined]
    return view


def by_number(view: View) -> View:
    """Whoever showed that a number is theirs; everybody else begins at ``/me``."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.visit = visit_of(request.COOKIES.get(VISIT_COOKIE, ""), request.now)
        if request.visit is None:
            return redirect("me")
        return view(request, *args, **kwargs)

    guarded.access = Access("number")  # type: ignore[attr-defined]
    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and from there back: to the page whose form was sent, where this was one."""
    back, sender = request.get_full_path(), request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(sender, {request.get_host()}, require_https=request.is_secure())
    if request.method == "POST" and ours and "://" in sender:
        page = urlsplit(sender)
        back = urlunsplit(("", "", "/" + page.path.lstrip("/"), page.query, ""))
    return redirect_to_login(back)


def signed_in(view: View) -> View:
    """Whoever is signed in, with or without a post or a second factor: setting one up is done here."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.standing is None:
            return to_sign_in(request)
        if owes_password(request) and request.path != reverse(OWN_PASSWORD):
            return redirect(OWN_PASSWORD)
        return view(request, *args, **kwargs)

    guarded.access = Access("signed in")  # type: ignore[attr-defined]
    return guarded


def owes_password(request: Any) -> bool:
    """Whether whoever is signed in holds a password that somebody gave them, and must choose their own first."""
    return request.standing is not None and request.standing.person.must_change_password


def staff(*capabilities: str) -> Callable[[View], View]:
    """Staff whose current posts carry one of the capabilities (none named: any current post).

    Not signed in: to the sign-in page. With a password that was given: to choose one's own. Without the second
    factor it needs: to set one up.
    Without the capability: not found.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            standing: Standing | None = request.standing
            if standing is None:
                return to_sign_in(request)
            if owes_password(request):
                return redirect(OWN_PASSWORD)
            if settings.SECOND_FACTOR_REQUIRED and not request.has_second_factor:
                return redirect("mfa_index")
            if not standing.posts or (capabilities and not any(standing.may(c) for c in capabilities)):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access = Access("staff", " ".join(capabilities))  # type: ignore[attr-defined]
        return guarded

    return wrap
