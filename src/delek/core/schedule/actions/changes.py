"""Changes of the calendar on their way to the clocks that run."""

from datetime import datetime, timedelta

from ..models import CalendarChange
from ..queries import forget_calendars

SETTLED = timedelta(minutes=2)
"""By then every process has read the calendar anew, and whatever is opened is reckoned by it."""
AGAIN = timedelta(hours=1)


def next_change(at: datetime) -> CalendarChange | None:
    """The oldest change that every process knows by now; the calendar is read anew for it."""
    change = CalendarChange.objects.filter(at__lte=at - SETTLED).select_related("place").first()
    if change:
        forget_calendars()
    return change


def reach(*, change: CalendarChange, case: int, failed: bool) -> None:
    """Note how far a change has come, and whether a clock on the way failed."""
    CalendarChange.objects.filter(pk=change.pk).update(reached=case, failed=change.failed or failed)


def settle_change(*, change: CalendarChange, failed: bool, at: datetime) -> None:
    """A change has come to every clock; what it was stands in its event. Where one failed, it begins again later."""
    row = CalendarChange.objects.filter(pk=change.pk)
    if change.failed or failed:
        row.update(reached=0, failed=False, at=at + AGAIN)
    else:
        row.delete()
