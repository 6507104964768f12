"""The clocks of a case."""

from django.db import models

from .case import Case
from .category import TimeLimit


class Deadline(models.Model):
    """One clock: when it began, when it is due, when it was met. Pausing moves ``due_at`` when work resumes."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    step = models.CharField(max_length=12, choices=TimeLimit.Step.choices)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    calendar_known = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=models.Q(met_at=None), name="one_clock_of_a_kind_runs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"
