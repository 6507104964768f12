"""Who is signed in: their standing, idle time, the whole time, and the second factor."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from delek.core.people.actions import change_password
from delek.core.people.queries import standing_of
from delek.core.timeline.actions import person
from delek.foundation.clock import now

from .signin import TRIES

SEEN, SINCE = "seen", "since"
BY_SCRIPT = "refresh"
"""How the scripts that keep pages fresh mark what they ask (``X-Requested-With``)."""


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: people are appointed. Wrong tries make the next ones wait."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        wait = TRIES.wait(credentials.get("username", ""), address_of(request), request.now.timestamp())
        if wait:
            raise ValidationError(_("Too many wrong tries. Try again in {n} seconds.").format(n=wait))

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            TRIES.succeeded(credentials.get("username", ""), address_of(request))
        return user

    def clean_password(self, password: str, user: Any = None) -> str:
        """What was given is not taken for one's own."""
        said: str = super().clean_password(password, user)
        if user is not None and user.must_change_password and user.check_password(said):
            raise ValidationError(_("Choose a password of your own, not the one you were given."))
        return said

    def set_password(self, user: Any, password: str) -> None:
        change_password(person=user, password=password, by=person(user.pk), at=now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        TRIES.failed(credentials.get("username", ""), address_of(request), request.now.timestamp())


def address_of(request: HttpRequest) -> str:
    """The sender's address; behind our proxy the last one it forwards."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    return address


class StaffMiddleware:
    """Reads the clock and the standing of the signed-in person once; signs out after 30 idle minutes or 12 hours.

    What a page asks by itself to stay fresh is nobody at work: it is answered and keeps no session alive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.now = now()
        request.standing, request.has_second_factor = None, False
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._know(request)
        return self.get_response(request)

    def _know(self, request: Any) -> None:
        moment = int(request.now.timestamp())
        idle = moment - request.session.get(SEEN, moment)
        whole = moment - request.session.setdefault(SINCE, moment)
        if idle > settings.IDLE_SECONDS or whole > settings.SESSION_COOKIE_AGE:
            logout(request)
            return
        by_itself = request.headers.get("X-Requested-With") == BY_SCRIPT and SEEN in request.session
        if moment - request.session.get(SEEN, 0) > 60 and not by_itself:
            request.session[SEEN] = moment
        request.standing = standing_of(request.user, request.now)
        request.has_second_factor = not settings.SECOND_FACTOR_REQUIRED or is_mfa_enabled(request.user)
