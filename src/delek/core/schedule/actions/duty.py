"""The duty plan, and going on and off duty."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from delek.core.people.models import Post
from delek.core.timeline.actions import By, Forgetting, record

from ..models import DutyChange, Shift
from ..queries.duty import rosters

LONGEST = timedelta(hours=12)
"""A tap holds at most so long: nobody stays on duty by having forgotten."""


@transaction.atomic
def plan_shifts(*, post: Post, weekdays: Collection[int], starts: time, ends: time, by: By, at: datetime) -> None:
    """Add the same shift on some days of each week; one that starts at the same time is replaced."""
    for weekday in sorted(set(weekdays)):
        Shift.objects.update_or_create(post=post, weekday=weekday, starts=starts, defaults={"ends": ends})
    _record(post, by, at, {"weekdays": sorted(set(weekdays)), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"})


@transaction.atomic
def clear_shifts(*, post: Post, by: By, at: datetime) -> None:
    """Take a post's whole weekly plan away."""
    Shift.objects.filter(post=post).delete()
    _record(post, by, at, {"weekdays": []})


@transaction.atomic
def go_on_duty(*, post: Post, at: datetime) -> None:
    """On duty from now: as planned, or for at most twelve hours beyond the plan."""
    _end_changes(post, is_on=False, at=at)
    if not rosters([post], at)[post.pk].is_on(at):
        DutyChange.objects.create(post=post, starts_at=at, ends_at=at + LONGEST, is_on=True)


@transaction.atomic
def go_off_duty(*, post: Post, at: datetime) -> None:
    """Off duty from now until the planned shift would have ended."""
    _end_changes(post, is_on=True, at=at)
    roster = rosters([post], at)[post.pk]
    if roster.is_on(at):
        until = roster.until(at) or at + LONGEST
        DutyChange.objects.create(post=post, starts_at=at, ends_at=until, is_on=False)


def _end_changes(post: Post, *, is_on: bool, at: datetime) -> None:
    rows = DutyChange.objects.filter(post=post, is_on=is_on, ends_at__gt=at)
    rows.filter(starts_at__gte=at).delete()
    rows.filter(starts_at__lt=at).update(ends_at=at)


def _record(post: Post, by: By, at: datetime, particulars: dict[str, object]) -> None:
    record(
        subject=("post", post.pk), verb="duty_planned", by=by, at=at,
        community_id=post.place.community_id or 0, particulars=particulars,
    )  # fmt: skip


def _over(at: datetime) -> QuerySet[DutyChange]:
    return DutyChange.objects.filter(ends_at__lte=at)


def _delete(rows: QuerySet[DutyChange], at: datetime) -> int:
    """No record of who came and went is kept."""
    return DutyChange.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


FORGETTINGS = (Forgetting("duty changes", DutyChange, (), _over, _delete),)
