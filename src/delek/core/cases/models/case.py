"""One matter on its way to being settled."""

from django.db import models

from delek.core.people.models import Post
from delek.core.places.models import Place
from delek.foundation.privacy import Personal

from ..flows import closed_states
from .category import Category, Urgency


class Series(models.Model):
    """The next number of one community's year; taken with one upsert, so that numbers have no doubles."""

    community_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community_id", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(models.Model):
    """The current state of a matter; how it came there stands in its events.

    ``concerns``: whom a report about staff is about. ``desk``: the place above that settles it in the community's
    stead, which then sees nothing of it.
    """

    # An index that another begins with, or that nobody asks, is not kept: every report would have to write it.
    community = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="cases")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)  # given last, within the transaction that opens the case
    flow = models.CharField(max_length=16, default="report")
    state = models.CharField(max_length=16)
    state_before = models.CharField(max_length=16, blank=True)
    finished_by = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    pause_asked_by = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY)
    about_staff = models.BooleanField(default=False)
    concerns = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    desk = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8)
    search = models.TextField(blank=True)
    holder = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="held_cases")
    assignee = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="cases"
    )
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    due_from = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    resident_spoke_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    returned = models.PositiveSmallIntegerField(default=0)
    reworked = models.PositiveSmallIntegerField(default=0)
    postponed = models.PositiveSmallIntegerField(default=0)
    paused = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    solved = models.CharField(max_length=8, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    personal = {
        "title": Personal("to find the matter again", "the reporter's own words", "closed_at", 1095),
        "search": Personal("to find the matter again", "the reporter's own words", "closed_at", 1095),
    }
    plain = frozenset({"flow", "state", "state_before", "language", "solved"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "year", "number"], name="case_number_once")]
        indexes = [
            models.Index(fields=["community", "state", "due_at"], name="case_queue"),
            models.Index(
                fields=["community", "due_at"], condition=~models.Q(state__in=closed_states()), name="case_open"
            ),
            models.Index(fields=["holder", "state"], name="case_holder"),
            models.Index(fields=["assignee", "state"], name="case_assignee"),
            models.Index(fields=["place", "opened_at"], name="case_place"),
            # What is over, newest first; written when a case closes, not when it is reported.
            models.Index(
                fields=["community", "-closed_at", "-id"], condition=models.Q(closed_at__isnull=False), name="case_over"
            ),
            models.Index(
                fields=["community", "-opened_at", "-id"], condition=models.Q(closed_at__isnull=False),
                name="case_over_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as it is printed and said: year and four digits."""
        return f"{self.year}-{self.number or 0:04d}"


class Holding(models.Model):
    """A time in which a place above held the case: the question asked, the answer given."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holdings")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="holdings")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refused = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    personal = {
        "question": Personal("to settle the matter", "needed by the staff who handle it", "case closed_at", 1095),
        "answer": Personal("to settle the matter", "needed by the staff who handle it", "case closed_at", 1095),
    }
    plain: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["place", "answered_at"], name="holding_open")]

    def __str__(self) -> str:
        return f"{self.case_id} at {self.place_id}"
