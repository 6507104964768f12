"""Words that are ready for whoever answers."""

from django.db import models

from delek.core.language.models import WordsField
from delek.core.places.models import Place
from delek.foundation.privacy import Personal

from .category import Category


class ReplyTemplate(models.Model):
    """Ready words for one step: what it asks for where it asks for words, else the whole sentence of the resident.

    For one category or, where it is empty, for any. A template that counts no more is retired; within a week it can be
    taken back.
    """

    community = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    flow = models.CharField(max_length=16)
    transition = models.CharField(max_length=32)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    words = WordsField()
    retired_at = models.DateTimeField(null=True, blank=True)

    personal: dict[str, Personal] = {}
    plain = frozenset({"flow", "transition", "words"})

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["community", "flow", "transition"], name="reply_template_step")]

    def __str__(self) -> str:
        return f"{self.flow}.{self.transition}: {self.position}"
