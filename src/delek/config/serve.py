"""The embedded mode: pages, and the worker beside them, in one process on one port."""

import signal
import threading
from types import FrameType

import structlog
import uvicorn
from django.conf import settings

from delek.core.media.queries import sandbox

from .worker import Worker

LOG = structlog.get_logger()


def serve(*, host: str, port: int) -> int:
    """Serve until told to stop; then finish what is under way."""
    from a2wsgi import WSGIMiddleware
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from .wsgi import application

    worker = Worker()
    worker.start()
    pages = Starlette(routes=[Mount("/", app=WSGIMiddleware(application, workers=8))])  # type: ignore[arg-type]
    print(f"Delek serves {settings.ORIGIN}", flush=True)  # noqa: T201 - said to whoever started it
    try:
        uvicorn.run(pages, host=host, port=port, access_log=False, log_level="warning", lifespan="off")
    finally:
        worker.stop()
        sandbox().close()
    return 0


def jobs() -> int:
    """The worker alone, until told to stop."""
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
