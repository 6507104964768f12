"""Photos, recordings and documents: stored once by content, served only as derived copies."""

from django.db import models

from delek.foundation.privacy import Personal

SEE = "to see and hear the matter"
GIVEN = "given by the reporter or taken at work"


class Media(models.Model):
    """One stored original and the copies made of it. ``original`` is never served.

    With ``erased_at`` nothing of it is served any more; its files are deleted, then their addresses blanked.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo"
        VOICE = "voice"
        DOCUMENT = "document"

    community_id = models.BigIntegerField()
    key = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    mime = models.CharField(max_length=64)
    original = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    screen = models.CharField(max_length=64, blank=True)
    thumb = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused = models.CharField(max_length=32, blank=True)

    erased_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "original": Personal(SEE, GIVEN, "case closed_at", 1095),
        "screen": Personal(SEE, GIVEN, "case closed_at", 1095),
        "thumb": Personal(SEE, GIVEN, "case closed_at", 1095),
    }
    plain = frozenset({"key", "mime", "refused"})

    class Meta:
        indexes = [
            models.Index(fields=["screen"], name="media_screen"),
            models.Index(fields=["thumb"], name="media_thumb"),
            models.Index(fields=["id"], name="media_unprocessed", condition=models.Q(processed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
