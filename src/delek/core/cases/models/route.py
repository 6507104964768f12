"""Rules that say where a matter usually goes."""

from django.db import models

from delek.core.people.models import PostKind
from delek.core.places.models import Place
from delek.foundation.privacy import Personal

from .category import Category


class Route(models.Model):
    """One line of a community's routing: what it is for, and the kind of post or the place above that it names.

    An empty condition holds always. The first line that holds is the suggestion; a person still decides. A line is
    retired, never deleted: a case tells by which it went. ``dropped``: retired without another in its place.
    """

    class Hours(models.TextChoices):
        ANY = "any"
        OPEN = "open"
        CLOSED = "closed"

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hours = models.CharField(max_length=8, choices=Hours.choices, default=Hours.ANY)
    kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    above = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"hours"})

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=None, above__isnull=False) | models.Q(kind__isnull=False, above=None),
                name="route_names_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.community_id}: {self.position}"
