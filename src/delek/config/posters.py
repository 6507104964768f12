"""Printing from the command line: the same job as in the settings, waited for."""

import argparse

from django.utils.translation import activate

from delek.core.places.models import Place
from delek.core.places.queries import communities, place_by_key
from delek.core.printing.actions import ask_print, print_now
from delek.core.printing.models import PrintJob
from delek.core.printing.queries.jobs import printed
from delek.core.timeline.actions import SYSTEM
from delek.foundation.clock import now

KINDS = {"posters": "poster", "cards": "card"}


def posters(given: argparse.Namespace) -> int:
    """Write the print to the file; 1 where there is nothing to print or the press failed."""
    activate("zh-hans")
    place = _place(given.place)
    if place is None:
        print("Name a place: " + ", ".join(c.key for c in communities()))  # noqa: T201
        return 1
    job = ask_print(
        place=place,
        kind=KINDS[given.what],
        paper=given.paper,
        copies=max(1, given.copies),
        asker=None,
        by=SYSTEM,
        at=now(),
    )
    job = print_now(job=job, clock=now, say=_say)
    data = printed(job)
    if data is None:
        print(f"Not printed: {job.trouble}")  # noqa: T201
        return 1
    given.to.write_bytes(data)
    unknown = f"; no face has: {job.trouble}" if job.trouble else ""
    print(f"{given.to}: {job.total} {given.what}, {len(data) // 1024} KB{unknown}")  # noqa: T201
    return 0


def _place(key: str) -> Place | None:
    if key:
        return place_by_key(key)
    every = communities()
    return every[0] if len(every) == 1 else None


def _say(job: PrintJob) -> None:
    print(f"{job.done} of {job.total}", flush=True)  # noqa: T201
