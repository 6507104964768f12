"""Who is told of a clock, and of which clocks somebody was told."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from delek.core.people.models import Post
from delek.core.people.queries import Standing, current_posts, nearest_above, posts_at

from ..flows import REPORT
from ..models import Case, Deadline, Notice, TimeLimit
from .concerned import ABOUT, may_be_sent
from .desk import cases_for

TOLD = 20
IN_HAND = ("dispatched", "on_site", "handling")


def due_notices(at: datetime, limit: int = 100) -> list[Deadline]:
    """Clocks of which somebody is to be told by now, the oldest first."""
    rows = Deadline.objects.filter(notice_at__lte=at).order_by("notice_at", "id")
    return list(rows.select_related("case")[:limit])


def holders_of(case: Case, step: str, at: datetime) -> list[Post]:
    """Whose clock it is: who answers at the place above, who was sent, or the desk of the community."""
    if step == TimeLimit.Step.SUPERIOR:
        return _fit(posts_at(case.holder, "case.answer", at), case, at)
    if case.assignee_id and case.state in IN_HAND:
        return may_be_sent(case, _sent(case, at), at) or _desk(case, at)
    return _desk(case, at)


def superiors_of(case: Case, step: str, at: datetime) -> list[Post]:
    """Who stands above the holder: the desk above who was sent, the nearest office above a place."""
    if step == TimeLimit.Step.SUPERIOR:
        return _fit(nearest_above(case.holder, "case.answer", at), case, at)
    if case.assignee_id and case.state in IN_HAND:
        return _desk(case, at)
    return _fit(nearest_above(case.desk or case.community, "case.answer", at), case, at)


def _sent(case: Case, at: datetime) -> list[Post]:
    return list(current_posts(at).filter(pk__in=[case.assignee_id]))


def _desk(case: Case, at: datetime) -> list[Post]:
    if case.desk is not None:
        return _fit(posts_at(case.desk, ABOUT, at), case, at)
    return _fit(posts_at(case.community, "case.accept", at), case, at)


def _fit(posts: list[Post], case: Case, at: datetime) -> list[Post]:
    """A report about staff goes past those who may not read it, past the person concerned, and past whom they lead."""
    open_to = [p for p in posts if not case.about_staff or ABOUT in p.kind.capabilities]
    return may_be_sent(case, open_to, at)


def last_notices(cases: Iterable[Case]) -> dict[int, datetime]:
    """When the last notice of each case went out; of which none did is not among them."""
    rows = Notice.objects.filter(case__in=[case.pk for case in cases]).order_by()
    return dict(rows.values_list("case").annotate(last=Max("at")))


def notices_of(case: Case) -> QuerySet[Notice]:
    """The notices of a case, with the posts that were told."""
    posts = ("holders__person", "holders__kind", "superiors__person", "superiors__kind")
    return case.notices.select_related("deadline").prefetch_related(*posts)


def told_from_below(standing: Standing, limit: int = TOLD) -> QuerySet[Notice]:
    """Clocks that ran out at a place below somebody, who was told of it; only while the case is open."""
    return _below(standing).order_by("-at", "-id")[:limit]


def count_below(standing: Standing) -> int:
    """How many cases these are, shown or not."""
    return _below(standing).values("case").distinct().count()


def _below(standing: Standing) -> QuerySet[Notice]:
    mine = [p.pk for p in standing.posts]
    rows = Notice.objects.filter(superiors__in=mine, case__state__in=REPORT.open_states(), deadline__met_at=None)
    rows = rows.filter(Q(case__about_staff=False) | Q(case__in=cases_for(standing).select_related(None)))
    return rows.select_related("case__community", "deadline").distinct()
