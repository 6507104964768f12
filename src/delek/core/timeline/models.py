"""Events, append-only and chained by hash, and the outbox."""

from django.db import models

from delek.foundation.privacy import Personal


class Event(models.Model):
    """A fact about one subject: who did what, when. Rows are never changed; the database refuses it.

    ``particulars`` carries no personal data: free words stand in their own rows and are named by id and digest,
    so that they can be erased without breaking the chain.
    """

    community_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    particulars = models.JSONField(default=dict, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    personal: dict[str, Personal] = {}
    plain = frozenset({"subject_kind", "verb", "actor_kind", "particulars", "previous_hash", "hash"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "sequence"], name="event_once_in_order"),
        ]
        indexes = [models.Index(fields=["community_id", "at"], name="event_community_at")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.verb}"


class Delivery(models.Model):
    """One message to one recipient over one channel: a row first, readable before it goes.

    ``address`` is a number, an e-mail address, or for ``push`` the id of the browser's subscription.
    """

    class Channel(models.TextChoices):
        SMS = "sms"
        MAIL = "mail"
        PUSH = "push"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"

    community_id = models.BigIntegerField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=8)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    personal = {
        "address": Personal("to tell the reporter, or staff whose clock runs", "given for this", "created_at", 90),
        "text": Personal("the message itself, readable before it goes", "service to the reporter", "created_at", 90),
        "subject": Personal("the message itself, readable before it goes", "service to the reporter", "created_at", 90),
        "last_error": Personal("to see why it did not go out", "service to the reporter", "created_at", 90),
    }
    plain = frozenset({"language"})

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="delivery_outbox", condition=models.Q(state="waiting")),
            models.Index(fields=["claimed_at"], name="delivery_underway", condition=models.Q(state="sending")),
            models.Index(fields=["address"], name="delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
