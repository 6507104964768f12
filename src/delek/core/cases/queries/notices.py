"""Who is told of a clock, and of which clocks somebody was told."""

from datetime import datetime

from django.db.models import QuerySet

from delek.core.people.models import Post
from delek.core.people.queries import Standing, current_posts, nearest_above, posts_at

from ..flows import REPORT
from ..models import Case, Deadline, Notice, TimeLimit

IN_HAND = ("dispatched", "on_site", "handling")


def due_notices(at: datetime, limit: int = 100) -> list[Deadline]:
    """Clocks of which somebody is to be told by now, the oldest first."""
    rows = Deadline.objects.filter(notice_at__lte=at).order_by("notice_at", "id")
    return list(rows.select_related("case")[:limit])


def holders_of(case: Case, step: str, at: datetime) -> list[Post]:
    """Whose clock it is: who answers at the place above, who was sent, or the desk of the community."""
    if step == TimeLimit.Step.SUPERIOR:
        return _fit(posts_at(case.holder, "case.answer", at), case)
    if case.assignee_id and case.state in IN_HAND:
        return _fit(_sent(case, at), case) or _desk(case, at)
    return _desk(case, at)


def superiors_of(case: Case, step: str, at: datetime) -> list[Post]:
    """Who stands above the holder: the desk above who was sent, the nearest office above a place."""
    if step == TimeLimit.Step.SUPERIOR:
        return _fit(nearest_above(case.holder, "case.answer", at), case)
    if case.assignee_id and case.state in IN_HAND:
        return _desk(case, at)
    return _fit(nearest_above(case.community, "case.answer", at), case)


def _sent(case: Case, at: datetime) -> list[Post]:
    return list(current_posts(at).filter(pk__in=[case.assignee_id]))


def _desk(case: Case, at: datetime) -> list[Post]:
    return _fit(posts_at(case.community, "case.accept", at), case)


def _fit(posts: list[Post], case: Case) -> list[Post]:
    """A report about staff goes past those who may not read it, and past the person concerned."""
    concerned = case.concerns.person_id if case.concerns else None
    open_to = [p for p in posts if not case.about_staff or "case.about_staff" in p.kind.capabilities]
    return [p for p in open_to if p.person_id != concerned]


def notices_of(case: Case) -> QuerySet[Notice]:
    """The notices of a case, with the posts that were told."""
    posts = ("holders__person", "holders__kind", "superiors__person", "superiors__kind")
    return case.notices.select_related("deadline").prefetch_related(*posts)


def told_from_below(standing: Standing, limit: int = 20) -> QuerySet[Notice]:
    """Clocks that ran out at a place below somebody, who was told of it; only while the case is open."""
    mine = [p.pk for p in standing.posts]
    rows = Notice.objects.filter(superiors__in=mine, case__state__in=REPORT.open_states(), deadline__met_at=None)
    return rows.select_related("case__community", "deadline").distinct().order_by("-at", "-id")[:limit]
