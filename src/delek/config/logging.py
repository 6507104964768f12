"""What is written to the log: one line a request with route, status and time; no path, address, agent or words (S8)."""

import logging
import sys
import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import structlog

LOG = structlog.get_logger()
NEVER = frozenset({"path", "url", "ip", "address", "phone", "text", "name", "agent", "token"})

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Any]


def configure() -> None:
    """One line of JSON for each fact, on standard error."""
    structlog.configure(
        processors=[
            _without_personal,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = _Bare()
    for name in ("django", "uvicorn", "httpx", "httpcore"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR)


def _without_personal(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in event.items() if key not in NEVER}


class _Bare(logging.Handler):
    """Passes on where an error came from and its kind; its words may hold a path or a name."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        LOG.error("error", source=record.name, kind=kind, line=_line(record))


def _line(record: logging.LogRecord) -> str:
    """The last line of our own or others' code that the trace names."""
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""


def logged(application: Application) -> Application:
    """Wrap the pages: one line a request, with the name of its route instead of its path."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Any:
        began = time.perf_counter()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            took = round((time.perf_counter() - began) * 1000)
            LOG.info("answered", route=route_of(environ.get("PATH_INFO", "")), status=int(status[:3]), ms=took)
            return start_response(status, headers, *rest)

        return application(environ, start)

    return answer


def route_of(path: str) -> str:
    """The name of the route a path leads to; never the path itself."""
    from django.urls import Resolver404, resolve

    if path.startswith("/static/"):
        return "static"
    try:
        found = resolve(path)
    except Resolver404:
        return "nowhere"
    return found.view_name or found.route
