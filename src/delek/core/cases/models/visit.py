"""A resident who looks after what is held about them: shown by a code sent to their own number."""

from django.db import models

from delek.foundation.privacy import Personal


class Visit(models.Model):
    """One browser that asked for a code to a number, and showed it. Deleted a day after it was asked for.

    ``secret_digest`` finds the browser's cookie, ``code_digest`` is salted with that secret: a code shown by another
    browser, or once more, opens nothing.
    """

    secret_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=32, db_index=True)
    asked_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    shown_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "phone": Personal("to show people what is kept about them", "asked for by the holder", "asked_at", 1),
    }
    plain = frozenset({"secret_digest", "code_digest"})

    def __str__(self) -> str:
        return f"visit {self.pk}"
