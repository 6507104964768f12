"""What may be taken back."""

from datetime import datetime, timedelta

from .models import Poster
from .queries.posters import valid_poster

SECOND_THOUGHTS = timedelta(days=1)


def may_be_restored(poster: Poster, at: datetime) -> bool:
    """Retired by hand within a day, while no other edition holds in its place."""
    if poster.retired_at is None or poster.why != Poster.Why.RETIRED or at - poster.retired_at > SECOND_THOUGHTS:
        return False
    return valid_poster(poster.place, poster.kind) is None
