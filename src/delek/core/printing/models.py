"""What hangs where, what was asked to be printed, the numbers on it, and how often its codes are scanned."""

from django.conf import settings
from django.db import models

from delek.core.language.models import WordsField
from delek.core.places.models import Code, Place
from delek.foundation.privacy import Personal

SERVICES = ("point", "report", "staff", "policies")


class Poster(models.Model):
    """One edition of what is printed for a point: the poster on its wall, or the card in the homes around it.

    The homes of a point share the codes of its card: a code of one home would tell who reports.
    """

    class Kind(models.TextChoices):
        POSTER = "poster"
        CARD = "card"

    class Why(models.TextChoices):
        REPLACED = "replaced"
        RETIRED = "retired"
        EXPIRED = "expired"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="posters")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    edition = models.PositiveIntegerField()
    point = models.OneToOneField(Code, on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(Code, on_delete=models.PROTECT, related_name="+")
    staff = models.OneToOneField(Code, on_delete=models.PROTECT, related_name="+")
    policies = models.OneToOneField(Code, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True, blank=True)
    hung_on = models.DateField(null=True, blank=True)
    hung_where = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal: dict[str, Personal] = {}
    plain = frozenset({"hung_where"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "edition"], name="poster_edition_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.edition} of {self.place_id}"

    def codes(self) -> dict[str, Code]:
        """Its four codes by the service that each names."""
        return {service: getattr(self, service) for service in SERVICES}


class PrintJob(models.Model):
    """Somebody asked for a print: a row first, worked by the worker, its file swept after some days."""

    class Paper(models.TextChoices):
        A4 = "a4"
        A3 = "a3"

    class State(models.TextChoices):
        WAITING = "waiting"
        PRINTING = "printing"
        DONE = "done"
        FAILED = "failed"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Poster.Kind.choices)
    paper = models.CharField(max_length=4, choices=Paper.choices, default=Paper.A4)
    copies = models.PositiveIntegerField(default=1)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"file", "trouble"})

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], name="print_waiting", condition=models.Q(state__in=("waiting", "printing"))
            )
        ]

    def __str__(self) -> str:
        return f"print {self.pk}: {self.state}"


class ServiceNumber(models.Model):
    """A number to call that stands on a community's posters and cards."""

    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="service_numbers")
    number = models.CharField(max_length=20)
    name = WordsField()
    urgent = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    personal: dict[str, Personal] = {}
    plain = frozenset({"number", "name"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="service_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Scans(models.Model):
    """How often a code was scanned on one day. Nothing is kept of who scanned it."""

    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="scans")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="scans_once_a_day")]

    def __str__(self) -> str:
        return f"{self.code_id} on {self.day}: {self.count}"
