"""What every test may ask for."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.town import Town, build


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What a process remembers for a minute does not outlive a test."""
    from django.core.cache import cache

    from delek.core.cases.queries.limits import forget_limits
    from delek.core.schedule.queries import forget_calendars
    from delek.foundation.memory import forget_everything

    forget_limits()
    forget_calendars()
    forget_everything()
    cache.clear()
    yield


@pytest.fixture
def town(db: Any, settings: Any) -> Town:
    """The one coherent community."""
    settings.SECOND_FACTOR_REQUIRED = False
    return build()
