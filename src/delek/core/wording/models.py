"""What readers say of the words on the pages, and recordings of the main labels."""

from django.db import models

from delek.core.media.models import Media
from delek.foundation.privacy import Personal

LABELS = {
    "emergency": "In an emergency, call first",
    "report": "Report a problem",
    "what": "What is wrong?",
    "show": "Show it",
    "say": "Say it",
    "reach": "How can we reach you?",
    "send": "Send report",
    "received": "Received. Thank you.",
    "next": "What happens next",
    "happened": "What has happened",
    "solved": "Was it solved?",
    "service": "How was the service?",
}
"""The twelve main labels by the key of their recording."""


class Remark(models.Model):
    """A reader names a wrong word. Nothing of the reader is kept; ``page`` names no case and no point."""

    language = models.CharField(max_length=8)
    page = models.CharField(max_length=80, blank=True)
    word = models.CharField(max_length=160, blank=True)
    text = models.CharField(max_length=320, blank=True)
    said_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "word": Personal("to put a wrong word right", "given by the reader for this", "said_at", 365),
        "text": Personal("to put a wrong word right", "given by the reader for this", "said_at", 365),
    }
    plain = frozenset({"language", "page"})

    class Meta:
        ordering = ["-said_at", "-id"]

    def __str__(self) -> str:
        return f"{self.language} {self.page}"


class Clip(models.Model):
    """One label spoken in one language."""

    label = models.CharField(max_length=16, choices=[(key, key) for key in LABELS])
    language = models.CharField(max_length=8)
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="clips")
    changed_at = models.DateTimeField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"language"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "language"], name="clip_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.language}"
