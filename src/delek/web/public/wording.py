"""A reader names a wrong word; a label is heard."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from delek.core.media.queries import served
from delek.core.wording.actions import remark
from delek.core.wording.queries import clip
from delek.foundation.words import clean

from ..access import public
from ..floods import is_flood
from .asking import is_cross_site

LONGEST = 300
LONGEST_WORD = 150


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wrong_word(request: Any) -> HttpResponse:
    """Which word, on which page, how it should be; an editor finds it beside its entry of the catalogue."""
    given = request.POST if request.method == "POST" else request.GET
    said = {name: clean(given.get(name, "")) for name in ("text", "word", "page")}
    context: dict[str, Any] = {**said, "longest": LONGEST, "longest_word": LONGEST_WORD}
    if request.method != "POST":
        return render(request, "public/wrong_word.html", context)
    if not said["text"] and not said["word"]:
        return render(request, "public/wrong_word.html", context | {"empty": True}, status=422)
    if is_cross_site(request):
        raise PermissionDenied
    if is_flood(request, "", request.now.timestamp()):
        return render(request, "public/wrong_word.html", context | {"flood": True}, status=429)
    remark(language=get_language() or "", at=request.now, **said)
    return render(request, "public/wrong_word.html", {"done": True})


@public
@require_safe
def label_clip(request: HttpRequest, language: str, label: str, name: str) -> HttpResponse:
    """One label spoken. Another recording has another address, so this one may be kept for good."""
    found = clip(label, language, name)
    copy = served(found.media, "screen") if found else None
    if copy is None:
        raise Http404
    response = HttpResponse(copy[0], content_type=copy[1])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
