"""That somebody took the figures of a place along."""

from datetime import datetime

from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.core.timeline.actions import person, record


def export_figures(
    *, place: Place, kind: str, starts: datetime, ends: datetime, standing: Standing, at: datetime
) -> None:
    """Record it: which place, which time, as what."""
    record(
        subject=("place", place.pk), verb="figures_exported", by=person(standing.person.pk), at=at,
        community_id=place.community_id or place.pk,
        particulars={"kind": kind, "from": starts.isoformat(), "to": ends.isoformat()},
    )  # fmt: skip
