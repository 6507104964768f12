"""Finding matters again by their reporter's number: a look at whose matter it is."""

from datetime import datetime

from django.db import transaction

from delek.core.people.queries import Standing
from delek.core.timeline.actions import person, record

from ..models import Case, Report
from ..queries import cases_for
from ..queries.around import surround

MOST = 20


def look_for_reporter(*, phone: str, standing: Standing, at: datetime) -> list[Case]:
    """The newest matters that were reported with a number, of those this person may open.

    Each is a look, which its reporter can read; the search itself is recorded too, without the number.
    """
    with transaction.atomic():
        mine = cases_for(standing).select_related(None).order_by("-opened_at", "-pk")
        cases = list(mine.filter(reports__phone=phone).distinct()[:MOST])
        surround(cases, at)
        by = person(standing.person.pk)
        for report in Report.objects.filter(phone=phone, case__in=cases).select_related("case").order_by("pk"):
            record(
                subject=("case", report.case_id), verb="reporter_seen", by=by, at=at,
                community_id=report.case.community_id, particulars={"report": report.pk, "sought": "phone"},
            )  # fmt: skip
        record(
            subject=("search", standing.person.pk), verb="reporter_sought", by=by, at=at,
            community_id=standing.posts[0].place.community_id or 0, particulars={"found": len(cases)},
        )  # fmt: skip
    return cases
