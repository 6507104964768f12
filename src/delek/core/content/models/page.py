"""A page in its languages: what was written is never changed; what is public points to what was approved."""

from django.db import models

from delek.core.language.models import WordsField
from delek.core.people.models import Person
from delek.core.places.models import Place
from delek.foundation.privacy import Personal

from .text import FACTS, Facts, Text


class Heading(models.Model):
    """What pages are found by: a group of people, a topic; and the pictures of common papers."""

    class Kind(models.TextChoices):
        GROUP = "group"
        TOPIC = "topic"
        PAPER = "paper"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.SlugField(max_length=32)
    name = WordsField()
    icon = models.CharField(max_length=32, default="file")
    position = models.PositiveSmallIntegerField(default=0)

    personal: dict[str, Personal] = {}
    plain = frozenset({"key", "name", "icon"})

    class Meta:
        ordering = ["kind", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="heading_once")]

    def __str__(self) -> str:
        return str(self.name)


class Page(models.Model):
    """A policy of one place, read by everybody in its subtree.

    ``last`` counts the saves, so that of two editors the second is told. The columns from ``topic`` on are copies
    of the approved facts; ``facts_checked_at`` is empty while they are the example nobody has looked through.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    facts_number = models.PositiveIntegerField(default=0)
    facts_checked_at = models.DateTimeField(null=True, blank=True)
    topic = models.CharField(max_length=32, blank=True)
    groups = models.JSONField(default=list, blank=True)
    office = WordsField()
    phone = models.CharField(max_length=32, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    questions = models.JSONField(default=list, blank=True)
    reminded = models.CharField(max_length=24, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"key", "topic", "groups", "office", "phone", "questions", "reminded"})

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="page_once")]
        indexes = [models.Index(fields=["valid_to"], name="page_ends", condition=models.Q(withdrawn_at=None))]

    def __str__(self) -> str:
        return self.key

    @property
    def facts(self) -> Facts:
        """The facts that are public."""
        return Facts.from_json(
            {
                "topic": self.topic, "groups": self.groups, "office": self.office.as_json(), "phone": self.phone,
                "valid_from": self.valid_from, "valid_to": self.valid_to, "questions": self.questions,
            }
        )  # fmt: skip


class Version(models.Model):
    """One part of a page as somebody wrote it; the database refuses to change or delete it.

    Parts saved together carry the same number. ``asked``: it was sent to review. ``correction``: it says the
    same as before, so that the other language need not follow. Nobody wrote the start set.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    part = models.CharField(max_length=8, choices=[(p, p) for p in ("bo", "zh", "en", FACTS)])
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    asked = models.BooleanField(default=False)
    correction = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"content"})

    class Meta:
        ordering = ["-number", "part"]
        constraints = [models.UniqueConstraint(fields=["page", "part", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.part} {self.number}"

    @property
    def text(self) -> Text:
        return Text.from_json(self.content)

    @property
    def facts(self) -> Facts:
        return Facts.from_json(self.content)


class Verdict(models.Model):
    """What a second person said of a version; said once."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="verdict")
    approved = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"note"})

    def __str__(self) -> str:
        return f"{self.version_id}: {self.approved}"


class Edition(models.Model):
    """What is public of a page in one language. ``said`` is the save whose meaning it carries: a correction, or a
    translation that catches up, changes the text and leaves the meaning at that of an earlier save.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(max_length=8, choices=[(t, t) for t in ("bo", "zh", "en")])
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    said = models.PositiveIntegerField()
    search = models.TextField(blank=True)
    published_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"search"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language}"
