"""What may no longer be kept is deleted by the software (quality.md S10)."""

from datetime import datetime, timedelta

from delek.core.timeline.actions import SYSTEM, record
from delek.core.timeline.models import Delivery
from delek.foundation.words import Words

from ..models import Case, Report, Statement


def forget_expired(*, at: datetime) -> dict[str, int]:
    """Blank every personal column whose time is over; says how many rows of each kind. Safe to run again."""
    names = Report.objects.filter(case__closed_at__lt=at - _keep(Report, "phone")).exclude(name="", phone="")
    words = Statement.objects.filter(case__closed_at__lt=at - _keep(Statement, "text")).exclude(text="", note="")
    titles = Case.objects.filter(closed_at__lt=at - _keep(Case, "title")).exclude(title="", search="")
    messages = Delivery.objects.filter(created_at__lt=at - _keep(Delivery, "text")).exclude(address="", text="")
    forgotten = {
        "names": names.update(name="", phone=""),
        "words": words.update(text="", note="", sentence=Words()),
        "titles": titles.update(title="", search=""),
        "messages": messages.update(address="", text=""),
    }
    if any(forgotten.values()):
        record(subject=("job", 1), verb="forgotten", by=SYSTEM, at=at, community_id=0, particulars=forgotten)
    return forgotten


def _keep(model: type[Report | Statement | Case | Delivery], column: str) -> timedelta:
    return timedelta(days=model.personal[column].keep_days or 0)
