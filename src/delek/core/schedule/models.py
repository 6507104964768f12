"""The calendar in layers, office hours, and who is on duty when."""

from django.db import models

from delek.core.people.models import Person, Post
from delek.core.places.models import Place
from delek.core.timeline.models import Event
from delek.foundation.privacy import Personal


class CalendarDay(models.Model):
    """One day that differs: national where ``place`` is empty, else for that place's subtree. The nearer wins.

    ``entered_by`` is empty for what came with the software.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"name", "source"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="calendar_day_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.day}: {'work' if self.works else 'off'}"


class CalendarYear(models.Model):
    """That all days off and swaps announced for a year stand in the calendar, nationally or for a place's subtree.

    A year without such a row is not known, however many single days were entered.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"source"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year"], name="calendar_year_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return str(self.year)


class CalendarChange(models.Model):
    """Days that were entered, changed or taken back, and of which the clocks that run do not know yet.

    The worker reckons them anew, case by case up to ``reached``, and deletes the row. Where a clock ``failed``, it goes
    through all of them once more an hour later.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    first = models.DateField()
    last = models.DateField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.first}: {self.last}"


class OfficeSpan(models.Model):
    """One span of office hours. A place without spans uses those above it; at last 09:30-13:00, 15:30-18:00."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="span_ends_after")]

    def __str__(self) -> str:
        return f"{self.starts}-{self.ends}"


class Shift(models.Model):
    """One line of a post's weekly duty plan; Monday is 0. One that ends before it starts ends on the next day."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["post", "weekday", "starts"], name="shift_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="shift_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.weekday}: {self.starts}-{self.ends}"


class DutyChange(models.Model):
    """A span in which the plan does not count for a post; the newest that covers a moment holds.

    Today it is made by a tap; swaps and holidays are more of the same. Rows whose time is over are deleted each
    night and no Event tells of them: who came and went is no attendance record (domain.md 10).
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="duty_changes")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_on = models.BooleanField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["post", "ends_at"], name="duty_change_post")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="duty_change_ends_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {'on' if self.is_on else 'off'}"
