"""The embedded mode: pages, and the worker beside them, in one process on one port.

The server mode runs the two apart: ``granian --interface wsgi delek.config.wsgi:application --workers 2`` for the
pages and ``delek jobs`` for the timed work.
"""

import os
import secrets
import signal
import threading
import time
from types import FrameType

import uvicorn
from django.conf import settings

from delek.core.media.queries import sandbox, store
from delek.core.people.models import Person

from . import logging
from .worker import Worker

GRACE = 10


def serve(*, host: str, port: int) -> int:
    """Serve until told to stop; then finish what is under way."""
    from a2wsgi import WSGIMiddleware
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from .wsgi import application

    logging.configure()
    store().sweep(0, time.time())
    worker = Worker()
    worker.start()
    pages = Starlette(routes=[Mount("/", app=WSGIMiddleware(logging.logged(application), workers=8))])  # type: ignore[arg-type]
    greet()
    signal.signal(signal.SIGTERM, _last_word)
    try:
        uvicorn.run(
            pages, host=host, port=port, access_log=False, log_config=None, lifespan="off",
            server_header=False, timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
    finally:
        worker.stop()
        sandbox().close()
    return 0


def _last_word(_signal: int, _frame: FrameType | None) -> None:
    """uvicorn raises the signal again when it has finished; the worker and the photo children end after that."""


def greet() -> None:
    """Say where the pages are; before anybody can sign in, where to begin."""
    origin = settings.ORIGIN
    print(f"Delek serves {origin}", flush=True)  # noqa: T201 - said to whoever started it
    for path in ("/", "/report", "/desk/", "/field/", "/manage/"):
        print(f"  {origin}{path}", flush=True)  # noqa: T201
    if not Person.objects.exists():
        print(f"Begin here: {origin}/manage/setup/?token={setup_token()}", flush=True)  # noqa: T201


def setup_token() -> str:
    """The word that lets the first person in, kept in DELEK_DATA/setup.token for the owner of the folder only."""
    path = settings.DATA / "setup.token"
    if not path.exists():
        settings.DATA.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text().strip()


def jobs() -> int:
    """The worker alone, until told to stop."""
    logging.configure()
    worker, stopped = Worker(), threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.start()
    stopped.wait()
    worker.stop()
    sandbox().close()
    return 0
