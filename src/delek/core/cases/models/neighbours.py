"""What neighbours may read of an open matter."""

from django.db import models

from delek.core.language.models import WordsField
from delek.core.people.models import Post
from delek.foundation.privacy import Personal

from .case import Case


class Announcement(models.Model):
    """One short sentence of the office about a matter, for everybody who scans the code of its point.

    Without a row neighbours see nothing; with ``taken_down_at`` they see nothing any more.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="announcement")
    text = WordsField()
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)

    personal = {
        "text": Personal("to tell neighbours what is being done", "the office's task", "case closed_at", 180),
    }
    plain: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"announcement of case {self.case_id}"
