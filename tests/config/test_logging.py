"""S8: the log names routes, never paths, addresses or agents."""

import logging as standard
from typing import Any

from structlog.testing import capture_logs

from delek.config import logging


def test_a_line_names_the_route_and_nothing_of_the_visitor() -> None:
    def pages(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b""]

    with capture_logs() as lines:
        visitor = {"PATH_INFO": "/r/secret-token", "REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "planted"}
        logging.logged(pages)(visitor, lambda *_: None)
    assert len(lines) == 1
    assert {"route", "status", "ms"} <= set(lines[0])
    assert not [word for word in ("secret-token", "203.0.113.9", "planted") if word in str(lines)]


def test_an_error_is_logged_without_its_words() -> None:
    with capture_logs() as lines:
        try:
            raise ValueError("13800001234")
        except ValueError as trouble:
            kind = (type(trouble), trouble, trouble.__traceback__)
            record = standard.LogRecord("django.request", 40, "", 1, "/r/secret-token", (), kind)
            logging._Bare().emit(record)
    assert lines[0]["kind"] == "ValueError"
    assert "13800001234" not in str(lines) and "secret-token" not in str(lines)
