"""Both communities are built once for all of the matrix; every request takes its traces back."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from .crawl import reach
from .towns import HERE, THERE, Towns, standing

VIEWS = ("now", "work", "above", "done")
QUEUES = [f"/desk/?view={view}" for view in VIEWS]
ROOMS = ("/start", *QUEUES, "/field/", "/manage/", "/manage/policies/", "/account/2fa/")
TWINS = {"dispatcher2", "worker2", "auditor"}
"""Whoever reaches nothing that another does not reach as well."""
FOLLOWED = [role for role in (*HERE, *THERE) if role not in TWINS]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of "not found" are meant here."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="package")
def towns(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Towns]:
    with standing(django_db_blocker) as built:
        yield built


@pytest.fixture(scope="package")
def reached(towns: Towns) -> dict[str, set[str]]:
    """What each role reaches, by following links."""
    every = {role: reach(towns.client(role), ROOMS) for role in FOLLOWED}
    paths = ("", "/receipt", ".json", "/word", "/answer", "/reopen", "/call", "/cancel")
    links = [f"/q/{towns.town.code(11)}", *(f"/r/{towns.tokens['plain']}{path}" for path in paths)]
    return every | {"nobody": reach(Client(), ["/", "/report", *links]) | set(links)}
