"""What a community can change without a programmer: categories, limits, texts."""

from django.db import models

from delek.core.language.models import WordsField
from delek.core.places.models import Place
from delek.foundation.privacy import Personal


class Urgency(models.TextChoices):
    """The class of a matter; its limits stand in :class:`TimeLimit` (domain.md 3)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ORDINARY = "ordinary"
    QUESTION = "question"
    CALL = "call"


class Category(models.Model):
    """What a case is about; two levels. ``tile`` orders the pictures of its page, empty: not shown.

    Of a call-over it is what somebody is needed for: ``post_kinds`` are the keys of those who are asked first, and
    the class "emergency" leads to 120 before it.
    """

    key = models.SlugField(max_length=32, unique=True)
    flow = models.CharField(max_length=16, default="report")
    post_kinds = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = WordsField()
    icon = models.CharField(max_length=32, default="c-other")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY)
    tile = models.PositiveSmallIntegerField(null=True, blank=True)
    about_staff = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)

    personal: dict[str, Personal] = {}
    plain = frozenset({"key", "name", "icon", "flow", "post_kinds"})

    class Meta:
        ordering = ["tile", "id"]

    def __str__(self) -> str:
        return str(self.name)


class TimeLimit(models.Model):
    """How long one step of one class may take; for a place's subtree, or for all where ``place`` is empty."""

    class Step(models.TextChoices):
        ACKNOWLEDGE = "acknowledge"
        ON_SITE = "on_site"
        SOLVE = "solve"
        SUPERIOR = "superior"
        OFFER = "offer"

    class Unit(models.TextChoices):
        MINUTES = "minutes"
        WORKING_DAYS = "working_days"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    step = models.CharField(max_length=12, choices=Step.choices)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=12, choices=Unit.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "urgency", "step"], name="limit_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.urgency} {self.step}: {self.amount} {self.unit}"


class ReplyText(models.Model):
    """A community's own sentence for one transition, in place of the flow's."""

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    flow = models.CharField(max_length=16)
    transition = models.CharField(max_length=32)
    text = WordsField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"flow", "transition", "text"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "flow", "transition"], name="reply_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.flow}.{self.transition}"
