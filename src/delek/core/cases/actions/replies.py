"""Changing the words that are ready for whoever answers."""

from datetime import datetime

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from ..models import Category, ReplyTemplate
from ..queries.replies import Answerable
from .settings import placeholders


@transaction.atomic
def set_reply_template(
    *, community: Place, template: ReplyTemplate | None, step: Answerable, category: Category | None, position: int,
    words: Words, by: By, at: datetime,
) -> ReplyTemplate:  # fmt: skip
    """New ready words, or others in place of ``template``. Raises ValueError unless both languages stand there, each
    with just the placeholders that :func:`expected` names.
    """
    if not (words.bo and words.zh):
        raise ValueError("both languages are needed")
    if any(placeholders(said) != expected(step) for said in (words.bo, words.zh, words.en) if said):
        raise ValueError("the placeholders are others")
    row = template or ReplyTemplate(community=community)
    row.flow, row.transition, row.category = step.flow.key, step.step.key, category
    row.position, row.words = position, words
    row.save()
    _note(row, "reply_template_set", by, at)
    return row


def expected(step: Answerable) -> set[str]:
    """The placeholders of ready words: those of the flow's sentence, none where they are what the step asks for."""
    return set() if step.asks else placeholders(step.step.sentence)


@transaction.atomic
def drop_reply_template(*, template: ReplyTemplate, by: By, at: datetime) -> None:
    """They are offered no more."""
    ReplyTemplate.objects.filter(pk=template.pk).update(retired_at=at)
    _note(template, "reply_template_dropped", by, at)


@transaction.atomic
def restore_reply_template(*, template: ReplyTemplate, by: By, at: datetime) -> None:
    """What was dropped is offered again."""
    ReplyTemplate.objects.filter(pk=template.pk).update(retired_at=None)
    _note(template, "reply_template_restored", by, at)


def _note(row: ReplyTemplate, verb: str, by: By, at: datetime) -> None:
    record(
        subject=("place", row.community_id), verb=verb, by=by, at=at, community_id=row.community_id,
        particulars={"template": row.pk, "flow": row.flow, "transition": row.transition},
    )  # fmt: skip
