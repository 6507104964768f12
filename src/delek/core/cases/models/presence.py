"""Who looks at a case at this moment."""

from django.db import models

from delek.core.people.models import Person

from .case import Case


class Presence(models.Model):
    """One person at one case, seen a moment ago. The row goes when the person does; no history is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="presence_once")]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.person_id}"
