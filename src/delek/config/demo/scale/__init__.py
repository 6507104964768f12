"""A prefecture in one database, for trying and measuring: ``delek demo --scale 1000000``.

Communities of some thousand cases in three years stand beside the model community; the cases' lives are drawn, the
rows are what the real verbs leave, and ``delek verify`` finds every chain whole.
"""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from random import Random

from delek.core.cases.models import Case, Category

from ..town import DATA
from .lives import Sample, lives, times_of
from .sites import site_of, sites
from .writing import Site, Writer

YEARS, EACH = 3, 6000
"""How far back the cases reach, and how many a community has at most: two thousand a year (domain.md 12)."""
TOLD = 20_000


def fill(count: int, *, at: datetime, real: Path | None = None, say: Callable[[str], None] = print) -> int:
    """Bring the database to ``count`` cases; how many were written. ``real``: service requests to take times from."""
    missing = count - Case.objects.count()
    if missing <= 0:
        return 0
    rng = Random(missing)  # noqa: S311 - nothing hangs on these numbers
    since, began = at - timedelta(days=365 * YEARS), time.monotonic()
    shares = list(_shares(missing, at))  # first: what founds a community is written down by the verbs themselves
    writer, done = Writer(at, dict(Category.objects.values_list("key", "pk"))), 0
    times = times_of(real) if real else []
    for site, share in shares:
        for life in lives(share, _samples(), times, since=since, at=at, rng=rng):
            writer.add(life, site)
            done += 1
            if done % TOLD == 0:
                say(f"{done:,} of {missing:,} cases, {done / (time.monotonic() - began):,.0f} a second")
    writer.end()
    return done


def _shares(count: int, at: datetime) -> Iterator[tuple[Site, int]]:
    wanted = ceil(count / EACH)
    found = sites(wanted, at)
    each, rest = divmod(count, len(found))
    for position, community in enumerate(found):
        yield site_of(community, at), each + (position < rest)


def _samples() -> list[Sample]:
    rows = [row for name in ("reports", "office") for row in json.loads((DATA / f"{name}.json").read_text())]
    return [Sample(row["text"], row["category"], row["language"], row["urgency"]) for row in rows if row.get("text")]
