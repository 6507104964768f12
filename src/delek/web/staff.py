"""Who is signed in: their standing, idle time, and the second factor."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from delek.core.people.queries import standing_of
from delek.foundation.clock import now

SEEN = "seen"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: people are appointed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffMiddleware:
    """Reads the clock and the standing of the signed-in person once; signs out after 30 idle minutes."""

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
        if moment - request.session.get(SEEN, moment) > settings.IDLE_SECONDS:
            logout(request)
            return
        if moment - request.session.get(SEEN, 0) > 60:
            request.session[SEEN] = moment
        request.standing = standing_of(request.user, request.now)
        request.has_second_factor = not settings.SECOND_FACTOR_REQUIRED or is_mfa_enabled(request.user)
