"""The nightly job: whatever may no longer be kept is blanked and deleted, and the night is written down."""

from datetime import datetime

import structlog
from django.contrib.sessions.models import Session

from delek.core.cases.actions import forgetting as cases
from delek.core.cases.actions import visiting as visits
from delek.core.media import actions as media
from delek.core.people.actions import forgetting as people
from delek.core.schedule.actions.duty import FORGETTINGS as DUTY
from delek.core.timeline.actions import FORGETTINGS as MESSAGES
from delek.core.timeline.actions import SYSTEM, Forgetting, Tally, forget, record
from delek.core.timeline.models import Event
from delek.core.wording.actions import FORGETTINGS as REMARKS

LOG = structlog.get_logger()
JOB = ("job", 1)
FORGETTINGS: tuple[Forgetting, ...] = (
    *MESSAGES, *REMARKS, *DUTY, *people.FORGETTINGS, *cases.FORGETTINGS, *visits.FORGETTINGS, *media.FORGETTINGS,
)  # fmt: skip
"""Files come last: first nothing of them is served, then they are deleted."""


def forget_expired(*, at: datetime) -> Event:
    """Forget everything whose time is over; one event says how much of each kind, and what could not be. Repeatable."""
    tallies = {kind.name: _forget(kind, at) for kind in FORGETTINGS}
    done = {name: tally.done for name, tally in tallies.items()}
    failed = {name: tally.failed for name, tally in tallies.items() if tally.failed}
    done["strays"] = media.sweep_strays(at=at)
    done["sessions"] = Session.objects.filter(expire_date__lt=at).delete()[0]
    return record(
        subject=JOB, verb="forgotten", by=SYSTEM, at=at, community_id=0, particulars={"done": done, "failed": failed}
    )


def _forget(kind: Forgetting, at: datetime) -> Tally:
    try:
        return forget(kind, at=at)
    except Exception as trouble:
        LOG.error("kind not forgotten", rows=kind.name, kind=type(trouble).__name__)
        return Tally(failed=1)
