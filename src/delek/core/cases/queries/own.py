"""What is held about the holder of a number, and who looked at it."""

import hmac
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q

from delek.core.people.models import Post
from delek.core.timeline.models import Delivery, Event
from delek.foundation.ids import token_digest

from ..flows import FLOWS
from ..models import Attachment, Case, Report, Statement, Subscription, Visit
from .around import surround
from .residents import Told, token_of

VISIT = timedelta(hours=12)
MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a member of staff at a name and number: when, and under which post."""

    at: datetime
    post: Post | None


@dataclass(frozen=True, slots=True)
class Held:
    """One report with what is kept of it. ``is_over``: it can be erased."""

    report: Report
    token: str
    said: Sequence[Told]
    looks: Sequence[Look]
    is_over: bool


def visit_of(secret: str, at: datetime) -> Visit | None:
    """The visit a cookie names, where its code was shown within the last twelve hours."""
    digest = token_digest(secret)
    visit = Visit.objects.filter(secret_digest=digest, shown_at__gt=at - VISIT).first()
    return visit if visit and hmac.compare_digest(visit.secret_digest, digest) else None


def reports_of(visit: Visit, at: datetime) -> list[Report]:
    """Every report left with the visitor's number, the newest first."""
    rows = list(Report.objects.filter(phone=visit.phone).select_related("case__joined_to").order_by("-id"))
    surround([case for row in rows for case in (row.case, row.case.joined_to) if case], at)
    return rows


def own_report(visit: Visit, pk: int, at: datetime) -> Report | None:
    """One of the visitor's reports; another's is not found."""
    return next((row for row in reports_of(visit, at) if row.pk == pk), None)


def held(visit: Visit, at: datetime) -> list[Held]:
    """All that is held under the visitor's number."""
    reports = reports_of(visit, at)
    looks, said = _looks(reports), _said(reports)
    return [
        Held(
            report, token_of(report), said[report.pk], looks[report.pk],
            is_over(report.case.joined_to or report.case),
        )
        for report in reports
    ]  # fmt: skip


def is_over(case: Case) -> bool:
    """Whether nothing more is expected of a matter."""
    return not FLOWS[case.flow].state_by_key[case.state].open


def is_proven(visit: Visit, email: str) -> bool:
    """Whether an e-mail address already stands with one of the visitor's reports; it was proven then."""
    return Report.objects.filter(phone=visit.phone, email=email).exclude(email="").exists()


def messages_to(visit: Visit) -> list[Delivery]:
    """The last messages to the visitor's number, e-mail addresses and browsers, the newest first; without codes."""
    own = Report.objects.filter(phone=visit.phone)
    to = Q(channel=Delivery.Channel.SMS, address=visit.phone)
    to |= Q(channel=Delivery.Channel.MAIL, address__in=own.exclude(email="").values("email"))
    browsers = [str(pk) for pk in Subscription.objects.filter(report__in=own).values_list("pk", flat=True)]
    to |= Q(channel=Delivery.Channel.PUSH, address__in=browsers)
    codes = ("code_asked", "proof_asked")
    return list(Delivery.objects.filter(to).exclude(event__verb__in=codes).order_by("-id")[:MESSAGES])


def _said(reports: Sequence[Report]) -> dict[int, list[Told]]:
    rows = Statement.objects.filter(report__in=reports).order_by("at", "id")
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("attachments", Attachment.objects.select_related("media"))):
        media = tuple(a.media for a in row.attachments.all())
        found[row.report_id or 0].append(Told(row.at, True, row, media))
    return found


def _looks(reports: Sequence[Report]) -> dict[int, list[Look]]:
    events = list(
        Event.objects.filter(
            subject_kind="case", verb="reporter_seen", subject_id__in=[r.case_id for r in reports]
        ).order_by("at")
    )
    posts = list(Post.objects.select_related("kind", "place").filter(person__in={e.actor_id for e in events}))
    found: defaultdict[int, list[Look]] = defaultdict(list)
    for event in events:
        found[event.particulars.get("report", 0)].append(Look(event.at, _post(posts, event)))
    return found


def _post(posts: Sequence[Post], event: Event) -> Post | None:
    """The post under which somebody looked: one they held then."""
    return next(
        (
            post for post in posts
            if post.person_id == event.actor_id and post.starts_at <= event.at
            and (post.ends_at is None or post.ends_at > event.at)
        ),
        None,
    )  # fmt: skip
