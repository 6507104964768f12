"""The clocks of a case, and the notices given when they run out."""

from datetime import timedelta

from django.db import models

from delek.core.people.models import Post

from .case import Case
from .category import TimeLimit


class Deadline(models.Model):
    """One clock: when it began, when it is due, when it was met. Pausing moves ``due_at`` when work resumes.

    ``notice_at`` is when its next notice is due and empty where none is: the worker looks for nothing else.
    ``told`` is how far this term of the clock was told of: 0, 50 or 100 percent.
    ``working_days`` is what the term allows in office days; empty where it does not hang on the calendar. ``stood``
    is how long the clock stood still.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    step = models.CharField(max_length=12, choices=TimeLimit.Step.choices)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    half_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    calendar_known = models.BooleanField(default=True)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    stood = models.DurationField(default=timedelta)
    told = models.PositiveSmallIntegerField(default=0)
    notice_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=models.Q(met_at=None), name="one_clock_of_a_kind_runs"
            )
        ]
        indexes = [
            models.Index(fields=["notice_at"], name="deadline_notice", condition=models.Q(notice_at__isnull=False)),
            models.Index(fields=["due_at"], name="deadline_limit", condition=models.Q(step="solve")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class Notice(models.Model):
    """That the holder was told of a clock: half of its time is used, or all of it; then the superior too.

    One for each share of each term of a clock; the database refuses a second.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="notices")
    share = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()
    holders = models.ManyToManyField(Post, related_name="+")
    superiors = models.ManyToManyField(Post, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["deadline", "share", "due_at"], name="notice_once")]
        indexes = [models.Index(fields=["case", "at"], name="notice_case_at")]

    def __str__(self) -> str:
        return f"{self.deadline_id} {self.share}"
