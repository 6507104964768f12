"""The phone without network: the service worker, and the page for what was never read before."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from ..access import public

LATER = ("card", "notices", "photos", "voice", "waiting")
PARTS = (
    "css/resident.css", "js/resident.js", *(f"js/resident-{name}.js" for name in LATER), "icons/sprite.svg",
    "icons/delek.svg",
)  # fmt: skip
SCRIPT = "js/sw.js"


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script at the root, so that it may serve every page; asked for anew at each visit, so that none is stuck."""
    source = _source()
    if source is None:
        raise Http404
    response = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the phone shows for a page that it does not have."""
    return render(request, "public/offline.html")


@lru_cache(maxsize=1)
def _source() -> str | None:
    """The built script behind its version and parts. A change of any part is a new version; None where not built."""
    found = [finders.find(name) for name in (SCRIPT, *PARTS)]
    if not all(found):
        return None
    content = [Path(str(path)).read_bytes() for path in found]
    version = hashlib.sha256(b"\0".join(content)).hexdigest()[:12]
    told = json.dumps({"version": version, "parts": [static(name) for name in PARTS]})
    return f"const DELEK = {told};\n{content[0].decode()}"
