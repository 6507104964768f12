"""Changing categories, limits and reply texts."""

import secrets
from datetime import datetime
from string import Formatter
from typing import Any

from django.db import transaction

from delek.core.places.models import Place
from delek.core.timeline.actions import By, record
from delek.foundation.words import Words

from ..models import Category, ReplyText, TimeLimit
from ..queries.around import CATEGORIES, OFFERED
from ..queries.limits import forget_limits
from ..queries.settings import Text, texts


@transaction.atomic
def add_category(*, by: By, at: datetime, **given: Any) -> Category:
    """A new category for every community; its key is of no meaning."""
    category = Category.objects.create(key=f"own-{secrets.token_hex(4)}", **given)
    _forget()
    record(
        subject=("category", category.pk), verb="category_added", by=by, at=at, community_id=0, first=True
    )
    return category


@transaction.atomic
def change_category(*, category: Category, by: By, at: datetime, **changes: Any) -> Category:
    """Change a category's words, picture, class, order, or retire it."""
    for name, value in changes.items():
        setattr(category, name, value)
    category.save(update_fields=list(changes))
    _forget()
    record(
        subject=("category", category.pk),
        verb="category_changed",
        by=by,
        at=at,
        community_id=0,
        particulars={"columns": sorted(changes)},
    )
    return category


@transaction.atomic
def set_limit(*, place: Place, urgency: str, step: str, amount: int, unit: str, by: By, at: datetime) -> TimeLimit:
    """Set one limit for a place and all below it; cases that run keep the clocks they have."""
    row, _ = TimeLimit.objects.update_or_create(
        place=place, urgency=urgency, step=step, defaults={"amount": amount, "unit": unit}
    )
    record(
        subject=("place", place.pk),
        verb="limit_set",
        by=by,
        at=at,
        community_id=place.community_id or 0,
        particulars={"urgency": urgency, "step": step, "amount": amount, "unit": unit},
    )
    forget_limits()
    return row


@transaction.atomic
def set_reply_text(*, community: Place, name: str, words: Words, by: By, at: datetime) -> ReplyText:
    """Set a community's own sentence or message; Tibetan and Chinese, English if wished, and in each language just the
    placeholders of the flow's, else ValueError. KeyError where no text has this name.
    """
    text = {text.name: text for text in texts()}[name]
    if not (words.bo and words.zh):
        raise ValueError("both languages are needed")
    allowed = placeholders(text.sentence)
    if any(placeholders(said) != allowed for said in (words.bo, words.zh, words.en) if said):
        raise ValueError("the placeholders differ from the flow's")
    row, _ = ReplyText.objects.update_or_create(
        community=community, flow=text.flow.key, transition=text.key, defaults={"text": words}
    )
    _note(community, "reply_text_set", text, by, at)
    return row


@transaction.atomic
def clear_reply_text(*, community: Place, name: str, by: By, at: datetime) -> None:
    """Back to the flow's own words. KeyError where no text has this name."""
    text = {text.name: text for text in texts()}[name]
    if ReplyText.objects.filter(community=community, flow=text.flow.key, transition=text.key).delete()[0]:
        _note(community, "reply_text_cleared", text, by, at)


def _note(community: Place, verb: str, text: Text, by: By, at: datetime) -> None:
    record(
        subject=("place", community.pk), verb=verb, by=by, at=at, community_id=community.pk,
        particulars={"flow": text.flow.key, "transition": text.key},
    )


def placeholders(sentence: str) -> set[str]:
    """The names in braces of a sentence. Raises ValueError for braces that do not match."""
    return {
        name
        for _, name, form, conversion in Formatter().parse(sentence)
        if name is not None and _plain(form, conversion)
    }


def _plain(form: str | None, conversion: str | None) -> bool:
    if form or conversion:
        raise ValueError("only plain names may stand in braces")
    return True


def _forget() -> None:
    CATEGORIES.forget()
    OFFERED.forget()
