"""Programs of others that bring reports to a community and read how they go."""

from django.db import models

from delek.core.cases.models import Report
from delek.core.places.models import Place
from delek.core.timeline.models import Event
from delek.foundation.privacy import Personal


class Program(models.Model):
    """One outside program of one community, known by its key; of the key only a digest and its last letters stay.

    ``may_read``: how its own reports go; ``may_see``: all matters of the community, without words and names.
    ``per_minute`` counts everything it asks, ``per_day`` the reports it brings. ``used_on`` is a day, not a time:
    enough to find the programs that nobody uses any more.
    """

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    key_digest = models.CharField(max_length=64, unique=True)
    key_end = models.CharField(max_length=4)
    may_read = models.BooleanField(default=True)
    may_write = models.BooleanField(default=True)
    may_see = models.BooleanField(default=False)
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


class Hook(models.Model):
    """Where a program is told of changes. Its secret is derived from ``salt`` and a key of the installation.

    ``since``: nothing before it is told; ``looked_at``: until when changes were looked for.
    """

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="hook")
    url = models.CharField(max_length=500)
    salt = models.BinaryField(max_length=16)
    since = models.DateTimeField()
    looked_at = models.DateTimeField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"url"})

    def __str__(self) -> str:
        return f"hook of program {self.program_id}"


class Call(models.Model):
    """One change that a program is told of: a row first. It may arrive twice, ``key`` tells so, but never too late
    to be in its order.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, db_index=False, related_name="calls")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, db_index=False, related_name="+")
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=80, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"last_error"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "event"], name="call_once")]
        indexes = [models.Index(fields=["hook", "id"], name="call_waiting", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"call {self.pk} {self.state}"
