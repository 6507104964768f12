"""Who is on duty, and when somebody is next."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from delek.core.people.models import Post
from delek.foundation.duty import Change, Roster, Weekly

from ..models import DutyChange, Shift


def rosters(posts: Iterable[Post], at: datetime) -> dict[int, Roster]:
    """The duty of each post, by its number: two statements, however many posts."""
    numbers = [post.pk for post in posts]
    weekly: defaultdict[int, list[Weekly]] = defaultdict(list)
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for shift in Shift.objects.filter(post__in=numbers):
        weekly[shift.post_id].append(Weekly(shift.weekday, shift.starts, shift.ends))
    for row in DutyChange.objects.filter(post__in=numbers, ends_at__gt=at):
        changes[row.post_id].append(Change(row.starts_at, row.ends_at, row.is_on))
    return {number: Roster(tuple(weekly[number]), tuple(changes[number])) for number in numbers}


def on_duty(posts: Iterable[Post], at: datetime) -> list[Post]:
    """Those of some posts that are on duty now, in their order."""
    given = list(posts)
    known = rosters(given, at)
    return [post for post in given if known[post.pk].is_on(at)]


def shifts_of(posts: Iterable[Post]) -> dict[int, list[Shift]]:
    """The weekly plan of each post, by its number."""
    found: dict[int, list[Shift]] = {post.pk: [] for post in posts}
    for shift in Shift.objects.filter(post__in=found):
        found[shift.post_id].append(shift)
    return found
