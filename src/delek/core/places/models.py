"""The tree of places and the codes that name them."""

from django.db import models
from treebeard.mp_tree import MP_Node

from delek.core.language.models import WordsField
from delek.foundation.privacy import Personal


class Place(MP_Node):
    """One node: region, prefecture, district, department, subdistrict, community, grid or point."""

    class Kind(models.TextChoices):
        REGION = "region"
        PREFECTURE = "prefecture"
        DISTRICT = "district"
        DEPARTMENT = "department"
        SUBDISTRICT = "subdistrict"
        COMMUNITY = "community"
        GRID = "grid"
        POINT = "point"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=40, unique=True)
    number = models.PositiveIntegerField(default=0)
    name = WordsField()
    directions = WordsField()
    phone = models.CharField(max_length=32, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    community = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    node_order_by: list[str] = []

    personal: dict[str, Personal] = {}
    plain = frozenset({"path", "key", "name", "directions", "phone", "outline"})

    class Meta:
        indexes = [models.Index(fields=["community", "kind", "number"], name="place_in_community")]

    def __str__(self) -> str:
        return str(self.name)


class Code(models.Model):
    """A printed token that names a place and a service. The token itself is derived from the id and signed."""

    class Service(models.TextChoices):
        POINT = "point"
        REPORT = "report"
        STAFF = "staff"
        POLICIES = "policies"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="codes")
    service = models.CharField(max_length=10, choices=Service.choices, default=Service.REPORT)
    issued_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.service} at {self.place_id}"
