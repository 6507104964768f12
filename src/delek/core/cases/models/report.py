"""What a resident sent, what anybody said, and the photos that go with it."""

from django.db import models

from delek.core.language.models import WordsField
from delek.core.media.models import Media
from delek.core.people.models import Post
from delek.core.places.models import Code
from delek.foundation.privacy import Personal

from .case import Case

CALL_BACK = "to ask back and to tell when it is done"
CONSENT = "given by the reporter, optional"


class Report(models.Model):
    """One submission by one resident. Nothing of their device or address is kept.

    ``secret`` and the installation's key together give the reporter's link; ``token_digest`` finds it.
    ``channel`` is the one way the reporter chose to be told; ``email`` was proven before it stands here.
    ``lost_at``: their browser could no longer be told and the way changed without them; until they choose again.
    """

    class Channel(models.TextChoices):
        SMS = "sms"
        MAIL = "mail"
        PUSH = "push"
        NONE = "none"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    submission_id = models.UUIDField(unique=True)
    content_digest = models.CharField(max_length=64)
    secret = models.BinaryField(max_length=16)
    token_digest = models.CharField(max_length=64, unique=True)
    code = models.ForeignKey(Code, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=32, blank=True, db_index=True)
    about = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    channel = models.CharField(max_length=4, choices=Channel.choices, default=Channel.SMS)
    lost_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    personal = {
        "name": Personal(CALL_BACK, CONSENT, "case closed_at", 180),
        "phone": Personal(CALL_BACK, CONSENT, "case closed_at", 180),
        "about": Personal("to know whom a report is about", "the reporter's own words", "case closed_at", 1095),
        "email": Personal(CALL_BACK, CONSENT, "case closed_at", 180),
    }
    plain = frozenset({"content_digest", "token_digest", "language"})

    def __str__(self) -> str:
        return f"report {self.pk}"


class Statement(models.Model):
    """Words somebody said on a case. The case's chain keeps their salted digest, so they can be erased.

    ``stage`` and ``by`` tell the reader who spoke; ``public`` ones are read by every reporter of the matter.
    ``at`` is when they arrived; ``written_at``, where they waited in a phone, when they were written there.
    """

    class Speaker(models.TextChoices):
        RESIDENT = "resident"
        STAFF = "staff"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, db_index=False, related_name="statements")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="statements")
    speaker = models.CharField(max_length=8, choices=Speaker.choices)
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, db_index=False, related_name="+")
    transition = models.CharField(max_length=32)
    at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8)
    text = models.TextField(blank=True)
    sentence = WordsField()
    note = models.TextField(blank=True)
    public = models.BooleanField(default=True)
    salt = models.BinaryField(max_length=16)
    media = models.ManyToManyField(Media, through="Attachment", related_name="statements")

    personal = {
        "text": Personal("to understand and settle the matter", "the speaker's own words", "case closed_at", 1095),
        "note": Personal("to settle the matter", "needed by the staff who handle it", "case closed_at", 1095),
        "sentence": Personal("to tell the reporter", "it repeats words of the matter", "case closed_at", 1095),
    }
    plain = frozenset({"transition", "language"})

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "at"], name="statement_case_at")]

    def __str__(self) -> str:
        return f"{self.speaker} {self.transition}"


class Saying(models.Model):
    """One answer, rating or "not solved" with the number its form carried: what comes again is said once."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sayings")
    key = models.UUIDField(unique=True)
    content_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    personal: dict[str, Personal] = {}
    plain = frozenset({"content_digest"})

    def __str__(self) -> str:
        return f"saying of report {self.report_id}"


class Attachment(models.Model):
    """A photo or recording at its place within a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="attachments")
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.media_id}"
