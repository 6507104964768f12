"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis

from tests.kept import again
from tests.town import Town

LONG = ["faults/test_killed", "faults/test_offline", "journeys/test_budget", "permissions/test_routes",
        "faults/test_payloads", "journeys/test_offline"]  # fmt: skip
"""Begun first, so that at the end no worker waits long for the other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(LONG) if name in item.nodeid), len(LONG))

    items.sort(key=turn)


# A browser that a worker once started leaves an event loop in its thread; nothing here is asynchronous for that.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
hypothesis.register_profile("delek", deadline=None)  # a busy machine says nothing wrong
hypothesis.load_profile("delek")


@pytest.fixture(autouse=True, scope="session")
def first_contexts_only() -> Iterator[None]:
    """Of each answer Django's client keeps what its view gave, not also a copy for every part of the page."""
    from django.test import client

    keep_all = client.store_rendered_templates

    def keep_first(store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **rest: Any) -> None:
        if "context" not in store:
            keep_all(store, signal, sender, template, context, **rest)

    client.store_rendered_templates = keep_first
    yield
    client.store_rendered_templates = keep_all


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process remembers for half a minute does not outlive a test, nor run out within one that takes longer."""
    from django.core.cache import cache

    from delek.core.cases.queries.limits import forget_limits
    from delek.core.schedule.queries import forget_calendars
    from delek.foundation.memory import forget_everything
    from delek.foundation.tally import Tally

    monkeypatch.setattr("delek.foundation.memory.SECONDS", 10**9)
    monkeypatch.setattr("delek.core.printing.actions.scans.TALLY", Tally())
    forget_limits()
    forget_calendars()
    forget_everything()
    cache.clear()
    yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run have together."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def town(db: Any, settings: Any) -> Town:
    """The one coherent community."""
    settings.SECOND_FACTOR_REQUIRED = False
    return again()
