"""Programs of others that bring reports to a community and read how they go."""

from django.db import models

from delek.core.cases.models import Report
from delek.core.places.models import Place
from delek.foundation.privacy import Personal


class Program(models.Model):
    """One outside program of one community, known by its key; of the key only a digest and its last letters stay.

    ``per_minute`` counts everything it asks, ``per_day`` the reports it brings. ``used_on`` is a day, not a time:
    enough to find the programs that nobody uses any more.
    """

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    key_digest = models.CharField(max_length=64, unique=True)
    key_end = models.CharField(max_length=4)
    may_read = models.BooleanField(default=True)
    may_write = models.BooleanField(default=True)
    per_minute = models.PositiveIntegerField(default=60)
    per_day = models.PositiveIntegerField(default=500)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"name", "key_digest", "key_end"})

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Brought(models.Model):
    """Which program brought a report. Whoever brought it hears of it what its reporter hears."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, db_index=False, related_name="+")
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="brought")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["program", "at"], name="brought_by_program")]

    def __str__(self) -> str:
        return f"report {self.report_id} by program {self.program_id}"
