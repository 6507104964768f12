"""P2b: the desk's whole page, with its queue of 50 and its counts, at 50,000 cases of one community."""

import random
from datetime import datetime, timedelta
from typing import Any

from bench.house import granian, prepare
from bench.report import percentile, say
from bench.wire import hammer, question

CASES = 50_000
PEER = 1.2
SECONDS = 6
STATES = (("closed", 960), ("declined", 15), ("received", 5), ("accepted", 6), ("handling", 8), ("escalated", 6))
"""A community's matters by state, of a thousand; most are over."""


def run() -> None:
    prepare()
    from tests.town import build

    town = build()
    fill(town, CASES)
    cookie = signed_in(town)
    with granian(2) as port:
        for concurrency in (1, 8):
            times, seconds = load(port, cookie, concurrency)
            rate = len(times) / seconds
            say(
                f"P2b desk page of 50 rows at {CASES} cases, concurrency {concurrency}",
                rate, "pages/s", times_the_peer=round(rate / PEER, 1), at_least=50,
                p95_ms=round(percentile(times, 0.95) * 1000, 1),
            )  # fmt: skip


def fill(town: Any, count: int) -> None:
    """Cases of three years with their reports' titles, written in bulk; the planner knows the tables afterwards."""
    from django.db import connection

    from delek.core.cases.models import Case, Category
    from delek.foundation.clock import now

    cable = Category.objects.get(key="cable")
    rng, at = random.Random(7), now()
    for first in range(0, count, 2000):
        numbers = range(first, min(first + 2000, count))
        Case.objects.bulk_create(case(town, cable, rng, at, number) for number in numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def case(town: Any, category: Any, rng: random.Random, at: datetime, number: int) -> Any:
    from delek.core.cases.models import Case

    state = rng.choices([s for s, _ in STATES], [n for _, n in STATES])[0]
    opened = at - timedelta(days=rng.uniform(0, 3 if state not in ("closed", "declined") else 1000))
    closed = opened + timedelta(days=rng.uniform(0.5, 9)) if state in ("closed", "declined") else None
    return Case(
        community=town.community, place=rng.choice(list(town.points.values())), holder=town.community,
        year=2000 + number // 9000, number=number % 9000 + 1, state=state, category=category, language="zh-hans",
        title="旧线缆掉下来了，横在巷道上", search=f" {number} ",
        opened_at=opened, changed_at=opened, due_at=opened + timedelta(days=5),
        due_from=opened, closed_at=closed,
    )  # fmt: skip


def signed_in(town: Any) -> str:
    """The dispatcher's session, as a cookie."""
    from django.test import Client

    client = Client()
    client.force_login(town.dispatcher)
    return f"sessionid={client.cookies['sessionid'].value}"


def load(port: int, cookie: str, concurrency: int) -> tuple[list[float], float]:
    """Open the desk again and again from so many clients."""

    asked = question("GET", "/desk/", {"Cookie": cookie})

    def right(status: int, text: bytes) -> bool:
        return status == 200 and text.count(b'class="row ') >= 50

    return hammer(port, lambda: asked, right, concurrency, SECONDS)
