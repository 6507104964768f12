"""What stands open at a point, as its neighbours may know it."""

from django.db.models import Count, QuerySet

from delek.core.places.models import Place

from ..flows import REPORT
from ..models import Announcement, Case, Report
from .residents import hearing

AT_WORK = ("received", "accepted", "question", "dispatched", "on_site", "handling", "escalated", "superior", "paused")
"""Neighbours see a matter until its work is done; then the word is with those who reported it."""
MOST = 20


def open_at(place: Place) -> list[Announcement]:
    """The matters at a point that neighbours may know, the newest first; ``people``: how many have reported it."""
    return list(_announced().filter(case__place=place).order_by("-case__opened_at", "-pk")[:MOST])


def announced(pk: int) -> Announcement | None:
    """One matter that neighbours may know."""
    return _with_case(_announced()).filter(pk=pk).first()


def once_announced(pk: int) -> Announcement | None:
    """One matter that neighbours may know, or once did: what they sent then may come again."""
    return _with_case(Announcement.objects.all()).filter(pk=pk).first()


def announcement_of(case: Case) -> Announcement | None:
    """What was said of a case to its neighbours, now or earlier."""
    return Announcement.objects.filter(case=case).select_related("post__kind", "post__person").first()


def may_be_known(case: Case) -> bool:
    """Whether a matter is one for neighbours at all: at a point, at work, and not about staff."""
    return case.place.kind == Place.Kind.POINT and is_at_work(case)


def is_at_work(case: Case) -> bool:
    apart = case.flow != REPORT.key or case.about_staff or case.concerns_id or case.joined_to_id
    return not apart and case.state in AT_WORK


def names_of(case: Case) -> set[str]:
    """The names and numbers that its reporters left: none of them may be read by neighbours."""
    rows: QuerySet[Report] = hearing(case)
    return {said for row in rows for said in (row.name.strip(), row.phone.strip()) if len(said) > 1}


def _announced() -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(
        taken_down_at=None, case__flow=REPORT.key, case__about_staff=False, case__concerns=None,
        case__joined_to=None,
        case__state__in=AT_WORK,
    )  # fmt: skip
    return rows.select_related("case").annotate(people=Count("case__joined") + 1)


def _with_case(rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    return rows.select_related("case__place__community", "case__category")
