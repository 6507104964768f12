"""S2: whatever is sent to any route, nothing breaks and nothing hangs.

Two thousand requests here; ``make malformed`` sends ten thousand (``DELEK_REQUESTS``). A request's time is the
processor's, so that a busy machine says nothing wrong.
"""

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings

from tests.faults.oddities import Oddities
from tests.permissions.crawl import reach, route_of
from tests.permissions.towns import ALL, Towns, standing

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
REQUESTS = int(os.environ.get("DELEK_REQUESTS", "2000"))
SEEDS, LONGEST = 8, 5.0
SENDERS = ("nobody", "secretary", "administrator", "chief", "worker", "superior")
ROOMS = ("/", "/report", "/start", "/desk/", "/desk/?view=work", "/field/", "/manage/")


@pytest.fixture(scope="module")
def towns(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Towns]:
    with standing(django_db_blocker) as built:
        yield built


@pytest.fixture(scope="module")
def known(towns: Towns) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role in SENDERS:
        for path in reach(towns.client(role), ROOMS):
            found.setdefault(route_of(path), set()).add(path)
    token = towns.tokens["plain"]
    for tail in ("", ".json", "/receipt", "/word", "/answer", "/reopen"):
        found.setdefault(route_of(f"/r/{token}{tail}"), set()).add(f"/r/{token}{tail}")
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
@override_settings(FLOOD_LIMITS={}, ACCOUNT_RATE_LIMITS={}, ALLOWED_HOSTS=["testserver", "127.0.0.1"])
def test_nothing_that_is_sent_breaks_or_hangs_a_page(towns: Towns, known: dict[str, set[str]], seed: int) -> None:
    odd = Oddities(seed, [route for route, _ in ALL], known)
    application: Any = get_wsgi_application()
    wrong = []
    for _ in range(REQUESTS // SEEDS):
        sender = odd.chance.choice(SENDERS)
        environ = odd.one(cookie_of(towns, sender))
        began, code = time.thread_time(), status(application, environ)
        if code >= 500 or time.thread_time() - began > LONGEST:
            wrong.append((code, sender, environ["REQUEST_METHOD"], environ["PATH_INFO"][:80], brief(environ)))
    assert wrong == []


def cookie_of(towns: Towns, sender: str) -> str:
    if sender == "nobody":
        return ""
    return f"{settings.SESSION_COOKIE_NAME}={towns.client(sender).cookies[settings.SESSION_COOKIE_NAME].value}"


def status(application: Any, environ: dict[str, Any]) -> int:
    """Send it, read the answer to its end, take its traces back."""
    codes: list[int] = []
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        answer = application(environ, lambda line, _headers, *_rest: codes.append(int(line[:3])))
        for _piece in answer:
            pass
        if hasattr(answer, "close"):
            answer.close()
        transaction.set_rollback(True)
    return codes[0]


def brief(environ: dict[str, Any]) -> dict[str, str]:
    told = ("QUERY_STRING", "CONTENT_TYPE", "HTTP_ORIGIN", "HTTP_HOST", "HTTP_COOKIE")
    body = environ["wsgi.input"].getvalue()[:400]
    return {name: str(environ.get(name, ""))[-200:] for name in told} | {"body": repr(body)}
