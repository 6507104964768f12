"""Where a reporter wants to hear: browsers that asked for notices, e-mail addresses that are being proven."""

from django.db import models

from delek.foundation.privacy import Personal

from .report import Report

IN_BROWSER, ASKED = "to tell the reporter in their browser", "asked for by the holder"


class Subscription(models.Model):
    """One browser that asked for notices of one report. Deleted when it asks for no more, or no longer is."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="subscriptions")
    endpoint = models.TextField()
    endpoint_digest = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    secret = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    personal = {
        "endpoint": Personal(IN_BROWSER, ASKED, "case closed_at", 30),
        "key": Personal(IN_BROWSER, ASKED, "case closed_at", 30),
        "secret": Personal(IN_BROWSER, ASKED, "case closed_at", 30),
    }
    plain = frozenset({"endpoint_digest"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "endpoint_digest"], name="subscription_once_a_browser")
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Proof(models.Model):
    """An e-mail address to which a code went; nothing is sent there before the code came back. Deleted after a day.

    ``code_digest`` is salted with the visit, so that a code shown by another browser proves nothing.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="proofs")
    email = models.CharField(max_length=254, db_index=True)
    code_digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    personal = {"email": Personal("to prove an e-mail address", ASKED, "asked_at", 1)}
    plain = frozenset({"code_digest"})

    def __str__(self) -> str:
        return f"proof {self.pk}"
