"""Where a notice is to go, and where an e-mail says that no more are wanted."""

from django.conf import settings
from django.db.models import Q

from delek.core.timeline.models import Delivery
from delek.foundation.push import Browser, read_browser

from ..models import Report, Subscription
from .residents import token_of


def browser_of(delivery: Delivery) -> Browser | None:
    """The browser a notice is for; None where it asked for no more."""
    row = Subscription.objects.filter(pk=int(delivery.address or 0)).first()
    return read_browser(row.endpoint, row.key, row.secret) if row else None


def stop_link(delivery: Delivery) -> str:
    """The address that ends the e-mails of one report, without signing in; none for what is not about a report."""
    if delivery.event is None or delivery.event.subject_kind != "case":
        return ""
    case = delivery.event.subject_id
    reports = Report.objects.filter(Q(case=case) | Q(case__joined_to=case), email=delivery.address)
    links = (f"{settings.ORIGIN}/r/{token_of(report)}" for report in reports)
    return next((f"{link}/notices/none" for link in links if link in delivery.text), "")
