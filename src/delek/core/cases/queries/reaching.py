"""Where a notice is to go."""

from delek.core.timeline.models import Delivery
from delek.foundation.push import Browser, read_browser

from ..models import Subscription


def browser_of(delivery: Delivery) -> Browser | None:
    """The browser a notice is for; None where it asked for no more."""
    row = Subscription.objects.filter(pk=int(delivery.address or 0)).first()
    return read_browser(row.endpoint, row.key, row.secret) if row else None
