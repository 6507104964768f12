"""When something was written that waited in a phone before it came."""

from datetime import datetime, timedelta
from typing import Any

AT_LEAST = timedelta(minutes=2)
AT_MOST = timedelta(days=14)


def written_at(request: Any) -> datetime | None:
    """The moment of writing, reckoned back from now by the seconds the phone says it waited.

    The phone tells a length, not a time of day: its clock may be wrong, the length is right all the same. What would
    lie in the future, further back than two weeks, or hardly before it came is left out: it counts as written then.
    """
    said = request.POST.get("waited", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 8):
        return None
    waited = timedelta(seconds=int(said))
    moment: datetime = request.now - waited
    return moment if AT_LEAST <= waited <= AT_MOST else None
