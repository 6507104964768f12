"""Where a case about staff is settled."""

from datetime import datetime

from ..models import Case
from ..queries.concerned import desk_for


def settle_at(case: Case, at: datetime) -> None:
    """Find the desk where a case about staff is settled, and let it hold the case; the caller saves."""
    before = case.desk or case.community
    case.desk = desk_for(case.community, case.concerns, at)
    if case.holder_id == before.pk:
        case.holder = case.desk or case.community
