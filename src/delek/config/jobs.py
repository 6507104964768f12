"""Every timed job on one page."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from delek.core.cases.actions import call_on, follow_calendar, forget_presence, tell_of_clocks
from delek.core.cases.actions.reaching import fall_back
from delek.core.content.actions import remind_of_ends
from delek.core.media.actions import process_waiting
from delek.core.media.queries import store
from delek.core.partners.actions import call_due, forget_calls, look_for_changes
from delek.core.printing.actions import expire_posters, forget_prints, store_scans, work_on_prints
from delek.core.timeline.actions import seal, send_due

from .retention import forget_expired
from .wiring import caller, gateways


class Work(Protocol):
    def __call__(self, *, at: datetime) -> Any: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work and how often it is done."""

    name: str
    every: timedelta
    work: Work


def send(*, at: datetime) -> int:
    return send_due(gateways(), at=at, lost=fall_back)


def tell_programs(*, at: datetime) -> int:
    look_for_changes(at=at)
    return call_due(caller(), at=at)


def sweep(*, at: datetime) -> int:
    return store().sweep(3600, time.time())


JOBS = (
    Job("photos", timedelta(seconds=1), process_waiting),
    Job("clocks", timedelta(seconds=10), tell_of_clocks),
    Job("calendar", timedelta(seconds=10), follow_calendar),
    Job("presence", timedelta(seconds=20), forget_presence),
    Job("call-overs", timedelta(seconds=2), call_on),
    Job("messages", timedelta(seconds=5), send),
    Job("programs told", timedelta(seconds=5), tell_programs),
    Job("old calls", timedelta(hours=24), forget_calls),
    Job("policies that end", timedelta(hours=6), remind_of_ends),
    Job("retention", timedelta(hours=24), forget_expired),
    Job("seal", timedelta(hours=24), seal),
    Job("sweep", timedelta(hours=1), sweep),
    Job("prints", timedelta(seconds=1), work_on_prints),
    Job("old prints", timedelta(hours=6), forget_prints),
    Job("expired posters", timedelta(seconds=30), expire_posters),
    Job("scans", timedelta(seconds=30), store_scans),
)
