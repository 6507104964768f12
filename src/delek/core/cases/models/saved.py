"""What somebody at the desk keeps for themselves."""

from django.db import models

from delek.core.people.models import EMPLOYMENT, Person
from delek.foundation.privacy import Personal


class SavedFilter(models.Model):
    """A list of the desk that a person gave a name: ``query`` is the part of its address after the question mark."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    name = models.CharField(max_length=40)
    query = models.TextField()
    saved_at = models.DateTimeField()

    personal = {
        "name": Personal("to find one's own lists again", EMPLOYMENT, "last post ended", 7),
        "query": Personal("to find one's own lists again", EMPLOYMENT, "last post ended", 7),
    }
    plain: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name
