"""The reader's language: asked for in the address, remembered in a cookie, else the browser's wish."""

from collections.abc import Callable, Container

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """``?lang=`` wins and is remembered; then the cookie; then Accept-Language; Chinese at last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "").lower()
        known = dict(settings.LANGUAGES)
        language = asked if asked in known else _remembered(request, known)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if asked in known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, asked, max_age=YEAR, samesite="Lax", secure=settings.SECURE
            )
        return response


def _remembered(request: HttpRequest, known: Container[str]) -> str:
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return kept if kept in known else translation.get_language_from_request(request)
