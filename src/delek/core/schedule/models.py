"""The calendar in layers, and office hours."""

from django.db import models

from delek.core.places.models import Place
from delek.foundation.privacy import Personal


class CalendarDay(models.Model):
    """One day that differs: national where ``place`` is empty, else for that place's subtree. The nearer wins."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=120, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"name", "source"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="calendar_day_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.day}: {'work' if self.works else 'off'}"


class OfficeSpan(models.Model):
    """One span of office hours. A place without spans uses those above it; at last 09:30-13:00, 15:30-18:00."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="span_ends_after")]

    def __str__(self) -> str:
        return f"{self.starts}-{self.ends}"
